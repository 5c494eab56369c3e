"""The drawn bars of services' days."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from statusgen.model.states import ServiceState
from statusgen.render.pages.bars import bar_view
from statusgen.render.views.services import StrokeView
from statusgen.timeline.values import Day
from tests.render_samples import context

GOOD, BAD, PLANNED = ServiceState.OPERATIONAL, ServiceState.MAJOR_OUTAGE, ServiceState.UNDER_MAINTENANCE


def days(*states: ServiceState | None) -> list[Day]:
    """Days in these states, the first on 1 May."""
    first = date(2026, 5, 1)
    return [Day(first + timedelta(days=index), state, timedelta()) for index, state in enumerate(states)]


def test_equal_days_are_one_line() -> None:
    """Good days are one line below everything; worse ones stand on it, each state in one path."""
    bar = bar_view(context().formatter, days(GOOD, BAD, BAD, GOOD, PLANNED, BAD))

    assert bar.strokes == (
        StrokeView("operational", 5, "M0 17.5h6"),
        StrokeView("under-maintenance", 8, "M4 16h1"),
        StrokeView("major-outage", 20, "M1 10h2m2 0h1"),
    )
    assert bar.label == "Last 6 days: 4 with problems or maintenance, the latest on 6 May 2026"


def test_days_before_the_first_are_drawn_low() -> None:
    """What is not known is neither good nor bad."""
    bar = bar_view(context().formatter, days(None, None, GOOD))

    assert [(stroke.key, stroke.path) for stroke in bar.strokes] == [
        ("unknown", "M0 19h2"),
        ("operational", "M2 17.5h1"),
    ]
    assert bar.label == "No problems since 3 May 2026"
    bar = bar_view(context().formatter, days(None, GOOD, ServiceState.DEGRADED))
    assert bar.label == "Since 2 May 2026: 1 day with problems or maintenance, 3 May 2026"
    assert bar_view(context().formatter, days(GOOD, GOOD)).label == "Last 2 days: no problems"
    assert bar_view(context().formatter, days(None)).label == "Last 1 days: no data yet"


@given(st.integers(0, 45), st.lists(st.sampled_from(ServiceState), max_size=45))
def test_each_day_is_drawn_once_above_the_ground(unknown: int, states: list[ServiceState]) -> None:
    """Whatever happened, each day that was not good has one line of its state over it."""
    some = days(*[None] * unknown, *states)
    drawn = dict[int, list[str]]()
    for stroke in bar_view(context().formatter, some).strokes:
        end = 0
        for move, start, length in re.findall(r"([Mm])(\d+) [\d.]+h(\d+)", stroke.path):
            first = int(start) + (end if move == "m" else 0)
            end = first + int(length)
            for index in range(first, end):
                drawn.setdefault(index, []).append(stroke.key)

    expected = [day.state.key if day.state is not None else "unknown" for day in some]

    assert expected == [drawn[index][-1] for index in range(len(some))]
