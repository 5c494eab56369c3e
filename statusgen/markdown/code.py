"""Position of code in a Markdown text as it will be published: in fences, and within a line.

In doubt, text is not code: it is better to miss code than to take published words for code.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from statusgen.markdown.blocks import Block, BlockKind, read_blocks

BLANK = "\0"
"""Placeholder for a character of a comment; text that was read from a file cannot contain it."""

_MAY_BE_CODE = re.compile("`|~~~")
_UPDATE = re.compile(r" {0,3}##(?!#)")
_SIGN = re.compile(r"\\[\\`]|`+|\]\([^()`\s]*\)|\]\(|<(?=[A-Za-z/!?])")
_MOST_READ = 500_000
"""Maximum of characters parsed for one text, over all its comments; beyond it, nothing counts as code."""
_LONGEST = 1_000
"""Maximum of characters of a paragraph before code in it; code further on is not recognised."""


def may_contain_code(text: str) -> bool:
    """Return whether the text can contain code at all."""
    return _MAY_BE_CODE.search(text) is not None


def blank_out(text: str) -> str:
    """Return the text with `BLANK` for each character except line feeds."""
    return re.sub(r"[^\n]", BLANK, text)


def published(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield number and text of the lines that are published at least in part; blanks become spaces."""
    for number, line in enumerate(lines):
        if BLANK not in line:
            yield number, line
        elif kept := line.replace(BLANK, " ").rstrip():
            yield number, kept


class Code:
    """Code of a text from which comments are removed one after the other."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._kinds: dict[int, Block] | None = None
        self._left = _MOST_READ

    def blank(self, start: int, end: int) -> None:
        """Remove a comment."""
        first, last = self._place(start)[0], self._place(end - 1)[0]
        for number in range(first, last + 1):
            line, offset = self._lines[number], self._starts[number]
            begin, stop = max(start - offset, 0), min(end - offset, len(line))
            self._lines[number] = line[:begin] + BLANK * (stop - begin) + line[stop:]
        self._kinds = None

    def has(self, start: int, end: int) -> bool:
        """Return whether `start` to `end` is within one fenced block, or within code in one line."""
        number, column = self._place(start)
        last, _ = self._place(end - 1)
        block = self._blocks().get(number)
        if block is None or self._blocks().get(last) is not block:
            return False
        if block.kind is BlockKind.FENCE:
            return number > block.first  # the text in the line of the fence is not shown
        before = self._starts[number + 1] - self._starts[block.first]
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or last > number or before > _LONGEST:
            return False
        firsts = range(block.first, number + 1)
        return all(self._is_within(first, number, column, column + end - start) for first in firsts)

    def _is_within(self, first: int, number: int, column: int, stop: int) -> bool:
        """Return whether columns of a line are in code that begins and ends in this line.

        `first` is the line where the paragraph begins: lines before may be the fields of an update.
        """
        words = "\n".join(self._lines[first : number + 1])
        line = len(words) - len(self._lines[number])
        position = 0
        while sign := _SIGN.search(words, position):
            if sign[0] in ("<", "](") or sign.start() > line + column:
                return False
            position = sign.end()
            if sign[0][0] != "`":
                continue
            end = re.compile(rf"(?<!`){sign[0]}(?!`)").search(words, position)
            if end is not None:
                position = end.end()
                if position > line + column:
                    return sign.start() >= line and end.start() >= line + stop
        return False

    def _place(self, position: int) -> tuple[int, int]:
        number = bisect_right(self._starts, position) - 1
        return number, position - self._starts[number]

    def _blocks(self) -> dict[int, Block]:
        """Return the innermost block of each line, by the numbers of the text's lines."""
        if self._kinds is not None:
            return self._kinds
        self._left -= self._starts[-1]
        self._kinds = {}
        if self._left < 0:
            return self._kinds
        lines = list(published(self._lines))
        blocks = read_blocks(line.expandtabs(4) for _, line in lines)
        tops = {block.first for block in blocks if block.kind is BlockKind.HEADING}
        if any(_UPDATE.match(line) and number not in tops for number, (_, line) in enumerate(lines)):
            return self._kinds  # the text may be split into updates there, and parsed differently
        numbers = [number for number, _ in lines]
        for block in _leaves(blocks):
            for number in range(block.first, min(block.last, len(numbers) - 1) + 1):
                self._kinds[numbers[number]] = block
            block.first, block.last = numbers[block.first], numbers[min(block.last, len(numbers) - 1)]
        return self._kinds


def _leaves(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.blocks:
            yield from _leaves(block.blocks)
        else:
            yield block
