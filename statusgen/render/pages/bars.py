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
    None: 2,
    ServiceState.OPERATIONAL: 5,
    ServiceState.UNDER_MAINTENANCE: 8,
    ServiceState.UNCONFIRMED: 12,
    ServiceState.DEGRADED: 12,
    ServiceState.PARTIAL_OUTAGE: 16,
    ServiceState.MAJOR_OUTAGE: 20,
}
"""The worse a state, the taller its stroke, so that a bar is readable without colours."""


def bar_view(fmt: Formatter, days: Sequence[Day]) -> BarView:
    """Return the bar of the days, given oldest first."""
    return BarView(label=_label(fmt, days), width=len(days), height=HEIGHT, strokes=_strokes(days))


def _label(fmt: Formatter, days: Sequence[Day]) -> str:
    texts, total = fmt.texts, len(days)
    eventful = [day for day in days if day.state]
    first = next((day for day in days if day.state is not None), None)
    if first is None:
        return texts.gettext("Last %(total)s days: no data yet") % {"total": total}
    if eventful and first is not days[0]:
        text = texts.ngettext(
            "Since %(first)s: %(count)s day with problems or maintenance, %(day)s",
            "Since %(first)s: %(count)s days with problems or maintenance, the latest on %(day)s",
            len(eventful),
        )
        latest = short_day(fmt, eventful[-1].date)
        return text % {"first": short_day(fmt, first.date), "count": len(eventful), "day": latest}
    if eventful:
        text = texts.ngettext(
            "Last %(total)s days: %(count)s with problems or maintenance, on %(day)s",
            "Last %(total)s days: %(count)s with problems or maintenance, the latest on %(day)s",
            len(eventful),
        )
        return text % {"total": total, "count": len(eventful), "day": short_day(fmt, eventful[-1].date)}
    if first is not days[0]:
        return texts.gettext("No problems since %(day)s") % {"day": short_day(fmt, first.date)}
    return texts.gettext("Last %(total)s days: no problems") % {"total": total}


def _strokes(days: Sequence[Day]) -> tuple[StrokeView, ...]:
    """Return one stroke per state; that of operational days continues below the taller ones."""
    runs = dict[ServiceState | None, list[tuple[int, int]]]()
    start = 0
    for state, run in groupby(days, lambda day: day.state):
        length = len(list(run))
        runs.setdefault(state, []).append((start, length))
        start += length
    known = sum(day.state is not None for day in days)
    if known:
        runs[ServiceState.OPERATIONAL] = [(len(days) - known, known)]
    best_first = sorted(runs.items(), key=lambda one: one[0] or 0)
    return tuple(
        StrokeView("unknown" if state is None else state.key, _HEIGHTS[state], _path(state, drawn))
        for state, drawn in best_first
    )


def _path(state: ServiceState | None, runs: Sequence[tuple[int, int]]) -> str:
    """Return a path along the middle of a stroke that is as thick as it is high, for starts and lengths.

    All but its first move are relative, since such paths compress better.
    """
    (start, length), *others = runs
    path, end = f"M{start} {HEIGHT - _HEIGHTS[state] / 2:g}h{length}", start + length
    for start, length in others:
        path += f"m{start - end} 0h{length}"
        end = start + length
    return path
