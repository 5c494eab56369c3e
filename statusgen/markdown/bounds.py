"""Limits on the work for a Markdown text: parsers search for the end of each opening again and again."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PARAGRAPH = re.compile(r"\n[ \t]*\n|\n(?= {0,3}[-*+] )")
_BRACKET = re.compile(r"[\[()\]]")
_PARTNER = {"]": "[", ")": "("}
_TICKS = re.compile("`+")
_STARTS = re.compile(r"^ {0,3}(?:#|\[[^\]\n]*\]:)", re.MULTILINE)
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_FENCE = re.compile(r"^(?:`{3,}|~{3,})[^\n]*$", re.MULTILINE)
_WHITE = re.compile(r"[ \t]{20,}")
_EACH, _FREE = 50, 200_000
_MOST_NOTES = 300
_MARK = re.compile(r"[*_]+|[~`\\&<\[@]|://|www")
_MOST_MARKS = 2_000
_ENDLESS = re.compile(r"[*_]{400}")


def is_reasonable(text: str) -> bool:
    """Return whether the work for `text` grows linearly with its length, as it does for normal text.

    The estimate is the sum of distances from each opening sign to its closing one, or to the end: a few
    characters each in normal text, the whole rest of the text each in `[[[[…`.
    """
    if text.count("[^") > _MOST_NOTES:
        return False  # each footnote is searched among all others
    most = _FREE + _EACH * len(text)
    work = _tags(text) + _fences(text) + sum(len(run) ** 2 for run in _WHITE.findall(text.expandtabs(4)))
    for part in _parts(text):
        if work > most:
            break
        work += (
            _brackets(part) + _ticks(part) + sum(len(part) - one.start() for one in _STARTS.finditer(part))
        )
    return work <= most


def has_bounded_markup(words: str) -> bool:
    """Return whether the work for the inline markup of a paragraph or cell grows linearly with its length.

    Each element is compared with all others of the paragraph, and each sign of a run searches its partner.
    """
    return len(_MARK.findall(words)) <= _MOST_MARKS and not _ENDLESS.search(words)


def _parts(text: str) -> Iterator[str]:
    """Yield the pieces that are parsed separately: paragraphs, items of lists and rows of tables."""
    for part in _PARAGRAPH.split(text):
        if _is_table(part):
            yield from part.split("\n")
        else:
            yield part


def _is_table(part: str) -> bool:
    """Return whether the second line is the one below the header of a table."""
    row = part.partition("\n")[2].partition("\n")[0]
    return "-" in row and not row.strip("|:- \t")


def _brackets(part: str) -> int:
    """Return the work for brackets. Unclosed ones are looked at again after each pair."""
    waiting: dict[str, list[int]] = {"[": [], "(": []}
    near = pairs = 0
    for match in _BRACKET.finditer(part):
        opened = waiting[_PARTNER.get(match[0], match[0])]
        if match[0] in waiting:
            opened.append(match.start())
        elif opened:
            near += match.start() - opened.pop()
            pairs += 1
    return near + (1 + pairs) * sum(len(part) - start for opened in waiting.values() for start in opened)


def _ticks(part: str) -> int:
    runs = [(one.start(), len(one[0])) for one in _TICKS.finditer(part)]
    cells = len(runs) * part.count("|")
    alone = len({length for _, length in runs}) > 1 or len(runs) % 2 or "\\`" in part
    return cells + (sum(len(part) - start for start, _ in runs) if alone else 0)


def _tags(text: str) -> int:
    """Return the work for tags. Declarations such as `<![CDATA[` do not end at the next `>`, if at all."""
    work, close = 0, len(text)
    starts = [one.start() for one in _TAG.finditer(text)]
    position = len(text)
    for start in reversed(starts):
        found = text.find(">", start, position)
        close = found if found >= 0 else close
        position = start
        work += (len(text) if text[start + 1] in "!?" else close) - start
    return work


def _fences(text: str) -> int:
    """Return the work for fences. A fence is closed by a line of as many signs and nothing else."""
    work, last = 0, dict[str, int]()
    for match in reversed(list(_FENCE.finditer(text))):
        line = match[0].rstrip()
        marks = line[: len(line) - len(line.lstrip(line[0]))]
        work += last.get(marks, len(text)) - match.start()
        if line == marks:
            last[marks] = match.start()
    return work
