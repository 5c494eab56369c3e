"""Targets of services: what they allow, what of it is used, and whether they are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import reduce
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.model.catalog import Service
from statusgen.model.notes import Incident, Note, UnconfirmedPeriod
from statusgen.model.settings import Weights
from statusgen.model.states import ServiceState
from statusgen.model.status import Status
from statusgen.model.targets import Target, Window
from statusgen.timeline.calendar import day_at, midnight
from statusgen.timeline.derive import derive
from statusgen.timeline.intervals import sweep
from statusgen.timeline.levels import Measured, level_on
from statusgen.timeline.site_state import ServiceSummary
from statusgen.timeline.values import Interval, Level, LevelState
from tests.examples import examples
from tests.strategies_timeline import DOWN, PARTIAL, WORK, incident, maintenance, site, update, words

HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
DAY = 24 * HOUR
OLD = date(2024, 1, 1)
BERLIN = "Europe/Berlin"
OVER = {LevelState.MET, LevelState.MISSED}


def at(text: str) -> datetime:
    """An instant in UTC: `2026-05-01 09:20`."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def trams(
    *notes: Note,
    now: str,
    targets: Sequence[Target] = (),
    since: date | None = OLD,
    retired: date | None = None,
    zone: str = "UTC",
) -> ServiceSummary:
    """The trams, the only service, promised by some targets."""
    service = Service(id="trams", name=words("Trams"), since=since, retired=retired, targets=tuple(targets))
    (found,) = derive(site(*notes, services=(service,), zone=zone), at(now)).services
    return found


def level(
    *notes: Note,
    now: str,
    percent: str = "99.5",
    window: Window = Window.DAYS_30,
    since: date | None = OLD,
    retired: date | None = None,
    zone: str = "UTC",
    from_: date | None = None,
) -> Level:
    """The level of the trams with a single target."""
    target = Target(percent=percent, window=window, since=from_)
    found = trams(*notes, now=now, targets=[target], since=since, retired=retired, zone=zone).level
    assert found is not None
    return found


def outage(start: str, length: timedelta, state: ServiceState = DOWN) -> Incident:
    """An outage of the trams."""
    begin = at(start)
    return incident(update(Status.RESOLVED, begin + length), name=start[:10], started=begin, trams=state)


def work(start: str, length: timedelta) -> Note:
    """Planned work on the trams."""
    return maintenance(name=start[:10], starts=at(start), ends=at(start) + length)


def length(microseconds: Fraction) -> timedelta:
    """A duration of whole microseconds."""
    assert microseconds.denominator == 1
    return timedelta(microseconds=microseconds.numerator)


# Budgets


@pytest.mark.parametrize(
    ("percent", "window", "now", "allowed"),
    [
        ("99", Window.DAYS_30, "2026-05-30 00:00", 29 * DAY / 100),
        ("99.9", Window.MONTH, "2026-04-15 00:00", 43 * MINUTE + 12 * SECOND),
        ("99.95", Window.MONTH, "2026-02-15 00:00", 20 * MINUTE + 9.6 * SECOND),
        ("99.99", Window.QUARTER, "2026-05-15 00:00", 91 * DAY / 10_000),
        ("99.9", Window.YEAR, "2026-05-15 00:00", 365 * DAY / 1000),
        ("99.9", Window.YEAR, "2028-05-15 00:00", 366 * DAY / 1000),
        ("100", Window.YEAR, "2026-05-15 00:00", 0 * DAY),
        ("0", Window.MONTH, "2026-04-15 00:00", 30 * DAY),
    ],
)
def test_a_target_allows_a_share_of_its_window(
    percent: str, window: Window, now: str, allowed: timedelta
) -> None:
    """The last days count up to now, and a period of the calendar as a whole."""
    assert allowed == length(level(now=now, percent=percent, window=window).allowed)


@pytest.mark.parametrize(("now", "hours"), [("2026-03-10 12:00", 743), ("2026-10-10 12:00", 745)])
def test_months_are_as_long_as_clocks_make_them(now: str, hours: int) -> None:
    """In March, Berlin has an hour less."""
    found = level(now=now, window=Window.MONTH, zone=BERLIN)
    assert (hours * HOUR, hours * HOUR / 200) == (found.counted, length(found.allowed))


def test_downtime_uses_the_budget_by_its_weight() -> None:
    """Three hours of a partial outage are 54 minutes; 10 hours before the window are nobody's."""
    notes = outage("2026-05-10 08:00", 3 * HOUR, PARTIAL), outage("2026-03-01 08:00", 10 * HOUR)
    found = level(*notes, now="2026-05-30 12:00")
    assert 54 * MINUTE == length(found.used)
    assert found.allowed - found.used == found.left


@pytest.mark.parametrize(
    ("extra", "over", "running"),
    [
        (0 * SECOND, LevelState.MET, LevelState.ON_COURSE),
        (SECOND, LevelState.MISSED, LevelState.MISSED_ALREADY),
    ],
)
def test_a_target_is_kept_up_to_the_last_moment_that_it_allows(
    extra: timedelta, over: LevelState, running: LevelState
) -> None:
    """Of 30 days, 99.9 percent allow exactly 43 minutes and 12 seconds."""
    note = outage("2026-04-10 08:00", 43 * MINUTE + 12 * SECOND + extra)
    assert running is level(note, now="2026-04-30 23:59", percent="99.9", window=Window.MONTH).state
    service = trams(note, now="2026-05-01 00:00")
    month = Target(percent="99.9", window=Window.MONTH)
    april = level_on(date(2026, 4, 30), measured(service, at("2026-05-01 00:00"), [month]))
    assert april
    assert (over, -extra) == (april.state, length(april.left))


def test_an_open_incident_uses_the_budget_as_it_goes_on() -> None:
    """A quarter of an hour after its end, half an hour is spent that a month allows at 99.95 percent."""
    note = incident(started=at("2026-04-10 08:00"), trams=DOWN)
    states = [
        level(note, now=now, percent="99.95", window=Window.MONTH).state
        for now in ("2026-04-10 08:21", "2026-04-10 08:22")
    ]
    assert [LevelState.ON_COURSE, LevelState.MISSED_ALREADY] == states


def test_withdrawn_incidents_use_nothing() -> None:
    """They never happened."""
    note = replace(outage("2026-04-10 08:00", 9 * HOUR), withdrawn=words("A test"))
    assert 0 == level(note, now="2026-04-30 12:00").used


def test_a_reopened_incident_uses_the_time_of_its_states() -> None:
    """Down for an hour, up for one, and down for another."""
    begin = at("2026-04-10 08:00")
    note = incident(
        update(Status.RESOLVED, begin + HOUR),
        update(Status.IDENTIFIED, begin + 2 * HOUR, trams=DOWN),
        update(Status.RESOLVED, begin + 3 * HOUR),
        started=begin,
        trams=DOWN,
    )
    assert 2 * HOUR == length(level(note, now="2026-04-30 12:00").used)


def test_what_is_unconfirmed_is_not_judged() -> None:
    """Nobody knows how long the service was down."""
    hidden = UnconfirmedPeriod(at("2026-04-10 09:00"), at("2026-04-10 09:01"), everywhere=False)
    note = replace(outage("2026-04-10 08:00", HOUR), unconfirmed=(hidden,))
    assert level(note, now="2026-04-30 12:00").state is None


# Planned work


def test_planned_work_is_left_out_of_the_window() -> None:
    """That which is over, in progress and to come; so less time may be down."""
    notes = [work(f"2026-04-{day} 08:00", 20 * HOUR) for day in ("05", "15", "25")]
    found = level(*notes, now="2026-04-15 12:00", window=Window.MONTH)
    assert (30 * DAY - 60 * HOUR, (30 * DAY - 60 * HOUR) / 200) == (found.counted, length(found.allowed))


def test_planned_work_without_an_end_is_left_out_up_to_now() -> None:
    """It goes on after its planned end, but surely not until the end of the year."""
    begin = at("2026-04-15 08:00")
    late = update(Status.IN_PROGRESS, begin + 3 * HOUR)
    note = maintenance(late, starts=begin, ends=begin + 2 * HOUR)
    found = level(note, now="2026-04-15 12:00", window=Window.YEAR)
    assert 365 * DAY - 4 * HOUR == found.counted


def test_work_after_the_window_does_not_shorten_it() -> None:
    """Only the part before midnight is of April."""
    found = level(work("2026-04-30 23:00", 5 * HOUR), now="2026-04-10 12:00", window=Window.MONTH)
    assert 30 * DAY - HOUR == found.counted


def test_downtime_during_planned_work_counts() -> None:
    """An incident of one hour while three hours of work go on; of them, two are left out."""
    notes = work("2026-04-10 08:00", 3 * HOUR), outage("2026-04-10 09:00", HOUR)
    found = level(*notes, now="2026-04-15 12:00", window=Window.MONTH)
    assert (30 * DAY - 2 * HOUR, HOUR) == (found.counted, length(found.used))


def test_planned_work_during_an_open_incident_is_left_out_from_now_on() -> None:
    """Up to now the incident counts; the rest of the work is as if nothing more went wrong."""
    notes = work("2026-04-10 08:00", 4 * HOUR), incident(started=at("2026-04-10 09:00"), trams=DOWN)
    found = level(*notes, now="2026-04-10 10:00", window=Window.MONTH)
    assert (30 * DAY - 3 * HOUR, HOUR) == (found.counted, length(found.used))


def test_a_window_of_nothing_but_planned_work_is_not_judged() -> None:
    """Nothing of it counts."""
    note = maintenance(starts=at("2026-03-01 00:00"), ends=at("2026-06-01 00:00"), trams=WORK)
    found = level(note, now="2026-05-15 12:00")
    assert (0 * DAY, None) == (found.counted, found.state)


# First and last days


def test_a_young_service_has_the_budget_of_the_whole_window() -> None:
    """Half an hour on the first day is less than 30 days allow; by the 31st day they are over."""
    note = outage("2026-05-01 08:00", 30 * MINUTE)
    first = level(note, now="2026-05-01 12:00", percent="99.9", since=date(2026, 5, 1))
    assert (30 * DAY, at("2026-05-31 00:00")) == (first.counted, first.end)
    assert LevelState.ON_COURSE is first.state
    whole = level(note, now="2026-05-30 12:00", percent="99.9", since=date(2026, 5, 1))
    assert (29 * DAY + 12 * HOUR, LevelState.MET) == (whole.counted, whole.state)


@pytest.mark.parametrize(
    ("since", "from_", "start"),
    [
        (date(2026, 4, 10), None, "2026-04-10 00:00"),
        (date(2026, 4, 10), date(2026, 4, 5), "2026-04-10 00:00"),
        (OLD, date(2026, 4, 12), "2026-04-12 00:00"),
    ],
)
def test_nothing_is_judged_before_the_service_and_its_target(
    since: date, from_: date | None, start: str
) -> None:
    """An outage before that day is not held against it."""
    note = outage("2026-04-09 08:00", 20 * HOUR)
    for window in (Window.MONTH, Window.DAYS_30, Window.YEAR):
        found = level(note, now="2026-04-20 12:00", window=window, since=since, from_=from_)
        late = max(at(start), at("2026-04-10 00:00"))
        down = max(at("2026-04-10 04:00") - late, timedelta())
        assert (at(start), down) == (found.start, length(found.used))


def test_without_a_target_for_today_there_is_no_level() -> None:
    """Neither without any target, nor before the first, nor before the service, nor after it."""
    today, later = "2026-04-20 12:00", date(2026, 4, 21)
    own = Target(percent="99")
    assert [None] * 4 == [
        trams(now=today).level,
        trams(now=today, targets=[replace(own, since=later)]).level,
        trams(now=today, targets=[own], since=later).level,
        trams(now=today, targets=[own], retired=date(2026, 4, 20)).level,
    ]


def test_a_window_ends_with_the_service() -> None:
    """Of April, 25 days count; and what the service loses in its last days is judged on the last of them."""
    found = level(now="2026-04-20 12:00", window=Window.MONTH, retired=date(2026, 4, 26))
    assert (25 * DAY, at("2026-04-26 00:00")) == (found.counted, found.end)
    young = level(now="2026-04-20 12:00", since=date(2026, 4, 16), retired=date(2026, 4, 26))
    assert (10 * DAY, LevelState.ON_COURSE) == (young.counted, young.state)


# Changes of targets

CHANGED = (
    Target(percent="99", window=Window.MONTH, until=date(2026, 4, 10)),
    Target(percent="99.9", window=Window.MONTH, since=date(2026, 4, 11)),
)


def test_a_new_target_does_not_judge_the_past() -> None:
    """Ten days by the old one and twenty by the new; before that day, the new one is not yet asked."""
    days = 10 * DAY / 100 + 20 * DAY / 1000
    for now, percent in (("2026-04-10 12:00", "99"), ("2026-04-11 12:00", "99.9")):
        found = trams(now=now, targets=CHANGED).level
        assert found
        assert (percent, days) == (found.target.percent, length(found.allowed))
    march = level_on(
        date(2026, 3, 31), measured(trams(now="2026-05-15 12:00"), at("2026-05-15 12:00"), CHANGED)
    )
    assert march
    assert ("99", 31 * DAY / 100) == (march.target.percent, length(march.allowed))


def test_days_without_a_target_are_not_counted() -> None:
    """Of April, three days are judged by none."""
    gap = (CHANGED[0], replace(CHANGED[1], since=date(2026, 4, 14)))
    found = trams(now="2026-04-20 12:00", targets=gap).level
    assert found
    assert 27 * DAY == found.counted


# Properties

ZONES = ("UTC", BERLIN, "America/St_Johns", "Pacific/Auckland", "Africa/Cairo")
percents = st.sampled_from(("0", "50", "95", "99", "99.5", "99.9", "99.95", "99.999", "100"))
windows = st.sampled_from(Window)
spring = st.integers(0, 183).map(lambda days: date(2026, 1, 1) + days * timedelta(1))
"""Days of half a year, in which clocks change."""


@st.composite
def intervals(draw: st.DrawFn) -> list[Interval]:
    """States of a service in half a year, planned or not; the last may not be over."""
    found = []
    for number in range(draw(st.integers(0, 8))):
        start = at("2026-01-01 00:00") + draw(st.integers(0, 183 * 24 * 60)) * MINUTE
        end = None if draw(st.integers(0, 5)) == 0 else start + draw(st.integers(1, 20_000)) * MINUTE
        state = draw(st.sampled_from([DOWN, PARTIAL, ServiceState.DEGRADED, WORK]))
        found.append(Interval(start, end, "trams", state, f"note-{number}", draw(st.booleans())))
    return found


def measured(
    of: ServiceSummary | Sequence[Interval], now: datetime, targets: Sequence[Target], zone: str = "UTC"
) -> Measured:
    """What is measured of a service, or of the intervals of one."""
    own = of.intervals if isinstance(of, ServiceSummary) else of
    return Measured(
        targets=targets,
        since=OLD,
        periods=sweep(own, now),
        intervals=own,
        now=now,
        zone=ZoneInfo(zone),
        weights=Weights(degraded=0.1),
    )


def _level(day: date, of: Measured) -> Level:
    found = level_on(day, of)
    assert found
    return found


@settings(max_examples=examples(200), deadline=None)
@given(intervals(), st.sampled_from(ZONES), spring, spring, percents)
def test_two_parts_of_a_period_sum_to_the_whole(
    own: list[Interval], zone: str, day: date, now: date, percent: str
) -> None:
    """A year up to a day, and the same year from that day, exactly."""
    target = Target(percent=percent, window=Window.YEAR)
    of = measured(own, midnight(now, ZoneInfo(zone)) + 7 * HOUR, [target], zone)
    today, split = day_at(of.now, of.zone), max(day, date(2026, 1, 2))
    whole = _level(today, of)
    parts = (
        _level(split - timedelta(1), replace(of, retired=split)),
        _level(max(today, split), replace(of, since=split)),
    )
    assert _sums([whole]) == _sums(parts)


def _sums(levels: Iterable[Level]) -> tuple[timedelta, Fraction, Fraction]:
    """What levels have together: counted, allowed and used."""
    nothing = timedelta(), Fraction(), Fraction()
    return reduce(
        lambda sums, one: (sums[0] + one.counted, sums[1] + one.allowed, sums[2] + one.used), levels, nothing
    )


@settings(max_examples=examples(100), deadline=None)
@given(intervals(), st.sampled_from(ZONES), percents)
def test_months_sum_to_quarters_and_quarters_to_the_year(
    own: list[Interval], zone: str, percent: str
) -> None:
    """However clocks change."""
    of = measured(own, at("2027-01-02 00:00"), [], zone)

    def ends(window: Window) -> Iterator[date]:
        for month in range(window.months, 13, window.months):
            yield date(2026 + month // 12, month % 12 + 1, 1) - timedelta(1)

    def levels(window: Window) -> list[Level]:
        target = Target(percent=percent, window=window)
        return [_level(day, replace(of, targets=[target])) for day in ends(window)]

    months, quarters, year = levels(Window.MONTH), levels(Window.QUARTER), levels(Window.YEAR)
    assert (12, 4, 1) == (len(months), len(quarters), len(year))
    assert _sums(months) == _sums(quarters) == _sums(year)


@settings(max_examples=examples(200), deadline=None)
@given(intervals(), spring, spring, percents, percents, windows)
def test_a_changed_target_judges_each_day_by_its_own(
    own: list[Interval], change: date, now: date, old: str, new: str, window: Window
) -> None:
    """Two targets allow what each of them allows of its days; all else is as if there were one."""
    before = Target(percent=old, window=window, until=change - timedelta(1))
    after = Target(percent=new, window=window, since=change)
    of = measured(own, midnight(now, ZoneInfo(BERLIN)) + 7 * HOUR, (), BERLIN)

    def by(*targets: Target) -> Level:
        return _level(now, replace(of, targets=targets))

    both, one, none = (
        by(before, after),
        by(Target(percent=new, window=window)),
        by(replace(before, percent="100"), replace(after, percent="100")),
    )
    first = by(before, replace(after, percent="100"))
    second = by(replace(before, percent="100"), after)
    assert (one.counted, one.used, one.start, one.end) == (both.counted, both.used, both.start, both.end)
    assert none.allowed == 0
    assert first.allowed + second.allowed == both.allowed


@settings(max_examples=examples(200), deadline=None)
@given(intervals(), st.sampled_from(ZONES), spring, percents, windows, st.integers(0, 86_399))
def test_nothing_is_decided_on_the_first_day(
    own: list[Interval], zone: str, first: date, percent: str, window: Window, seconds: int
) -> None:
    """It is on course or missed already; and a window of days has all of its days to come."""
    now = min(
        midnight(first, ZoneInfo(zone)) + seconds * SECOND,
        midnight(first + timedelta(1), ZoneInfo(zone)) - SECOND,
    )
    found = _level(
        first, replace(measured(own, now, [Target(percent=percent, window=window)], zone), since=first)
    )
    assert found.state not in OVER
    if window.days:
        assert window.days == round((found.end - found.start) / DAY)


@settings(max_examples=examples(200), deadline=None)
@given(intervals(), st.sampled_from(ZONES), spring, percents, st.integers(1, 900), st.sampled_from(Window))
def test_what_is_over_does_not_change_with_time(
    own: list[Interval], zone: str, day: date, percent: str, later: int, window: Window
) -> None:
    """The level of a day is the same on each day after its window."""
    target = Target(percent=percent, window=window)
    ended = [one if one.end else replace(one, end=at("2026-07-05 00:00")) for one in own]
    end = _level(day, measured(ended, midnight(day + timedelta(1), ZoneInfo(zone)), [target], zone)).end
    now = max(end, at("2026-07-20 00:00"))
    found = {level_on(day, measured(ended, instant, [target], zone)) for instant in (now, now + later * HOUR)}
    assert 1 == len(found)


@settings(max_examples=examples(200), deadline=None)
@given(intervals(), spring, percents, st.sampled_from((30, 90, 365)))
def test_a_target_of_days_is_kept_if_uptime_is_as_high(
    own: list[Interval], now: date, percent: str, days: int
) -> None:
    """The two are measured in the same way."""
    window = Window(f"{days} days")
    instant = midnight(now, ZoneInfo("UTC")) + 7 * HOUR
    found = _level(now, measured(own, instant, [Target(percent=percent, window=window)]))
    if not found.counted:
        assert found.state is None
    else:
        uptime = 1 - found.used / (found.counted // timedelta(microseconds=1))
        kept = LevelState.MET if uptime >= Fraction(percent) / 100 else LevelState.MISSED
        assert kept is found.state
