"""What used the budget of a target."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from statusgen.model.catalog import Service
from statusgen.model.notes import Incident, Note
from statusgen.model.settings import Weights
from statusgen.model.status import Status
from statusgen.model.targets import Target
from statusgen.timeline.derive import derive
from statusgen.timeline.spendings import Spending, spendings
from statusgen.timeline.values import Level
from tests.strategies_timeline import DOWN, PARTIAL, SLOW, at, incident, maintenance, site, update, words

HOUR = timedelta(hours=1)
NOW = at(12, day=20)
TICK = timedelta.resolution


def spent(*notes: Note) -> tuple[Level, tuple[Spending, ...]]:
    """The level of the trams, which count from 1 May 2026, and what used its budget."""
    service = Service(
        id="trams", name=words("Trams"), since=date(2026, 5, 1), targets=(Target(percent="99"),)
    )
    (summary,) = derive(site(*notes, services=(service,)), NOW).services
    assert summary.level
    return summary.level, spendings(summary.level, summary.intervals, Weights(), NOW)


def outage(hour: int, hours: int, name: str) -> Incident:
    """A major outage that began on 1 May."""
    over = update(Status.RESOLVED, at(0) + (hour + hours) * HOUR)
    return incident(over, name=name, started=at(0) + hour * HOUR, trams=DOWN)


def test_each_downtime_leaves_less() -> None:
    """Oldest first, with the incidents that caused it; planned work uses nothing."""
    level, found = spent(outage(9, 2, "one"), outage(30, 1, "two"), maintenance(trams=DOWN))
    assert [
        (at(9), at(11), ("incident/one",)), (at(6, day=2), at(7, day=2), ("incident/two",))
    ] == [(one.start, one.end, one.notes) for one in found]  # fmt: skip
    assert [2 * HOUR // TICK, HOUR // TICK] == [one.used for one in found]
    assert level.allowed - found[0].used == found[0].left


def test_states_of_one_incident_are_one_downtime() -> None:
    """They count by their weights; without weight there is no downtime."""
    worse = update(Status.IDENTIFIED, at(10), trams=DOWN)
    (only,) = spent(incident(worse, update(Status.RESOLVED, at(11)), trams=PARTIAL))[1]
    assert (at(9), at(11)) == (only.start, only.end)
    assert HOUR // TICK < only.used < 2 * HOUR // TICK
    assert () == spent(incident(update(Status.RESOLVED, at(11)), trams=SLOW))[1]


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 90)), max_size=5))
def test_the_last_downtime_leaves_what_is_left(outages: list[tuple[int, int]]) -> None:
    """However incidents overlap: page, text and chart have one result."""
    notes = [outage(hour, hours, f"storm-{index}") for index, (hour, hours) in enumerate(outages)]
    level, found = spent(*(one for one in notes if one.updates[0].at <= NOW))
    assert level.left == (found[-1].left if found else level.allowed)
    assert level.used == sum(one.used for one in found)
