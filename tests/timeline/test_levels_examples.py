"""The examples of docs/levels.md are what is calculated."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from statusgen.model.settings import Weights
from statusgen.model.states import ServiceState
from statusgen.model.targets import Target, Window
from statusgen.timeline.calendar import midnight
from statusgen.timeline.intervals import sweep
from statusgen.timeline.levels import Measured, level_on
from statusgen.timeline.values import Interval, Level, LevelState

DOC = (Path(__file__).parents[2] / "docs" / "levels.md").read_text("utf-8")
UTC_ZONE, BERLIN = ZoneInfo("UTC"), ZoneInfo("Europe/Berlin")
MARCH = Target(percent="99.9", window=Window.MONTH)
APRIL = (
    Target(percent="99.5", window=Window.MONTH, until=date(2026, 4, 15)),
    Target(percent="99.9", window=Window.MONTH, since=date(2026, 4, 16)),
)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def spell(start: datetime, length: timedelta, state: ServiceState, *, planned: bool = False) -> Interval:
    """A time in which the service is in a state."""
    return Interval(start, start + length, "trams", state, "incident/x", planned=planned)


WORK = spell(datetime(2026, 3, 3, 2, tzinfo=UTC), 3 * HOUR, ServiceState.UNDER_MAINTENANCE, planned=True)
OUTAGE = spell(datetime(2026, 3, 9, 9, tzinfo=UTC), 20 * MINUTE, ServiceState.MAJOR_OUTAGE)
PARTIAL = spell(datetime(2026, 3, 9, 12, tzinfo=UTC), HOUR, ServiceState.PARTIAL_OUTAGE)
MORE = spell(datetime(2026, 3, 20, 9, tzinfo=UTC), 7 * MINUTE, ServiceState.MAJOR_OUTAGE)


def level(day: date, *targets: Target, zone: ZoneInfo = UTC_ZONE, of: tuple[Interval, ...] = ()) -> Level:
    """The level at the end of a day."""
    now = midnight(day + timedelta(days=1), zone)
    measured = Measured(
        targets=targets,
        since=date(2020, 1, 1),
        periods=sweep(of, now),
        intervals=of,
        now=now,
        zone=zone,
        weights=Weights(),
    )
    found = level_on(day, measured)
    assert found
    return found


def written(length: Fraction | timedelta) -> str:
    """A length as the table has it: `2 h 9 min 36 s`, rounded down."""
    whole = length // timedelta(seconds=1) if isinstance(length, timedelta) else int(length // 1_000_000)
    hours, minutes, seconds = whole // 3600, whole // 60 % 60, whole % 60
    parts = ((hours, "h"), (minutes, "min"), (seconds, "s"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number)


@pytest.mark.parametrize(
    ("example", "found"),
    [
        ("99.5 %, 90 days", level(date(2026, 5, 1), Target(percent="99.5"))),
        ("99.9 %, 30 days", level(date(2026, 5, 1), Target(percent="99.9", window=Window.DAYS_30))),
        ("99.9 %, March 2026 in Berlin", level(date(2026, 3, 31), MARCH, zone=BERLIN)),
        (
            "99.9 %, March 2026 in Berlin, 3 h of planned work",
            level(date(2026, 3, 31), MARCH, zone=BERLIN, of=(WORK,)),
        ),
        (
            "99.5 % up to 15 April 2026, then 99.9 %, April in UTC",
            level(date(2026, 4, 30), *APRIL),
        ),
    ],
)
def test_each_row_of_the_table(example: str, found: Level) -> None:
    """What counts, and what that allows."""
    hours = f"{found.counted // HOUR:,} h"
    assert f"| {example} | {hours} | {written(found.allowed)} |" in DOC


def test_the_worked_example() -> None:
    """What is used and left, and when it is too much."""
    own = level(date(2026, 3, 31), MARCH, zone=BERLIN, of=(WORK, OUTAGE, PARTIAL))
    assert f"Used are {written(own.used)}, and {written(own.left)} are left." in DOC
    assert own.state is LevelState.KEPT

    more = level(date(2026, 3, 31), MARCH, zone=BERLIN, of=(WORK, OUTAGE, PARTIAL, MORE))
    assert "with seven more minutes of major outage, it is missed" in DOC
    assert more.state is LevelState.MISSED


def test_the_hours_of_months() -> None:
    """Where clocks change."""
    for month, days, text in ((3, 31, "March\n2026 has 743 hours"), (10, 31, "October 745")):
        found = level(date(2026, month, days), MARCH, zone=BERLIN)
        assert text in DOC
        assert str(found.counted // HOUR) in text
