"""`history.json`: the last three months, as those read it who move or keep a Statuspage's history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from statusgen.render.api.notes import body, impact, steps_of
from statusgen.render.context import RenderContext, said
from statusgen.render.statuspage_times import MONTHS, statuspage_time
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import Month

LENGTH = 3
"""So many months."""


def last_months(now: datetime) -> tuple[Month, ...]:
    """The month of an instant (in the zone that it has) and those before it, newest first."""
    month = now.year * 12 + now.month - 1
    return tuple(((month - back) // 12, (month - back) % 12 + 1) for back in range(LENGTH))


def history_shape(
    context: RenderContext, months: Mapping[Month, tuple[NoteSummary, ...]]
) -> dict[str, object]:
    """The months, newest first, each with what began in it, newest first."""
    return {
        "months": [
            {
                "year": year,
                "name": MONTHS[month - 1],
                "incidents": [_line(context, story) for story in stories],
            }
            for (year, month), stories in months.items()
        ]
    }


def _line(context: RenderContext, story: NoteSummary) -> dict[str, object]:
    return {
        "code": story.code,
        "name": said(context, story.title).text,
        "impact": impact(story),
        "message": body(context, story, steps_of(context, story)[-1]),
        "timestamp": statuspage_time(story.starts, context.settings.zone),
    }
