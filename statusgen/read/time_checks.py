"""Checks of the order of times in a note."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.model.learning import Action
from statusgen.model.notes import UNKNOWN_TIME, AnyNote, Incident, Maintenance, Notice, Update
from statusgen.model.status import Meaning, Status
from statusgen.read.catalog import Catalog
from statusgen.read.times import Sense, Toward, local_time, nearest_clock_time


def ends_before_start(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Find maintenance and notices that end before they start."""
    if isinstance(note, Maintenance) and UNKNOWN_TIME not in (note.starts, note.ends):
        starts, ends = note.starts, note.ends
        if ends <= starts:
            yield _backwards(place_of(note, "ends"), catalog, starts=starts, ends=ends)
        for update in note.updates:
            starts, ends = update.starts or starts, update.ends or ends
            if (update.starts or update.ends) and ends <= starts:
                yield _backwards(place_of(update, "ends", "starts"), catalog, starts=starts, ends=ends)
    elif isinstance(note, Notice) and note.until and note.until <= note.published:
        yield _backwards(place_of(note, "until"), catalog, published=note.published, until=note.until)


def _backwards(place: Span, catalog: Catalog, **times: datetime) -> Diagnostic:
    """Return the diagnostic for two fields, given by name, of which the second is not after the first."""
    (first_name, begins), (last_name, ends) = times.items()
    meant = show_time(_next(ends, begins, catalog), catalog)
    message = f"`{last_name}` is not after `{first_name}`, which is {show_time(begins, catalog)}"
    help = f"If it ends later, write that day: `{last_name}: {meant}`; else correct `{first_name}`."
    return Diagnostic("ends-before-start", place, message, help)


def resolved_before_start(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Find incidents that are resolved before they started."""
    for update in note.updates:
        if isinstance(note, Incident) and update.status.ends and update.effective < note.started:
            message = f"this incident is resolved before it started, at {show_time(note.started, catalog)}"
            here = show_time(update.effective, catalog)
            help = f"Correct the time here, {here}, or `started` in the front matter."
            yield Diagnostic("ends-before-start", place_of(update, "since"), message, help)


def started_after_update(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Find incidents whose `started` is after the first update: until then the site would show no problem."""
    if not isinstance(note, Incident) or "started" not in note.places or note.started == UNKNOWN_TIME:
        return
    first = min((one for one in note.updates if not one.status.ends), key=lambda one: one.at, default=None)
    if first and note.started > first.at:
        meant = show_time(_next(note.started, first.at, catalog, Toward.BACK), catalog)
        message = f"`started` is later than the first update, {show_time(first.at, catalog)}"
        help = f"Write an earlier time; if another day is meant, `started: {meant}`."
        yield Diagnostic("started-after-update", note.places["started"], message, help)


def resolved_first(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Find incidents whose first update resolves them: one of the updates has a wrong date."""
    if not isinstance(note, Incident) or "started" in note.places or not note.updates:
        return
    first, *others = note.updates
    begins = next((one for one in others if one.status.facts.meaning is Meaning.TROUBLE), None)
    if first.status.ends and begins:
        message = f"this incident is resolved at {show_time(first.at, catalog)}, before its other updates"
        meant = show_time(_next(first.at, begins.at, catalog), catalog)
        help = (
            f"“{begins.status.value.capitalize()}” is at {show_time(begins.at, catalog)}: "
            f"if a later day is meant, write `## Resolved · {meant}`; else say in the front matter when it "
            "`started`."
        )
        yield Diagnostic("ends-before-start", first.span, message, help)


def no_duration(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Find incidents that end in the minute in which they began."""
    if not isinstance(note, Incident) or note.withdrawn:
        return
    resolved = next((one for one in note.updates if one.status.ends), None)
    if resolved and timedelta(0) <= resolved.effective - note.started < timedelta(minutes=1):
        when = show_time(note.started, catalog)
        message = f"this incident is over in the minute in which it began, {when}, and counts as no downtime"
        earlier = show_time(note.started - timedelta(hours=1), catalog)
        help = f"Say in the front matter when it began, such as `started: {earlier}`."
        yield Diagnostic("no-duration", resolved.span, message, help)


def promise_before_update(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Find promises of a next update, or of a postmortem, that are not after the update."""
    for update in note.updates:
        if update.next_update and update.next_update <= update.at:
            meant = show_time(_next(update.next_update, update.at, catalog), catalog)
            help = f"Write a later time; if another day is meant, `next update: {meant}`."
            message = (
                f"the next update is promised for a time before this update, {show_time(update.at, catalog)}"
            )
            yield Diagnostic("promise-before-update", place_of(update, "next_update"), message, help)
        if update.report_by and update.report_by <= update.at:
            message = (
                f"the postmortem is promised for a day before this update, {show_time(update.at, catalog)}"
            )
            help = "Correct the year or the day: `report by` is this day at the earliest."
            yield Diagnostic("promise-before-update", place_of(update, "report_by"), message, help)


FAR = timedelta(days=366)


def report_far_ahead(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Find postmortems that are promised for more than a year later: the year may be wrong."""
    for update in note.updates:
        if update.report_by and update.report_by > update.at + FAR:
            message = (
                f"the postmortem is promised for more than a year after this, {show_time(update.at, catalog)}"
            )
            help = "Correct the year of `report by`; readers wait for it."
            yield Diagnostic("report-far-ahead", place_of(update, "report_by"), message, help)


def since_after_update(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Find `since` that is after the update."""
    for update in note.updates:
        if update.since and update.since > update.at:
            meant = show_time(_next(update.since, update.at, catalog, Toward.BACK), catalog)
            message = f"`since` is later than the update, {show_time(update.at, catalog)}"
            help = f"Write an earlier time; if another day is meant, `since: {meant}`."
            yield Diagnostic("since-after-update", place_of(update, "since"), message, help)


def update_after_end(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Find maintenance that continues after its end without a new end."""
    if not isinstance(note, Maintenance) or note.ends == UNKNOWN_TIME:
        return
    ends = note.ends
    for update in note.updates:
        ends = update.ends or ends
        if update.status.facts.meaning is Meaning.WORK and update.at >= ends:
            message = f"this update comes after the end of the maintenance, {show_time(ends, catalog)}"
            later = show_time(update.at + timedelta(hours=1), catalog)
            help = f"Give the new end below the heading, such as `ends: {later}`."
            yield Diagnostic("update-after-end", update.span, message, help)


def _next(instant: datetime, start: datetime, catalog: Catalog, toward: Toward = Toward.AHEAD) -> datetime:
    """Return the next instant after `start` with the clock time of `instant`, or the last one before it."""
    clock = f"{instant.astimezone(catalog.zone):%H:%M}"
    found = nearest_clock_time(clock, Sense(toward, start, start), catalog.zone)
    return found or start + timedelta(days=-1 if toward is Toward.BACK else 1)  # clocks skip or repeat it


def extended_without_end(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Find “extended” updates without a new end."""
    if not isinstance(note, Maintenance):
        return
    for update in note.updates:
        if update.status is Status.EXTENDED and not update.ends and "ends" not in update.lost:
            later = show_time(max(note.ends, update.at) + timedelta(hours=1), catalog)
            help = f"Give it below the heading, such as `ends: {later}`."
            yield Diagnostic("missing-key", update.span, "“extended” needs the new end", help)


def show_time(instant: datetime, catalog: Catalog) -> str:
    """Return an instant in the site's time zone as notes write it; an example for `UNKNOWN_TIME`."""
    if instant == UNKNOWN_TIME:
        return "2026-05-01 09:20"
    return local_time(instant, catalog.zone)


def place_of(owner: AnyNote | Update | Action, *names: str) -> Span:
    """Return the place of the first of these fields that is present, else that of their owner."""
    return next((owner.places[name] for name in names if name in owner.places), owner.span)
