"""Internal report of a site, and what it makes `check` find: both use what readers do not see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from statusgen.model.cache import Cache
from statusgen.model.diagnostics import Diagnostic, Level
from statusgen.model.learning import ActionKind
from statusgen.model.notes import DatedNote, Incident, Problem, UndatedNote
from statusgen.model.settings import Settings
from statusgen.model.states import Severity
from statusgen.model.status import Kind
from statusgen.pipeline.series import with_occurrences
from statusgen.read import Reading, read_site
from statusgen.timeline.calendar import day_at
from statusgen.timeline.incidents import incident_state
from statusgen.timeline.internal_report import InternalReport, internal_report
from statusgen.timeline.learning import newest_postmortem, promised_report
from statusgen.timeline.repeats import Repeat, RepeatRule, find_repeats, share_problem
from statusgen.timeline.reviews import (
    OpenAction,
    OwedPostmortem,
    open_actions,
    owed_postmortems,
    posted_notes,
)


def site_report(
    files: Mapping[str, bytes], now: datetime, cache: Cache | None = None
) -> InternalReport | None:
    """Return the report on the notes without errors; None when the settings cannot be read."""
    reading, _ = with_occurrences(read_site(files, cache), now, {})
    if reading.settings is None:
        return None
    return internal_report(whole_notes(reading), reading.catalog.services, reading.settings, now)


def whole_notes(reading: Reading) -> Iterator[DatedNote]:
    """Yield the notes without errors, with what is internal."""
    for one in reading.notes:
        note = one.whole if one.sound else None
        if note and not isinstance(note, UndatedNote):
            yield note


def review_problems(reading: Reading, now: datetime) -> Iterator[Diagnostic]:
    """Yield what is due, late or missing in postmortems, actions and problems as of `now`."""
    settings = reading.settings
    if settings is None:
        return
    for note in whole_notes(reading):
        yield from _of_reasons(note)
    notes = posted_notes(whole_notes(reading), now)
    for owed in owed_postmortems(notes, settings, now):
        yield _of_postmortem(owed, settings.zone)
        yield from _of_promise(owed, settings.zone)
    for action in open_actions(notes, settings, now):
        yield from _of_action(action, settings)
    problems = {note.id: note for note in notes if isinstance(note, Problem)}
    for note in notes:
        if isinstance(note, Incident):
            yield from _of_factors(note, problems.get(note.problem), now)
    named = {link.id for one in reading.notes for link in one.links if link.kind is Kind.PROBLEM}
    is_known = all(one.sound for one in reading.notes if one.kind is Kind.INCIDENT)
    for id_, problem in problems.items():
        if is_known and id_ not in named:  # an incident with a mistake may be meant to name it
            message = "no incident names this problem"
            help = f"That is fine if it has done no harm yet; else write `problem: {id_}` in its incidents."
            yield Diagnostic("problem-without-incident", problem.span, message, help)
    known = (RepeatRule.PROBLEM,)
    repeats = (one for one in find_repeats(notes, now) if one.rule not in known)
    yield from map(_of_repeat, _distinct(one for one in repeats if not share_problem(one.incidents)))


_NAMED = 4
"""Incidents that a hint names."""


def _of_postmortem(owed: OwedPostmortem, zone: ZoneInfo) -> Diagnostic:
    day = _last_day(owed.due, zone)
    place, promised = owed.update.span, ""
    if owed.promised:
        place, promised = owed.update.places.get("report_by", place), ", as readers were promised"
    elif owed.promise:
        promised = (
            f" by `postmortem within` in site.yml; readers were promised {_last_day(owed.promise, zone)}"
        )
    help = f"Write it: `statusgen postmortem {owed.note.id}`."
    if owed.promised:
        help += " If you need longer, say so in an update with a new `report by`."
    code, verb = ("postmortem-overdue", "was") if owed.late else ("postmortem-due", "is")
    message = f"the postmortem of this {owed.note.kind} {verb} due on {day}{promised}"
    return Diagnostic(code, place, message, help)


def _of_promise(owed: OwedPostmortem, zone: ZoneInfo) -> Iterator[Diagnostic]:
    promised = promised_report(owed.note)
    if promised and promised > owed.due:
        update = next(one for one in reversed(owed.note.updates) if one.report_by == promised)
        days = _last_day(promised, zone), _last_day(owed.due, zone)
        message = f"readers were promised the postmortem by {days[0]}, but the site's rule says {days[1]}"
        help = "Write it by the earlier day, or change `postmortem within` in site.yml."
        yield Diagnostic("report-after-rule", update.places.get("report_by", update.span), message, help)


def _of_action(one: OpenAction, settings: Settings) -> Iterator[Diagnostic]:
    span = one.action.span
    if one.late and one.due:
        message = f"this action was due on {_last_day(one.due, settings.zone)}"
        help = "Add the day on which it was `done`; or `dropped`, with `on` and `why`; or a new day as `due`."
        yield Diagnostic("action-overdue", one.action.places.get("due", span), message, help)
    if not one.action.owner:
        help = "Name a team or a role: `owner: network team`. Readers see it only if the site says so."
        yield Diagnostic("action-without-owner", span, "nobody owns this action", help)
    if one.due is None:
        help = "Write `due` with a day, or how long actions of its kind take: `actions within` in site.yml."
        yield Diagnostic("action-without-date", span, "this action is not due on any day", help)


def _of_factors(note: Incident, problem: Problem | None, now: datetime) -> Iterator[Diagnostic]:
    postmortem = newest_postmortem(note)
    if postmortem is None or not postmortem.factors:
        return
    severity = incident_state(note, now).severity or Severity.NONE
    place = postmortem.places.get("factors", postmortem.span)
    actions = (*postmortem.actions, *(problem.actions if problem else ()))
    if not any(one.kind is ActionKind.PREVENT and not one.dropped for one in actions):
        message = "no action prevents that this happens again"
        help = "Write one with `kind: prevent`, or say in the postmortem why there is none."
        weight = Level.WARNING if severity is Severity.CRITICAL else None
        yield Diagnostic("no-preventing-action", place, message, help, weight=weight)
    first, *others = postmortem.factors
    if severity >= Severity.MAJOR and not others and not first.why:
        message = "one factor alone seldom explains an incident like this"
        help = "Say in `why` what made it possible, and what else was needed for it as further factors."
        yield Diagnostic("one-factor", place, message, help)


def _of_reasons(note: DatedNote) -> Iterator[Diagnostic]:
    """Yield the factors whose last step is what a person did or did not do."""
    of_problem = note.factors if isinstance(note, Problem) else ()
    factors = (*of_problem, *(one for update in note.updates for one in update.factors))
    if not factors:
        return
    from statusgen.plain_language import words_of_blame  # noqa: PLC0415 - takes long, and may not be needed

    for factor in factors:
        last = factor.why[-1] if factor.why else factor.what
        if words := words_of_blame(last):
            place = last.origins[0].span if last.origins else factor.span
            help = "Ask once more why it was possible, or easy, and write that as the next line of `why`."
            yield Diagnostic("why-ends-at-a-person", place, f"this ends with “{words}”", help)


def _distinct(repeats: Iterable[Repeat]) -> Iterator[Repeat]:
    """Yield the repeats but those whose service, or all of whose incidents, an earlier one has."""
    services, seen = set[str](), list[set[str]]()
    for one in repeats:
        ids = {incident.id for incident in one.incidents}
        if one.service not in services and not any(ids <= other for other in seen):
            yield one
        services |= {one.service} - {""}
        seen.append(ids)


def _of_repeat(repeat: Repeat) -> Diagnostic:
    newest = repeat.incidents[-1]
    postmortem = newest_postmortem(newest)
    place = postmortem.places.get("factors") if postmortem and repeat.rule is RepeatRule.FACTOR else None
    many = f"{len(repeat.incidents)} incidents of the last 12 months"
    named = [f"`{one.id}`" for one in repeat.incidents[-_NAMED:]]
    more = len(repeat.incidents) - len(named)
    which = ", ".join([f"{more} earlier ones"] * bool(more) + named)
    message = {
        RepeatRule.FACTOR: f"{many} hit `{repeat.service}` and have a factor of kind `{repeat.what}`",
        RepeatRule.SUPPLIER: f"{many} name the supplier “{repeat.what}”",
        RepeatRule.PREVENTED: f"`{repeat.service}` failed within 30 days after “{repeat.what}” was done",
    }[repeat.rule]
    help = "If a problem is behind it, write it in problems/, and `problem:` with its id in the incidents."
    return Diagnostic("comes-again", place or newest.span, f"{message}: {which}", help)


def _last_day(due: datetime, zone: ZoneInfo) -> str:
    """Return the last day that is in time; `due` is its end."""
    return day_at(due - timedelta(seconds=1), zone).isoformat()
