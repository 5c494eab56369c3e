"""Rules over a whole note and the catalog. Each is a small function; `CHECKS` is the list of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.model.notes import (
    UNKNOWN_TIME,
    AffectedService,
    AnyNote,
    Incident,
    Maintenance,
    Meaning,
    Notice,
    Page,
    Status,
    Update,
)
from statusgen.model.states import ServiceState
from statusgen.read.catalog import Catalog
from statusgen.read.times import Sense, Toward, local_time, nearest_clock_time
from statusgen.read.yaml.decode import did_you_mean

Check = Callable[[AnyNote, Catalog], Iterator[Diagnostic]]


def check_note(note: AnyNote, catalog: Catalog) -> tuple[Diagnostic, ...]:
    """All that is wrong with a note as a whole."""
    return tuple(problem for check in CHECKS for problem in check(note, catalog))


def unknown_services(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Every service that a note names is in the catalog."""
    known = [service.id for service in catalog.services]
    for effect in _effects(note):
        if effect.service not in known and effect.state is not ServiceState.UNCONFIRMED:
            message = f"no service has the id `{effect.service}`"
            otherwise = "Services are listed in services.yml; one that is gone stays there as `retired`."
            help = did_you_mean(effect.service, known, otherwise)
            if help != otherwise:
                help = f"{help} {otherwise}"
            yield Diagnostic("unknown-service", effect.span, message, help)


def ends_before_start(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Work and notices end after they begin."""
    if UNKNOWN_TIME in _must_have(note):
        return
    if isinstance(note, Maintenance):
        starts, ends = note.starts, note.ends
        if ends <= starts:
            yield _backwards(_place(note, "ends"), ("starts", starts), ("ends", ends), catalog)
        for update in note.updates:
            starts, ends = update.starts or starts, update.ends or ends
            if (update.starts or update.ends) and ends <= starts:
                yield _backwards(
                    _place(update, "ends", "starts"), ("starts", starts), ("ends", ends), catalog
                )
    elif isinstance(note, Notice) and note.until and note.until <= note.published:
        yield _backwards(_place(note, "until"), ("published", note.published), ("until", note.until), catalog)


def _must_have(note: AnyNote) -> tuple[datetime, ...]:
    match note:
        case Incident():
            return (note.started,)
        case Maintenance():
            return note.starts, note.ends
        case Notice():
            return (note.published,)
        case Page():
            return ()


def _backwards(
    place: Span, first: tuple[str, datetime], last: tuple[str, datetime], catalog: Catalog
) -> Diagnostic:
    (first_name, begins), (last_name, ends) = first, last
    meant = _shown(_next(ends, begins, catalog), catalog)
    message = f"`{last_name}` is not after `{first_name}`, which is {_shown(begins, catalog)}"
    help = f"If it ends later, write that day: `{last_name}: {meant}`; else correct `{first_name}`."
    return Diagnostic("ends-before-start", place, message, help)


def resolved_before_start(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """An incident is over after it began."""
    for update in note.updates:
        if isinstance(note, Incident) and update.status.ends and update.effective < note.started:
            message = f"this incident is resolved before it started, at {_shown(note.started, catalog)}"
            here = _shown(update.effective, catalog)
            help = f"Correct the time here, {here}, or `started` in the front matter."
            yield Diagnostic("ends-before-start", _place(update, "since"), message, help)


def started_after_update(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """What has not begun cannot be told of; until then the site would show no trouble."""
    if not isinstance(note, Incident) or "started" not in note.places or note.started == UNKNOWN_TIME:
        return
    first = min((one for one in note.updates if not one.status.ends), key=_at, default=None)
    if first and note.started > first.at:
        meant = _shown(_next(note.started, first.at, catalog, Toward.BACK), catalog)
        message = f"`started` is later than the first update, {_shown(first.at, catalog)}"
        help = f"Write an earlier time; if another day is meant, `started: {meant}`."
        yield Diagnostic("started-after-update", note.places["started"], message, help)


def _at(update: Update) -> datetime:
    return update.at


def resolved_first(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """An incident that is over before anybody told of it, and open again, has a wrong day somewhere."""
    if not isinstance(note, Incident) or "started" in note.places or not note.updates:
        return
    first, *others = note.updates
    begins = next((one for one in others if one.status.facts.meaning is Meaning.TROUBLE), None)
    if first.status.ends and begins:
        message = f"this incident is resolved at {_shown(first.at, catalog)}, before its other updates"
        meant = _shown(_next(first.at, begins.at, catalog), catalog)
        help = (
            f"“{begins.status.value.capitalize()}” is at {_shown(begins.at, catalog)}: "
            f"if a later day is meant, write `## Resolved · {meant}`; else say in the front matter when it "
            "`started`."
        )
        yield Diagnostic("ends-before-start", first.span, message, help)


def no_duration(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """An incident lasts longer than the minute in which it began."""
    if not isinstance(note, Incident) or note.withdrawn:
        return
    resolved = next((one for one in note.updates if one.status.ends), None)
    if resolved and timedelta(0) <= resolved.effective - note.started < timedelta(minutes=1):
        when = _shown(note.started, catalog)
        message = f"this incident is over in the minute in which it began, {when}, and counts as no downtime"
        earlier = _shown(note.started - timedelta(hours=1), catalog)
        help = f"Say in the front matter when it began, such as `started: {earlier}`."
        yield Diagnostic("no-duration", resolved.span, message, help)


def reopened(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Who writes after the end may not mean to open the incident again; naming what fails again is clear."""
    if not isinstance(note, Incident):
        return
    over: Update | None = None
    for update in note.updates:
        if update.status.ends and update.effective >= note.started:
            over = over or update
        elif over and update.status.facts.meaning is Meaning.TROUBLE:
            if all(one.state is ServiceState.OPERATIONAL for one in update.services):
                yield Diagnostic("reopened", update.span, *_reopening(update, over, catalog))
            over = None


def _reopening(update: Update, over: Update, catalog: Catalog) -> tuple[str, str]:
    message = f"“{update.status}” opens this incident again, which was over at {_shown(over.at, catalog)}"
    help = (
        "If it stays over, use the status `update` or `postmortem`; else say in `services` what fails again."
    )
    return message, help


def promise_before_update(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """A next update is promised for later than the update."""
    for update in note.updates:
        if update.next_update and update.next_update <= update.at:
            meant = _shown(_next(update.next_update, update.at, catalog), catalog)
            help = f"Write a later time; if another day is meant, `next update: {meant}`."
            message = (
                f"the next update is promised for a time before this update, {_shown(update.at, catalog)}"
            )
            yield Diagnostic("promise-before-update", _place(update, "next_update"), message, help)


def since_after_update(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """`since` looks back."""
    for update in note.updates:
        if update.since and update.since > update.at:
            meant = _shown(_next(update.since, update.at, catalog, Toward.BACK), catalog)
            message = f"`since` is later than the update, {_shown(update.at, catalog)}"
            help = f"Write an earlier time; if another day is meant, `since: {meant}`."
            yield Diagnostic("since-after-update", _place(update, "since"), message, help)


def update_after_end(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Work that goes on after its end has a new end."""
    if not isinstance(note, Maintenance) or note.ends == UNKNOWN_TIME:
        return
    ends = note.ends
    for update in note.updates:
        ends = update.ends or ends
        if update.status.facts.meaning is Meaning.WORK and update.at >= ends:
            message = f"this update comes after the end of the maintenance, {_shown(ends, catalog)}"
            later = _shown(update.at + timedelta(hours=1), catalog)
            help = f"Give the new end below the heading, such as `ends: {later}`."
            yield Diagnostic("update-after-end", update.span, message, help)


def _shown(instant: datetime, catalog: Catalog) -> str:
    if instant == UNKNOWN_TIME:
        return "2026-05-01 09:20"  # an example, where the note has no time
    return local_time(instant, catalog.zone)


def _next(instant: datetime, start: datetime, catalog: Catalog, toward: Toward = Toward.AHEAD) -> datetime:
    """The next time after a start (or the last before it) that has the time of day of an instant."""
    clock = f"{instant.astimezone(catalog.zone):%H:%M}"
    found = nearest_clock_time(clock, Sense(toward, start, start), catalog.zone)
    return found or start + timedelta(days=-1 if toward is Toward.BACK else 1)  # clocks skip or repeat it


def services_after_resolved(note: AnyNote, _: Catalog) -> Iterator[Diagnostic]:
    """A resolving update leaves nothing broken."""
    for update in note.updates:
        troubled = [one for one in update.services if one.state is not ServiceState.OPERATIONAL]
        if isinstance(note, Incident) and update.status.ends and troubled:
            message = f"`resolved` makes all services operational; `{troubled[0].service}` is ignored here"
            help = "Remove the line, or use the status `monitoring` until the service works."
            yield Diagnostic("services-after-resolved", troubled[0].span, message, help)


def services_after_end(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """After the end only a status that opens an incident again makes services fail."""
    if not isinstance(note, Incident | Maintenance):
        return
    over: Update | None = None
    calm = _CALM[type(note)]
    for update in note.updates:
        if update.status.ends:
            over = update if not isinstance(note, Incident) or update.effective >= note.started else over
        elif update.status.facts.meaning is not Meaning.UNCHANGED:
            over = None
        elif over and (troubled := [one for one in update.services if one.state not in calm]):
            message = (
                f"`{troubled[0].service}` is ignored here: “{over.status.value}” at "
                f"{_shown(over.at, catalog)} has ended this"
            )
            when = _shown(update.at, catalog)
            help = f"If it fails again, write an incident of its own that begins at {when}"
            if isinstance(note, Incident):
                help = f"If it fails again, write `## Investigating · {when}`"
            yield Diagnostic(
                "services-after-end", troubled[0].span, message, f"{help}; else remove the line."
            )


_CALM: dict[type[AnyNote], tuple[ServiceState, ...]] = {
    Incident: (ServiceState.OPERATIONAL, ServiceState.UNCONFIRMED),
    Maintenance: (ServiceState.OPERATIONAL, ServiceState.UNDER_MAINTENANCE, ServiceState.UNCONFIRMED),
}


def extended_without_end(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Who extends a maintenance says until when."""
    if not isinstance(note, Maintenance):
        return
    for update in note.updates:
        if update.status is Status.EXTENDED and not update.ends and "ends" not in update.lost:
            later = _shown(max(note.ends, update.at) + timedelta(hours=1), catalog)
            help = f"Give it below the heading, such as `ends: {later}`."
            yield Diagnostic("missing-key", update.span, "“extended” needs the new end", help)


def no_updates(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """An incident says what is going on."""
    if isinstance(note, Incident) and not note.updates:
        heading = f"## Investigating · {_shown(note.started, catalog)}"
        help = f"Add one: `{heading}`, a blank line, and a few words."
        yield Diagnostic("no-updates", note.span, "this incident has no update", help)


def no_services(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """An incident says which services it affects, or that it affects none: else all of them look well."""
    is_silent = isinstance(note, Incident) and not (note.none_affected or note.withdrawn)
    # Else it is said why they cannot be read.
    is_known = not any(name == "services" or name.startswith("update/") for name in note.lost)
    if is_silent and is_known and catalog.services and not any(_effects(note)):
        message = "this incident names no service, so the site shows all of them as operational"
        example = f"Write `services:`, and below it `  {catalog.services[0].id}: partial outage`"
        help = f"{example}; or `services: none` if none of them is affected."
        yield Diagnostic("no-services", note.span, message, help)


def empty_updates(note: AnyNote, _: Catalog) -> Iterator[Diagnostic]:
    """An update says something; the end of something may speak for itself."""
    for update in note.updates:
        if not update.body and not update.status.ends:
            help = "Leave a blank line below the fields, then say what is new for your readers."
            yield Diagnostic("empty-update", update.span, "this update has no words", help)


def misplaced_summaries(note: AnyNote, _: Catalog) -> Iterator[Diagnostic]:
    """A summary looks back."""
    for update in note.updates:
        if update.summary and update.status is not Status.POSTMORTEM:
            message = "only a postmortem has a `summary`; readers would not see this one"
            help = "Move its words below the fields, or to the postmortem."
            yield Diagnostic("misplaced-summary", _place(update, "summary"), message, help)


CHECKS: tuple[Check, ...] = (
    unknown_services,
    ends_before_start,
    resolved_before_start,
    started_after_update,
    resolved_first,
    no_duration,
    reopened,
    promise_before_update,
    since_after_update,
    update_after_end,
    services_after_resolved,
    services_after_end,
    extended_without_end,
    no_updates,
    no_services,
    empty_updates,
    misplaced_summaries,
)


def _place(owner: AnyNote | Update, *names: str) -> Span:
    """Where the first of these fields stands that is there, or its note or update."""
    return next((owner.places[name] for name in names if name in owner.places), owner.span)


def _effects(note: AnyNote) -> Iterator[AffectedService]:
    yield from note.services
    for update in note.updates:
        yield from update.services
