"""`history.json`: the last three months, for programs that migrate or archive a Statuspage's history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from statusgen.model.ids import note_code
from statusgen.render.api.notes import body, impact, steps_of
from statusgen.render.context import RenderContext
from statusgen.render.statuspage_times import MONTHS, statuspage_time
from statusgen.render.texts import localized
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import Month

MONTHS_SHOWN = 3


def last_months(now: datetime) -> tuple[Month, ...]:
    """Return the month of a local time and those before it, newest first."""
    month = now.year * 12 + now.month - 1
    return tuple(((month - back) // 12, (month - back) % 12 + 1) for back in range(MONTHS_SHOWN))


def history_to_json(
    context: RenderContext, months: Mapping[Month, tuple[NoteSummary, ...]]
) -> dict[str, object]:
    """Return the months, newest first, each with the notes that began in it, newest first."""
    return {
        "months": [
            {"year": year, "name": MONTHS[month - 1], "incidents": [_line(context, note) for note in index]}
            for (year, month), index in months.items()
        ]
    }


def _line(context: RenderContext, note: NoteSummary) -> dict[str, object]:
    return {
        "code": note_code(note.key),
        "name": localized(context, note.title).text,
        "impact": impact(note),
        "message": body(context, note, steps_of(context, note)[-1]),
        "timestamp": statuspage_time(note.starts, context.settings.zone),
    }
