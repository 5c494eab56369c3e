"""The bar of a service's days as an SVG path: consecutive equal days are one stroke."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from statusgen.model.states import ServiceState
from statusgen.render.localization.formatter import Formatter, short_day
from statusgen.render.views.services import BarView, StrokeView
from statusgen.timeline.values import Day

HEIGHT = 20
_HEIGHTS = {
    None: 3,
    ServiceState.OPERATIONAL: 9,
    ServiceState.UNDER_MAINTENANCE: 12,
    ServiceState.UNCONFIRMED: 15,
    ServiceState.DEGRADED: 15,
    ServiceState.PARTIAL_OUTAGE: 18,
    ServiceState.MAJOR_OUTAGE: 20,
}
"""The worse a state, the taller its stroke, so that a bar is readable without colours."""


def bar_view(fmt: Formatter, days: Sequence[Day]) -> BarView:
    """Return the bar of the days, given oldest first."""
    return BarView(label=_label(fmt, days), width=len(days), height=HEIGHT, strokes=_strokes(days))


def _label(fmt: Formatter, days: Sequence[Day]) -> str:
    texts, total = fmt.texts, len(days)
    eventful = [day for day in days if day.state]
    if eventful:
        text = texts.ngettext(
            "Last %(total)s days: %(count)s with problems or maintenance, on %(day)s",
            "Last %(total)s days: %(count)s with problems or maintenance, the latest on %(day)s",
            len(eventful),
        )
        return text % {"total": total, "count": len(eventful), "day": short_day(fmt, eventful[-1].date)}
    if all(day.state is None for day in days):
        return texts.gettext("Last %(total)s days: no data yet") % {"total": total}
    first = next(day for day in days if day.state is not None)
    if first is not days[0]:
        return texts.gettext("No problems since %(day)s") % {"day": short_day(fmt, first.date)}
    return texts.gettext("Last %(total)s days: no problems") % {"total": total}


def _strokes(days: Sequence[Day]) -> tuple[StrokeView, ...]:
    """Return one stroke per state; that of operational days continues below the taller ones."""
    lines = dict[ServiceState | None, list[str]]()
    start = 0
    for state, run in groupby(days, lambda day: day.state):
        length = len(list(run))
        lines.setdefault(state, []).append(_line(state, start, length))
        start += length
    known = sum(day.state is not None for day in days)
    if known:
        lines[ServiceState.OPERATIONAL] = [_line(ServiceState.OPERATIONAL, len(days) - known, known)]
    best_first = sorted(lines.items(), key=lambda line: line[0] or 0)
    return tuple(
        StrokeView("unknown" if state is None else state.key, _HEIGHTS[state], "".join(drawn))
        for state, drawn in best_first
    )


def _line(state: ServiceState | None, start: int, length: int) -> str:
    """Return a path along the middle of a stroke that is as thick as it is high."""
    return f"M{start} {HEIGHT - _HEIGHTS[state] / 2:g}h{length}"
