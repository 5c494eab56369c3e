"""How much more work more bytes are.

Times are compared within one process, and never with a clock on the wall. A size is sought for each pattern
from which on its work can be measured; a pattern that is quick at the largest size is not judged.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from time import process_time

LEAST, MOST = 4_000, 64_000
"""Bytes to begin with, and those with which twice as many have about the size of a large note."""
MEASURABLE = 0.1
"""Seconds from which on work can be told from other work on the machine."""
TWICE = 3.0
"""Linear work doubles, quadratic work is four times as much."""
FOURFOLD = 6.0
"""For four times the bytes, linear work is four times as much, quadratic work sixteen times."""
TRIES = 4


def seconds(read: Callable[[bytes], object], data: bytes) -> float:
    """The time of this process for it."""
    begin = process_time()
    read(data)
    return process_time() - begin


def growth(read: Callable[[bytes], object], pattern: Sequence[bytes]) -> float:
    """How many times as much work twice the bytes are; 0 if they are too quick to tell.

    The pattern is what comes first, what is repeated, and what comes last.
    The sizes that are tried tell it already where it is far from too much. Otherwise it is the best of a few
    tries, in each of which both are measured: what else the machine does only adds.
    """
    first, repeated, last = pattern
    size = LEAST

    def work(size: int) -> float:
        return seconds(read, first + repeated * (size // len(repeated)) + last)

    less, few = 0.0, work(size)
    while few < MEASURABLE and size < MOST:
        size *= 4
        less, few = few, work(size)
    if few < MEASURABLE:
        return 0
    if few <= FOURFOLD * less:
        return math.sqrt(few / less)
    many = work(2 * size)
    for _ in range(TRIES):
        if many <= TWICE * few:
            break
        few, many = min(few, work(size)), min(many, work(2 * size))
    return many / few
