"""The words of a note, split into its introduction and its updates."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.model.notes import Kind, Status, statuses_of
from statusgen.read.body import Line, Words, join_lines, open_fence, with_code_marked
from statusgen.read.fields_in_words import colons_read, misplaced_fields
from statusgen.read.loose_times import exact
from statusgen.read.near_updates import (
    INVISIBLE,
    Place,
    heading_of,
    near_update,
    places_of,
    report_near_updates,
)
from statusgen.read.note_fields import SERVICES, SUMMARY, UPDATE_FIELDS
from statusgen.read.times import leading_time, local_time, parse_instant
from statusgen.read.vocabulary import STATUS_PATTERN, STATUSES_BY_NAME, normalise_name
from statusgen.read.yaml.decode import Context, did_you_mean, joined_key, one_of, suggestion
from statusgen.read.yaml.source import Part

_HEADING = re.compile(rf" {{0,3}}[{INVISIBLE}]*##(?!#)[\s{INVISIBLE}]*(?P<words>[^\s{INVISIBLE}].*)?$")
_STATUS = re.compile(
    rf"(?P<status>{STATUS_PATTERN})(?P<joint>[\s·—–\-|@,，、:：]*)(?P<time>.*)", re.IGNORECASE
)
_TIME = re.compile(r"\d{4}-\d|\d{1,2}:\d{2}|\d{1,2}[./]\d|\d{4}年")
_SEPARATORS = " \t·—–-|@,，、:："
_KEY = re.compile(r"([A-Za-z][A-Za-z _-]{1,30}):(\s|$)")
_FIELD_LINE = re.compile(r"[A-Za-z][A-Za-z _-]{1,30}:(\s|$)|\s+\S|[-#}\]]")
_FIELD_SPELLINGS = [one.spelling for one in UPDATE_FIELDS]
_FIELD_NAMES = {joined_key(one.name) for one in UPDATE_FIELDS}


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """An update as it stands in a file: its status and time, its fields (YAML), its words."""

    status: Status
    at: datetime
    written: str
    """The text of its time."""
    fields: Part
    body: Words
    span: Span
    status_lost: bool = False
    """Its status could not be read, so it counts as an update that changes nothing."""
    cut: bool = False
    """Some of its words are hidden, as half a comment is among them."""


@dataclass(frozen=True, slots=True)
class Split:
    """The words of a note: its introduction, its updates, and the statuses of those without a readable time.

    A status is None where it cannot be read either.
    """

    intro: Words
    updates: tuple[RawUpdate, ...]
    lost: tuple[Status | None, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A level-2 heading: its words and where they stand."""

    line: Line
    words: str
    span: Span


def split_updates(lines: Sequence[Line], path: str, kind: Kind, context: Context) -> Split:
    """The introduction and the updates of a note's words (comments already removed).

    A level-2 heading that is not an update is reported, but in a postmortem, which may have its own; its
    words belong to what is above it.
    """
    sections: list[_Section] = [_Section(None, [])]
    in_postmortem = False
    swallowed = _report_unclosed_code(lines, path, kind, context)
    for line, heading, is_code in _with_headings(lines, path):
        found = _status_and_time(heading.words) if heading else None
        if heading and (not in_postmortem or begins_update(line.text)):
            sections.append(_Section(heading, []))
            in_postmortem = found is not None and found[0] is Status.POSTMORTEM
        else:
            sections[-1].lines.append((line, is_code))
    around = _Around(tuple(one.heading for one in sections if one.heading), kind, context)
    split = _split(list(_with_begins(sections, around)), path, around)
    return replace(split, lost=(*split.lost, None)) if swallowed else split


def _report_unclosed_code(lines: Sequence[Line], path: str, kind: Kind, context: Context) -> bool:
    """Report a block of code that is never closed and makes code of updates; whether there is one.

    Where one is open at the end, an earlier one may be that which lacks its end.
    """
    if not open_fence(line.text for line in lines):
        return False
    opening: Line | None = None
    for line, is_code in zip(lines, _are_code(lines), strict=True):
        opening = (opening or line) if is_code else None
        is_update = begins_update(line.text) or (
            _heading_words(line.text) is not None and near_update(line.text, kind) is not None
        )
        if opening and is_update:
            mark = opening.text.strip()
            start = opening.text.index(mark) + 1
            span = Span(path, opening.number, start, start + len(mark))
            message = f"the block of code that begins here hides the update in line {line.number}"
            help = "Close it with a line of the same signs where the code ends."
            context.report("unclosed-code", span, message, help)
            return True
    return False


def _are_code(lines: Sequence[Line]) -> Iterator[bool]:
    return (is_code for _, is_code in with_code_marked(line.text for line in lines))


def _with_begins(sections: Iterable[_Section], around: _Around) -> Iterator[_Section]:
    """The sections with what their headings begin; one whose heading begins nothing joins that above it."""
    last: _Section | None = None
    for section in sections:
        begin = _begin(section.heading, around) if section.heading else None
        if last and section.heading and not begin:
            line = section.heading.line
            last.lines.append((replace(line, text=line.text.replace("##", "###", 1)), False))
            last.lines.extend(section.lines)
            continue
        if last:
            yield last
        last = replace(section, begin=begin)
    if last:
        yield last


def _split(sections: Sequence[_Section], path: str, around: _Around) -> Split:
    updates = [_update(one, around) if one.begin else None for one in sections]
    known = {(one.status, one.at) for one in updates if one}
    lost = [one.begin.status for one, read in zip(sections, updates, strict=True) if one.begin and not read]
    for number, (section, update) in enumerate(zip(sections, updates, strict=True)):
        words = _words_of(section, update)
        places = _places(words, update, around.context)
        near = report_near_updates(places, path, around.kind, known, around.context)
        lost += [status for status, _ in near]
        if (section.heading is None or update) and _report_fields(words, update, path, around.context):
            lost.append(update.status if update else None)
        if near:  # the words from there on belong to an update that could not be read
            own = [line for line, _ in section.lines if line.number < near[0][1]]
            sections[number].lines[:] = [(line, False) for line in own]
            if update:
                body = join_lines([one for one in own if one.number in set(update.body.origin.lines)], path)
                updates[number] = replace(update, body=body)
    intro = [line for line, _ in sections[0].lines]
    return Split(join_lines(intro, path), tuple(one for one in updates if one), tuple(lost))


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading and the lines below it, each with whether it is code."""

    heading: Heading | None
    lines: list[tuple[Line, bool]]
    begin: _Begin | None = None
    """The update that the heading begins."""


@dataclass(frozen=True, slots=True)
class _Begin:
    """What a heading says of its update: the status, if it can be read, and the text of the time, if any."""

    heading: Heading
    status: Status | None
    time: str
    reported: bool = False
    """Whether the heading has been reported; once is enough."""


def _words_of(section: _Section, update: RawUpdate | None) -> list[tuple[Line, bool]]:
    """The lines of an update's words, not its fields, each with whether it is code."""
    if update is None:
        return section.lines
    own = set(update.body.origin.lines)
    return [one for one in section.lines if one[0].number in own]


def _places(lines: Sequence[tuple[Line, bool]], update: RawUpdate | None, context: Context) -> list[Place]:
    """The lines of an update's words that may nearly be updates."""
    in_postmortem = update is not None and update.status is Status.POSTMORTEM
    return [*places_of(lines, in_postmortem=in_postmortem, anchor=update.at if update else context.begins)]


def _report_fields(
    lines: Sequence[tuple[Line, bool]], update: RawUpdate | None, path: str, context: Context
) -> bool:
    """Report the first field that is among words; return whether any is of services, which changes states."""
    fields = [*misplaced_fields(lines, in_update=update is not None)]
    if not fields:
        return False
    found = fields[0]
    start = len(found.line.text) - len(found.line.text.lstrip()) + 1
    span = Span(path, found.line.number, start, max(start + 1, len(found.line.text.rstrip()) + 1))
    place = "the line below the heading" if update else "the front matter"
    help = f"Move it to {place}, without a blank line before it, as `{found.shown}`."
    if update and update.span.line == 0:
        help = f"Move it to the front matter, as `{found.shown}`."
    context.report("fields-in-words", span, f"`{found.key}` is read as words here, not as a field", help)
    return any(one.key == SERVICES.name for one in fields)


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known when the updates of a file are read: all its headings, its kind."""

    headings: tuple[Heading, ...]
    kind: Kind
    context: Context

    def before(self, heading: Heading) -> datetime | None:
        """The time of the update before a heading, or near it; None when the note names no time."""
        unheard = replace(self.context, problems=[], clock_times=None)
        index = bisect_left(self.headings, heading.line.number, key=lambda one: one.line.number)
        earlier = reversed(self.headings[max(index - _NEAR, 0) : index])
        later = self.headings[index + 1 : index + 1 + _NEAR]
        found = next((at for one in earlier if (at := _time_of(one, unheard))), None) or self.context.begins
        after = next((at for one in later if (at := _time_of(one, unheard))), None)
        return found or (after and after - 2 * _STEP)

    def example(self, heading: Heading) -> str:
        """A time for a heading that has none: half an hour after the update before it."""
        at = self.before(heading)
        return local_time(at + _STEP, self.context.zone) if at else "2026-05-01 09:20"


_STEP = timedelta(minutes=30)
_NEAR = 5
"""How many headings are looked at on either side: a file may have thousands without a time."""


def _time_of(heading: Heading, context: Context) -> datetime | None:
    found = _status_and_time(heading.words)
    return parse_instant(found[1], heading.span, context) if found else None


def check_words(lines: Sequence[Line], update: RawUpdate, kind: Kind, context: Context) -> None:
    """Report lines in the words of an update's own file that nearly are updates, or would be in a note."""
    marked = with_code_marked(line.text for line in lines)
    own = [(line, is_code) for line, (_, is_code) in zip(lines, marked, strict=True)]
    in_postmortem = update.status is Status.POSTMORTEM
    places = [*places_of(own, in_postmortem=in_postmortem, anchor=update.at)]
    report_near_updates(places, update.span.path, kind, {(update.status, update.at)}, context)
    _report_fields(own, replace(update, span=Span(update.span.path)), update.span.path, context)


def begins_update(line: str) -> bool:
    """Whether a line ends even a postmortem: a level-2 heading with a status and a time."""
    words = _heading_words(line)
    found = _status_and_time(words) if words else None
    return bool(found and _TIME.match(found[1]))


def status_of_heading(line: str) -> Status | None:
    """The status of a level-2 heading such as `## Resolved · 2026-05-01 11:02`; None of any other line."""
    words = _heading_words(line)
    found = _status_and_time(words) if words else None
    return found[0] if found else None


def _with_headings(lines: Sequence[Line], path: str) -> Iterator[tuple[Line, Heading | None, bool]]:
    """Each line, with its heading if it is one, and whether it is in a code fence, where there are none."""
    for line, is_code in zip(lines, _are_code(lines), strict=True):
        words = None if is_code else _heading_words(line.text)
        if words is None:
            yield line, None, is_code
        else:
            column = line.text.index(words, line.text.index("##") + 2) + 1 if words else len(line.text) + 1
            span = Span(path, line.number, column, max(column + len(words) - 1, column) + 1)
            yield line, Heading(line, words, span), False


def _heading_words(line: str) -> str | None:
    """The words of a level-2 heading, without signs that close it; None of any other line."""
    match = _HEADING.match(line)
    return match and (match["words"] or "").rstrip().rstrip("#").rstrip()


def _status_and_time(words: str) -> tuple[Status, str] | None:
    """The status and the text of the time in a heading such as `Resolved · 2026-05-01 11:02`."""
    match = _STATUS.fullmatch(words)
    if not match or not match["time"] or not (match["joint"].strip() or match["time"][0].isdigit()):
        return None
    return STATUSES_BY_NAME[normalise_name(match["status"])], match["time"]


def _begin(heading: Heading, around: _Around) -> _Begin | None:
    found = _status_and_time(heading.words)
    if not found:
        return _report_heading(heading, around)
    status, time = found
    fits = check_status(status, around.kind, heading.span, around.context)
    return _Begin(heading, status if fits else None, time, reported=not fits)


def _update(section: _Section, around: _Around) -> RawUpdate | None:
    begin, context = section.begin, around.context
    if begin is None or not begin.time:
        return None
    heading, time, status = begin.heading, begin.time, begin.status or Status.UPDATE
    start = heading.span.column + heading.words.rindex(time)
    span = Span(heading.span.path, heading.span.line, start, start + len(time))
    wrong: list[Diagnostic] = []
    at = parse_instant(time, span, replace(context, problems=wrong))
    if not begin.reported:
        context.problems.extend(_with_heading(one, heading, time, around) for one in wrong)
    if at is None:
        return None
    lines = [line for line, _ in section.lines]
    fields, body = _split_fields(lines, heading.line.number + 1, span.path, status)
    return RawUpdate(status, at, time, fields, body, heading.span, begin.status is None)


_HALF_OF_DAY = re.compile(r"\s*[ap]\.?m\b\.?", re.IGNORECASE)
_ZONE_LETTERS = re.compile(r"\s*\(?[A-Z]{2,5}\)?")


def _with_heading(wrong: Diagnostic, heading: Heading, time: str, around: _Around) -> Diagnostic:
    """What is wrong with the time of a heading, with the heading that was probably meant."""
    if wrong.code != "bad-time":
        return wrong
    status = heading.words[: heading.words.rindex(time)].strip(_SEPARATORS)
    begins = leading_time(time)
    half = _HALF_OF_DAY.match(time, len(begins)) if begins else None
    if half:  # part of the time: half past two is not what `2:30 pm` means
        begins = time[: half.end()]
    rest = time[len(begins) :]
    text = begins if begins and rest else time
    near = near_update(f"{status} · {text}", around.kind)
    if not near or not exact(text):
        return wrong
    also = ""
    if begins and rest and _ZONE_LETTERS.fullmatch(rest):
        also = ", or with an offset such as `+02:00`: letters for a zone have several meanings"
    elif begins and re.search(r"\w", rest):
        also = ", and the words below it"
    return replace(
        wrong, help=f"Write it as `{heading_of(near, around.before(heading), around.context)}`{also}."
    )


def check_status(status: Status, kind: Kind, span: Span, context: Context) -> bool:
    """Whether this kind of note can have this status; reported if not."""
    if status in statuses_of(kind):
        return True
    help = f"It can be {one_of([one.names[0] for one in statuses_of(kind)])}."
    context.report("wrong-status", span, f"{_a(kind)} cannot be “{status.names[0]}”", help)
    return False


def _a(kind: Kind) -> str:
    return f"an {kind}" if kind is Kind.INCIDENT else f"a {kind}"


def _report_heading(heading: Heading, around: _Around) -> _Begin | None:
    """What a heading that is no update as it should be begins all the same: nothing if it is words."""
    kind, context = around.kind, around.context
    names = [status.names[0] for status in statuses_of(kind)]
    match = _TIME.search(heading.words)
    written = heading.words[: match.start()].strip(_SEPARATORS) if match else heading.words.strip(_SEPARATORS)
    near = near_update(heading.words, kind)
    if near and (match or near.misspelt):
        meant = heading_of(near, around.before(heading), context)
        code, message = ("not-an-update", "this heading is not an update")
        if near.misspelt:
            code, message = "unknown-status", f"there is no status `{written or heading.words}`"
        context.report(code, heading.span, message, f"Did you mean `{meant}`?")
        time = heading.words[match.start() :] if match else ""
        return _Begin(heading, None if near.misspelt else near.status, time, reported=True)
    if match and written:
        help = did_you_mean(written, names, f"It can be {one_of(names)}.")
        context.report("unknown-status", heading.span, f"there is no status `{written}`", help)
        return _Begin(heading, None, heading.words[match.start() :], reported=True)
    status = STATUSES_BY_NAME.get(normalise_name(written))
    if status:
        help = f"Write the time behind it: `## {written} · {around.example(heading)}`."
        context.report("missing-update-time", heading.span, "this update has no time", help)
        return _Begin(heading, status, "", reported=True)
    close = suggestion(written, names)
    example = f"## {(close or names[0]).capitalize()} · {around.example(heading)}"
    help = f"Write an update as `{example}`, or use `###` for a heading of your own."
    context.report("not-an-update", heading.span, "this heading is not an update", help)
    return _Begin(heading, None, "", reported=True) if close or not heading.words else None


def _split_fields(lines: list[Line], first_line: int, path: str, status: Status) -> tuple[Part, Words]:
    """The `key: value` lines directly below a heading, and the words after them.

    Words that begin directly below the heading are words: only a known key, or nearly one, begins fields.
    Fields end at a blank line, or at the first line that cannot be one.
    """
    lines = colons_read(lines)
    end = next((index for index, line in enumerate(lines) if not _FIELD_LINE.match(line.text)), len(lines))
    key = _KEY.match(lines[0].text) if lines else None
    if not key or not _is_field(key[1], status):
        return Part("", first_line), join_lines(lines, path)
    block = {line.number: line.text for line in lines[:end]}
    numbers = range(first_line, max(block) + 1)
    return Part("\n".join(block.get(number, "") for number in numbers), first_line), join_lines(
        lines[end:], path
    )


def _is_field(key: str, status: Status) -> bool:
    if joined_key(key) == SUMMARY.name and status is not Status.POSTMORTEM:
        return False  # a word like any other there
    return joined_key(key) in _FIELD_NAMES or suggestion(key, _FIELD_SPELLINGS) is not None
