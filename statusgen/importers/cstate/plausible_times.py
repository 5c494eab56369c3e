"""Which times printed in a cState note can be true."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from statusgen.importers.cstate.sections import Piece
from statusgen.importers.cstate.times import days_beside, years_beside

_LONG_BEFORE = timedelta(days=183)
_ABOUT = timedelta(minutes=15)
_MOST_HOURS = 14
"""No zone is further ahead of UTC."""


@dataclass(frozen=True, slots=True)
class Frame:
    """When a note began and was over (None: it goes on), and when it is imported; aware instants."""

    start: datetime
    end: datetime | None
    now: datetime

    @property
    def limit(self) -> datetime:
        """No update was posted after this: the last instant of the minute of the end, or else now."""
        return min(self.end.replace(second=59, microsecond=999_999), self.now) if self.end else self.now


class Doubt(Enum):
    """Why a printed time is not believed; the value completes “this time …”."""

    UNREADABLE = "cannot be read as a time"
    FUTURE = "is in the future"
    AFTER_END = "is after the end, `resolvedWhen`"
    LONG_BEFORE = "is long before the beginning, `date`"
    ORDER = "does not fit the order of the updates"


@dataclass(frozen=True, slots=True)
class Timed:
    """A piece with the time that is believed of it, if any, and why that is not the printed one."""

    piece: Piece
    at: datetime | None
    doubt: Doubt | None = None


def believed(pieces: Sequence[Piece], frame: Frame) -> tuple[Timed, ...]:
    """The pieces, oldest first, with the times that can be true, in the same order.

    Not believed: times after the end, in the future or long before the beginning; then as few as possible, so
    that the others are in order. Instead of such a time, the same day of the year before or after is believed
    if it is between the neighbours; of one that is only out of order, the day before or after.
    """
    printed = [piece.time.at if piece.time else None for piece in pieces]
    doubts = [doubt_of(at, frame) if at else None for at in printed]
    sound = [at if doubt is None else None for at, doubt in zip(printed, doubts, strict=True)]
    kept = frozenset(index - 1 for index in growing([frame.start, *sound]))
    bounds = _next_kept(printed, kept, frame.limit)
    last = frame.start - timedelta(days=1)
    found = []
    for index, (piece, at, doubt, until) in enumerate(zip(pieces, printed, doubts, bounds, strict=True)):
        if index in kept:
            timed = Timed(piece, at)
        elif at is None:
            timed = Timed(piece, None, Doubt.UNREADABLE if piece.printed else None)
        else:
            others = years_beside(at) if doubt else days_beside(at)
            fitting = next((one for one in others if last <= one <= until), None)
            timed = Timed(piece, fitting, doubt or Doubt.ORDER)
        last = timed.at or last
        found.append(timed)
    return tuple(found)


def doubt_of(at: datetime, frame: Frame) -> Doubt | None:
    """Why a time cannot be that of an update, whatever its neighbours are; None if it can."""
    if at > frame.now:
        return Doubt.FUTURE
    if at > frame.limit:
        return Doubt.AFTER_END
    return Doubt.LONG_BEFORE if at < frame.start - _LONG_BEFORE else None


def growing(times: Sequence[datetime | None]) -> frozenset[int]:
    """The positions of the longest row of times that never goes back."""
    tops, last = list[datetime](), list[int]()
    before = dict[int, int]()
    for index, at in enumerate(times):
        if at is None:
            continue
        length = bisect_right(tops, at)
        if length:
            before[index] = last[length - 1]
        tops[length : length + 1] = [at]
        last[length : length + 1] = [index]
    found, position = set[int](), last[-1] if last else None
    while position is not None:
        found.add(position)
        position = before.get(position)
    return frozenset(found)


def _next_kept(printed: Sequence[datetime | None], kept: frozenset[int], limit: datetime) -> list[datetime]:
    """For each position, the believed time after it."""
    bounds, until = list[datetime](), limit
    for index in reversed(range(len(printed))):
        bounds.append(until)
        until = (printed[index] if index in kept else None) or until
    return bounds[::-1]


def zone_shift(pieces: Sequence[Piece], frame: Frame) -> timedelta | None:
    """How much earlier all printed times must be to fit between start and end, in whole hours.

    None if they fit as they are, if a zone is printed with one of them, or if not just one number of hours
    does: two times at least are needed to know.
    """
    times = [piece.time for piece in pieces if piece.time]
    instants = [time.at for time in times if time.at and not time.zoned]
    if frame.end is None or len(instants) < max(len(times), 2) or max(instants) <= frame.limit:
        return None
    shifts = [timedelta(hours=hours) for hours in range(1, _MOST_HOURS + 1)]
    fitting = [
        one
        for one in shifts
        if min(instants) - one >= frame.start - _ABOUT and max(instants) - one <= frame.limit
    ]
    return fitting[0] if len(fitting) == 1 else None


def shifted(piece: Piece, earlier: timedelta) -> Piece:
    """The piece with its printed times so much earlier."""
    return replace(
        piece, printed=tuple(replace(one, at=one.at - earlier if one.at else None) for one in piece.printed)
    )
