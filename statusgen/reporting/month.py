"""The figures of a month as text for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from statusgen.model.printable import harmless, plural
from statusgen.model.text import LocalText, pick
from statusgen.read.times import format_duration
from statusgen.reporting.metrics import format_minutes, format_share
from statusgen.timeline.level_records import uptime_percent
from statusgen.timeline.measures import Measures
from statusgen.timeline.month_figures import MonthFigures
from statusgen.timeline.months import ServiceMonth, open_time, worst_state
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.samples import Sample
from statusgen.timeline.site_state import format_month
from statusgen.timeline.work_outcomes import change_type, notice, outcome


def describe_month(own: MonthFigures, zone: ZoneInfo) -> str:
    """Return the figures of a month, what can be steered first; times are in `zone`."""
    blocks = (
        _head(own),
        _communication(own),
        _services(own),
        _used_up(own, zone),
        _incidents(own, zone),
        _planned(own, zone),
        _learning(own),
        _changed(own, zone),
    )
    return "\n\n".join("\n".join(lines) for one in blocks if (lines := [*one]))


def _head(own: MonthFigures) -> Iterator[str]:
    report = own.report
    so_far = "" if report.is_over else " so far"
    counts = plural(len(report.incidents), "incident"), plural(len(report.maintenances), "maintenance")
    yield f"{format_month(own.report.month)}{so_far}: {counts[0]}, {counts[1]}"


def _communication(own: MonthFigures) -> Iterator[str]:
    """Yield the measures of the incidents that began in the month."""
    measures = own.measures
    if not measures.instants and not measures.withdrawn:
        return
    yield f"Incidents that began in it: {len(measures.instants):,}"
    yield f"  {'promised updates kept':<30}{format_share(measures.promises.kept, measures.promises.made)}"
    yield f"  {'waits for an update in time':<30}{format_share(measures.waits_in_time, measures.waits)}"
    times = (
        ("first update after the start", measures.until_first_update),
        ("noticed after the start", measures.until_found),
        ("first update after that", measures.found_until_first_update),
        ("longest silence", measures.longest_silence),
        ("over until that was posted", measures.restored_until_told),
        ("how long they lasted", measures.lengths.sample),
    )
    yield from (f"  {name:<30}{_sample(one)}" for name, one in times if one.count)
    counts = (
        ("posted when they were over", measures.posted_afterwards),
        ("opened again", measures.reopened),
        ("updates corrected later", measures.edited),
        ("posted in error", measures.withdrawn),
    )
    yield from (f"  {name:<30}{count:,}" for name, count in counts if count)
    if measures.changes or measures.caused_by_changes:
        yield f"  {'caused by announced changes':<30}{measures.caused_by_changes:,} ({_changes(measures)})"


def _changes(measures: Measures) -> str:
    return f"{plural(measures.changes, 'such change')} began in the month"


def _sample(one: Sample) -> str:
    """Return the median and the quartiles, as far as there are enough values, and always their number."""
    parts = [f"median {_length(one.median)}"] if one.median is not None else []
    if one.quartiles:
        parts.append(f"half of them {_length(one.quartiles[0])} to {_length(one.quartiles[1])}")
    if one.longest is not None:
        parts.append(f"longest {_length(one.longest)}")
    return f"{', '.join(parts)} ({one.count:,} of {one.of:,})"


def _services(own: MonthFigures) -> Iterator[str]:
    if own.report.services:
        yield "Services (uptime, down, planned work; target, used of what it allows, left)"
    for one in own.report.services:
        percent = uptime_percent(one.uptime)
        uptime = "–" if percent is None else f"{percent:.2f}%"
        row = f"  {one.service.id:<24}{uptime:>8}{_length(one.uptime.down):>14}{_length(one.planned):>14}"
        yield row + (f"  {_target(one)}" if one.level else "")


def _target(one: ServiceMonth) -> str:
    level = one.level
    if level is None:
        return ""
    promised = f"{'%, '.join(level.percents)}% ({level.target.window.value})"
    if level.state is None:
        return f"{promised}: {'not confirmed' if level.counted else 'nothing counts'}"
    state = level.state.value.replace("-", " ")
    left = _length(abs(level.left))
    rest = f"over by {left}" if level.left < 0 else f"{left} left"
    used = f"{_length(level.used)} of {_length(level.allowed)}"
    return f"{promised}: {state}, {used}, {rest}"


def _used_up(own: MonthFigures, zone: ZoneInfo) -> Iterator[str]:
    """Yield what used the budgets of which nothing is left."""
    if own.used_up:
        yield "More downtime than the target allows:"
    for service, spent in own.used_up.items():
        yield f"  {service}"
        for one in spent:
            named = "; ".join(_title(own.notes[key]) for key in one.notes if key in own.notes)
            yield f"    {_time(one.start, zone)}  {_length(one.used)}  {named}"


def _incidents(own: MonthFigures, zone: ZoneInfo) -> Iterator[str]:
    report = own.report
    if report.incidents:
        yield "Incidents (began; in this month; worst state)"
    for one in report.incidents:
        length = _length(open_time(one, report.start, report.end))
        state = worst_state(one, report.start, report.end).key.replace("-", " ")
        open_ = ", still open" if one.open else ""
        yield f"  {_time(one.starts, zone)}  {length}{open_}  {state}  {_title(one)} ({one.id})"


def _planned(own: MonthFigures, zone: ZoneInfo) -> Iterator[str]:
    if own.report.maintenances:
        yield "Planned work"
    for one in own.report.maintenances:
        how = outcome(one).value.replace("-", " ").replace("kept", "as planned")
        early, kind = notice(one), change_type(one)
        told = f"announced {format_duration(early)} before" if early else "not announced before"
        facts = ", ".join(filter(None, (how, kind and kind.value, told if early is not None else "")))
        yield f"  {_time(one.starts, zone)}  {facts}  {_title(one)} ({one.id})"


def _learning(own: MonthFigures) -> Iterator[str]:
    learning = own.report.learning
    if learning:
        yield "Learning"
        yield f"  {'postmortems posted':<30}{len(learning.postmortems):,}"
        yield f"  {'promised postmortems kept':<30}{format_share(learning.kept, learning.promised)}"
        yield f"  {'actions done':<30}{learning.done:,}"
        yield f"  {'given up':<30}{learning.dropped:,}"
        yield f"  {'open at the end':<30}{learning.open:,} ({learning.late:,} late)"


def _changed(own: MonthFigures, zone: ZoneInfo) -> Iterator[str]:
    found = own.report.corrections
    if found:
        yield "Changed after the month was over"
    for one in found:
        what = "posted" if one.is_new else "edited"
        yield f"  {_time(one.at, zone)}  {what}  {_title(one.note)} ({one.note.id})"


def _length(length: timedelta | Fraction | None) -> str:
    """Return a length in hours and minutes, rounded down; a fraction is in microseconds."""
    if length is None:
        return "–"
    seconds = length.total_seconds() if isinstance(length, timedelta) else length // 1_000_000
    return format_minutes(int(seconds) // 60)


def _time(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def _title(note: NoteSummary) -> str:
    return harmless(_first(note.title))


def _first(text: LocalText) -> str:
    return pick(text, "")[0]
