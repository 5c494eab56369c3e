"""What holds of any timeline, whatever the notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.model.notes import Incident, Maintenance
from statusgen.model.settings import Weights
from statusgen.model.site import Site
from statusgen.model.states import ServiceState
from statusgen.timeline.calendar import last_days
from statusgen.timeline.days import service_days
from statusgen.timeline.derive import derive
from statusgen.timeline.intervals import covering, sweep
from statusgen.timeline.site_state import Timeline
from statusgen.timeline.uptime import measure_from
from statusgen.timeline.values import Interval
from tests.examples import examples
from tests.strategies_timeline import FIRST, STEP, UP, WORK, instants, intervals
from tests.strategies_timeline import settings as site_settings
from tests.strategies_timeline import sites as any_sites

T = TypeVar("T", Incident, Maintenance)

quick = settings(max_examples=examples(100), deadline=None)
weights = st.builds(Weights, st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
BERLIN = site_settings("Europe/Berlin").zone


def facts(timeline: Timeline) -> object:
    """All of a timeline but what grows as time passes."""
    services = [
        (life.state, life.causes, life.intervals, [(day.date, day.state, day.notes) for day in life.days])
        for life in timeline.services
    ]
    return timeline.site, timeline.incidents, timeline.maintenances, services, timeline.state


@quick
@given(any_sites(), instants, st.randoms(use_true_random=False))
def test_order_of_notes_and_updates_does_not_matter(content: Site, now: datetime, random: Random) -> None:
    """Only times count."""

    def mixed(notes: tuple[T, ...]) -> tuple[T, ...]:
        within = [
            replace(note, updates=tuple(random.sample(note.updates, len(note.updates)))) for note in notes
        ]
        return tuple(random.sample(within, len(within)))

    other = replace(content, incidents=mixed(content.incidents), maintenances=mixed(content.maintenances))
    assert derive(content, now) == derive(other, now)


@quick
@given(any_sites(), instants)
def test_the_future_is_hidden_everywhere(content: Site, now: datetime) -> None:
    """An update that is not posted yet changes only the instant of the next change."""

    def cut(note: T) -> T:
        past = tuple(update for update in note.updates if update.at <= now)
        return replace(note, updates=past or note.updates)

    past = replace(
        content,
        incidents=tuple(map(cut, content.incidents)),
        maintenances=tuple(map(cut, content.maintenances)),
    )
    without, whole = derive(past, now), derive(content, now)
    assert replace(without, next_change=whole.next_change) == whole


@quick
@given(any_sites(), instants, st.floats(0, 1, exclude_min=True, exclude_max=True))
def test_nothing_changes_before_the_next_change(content: Site, now: datetime, part: float) -> None:
    """Whoever builds the site again at that instant misses nothing."""
    timeline = derive(content, now)
    between = now + (timeline.next_change - now) * part
    assert now < timeline.next_change
    if now < between < timeline.next_change:
        assert facts(timeline) == facts(derive(content, between))


@quick
@given(any_sites(), instants)
def test_a_service_is_as_its_notes_say(content: Site, now: datetime) -> None:
    """The worst that open incidents and active maintenances tell now; the others leave no trace."""
    timeline = derive(content, now)
    told: list[dict[str, ServiceState]] = [
        *(dict(life.states) for life in timeline.incidents if life.open),
        *(dict(life.states) for life in timeline.maintenances if life.active),
    ]
    for life in timeline.services:
        assert max((states.get(life.service.id, UP) for states in told), default=UP) == life.state


@quick
@given(any_sites(), instants)
def test_lives_are_sound(content: Site, now: datetime) -> None:
    """Intervals follow each other and stay inside the note's time; uptime is a share."""
    timeline = derive(content, now)
    for life in timeline.incidents:
        for interval in life.intervals:
            assert life.starts <= interval.start
            assert interval.end is None or interval.start < interval.end
            assert life.open or (interval.end and life.ends and interval.end <= life.ends)
    for work in timeline.maintenances:
        assert not (work.active and work.starts > now)
        assert all(interval.planned for interval in work.intervals)
    for service in timeline.services:
        assert list(service.intervals) == sorted(service.intervals, key=lambda one: one.start)
        for _, uptime in service.uptimes.windows:
            assert uptime.ratio is None or 0 <= uptime.ratio <= 1


@quick
@given(any_sites(), instants)
def test_the_site_is_as_good_as_its_services(content: Site, now: datetime) -> None:
    """Never better than the best of them, nor worse than the worst, in any window."""
    timeline = derive(content, now)
    assert timeline.uptimes
    services = zip(*(life.uptimes.windows for life in timeline.services), strict=True)
    for (_, whole), same in zip(timeline.uptimes.windows, services, strict=True):
        ratios = [uptime.ratio for _, uptime in same if uptime.ratio is not None]
        assert whole.ratio is not None or not ratios or whole.unconfirmed
        assert whole.ratio is None or min(ratios) <= whole.ratio <= max(ratios)


@quick
@given(intervals(), instants, weights)
def test_uptime_is_what_each_half_hour_says(found: list[Interval], now: datetime, weighing: Weights) -> None:
    """The sweep agrees with asking for every half hour what held then."""
    weigh = {
        ServiceState.DEGRADED: weighing.degraded,
        ServiceState.PARTIAL_OUTAGE: weighing.partial_outage,
        ServiceState.MAJOR_OUTAGE: weighing.major_outage,
    }
    counted, down, moment = timedelta(), 0.0, FIRST
    while moment < now:
        held = covering(found, moment)
        trouble = max((one.state for one in held if not one.planned), default=UP)
        if trouble > WORK or not held:
            counted += STEP
            down += weigh.get(trouble, 0.0)
        moment += STEP
    (uptime,) = measure_from(sweep(found, now), [FIRST], now, weighing)
    assert counted == uptime.counted
    assert abs(uptime.down - down * STEP) < timedelta(milliseconds=1)
    assert (uptime.ratio is None) == (not counted or bool(uptime.unconfirmed))
    assert uptime.ratio is None or 0 <= uptime.ratio <= 1


@quick
@given(intervals(), instants, instants, weights)
def test_splitting_an_interval_changes_nothing(
    found: list[Interval], cut: datetime, now: datetime, weighing: Weights
) -> None:
    """Two that touch are as one."""
    split = []
    for one in found:
        if one.start < cut and (one.end is None or cut < one.end):
            split += [replace(one, end=cut), replace(one, start=cut)]
        else:
            split.append(one)
    whole, parts = sweep(found, now), sweep(split, now)
    assert measure_from(whole, [FIRST], now, weighing) == measure_from(parts, [FIRST], now, weighing)
    calendar = last_days(now, BERLIN)

    def by_start(some: list[Interval]) -> list[Interval]:
        return sorted(some, key=lambda one: (one.note, one.start))

    assert service_days(by_start(found), whole, calendar, calendar.dates[0]) == service_days(
        by_start(split), parts, calendar, calendar.dates[0]
    )


@quick
@given(intervals(), instants, weights)
def test_days_add_up(found: list[Interval], now: datetime, weighing: Weights) -> None:
    """What is counted and down in the 90 days is what is counted and down in each of them."""
    calendar, stretches = last_days(now, BERLIN), sweep(found, now)
    days = [
        one
        for start, end in pairwise(calendar.bounds)
        for one in measure_from(stretches, [start], end, weighing)
    ]
    (whole,) = measure_from(stretches, calendar.bounds[:1], now, weighing)
    assert whole.counted == sum((day.counted for day in days), timedelta())
    assert abs(whole.down - sum((day.down for day in days), timedelta())) < timedelta(milliseconds=1)


@quick
@given(intervals(), instants, st.lists(instants, min_size=1, max_size=4), weights)
def test_windows_are_measured_together_as_alone(
    found: list[Interval], now: datetime, starts: list[datetime], weighing: Weights
) -> None:
    """Walking the stretches once for all windows gives what walking them for each would."""
    stretches, begins = sweep(found, now), sorted(min(start, now) for start in starts)
    alone = tuple(measure_from(stretches, [start], now, weighing)[0] for start in begins)
    assert alone == measure_from(stretches, begins, now, weighing)


@quick
@given(intervals(), instants)
def test_a_days_state_is_its_worst_stretch(found: list[Interval], now: datetime) -> None:
    """And no stretch of that day is worse or missing."""
    calendar, stretches = last_days(now, BERLIN), sweep(found, now)
    days = service_days(found, stretches, calendar, calendar.dates[0])
    for day, (start, end) in zip(days, pairwise(calendar.bounds), strict=True):
        worst = [one.worst for one in stretches if one.start < end and start < one.end]
        if day is days[-1]:
            worst += [one.state for one in covering(found, now)]
        assert max(worst, default=UP) == day.state
        assert day.affected <= end - start
        assert bool(day.notes) == bool(worst)
