"""What was changed of a month after it was over. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from statusgen.model.status import Kind
from statusgen.timeline.note_summary import NoteSummary, note_state
from statusgen.timeline.site_state import Month, month_of, months_between
from statusgen.timeline.values import Interval, Level, NoteState
from statusgen.timeline.visible import as_posted


@dataclass(frozen=True, slots=True)
class Correction:
    """Change of a note, published after a month was over, that changes figures of the month."""

    at: datetime
    note: NoteSummary
    is_new: bool
    """Whether the note itself was first posted then."""
    is_of_month: bool
    """Whether the note is of the month. Else it only uses a target whose window reaches beyond the month."""


def changed_later(
    notes: Iterable[NoteSummary], now: datetime, zone: ZoneInfo
) -> Mapping[Month, Sequence[NoteSummary]]:
    """Return the notes by each month from their start, or posting, up to the one before their last change."""
    found = dict[Month, list[NoteSummary]]()
    for one in notes:
        first, last = min(one.starts, one.created, now), max(_changes(one, now), default=now)
        for month in months_between(month_of(first, zone), month_of(last, zone))[:-1]:
            found.setdefault(month, []).append(one)
    return found


def corrections_of(
    changed: Iterable[NoteSummary],
    of_month: Iterable[NoteSummary],
    levels: Mapping[str, Level],
    end: datetime,
    now: datetime,
) -> tuple[Correction, ...]:
    """Return the corrections of a month with this end, newest first.

    `changed` are notes that were changed later, `levels` those of services, by id, at the end of the month.
    """
    own = {one.key for one in of_month}
    found = [
        Correction(at, note, end <= note.created, note.key in own)
        for note in changed
        if note.key in own or _is_judged(note, levels, end)
        for at in _last_correction(note, end, now)
    ]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def _is_judged(note: NoteSummary, levels: Mapping[str, Level], end: datetime) -> bool:
    """Return whether a note is in the window of a target, up to the end of a month.

    Planned work to come counts if it was known at that end: it shortens what the target allows.
    """
    is_ahead = note.kind is Kind.MAINTENANCE and note.created < end
    return any(
        note.starts < (level.end if is_ahead else end) and (note.ends is None or level.start < note.ends)
        for service, level in levels.items()
        if service in note.states
    )


def _last_correction(note: NoteSummary, end: datetime, now: datetime) -> Iterator[datetime]:
    """Yield when a note was last corrected after the end of a month, if it was."""
    changes = [note.created, *note.edited, *([note.revised] if note.revised else []), *_late(note, end)]
    if later := [one for one in changes if end <= one <= now]:
        yield max(later)


def _late(note: NoteSummary, end: datetime) -> Iterator[datetime]:
    """Yield when updates were posted that change what was known at the end of a month. Unpacks the note."""
    later = [one for one in note.note.updates if end <= one.at]
    since = [one.at for one in later if one.since and one.since < end]
    if later and not since:
        known = _up_to(end, state_by(note, end).intervals)
        since = [later[0].at] if known != _up_to(end, note.intervals) else []
    yield from since


def state_by(note: NoteSummary, end: datetime) -> NoteState:
    """Return the state of a note as it was posted before an instant. Unpacks the note."""
    return note_state(as_posted(note.note, end - timedelta.resolution), end)


def _up_to(end: datetime, intervals: Iterable[Interval]) -> list[tuple[object, ...]]:
    return [
        (one.service, one.state, one.start, min(one.end or end, end)) for one in intervals if one.start < end
    ]


def _changes(note: NoteSummary, now: datetime) -> Iterator[datetime]:
    """Yield when a note was changed up to `now`."""
    changes = (note.created, *note.posted, *note.edited, *([note.revised] if note.revised else []))
    return (one for one in changes if one <= now)
