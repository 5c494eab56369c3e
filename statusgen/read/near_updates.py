"""Lines that were meant to begin an update, but are read as words: `### Resolved · 2026-05-06 10:00`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from statusgen.model.diagnostics import Span
from statusgen.model.notes import Kind, Status, statuses_of
from statusgen.read.body import Line
from statusgen.read.loose_times import exact
from statusgen.read.times import Sense, Toward, is_time, local_time, nearest_clock_time, parse_instant
from statusgen.read.vocabulary import STATUS_PATTERN, STATUSES_BY_NAME, normalise_name
from statusgen.read.yaml.decode import Context, suggestion

INVISIBLE = "\u00a0\u00ad\u200b-\u200f\u2060\ufeff"
"""Characters that nobody sees in front of a heading, for a class of a regular expression."""
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
_SEPARATORS = r"[\s·•—–\-|@,，、:：()\[\]【】]"
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[^\w\s](?=\d)")
_LONGEST = 90
_STATUS_FIRST = re.compile(
    rf"{_SEPARATORS}*(?P<status>{STATUS_PATTERN})(?P<joint>{_SEPARATORS}+(?:at\s+|on\s+)?)(?P<time>\d?.*)",
    re.IGNORECASE,
)
_TIME_FIRST = re.compile(
    rf"{_SEPARATORS}*(?P<time>.+?)(?P<joint>{_SEPARATORS}+)(?P<status>{STATUS_PATTERN})", re.IGNORECASE
)
_OTHER_FIRST = re.compile(rf"{_SEPARATORS}*(?P<status>\D{{4,24}}?)(?P<joint>{_SEPARATORS}+)(?P<time>\d.*)")


@dataclass(frozen=True, slots=True)
class Near:
    """What a line nearly says: a status, a time, and how the line is dressed up."""

    status: Status
    written: str
    """The status as people write it."""
    time: str
    misspelt: bool
    strong: bool
    """Whether signs stand between status and time as in a heading."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line of words that is no update, with what is around it."""

    line: Line
    before: str
    """The line before it."""
    after: str
    in_postmortem: bool
    anchor: datetime | None = None
    """The time of the update that the line is in."""


def near_update(text: str, kind: Kind) -> Near | None:
    """A status and a time in one line, in either order and however it is dressed up; else None."""
    if not _may_be_near(text):
        return None
    plain = _undressed(text)
    for pattern in (_STATUS_FIRST, _TIME_FIRST, _OTHER_FIRST):
        match = pattern.fullmatch(plain)
        time = match["time"].strip(" ()[]【】") if match else ""
        if not match or not is_time(time):
            continue
        name = normalise_name(match["status"])
        known = [one for status in statuses_of(kind) for one in status.names]
        close = name if name in known else _close(name, known)
        if close:
            strong = bool(_STRONG.search(match["joint"]))
            return Near(STATUSES_BY_NAME[close], close.capitalize(), time, close != name, strong)
    return None


def _may_be_near(text: str) -> bool:
    """Whether a closer look is worth while: few lines are short and have a time."""
    return len(text) <= _LONGEST and _MAYBE_TIME.search(text) is not None


def kept_as_words(text: str) -> str:
    """A line that readers see as before, but that is nearly an update no more."""
    if not any(near_update(text, kind) for kind in Kind):
        return text
    return _BETWEEN_DIGITS.sub(lambda match: f"&#{ord(match[0])};", text)


def _close(name: str, known: Sequence[str]) -> str | None:
    close = suggestion(name, known)
    return close if close and abs(len(close) - len(name)) <= 2 and close[0] == name[0] else None


def _undressed(text: str) -> str:
    """The words of a line without marks for quotes, items, headings and emphasis, in half-width signs."""
    text = _TAGS.sub("", _seen(text))
    for marks in (_QUOTE, _ITEM, _HASHES):
        match = marks.match(text)
        text = text[match.end() :] if match else text
    return _EMPHASIS.sub("", text).strip().rstrip("#").rstrip(" :.。")


def _seen(text: str) -> str:
    """The text as it looks: in half-width signs, without escapes and without what nobody sees."""
    return unicodedata.normalize("NFKC", _UNSEEN.sub(" ", _ESCAPE.sub("", text)))


def heading_of(near: Near, anchor: datetime | None, context: Context) -> str:
    """The heading that was meant, with the day of the update before it where the line has none."""
    return f"## {near.written} · {_written(near.time, anchor, context)}"


def _written(time: str, anchor: datetime | None, context: Context) -> str:
    meant = exact(time) or time
    if not re.match(r"\d{4}", meant) and anchor:
        at = nearest_clock_time(meant, Sense(Toward.AHEAD, anchor, anchor), context.zone)
        return local_time(at, context.zone) if at else f"{local_time(anchor, context.zone)[:10]} {meant}"
    return meant


def report_near_updates(
    places: Sequence[Place],
    path: str,
    kind: Kind,
    known: Collection[tuple[Status, datetime]],
    context: Context,
) -> list[tuple[Status, int]]:
    """Report each line that nearly is an update; one that repeats an update of the note is a quotation.

    Returns the statuses and lines of those that are sure to be meant as updates.
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
        help = f"Write it as `{heading_of(near, place.anchor, context)}`"
        if code == "nearly-an-update":
            sure.append((near.status, place.line.number))
            context.report(code, span, "this is nearly an update, but it is read as words", f"{help}.")
        else:
            context.report(
                code, span, "this looks like an update, but it is read as words", f"{help}, if it is one."
            )
    return sure


def _is_known(near: Near, known: Collection[tuple[Status, datetime]], context: Context) -> bool:
    at = parse_instant(
        exact(near.time) or near.time, Span(""), replace(context, problems=[], clock_times=None)
    )
    return at is not None and (near.status, at) in known


def _code(near: Near, place: Place) -> str:
    """An error where the meaning is sure, a warning where it may be meant as words, empty for words."""
    text = _seen(place.line.text)
    tag = _TAGS.search(text)
    is_heading = bool(
        re.match(r"(?:\s*>)*\s*#", text)
        or (tag and tag["name"].lower().startswith("h"))
        or (place.line.text.strip() and _UNDERLINE.fullmatch(place.after))
    )
    is_dressed = is_heading or bool(tag) or bool(_EMPHASIS.match(text.strip()))
    has_date = bool(re.match(r"\d{4}", exact(near.time) or near.time))
    if place.in_postmortem:
        if has_date and near.status is not Status.POSTMORTEM and re.match(r" {0,3}##(?!#)", text):
            return "nearly-an-update"
        return "maybe-an-update" if is_heading and has_date and not near.misspelt else ""
    apart = text.startswith(("    ", "\t")) or _QUOTE.match(text) or (_ITEM.match(text) and not is_heading)
    if near.misspelt or apart:
        return "maybe-an-update" if has_date and (is_dressed or near.strong) else ""
    if has_date and (is_dressed or near.strong):
        return "nearly-an-update"
    is_alone = not (place.before.strip() or text.rstrip().endswith((".", "。")))
    return "maybe-an-update" if is_dressed or near.strong or is_alone else ""


def places_of(
    lines: Sequence[tuple[Line, bool]], *, in_postmortem: bool, anchor: datetime | None
) -> Iterator[Place]:
    """The lines of one update's words that may nearly be updates; `lines` come with whether they are code."""
    for index, (line, is_code) in enumerate(lines):
        if not is_code and _may_be_near(line.text):
            before, after = lines[index - 1 : index], lines[index + 1 : index + 2]
            yield Place(
                line,
                before[0][0].text if before else "",
                after[0][0].text if after else "",
                in_postmortem,
                anchor,
            )
