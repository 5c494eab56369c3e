"""Lines that were meant to begin an update, but are read as text: `### Resolved · 2026-05-06 10:00`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from statusgen.model.diagnostics import Span
from statusgen.model.status import Kind, Status, statuses_of
from statusgen.read.body import Line
from statusgen.read.loose_times import to_standard_time
from statusgen.read.times import Sense, Toward, is_time, local_time, nearest_clock_time, parse_instant
from statusgen.read.vocabulary import STATUS_NAMES, STATUS_PATTERN, STATUSES_BY_NAME, normalise_name
from statusgen.read.yaml.decode import Context, suggestion

INVISIBLE = "\u00a0\u00ad\u200b-\u200f\u2060\ufeff"
"""Invisible characters that may precede a heading, for a character class of a regular expression."""
_UNSEEN = re.compile(f"[{INVISIBLE}]+")
_ESCAPE = re.compile(r"\\(?=[^\w\s]|$)")
_MAYBE_TIME = re.compile(
    r"\d[ \t]*[:.：h点时年/-]|\d\s*[ap]\.?m|\d(?:st|nd|rd|th)?\.?\s+[a-z]{3}|[a-z]{3}\w*\.? \d", re.IGNORECASE
)
_TAGS = re.compile(r"</?(?P<name>h[1-6]|b|strong|em|i|p|u)>", re.IGNORECASE)
_QUOTE = re.compile(r"\s*(?:>\s*)+")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,2}[.)])\s+")
_HASHES = re.compile(r"\s*#{1,6}\s*")
_EMPHASIS = re.compile(r"\*+|__|(?<!\w)_|_(?!\w)|~~")
_UNDERLINE = re.compile(r" {0,3}(?:-{2,}|=+)\s*")
_STRONG = re.compile(r"[·•—–|@]")
SEPARATORS = "·—–-|@,，、:："
"""Characters between status and time in a heading, besides white space."""
_SEPARATOR = rf"[\s•()\[\]【】{re.escape(SEPARATORS)}]"
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[^\w\s](?=\d)")
_LONGEST = 90
_STATUS_FIRST = re.compile(
    rf"{_SEPARATOR}*(?P<status>{STATUS_PATTERN})(?P<joint>{_SEPARATOR}+(?:at\s+|on\s+)?)(?P<time>\d?.*)",
    re.IGNORECASE,
)
_TIME_FIRST = re.compile(
    rf"{_SEPARATOR}*(?P<time>.+?)(?P<joint>{_SEPARATOR}+)(?P<status>{STATUS_PATTERN})", re.IGNORECASE
)
_OTHER_FIRST = re.compile(rf"{_SEPARATOR}*(?P<status>\D{{4,24}}?)(?P<joint>{_SEPARATOR}+)(?P<time>\d.*)")


@dataclass(frozen=True, slots=True)
class NearUpdate:
    """Status and time that a line seems to give."""

    status: Status
    written: str
    """Status as it should be written."""
    time: str
    misspelt: bool
    strong: bool
    """Whether a separator as in headings is between status and time."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Line of text that is no update, with the lines around it."""

    line: Line
    before: str
    """Previous line."""
    after: str
    in_postmortem: bool
    anchor: datetime | None = None
    """Time of the update that contains the line."""


def near_update(text: str, kind: Kind) -> NearUpdate | None:
    """Return the status and time in a line, in either order and with any markup; None without both."""
    if not _may_be_near(text):
        return None
    plain = _without_markup(text)
    for pattern in (_STATUS_FIRST, _TIME_FIRST, _OTHER_FIRST):
        match = pattern.fullmatch(plain)
        time = match["time"].strip(" ()[]【】") if match else ""
        if not match or not is_time(time):
            continue
        name = normalise_name(match["status"])
        known = [one for status in statuses_of(kind) for one in STATUS_NAMES[status]]
        close = name if name in known else _close(name, known)
        if close:
            strong = bool(_STRONG.search(match["joint"]))
            return NearUpdate(STATUSES_BY_NAME[close], close.capitalize(), time, close != name, strong)
    return None


def _may_be_near(text: str) -> bool:
    """Return whether a line is worth parsing: few lines are short and contain a time."""
    return len(text) <= _LONGEST and _MAYBE_TIME.search(text) is not None


def escape_near_update(text: str) -> str:
    """Return a line that looks the same to readers, but no longer resembles an update."""
    if not any(near_update(text, kind) for kind in Kind):
        return text
    return _BETWEEN_DIGITS.sub(lambda match: f"&#{ord(match[0])};", text)


def _close(name: str, known: Sequence[str]) -> str | None:
    close = suggestion(name, known)
    return close if close and abs(len(close) - len(name)) <= 2 and close[0] == name[0] else None


def _without_markup(text: str) -> str:
    """Return a line without the marks of quotes, items, headings and emphasis, in half-width signs."""
    text = _TAGS.sub("", _seen(text))
    for marks in (_QUOTE, _ITEM, _HASHES):
        match = marks.match(text)
        text = text[match.end() :] if match else text
    return _EMPHASIS.sub("", text).strip().rstrip("#").rstrip(" :.。")


def _seen(text: str) -> str:
    """Return the text as it looks: half-width, without escapes and invisible characters."""
    return unicodedata.normalize("NFKC", _UNSEEN.sub(" ", _ESCAPE.sub("", text)))


def suggested_heading(near: NearUpdate, anchor: datetime | None, context: Context) -> str:
    """Return the heading that was meant; a missing date is derived from the update before."""
    return f"## {near.written} · {_written(near.time, anchor, context)}"


def _written(time: str, anchor: datetime | None, context: Context) -> str:
    meant = to_standard_time(time) or time
    if not re.match(r"\d{4}", meant) and anchor:
        at = nearest_clock_time(meant, Sense(Toward.AHEAD, anchor, anchor), context.zone)
        return local_time(at, context.zone) if at else f"{local_time(anchor, context.zone)[:10]} {meant}"
    return meant


def report_near_updates(
    places: Sequence[Candidate],
    path: str,
    kind: Kind,
    known: Collection[tuple[Status, datetime]],
    context: Context,
) -> list[tuple[Status, int]]:
    """Report each line that resembles an update, except quotations of updates in `known`.

    Returns status and line number of the lines that are certainly meant as updates.
    """
    sure = list[tuple[Status, int]]()
    for place in places:
        near = near_update(place.line.text, kind)
        if not near or _is_known(near, known, context):
            continue
        code = _code(near, place)
        if not code:
            continue
        text = place.line.text
        start = len(text) - len(text.lstrip()) + 1
        span = Span(path, place.line.number, start, max(len(text.rstrip()) + 1, start + 1))
        help = f"Write it as `{suggested_heading(near, place.anchor, context)}`"
        verb, end = "looks like", ", if it is one."
        if code == "nearly-an-update":
            sure.append((near.status, place.line.number))
            verb, end = "is nearly", "."
        context.report(code, span, f"this {verb} an update, but it is read as words", f"{help}{end}")
    return sure


def _is_known(near: NearUpdate, known: Collection[tuple[Status, datetime]], context: Context) -> bool:
    at = parse_instant(
        to_standard_time(near.time) or near.time, Span(""), replace(context, problems=[], clock_times=None)
    )
    return at is not None and (near.status, at) in known


def _code(near: NearUpdate, place: Candidate) -> str:
    """Return the code for a line: error if the meaning is sure, warning if not, empty if it is text."""
    text = _seen(place.line.text)
    tag = _TAGS.search(text)
    is_heading = bool(
        re.match(r"(?:\s*>)*\s*#", text)
        or (tag and tag["name"].lower().startswith("h"))
        or (place.line.text.strip() and _UNDERLINE.fullmatch(place.after))
    )
    is_marked = is_heading or bool(tag) or bool(_EMPHASIS.match(text.strip()))
    has_date = bool(re.match(r"\d{4}", to_standard_time(near.time) or near.time))
    if place.in_postmortem:
        if has_date and near.status is not Status.POSTMORTEM and re.match(r" {0,3}##(?!#)", text):
            return "nearly-an-update"
        return "maybe-an-update" if is_heading and has_date and not near.misspelt else ""
    apart = text.startswith(("    ", "\t")) or _QUOTE.match(text) or (_ITEM.match(text) and not is_heading)
    if near.misspelt or apart:
        return "maybe-an-update" if has_date and (is_marked or near.strong) else ""
    if has_date and (is_marked or near.strong):
        return "nearly-an-update"
    is_alone = not (place.before.strip() or text.rstrip().endswith((".", "。")))
    return "maybe-an-update" if is_marked or near.strong or is_alone else ""


def find_candidates(
    lines: Sequence[tuple[Line, bool]], *, in_postmortem: bool, anchor: datetime | None
) -> Iterator[Candidate]:
    """Yield the lines of one update that resemble updates; `lines` come with whether they are code."""
    for index, (line, is_code) in enumerate(lines):
        if not is_code and _may_be_near(line.text):
            before, after = lines[index - 1 : index], lines[index + 1 : index + 2]
            yield Candidate(
                line,
                before[0][0].text if before else "",
                after[0][0].text if after else "",
                in_postmortem,
                anchor,
            )
