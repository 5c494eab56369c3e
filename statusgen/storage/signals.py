"""End commands on signals, after cleaning up."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")  # Windows has no SIGHUP
ENDING = tuple(getattr(signal, name) for name in _NAMES if hasattr(signal, name))
"""Signals of Ctrl-C, of supervisors and of a closed terminal."""

_ONE_REQUEST = 1.0
"""Seconds in which further signals are ignored: `timeout`, systemd and shells send two or three at once."""


class Interrupted(KeyboardInterrupt):
    """A signal asked the command to end; `number` is the number of the signal."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def interrupted_by_signals() -> Iterator[None]:
    """Raise `Interrupted` in the main thread when a signal of `ENDING` arrives.

    A later signal ends the process at once. Signals that are ignored when the process starts, as under
    `nohup`, stay ignored, except SIGTERM. Does nothing in other threads, which cannot set handlers.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {one: signal.getsignal(one) for one in ENDING}
    own, first = os.getpid(), list[float]()

    def interrupt(number: int, _frame: object) -> None:
        if os.getpid() != own:  # a forked worker, which has nothing to clean up
            _end_at_once(number)
        if not first:
            first.append(time.monotonic())
            raise Interrupted(number)
        if time.monotonic() - first[0] > _ONE_REQUEST:
            _end_at_once(number)

    for one, old in before.items():
        if one == signal.SIGTERM or old is not signal.SIG_IGN:
            signal.signal(one, interrupt)
    try:
        yield
    finally:
        for one, old in before.items():
            signal.signal(one, old)


def _end_at_once(number: int) -> None:
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


@contextmanager
def postponed_signals() -> Iterator[None]:
    """Handle the signals of `ENDING` at the end of the block.

    Processes that are forked in the block never handle them: the parent does.
    """
    with _handled_later(), _blocked():
        yield


@contextmanager
def _blocked() -> Iterator[None]:
    """Block the signals in this thread, and in processes that it forks."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _handled_later() -> Iterator[None]:
    """Call the handlers at the end. The system sends a signal that one thread blocks to another thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {one: handler for one in ENDING if callable(handler := signal.getsignal(one))}
    arrived = list[int]()
    for one in before:
        signal.signal(one, lambda number, _frame: arrived.append(number))
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
        for one in dict.fromkeys(arrived):
            signal.raise_signal(one)
