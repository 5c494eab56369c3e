"""The course of a cState note: its pieces in order, and when each update was posted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from statusgen.importers.cstate.beliefs import Doubt, Frame, Timed, doubt_of, growing
from statusgen.importers.cstate.markers import Piece
from statusgen.importers.cstate.vocabulary import Vocabulary
from statusgen.model import Status

_MINUTE = timedelta(minutes=1)
_PLAIN = (None, Status.UPDATE)
"""What a piece hints at that says nothing of how things stand."""


@dataclass(frozen=True, slots=True)
class Post:
    """An update of the course; without `timed`, the resolution that no piece of the note tells of."""

    timed: Timed | None
    status: Status
    at: datetime
    since: datetime | None = None
    """Since when it was over, if that was before the resolution was posted."""


def oldest_first(pieces: Sequence[Piece], frame: Frame) -> tuple[str, tuple[Piece, ...]]:
    """The words before all updates, if they belong to none, and the pieces, oldest first."""
    begun = [bool(piece.mark or piece.printed) for piece in pieces]
    if not any(begun):
        return "", tuple(pieces)
    preamble, marked = (None, pieces) if begun[0] else (pieces[0], pieces[1:])
    if not _newest_first(preamble, marked, frame):
        return "", tuple(pieces)
    ordered = (*_with_first_post(marked[-1], frame), *reversed(marked[:-1]))
    return preamble.words if preamble else "", ordered


def _newest_first(preamble: Piece | None, marked: Sequence[Piece], frame: Frame) -> bool:
    """Whether the newest post is first: by times, by the first and last marks, or else by custom."""
    printed = [piece.time.at if piece.time else None for piece in marked]
    for times in ([at if at and doubt_of(at, frame) is None else None for at in printed], printed):
        down, up = len(growing(times[::-1])), len(growing(times))
        if down != up:
            return down > up
    first, last = marked[0].status, marked[-1].status
    if first is not last:
        if last is Status.INVESTIGATING or first in (Status.RESOLVED, Status.POSTMORTEM):
            return True
        if first is Status.INVESTIGATING or last in (Status.RESOLVED, Status.POSTMORTEM):
            return False
    return preamble is None


def _with_first_post(last: Piece, frame: Frame) -> tuple[Piece, ...]:
    """The lowest post of a note; below an update without an opening post, later paragraphs are that post.

    A time of the beginning is then theirs, if it is printed below them; above them, there is no other post.
    """
    paragraph, _, rest = last.words.partition("\n\n")
    opens = not last.mark or last.status is Status.INVESTIGATING
    if opens or not rest.strip() or not paragraph.strip():
        return (last,)
    time = last.time
    at_start = bool(time and time.at and time.at <= frame.start.replace(second=59))
    if at_start and last.tracked and last.status in (Status.UPDATE, Status.RESOLVED):
        first = Piece("", None, last.printed, rest.strip("\n"), tracked=True)
        return (first, replace(last, words=paragraph, printed=(), tracked=False))
    if at_start or last.tracked:
        return (last,)
    return (Piece("", None, (), rest.strip("\n")), replace(last, words=paragraph))


def placed(timed: Sequence[Timed], frame: Frame, vocabulary: Vocabulary) -> tuple[Post, ...]:
    """The updates with their times and statuses; one without words is added if none says that it is over."""
    slots: list[Timed | None] = list(timed)
    own = [one.at for one in timed]
    resolving = None
    if frame.end:
        resolving = _resolving(timed, frame.end, vocabulary)
        if resolving is None:
            resolving = _until_end(timed)
            slots.insert(resolving, None)
            own.insert(resolving, frame.end)
        elif own[resolving] is None and not any(own[resolving + 1 :]):
            own[resolving] = frame.end
    times = spread(own, frame.start, frame.end)
    posts = []
    for index, (slot, at) in enumerate(zip(slots, times, strict=True)):
        over = resolving is not None and index >= resolving
        status = Status.RESOLVED if index == resolving else _status(slot, first=index == 0, over=over)
        wanted = own[index] if index == resolving else None
        posts.append(Post(slot, status, at, wanted if wanted and wanted < at else None))
    return tuple(posts)


def _resolving(timed: Sequence[Timed], end: datetime, vocabulary: Vocabulary) -> int | None:
    """The position of the update that says that it is over; None if there is none.

    What opens a note resolves it only if it was printed at the end.
    """
    newest = _until_end(timed) - 1
    for index in reversed(range(len(timed))):
        one = timed[index]
        at_end = one.at is not None and one.at.replace(second=0) == end.replace(second=0)
        told = index == newest and one.piece.status in _PLAIN and (at_end or one.at is None)
        if one.piece.status is Status.RESOLVED or (told and vocabulary.says_over(one.piece.words)):
            return index if index or at_end else None
        if one.piece.status not in (*_PLAIN, Status.POSTMORTEM):
            break
    return None


def _until_end(timed: Sequence[Timed]) -> int:
    """How many updates were posted before it was over, the first one in any case."""
    count = len(timed)
    while count > 1 and _is_later(timed[count - 1]):
        count -= 1
    return count


def _is_later(one: Timed) -> bool:
    """Whether an update follows the end: a report of what happened, or plain words printed after it."""
    late = one.doubt in (Doubt.AFTER_END, Doubt.FUTURE) and one.at is None
    return one.piece.status is Status.POSTMORTEM or (late and one.piece.status in _PLAIN)


def _status(slot: Timed | None, *, first: bool, over: bool) -> Status:
    """The status of an update other than the resolution; `over` is whether it follows that."""
    hint = slot.piece.status if slot else None
    if over:
        return Status.POSTMORTEM if hint is Status.POSTMORTEM else Status.UPDATE
    if hint in (Status.RESOLVED, Status.POSTMORTEM):
        return Status.UPDATE
    return hint or (Status.INVESTIGATING if first else Status.UPDATE)


def spread(times: Sequence[datetime | None], start: datetime, end: datetime | None) -> list[datetime]:
    """Times for all of a row of updates: the given ones stay, the others lie evenly between their neighbours.

    The first is at `start` unless given, or unless a later one is earlier. Every time is later than the one
    before, by a minute if need be.
    """
    if not times:
        return []
    known = [times[0] or min([start, *filter(None, times)]), *times[1:]]
    ahead = _ahead(known, end)
    filled: list[datetime] = []
    for index, given in enumerate(known):
        at = given or _between(filled[-1], index, *ahead[index])
        if filled and at <= filled[-1]:
            at = filled[-1] + _MINUTE
        filled.append(at)
    return filled


def _ahead(known: Sequence[datetime | None], end: datetime | None) -> list[tuple[int, datetime | None]]:
    """For each position, where the next known time is, and that time; `end` after the last one."""
    found, following = list[tuple[int, datetime | None]](), (len(known), end)
    for index in reversed(range(len(known))):
        found.append(following)
        if known[index]:
            following = (index, known[index])
    return found[::-1]


def _between(last: datetime, index: int, position: int, until: datetime | None) -> datetime:
    if until is None or until <= last:
        return last + _MINUTE
    step = (until - last) / (position - index + 1)
    return last + max(timedelta(minutes=step // _MINUTE), _MINUTE)
