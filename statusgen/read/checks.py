"""Checks of a whole note against itself and the catalog: one small function each, listed in `CHECKS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from statusgen.model.diagnostics import Diagnostic
from statusgen.model.notes import AffectedService, AnyNote, Incident, Maintenance, Update
from statusgen.model.states import ServiceState
from statusgen.model.status import Meaning, Status
from statusgen.read import learning_checks, recurrence_checks, time_checks
from statusgen.read.catalog import Catalog
from statusgen.read.learning_fields import POSTMORTEM_FIELDS
from statusgen.read.note_fields import SUMMARY
from statusgen.read.recurrence import EXCEPTION
from statusgen.read.time_checks import place_of, show_time
from statusgen.read.yaml.decode import did_you_mean

Check = Callable[[AnyNote, Catalog], Iterator[Diagnostic]]


def check_note(note: AnyNote, catalog: Catalog) -> tuple[Diagnostic, ...]:
    """Return all findings of `CHECKS` for a note; of recurring work, those of its rule and of its days."""
    if not isinstance(note, Maintenance) or not note.repeat:
        return tuple(problem for check in CHECKS for problem in check(note, catalog))
    own = tuple(recurrence_checks.rule_problems(note, catalog))
    occurrences = recurrence_checks.judged_occurrences(note, catalog)
    found = (problem for one in occurrences for check in CHECKS for problem in check(one, catalog))
    return tuple(dict.fromkeys((*own, *found)))


def unknown_services(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Find services that are not in the catalog."""
    known = [service.id for service in catalog.services]
    for effect in _effects(note):
        if effect.service not in known and effect.state is not ServiceState.UNCONFIRMED:
            message = f"no service has the id `{effect.service}`"
            otherwise = "Services are listed in services.yml; one that is gone stays there as `retired`."
            help = did_you_mean(effect.service, known, otherwise)
            if help != otherwise:
                help = f"{help} {otherwise}"
            yield Diagnostic("unknown-service", effect.span, message, help)


def reopened(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Find updates that open a resolved incident again without naming a failing service: maybe by mistake."""
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
    message = f"“{update.status}” opens this incident again, which was over at {show_time(over.at, catalog)}"
    help = (
        "If it stays over, use the status `update` or `postmortem`; else say in `services` what fails again."
    )
    return message, help


def services_after_resolved(note: AnyNote, _: Catalog) -> Iterator[Diagnostic]:
    """Find updates that resolve an incident and name failing services."""
    for update in note.updates:
        failing = [one for one in update.services if one.state is not ServiceState.OPERATIONAL]
        if isinstance(note, Incident) and update.status.ends and failing:
            message = f"`resolved` makes all services operational; `{failing[0].service}` is ignored here"
            help = "Remove the line, or use the status `monitoring` until the service works."
            yield Diagnostic("services-after-resolved", failing[0].span, message, help)


def services_after_end(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Find failing services in updates after the end, except those that open an incident again."""
    if not isinstance(note, Incident | Maintenance):
        return
    over: Update | None = None
    healthy = _HEALTHY_STATES[type(note)]
    for update in note.updates:
        if update.status.ends:
            over = update if not isinstance(note, Incident) or update.effective >= note.started else over
        elif update.status.facts.meaning is not Meaning.UNCHANGED:
            over = None
        elif over and (failing := [one for one in update.services if one.state not in healthy]):
            message = (
                f"`{failing[0].service}` is ignored here: “{over.status.value}” at "
                f"{show_time(over.at, catalog)} has ended this"
            )
            when = show_time(update.at, catalog)
            help = f"If it fails again, write an incident of its own that begins at {when}"
            if isinstance(note, Incident):
                help = f"If it fails again, write `## Investigating · {when}`"
            yield Diagnostic("services-after-end", failing[0].span, message, f"{help}; else remove the line.")


_HEALTHY_STATES: dict[type[AnyNote], tuple[ServiceState, ...]] = {
    Incident: (ServiceState.OPERATIONAL, ServiceState.UNCONFIRMED),
    Maintenance: (ServiceState.OPERATIONAL, ServiceState.UNDER_MAINTENANCE, ServiceState.UNCONFIRMED),
}


def no_updates(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Find incidents without updates."""
    if isinstance(note, Incident) and not note.updates:
        heading = f"## Investigating · {show_time(note.started, catalog)}"
        help = f"Add one: `{heading}`, a blank line, and a few words."
        yield Diagnostic("no-updates", note.span, "this incident has no update", help)


def no_services(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Find incidents that do not say which services they affect: all services would look operational."""
    is_silent = isinstance(note, Incident) and not (note.none_affected or note.withdrawn)
    # Unreadable services have been reported already.
    is_known = not any(name == "services" or name.startswith("update/") for name in note.lost)
    if is_silent and is_known and catalog.services and not any(_effects(note)):
        message = "this incident names no service, so the site shows all of them as operational"
        example = f"Write `services:`, and below it `  {catalog.services[0].id}: partial outage`"
        help = f"{example}; or `services: none` if none of them is affected."
        yield Diagnostic("no-services", note.span, message, help)


def impact_without_services(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Find incidents with an impact but `services: none`: the site would look as if nothing were wrong.

    A severity of their own, which then counts for the state of the site, shows that this is meant.
    """
    if (
        not isinstance(note, Incident)
        or not note.none_affected
        or note.withdrawn
        or note.severity is not None
    ):
        return
    owners: tuple[Incident | Update, ...] = (note, *note.updates)
    owner = next((one for one in owners if one.impact), None)
    if owner and catalog.services and not any(_effects(note)):
        message = "this incident has an impact but `services: none`, so the site shows all as operational"
        example = f"  {catalog.services[0].id}: partial outage"
        help = (
            f"Write `services:`, and below it `{example}`; or, if it is about something else, "
            "`severity: minor` or worse."
        )
        yield Diagnostic("no-services", place_of(owner, "impact"), message, help)


def empty_updates(note: AnyNote, _: Catalog) -> Iterator[Diagnostic]:
    """Find updates without text, except those that end a note, and postmortems with a summary."""
    for update in note.updates:
        is_exception = update.id == EXCEPTION  # of recurring work: its times say all
        if not (update.body or update.summary or update.status.ends or is_exception):
            help = "Leave a blank line below the fields, then say what is new for your readers."
            yield Diagnostic("empty-update", update.span, "this update has no words", help)


def misplaced_learning(note: AnyNote, _: Catalog) -> Iterator[Diagnostic]:
    """Find fields of postmortems in other updates."""
    for update in note.updates:
        given = (one for one in (SUMMARY, *POSTMORTEM_FIELDS) if one.name in update.places)
        for one in given if update.status is not Status.POSTMORTEM else ():
            message = f"only a postmortem has `{one.spelling}`; readers would not see it here"
            help = "Move its words below the fields, or the line to the postmortem."
            yield Diagnostic("misplaced-field", place_of(update, one.name), message, help)


CHECKS: tuple[Check, ...] = (
    unknown_services, time_checks.ends_before_start, time_checks.resolved_before_start,
    time_checks.started_after_update, time_checks.resolved_first, time_checks.no_duration, reopened,
    time_checks.promise_before_update, time_checks.since_after_update, time_checks.update_after_end,
    services_after_resolved, services_after_end, time_checks.extended_without_end, no_updates, no_services,
    impact_without_services, empty_updates, misplaced_learning, learning_checks.detected_in_order,
    learning_checks.done_before_start,
    learning_checks.due_before_update, learning_checks.person_named, learning_checks.problem_in_order,
    time_checks.report_far_ahead, learning_checks.lists_replaced, recurrence_checks.without_rule,
)  # fmt: skip


def _effects(note: AnyNote) -> Iterator[AffectedService]:
    yield from note.services
    for update in note.updates:
        yield from update.services
