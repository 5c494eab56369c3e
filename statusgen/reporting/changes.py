"""How planned work went, as text for the terminal and as JSON data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from statusgen.model.notes import DatedNote
from statusgen.model.printable import harmless, plural
from statusgen.model.text import pick
from statusgen.read.times import format_duration
from statusgen.reporting.metrics import format_minutes, format_share
from statusgen.timeline.change_report import Awaiting, Candidate, Share
from statusgen.timeline.internal_report import InternalReport
from statusgen.timeline.samples import Sample


def describe_changes(report: InternalReport) -> str:
    """Return what awaits approval, what work may have caused, and how it went; empty if there is nothing."""
    blocks = _approvals(report), _questions(report), _figures(report)
    return "\n\n".join("\n".join(lines) for one in blocks if (lines := [*one]))


def _approvals(report: InternalReport) -> Iterator[str]:
    if report.changes.awaiting:
        yield "Planned work that awaits approval:"
    for one in report.changes.awaiting:
        late = "LATE, " if one.late else ""
        asked = f"{len(one.approvals.given)} of {plural(one.approvals.asked, 'approval')}"
        yield f"  {late}due {_time(one.approvals.due, report)}  {_title(one.work.note, report)}: {asked}"


def _questions(report: InternalReport) -> Iterator[str]:
    if report.changes.candidates:
        yield "Did planned work cause an incident? If so, write `caused by` with its id in the incident:"
    for one in report.changes.candidates:
        when = "during the work"
        if one.after is not None:
            when = f"{format_duration(one.after)} after the work ended"
        yield f"  Did {_title(one.work, report)} cause {_title(one.incident, report)}? It began {when}."


def _figures(report: InternalReport) -> Iterator[str]:
    own = report.changes
    if not own.count and not own.called_off:
        return
    types = ", ".join(f"{count:,} {kind.value}" for kind, count in own.types)
    off = f"; {own.called_off:,} called off before the start" if own.called_off else ""
    yield f"Announced changes in 12 months: {own.count:,}" + (f" ({types})" if types else "") + off
    shares = (
        ("announced in time", own.in_time),
        ("done as planned", own.as_planned),
        ("emergencies", own.emergencies),
        ("announced changes that caused an incident", own.causes),
    )
    for name, (count, of) in shares:
        if of:
            yield f"  {name:<42}{format_share(count, of)}"
    if own.until_found.count:
        yield f"  {'from its start until that was noticed':<42}{_times(own.until_found)}"


def _times(own: Sample) -> str:
    """Return the median, if there are enough values, the longest, and their number."""
    named = (("median", own.median), ("longest", own.longest))
    known = ", ".join(
        f"{name} {format_minutes(one / timedelta(minutes=1))}" for name, one in named if one is not None
    )
    return f"{known} ({own.count:,} of {own.of:,})"


def _title(note: DatedNote, report: InternalReport) -> str:
    title = harmless(pick(note.title, report.settings.languages[0])[0])
    return f"“{title}” ({note.kind.folder}/{note.id})"


def _time(instant: datetime, report: InternalReport) -> str:
    return f"{instant.astimezone(report.settings.zone):%Y-%m-%d %H:%M}"


def changes_record(report: InternalReport) -> dict[str, object]:
    """Return the same as JSON data. docs/change.md documents its fields."""
    own = report.changes
    return {
        "changes": own.count,
        "by_type": {kind.value: count for kind, count in own.types},
        "called_off": own.called_off,
        "announced_in_time": _share(own.in_time),
        "done_as_planned": _share(own.as_planned),
        "emergencies": _share(own.emergencies),
        "caused_an_incident": _share(own.causes),
        "minutes_until_noticed": {
            "incidents": own.until_found.of,
            "known": own.until_found.count,
            "median": _minutes(own.until_found.median),
            "longest": _minutes(own.until_found.longest),
        },
        "awaiting_approval": [_awaiting_record(one) for one in own.awaiting],
        "possible_causes": [_candidate_record(one) for one in own.candidates],
    }


def _share(share: Share) -> dict[str, int]:
    count, of = share
    return {"count": count, "of": of}


def _minutes(length: timedelta | None) -> float | None:
    return None if length is None else round(length / timedelta(minutes=1), 1)


def _awaiting_record(one: Awaiting) -> dict[str, object]:
    return {
        "maintenance": one.work.note.id,
        "given": len(one.approvals.given),
        "asked": one.approvals.asked,
        "due": one.approvals.due.isoformat(),
        "late": one.late,
    }


def _candidate_record(one: Candidate) -> dict[str, object]:
    return {
        "incident": one.incident.id,
        "maintenance": one.work.id,
        "minutes_after_end": _minutes(one.after),
    }
