"""The words of a note, split into its introduction and its updates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from statusgen.diagnostics import Span
from statusgen.model import STAGES, Kind, Stage
from statusgen.read.decode import Context, did_you_mean, normalise_key, one_of, suggestion
from statusgen.read.note_fields import SUMMARY, UPDATE_FIELDS
from statusgen.read.source import Part
from statusgen.read.times import parse_instant
from statusgen.read.vocabulary import STAGE_NAMES, STAGES_BY_NAME, normalise_name
from statusgen.read.words import Line, Words, join_lines, with_code_marked

_HEADING = re.compile(r" {0,3}##(?!#)\s*(?P<words>\S.*)?$")
_NAMES = sorted((name for names in STAGE_NAMES.values() for name in names), key=len, reverse=True)
_STATUS = re.compile(
    "(?P<status>" + "|".join(re.escape(name).replace(r"\ ", r"[\s_-]+") for name in _NAMES) + ")"
    r"(?P<joint>[\s·—–\-|@,，、:：]*)(?P<time>.*)",
    re.IGNORECASE,
)
_TIME = re.compile(r"\d{4}-\d|\d{1,2}:\d{2}|\d{1,2}[./]\d|\d{4}年")
_SEPARATORS = " \t·—–-|@,，、:："
_KEY = re.compile(r"([A-Za-z][A-Za-z _-]{1,30}):(\s|$)")
_FIELD_LINE = re.compile(r"[A-Za-z][A-Za-z _-]{1,30}:(\s|$)|\s+\S|[-#}\]]")
_FIELD_NAMES = [one.spelling for one in UPDATE_FIELDS]


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """An update as it stands in a file: its status and time, its fields (YAML), its words."""

    stage: Stage
    at: datetime
    written: str
    """The text of its time."""
    fields: Part
    body: Words
    span: Span
    stage_lost: bool = False
    """Its status could not be read, so it counts as an update that changes nothing."""


@dataclass(frozen=True, slots=True)
class Split:
    """The words of a note: its introduction, its updates, and the statuses of those without a readable time.

    A status is None where it cannot be read either.
    """

    intro: Words
    updates: tuple[RawUpdate, ...]
    lost: tuple[Stage | None, ...]


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
    sections: list[tuple[_Begin | None, list[Line]]] = [(None, [])]
    in_postmortem = False
    for line, heading in _with_headings(lines, path):
        if not heading or (in_postmortem and not begins_update(line.text)):
            sections[-1][1].append(line)
        elif begin := _begin(heading, kind, context):
            sections.append((begin, []))
            in_postmortem = begin.stage is Stage.POSTMORTEM
        else:
            sections[-1][1].append(replace(line, text=line.text.replace("##", "###", 1)))
    read = [(begin, _update(begin, own, context)) for begin, own in sections if begin]
    return Split(
        join_lines(sections[0][1], path),
        tuple(update for _, update in read if update),
        tuple(begin.stage for begin, update in read if update is None),
    )


@dataclass(frozen=True, slots=True)
class _Begin:
    """A heading that begins an update: its status, if that can be read, and the text of its time, if any."""

    heading: Heading
    stage: Stage | None
    time: str


def begins_update(line: str) -> bool:
    """Whether a line ends even a postmortem: a level-2 heading with a status and a time."""
    words = _heading_words(line)
    found = _stage_and_time(words) if words else None
    return bool(found and _TIME.match(found[1]))


def stage_of_heading(line: str) -> Stage | None:
    """The status of a level-2 heading such as `## Resolved · 2026-05-01 11:02`; None of any other line."""
    words = _heading_words(line)
    found = _stage_and_time(words) if words else None
    return found[0] if found else None


def _with_headings(lines: Sequence[Line], path: str) -> Iterator[tuple[Line, Heading | None]]:
    """Each line, with its heading if it is one; what stands in a code fence is not."""
    code = (is_code for _, is_code in with_code_marked(line.text for line in lines))
    for line, is_code in zip(lines, code, strict=True):
        words = None if is_code else _heading_words(line.text)
        if words is None:
            yield line, None
        else:
            column = line.text.index(words, line.text.index("##") + 2) + 1 if words else len(line.text) + 1
            span = Span(path, line.number, column, max(column + len(words) - 1, column) + 1)
            yield line, Heading(line, words, span)


def _heading_words(line: str) -> str | None:
    """The words of a level-2 heading, without signs that close it; None of any other line."""
    match = _HEADING.match(line)
    return match and (match["words"] or "").rstrip().rstrip("#").rstrip()


def _stage_and_time(words: str) -> tuple[Stage, str] | None:
    """The status and the text of the time in a heading such as `Resolved · 2026-05-01 11:02`."""
    match = _STATUS.fullmatch(words)
    if not match or not match["time"] or not (match["joint"].strip() or match["time"][0].isdigit()):
        return None
    return STAGES_BY_NAME[normalise_name(match["status"])], match["time"]


def _begin(heading: Heading, kind: Kind, context: Context) -> _Begin | None:
    found = _stage_and_time(heading.words)
    if not found:
        return _report_heading(heading, kind, context)
    stage, time = found
    fits = check_stage(stage, kind, heading.span, context)
    return _Begin(heading, stage if fits else None, time)


def _update(begin: _Begin, lines: list[Line], context: Context) -> RawUpdate | None:
    heading, time, stage = begin.heading, begin.time, begin.stage or Stage.UPDATE
    if not time:
        return None
    start = heading.span.column + heading.words.rindex(time)
    span = Span(heading.span.path, heading.span.line, start, start + len(time))
    # A heading at fault has been reported once, and once is enough.
    at = parse_instant(time, span, context if begin.stage else replace(context, problems=[]))
    if at is None:
        return None
    fields, body = _split_fields(lines, heading.line.number + 1, span.path, stage)
    return RawUpdate(stage, at, time, fields, body, heading.span, begin.stage is None)


def check_stage(stage: Stage, kind: Kind, span: Span, context: Context) -> bool:
    """Whether this kind of note can have this status; reported if not."""
    if stage in STAGES[kind]:
        return True
    mend = f"It can be {one_of([STAGE_NAMES[one][0] for one in STAGES[kind]])}."
    context.report("wrong-status", span, f"{_a(kind)} cannot be “{STAGE_NAMES[stage][0]}”", mend)
    return False


def _a(kind: Kind) -> str:
    return f"an {kind}" if kind is Kind.INCIDENT else f"a {kind}"


def _report_heading(heading: Heading, kind: Kind, context: Context) -> _Begin | None:
    """What a heading that is no update as it should be begins all the same: nothing if it is words."""
    names = [STAGE_NAMES[stage][0] for stage in STAGES[kind]]
    match = _TIME.search(heading.words)
    status = heading.words[: match.start()].strip(_SEPARATORS) if match else heading.words.strip(_SEPARATORS)
    if match and status:
        mend = did_you_mean(status, names, f"It can be {one_of(names)}.")
        context.report("unknown-status", heading.span, f"there is no status `{status}`", mend)
        return _Begin(heading, None, heading.words[match.start() :])
    stage = STAGES_BY_NAME.get(normalise_name(status))
    if stage:
        mend = f"Write the time behind it: `## {status} · 2026-05-01 09:20`."
        context.report("missing-update-time", heading.span, "this update has no time", mend)
        return _Begin(heading, stage, "")
    close = suggestion(status, names)
    example = f"## {(close or names[0]).capitalize()} · 2026-05-01 09:20"
    mend = f"Write an update as `{example}`, or use `###` for a heading of your own."
    context.report("not-an-update", heading.span, "this heading is not an update", mend)
    return _Begin(heading, None, "") if close or not heading.words else None


def _split_fields(lines: list[Line], first_line: int, path: str, stage: Stage) -> tuple[Part, Words]:
    """The `key: value` lines directly below a heading, and the words after them.

    Words that begin directly below the heading are words: only a known key, or nearly one, begins fields.
    Fields end at a blank line, or at the first line that cannot be one.
    """
    end = next((index for index, line in enumerate(lines) if not _FIELD_LINE.match(line.text)), len(lines))
    key = _KEY.match(lines[0].text) if lines else None
    if not key or not _is_field(normalise_key(key[1]).replace("_", " "), stage):
        return Part("", first_line), join_lines(lines, path)
    block = {line.number: line.text for line in lines[:end]}
    numbers = range(first_line, max(block) + 1)
    return Part("\n".join(block.get(number, "") for number in numbers), first_line), join_lines(
        lines[end:], path
    )


def _is_field(key: str, stage: Stage) -> bool:
    if key == SUMMARY.spelling and stage is not Stage.POSTMORTEM:
        return False  # a word like any other there
    return key in _FIELD_NAMES or suggestion(key, _FIELD_NAMES) is not None
