"""Rules over a whole note and the catalog. Each is a small function; `CHECKS` is the list of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from statusgen.diagnostics import Diagnostic, Span
from statusgen.model import (
    UNKNOWN_TIME,
    AnyNote,
    Effect,
    Incident,
    Maintenance,
    Notice,
    Page,
    ServiceState,
    Stage,
    Update,
)
from statusgen.read.catalog import Catalog
from statusgen.read.decode import did_you_mean

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
            mend = did_you_mean(effect.service, known, otherwise)
            if mend != otherwise:
                mend = f"{mend} {otherwise}"
            yield Diagnostic("unknown-service", effect.span, message, mend)


def ends_before_start(note: AnyNote, _: Catalog) -> Iterator[Diagnostic]:
    """Work and notices end after they begin."""
    if UNKNOWN_TIME in _must_have(note):
        return
    if isinstance(note, Maintenance):
        starts, ends = note.starts, note.ends
        if ends <= starts:
            yield Diagnostic("ends-before-start", _place(note, "ends"), *_backwards("starts", "ends"))
        for update in note.updates:
            starts, ends = update.starts or starts, update.ends or ends
            if (update.starts or update.ends) and ends <= starts:
                yield Diagnostic(
                    "ends-before-start", _place(update, "ends", "starts"), *_backwards("starts", "ends")
                )
    elif isinstance(note, Notice) and note.until and note.until <= note.published:
        yield Diagnostic("ends-before-start", _place(note, "until"), *_backwards("published", "until"))


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


def _backwards(first: str, last: str) -> tuple[str, str]:
    return f"`{last}` is not after `{first}`", "Correct one of the two times; look at the dates, too."


def resolved_before_start(note: AnyNote, _: Catalog) -> Iterator[Diagnostic]:
    """An incident is over after it began."""
    for update in note.updates:
        if isinstance(note, Incident) and update.stage is Stage.RESOLVED and update.effective < note.started:
            message = "this incident is resolved before it started"
            mend = "Correct `started` in the front matter, or the time here."
            yield Diagnostic("ends-before-start", _place(update, "since"), message, mend)


def promise_before_update(note: AnyNote, _: Catalog) -> Iterator[Diagnostic]:
    """A next update is promised for later than the update."""
    for update in note.updates:
        if update.next_update and update.next_update <= update.at:
            mend = "If it is on the next day, write the date as well: `next update: 2026-05-02 00:20`."
            message = "the next update is promised for a time before this update"
            yield Diagnostic("promise-before-update", _place(update, "next_update"), message, mend)


def since_after_update(note: AnyNote, _: Catalog) -> Iterator[Diagnostic]:
    """`since` looks back."""
    for update in note.updates:
        if update.since and update.since > update.at:
            mend = "Correct `since`; if it was yesterday, write the date as well."
            yield Diagnostic(
                "since-after-update", _place(update, "since"), "`since` is later than the update", mend
            )


def update_after_end(note: AnyNote, _: Catalog) -> Iterator[Diagnostic]:
    """Work that goes on after its end has a new end."""
    if not isinstance(note, Maintenance) or note.ends is UNKNOWN_TIME:
        return
    ends = note.ends
    for update in note.updates:
        ends = update.ends or ends
        if update.stage in (Stage.IN_PROGRESS, Stage.VERIFYING, Stage.EXTENDED) and update.at >= ends:
            message = "this update comes after the end of the maintenance"
            mend = "Give the new end below the heading: `ends: 05:00`."
            yield Diagnostic("update-after-end", update.span, message, mend)


def services_after_resolved(note: AnyNote, _: Catalog) -> Iterator[Diagnostic]:
    """A resolving update leaves nothing broken."""
    for update in note.updates:
        troubled = [one for one in update.services if one.state is not ServiceState.OPERATIONAL]
        if isinstance(note, Incident) and update.stage is Stage.RESOLVED and troubled:
            message = f"`resolved` makes all services operational; `{troubled[0].service}` is ignored here"
            mend = "Remove the line, or use the status `monitoring` until the service works."
            yield Diagnostic("services-after-resolved", troubled[0].span, message, mend)


def no_updates(note: AnyNote, _: Catalog) -> Iterator[Diagnostic]:
    """An incident says what is going on."""
    if isinstance(note, Incident) and not note.updates:
        mend = "Add one: `## Investigating · 2026-05-01 09:20`, a blank line, and a few words."
        yield Diagnostic("no-updates", note.span, "this incident has no update", mend)


def empty_updates(note: AnyNote, _: Catalog) -> Iterator[Diagnostic]:
    """An update says something; the end of something may speak for itself."""
    for update in note.updates:
        if not update.body and update.stage not in (Stage.RESOLVED, Stage.COMPLETED, Stage.CANCELLED):
            mend = "Leave a blank line below the fields, then say what is new for your readers."
            yield Diagnostic("empty-update", update.span, "this update has no words", mend)


def misplaced_summaries(note: AnyNote, _: Catalog) -> Iterator[Diagnostic]:
    """A summary looks back."""
    for update in note.updates:
        if update.summary and update.stage is not Stage.POSTMORTEM:
            message = "only a postmortem has a `summary`; readers would not see this one"
            mend = "Move its words below the fields, or to the postmortem."
            yield Diagnostic("misplaced-summary", _place(update, "summary"), message, mend)


CHECKS: tuple[Check, ...] = (
    unknown_services,
    ends_before_start,
    resolved_before_start,
    promise_before_update,
    since_after_update,
    update_after_end,
    services_after_resolved,
    no_updates,
    empty_updates,
    misplaced_summaries,
)


def _place(owner: AnyNote | Update, *names: str) -> Span:
    """Where the first of these fields stands that is there, or its note or update."""
    return next((owner.places[name] for name in names if name in owner.places), owner.span)


def _effects(note: AnyNote) -> Iterator[Effect]:
    yield from note.services
    for update in note.updates:
        yield from update.services
