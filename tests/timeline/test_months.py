"""Monthly reports: what each month counts, and that no month that is over changes as time passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.model.catalog import Service
from statusgen.model.learning import Action
from statusgen.model.notes import Incident, Note
from statusgen.model.settings import Reports
from statusgen.model.site import Site
from statusgen.model.states import ServiceState
from statusgen.model.status import Status
from statusgen.model.targets import Target, Window
from statusgen.timeline.derive import derive
from statusgen.timeline.months import MonthReport, month_reports, open_time, worst_state
from statusgen.timeline.site_state import Month
from statusgen.timeline.values import LevelState
from tests.examples import examples
from tests.strategies_timeline import DOWN, PARTIAL, WORK, incident, maintenance, site, update, words

HOUR = timedelta(hours=1)
MONTHLY = Target(percent="99.5", window=Window.MONTH)
SERVICE = Service(id="trams", name=words("Trams"), since=date(2026, 1, 1), targets=(MONTHLY,))
NOW = datetime(2026, 6, 20, 12, tzinfo=UTC)


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """An instant in 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def storm(start: datetime, end: datetime | None, state: ServiceState = DOWN, name: str = "storm") -> Incident:
    """An incident of the trams, posted as it began and as it ended."""
    begun = update(Status.INVESTIGATING, start)
    over = [update(Status.RESOLVED, end)] if end else []
    return incident(begun, *over, name=name, started=start, trams=state)


def trams(
    *notes: Note, service: Service = SERVICE, zone: str = "UTC", since: date | None = date(2026, 1, 1)
) -> Site:
    """A site with one service whose reports count from a day."""
    plain = site(*notes, services=(service,), zone=zone)
    return replace(plain, settings=replace(plain.settings, reports=Reports(since=since)))


def reports(content: Site, now: datetime = NOW) -> dict[Month, MonthReport]:
    """The reports by month."""
    return {one.month: one for one in month_reports(derive(content, now))}


def ids(report: MonthReport) -> list[str]:
    """The notes of a month."""
    return [one.id for one in (*report.incidents, *report.maintenances)]


# Months


def test_every_month_has_a_report_and_the_newest_is_not_over() -> None:
    """Newest first, from the first day that counts."""
    found = month_reports(derive(trams(), NOW))

    assert [(2026, month) for month in (6, 5, 4, 3, 2, 1)] == [one.month for one in found]
    assert [False, *[True] * 5] == [one.is_over for one in found]
    assert (at(6, 1), NOW) == (found[0].start, found[0].end)


def test_months_begin_with_the_first_note_unless_the_settings_say_when() -> None:
    """A year in which nobody could post anything has no reports; a withdrawn note is no beginning."""
    note = storm(at(4, 30, 23), at(5, 1, 2))
    withdrawn = replace(storm(at(2, 1), at(2, 2), name="error"), withdrawn=words("By mistake."))

    assert (2026, 4) == min(reports(trams(note, withdrawn, since=None)))
    assert (2026, 6) == min(reports(trams(since=None)))
    assert (2026, 6) == min(reports(trams(note, since=date(2027, 1, 1))))


def test_a_note_of_long_ago_makes_no_hundreds_of_months() -> None:
    """As a wrong year would: no service counts before its first day."""
    service = replace(SERVICE, since=date(2026, 3, 10))
    found = reports(trams(storm(datetime(1970, 1, 1, tzinfo=UTC), at(4, 1)), service=service, since=None))
    assert [(2026, 6), (2026, 5), (2026, 4), (2026, 3)] == [*found]


def test_a_month_of_the_clock_change_has_its_own_length() -> None:
    """743 hours in March and 744 in May, in Berlin."""
    found = reports(trams(zone="Europe/Berlin"))

    hours = {month[1]: one.services[0].uptime.counted / HOUR for month, one in found.items()}
    assert (743, 744) == (hours[3], hours[5])
    march = found[2026, 3].services[0].level
    assert march
    assert Fraction(743 * 3_600_000_000, 200) == march.allowed


def test_reports_count_from_a_day_within_a_month() -> None:
    """What was over before it is in no report."""
    before, across = storm(at(3, 2), at(3, 3), name="before"), storm(at(3, 9, 20), at(3, 10, 6))
    found = reports(trams(before, across, since=date(2026, 3, 10)))[2026, 3]

    assert (at(3, 10), ["storm"]) == (found.start, ids(found))
    (service,) = found.services
    assert (22 * 24 * HOUR, 6 * HOUR) == (service.uptime.counted, service.uptime.down)


def test_services_are_in_the_months_in_which_they_are_offered() -> None:
    """From their first day up to the day on which they are retired."""
    service = replace(SERVICE, since=date(2026, 2, 15), retired=date(2026, 4, 11))
    found = reports(trams(service=service))

    assert [(2026, 2), (2026, 3), (2026, 4)] == sorted(month for month, one in found.items() if one.services)
    first, last = found[2026, 2].services[0], found[2026, 4].services[0]
    assert (at(2, 15), 14 * 24 * HOUR) == (first.start, first.uptime.counted)
    assert (at(4, 1), 10 * 24 * HOUR) == (last.start, last.uptime.counted)


# Notes


def test_a_note_is_in_each_month_in_which_it_was_open() -> None:
    """With the part that is in the month."""
    found = reports(trams(storm(at(4, 29), at(6, 1, 0))))

    assert [[], [], [], ["storm"], ["storm"], []] == [ids(found[2026, month]) for month in range(1, 7)]
    april, may = found[2026, 4], found[2026, 5]
    parts = [open_time(one.incidents[0], one.start, one.end) for one in (april, may)]
    assert [2 * 24 * HOUR, 31 * 24 * HOUR] == parts
    assert 31 * 24 * HOUR == may.services[0].uptime.down


def test_an_incident_that_was_opened_again_was_over_meanwhile() -> None:
    """It is in the months in which it was open, for the time in which it was."""
    again = [update(Status.INVESTIGATING, at(5, 3)), update(Status.RESOLVED, at(5, 3, 2))]
    first = storm(at(3, 3), at(3, 3, 1))
    found = reports(trams(replace(first, updates=(*first.updates, *again))))
    spent = {
        month: [
            open_time(one, found[2026, month].start, found[2026, month].end)
            for one in found[2026, month].incidents
        ]
        for month in (3, 4, 5, 6)
    }
    assert {3: [timedelta(hours=1)], 4: [], 5: [timedelta(hours=2)], 6: []} == spent


def test_a_note_that_took_no_time_is_in_its_month() -> None:
    """Told afterwards; also at the very beginning."""
    found = reports(trams(storm(at(5, 1), at(5, 1)), storm(at(5, 3), at(5, 3), name="b")))

    assert ["b", "storm"] == ids(found[2026, 5])
    assert [] == ids(found[2026, 4])


def test_withdrawn_notes_and_work_to_come_are_in_no_report() -> None:
    """Work that was called off is in the month in which it would have begun."""
    withdrawn = replace(storm(at(5, 1), at(5, 2)), withdrawn=words("By mistake."))
    off = maintenance(
        update(Status.CANCELLED, at(5, 1)), name="off", starts=at(5, 9), ends=at(5, 9, 2), trams=WORK
    )
    ahead = maintenance(name="ahead", starts=at(6, 29), ends=at(6, 30), announced=at(5, 1), trams=WORK)
    found = reports(trams(withdrawn, off, ahead))

    assert {(2026, 5): ["off"]} == {month: ids(one) for month, one in found.items() if ids(one)}


def test_the_worst_state_is_that_of_the_month() -> None:
    """Not that of the month before."""
    note = incident(
        update(Status.INVESTIGATING, at(4, 30)),
        update(Status.IDENTIFIED, at(4, 30, 12), trams=PARTIAL),
        update(Status.RESOLVED, at(5, 2)),
        started=at(4, 30),
        trams=DOWN,
    )
    found = reports(trams(note))

    worst = [worst_state(one.incidents[0], one.start, one.end) for one in (found[2026, 4], found[2026, 5])]
    assert [DOWN, PARTIAL] == worst


# Targets


def test_a_target_is_judged_at_the_end_of_the_month() -> None:
    """A month that is over is kept or missed; the month so far is on course, or missed already."""
    content = trams(storm(at(4, 3), at(4, 3, 5)), storm(at(6, 3), at(6, 3, 5), name="b"))
    levels = {month[1]: one.services[0].level for month, one in reports(content).items()}

    expected = {4: LevelState.MISSED, 5: LevelState.MET, 6: LevelState.MISSED_ALREADY}
    assert expected == {month: level.state for month, level in levels.items() if level and month in expected}
    without = trams(service=replace(SERVICE, targets=()))
    assert {None} == {one.services[0].level for one in reports(without).values()}


def test_a_window_may_begin_before_the_first_report() -> None:
    """The service has counted since January; only a day in the settings begins all windows."""
    service = replace(SERVICE, targets=(Target(percent="99", window=Window.DAYS_90),))
    note = storm(at(4, 30), at(4, 30, 1))
    without, given = (
        reports(trams(note, service=service, since=since))[2026, 4].services[0].level
        for since in (None, date(2026, 4, 1))
    )
    assert without
    assert given
    assert (at(1, 31), at(5, 1), LevelState.MET) == (without.start, without.end, without.state)
    assert (at(4, 1), at(6, 30), LevelState.ON_COURSE) == (given.start, given.end, given.state)


def test_no_month_is_before_any_service_counts() -> None:
    """Whatever day the settings give."""
    assert (2026, 1) == [
        *reports(trams(service=replace(SERVICE, since=date(2026, 1, 20)), since=date(1999, 1, 1)))
    ][-1]


# Corrections and learning


def test_changes_after_the_month_are_named() -> None:
    """An edit, and a note that was posted late; the words of updates that end an incident are none."""
    edited = storm(at(5, 3), at(5, 3, 5))
    edited = replace(edited, updates=(edited.updates[0], replace(edited.updates[1], edited=at(6, 2))))
    late = incident(
        update(Status.RESOLVED, at(6, 5), since=at(5, 7)), name="late", started=at(5, 6), trams=DOWN
    )
    across = storm(at(5, 31), at(6, 1, 2), name="across")
    same = replace(storm(at(5, 4), at(5, 4, 5), name="same"), intro=words("Edited within the month."))
    found = reports(trams(edited, late, across, same))

    assert [("late", at(6, 5), True), ("storm", at(6, 2), False)] == [
        (one.note.id, one.at, one.is_new) for one in found[2026, 5].corrections
    ]
    assert () == found[2026, 6].corrections


QUARTERLY = replace(SERVICE, targets=(Target(percent="99.5", window=Window.QUARTER),))


def test_what_changes_a_target_of_a_past_month_is_named() -> None:
    """It was posted later, about an earlier month of the same quarter."""
    late = incident(
        update(Status.RESOLVED, at(6, 5), since=at(4, 7)), name="late", started=at(4, 6), trams=DOWN
    )
    before = update(Status.RESOLVED, at(6, 6), since=at(3, 7))
    other = replace(storm(at(3, 6), None, name="other"), updates=(before,))
    quarterly, monthly = (
        reports(trams(late, other, service=service))[2026, 5] for service in (QUARTERLY, SERVICE)
    )
    assert [("late", at(6, 5), True, False)] == [
        (one.note.id, one.at, one.is_new, one.is_of_month) for one in quarterly.corrections
    ]
    assert () == monthly.corrections


def test_work_that_ends_later_than_was_known_is_named() -> None:
    """By plan it was over; that it went on was posted in the next month."""
    late = maintenance(update(Status.COMPLETED, at(6, 3)), starts=at(5, 10), ends=at(5, 11), trams=WORK)
    told = replace(late, id="told", updates=(update(Status.COMPLETED, at(5, 11)),))
    found = reports(trams(late, told))[2026, 5]
    assert [("rails", at(6, 3))] == [(one.note.id, one.at) for one in found.corrections]


def test_a_month_allows_what_it_allowed_at_its_end() -> None:
    """Work that is announced or called off later changes nothing of it; the month so far has all."""
    ahead = maintenance(name="ahead", starts=at(6, 10), ends=at(6, 12), announced=at(5, 3), trams=WORK)
    later = replace(ahead, id="later", starts=at(6, 15), ends=at(6, 16), announced=at(6, 1))
    off = replace(ahead, updates=(update(Status.CANCELLED, at(6, 2)),))
    counted = {
        (name, month): level.counted
        for name, notes in {"none": (), "both": (ahead, later), "off": (off,)}.items()
        for month in (5, 6)
        if (level := reports(trams(*notes, service=QUARTERLY))[2026, month].services[0].level)
    }
    whole, day = 91 * 24 * HOUR, 24 * HOUR
    assert [whole - 2 * day, whole - 2 * day] == [counted[name, 5] for name in ("both", "off")]
    assert [whole - 3 * day, whole] == [counted[name, 6] for name in ("both", "off")]
    assert whole == counted["none", 5]


def test_an_edit_to_come_is_not_named() -> None:
    """A writer may give it any day."""
    note = storm(at(5, 3), at(5, 3, 5))
    note = replace(note, updates=(note.updates[0], replace(note.updates[1], edited=at(6, 25))))
    found = [reports(trams(note), now)[2026, 5].corrections for now in (NOW, at(6, 26))]
    assert [0, 1] == [*map(len, found)]


def test_learning_is_as_of_the_end_of_the_month() -> None:
    """What is done later was open then."""
    actions = (
        Action(do=words("Paint"), due=at(6, 10), done=at(6, 12)),
        Action(do=words("Look"), due=at(5, 20)),
        Action(do=words("Ask"), done=at(5, 30)),
        Action(do=words("Wait"), dropped=at(6, 1), reason=words("No need.")),
    )
    begun, over = storm(at(5, 3), at(5, 3, 5)).updates
    told = replace(update(Status.POSTMORTEM, at(5, 9)), actions=actions)
    note = incident(begun, replace(over, report_by=at(5, 11)), told, started=at(5, 3), trams=DOWN)
    owed = storm(at(5, 4), at(5, 4, 5), name="owed")
    owed = replace(owed, updates=(owed.updates[0], replace(owed.updates[1], report_by=at(6, 1))))
    found = reports(trams(note, owed))

    april, may, june = (found[2026, month].learning for month in (4, 5, 6))
    assert not april
    assert ["storm"] == [one.id for one in may.postmortems]
    assert (2, 1) == (may.promised, may.kept)
    assert (1, 0, 3, 1) == (may.done, may.dropped, may.open, may.late)
    assert (1, 1, 1, 1) == (june.done, june.dropped, june.open, june.late)


def test_what_is_posted_later_makes_no_promise_kept_and_no_action_done() -> None:
    """A new day for a postmortem, or a second postmortem, changes nothing of a month that is over."""
    late = Action(do=words("Look"), due=at(5, 20))
    begun, over = storm(at(5, 3), at(5, 3, 5)).updates
    missed = incident(begun, replace(over, report_by=at(5, 11)), name="missed", started=at(5, 3), trams=DOWN)
    moved = replace(update(Status.UPDATE, at(6, 2)), report_by=at(6, 30))
    told = replace(update(Status.POSTMORTEM, at(5, 9)), actions=(late,))
    again = replace(told, at=at(6, 5), id="2026-06-05")
    note = incident(begun, over, told, name="storm", started=at(5, 3), trams=DOWN)
    before = reports(trams(missed, note))[2026, 5].learning
    later = (replace(missed, updates=(*missed.updates, moved)), replace(note, updates=(*note.updates, again)))
    after = reports(trams(*later))[2026, 5].learning

    for one in before, after:
        assert (1, 0, 1, 1) == (one.promised, one.kept, one.open, one.late)
        assert ["storm"] == [own.id for own in one.postmortems]


# Properties

ZONES = ("UTC", "Europe/Berlin", "Asia/Kathmandu", "Pacific/Auckland")
moments = st.integers(0, 2 * 24 * 150).map(lambda halves: at(1, 1) + halves * HOUR / 2)
states = st.sampled_from([state for state in ServiceState if state is not ServiceState.UNCONFIRMED])
windows = st.sampled_from(Window)


@st.composite
def sites(draw: st.DrawFn) -> Site:
    """A site of five months with incidents and work that may overlap and go on for weeks."""
    notes: list[Note] = []
    for number in range(draw(st.integers(0, 4))):
        start, length = draw(moments), draw(st.integers(0, 2_000)) * HOUR / 2
        if draw(st.booleans()):
            notes.append(storm(start, start + length, draw(states), f"storm-{number}"))
        else:
            ends = start + length + HOUR
            notes.append(
                maintenance(
                    name=f"rails-{number}", starts=start, ends=ends, announced=start, trams=draw(states)
                )
            )
    old = Target(percent="99", window=draw(windows), until=date(2026, 3, 11))
    new = Target(percent="99.9", window=draw(windows), since=date(2026, 3, 12))
    service = replace(SERVICE, targets=draw(st.sampled_from([(), (MONTHLY,), (old, new)])))
    return trams(*notes, service=service, zone=draw(st.sampled_from(ZONES)))


@settings(max_examples=examples(60), deadline=None)
@given(sites(), moments)
def test_the_parts_sum_to_the_whole(content: Site, now: datetime) -> None:
    """The months of a service add up to all time, without gaps between them."""
    timeline = derive(content, now)
    found = month_reports(timeline)
    whole = timeline.services[0].uptimes.all
    parts = [one.uptime for report in found for one in report.services]

    assert whole.counted == sum((one.counted for one in parts), timedelta())
    assert (
        abs(whole.down - sum((one.down for one in parts), timedelta())) <= len(parts) * timedelta.resolution
    )
    assert all(later.start == earlier.end for later, earlier in pairwise(found))


@settings(max_examples=examples(60), deadline=None)
@given(sites(), st.integers(0, 90))
def test_a_month_that_is_over_stays_as_it_is(content: Site, days: int) -> None:
    """Its report has the same fingerprint at any later time, once all that is known was posted."""
    known = datetime(2026, 9, 1, tzinfo=UTC)
    before, after = (reports(content, one) for one in (known, known + timedelta(days=days)))

    over = [month for month, one in before.items() if one.is_over]
    assert [repr(before[one]) for one in over] == [repr(after[one]) for one in over]
