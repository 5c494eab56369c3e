"""Days, also where clocks change, and where they skip or repeat midnight."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from statusgen.timeline.calendar import day_at, last_days, midnight, next_midnight
from statusgen.timeline.derive import derive
from tests.strategies_timeline import DOWN, incident, site

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)

CLOCK_CHANGES = [
    ("Europe/Berlin", date(2026, 3, 29), 23),
    ("Europe/Berlin", date(2026, 10, 25), 25),
    ("America/Santiago", date(2024, 9, 8), 23),  # no midnight
    ("America/Santiago", date(2024, 4, 6), 25),  # back from midnight
    ("Asia/Beirut", date(2024, 3, 31), 23),  # no midnight
    ("America/Havana", date(2024, 11, 3), 25),  # two midnights
    ("Australia/Lord_Howe", date(2024, 10, 6), 23.5),
    ("Pacific/Apia", date(2011, 12, 30), 0),  # a day that never was
    ("UTC", date(2026, 3, 29), 24),
]
"""A zone, a day there, and its hours."""


@pytest.mark.parametrize(("zone", "day", "hours"), CLOCK_CHANGES)
def test_days_are_as_long_as_clocks_make_them(zone: str, day: date, hours: float) -> None:
    """From one local midnight to the next."""
    length = midnight(day + timedelta(days=1), ZoneInfo(zone)) - midnight(day, ZoneInfo(zone))
    assert hours * HOUR == length


@pytest.mark.parametrize(("zone", "day"), [(zone, day) for zone, day, _ in CLOCK_CHANGES])
def test_every_instant_is_in_its_day(zone: str, day: date) -> None:
    """Around a clock change no instant is lost, and the next midnight lies ahead."""
    place, noon = ZoneInfo(zone), datetime.combine(day, datetime.min.time(), UTC)
    for minutes in range(-1500, 1501, 15):
        instant = noon + timedelta(minutes=minutes)
        found = day_at(instant, place)
        assert midnight(found, place) <= instant < midnight(found + timedelta(days=1), place)
        assert instant < next_midnight(instant, place)


def test_days_do_not_overlap_where_clocks_go_back_over_midnight() -> None:
    """At one minute past midnight it was 23:01 again in Newfoundland: still the new day."""
    place = ZoneInfo("America/St_Johns")
    repeated = datetime(2006, 10, 29, 2, 40, tzinfo=UTC)
    assert date(2006, 10, 28) == repeated.astimezone(place).date()
    assert date(2006, 10, 29) == day_at(repeated, place)


def test_a_day_begins_with_a_skip_that_begins_before_midnight() -> None:
    """In Toronto the last half hour of a day was left out, and the first of the next."""
    place = ZoneInfo("America/Toronto")
    skip = datetime(1919, 3, 31, 4, 30, tzinfo=UTC)
    assert date(1919, 3, 31) == skip.astimezone(place).date()
    assert skip < next_midnight(skip, place) <= skip + HOUR


@pytest.mark.parametrize(("zone", "day", "hours"), CLOCK_CHANGES)
def test_the_bar_follows_the_clocks(zone: str, day: date, hours: float) -> None:
    """A service that is down all the time is down as long as each day is."""
    now = midnight(day + timedelta(days=3), ZoneInfo(zone)) + 5 * HOUR
    note = incident(started=now - timedelta(days=10), trams=DOWN)
    affected = derive(site(note, zone=zone), now).services[0].days[-4]
    assert (day, hours * HOUR) == (affected.date, affected.affected)


def test_the_calendar_covers_90_days_without_gaps() -> None:
    """Up to now."""
    now = datetime(2026, 5, 1, 10, tzinfo=UTC)
    calendar = last_days(now, BERLIN)
    assert (90, 91, now) == (len(calendar.dates), len(calendar.bounds), calendar.bounds[-1])
    assert {timedelta(days=1)} == {later - earlier for earlier, later in pairwise(calendar.dates)}
    lengths = [later - earlier for earlier, later in pairwise(calendar.bounds)]
    assert {23 * HOUR, 24 * HOUR, 12 * HOUR} == set(lengths)
