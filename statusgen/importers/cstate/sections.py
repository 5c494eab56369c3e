"""Split the text of a cState note into sections at its authors' markers and at `track` shortcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from textwrap import dedent

from statusgen.importers.cstate.markers import MAX_MARKER, Marker, day_in_marker, find_lookalike, find_marker
from statusgen.importers.cstate.time_reader import TIME_OF_DAY, PrintedTime, TimeReader
from statusgen.importers.cstate.times import CLOCK_TEXT, STAMP
from statusgen.model.notes import Status
from statusgen.read.body import with_code_marked

_TRACK = re.compile(r"\{\{[<%]\s{0,9}track\s{1,9}[\"“'`]?([^\"”'`>%]{0,99}?)[\"”'`]?\s{0,9}[>%]\}\}")
_FRONT = r"(?:[-*+]\s+|(?=[`*_\[]{0,3}\d{1,4}[.-]\d))"
"""Bullet of a list, or a day in numbers: `May 18, 9:00 UTC: we will restart …` is a sentence about a plan."""
_NO_SPAN = rf"(?!{STAMP}|{CLOCK_TEXT})"
_TIMED_LINE = re.compile(
    rf"{_FRONT}[`*_\[]{{0,3}}(?P<marker>{STAMP})[`*_\]]{{0,3}}\s*(?::(?!\d)|[–—-]\s)\s*{_NO_SPAN}(?P<rest>.*)",
    re.IGNORECASE,
)
"""Line or entry of a list that begins with a time: `- 2021-05-30 08:13 UTC: It works again.`"""
_LABEL = re.compile(r"\s*(?:[-*+]\s+)?(?:(\*{1,3}|_{1,3})[^*_]+\1)?[\s:–—-]*")
"""Text before the time of an update whose text follows in the line."""
_ITEM = re.compile(r"[-*+]\s+(?=\S)")
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,}|\\)\s*")
_IN_MARKER = re.compile(
    rf"\s*(?:[-*+]\s+)?(?:\[|#{{1,6}}\s|\*{{1,3}}(?=\S)|_{{1,3}}(?=\S))(?:[^\W\d]+\s+|#?\d{{1,2}}\s+|[–—:-]\s*){{0,6}}"
    rf"(?P<stamp>{STAMP})(?:\s+uhr)?\s*(?:\](?!\()|[*_]|:|$)",
    re.IGNORECASE,
)
_AT_LINE_START = re.compile(
    rf"\s*{_FRONT}`?(?P<stamp>{STAMP})`?\s*(?:(?::(?!\d)|[–—-]\s)\s*{_NO_SPAN}|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the text that becomes an update, with the marker before it and the times printed with it."""

    marker: str
    status: Status | None
    """Status that the marker names; None if it names none."""
    printed: tuple[PrintedTime, ...]
    text: str
    tracked: bool = False
    """Whether a `track` shortcode gives its time."""
    label: str = ""
    """Text of the marker besides status and time, which readers need."""

    @property
    def time(self) -> PrintedTime | None:
        """First printed time that can be read, or else the first one; None if there is none."""
        return next((one for one in self.printed if one.at), self.printed[0] if self.printed else None)


@dataclass(slots=True)
class _Draft:
    """A section to which lines are still added."""

    marker: str = ""
    status: Status | None = None
    label: str = ""
    printed: list[PrintedTime] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    tracked: bool = False

    def has_text(self) -> bool:
        return any(line.strip() and not _RULE.fullmatch(line) for line in self.lines)

    def is_only_marked(self) -> bool:
        return bool(self.marker) and not self.has_text() and not self.tracked


def printed_times(body: str, reader: TimeReader) -> tuple[PrintedTime, ...]:
    """Return all times printed for updates: in `track` shortcodes, in markers, and at the beginning of lines.

    They are found independently of `split_sections`, whose result is checked against them.
    """
    found = []
    for number, (line, is_code) in enumerate(with_code_marked(body.split("\n"))):
        found += [PrintedTime(match[1].strip(), number) for match in _TRACK.finditer(line)]
        if stamp := None if is_code else _printed_for_update(line[:MAX_MARKER], reader):
            found.append(PrintedTime(stamp, number))
    return tuple(found)


def _printed_for_update(line: str, reader: TimeReader) -> str | None:
    match = _IN_MARKER.match(line) or _AT_LINE_START.match(line)
    return match["stamp"] if match else day_in_marker(line, reader.vocabulary)


def lookalikes(body: str, reader: TimeReader) -> tuple[tuple[str, int], ...]:
    """Return text that looks like a marker but begins no update, each with its line in the body."""
    found, above = [], ""
    for number, (line, is_code) in enumerate(with_code_marked(body.split("\n"))):
        if not is_code and not _TRACK.search(line):
            text = find_lookalike(line, reader.vocabulary, opens_paragraph=not above.strip())
            found += [(text, number)] if text else []
        above = line
    return tuple(found)


def split_sections(body: str, reader: TimeReader) -> tuple[Section, ...]:
    """Split the body into sections in the order of the file; the first may have no marker."""
    splitter = _Splitter(reader)
    for number, (line, is_code) in enumerate(with_code_marked(body.split("\n"))):
        splitter.add(line, number, is_code=is_code)
    sections = tuple(_finished(draft) for draft in splitter.drafts)
    return tuple(section for section in sections if section.text or section.marker)


class _Splitter:
    """Adds lines to the last of its drafts, and begins another one where an update begins."""

    def __init__(self, reader: TimeReader) -> None:
        self.drafts = [_Draft()]
        self._reader = reader

    @property
    def _last(self) -> _Draft:
        return self.drafts[-1]

    def add(self, line: str, number: int, *, is_code: bool) -> None:
        """Add the line with this number in the body."""
        text, *tracks = _TRACK.split(line)
        if tracks:
            self._add_tracked(text, tracks, number)
        elif is_code or not self._begin_marked(line, number):
            self._last.lines.append(line)

    def _begin_marked(self, line: str, number: int) -> bool:
        """Begin a draft if the line begins with a marker; return whether it does."""
        marker, timed = self._timed_marker(line), True
        if not marker:
            opens_paragraph = not "".join(self._last.lines[-1:]).strip()
            marker = find_marker(line, self._reader.vocabulary, opens_paragraph=opens_paragraph)
            timed = False
        if not marker:
            return False
        if not (timed and self._last.is_only_marked() and not self._last.printed):
            self.drafts.append(_Draft(marker.text, marker.status, marker.label))
        if printed := self._reader.read_marker(marker, number):
            self._last.printed.append(printed)
        self._last.lines.append(marker.rest)
        return True

    def _timed_marker(self, line: str) -> Marker | None:
        """Return the time of day at the beginning of a line, with the marker that may follow it."""
        match = _TIMED_LINE.fullmatch(line)
        if not match or not TIME_OF_DAY.search(match["marker"]):
            return None
        inner = find_marker(match["rest"], self._reader.vocabulary)
        if not inner:
            return Marker(match["marker"], match["rest"], None)
        return replace(inner, text=f"{match['marker']} {inner.text}")

    def _add_tracked(self, text: str, tracks: Sequence[str], number: int) -> None:
        """Add a line with `track` shortcodes: the text before them, then each time and the text after it."""
        alone = not text.strip()
        if text.strip() and not self._begin_marked(text, number):
            self._last.lines.append(text)
        for stamp, after in zip(tracks[::2], tracks[1::2], strict=True):
            time = self._reader.read(stamp, number)
            rest = after.lstrip()
            if len(text) <= MAX_MARKER and _LABEL.fullmatch(text) and (rest or self._last.is_only_marked()):
                self._begin_timed(time, text)
                rest = rest.lstrip(":–—- ")
            else:
                self._end_timed(time, text, alone=alone)
            if rest and text.strip() and self._last.lines[-1:] == [text]:
                self._last.lines[-1] += rest  # below the label that precedes the time
            elif rest:
                self._last.lines.append(rest)
            text, alone = after, False

    def _begin_timed(self, time: PrintedTime, label: str) -> None:
        """Use a time for the text after it: `*Update* {{< track "…" >}} text`."""
        last = self._last
        if last.tracked or (last.has_text() and [line for line in last.lines if line.strip()] != [label]):
            moved = [last.lines.pop()] if label.strip() and last.lines[-1:] == [label] else []
            last = _Draft(lines=moved)
            self.drafts.append(last)
        last.printed.append(time)
        last.tracked = True

    def _end_timed(self, time: PrintedTime, text: str, *, alone: bool) -> None:
        """Use a time for the text before it, as in cState's sample notes, and end the draft there."""
        last = self._last
        if last.tracked and alone:  # each time has a line of its own, before its text
            self.drafts.append(_Draft(printed=[time], tracked=True))
            return
        # A second time in a draft belongs to all of its lines.
        position = 0 if last.tracked else _start_of_update(last.lines, text)
        if position is not None:
            own = _Draft(lines=last.lines[position:])
            last.lines = last.lines[:position]
            self.drafts.append(own)
            last = own
        if last.has_text() or last.marker:
            last.printed.append(time)
            last.tracked = True
            self.drafts.append(_Draft())
        else:
            last.lines.clear()  # nothing but rules


def _start_of_update(lines: list[str], text: str) -> int | None:
    """Return the first line of the update that ends with `text`; None if all lines belong to it.

    It begins after the last rule, or with the only entry of a list.
    """
    empty = [number for number, line in enumerate(lines) if not line.strip()]
    rules = [
        number + 1 for number in empty if _RULE.fullmatch("".join(lines[number + 1 : number + 2]) or "-")
    ]
    items = [number for number, line in enumerate(lines) if _ITEM.match(line)]
    position = rules[-1] if rules else None
    if len(items) == 1 and text and all(line.startswith((" ", "\t")) for line in lines[items[0] + 1 :]):
        (position,) = items
    return position if position and _Draft(lines=lines[:position]).has_text() else None


def _finished(draft: _Draft) -> Section:
    """Make a section of a draft, without rules around its text and the bullet of a list's only entry."""
    lines = list(draft.lines)
    if draft.tracked and lines:  # Markdown's line break before the shortcode
        lines[-1] = re.sub(r"(?<!\\)\\\s*$", "", lines[-1].rstrip())
    lines = list(_trimmed(lines))
    text = "\n".join(_without_bullet(lines) if draft.tracked and not draft.marker else lines)
    printed = tuple(draft.printed)
    return Section(draft.marker, draft.status, printed, text.strip("\n").rstrip(), draft.tracked, draft.label)


def _trimmed(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines without empty ones and rules at both ends."""
    kept = [n for n, line in enumerate(lines) if line.strip() and not _RULE.fullmatch(line)]
    return iter(lines[kept[0] : kept[-1] + 1] if kept else ())


def _without_bullet(lines: Sequence[str]) -> Sequence[str]:
    """Return the lines of a list's only entry without its bullet; other lines unchanged."""
    match = _ITEM.match(lines[0]) if lines else None
    if not match or not all(not line.strip() or line.startswith((" ", "\t")) for line in lines[1:]):
        return lines
    return "\n".join([lines[0][match.end() :], *filter(None, [dedent("\n".join(lines[1:]))])]).split("\n")
