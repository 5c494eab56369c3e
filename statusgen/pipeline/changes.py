"""What `check` finds about planned work by the rules of the site. None of it keeps anything unpublished."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from statusgen.model.changes import ChangeRules, ChangeType, Risk
from statusgen.model.diagnostics import Diagnostic, Level, Related, Span
from statusgen.model.notes import DatedNote, Incident, Maintenance
from statusgen.model.printable import plural
from statusgen.model.settings import Settings
from statusgen.model.states import ServiceState
from statusgen.model.text import pick
from statusgen.pipeline.reviews import whole_notes
from statusgen.read import Reading
from statusgen.read.time_checks import place_of
from statusgen.read.times import Sense, Toward, format_duration, local_time, nearest_clock_time
from statusgen.read.vocabulary import STATE_NAMES
from statusgen.read.yaml.decode import did_you_mean
from statusgen.timeline.calendar import day_at
from statusgen.timeline.changes import (
    Work,
    approvals,
    collisions,
    open_incidents,
    planned_work,
    required_notice,
)
from statusgen.timeline.reviews import posted_notes
from statusgen.timeline.work_slots import freezes_hit, is_in_window, next_slot

_FOLLOWED = timedelta(days=90)
"""How long after the start of an emergency its approval is asked for."""
_MUCH_LATER = timedelta(hours=6)
"""A time of the fallback so long after the end is rather of another day."""


@dataclass(frozen=True)
class _Judged:
    """All planned work of a site, with what it is judged by."""

    works: Sequence[Work]
    settings: Settings
    now: datetime

    @property
    def rules(self) -> ChangeRules:
        return self.settings.changes

    def time(self, instant: datetime) -> str:
        """Return an instant in the site's time zone, as notes write it."""
        return local_time(instant, self.settings.zone)

    def span(self, work: Work) -> str:
        """Return the times of work, the second without its day if that is the same."""
        starts, ends = self.time(work.starts), self.time(work.ends)
        return f"{starts} to {ends.removeprefix(f'{starts[:10]} ')}"

    def title(self, note: DatedNote) -> str:
        return f"“{pick(note.title, self.settings.languages[0])[0]}”"

    def name(self, work: Work) -> str:
        return f"this work of {work.day}" if work.day else "this work"

    def move(self, work: Work) -> str:
        """Return the help that proposes the next free slot; empty for work that has begun."""
        if work.begun:
            return ""
        slot = next_slot(work, self.works, self.rules, self.settings.zone, self.now)
        cancel = (
            f"Cancel it, below `exceptions:`, as `{work.day}: cancelled, because …`. " if work.day else ""
        )
        if slot is None:
            return f"{cancel}There is no free slot of this length within a year. "
        starts, ends = map(self.time, slot)
        return f"{cancel}Next free slot: `starts: {starts}`, `ends: {ends}`. "


def change_problems(reading: Reading, now: datetime) -> Iterator[Diagnostic]:
    """Yield what is wrong with planned work as of `now`, and unknown services of freezes."""
    settings = reading.settings
    if settings is None:
        return
    yield from _unknown_services(reading, settings, now)
    notes = [*whole_notes(reading)]
    works = planned_work(
        (one for one in notes if isinstance(one, Maintenance)), reading.catalog.services, now
    )
    judged = _Judged(works, settings, now)
    incidents = [one for one in posted_notes(notes, now) if isinstance(one, Incident)]
    yield from _once([*_of_each(judged, incidents), *_of_collisions(judged)])


def _once(problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield one problem for all days of recurring work that have the same; only its messages name days."""
    found = dict[tuple[str, Span, tuple[Span, ...]], list[Diagnostic]]()
    for one in problems:
        found.setdefault((one.code, one.span, tuple(other.span for other in one.related)), []).append(one)
    for first, *others in found.values():
        days = {one.message for one in others} - {first.message}
        more = f"; the same on {plural(len(days), 'other day')}" if days else ""
        yield replace(first, message=f"{first.message}{more}")


def _unknown_services(reading: Reading, settings: Settings, now: datetime) -> Iterator[Diagnostic]:
    known = [one.id for one in reading.catalog.services]
    for freeze in settings.changes.freezes:
        if freeze.end < day_at(now, settings.zone) or not known:
            continue
        for id_, place in zip(freeze.services, freeze.places, strict=True):
            if id_ not in known:
                help = did_you_mean(id_, known, "Services are listed in services.yml.")
                yield Diagnostic("unknown-service", place, f"no service has the id `{id_}`", help)


def _of_each(judged: _Judged, incidents: Sequence[Incident]) -> Iterator[Diagnostic]:
    for work in judged.works:
        if not work.over or (work.is_emergency and judged.now - work.starts <= _FOLLOWED):
            yield from _of_approvals(work, judged)
        if not work.over:
            yield from _of_fallback(work, judged)
            yield from _of_freezes(work, judged)
            yield from _of_incidents(work, judged, incidents)
        if not work.begun and not work.is_emergency:
            yield from _of_notice(work, judged)
            if judged.rules.windows and not is_in_window(work, judged.rules.windows, judged.settings.zone):
                message = f"{judged.name(work)} is outside the windows for work in site.yml"
                yield Diagnostic("outside-window", _starts(work), message, judged.move(work).rstrip())


def _of_notice(work: Work, judged: _Judged) -> Iterator[Diagnostic]:
    required = required_notice(work, judged.rules)
    if not required:
        return
    if work.known is None:
        help = f"Write when you first publish it: `announced: {judged.time(judged.now)}`."
        message = f"it is not known when readers learn of {judged.name(work)}"
        yield Diagnostic("short-notice", _starts(work), message, help, weight=Level.INFO)
    elif work.planned_start - work.known < required:
        given = work.planned_start - work.known
        early = f"{format_duration(given)} before it starts" if given > timedelta() else "when it has begun"
        state = STATE_NAMES[work.state][0]
        message = f"readers learn of {judged.name(work)} {early}; `{state}` needs {format_duration(required)}"
        help = f"{judged.move(work)}If it cannot wait, write `change: emergency`, and why as its `reason`."
        if work.day:
            days = plural(-(-required // timedelta(days=1)), "day")
            help = f"Let readers see it earlier: `show ahead: {days}`. {judged.move(work).rstrip()}"
        yield Diagnostic("short-notice", _starts(work), message, help)


def _of_approvals(work: Work, judged: _Judged) -> Iterator[Diagnostic]:
    found, zone = approvals(work, judged.rules, judged.now), judged.settings.zone
    if found is None:
        return
    note, last = work.note, found.last
    if found.missing and found.due <= judged.now:
        is_grave = note.risk is Risk.HIGH and not work.is_emergency
        risk = "; its risk is high" if is_grave else ""
        what = "this emergency" if work.is_emergency else judged.name(work)
        count = f"{len(found.given)} of {plural(found.asked, 'approval')}"
        message = f"{what} is not approved: {count}, due by {judged.time(found.due)}{risk}"
        entry = f"`approved: [{{by: change board, on: {day_at(judged.now, zone)}}}]`"
        help = f"Ask for it, and write it once it is given, such as {entry}"
        help += "." if work.begun else "; or move the work, to have time for that."
        weight = Level.ERROR if is_grave and not work.begun else None
        yield Diagnostic(
            "not-approved", place_of(note, "approved", "risk", "change", "starts"), message, help,
            weight=weight,
        )  # fmt: skip
    late = found.due if work.is_emergency else work.starts
    if last and last.on > late:
        message = f"{judged.name(work)} was approved on {day_at(last.on, zone)}, after its start"
        help = "Correct `on` if it was given earlier; else find out why the work began without it."
        if work.is_emergency:
            message = f"this emergency was approved on {day_at(last.on, zone)}, due by {judged.time(late)}"
            help = "Correct `on` if it was given earlier; else ask for it sooner the next time."
        yield Diagnostic("approved-after-start", last.span, message, help)


def _of_fallback(work: Work, judged: _Judged) -> Iterator[Diagnostic]:
    note = work.note
    if note.fallback:
        yield from _of_late_fallback(work, judged)
        return
    is_grave = note.risk is Risk.HIGH or work.state >= ServiceState.PARTIAL_OUTAGE
    if judged.rules != ChangeRules() and (is_grave or work.type is ChangeType.NORMAL):
        help = (
            "Write `fallback`: by when you decide, and what you do then, such as "
            "`fallback: If it does not work by 21:30, we put the old one back.` Readers see it."
        )
        message = "this work does not say what happens if it fails"
        weight = Level.WARNING if is_grave else None
        yield Diagnostic("no-fallback", note.span, message, help, weight=weight)


def _of_late_fallback(work: Work, judged: _Judged) -> Iterator[Diagnostic]:
    text = work.note.fallback
    if not any(letter.isdecimal() for _, words in text.variants for letter in words):
        return
    from statusgen.plain_language import clock_times_of  # noqa: PLC0415 - takes long, and may not be needed

    sense = Sense(Toward.AHEAD, work.starts, work.starts)
    clocks = (f"{hour:02}:{minute:02}" for hour, minute in clock_times_of(text))
    named = {clock: nearest_clock_time(clock, sense, judged.settings.zone) for clock in clocks}
    late = {clock: at for clock, at in named.items() if at and work.ends < at <= work.ends + _MUCH_LATER}
    if late:
        clock = max(late, key=lambda one: late[one])
        place = text.origins[0].span if text.origins else _starts(work)
        message = f"the fallback names {clock}, but the work ends at {judged.time(work.ends)}"
        help = "Let `ends` include the time to go back, or decide earlier."
        yield Diagnostic("ends-late", place, message, help)


def _of_freezes(work: Work, judged: _Judged) -> Iterator[Diagnostic]:
    if work.note.freeze_exception or (work.is_emergency and work.note.reason):
        return
    for hit in freezes_hit(work, judged.rules.freezes, judged.settings.zone):
        freeze, reason = hit.freeze, pick(hit.freeze.reason, judged.settings.languages[0])[0]
        of = ""
        if hit.chain:
            *between, frozen = hit.chain
            of = f" of `{frozen}`" + (f", which depends on {_through(between)}" if between else "")
        why = f" ({reason})" if reason else ""
        message = f"{judged.name(work)} is in the freeze from {freeze.start} to {freeze.end}{why}{of}"
        help = f"{judged.move(work)}If it must be then, say why in `freeze exception`; readers do not see it."
        if work.is_emergency:
            help = "Say in `reason` why it cannot wait; then the freeze does not apply."
        is_refused = freeze.hard and not work.is_emergency and not work.begun
        related = (Related(freeze.span, "the freeze is here"),)
        weight = Level.ERROR if is_refused else None
        yield Diagnostic("in-freeze", _starts(work), message, help, related, weight)


def _of_incidents(work: Work, judged: _Judged, incidents: Sequence[Incident]) -> Iterator[Diagnostic]:
    for incident, shared in open_incidents(work, incidents, judged.now):
        names = " and ".join(f"`{id_}`" for id_ in shared)
        verb = "is" if len(shared) == 1 else "are"
        message = f"{names} {verb} in an incident that is not over: {judged.title(incident)}"
        help = "Put the work off until it is over, unless the work is what ends it."
        related = (Related(incident.span, "the incident is here"),)
        yield Diagnostic("collides-with-incident", _starts(work), message, help, related)


def _of_collisions(judged: _Judged) -> Iterator[Diagnostic]:
    for one in collisions(judged.works):
        first, *others = one.chain
        shared = f"`{first}` depends on {_through(others[::-1])}" if others else f"both are on `{first}`"
        other = f"{judged.title(one.other.note)}, {judged.span(one.other)}"
        message = f"{judged.name(one.work)} overlaps {other}: {shared}"
        related = (Related(_starts(one.other), "the other work is here"),)
        help = f"{judged.move(one.work)}Or move the other one."
        yield Diagnostic("collides", _starts(one.work), message, help, related)


def _through(chain: Sequence[str]) -> str:
    """Return the first service of a chain, and through which others it is reached."""
    first, *others = chain
    through = " and ".join(f"`{id_}`" for id_ in reversed(others))
    return f"`{first}`" + (f" through {through}" if through else "")


def _starts(work: Work) -> Span:
    """Return the place of the start that counts: in the last update that moved it, or in the front matter."""
    moving = next((one for one in reversed(work.note.updates) if one.starts), work.note)
    return place_of(moving, "starts")
