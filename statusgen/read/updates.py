"""Body of a note, split into its introduction and its updates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.model.status import Kind, Status
from statusgen.read.body import Line, Words, join_lines, mark_code, open_fence
from statusgen.read.fields_in_words import (
    Misplaced,
    colons_read,
    goes_on,
    internal_fields,
    internal_names,
    misplaced_fields,
    report_fields,
)
from statusgen.read.headings import (
    Heading,
    HeadingContext,
    HeadingStart,
    begins_update,
    explain_time,
    find_headings,
    heading_words,
    read_heading,
    status_and_time,
)
from statusgen.read.learning_fields import ACTIONS, COURSE, FACTORS, FIGURES, POSTMORTEM_FIELDS
from statusgen.read.near_updates import Candidate, find_candidates, near_update, report_near_updates
from statusgen.read.note_fields import SUMMARY, UPDATE_FIELDS
from statusgen.read.raw_updates import RawUpdate, SplitBody
from statusgen.read.times import parse_instant
from statusgen.read.translated_keys import translated_line
from statusgen.read.yaml.decode import Context, joined_key, suggestion
from statusgen.read.yaml.source import Excerpt

_KEY = re.compile(r"([A-Za-z][A-Za-z _-]{1,30}):(\s|$)")
_FIELD_LINE = re.compile(r"[A-Za-z][A-Za-z _-]{1,30}:(\s|$)|\s+\S|[-#}\]]")
_POSTMORTEM_LINE = re.compile(rf"(?:{'|'.join(one.name for one in POSTMORTEM_FIELDS)})\b")
_FIELD_SPELLINGS = [one.spelling for one in UPDATE_FIELDS]
_POSTMORTEM_NAMES = {one.name for one in (SUMMARY, *POSTMORTEM_FIELDS)}
_LIST_NAMES = {joined_key(one.name) for one in (FIGURES, FACTORS, COURSE, ACTIONS)}
_FIELD_NAMES = {joined_key(one.name) for one in UPDATE_FIELDS}


def split_updates(lines: Sequence[Line], path: str, kind: Kind, context: Context) -> SplitBody:
    """Return the introduction and the updates of a note's body (comments already removed).

    A level-2 heading that is no update is reported, except in a postmortem, which may have its own headings.
    Its lines belong to the section above.
    """
    sections: list[_Section] = [_Section(None, [])]
    in_postmortem = False
    swallowed = _report_unclosed_code(lines, path, kind, context)
    for line, heading, is_code in find_headings(lines, path):
        found = status_and_time(heading.words) if heading else None
        if heading and (not in_postmortem or begins_update(line.text)):
            sections.append(_Section(heading, []))
            in_postmortem = found is not None and found[0] is Status.POSTMORTEM
        else:
            sections[-1].lines.append((line, is_code))
    around = HeadingContext(tuple(one.heading for one in sections if one.heading), kind, context)
    split = _split(list(_with_begins(sections, around)), path, around)
    return replace(split, lost=(*split.lost, None)) if swallowed else split


def _report_unclosed_code(lines: Sequence[Line], path: str, kind: Kind, context: Context) -> bool:
    """Report an unclosed block of code that hides an update; return whether there is one.

    The block that lacks its end need not be the last one.
    """
    if not open_fence(line.text for line in lines):
        return False
    opening: Line | None = None
    for line, is_code in mark_code(lines):
        opening = (opening or line) if is_code else None
        is_update = begins_update(line.text) or (
            heading_words(line.text) is not None and near_update(line.text, kind) is not None
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


def _with_begins(sections: Iterable[_Section], around: HeadingContext) -> Iterator[_Section]:
    """Yield the sections with the updates that they begin; other sections are joined to the one above."""
    last: _Section | None = None
    for section in sections:
        begin = read_heading(section.heading, around) if section.heading else None
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


def _split(sections: Sequence[_Section], path: str, around: HeadingContext) -> SplitBody:
    updates = [_update(one, around) if one.begin else None for one in sections]
    known = {(one.status, one.at) for one in updates if one}
    lost = [one.begin.status for one, read in zip(sections, updates, strict=True) if one.begin and not read]
    held_back = hides = False
    for number, (section, update) in enumerate(zip(sections, updates, strict=True)):
        words = _words_of(section, update)
        places = _places(words, update, around.context)
        near = report_near_updates(places, path, around.kind, known, around.context)
        lost += [status for status, _ in near]
        fields = _fields_in_words(words, update, around.kind, around.context.languages)
        if section.heading is None:
            held_back, hides = any(one.is_internal for one in fields), any(one.hides for one in fields)
        place = "the line below the heading" if update else "the front matter"
        if (section.heading is None or update) and report_fields(fields, place, path, around.context):
            lost.append(update.status if update else None)
        if update:
            updates[number] = _without_internal(update, fields)
        if near:  # the lines after it belong to an update that could not be read
            own = [line for line, _ in section.lines if line.number < near[0][1]]
            sections[number].lines[:] = [(line, False) for line in own]
            if left := updates[number]:
                body = join_lines([one for one in own if one.number in set(left.body.origin.lines)], path)
                updates[number] = replace(left, body=body)
    intro = [] if held_back else [line for line, _ in sections[0].lines]
    found = tuple(one for one in updates if one)
    return SplitBody(join_lines(intro, path), found, tuple(lost), held_back, hides)


@dataclass(frozen=True, slots=True)
class _Section:
    """Heading and the lines below it, each with whether it is code."""

    heading: Heading | None
    lines: list[tuple[Line, bool]]
    begin: HeadingStart | None = None
    """Update that the heading begins."""


def _words_of(section: _Section, update: RawUpdate | None) -> list[tuple[Line, bool]]:
    """Return the lines of an update's words, without its fields, each with whether it is code."""
    if update is None:
        return section.lines
    own = set(update.body.origin.lines)
    return [one for one in section.lines if one[0].number in own]


def _places(
    lines: Sequence[tuple[Line, bool]], update: RawUpdate | None, context: Context
) -> list[Candidate]:
    """Return the lines of an update's words that resemble updates."""
    in_postmortem = update is not None and update.status is Status.POSTMORTEM
    return [
        *find_candidates(lines, in_postmortem=in_postmortem, anchor=update.at if update else context.begins)
    ]


def _fields_in_words(
    lines: Sequence[tuple[Line, bool]], update: RawUpdate | None, kind: Kind, languages: Sequence[str]
) -> list[Misplaced]:
    """Return the fields among the words of an update or an introduction, internal ones first."""
    status = update.status if update and not update.status_lost else None
    names = internal_names(kind, status, in_update=update is not None)
    own = [line for line, _ in lines]
    return [
        *internal_fields(own, update.fields.text if update else "", names),
        *misplaced_fields(lines, in_update=update is not None, languages=languages),
    ]


def _without_internal(update: RawUpdate, fields: Sequence[Misplaced]) -> RawUpdate:
    """Return the update without its words, if fields among them may be internal."""
    if not any(one.is_internal for one in fields):
        return update
    hides = any(one.hides for one in fields)
    return replace(update, body=join_lines((), update.span.path), cut=True, hides=hides)


def check_words(lines: Sequence[Line], update: RawUpdate, kind: Kind, context: Context) -> RawUpdate:
    """Report lines in the body of an update's own file that resemble updates or fields.

    Return the update without words that may be internal.
    """
    own = mark_code(lines)
    in_postmortem = update.status is Status.POSTMORTEM
    places = [*find_candidates(own, in_postmortem=in_postmortem, anchor=update.at)]
    report_near_updates(places, update.span.path, kind, {(update.status, update.at)}, context)
    return check_fields(lines, update, kind, context)


def check_fields(lines: Sequence[Line], update: RawUpdate, kind: Kind, context: Context) -> RawUpdate:
    """Report fields in the body of an update's own file, or of its translation.

    Return the update without words that may be internal.
    """
    without = replace(update, fields=Excerpt("", 0))
    fields = _fields_in_words(mark_code(lines), without, kind, context.languages)
    report_fields(fields, "the front matter", update.span.path, context)
    return _without_internal(update, fields)


def _update(section: _Section, around: HeadingContext) -> RawUpdate | None:
    begin, context = section.begin, around.context
    if begin is None or not begin.time:
        return None
    heading, time, status = begin.heading, begin.time, begin.status or Status.UPDATE
    start = heading.span.column + heading.words.rindex(time)
    span = Span(heading.span.path, heading.span.line, start, start + len(time))
    wrong: list[Diagnostic] = []
    at = parse_instant(time, span, replace(context, problems=wrong))
    if not begin.reported:
        context.problems.extend(explain_time(one, heading, time, around) for one in wrong)
    if at is None:
        return None
    lines = [line for line, _ in section.lines]
    fields, body = _split_fields(lines, heading.line.number + 1, span.path, status, context.languages)
    return RawUpdate(status, at, time, fields, body, heading.span, begin.status is None)


def _split_fields(
    lines: list[Line], first_line: int, path: str, status: Status, languages: Sequence[str]
) -> tuple[Excerpt, Words]:
    """Return the `key: value` lines directly below a heading, and the words after them.

    Fields begin with a known key, or nearly one; else the lines are words. Fields end at a blank line that is
    not within a list of a postmortem, or at the first line that cannot be a field.
    """
    lines = colons_read(lines, languages)
    end = _end_of_fields(lines, status, languages)
    if not lines or not _begins_fields(lines[0].text, status, languages):
        return Excerpt("", first_line), join_lines(lines, path)
    block = {line.number: line.text for line in lines[:end]}
    numbers = range(first_line, max(block) + 1)
    return Excerpt("\n".join(block.get(number, "") for number in numbers), first_line), join_lines(
        lines[end:], path
    )


def _end_of_fields(lines: Sequence[Line], status: Status, languages: Sequence[str]) -> int:
    """Return the index of the first line that is no field.

    A mistake in the name of a part of a postmortem makes it no words: it may be internal.
    """
    last_key, end = "", 0
    for index, line in enumerate(lines):
        if not line.text.strip():
            continue
        in_list = joined_key(last_key) in _LIST_NAMES and goes_on(line.text)
        is_field = (
            _FIELD_LINE.match(line.text)
            or (status is Status.POSTMORTEM and _POSTMORTEM_LINE.match(line.text))
            or _is_translated(line.text, status, languages)
        )
        if not is_field or (index > end and not in_list):
            break
        key = _KEY.match(line.text)
        last_key, end = key[1] if key else last_key, index + 1
    return end


def _begins_fields(text: str, status: Status, languages: Sequence[str]) -> bool:
    key = _KEY.match(text)
    return (key is not None and _is_field(key[1], status)) or _is_translated(text, status, languages)


def _is_translated(text: str, status: Status, languages: Sequence[str]) -> bool:
    found = translated_line(text, UPDATE_FIELDS, languages)
    return found is not None and (status is Status.POSTMORTEM or found[0].name not in _POSTMORTEM_NAMES)


def _is_field(key: str, status: Status) -> bool:
    if joined_key(key) in _POSTMORTEM_NAMES and status is not Status.POSTMORTEM:
        return False  # a normal word there
    return joined_key(key) in _FIELD_NAMES or suggestion(key, _FIELD_SPELLINGS) is not None
