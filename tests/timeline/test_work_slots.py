"""The next free slot for planned work: it is free, and the first one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from statusgen.model.catalog import Service
from statusgen.model.changes import ChangeRules, Freeze, WorkWindow
from statusgen.model.notes import AffectedService, Maintenance
from statusgen.model.states import ServiceState
from statusgen.model.text import EMPTY, LocalText
from statusgen.timeline.changes import Work, common_chain, planned_work
from statusgen.timeline.work_slots import Slot, frozen, next_slot

HUB = ("network", "payments", "checkout", "timetable", "website")
SERVICES = tuple(
    Service(id=id_, name=EMPTY, depends_on=needs)
    for id_, needs in zip(HUB, (("checkout",), ("network",), ("payments",), ("network",), ()), strict=True)
)
"""Services behind a hub; three of them depend on each other in a circle."""
NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
ZONES = tuple(map(ZoneInfo, ("UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe")))
QUARTER, DAY = timedelta(minutes=15), timedelta(days=1)
"""Clocks change in all zones but UTC within the days of these tests."""

quarters = st.integers(0, 4 * 24 * 16).map(lambda count: NOW + QUARTER * count)
lengths = st.integers(1, 40).map(lambda count: QUARTER * count)


@st.composite
def notes(draw: st.DrawFn) -> tuple[Maintenance, ...]:
    """Planned work of the next days, each on one service and maybe degrading another."""
    found = []
    for number in range(draw(st.integers(1, 6))):
        starts = draw(quarters)
        one, other = draw(st.tuples(st.sampled_from(HUB), st.sampled_from(HUB)))
        states = {other: ServiceState.DEGRADED, one: ServiceState.UNDER_MAINTENANCE}
        found.append(
            Maintenance(
                id=f"work-{number}",
                title=LocalText((("en", "Work"),)),
                services=tuple(AffectedService(id_, state) for id_, state in states.items()),
                starts=starts,
                ends=starts + draw(lengths),
                announced=NOW - draw(lengths),
            )
        )
    return tuple(found)


days = st.integers(0, 16).map(lambda count: date(2026, 3, 20) + DAY * count)
freezes = st.builds(
    lambda first, count, services: Freeze(start=first, end=first + DAY * count, services=tuple(services)),
    days,
    st.integers(0, 4),
    st.sets(st.sampled_from(HUB), max_size=2),
)
clocks = st.integers(0, 95).map(lambda count: time(count // 4, count % 4 * 15))
windows = st.builds(
    WorkWindow, st.sets(st.integers(0, 6), min_size=1).map(lambda found: tuple(sorted(found))), clocks, clocks
)


@st.composite
def rules(draw: st.DrawFn, *, windowed: bool) -> ChangeRules:
    """Notice, freezes and, if asked for, windows."""
    return ChangeRules(
        notice=((ServiceState.UNDER_MAINTENANCE, draw(lengths)),),
        freezes=tuple(draw(st.lists(freezes, max_size=3))),
        windows=tuple(draw(st.lists(windows, min_size=1, max_size=2))) if windowed else (),
    )


def is_free(slot: Slot, work: Work, works: tuple[Work, ...], own: ChangeRules, zone: ZoneInfo) -> bool:
    """Whether no instant of a slot, each quarter of an hour, is taken: a slow and simple second opinion."""
    others = [one for one in works if one is not work and common_chain(work, one)]
    frozen_days = [
        (one.start, one.end)
        for one in own.freezes
        if not one.services or {*one.services} & {*work.users}
    ]  # fmt: skip
    at = slot[0]
    while at < slot[1]:
        if any(one.starts <= at < one.ends for one in others):
            return False
        if any(first <= at.astimezone(zone).date() <= last for first, last in frozen_days):
            return False
        at += QUARTER
    return True


@given(notes(), st.sampled_from(ZONES), st.data())
def test_a_slot_is_the_first_day_that_is_free_at_the_time_of_the_clock(
    planned: tuple[Maintenance, ...], zone: ZoneInfo, data: st.DataObject
) -> None:
    """Without windows, it keeps the time of the day, and no earlier day from the planned one on is free."""
    works, own = planned_work(planned, SERVICES, NOW), data.draw(rules(windowed=False))
    work = works[0]
    earliest = max(work.starts, (work.known or NOW) + own.notice[0][1])
    slot = next_slot(work, works, own, zone, NOW)
    assert slot
    assert work.ends - work.starts == slot[1] - slot[0]
    assert earliest <= slot[0]
    assert is_free(slot, work, works, own, zone)
    day, clock = earliest.astimezone(zone).date(), work.starts.astimezone(zone).time().replace(fold=0)
    while (begin := datetime.combine(day, clock, zone).astimezone(UTC)) < slot[0]:
        tried = begin, begin + (slot[1] - slot[0])
        assert begin < earliest or not is_free(tried, work, works, own, zone)
        day += DAY


def is_open(slot: Slot, own: ChangeRules, zone: ZoneInfo) -> bool:
    """Whether each quarter of an hour of a slot is in a window."""
    at = slot[0]
    while at < slot[1]:
        if not any(_is_in(one, at, zone) for one in own.windows):
            return False
        at += QUARTER
    return True


def _is_in(window: WorkWindow, at: datetime, zone: ZoneInfo) -> bool:
    today = at.astimezone(zone).date()
    for begins in (today - DAY, today):
        ends = begins if window.end > window.start else begins + DAY
        first, last = (
            datetime.combine(day, clock, zone).astimezone(UTC)
            for day, clock in ((begins, window.start), (ends, window.end))
        )
        if begins.weekday() in window.weekdays and first <= at < last:
            return True
    return False


@given(notes(), st.sampled_from(ZONES), st.data())
def test_with_windows_a_slot_is_the_first_time_in_them(
    planned: tuple[Maintenance, ...], zone: ZoneInfo, data: st.DataObject
) -> None:
    """No quarter of an hour before it is the start of a free time in the windows."""
    works, own = planned_work(planned, SERVICES, NOW), data.draw(rules(windowed=True))
    work = works[0]
    earliest = max(work.starts, (work.known or NOW) + own.notice[0][1])
    slot = next_slot(work, works, own, zone, NOW)
    begin, length = earliest, work.ends - work.starts
    last = slot[0] if slot else begin + 9 * DAY
    while begin < last:
        tried = begin, begin + length
        assert not (is_open(tried, own, zone) and is_free(tried, work, works, own, zone)), begin
        begin += QUARTER
    if slot:
        assert earliest <= slot[0]
        assert length == slot[1] - slot[0]
        assert is_free(slot, work, works, own, zone)
        assert is_open(slot, own, zone)


def test_a_freeze_ends_with_its_last_day_when_clocks_change() -> None:
    """The day on which clocks go forward has 23 hours."""
    first, last = frozen(Freeze(start=date(2026, 3, 29), end=date(2026, 3, 29)), ZONES[1])
    assert timedelta(hours=23) == last - first
