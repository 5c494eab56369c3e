"""The words of a cState note, cut into updates: at the marks of its authors and at `track` shortcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from textwrap import dedent

from statusgen.importers.cstate.dialect import TIME_OF_DAY, Dialect, Printed
from statusgen.importers.cstate.marks import LONGEST, Mark, day_in_mark, find_mark, looks_like_mark
from statusgen.importers.cstate.times import CLOCK_TEXT, STAMP
from statusgen.model import Status
from statusgen.read.words import with_code_marked

_TRACK = re.compile(r"\{\{[<%]\s{0,9}track\s{1,9}[\"“'`]?([^\"”'`>%]{0,99}?)[\"”'`]?\s{0,9}[>%]\}\}")
_FRONT = r"(?:[-*+]\s+|(?=[`*_\[]{0,3}\d{1,4}[.-]\d))"
"""An entry of a list, or a day in numbers: `May 18, 9:00 UTC: we will restart …` is a plan in words."""
_NO_SPAN = rf"(?!{STAMP}|{CLOCK_TEXT})"
_TIMED_LINE = re.compile(
    rf"{_FRONT}[`*_\[]{{0,3}}(?P<mark>{STAMP})[`*_\]]{{0,3}}\s*(?::(?!\d)|[–—-]\s)\s*{_NO_SPAN}(?P<rest>.*)",
    re.IGNORECASE,
)
"""A line or an entry of a list that begins with a time: `- 2021-05-30 08:13 UTC: It works again.`"""
_LABEL = re.compile(r"\s*(?:[-*+]\s+)?(?:(\*{1,3}|_{1,3})[^*_]+\1)?[\s:–—-]*")
"""What may stand before the time of an update whose words follow in the line."""
_ITEM = re.compile(r"[-*+]\s+(?=\S)")
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,}|\\)\s*")
_IN_A_MARK = re.compile(
    rf"\s*(?:[-*+]\s+)?(?:\[|#{{1,6}}\s|\*{{1,3}}(?=\S)|_{{1,3}}(?=\S))(?:[^\W\d]+\s+|#?\d{{1,2}}\s+|[–—:-]\s*){{0,6}}"
    rf"(?P<stamp>{STAMP})(?:\s+uhr)?\s*(?:\](?!\()|[*_]|:|$)",
    re.IGNORECASE,
)
_AT_THE_FRONT = re.compile(
    rf"\s*{_FRONT}`?(?P<stamp>{STAMP})`?\s*(?:(?::(?!\d)|[–—-]\s)\s*{_NO_SPAN}|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words: the mark before it, what the mark hints at, and the times printed with it."""

    mark: str
    status: Status | None
    """None where no mark says."""
    printed: tuple[Printed, ...]
    words: str
    tracked: bool = False
    """Whether a `track` shortcode ends or times it."""
    label: str = ""
    """What the mark says besides, for readers."""

    @property
    def time(self) -> Printed | None:
        """The time printed with it: the first that can be read, else the first."""
        return next((one for one in self.printed if one.at), self.printed[0] if self.printed else None)


@dataclass(slots=True)
class _Draft:
    """A piece in the making."""

    mark: str = ""
    status: Status | None = None
    label: str = ""
    printed: list[Printed] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    tracked: bool = False

    def has_words(self) -> bool:
        return any(line.strip() and not _RULE.fullmatch(line) for line in self.lines)


def printed_times(body: str, dialect: Dialect) -> tuple[Printed, ...]:
    """All times that the words print for an update: those of `track`, of marks, and in front of lines.

    Found without regard to where the words are cut, so that one can be compared with the other.
    """
    found = []
    for number, (line, is_code) in enumerate(with_code_marked(body.split("\n"))):
        found += [Printed(match[1].strip(), number) for match in _TRACK.finditer(line)]
        if stamp := None if is_code else _printed_for_update(line[:LONGEST], dialect):
            found.append(Printed(stamp, number))
    return tuple(found)


def _printed_for_update(line: str, dialect: Dialect) -> str | None:
    match = _IN_A_MARK.match(line) or _AT_THE_FRONT.match(line)
    return match["stamp"] if match else day_in_mark(line, dialect.vocabulary)


def lookalikes(body: str, dialect: Dialect) -> tuple[tuple[str, int], ...]:
    """What looks like a mark but begins no update, with its line in the words."""
    found, above = [], ""
    for number, (line, is_code) in enumerate(with_code_marked(body.split("\n"))):
        if not is_code and not _TRACK.search(line):
            text = looks_like_mark(line, dialect.vocabulary, opens_paragraph=not above.strip())
            found += [(text, number)] if text else []
        above = line
    return tuple(found)


def cut(body: str, dialect: Dialect) -> tuple[Piece, ...]:
    """The pieces in the order of the file; the first may have no mark."""
    drafts = [_Draft()]
    for number, (line, is_code) in enumerate(with_code_marked(body.split("\n"))):
        text, *tracks = _TRACK.split(line)
        if tracks:
            _add_tracked(drafts, text, tracks, number, dialect)
        elif is_code or not _opened(drafts, line, number, dialect):
            drafts[-1].lines.append(line)
    pieces = tuple(_finished(draft) for draft in drafts)
    return tuple(piece for piece in pieces if piece.words or piece.mark)


def _opened(drafts: list[_Draft], line: str, number: int, dialect: Dialect) -> bool:
    """Whether the line begins with a mark; then a draft is begun with what follows it in the line."""
    mark, timed = _timed_mark(line, dialect), True
    if not mark:
        opens_paragraph = not "".join(drafts[-1].lines[-1:]).strip()
        mark, timed = find_mark(line, dialect.vocabulary, opens_paragraph=opens_paragraph), False
    if not mark:
        return False
    if not (timed and _only_marked(drafts[-1]) and not drafts[-1].printed):
        drafts.append(_Draft(mark.text, mark.status, mark.label))
    if printed := dialect.printed_in(mark, number):
        drafts[-1].printed.append(printed)
    drafts[-1].lines.append(mark.rest)
    return True


def _timed_mark(line: str, dialect: Dialect) -> Mark | None:
    """The time of day in front of a line, with the mark that may follow it."""
    match = _TIMED_LINE.fullmatch(line)
    if not match or not TIME_OF_DAY.search(match["mark"]):
        return None
    inner = find_mark(match["rest"], dialect.vocabulary)
    if not inner:
        return Mark(match["mark"], match["rest"], None)
    return replace(inner, text=f"{match['mark']} {inner.text}")


def _add_tracked(
    drafts: list[_Draft], text: str, tracks: Sequence[str], number: int, dialect: Dialect
) -> None:
    """A line with `track` shortcodes: the words before the first, then each time and the words after it."""
    alone = not text.strip()
    if text.strip() and not _opened(drafts, text, number, dialect):
        drafts[-1].lines.append(text)
    for stamp, after in zip(tracks[::2], tracks[1::2], strict=True):
        time = dialect.printed(stamp, number)
        words = after.lstrip()
        if len(text) <= LONGEST and _LABEL.fullmatch(text) and (words or _only_marked(drafts[-1])):
            _begin_timed(drafts, time, text)
            words = words.lstrip(":–—- ")
        else:
            _end_timed(drafts, time, text, alone=alone)
        if words and text.strip() and drafts[-1].lines[-1:] == [text]:
            drafts[-1].lines[-1] += words  # below the label that precedes the time
        elif words:
            drafts[-1].lines.append(words)
        text, alone = after, False


def _only_marked(draft: _Draft) -> bool:
    return bool(draft.mark) and not draft.has_words() and not draft.tracked


def _begin_timed(drafts: list[_Draft], time: Printed, label: str) -> None:
    """The time stands before its words: `*Update* {{< track "…" >}} words`."""
    draft = drafts[-1]
    if draft.tracked or (draft.has_words() and [line for line in draft.lines if line.strip()] != [label]):
        moved = [draft.lines.pop()] if label.strip() and draft.lines[-1:] == [label] else []
        draft = _Draft(lines=moved)
        drafts.append(draft)
    draft.printed.append(time)
    draft.tracked = True


def _end_timed(drafts: list[_Draft], time: Printed, text: str, *, alone: bool) -> None:
    """The time stands after its words, as in cState's sample notes: the piece ends here."""
    draft = drafts[-1]
    if draft.tracked and alone:  # as in front of what follows, when each time has a line of its own
        drafts.append(_Draft(printed=[time], tracked=True))
        return
    position = (
        0 if draft.tracked else _begin_of_last(draft, text)
    )  # a time without words of its own: all these
    if position is not None:
        own = _Draft(lines=draft.lines[position:])
        draft.lines = draft.lines[:position]
        drafts.append(own)
        draft = own
    if draft.has_words() or draft.mark:
        draft.printed.append(time)
        draft.tracked = True
        drafts.append(_Draft())
    else:
        draft.lines.clear()  # nothing but rules


def _begin_of_last(draft: _Draft, text: str) -> int | None:
    """The line at which the words that a time ends begin, if words of another update precede them.

    They begin below a rule, or with the only entry of a list; None if they are all words of the draft.
    """
    lines = draft.lines
    empty = [number for number, line in enumerate(lines) if not line.strip()]
    rules = [
        number + 1 for number in empty if _RULE.fullmatch("".join(lines[number + 1 : number + 2]) or "-")
    ]
    items = [number for number, line in enumerate(lines) if _ITEM.match(line)]
    position = rules[-1] if rules else None
    if len(items) == 1 and text and all(line.startswith((" ", "\t")) for line in lines[items[0] + 1 :]):
        (position,) = items
    return position if position and _Draft(lines=lines[:position]).has_words() else None


def _finished(draft: _Draft) -> Piece:
    """The piece of a draft: its words without the rules around them and the sign of a list's only entry."""
    lines = list(draft.lines)
    if draft.tracked and lines:  # Markdown's line break before the shortcode says nothing any more
        lines[-1] = re.sub(r"(?<!\\)\\\s*$", "", lines[-1].rstrip())
    lines = list(_trimmed(lines))
    words = "\n".join(_without_bullet(lines) if draft.tracked and not draft.mark else lines)
    printed = tuple(draft.printed)
    return Piece(draft.mark, draft.status, printed, words.strip("\n").rstrip(), draft.tracked, draft.label)


def _trimmed(lines: Sequence[str]) -> Iterator[str]:
    """The lines without empty ones and rules at both ends."""
    telling = [n for n, line in enumerate(lines) if line.strip() and not _RULE.fullmatch(line)]
    return iter(lines[telling[0] : telling[-1] + 1] if telling else ())


def _without_bullet(lines: Sequence[str]) -> Sequence[str]:
    """A list of one entry as the words of that entry."""
    match = _ITEM.match(lines[0]) if lines else None
    if not match or not all(not line.strip() or line.startswith((" ", "\t")) for line in lines[1:]):
        return lines
    return "\n".join([lines[0][match.end() :], *filter(None, [dedent("\n".join(lines[1:]))])]).split("\n")
