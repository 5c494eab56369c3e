"""Order the sections of a cState note, and give each a time and a status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from statusgen.importers.cstate.plausible_times import (
    Doubt,
    NotePeriod,
    TimedSection,
    find_doubt,
    longest_ascending,
)
from statusgen.importers.cstate.sections import Section
from statusgen.importers.cstate.status_words import Vocabulary
from statusgen.model.notes import Status

_MINUTE = timedelta(minutes=1)
_NEUTRAL = (None, Status.UPDATE)
"""Statuses of sections that do not describe the state of the incident."""


@dataclass(frozen=True, slots=True)
class DatedUpdate:
    """A section with its status and time; without `timed`, a resolution that no section reports."""

    timed: TimedSection | None
    status: Status
    at: datetime
    since: datetime | None = None
    """End of the incident if that was before the resolution was posted."""


def oldest_first(sections: Sequence[Section], period: NotePeriod) -> tuple[str, tuple[Section, ...]]:
    """Return the introduction, if the first section belongs to no update, and the sections, oldest first."""
    begun = [bool(section.marker or section.printed) for section in sections]
    if not any(begun):
        return "", tuple(sections)
    preamble, marked = (None, sections) if begun[0] else (sections[0], sections[1:])
    if not _newest_first(preamble, marked, period):
        return "", tuple(sections)
    ordered = (*_with_first_update(marked[-1], period), *reversed(marked[:-1]))
    return preamble.text if preamble else "", ordered


def _newest_first(preamble: Section | None, marked: Sequence[Section], period: NotePeriod) -> bool:
    """Return whether the newest update is first: by times, by the first and last markers, or by custom."""
    printed = [section.time.at if section.time else None for section in marked]
    for times in ([at if at and find_doubt(at, period) is None else None for at in printed], printed):
        down, up = len(longest_ascending(times[::-1])), len(longest_ascending(times))
        if down != up:
            return down > up
    first, last = marked[0].status, marked[-1].status
    if first is not last:
        if last is Status.INVESTIGATING or first in (Status.RESOLVED, Status.POSTMORTEM):
            return True
        if first is Status.INVESTIGATING or last in (Status.RESOLVED, Status.POSTMORTEM):
            return False
    return preamble is None


def _with_first_update(last: Section, period: NotePeriod) -> tuple[Section, ...]:
    """Split the lowest section if it is no opening: its later paragraphs are the first update.

    A time at the start of the note belongs to these if it is printed below them; if it is printed above, the
    section is not split.
    """
    paragraph, _, rest = last.text.partition("\n\n")
    opens = not last.marker or last.status is Status.INVESTIGATING
    if opens or not rest.strip() or not paragraph.strip():
        return (last,)
    time = last.time
    at_start = bool(time and time.at and time.at <= period.start.replace(second=59))
    if at_start and last.tracked and last.status in (Status.UPDATE, Status.RESOLVED):
        first = Section("", None, last.printed, rest.strip("\n"), tracked=True)
        return (first, replace(last, text=paragraph, printed=(), tracked=False))
    if at_start or last.tracked:
        return (last,)
    return (Section("", None, (), rest.strip("\n")), replace(last, text=paragraph))


def date_updates(
    timed: Sequence[TimedSection], period: NotePeriod, vocabulary: Vocabulary
) -> tuple[DatedUpdate, ...]:
    """Give each section a time and a status; add a resolution without text if no section reports the end."""
    slots: list[TimedSection | None] = list(timed)
    own = [one.at for one in timed]
    resolving = None
    if period.end:
        resolving = _resolving(timed, period.end, vocabulary)
        if resolving is None:
            resolving = _until_end(timed)
            slots.insert(resolving, None)
            own.insert(resolving, period.end)
        elif own[resolving] is None and not any(own[resolving + 1 :]):
            own[resolving] = period.end
    times = fill_times(own, period.start, period.end)
    updates = []
    for index, (slot, at) in enumerate(zip(slots, times, strict=True)):
        over = resolving is not None and index >= resolving
        status = Status.RESOLVED if index == resolving else _status(slot, first=index == 0, over=over)
        wanted = own[index] if index == resolving else None
        updates.append(DatedUpdate(slot, status, at, wanted if wanted and wanted < at else None))
    return tuple(updates)


def _resolving(timed: Sequence[TimedSection], end: datetime, vocabulary: Vocabulary) -> int | None:
    """Return the position of the update that reports the end; None if there is none.

    The first update of a note resolves it only if its time is that of the end.
    """
    newest = _until_end(timed) - 1
    for index in reversed(range(len(timed))):
        one = timed[index]
        at_end = one.at is not None and one.at.replace(second=0) == end.replace(second=0)
        reports_end = index == newest and one.section.status in _NEUTRAL and (at_end or one.at is None)
        if one.section.status is Status.RESOLVED or (reports_end and vocabulary.says_over(one.section.text)):
            return index if index or at_end else None
        if one.section.status not in (*_NEUTRAL, Status.POSTMORTEM):
            break
    return None


def _until_end(timed: Sequence[TimedSection]) -> int:
    """Return the number of updates before the end; the first one is always before it."""
    count = len(timed)
    while count > 1 and _is_later(timed[count - 1]):
        count -= 1
    return count


def _is_later(one: TimedSection) -> bool:
    """Return whether an update follows the end: a postmortem, or a neutral one printed after it."""
    late = one.doubt in (Doubt.AFTER_END, Doubt.FUTURE) and one.at is None
    return one.section.status is Status.POSTMORTEM or (late and one.section.status in _NEUTRAL)


def _status(slot: TimedSection | None, *, first: bool, over: bool) -> Status:
    """Return the status of an update that is not the resolution; `over`: whether it follows that one."""
    hint = slot.section.status if slot else None
    if over:
        return Status.POSTMORTEM if hint is Status.POSTMORTEM else Status.UPDATE
    if hint in (Status.RESOLVED, Status.POSTMORTEM):
        return Status.UPDATE
    return hint or (Status.INVESTIGATING if first else Status.UPDATE)


def fill_times(times: Sequence[datetime | None], start: datetime, end: datetime | None) -> list[datetime]:
    """Return a time for each update: given ones stay, others are spread evenly between their neighbours.

    The first is at `start` unless it is given or a later one is earlier. Every time is later than the one
    before, by at least a minute where it was not given so.
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
    """Return for each position the position of the next known time and that time; then `end`."""
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
