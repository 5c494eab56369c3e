"""The state of a service, its causes, its days and its uptime."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from statusgen.model.catalog import Service
from statusgen.model.notes import Note
from statusgen.model.settings import Weights
from statusgen.model.states import ServiceState
from statusgen.model.status import Status
from statusgen.timeline.derive import derive
from statusgen.timeline.site_state import ServiceSummary
from statusgen.timeline.values import Day, Uptime
from tests.strategies_timeline import (
    DOWN,
    PARTIAL,
    SLOW,
    UP,
    WORK,
    at,
    incident,
    maintenance,
    site,
    update,
    words,
)

HOUR = timedelta(hours=1)
DEFAULT = Weights()
NOON = at(12, day=2)
RESOLVED = Status.RESOLVED


def trams(*notes: Note, now: datetime = NOON, since: date | None = None, zone: str = "UTC") -> ServiceSummary:
    """The life of the trams, the only service."""
    service = Service(id="trams", name=words("Trams"), since=since)
    (life,) = derive(site(*notes, services=(service,), zone=zone), now).services
    return life


def storm(start: int, end: int, state: ServiceState, name: str = "storm") -> Note:
    """An incident of the trams on the first of May, by its hours."""
    updates = update(Status.INVESTIGATING, at(start)), update(RESOLVED, at(end))
    return incident(*updates, name=name, started=at(start), trams=state)


# State and causes


def test_a_service_nothing_is_said_of_is_operational() -> None:
    """A site without services is, too."""
    assert (UP, ()) == (trams().state, trams().causes)
    assert UP == derive(site(services=()), NOON).state


def test_the_worst_of_overlapping_notes_shows() -> None:
    """All of them are causes: worst first, then the one that began first."""
    notes = (
        incident(name="a-late", started=at(10), trams=SLOW),
        incident(name="lines", started=at(11), trams=PARTIAL),
        incident(name="early", started=at(9), trams=SLOW),
        incident(name="others", started=at(9), tickets=DOWN),
        incident(update(RESOLVED, at(11)), name="over", started=at(9), trams=DOWN),
        maintenance(starts=at(9, day=2), ends=at(13, day=2)),
    )
    life = trams(*notes)
    assert ("incident/lines", "incident/early", "incident/a-late", "maintenance/rails") == life.causes
    assert PARTIAL is life.state


def test_the_site_is_as_its_worst_service() -> None:
    """Of those in the catalog."""
    note = incident(trams=SLOW, tickets=PARTIAL, buses=DOWN)
    timeline = derive(site(note), NOON)
    assert [SLOW, PARTIAL, UP] == [life.state for life in timeline.services]
    assert PARTIAL == timeline.state


def test_intervals_stand_by_start() -> None:
    """From all notes, the planned future too."""
    notes = (
        maintenance(starts=at(20, day=3), ends=at(22, day=3)),
        storm(15, 16, DOWN),
        storm(9, 18, SLOW, "rain"),
    )
    assert ["incident/rain", "incident/storm", "maintenance/rails"] == [
        interval.note for interval in trams(*notes).intervals
    ]


# Days


def test_there_are_90_days_and_the_last_is_today() -> None:
    """In the site's zone, where it may be another day."""
    days = trams(now=at(23, day=2), zone="Europe/Berlin").days
    assert (90, date(2026, 5, 3), date(2026, 2, 3)) == (len(days), days[-1].date, days[0].date)


def test_a_day_shows_its_worst_state_and_for_how_long() -> None:
    """And the notes that touched it, by start."""
    notes = (storm(12, 13, PARTIAL, "b"), storm(9, 18, SLOW, "c"), storm(15, 17, PARTIAL, "a"))
    *_, yesterday, today = trams(*notes).days
    assert Day(date(2026, 5, 1), PARTIAL, 3 * HOUR, ("incident/c", "incident/b", "incident/a")) == yesterday
    assert Day(date(2026, 5, 2), UP, 0 * HOUR) == today


def test_overlapping_notes_count_once() -> None:
    """An hour in a state is an hour, however many notes say so."""
    *_, yesterday, _ = trams(storm(9, 12, DOWN, "a"), storm(10, 13, DOWN, "b")).days
    assert 4 * HOUR == yesterday.affected


def test_what_goes_on_touches_each_day_up_to_now() -> None:
    """And no day before; days before the site's first note have no state."""
    *_, before, yesterday, today = trams(incident(trams=DOWN)).days
    assert Day(date(2026, 4, 30), None, 0 * HOUR) == before
    assert Day(date(2026, 5, 1), DOWN, 15 * HOUR, ("incident/storm",)) == yesterday
    assert Day(date(2026, 5, 2), DOWN, 12 * HOUR, ("incident/storm",)) == today


def test_what_ends_at_midnight_does_not_touch_the_next_day() -> None:
    """Days begin at midnight in the site's zone."""
    note = incident(update(RESOLVED, at(22)), trams=DOWN)
    *_, yesterday, today = trams(note, zone="Europe/Berlin").days
    assert (DOWN, 13 * HOUR, UP, ()) == (yesterday.state, yesterday.affected, today.state, today.notes)


def test_what_begins_now_shows_today() -> None:
    """The day's bar never looks better than the state beside it."""
    begun = trams(storm(8, 9, SLOW, "rain"), incident(trams=DOWN), now=at(9))
    assert Day(date(2026, 5, 1), DOWN, 0 * HOUR, ("incident/rain", "incident/storm")) == begun.days[-1]
    midnight = trams(incident(trams=DOWN), now=at(0, day=2))
    assert Day(date(2026, 5, 2), DOWN, 0 * HOUR, ("incident/storm",)) == midnight.days[-1]
    milder = trams(storm(8, 10, DOWN), incident(name="rain", trams=SLOW), now=at(9))
    assert Day(date(2026, 5, 1), DOWN, 1 * HOUR, ("incident/storm", "incident/rain")) == milder.days[-1]


def test_maintenance_shows_in_the_bar_but_not_before_its_time() -> None:
    """Work planned for tonight leaves today as it is."""
    assert [UP, WORK] == [trams(maintenance(), now=now).days[-1].state for now in (at(19), at(21))]


def test_days_before_the_service_existed_have_no_state() -> None:
    """Whatever notes say of them."""
    *_, first, second, today = trams(incident(started=at(0), trams=DOWN), since=date(2026, 5, 1)).days
    assert [None, DOWN, DOWN] == [first.state, second.state, today.state]
    *_, last = trams(incident(trams=DOWN), since=date(2027, 1, 1)).days
    assert Day(date(2026, 5, 2), None, 0 * HOUR) == last


# Uptime


def measured(*notes: Note, weights: Weights = DEFAULT) -> Uptime:
    """The uptime of the trams on the first and half of the second of May: 36 hours."""
    service = Service(id="trams", name=words("Trams"), since=date(2026, 5, 1))
    plain = site(*notes, services=(service,))
    (life,) = derive(replace(plain, settings=replace(plain.settings, weights=weights)), NOON).services
    return life.uptimes.all


def test_each_state_counts_by_its_weight() -> None:
    """By default a major outage wholly, a partial one by three tenths, degradation not at all."""
    for state, down in ((DOWN, 10 * HOUR), (PARTIAL, 3 * HOUR), (SLOW, 0 * HOUR)):
        assert Uptime(1 - down / (36 * HOUR), 36 * HOUR, down) == measured(storm(9, 19, state))


def test_weights_are_the_sites_choice() -> None:
    """Whoever holds that slow is half down can say so."""
    assert 5 * HOUR == measured(storm(9, 19, SLOW), weights=Weights(degraded=0.5)).down
    assert 10 * HOUR == measured(storm(9, 19, PARTIAL), weights=Weights(partial_outage=1)).down


def test_overlapping_incidents_count_by_the_worst() -> None:
    """Never twice."""
    notes = storm(9, 12, PARTIAL, "a"), storm(10, 12, DOWN, "b"), storm(12, 13, PARTIAL, "c")
    assert 2 * HOUR + 2 * HOUR * 0.3 == measured(*notes).down


def test_planned_work_is_not_counted() -> None:
    """It makes uptime neither better nor worse, in whatever state it puts the service."""
    for state in (WORK, SLOW, DOWN):
        assert Uptime(1, 34 * HOUR, 0 * HOUR) == measured(maintenance(trams=state))


def test_trouble_during_planned_work_counts() -> None:
    """What breaks is not excused by the work, be it slow at a weight of nothing."""
    for state, down in ((DOWN, 2 * HOUR), (PARTIAL, 2 * HOUR * 0.3), (SLOW, 0 * HOUR)):
        # From 19:00 to 21:00 in trouble, so that of the work only the second hour remains.
        assert Uptime(1 - down / (35 * HOUR), 35 * HOUR, down) == measured(
            maintenance(), storm(19, 21, state)
        )


def test_unplanned_maintenance_is_not_counted() -> None:
    """An incident that puts a service under maintenance."""
    assert Uptime(1, 26 * HOUR, 0 * HOUR) == measured(storm(9, 19, WORK))


def test_there_is_no_uptime_of_nothing() -> None:
    """All of it planned work, or no time at all."""
    note = maintenance(starts=at(0), ends=at(0, day=3))
    assert Uptime(None, 0 * HOUR, 0 * HOUR) == measured(note)
    assert Uptime(None, 0 * HOUR, 0 * HOUR) == trams(since=date(2027, 1, 1)).uptimes.days_90
