"""The view of a monthly report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from statusgen.model.changes import ChangeType
from statusgen.model.notes import Report
from statusgen.model.states import ServiceState
from statusgen.model.status import Kind
from statusgen.model.text import EMPTY, N_
from statusgen.render.context import RenderContext, href
from statusgen.render.localization.formatter import (
    downtime,
    duration,
    listed,
    local_date,
    medium_day,
    moment,
    month_name,
    uptime,
)
from statusgen.render.localization.labels import factor_label, incomplete_text, state_label
from statusgen.render.pages.communication import communication_view
from statusgen.render.pages.learning import note_link
from statusgen.render.pages.note import note_span
from statusgen.render.pages.targets import promise_view
from statusgen.render.texts import rich_text, service_link, service_name
from statusgen.render.urls import INCIDENTS_CSV, REPORTS, SERVICES_CSV, report_address
from statusgen.render.views.reports import (
    CorrectionView,
    LearningMonthView,
    MonthNoteView,
    MonthReportView,
    ServiceMonthView,
)
from statusgen.render.views.site import MonthLink
from statusgen.render.views.words import Day, Label
from statusgen.timeline.learning import newest_postmortem
from statusgen.timeline.months import MonthReport, ServiceMonth, open_time, worst_state
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import Month, format_month
from statusgen.timeline.values import LevelState
from statusgen.timeline.work_outcomes import Outcome, change_type, notice, outcome

if TYPE_CHECKING:
    from statusgen.plain_language.metrics import CommunicationMeasures

ALL_SHOWN = 12
"""Services of a report that shows all of them; of more, those without downtime are folded."""
_MISSED = (LevelState.MISSED, LevelState.MISSED_ALREADY)
_OUTCOMES = {
    Outcome.OPEN: N_("In progress"),
    Outcome.KEPT: N_("As planned"),
    Outcome.EXTENDED: N_("Extended"),
    Outcome.CALLED_OFF: N_("Called off"),
}
_TYPES = {
    ChangeType.STANDARD: N_("standard change"),
    ChangeType.NORMAL: N_("normal change"),
    ChangeType.EMERGENCY: N_("urgent work"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedMonth:
    """Report of a month with all that its page shows besides."""

    report: MonthReport
    measures: CommunicationMeasures | None
    """Communication about the incidents that began in it; None if there were none, or it is not published."""
    own: Report | None
    """The author's own words, if there are any."""
    before: Month | None
    after: Month | None
    is_last: bool
    """Whether the month after it is the month so far."""


def month_report_view(context: RenderContext, one: PublishedMonth, address: str) -> MonthReportView:
    """Return the report at an address, with the parts that the settings publish."""
    report, public = one.report, context.settings.reports.public
    words = one.own.intro if one.own else EMPTY
    return MonthReportView(
        name=month_name(context.formatter, *report.month),
        iso=format_month(report.month),
        is_over=report.is_over,
        since=_since(context, report.start, date(*report.month, 1)),
        short=tuple(_in_short(context, one)),
        words=rich_text(context, words, report_address(report.month), top_heading=3, ids="text"),
        services=tuple(_service(context, own, report) for own in report.services)
        if "levels" in public
        else None,
        targets=any(own.level for own in report.services),
        services_file=href(context, address + SERVICES_CSV) if report.services else "",
        incidents=tuple(_note(context, note, report) for note in report.incidents)
        if "incidents" in public
        else None,
        incidents_file=href(context, address + INCIDENTS_CSV) if report.incidents else "",
        maintenances=tuple(_note(context, note, report) for note in report.maintenances)
        if "planned work" in public
        else None,
        communication=communication_view(context, one.measures) if one.measures else None,
        learning=_learning(context, report) if "learning" in public and report.learning else None,
        incomplete=incomplete_text(context.formatter) if report.incomplete else "",
        corrections=tuple(_corrections(context, report)),
        zone=context.settings.zone.key,
        previous=month_link(context, one.before) if one.before else None,
        next=month_link(context, one.after, is_over=not one.is_last) if one.after else None,
    )


def month_link(context: RenderContext, month: Month, *, is_over: bool = True) -> MonthLink:
    """Return the link to the report of a month."""
    address = report_address(month) if is_over else REPORTS
    return MonthLink(href(context, address), month_name(context.formatter, *month))


def _since(context: RenderContext, start: datetime, usual: date) -> Day | None:
    day = local_date(context.formatter, start)
    return medium_day(context.formatter, day) if day > usual else None


def _in_short(context: RenderContext, one: PublishedMonth) -> Iterator[str]:
    """Yield a sentence about incidents, and one about targets, or planned work without any.

    Neither counts incidents or work while a mistake hides a part of them.
    """
    report, public, texts = one.report, context.settings.reports.public, context.formatter.texts
    if report.incomplete:
        yield incomplete_text(context.formatter)
    elif "incidents" in public:
        yield _incidents_in_short(context, report)
    elif "communication" in public:
        count = one.measures.incidents if one.measures else 0
        began = texts.ngettext(
            "%(count)s incident began in this month.", "%(count)s incidents began in this month.", count
        )
        yield began % {"count": count} if count else texts.gettext("There were no incidents.")
    elif public == ("learning",):
        count = len(report.learning.postmortems)
        posted = texts.ngettext(
            "%(count)s postmortem was published.", "%(count)s postmortems were published.", count
        )
        yield posted % {"count": count} if count else texts.gettext("No postmortem was published.")
    levels = [one for one in report.services if one.level and one.level.counted]
    if "levels" in public and levels:
        yield from _targets_in_short(context, levels)
    elif "planned work" in public and not report.incomplete:
        count = sum(outcome(one) is not Outcome.CALLED_OFF for one in report.maintenances)
        some = texts.ngettext(
            "Planned maintenance took place once.", "Planned maintenance took place %(count)s times.", count
        )
        yield some % {"count": count} if count else texts.gettext("There was no planned maintenance.")


def _incidents_in_short(context: RenderContext, report: MonthReport) -> str:
    texts, count = context.formatter.texts, len(report.incidents)
    worst = [worst_state(one, report.start, report.end) for one in report.incidents]
    outages = sum(one >= ServiceState.PARTIAL_OUTAGE for one in worst)
    if not count:
        return texts.gettext("There were no incidents.")
    incidents = texts.ngettext("%(count)s incident", "%(count)s incidents", count) % {"count": count}
    if not outages:
        return texts.gettext("%(incidents)s, without an outage.") % {"incidents": incidents}
    some = texts.ngettext(
        "%(incidents)s, %(count)s of them an outage.", "%(incidents)s, %(count)s of them outages.", outages
    )
    return some % {"incidents": incidents, "count": outages}


def _targets_in_short(context: RenderContext, levels: Sequence[ServiceMonth]) -> Iterator[str]:
    """Yield how many targets were missed; nothing if none was so far, but one is not confirmed."""
    texts = context.formatter.texts
    states = [one.level.state for one in levels if one.level]
    missed = [one for one in levels if one.level and one.level.state in _MISSED]
    if not missed:
        if all(one is LevelState.MET for one in states):
            yield texts.gettext("All uptime targets were met.")
        elif None not in states:
            yield texts.gettext("No uptime target was missed.")
        return
    names = listed(context.language, (service_name(context, one.service.id).text for one in missed))
    facts = {"count": len(missed), "total": len(levels), "services": names}
    yield (
        texts.ngettext(
            "%(count)s of %(total)s uptime targets was missed: %(services)s.",
            "%(count)s of %(total)s uptime targets were missed: %(services)s.",
            len(missed),
        )
        % facts
    )


def _service(context: RenderContext, one: ServiceMonth, report: MonthReport) -> ServiceMonthView:
    fmt = context.formatter
    return ServiceMonthView(
        service=service_link(context, one.service.id),
        uptime=uptime(fmt, one.uptime),
        since=_since(context, one.start, local_date(fmt, report.start)),
        down=downtime(fmt, one.uptime) or (uptime(fmt, one.uptime) if one.uptime.unconfirmed else ""),
        planned=duration(fmt, one.planned) if one.planned else "",
        target=promise_view(fmt, one.level) if one.level else None,
        calm=len(report.services) > ALL_SHOWN and _is_calm(one),
    )


def _is_calm(one: ServiceMonth) -> bool:
    """Return whether a service had no downtime, misses no target, and all is known."""
    is_unclear = one.uptime.unconfirmed or (one.level and one.level.counted and one.level.state is None)
    return not (one.uptime.down or is_unclear or (one.level and one.level.state in _MISSED))


def _note(context: RenderContext, note: NoteSummary, report: MonthReport) -> MonthNoteView:
    fmt = context.formatter
    is_work = note.kind is Kind.MAINTENANCE
    is_whole = report.start <= note.starts and note.ends and note.ends <= report.end
    result = outcome(note) if is_work else None
    part = open_time(note, report.start, report.end)
    worst = worst_state(note, report.start, report.end)
    return MonthNoteView(
        note=note_link(context, note),
        span=note_span(fmt, note),
        duration=duration(fmt, note.length) if note.length else "",
        part=duration(fmt, part) if part is not None and not is_whole else "",
        state=state_label(fmt, worst) if worst and not is_work else None,
        first_update=_first_update(context, note) if not is_work else "",
        kinds=tuple(_kinds(context, note)) if not is_work else (),
        notice=_notice(context, note) if is_work else "",
        outcome=Label(result.value, fmt.texts.gettext(_OUTCOMES[result])) if result else None,
    )


def _first_update(context: RenderContext, note: NoteSummary) -> str:
    return _delay(context, note.starts, note.posted[0]) if note.posted and note.start_known else ""


def _notice(context: RenderContext, note: NoteSummary) -> str:
    """Return how long before work was announced, and its type, as far as readers see both."""
    early, kind = notice(note), change_type(note)
    told = duration(context.formatter, early) if early else ""
    how = context.formatter.texts.gettext(_TYPES[kind]) if kind else ""
    return " · ".join(filter(None, (told, how)))


def _delay(context: RenderContext, start: datetime, end: datetime) -> str:
    return duration(context.formatter, max(end - start, timedelta()))


def _kinds(context: RenderContext, note: NoteSummary) -> Iterator[Label]:
    """Yield the kinds of the factors of an incident, each once, as far as readers may know them."""
    postmortem = newest_postmortem(note.note) if note.postmortem else None
    kinds = (one.kind for one in postmortem.factors) if postmortem else ()
    yield from (factor_label(context.formatter, kind) for kind in dict.fromkeys(kinds) if kind)


def _learning(context: RenderContext, report: MonthReport) -> LearningMonthView:
    own = report.learning
    return LearningMonthView(
        postmortems=tuple(note_link(context, one) for one in own.postmortems),
        promised=own.promised,
        kept=own.kept,
        done=own.done,
        dropped=own.dropped,
        open=own.open,
        late=own.late,
    )


def _corrections(context: RenderContext, report: MonthReport) -> Iterator[CorrectionView]:
    """Yield the corrections of the notes that make up what the page shows."""
    public = context.settings.reports.public
    parts = {Kind.INCIDENT: "incidents", Kind.MAINTENANCE: "planned work"}
    for one in report.corrections:
        if "levels" in public or (one.is_of_month and parts[one.note.kind] in public):
            yield CorrectionView(note_link(context, one.note), moment(context.formatter, one.at), one.is_new)
