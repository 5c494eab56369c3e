"""The windows of uptime, what groups and the site add up to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.model.catalog import Group, Service
from statusgen.model.notes import Note
from statusgen.model.site import Site
from statusgen.model.states import ServiceState
from statusgen.model.status import Status
from statusgen.timeline.derive import derive
from statusgen.timeline.site_state import ServiceSummary, Timeline
from statusgen.timeline.uptime import add_uptimes
from statusgen.timeline.values import Uptime, Uptimes
from tests.examples import examples
from tests.strategies_timeline import DOWN, PARTIAL, at, incident, maintenance, site, update, words

HOUR = timedelta(hours=1)
DAY = 24 * HOUR
NOON = at(12, day=2)
RESOLVED = Status.RESOLVED


def trams(*notes: Note, now: datetime = NOON, since: date | None = None, zone: str = "UTC") -> Uptimes:
    """The uptime of the trams, the only service."""
    service = Service(id="trams", name=words("Trams"), since=since)
    (life,) = derive(site(*notes, services=(service,), zone=zone), now).services
    return life.uptimes


def outage(start: datetime, hours: int, state: ServiceState = DOWN, service: str = "trams") -> Note:
    """An outage of some hours."""
    over = update(RESOLVED, start + hours * HOUR)
    return incident(over, name=f"{start:%Y-%m-%d}-{service}", started=start, **{service: state})


def counted(uptimes: Uptimes) -> list[timedelta]:
    """What counts in each window."""
    return [uptime.counted for _, uptime in uptimes.windows]


def down(uptimes: Uptimes) -> list[timedelta]:
    """What was down in each window."""
    return [uptime.down for _, uptime in uptimes.windows]


# Windows


def test_windows_are_whole_days_up_to_now() -> None:
    """29, 89 and 364 days and the part of today that is over; all time is all time."""
    today = 12 * HOUR
    windows = [29 * DAY + today, 89 * DAY + today, 364 * DAY + today, 730 * DAY + today]
    assert windows == counted(trams(since=date(2024, 5, 2)))


def test_trouble_counts_in_each_window_that_holds_it() -> None:
    """Cut where a window begins: on 3 April, 2 February and 3 May of the year before."""
    notes = (
        outage(datetime(2026, 4, 2, 22, tzinfo=UTC), 5),  # 2 of its hours before the 30 days
        outage(datetime(2026, 2, 1, 23, tzinfo=UTC), 2),  # 1 hour before the 90 days
        outage(datetime(2025, 5, 2, 20, tzinfo=UTC), 11, PARTIAL),  # 4 hours before the 365 days
        outage(datetime(2024, 6, 1, 0, tzinfo=UTC), 1),
    )
    tenths = [(3, 0), (6, 0), (7, 21), (8, 33)]  # of an hour: whole hours down, and partly down
    expected = [whole * HOUR + part * HOUR / 10 for whole, part in tenths]
    assert expected == down(trams(*notes, since=date(2024, 5, 2)))


def test_a_young_service_counts_from_its_first_day_in_every_window() -> None:
    """What came before it existed is no uptime and no outage."""
    note = outage(datetime(2026, 4, 30, 20, tzinfo=UTC), 6)  # 2 of its hours on the first day
    uptimes = trams(note, since=date(2026, 5, 1))
    assert date(2026, 5, 1) == uptimes.since
    assert {Uptime(1 - 2 / 36, 36 * HOUR, 2 * HOUR)} == {uptime for _, uptime in uptimes.windows}


def test_a_service_of_the_future_has_no_uptime() -> None:
    """In no window."""
    uptimes = trams(outage(at(9), 1), since=date(2027, 1, 1))
    assert {Uptime(None, 0 * HOUR, 0 * HOUR)} == {uptime for _, uptime in uptimes.windows}


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        (datetime(2026, 5, 2, 10, tzinfo=UTC), [29 * 24 + 12, 89 * 24 + 11]),  # the clocks went forward
        (datetime(2026, 11, 2, 11, tzinfo=UTC), [29 * 24 + 13, 89 * 24 + 13]),  # and back
    ],
)
def test_days_of_windows_are_as_long_as_clocks_make_them(now: datetime, hours: list[int]) -> None:
    """At noon in Berlin; a year has one of each."""
    found = counted(trams(now=now, since=date(2024, 1, 1), zone="Europe/Berlin"))
    assert [*(hour * HOUR for hour in hours), 364 * DAY + 12 * HOUR] == found[:3]


def test_a_window_begins_on_a_day_that_clocks_change() -> None:
    """The 25 October 2026 has 25 hours in Berlin; the outage holds both of those from two to three."""
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    note = outage(datetime(2026, 10, 24, 21, tzinfo=UTC), 6)  # from 23:00 to 04:00, 6 hours
    uptimes = trams(note, now=now, since=date(2024, 1, 1), zone="Europe/Berlin")
    assert (29 * DAY + 14 * HOUR, 5 * HOUR) == (uptimes.days_30.counted, uptimes.days_30.down)


def test_planned_work_is_counted_in_no_window() -> None:
    """Not even as up, wherever it lies."""
    spring = datetime(2026, 4, 1, 20, tzinfo=UTC)
    notes = maintenance(), maintenance(name="spring", starts=spring, ends=spring + 3 * HOUR)
    assert [-2 * HOUR, -5 * HOUR, -5 * HOUR, -5 * HOUR] == [
        worked - whole
        for worked, whole in zip(
            counted(trams(*notes, since=date(2024, 1, 1))),
            counted(trams(since=date(2024, 1, 1))),
            strict=True,
        )
    ]


def test_without_a_first_day_and_notes_uptime_counts_from_today() -> None:
    """Nobody said anything of the days before."""
    assert (date(2026, 5, 2), [12 * HOUR] * 4) == (trams().since, counted(trams()))
    assert 14 * HOUR == trams(zone="Europe/Berlin").all.counted  # 14:00 there by now


def test_without_a_first_day_uptime_counts_since_the_sites_first_note() -> None:
    """Since the day of its first incident or maintenance, of any service; withdrawn ones do not count."""
    assert date(2026, 5, 1) == trams(outage(datetime(2026, 5, 1, 9, tzinfo=UTC), 1)).since
    early = datetime(2026, 1, 31, 9, tzinfo=UTC)
    assert 91 * DAY + 12 * HOUR == trams(outage(early, 1, service="tickets")).all.counted
    assert date(2026, 1, 31) == trams(outage(early, 1)).since
    assert date(2026, 1, 31) == trams(maintenance(starts=early, ends=early + HOUR)).since
    withdrawn = replace(incident(started=early, trams=DOWN), withdrawn=words("Test"))
    hidden = incident(update(RESOLVED, at(13, day=2)), started=early, trams=DOWN)
    assert [date(2026, 5, 2)] * 2 == [trams(note).since for note in (withdrawn, hidden)]


# Groups and the site


def town(*notes: Note) -> Timeline:
    """Trams and tickets, a day old and new, in a group; a website in none."""
    travel = Group(id="travel", name=words("Travel"))
    services = (
        Service(id="trams", name=words("Trams"), group="travel", since=date(2026, 5, 1)),
        Service(id="tickets", name=words("Tickets"), group="travel", since=date(2026, 5, 2)),
        Service(id="website", name=words("Website"), since=date(2026, 4, 22)),
    )
    empty = Group(id="empty", name=words("Nothing"))
    return derive(replace(site(*notes, services=services), groups=(empty, travel)), NOON)


def test_a_group_is_the_sum_of_its_services() -> None:
    """36 and 12 hours count; of them 6 and 3 down: each hour of each service weighs the same."""
    (travel,) = town(outage(at(1), 6), outage(at(4, day=2), 3, service="tickets")).groups
    assert "travel" == travel.group.id
    together = Uptime(1 - 9 / 48, 48 * HOUR, 9 * HOUR)
    assert Uptimes(date(2026, 5, 1), together, together, together, together) == travel.uptimes


def test_the_site_is_the_sum_of_all_services() -> None:
    """With those in no group: 36, 12 and 252 hours, of which two of work do not count."""
    timeline = town(outage(at(1), 6), maintenance(website=DOWN))
    assert timeline.uptimes
    assert (date(2026, 4, 22), Uptime(1 - 6 / 298, 298 * HOUR, 6 * HOUR)) == (
        timeline.uptimes.since,
        timeline.uptimes.all,
    )


def test_without_services_there_is_no_uptime() -> None:
    """Neither of a group nor of the site."""
    nothing = derive(Site(settings=site().settings, groups=(Group(id="a", name=words("A")),)), NOON)
    assert (None, ()) == (nothing.uptimes, nothing.groups)


lengths = st.integers(0, 10**12).map(lambda ticks: timedelta(microseconds=ticks))


@st.composite
def uptimes(draw: st.DrawFn) -> Uptimes:
    """Any uptime, the same in each window."""
    whole = draw(lengths)
    part = timedelta(microseconds=draw(st.integers(0, whole // timedelta.resolution)))
    one = Uptime(1 - part / whole if whole else None, whole, part)
    return Uptimes(draw(st.dates()), one, one, one, one)


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(uptimes(), min_size=1, max_size=6))
def test_a_sum_lies_between_the_lowest_and_the_highest(members: list[Uptimes]) -> None:
    """Services of which nothing was counted have no say."""
    together = add_uptimes(members)
    ratios = [one.all.ratio for one in members if one.all.ratio is not None]
    if not ratios:
        assert together.all.ratio is None
    else:
        assert together.all.ratio is not None
        assert min(ratios) <= together.all.ratio <= max(ratios)
    assert min(one.since for one in members) == together.since


# Services


def test_lives_have_the_uptime_of_their_own_notes() -> None:
    """What troubles one service is not counted for another."""
    lives: list[ServiceSummary] = list(town(outage(at(1), 6)).services)
    assert [6 * HOUR, 0 * HOUR, 0 * HOUR] == [life.uptimes.all.down for life in lives]
