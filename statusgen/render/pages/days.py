"""The days of a service as a table: equal neighbours in one row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby

from statusgen.model.states import ServiceState
from statusgen.render.context import RenderContext
from statusgen.render.localization.formatter import count_days, day_span, duration
from statusgen.render.localization.labels import state_label
from statusgen.render.pages.note import note_link
from statusgen.render.views.services import DayRunView
from statusgen.timeline.site_state import ServiceSummary
from statusgen.timeline.values import Day


def day_runs(days: Iterable[Day]) -> tuple[tuple[Day, ...], ...]:
    """The days, by date, in runs of one state by the same notes."""
    return tuple(tuple(run) for _, run in groupby(days, key=lambda day: (day.state, frozenset(day.notes))))


def day_run_views(context: RenderContext, told: ServiceSummary) -> tuple[DayRunView, ...]:
    """A service's days in runs, newest first."""
    return tuple(_view(context, told, run) for run in reversed(day_runs(told.days)))


def _view(context: RenderContext, told: ServiceSummary, run: Sequence[Day]) -> DayRunView:
    words, first, last = context.words, run[0], run[-1]
    quiet = first.state in (None, ServiceState.OPERATIONAL)
    affected = sum((day.affected for day in run), timedelta())
    return DayRunView(
        first=first.date.isoformat(),
        last=last.date.isoformat(),
        days=day_span(words, first.date, last.date),
        state=state_label(words, first.state),
        duration=count_days(words, len(run)) if quiet else duration(words, affected),
        notes=tuple(note_link(context, told.notes[key]) for key in first.notes if key in told.notes),
    )
