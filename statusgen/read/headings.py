"""Level-2 headings, and the updates that they begin: their status and the text of their time."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.model.status import Kind, Status, statuses_of
from statusgen.read.body import Line, mark_code
from statusgen.read.loose_times import to_standard_time
from statusgen.read.near_updates import INVISIBLE, SEPARATORS, near_update, suggested_heading
from statusgen.read.times import leading_time, local_time, parse_instant
from statusgen.read.vocabulary import STATUS_PATTERN, STATUSES_BY_NAME, normalise_name
from statusgen.read.yaml.decode import Context, did_you_mean, one_of, suggestion

_HEADING = re.compile(rf" {{0,3}}[{INVISIBLE}]*##(?!#)[\s{INVISIBLE}]*(?P<words>[^\s{INVISIBLE}].*)?$")
_STATUS = re.compile(
    rf"(?P<status>{STATUS_PATTERN})(?P<joint>[\s{re.escape(SEPARATORS)}]*)(?P<time>.*)", re.IGNORECASE
)
_TIME = re.compile(r"\d{4}-\d|\d{1,2}:\d{2}|\d{1,2}[./]\d|\d{4}年")


@dataclass(frozen=True, slots=True)
class Heading:
    """Level-2 heading: its words and their place."""

    line: Line
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class HeadingStart:
    """Parsed heading: the status, None if unreadable, and the text of the time, empty if absent."""

    heading: Heading
    status: Status | None
    time: str
    reported: bool = False
    """Whether a problem of the heading has been reported."""


@dataclass(frozen=True, slots=True)
class HeadingContext:
    """Context of the updates of a file: all its headings, its kind."""

    headings: tuple[Heading, ...]
    kind: Kind
    context: Context

    def before(self, heading: Heading) -> datetime | None:
        """Return the time of the update before a heading, or near it; None when the note has no times."""
        silent = replace(self.context, problems=[], clock_times=None)
        index = bisect_left(self.headings, heading.line.number, key=lambda one: one.line.number)
        earlier = reversed(self.headings[max(index - _NEAR, 0) : index])
        later = self.headings[index + 1 : index + 1 + _NEAR]
        found = next((at for one in earlier if (at := _time_of(one, silent))), None) or self.context.begins
        after = next((at for one in later if (at := _time_of(one, silent))), None)
        return found or (after and after - 2 * _STEP)

    def example(self, heading: Heading) -> str:
        """Return a time for a heading without one: half an hour after the update before it."""
        at = self.before(heading)
        return local_time(at + _STEP, self.context.zone) if at else "2026-05-01 09:20"


_STEP = timedelta(minutes=30)
_NEAR = 5
"""Number of headings searched for a time on either side: a file may have thousands without one."""


def _time_of(heading: Heading, context: Context) -> datetime | None:
    found = status_and_time(heading.words)
    return parse_instant(found[1], heading.span, context) if found else None


def begins_update(line: str) -> bool:
    """Return whether a line is a level-2 heading with a status and a time, which ends even a postmortem."""
    found = status_and_time(heading_words(line) or "")
    return bool(found and _TIME.match(found[1]))


def status_of_heading(line: str) -> Status | None:
    """Return the status of a heading `## Resolved · 2026-05-01 11:02`; None for other lines."""
    found = status_and_time(heading_words(line) or "")
    return found[0] if found else None


def find_headings(lines: Sequence[Line], path: str) -> Iterator[tuple[Line, Heading | None, bool]]:
    """Yield each line, its heading (None for other lines), and whether it is in a code fence."""
    for line, is_code in mark_code(lines):
        words = None if is_code else heading_words(line.text)
        if words is None:
            yield line, None, is_code
        else:
            column = line.text.index(words, line.text.index("##") + 2) + 1 if words else len(line.text) + 1
            span = Span(path, line.number, column, max(column + len(words) - 1, column) + 1)
            yield line, Heading(line, words, span), False


def heading_words(line: str) -> str | None:
    """Return the words of a level-2 heading, without closing `#` signs; None for other lines."""
    match = _HEADING.match(line)
    return match and (match["words"] or "").rstrip().rstrip("#").rstrip()


def status_and_time(words: str) -> tuple[Status, str] | None:
    """Return the status and the text of the time in `Resolved · 2026-05-01 11:02`, or None."""
    match = _STATUS.fullmatch(words)
    if not match or not match["time"] or not (match["joint"].strip() or match["time"][0].isdigit()):
        return None
    return STATUSES_BY_NAME[normalise_name(match["status"])], match["time"]


def read_heading(heading: Heading, around: HeadingContext) -> HeadingStart | None:
    """Return the update that a heading begins; None, with a report, if it begins none."""
    found = status_and_time(heading.words)
    if not found:
        return _report_heading(heading, around)
    status, time = found
    fits = check_status(status, around.kind, heading.span, around.context)
    return HeadingStart(heading, status if fits else None, time, reported=not fits)


_HALF_OF_DAY = re.compile(r"\s*[ap]\.?m\b\.?", re.IGNORECASE)
_ZONE_LETTERS = re.compile(r"\s*\(?[A-Z]{2,5}\)?")


def explain_time(wrong: Diagnostic, heading: Heading, time: str, around: HeadingContext) -> Diagnostic:
    """Return the problem of a heading's time with a help that shows the heading that was probably meant."""
    if wrong.code != "bad-time":
        return wrong
    status = heading.words[: heading.words.rindex(time)].strip(f" \t{SEPARATORS}")
    begins = leading_time(time)
    half = _HALF_OF_DAY.match(time, len(begins)) if begins else None
    if half:  # `pm` is part of the time: `2:30 pm` is not 02:30
        begins = time[: half.end()]
    rest = time[len(begins) :]
    text = begins if begins and rest else time
    near = near_update(f"{status} · {text}", around.kind)
    if not near or not to_standard_time(text):
        return wrong
    also = ""
    if begins and rest and _ZONE_LETTERS.fullmatch(rest):
        also = ", or with an offset such as `+02:00`: letters for a zone have several meanings"
    elif begins and re.search(r"\w", rest):
        also = ", and the words below it"
    return replace(
        wrong, help=f"Write it as `{suggested_heading(near, around.before(heading), around.context)}`{also}."
    )


def check_status(status: Status, kind: Kind, span: Span, context: Context) -> bool:
    """Return whether this kind of note can have this status; report if not."""
    if status in statuses_of(kind):
        return True
    help = f"It can be {one_of([one.spelling for one in statuses_of(kind)])}."
    context.report("wrong-status", span, f"{_a(kind)} cannot be “{status.spelling}”", help)
    return False


def _a(kind: Kind) -> str:
    return f"an {kind}" if kind is Kind.INCIDENT else f"a {kind}"


def _report_heading(heading: Heading, around: HeadingContext) -> HeadingStart | None:
    """Report a heading that is no correct update; return the update that it begins, None if it is text."""
    kind, context = around.kind, around.context
    names = [status.spelling for status in statuses_of(kind)]
    match = _TIME.search(heading.words)
    written = heading.words[: match.start() if match else None].strip(f" \t{SEPARATORS}")
    near = near_update(heading.words, kind)
    if near and (match or near.misspelt):
        meant = suggested_heading(near, around.before(heading), context)
        code, message = ("not-an-update", "this heading is not an update")
        if near.misspelt:
            code, message = "unknown-status", f"there is no status `{written or heading.words}`"
        context.report(code, heading.span, message, f"Did you mean `{meant}`?")
        time = heading.words[match.start() :] if match else ""
        return HeadingStart(heading, None if near.misspelt else near.status, time, reported=True)
    if match and written:
        help = did_you_mean(written, names, f"It can be {one_of(names)}.")
        context.report("unknown-status", heading.span, f"there is no status `{written}`", help)
        return HeadingStart(heading, None, heading.words[match.start() :], reported=True)
    status = STATUSES_BY_NAME.get(normalise_name(written))
    if status:
        help = f"Write the time behind it: `## {written} · {around.example(heading)}`."
        context.report("missing-update-time", heading.span, "this update has no time", help)
        return HeadingStart(heading, status, "", reported=True)
    close = suggestion(written, names)
    example = f"## {(close or names[0]).capitalize()} · {around.example(heading)}"
    help = f"Write an update as `{example}`, or use `###` for a heading of your own."
    context.report("not-an-update", heading.span, "this heading is not an update", help)
    return HeadingStart(heading, None, "", reported=True) if close or not heading.words else None
