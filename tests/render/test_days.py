"""The days of a service as the rows of a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from statusgen.model.states import ServiceState
from statusgen.render.pages.service import day_run_views, day_runs
from statusgen.render.views.services import DayRunView
from statusgen.render.views.words import Label
from statusgen.timeline.values import Day
from tests.render_samples import CLOSED, OPEN, TIMELINE, context

UP, SLOW, DOWN = ServiceState.OPERATIONAL, ServiceState.DEGRADED, ServiceState.MAJOR_OUTAGE
HOUR, NOTHING = timedelta(hours=1), timedelta()
TOLD = TIMELINE.services[0]


def days(*facts: tuple[ServiceState | None, timedelta, tuple[str, ...]]) -> tuple[Day, ...]:
    """Days from the 30 April 2026 on."""
    first = date(2026, 4, 30)
    return tuple(Day(first + timedelta(days=number), *fact) for number, fact in enumerate(facts))


def runs(*facts: tuple[ServiceState | None, timedelta, tuple[str, ...]]) -> tuple[DayRunView, ...]:
    """The rows of these days."""
    told = replace(TOLD, days=days(*facts), notes={one.key: one for one in TIMELINE.incidents})
    return day_run_views(context(), told)


def test_equal_neighbours_are_one_row_and_the_newest_comes_first() -> None:
    """Days without trouble say how many they are."""
    rows = runs((UP, NOTHING, ()), (UP, NOTHING, ()), (SLOW, HOUR, (OPEN.key,)), (UP, NOTHING, ()))
    assert [(row.days.text, row.state.key, row.duration) for row in rows] == [
        ("3 May 2026", "operational", "1 day"),
        ("2 May 2026", "degraded", "1 hour"),
        ("30 Apr\N{THIN SPACE}–\N{THIN SPACE}1 May 2026", "operational", "2 days"),
    ]
    assert (rows[-1].first, rows[-1].last) == ("2026-04-30", "2026-05-01")


def test_a_row_adds_up_how_long_its_state_lasted() -> None:
    """In all its days, however the notes of a day are ordered."""
    (row,) = runs((DOWN, 3 * HOUR, (OPEN.key, CLOSED.key)), (DOWN, 2 * HOUR, (CLOSED.key, OPEN.key)))
    assert row.duration == "5 hours"
    assert [link.text.text for link in row.notes] == ["Some card payments are failing", "Pages are slow"]
    assert [link.href for link in row.notes] == [
        "/incidents/2026-05-01-cards/",
        "/incidents/2026-04-29-slow/",
    ]


def test_other_notes_or_another_state_begin_a_row() -> None:
    """Two outages on two days are two rows."""
    rows = runs((SLOW, HOUR, (OPEN.key,)), (SLOW, HOUR, (CLOSED.key,)), (DOWN, HOUR, (CLOSED.key,)))
    assert len(rows) == 3


def test_days_before_the_first_are_a_row_of_their_own() -> None:
    """And not as if all had been well."""
    *_, row = runs((None, NOTHING, ()), (None, NOTHING, ()), (UP, NOTHING, ()))
    assert (row.state, row.duration, row.notes) == (Label("unknown", "No data yet"), "2 days", ())


def test_trouble_that_has_just_begun_is_said_to() -> None:
    """It has not lasted yet."""
    (row,) = runs((DOWN, NOTHING, (OPEN.key,)))
    assert row.duration == "less than a minute"


def test_a_span_of_days_is_written_as_the_language_does() -> None:
    """The year stands once, and in Chinese no dash."""
    told = replace(TOLD, days=days(*[(UP, NOTHING, ())] * 3))
    assert [row.days.text for row in day_run_views(context("zh"), told)] == ["2026年4月30日至5月2日"]


facts = st.tuples(
    st.sampled_from([None, UP, SLOW]),
    st.just(NOTHING),
    st.lists(st.sampled_from("ab"), unique=True).map(tuple),
)


@given(st.lists(facts, max_size=20))
def test_runs_hold_every_day_and_neighbours_differ(
    told: list[tuple[ServiceState | None, timedelta, tuple[str, ...]]],
) -> None:
    """Nothing is lost, and nothing that could be merged is not."""
    found = day_runs(days(*told))
    assert tuple(day for run in found for day in run) == days(*told)
    kinds = [{(day.state, frozenset(day.notes)) for day in run} for run in found]
    assert all(len(kind) == 1 for kind in kinds)
    assert all(before != after for before, after in pairwise(kinds))
