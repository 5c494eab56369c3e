"""The words of a cState note, cut at the marks by which its authors set updates apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, tzinfo

from statusgen.importers.cstate.times import UNKNOWN, read_time
from statusgen.model import Stage

_HINTS = {
    Stage.INVESTIGATING: ("investigating", "initial", "opening", "open", "opened"),
    Stage.IDENTIFIED: ("identified",),
    Stage.MONITORING: ("monitoring", "observation", "observing", "watching"),
    Stage.RESOLVED: (
        *(
            "resolved",
            "final",
            "closing",
            "close",
            "closed",
            "fixed",
            "complete",
            "completed",
            "solved",
            "end",
        ),
        *("finished", "resolution"),
    ),
    Stage.UPDATE: ("update", "updates", "updated", "edit", "edited"),
}
_STAGE_OF = {word: stage for stage, words in _HINTS.items() for word in words}
_FILLERS = frozenset(
    [
        "message",
        "messages",
        "issue",
        "incident",
        "outage",
        "maintenance",
        "of",
        "on",
        "at",
        "the",
        "under",
        "uhr",
        "utc",
        "gmt",
        "am",
        "pm",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)
_TIMES = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,3}(?::|h)\d{2}(?::\d{2})?|[+-]\d{2}:\d{2}"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:\s+\d{4})?"
    r"|\d{1,2}(?:st|nd|rd|th)\b|#?\d+|T(?=\d)|(?<=\d)Z\b",
    re.IGNORECASE,
)
_TRACK = re.compile(r"\{\{[<%]\s{0,9}track\s{1,9}[\"“]?([^\"”>%]{0,99}?)[\"”]?\s{0,9}[>%]\}\}")
_MARKS = (
    re.compile(r"\[(?P<mark>[^\[\]]+)\](?!\()[:\s-]*(?P<rest>.*)"),
    re.compile(r"(?P<fence>\*\*|\*|__|_)(?P<mark>[^*_]+?)(?P=fence)[\s:–—-]*(?P<rest>.*)"),
    re.compile(r"\*\*(?P<mark>[^*]+)(?P<rest>)"),
    re.compile(r"#{1,6}\s*(?P<mark>(?!\s).*[^\s:#])[\s:#]*(?P<rest>)"),
    re.compile(r"(?P<mark>\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2})?(?: ?(?:GMT|UTC|Z))?)(?P<rest>)"),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words: the mark before it, what the mark hints at, and the time of its own."""

    mark: str
    stage: Stage | None
    """None where no mark says."""
    at: datetime | None
    words: str


def cut(body: str, zone: tzinfo, day: date) -> tuple[str, tuple[Piece, ...]]:
    """The words before all posts, if they belong to none, and the posts, oldest first."""
    pieces = _pieces(body, zone, day)
    if not any(piece.mark for piece in pieces):
        return "", pieces
    preamble, marked = (pieces[0], pieces[1:]) if not pieces[0].mark else (None, pieces)
    if not _newest_first(preamble, marked):
        return "", pieces
    oldest_first = (*_with_first_post(marked[-1]), *reversed(marked[:-1]))
    return preamble.words if preamble else "", oldest_first


def _pieces(body: str, zone: tzinfo, day: date) -> tuple[Piece, ...]:
    """In the order of the file; the first one may have no mark."""
    found: list[tuple[Piece, list[str]]] = [(Piece("", None, None, ""), [])]
    for line in body.split("\n"):
        piece, rest = _mark(line, zone, day)
        if piece:
            found.append((piece, [rest]))
        else:
            found[-1][1].append(line)
    whole = (_closed(piece, "\n".join(lines), zone, day) for piece, lines in found)
    kept = tuple(piece for piece in whole if piece.words or piece.mark)
    return kept or (Piece("", None, None, ""),)


def _mark(line: str, zone: tzinfo, day: date) -> tuple[Piece | None, str]:
    """The mark that a line begins with, as a piece without words, and what follows it in the line."""
    text = line.strip()
    for pattern in _MARKS:
        match = pattern.fullmatch(text)
        if match and _is_mark(match["mark"]):
            reading = read_time(match["mark"], zone, day)
            return Piece(
                match["mark"].strip(), _stage(match["mark"]), reading.at if reading else None, ""
            ), match["rest"]
    return None, line


def _is_mark(text: str) -> bool:
    """Whether the text says nothing but that an update begins here, or when."""
    bare = re.findall(r"[^\W\d_]+", _TIMES.sub(" ", text).lower())
    known = all(word in _STAGE_OF or word in _FILLERS for word in bare)
    return known and (any(word in _STAGE_OF for word in bare) or read_time(text, UTC, UNKNOWN) is not None)


def _stage(text: str) -> Stage | None:
    words = re.findall(r"[a-z]+", text.lower())
    return next((_STAGE_OF[word] for word in words if word in _STAGE_OF), None)


def _closed(piece: Piece, words: str, zone: tzinfo, day: date) -> Piece:
    """The piece with its words, and the time of a `track` shortcode in them."""
    track = _TRACK.search(words)
    reading = read_time(track[1], zone, day) if track else None
    words = _TRACK.sub("", words).strip("\n").rstrip()
    above, _, last = words.rpartition("\n")
    if re.fullmatch(r"\s*-{3,}", last):  # the rule above the next mark
        words = above.rstrip()
    return replace(piece, words=words.strip("\n"), at=piece.at or (reading.at if reading else None))


def _newest_first(preamble: Piece | None, marked: Sequence[Piece]) -> bool:
    """Whether the newest post stands on top: by times, by first and last marks, else as is usual."""
    times = [piece.at for piece in marked if piece.at]
    if len(times) > 1 and times[0] != times[-1]:
        return times[0] > times[-1]
    first, last = marked[0].stage, marked[-1].stage
    if first is not last:
        if last is Stage.INVESTIGATING or first is Stage.RESOLVED:
            return True
        if first is Stage.INVESTIGATING or last is Stage.RESOLVED:
            return False
    return preamble is None


def _with_first_post(last: Piece) -> tuple[Piece, ...]:
    """The lowest post of a note; below an update without an opening post, later paragraphs are that post."""
    paragraph, _, rest = last.words.partition("\n\n")
    if last.stage is Stage.INVESTIGATING or not rest.strip() or not paragraph.strip():
        return (last,)
    return (Piece("", None, None, rest.strip("\n")), replace(last, words=paragraph))
