"""The figures of a month as JSON data, and as CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from statusgen.model.csv_tables import csv_text
from statusgen.timeline.level_records import level_record, uptime_percent
from statusgen.timeline.month_figures import MonthFigures
from statusgen.timeline.months import ServiceMonth, open_time, worst_state
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.samples import Sample
from statusgen.timeline.site_state import Month, format_month
from statusgen.timeline.work_outcomes import change_type, notice, outcome

Record = dict[str, object]


def month_record(own: MonthFigures, now: datetime) -> Record:
    """Return the figures as JSON data. docs/reports.md documents its fields."""
    report, measures = own.report, own.measures
    return {
        "generated_at": now.isoformat(),
        "month": format_month(report.month),
        "start": report.start.isoformat(),
        "end": report.end.isoformat(),
        "is_over": report.is_over,
        "services": [_service_record(one) for one in report.services],
        "incidents": [_incident_record(own, one) for one in report.incidents],
        "maintenance": [_work_record(one) for one in report.maintenances],
        "measures": {
            "incidents": len(measures.instants),
            "promises": {"made": measures.promises.made, "kept": measures.promises.kept},
            "waits": {"all": measures.waits, "in_time": measures.waits_in_time},
            "first_update_seconds": _sample_record(measures.until_first_update),
            "noticed_seconds": _sample_record(measures.until_found),
            "first_update_after_noticed_seconds": _sample_record(measures.found_until_first_update),
            "longest_silence_seconds": _sample_record(measures.longest_silence),
            "over_until_posted_seconds": _sample_record(measures.restored_until_told),
            "lasted_seconds": _sample_record(measures.lengths.sample),
            "posted_afterwards": measures.posted_afterwards,
            "reopened": measures.reopened,
            "updates_corrected": measures.edited,
            "withdrawn": measures.withdrawn,
            "caused_by_changes": measures.caused_by_changes,
            "changes": measures.changes,
        },
        "learning": {
            "postmortems": [one.id for one in report.learning.postmortems],
            "promised": report.learning.promised,
            "kept": report.learning.kept,
            "actions_done": report.learning.done,
            "actions_dropped": report.learning.dropped,
            "actions_open": report.learning.open,
            "actions_late": report.learning.late,
        },
        "changed_since": [
            {"id": one.note.id, "at": one.at.isoformat(), "new": one.is_new} for one in report.corrections
        ],
    }


def _service_record(one: ServiceMonth) -> Record:
    return {
        "id": one.service.id,
        "since": one.start.isoformat(),
        "uptime_percent": uptime_percent(one.uptime),
        "counted_seconds": _seconds(one.uptime.counted),
        "down_seconds": _seconds(one.uptime.down),
        "unconfirmed_seconds": _seconds(one.uptime.unconfirmed),
        "planned_seconds": _seconds(one.planned),
        "target": level_record(one.level, UTC) if one.level else None,
    }


def _incident_record(own: MonthFigures, note: NoteSummary) -> Record:
    found = own.instants.get(note.key)
    instants = {
        "began": note.starts if note.start_known else None,
        "noticed": found.found if found else None,
        "first_update": note.posted[0] if note.posted else None,
        "restored": note.ends,
        "end_posted": found.told if found else None,
    }
    return {
        "id": note.id,
        "severity": note.severity.key if note.severity is not None else None,
        "worst_state": worst_state(note, own.report.start, own.report.end).key,
        **{name: at.isoformat() if at else None for name, at in instants.items()},
        "seconds_in_month": _seconds(open_time(note, own.report.start, own.report.end)),
    }


def _work_record(note: NoteSummary) -> Record:
    return {
        "id": note.id,
        "starts": note.starts.isoformat(),
        "ends": note.ends.isoformat() if note.ends else None,
        "outcome": outcome(note).value,
        "type": kind.value if (kind := change_type(note)) else None,
        "notice_seconds": _seconds(early) if (early := notice(note)) is not None else None,
    }


def _sample_record(one: Sample) -> Record:
    quartiles = [_seconds(value) for value in one.quartiles] if one.quartiles else None
    return {
        "count": one.count,
        "of": one.of,
        "median": _seconds(one.median),
        "quartiles": quartiles,
        "longest": _seconds(one.longest),
    }


def month_csv(record: Mapping[str, object]) -> str:
    """Return the data as CSV: a line for each value, with its part, the id of what it is of, and its name."""
    rows = ((part, *row) for part, value in record.items() for row in _rows(value))
    return csv_text(("part", "id", "name", "value"), rows)


def _rows(value: object, id_: str = "", name: str = "") -> Iterator[tuple[str, str, object]]:
    """Yield the values below one, each with an id and a name; ids need no quotes in spreadsheets."""
    if isinstance(value, dict):
        own = str(value.get("id", id_))
        for key, part in value.items():
            if key != "id":
                yield from _rows(part, own, f"{name}_{key}" if name else key)
    elif isinstance(value, list):
        for place, part in enumerate(value):
            is_entry = isinstance(part, dict)
            yield from _rows(part, id_, name if is_entry else f"{name}_{place + 1}".lstrip("_"))
    else:
        yield id_, name, json.dumps(value) if isinstance(value, bool) else value


def format_months(months: Sequence[Month]) -> str:
    """Return the first and the last of some months, which are newest first."""
    first, last = format_month(months[-1]), format_month(months[0])
    return last if first == last else f"{first} to {last}"


def _seconds(length: timedelta | None) -> int | None:
    return None if length is None else int(length.total_seconds())
