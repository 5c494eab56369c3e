"""The internal report as text for the terminal, and as JSON data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from statistics import median_low

from statusgen.model.notes import DatedNote
from statusgen.model.printable import harmless, plural
from statusgen.model.text import pick
from statusgen.reporting.metrics import format_minutes, format_share
from statusgen.timeline.calendar import day_at
from statusgen.timeline.internal_report import InternalReport
from statusgen.timeline.repeats import Noticing, Repeat, RepeatRule
from statusgen.timeline.reviews import OpenAction, OwedPostmortem

_QUESTIONS = {
    RepeatRule.PROBLEM: "{count} in 12 months come from the problem {what}: is it time to fix it?",
    RepeatRule.FACTOR: "{count} of {service} in 12 months with the factor {what}: is there a problem behind?",
    RepeatRule.SUPPLIER: "{count} in 12 months lay with {what}: what do you do the next time?",
    RepeatRule.PREVENTED: (
        "{count} of {service} within 30 days after an action was to prevent it ({what}): does it help?"
    ),
}


def describe_late(report: InternalReport) -> str:
    """Return a line with the number of late postmortems, actions and approvals; empty if none is late."""
    counts = (
        (sum(one.late for one in report.postmortems), "postmortem"),
        (sum(one.late for one in report.actions), "action"),
        (sum(one.approvals.missing for one in report.changes.awaiting if one.late), "approval"),
    )
    named = " and ".join(plural(count, what) for count, what in counts if count)
    return f"\nLate: {named}; see `statusgen report`." if named else ""


def describe_learning(report: InternalReport) -> str:
    """Return what is outstanding, what comes again and how trouble was found; empty if there is nothing."""
    blocks = (_outstanding(report), _incomplete(report), _repeats(report), _noticing(report.noticing))
    return "\n\n".join("\n".join(lines) for one in blocks if (lines := [*one]))


def _outstanding(report: InternalReport) -> Iterator[str]:
    """Yield postmortems and actions that have a day, late ones first, then by their day."""
    owed = [(one.due, _postmortem(one, report)) for one in report.postmortems]
    owed += [(one.due, _action(one, report)) for one in report.actions if one.due]
    if owed:
        yield "Outstanding:"
        yield from (line for _, line in sorted(owed))


def _postmortem(one: OwedPostmortem, report: InternalReport) -> str:
    promised = ", promised to readers" if one.promise else ""
    if one.promise and not one.promised:
        promised = f" by the rule, promised to readers by {_last_day(one.promise, report)}"
    what = f"postmortem ({one.severity.key}{promised}): {_title(one.note, report)}"
    return f"  {_when(one.due, late=one.late, report=report)}  {what}"


def _action(one: OpenAction, report: InternalReport) -> str:
    owner = harmless(one.action.owner) or "no owner"
    what = f"action ({owner}): {_words(one, report)} ({_name(one.note)})"
    return f"  {_when(one.due, late=one.late, report=report)}  {what}"


def _incomplete(report: InternalReport) -> Iterator[str]:
    lacking = [one for one in report.actions if one.incomplete]
    if lacking:
        yield "Actions without an owner or a day:"
    for one in lacking:
        missing = ("no owner", not one.action.owner), ("no day", one.due is None)
        named = ", ".join(what for what, is_missing in missing if is_missing)
        yield f"  {named}: {_words(one, report)} ({_name(one.note)})"


def _repeats(report: InternalReport) -> Iterator[str]:
    if report.repeats:
        yield "Repeats:"
    for one in report.repeats:
        count = plural(len(one.incidents), "incident")
        what = harmless(one.what).replace("-", " ") if one.rule is RepeatRule.FACTOR else harmless(one.what)
        yield f"  {_QUESTIONS[one.rule].format(count=count, what=what, service=one.service)}"
        for note in one.incidents:
            yield f"    {_day(note.started, report)}  {_title(note, report)}"


def _noticing(own: Noticing) -> Iterator[str]:
    if own.found_by_known or own.noticed:
        yield f"How trouble was found in 12 months ({plural(own.incidents, 'incident')}):"
    for kind, count in own.found_by:
        yield f"  {kind.value:<11}  {format_share(count, own.found_by_known)}"
    for name, times in (("noticed after the start", own.noticed), ("first update after that", own.posted)):
        if times:
            middle, longest = (format_minutes(one) for one in _middle_and_longest(times))
            yield f"  {name}  {middle} (median of {len(times):,}), {longest} (slowest)"


def _middle_and_longest(times: Sequence[timedelta]) -> tuple[float, float]:
    """Return the median and the longest of some times in minutes."""
    minutes = [one.total_seconds() / 60 for one in times]
    return median_low(minutes), max(minutes)


def _when(due: datetime | None, *, late: bool, report: InternalReport) -> str:
    return f"{'LATE, ' if late else ''}due {_last_day(due, report)}".ljust(len("LATE, due 2026-05-01"))


def _last_day(due: datetime | None, report: InternalReport) -> str | None:
    """Return the last day that is in time; `due` is its end."""
    return _day(due - timedelta(seconds=1), report) if due else None


def _day(instant: datetime, report: InternalReport) -> str:
    return day_at(instant, report.settings.zone).isoformat()


def _title(note: DatedNote, report: InternalReport) -> str:
    return f"{harmless(pick(note.title, report.settings.languages[0])[0])} ({_name(note)})"


def _name(note: DatedNote) -> str:
    return f"{note.kind.folder}/{note.id}"


def _words(one: OpenAction, report: InternalReport) -> str:
    return harmless(pick(one.action.do, report.settings.languages[0])[0])


def learning_record(report: InternalReport) -> dict[str, object]:
    """Return the report as JSON data. docs/reports.md documents its fields."""
    own = report.noticing
    return {
        "postmortems": [
            {
                one.note.kind.value: one.note.id,
                "severity": one.severity.key,
                "due": _last_day(one.due, report),
                "promised": one.promised,
                "report_by": _last_day(one.promise, report),
                "late": one.late,
            }
            for one in report.postmortems
        ],
        "actions": [_action_record(one, report) for one in report.actions],
        "repeats": [_repeat_record(one) for one in report.repeats],
        "found_by": {
            "incidents": own.incidents,
            "known": own.found_by_known,
            "by": {kind.value: count for kind, count in own.found_by},
        },
        "noticed_minutes": _times_record(own.noticed),
        "first_update_after_noticed_minutes": _times_record(own.posted),
    }


def _action_record(one: OpenAction, report: InternalReport) -> dict[str, object]:
    return {
        "note": _name(one.note),
        "do": pick(one.action.do, report.settings.languages[0])[0],
        "kind": one.action.kind and one.action.kind.value,
        "owner": one.action.owner or None,
        "link": one.action.link or None,
        "due": _last_day(one.due, report),
        "late": one.late,
    }


def _repeat_record(one: Repeat) -> dict[str, object]:
    incidents = [note.id for note in one.incidents]
    return {"rule": one.rule.value, "what": one.what, "service": one.service or None, "incidents": incidents}


def _times_record(times: Sequence[timedelta]) -> dict[str, object]:
    middle, longest = _middle_and_longest(times) if times else (None, None)
    return {"incidents": len(times), "median": _rounded(middle), "slowest": _rounded(longest)}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
