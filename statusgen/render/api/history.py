"""`history.json`: the last three months, as those read it who move or keep a Statuspage's history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from statusgen.model.ids import note_code
from statusgen.model.zones import zone_name
from statusgen.render.api.notes import body, impact, steps_of
from statusgen.render.context import RenderContext, said
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import Month

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
"""In English in every language: clients read them."""

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
                "name": _MONTHS[month - 1],
                "incidents": [_line(context, story) for story in stories],
            }
            for (year, month), stories in months.items()
        ]
    }


def _line(context: RenderContext, story: NoteSummary) -> dict[str, object]:
    return {
        "code": note_code(story.key),
        "name": said(context, story.title).text,
        "impact": impact(story),
        "message": body(context, story, steps_of(context, story)[-1]),
        "timestamp": _timestamp(story.starts.astimezone(context.settings.zone)),
    }


def _timestamp(local: datetime) -> str:
    day = f"{_MONTHS[local.month - 1][:3]} <var data-var='date'>{local.day}</var>"
    return f"{day}, <var data-var='time'>{local:%H:%M}</var> {zone_name(local)}"
