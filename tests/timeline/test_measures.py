"""Measures of incidents: their instants, lengths, promises and silences. No means."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.model.notes import DatedNote, Incident, Update
from statusgen.model.settings import PlainLanguage
from statusgen.model.status import Status
from statusgen.timeline.lengths import Quarter, by_quarter, lengths
from statusgen.timeline.measures import Instants, Measures, instants, measure
from statusgen.timeline.note_summary import summarize
from statusgen.timeline.promises import GRACE, Promises
from statusgen.timeline.samples import sample
from tests.strategies_timeline import DOWN, NINE, PARTIAL, SLOW, at, incident, maintenance, update, words

MINUTE = timedelta(minutes=1)
HOUR = 60 * MINUTE
NOON = at(12, day=9)
INVESTIGATING, MONITORING, RESOLVED = Status.INVESTIGATING, Status.MONITORING, Status.RESOLVED
BERLIN = ZoneInfo("Europe/Berlin")


def measured(*notes: DatedNote, now: datetime = NOON) -> Measures:
    """The measures of notes."""
    return measure(notes, PlainLanguage(), now)


def length_of(note: Incident, now: datetime = NOON) -> timedelta | None:
    """How long one incident lasted."""
    (one,) = lengths([summarize(note, now)]).incidents
    return one.length


def storm(minutes: int, began: datetime = NINE, name: str = "storm") -> Incident:
    """An incident of some minutes, known one minute after it began."""
    told = update(INVESTIGATING, began + MINUTE)
    return incident(told, update(RESOLVED, began + minutes * MINUTE), name=name, started=began, trams=DOWN)


# Instants


STORM = replace(
    incident(
        update(INVESTIGATING, at(9, 20)),
        update(MONITORING, at(10), since=at(9, 50)),
        update(RESOLVED, at(11), since=at(10, 30)),
        trams=DOWN,
    ),
    detected=at(9, 5),
)


def test_the_instants_of_an_incident_are_defined_once() -> None:
    """It is over when the resolution says so, not when that is posted."""
    assert Instants(
        key="incident/storm",
        began=at(9),
        found=at(9, 5),
        first_update=at(9, 20),
        restored=at(10, 30),
        told=at(11),
        reopened=0,
    ) == instants(STORM, NOON)


def test_times_between_instants() -> None:
    """Both parts of the wait for the first update are apart: a late discovery is no fault of the writer."""
    found = instants(STORM, NOON)
    assert (5 * MINUTE, 20 * MINUTE, 15 * MINUTE, 30 * MINUTE) == (
        found.until_found,
        found.until_first_update,
        found.found_until_first_update,
        found.restored_until_told,
    )


def test_a_begin_that_only_the_first_update_gives_is_not_the_real_one() -> None:
    """The time to notice is unknown then, not 0, and such incidents are left out."""
    unknown = replace(STORM, id="late", started=at(9, 20), detected=at(9, 20))
    found = measured(STORM, unknown, replace(STORM, id="silent", detected=None)).until_found
    assert ((5 * MINUTE,), 3) == (found.values, found.of)


# Lengths


def test_an_incident_that_was_opened_again_is_one_length() -> None:
    """From its begin to its last end, though services worked in between; said to be over is the last time."""
    twice = incident(
        update(RESOLVED, at(10)),
        update(INVESTIGATING, at(11), trams=DOWN),
        update(RESOLVED, at(13), since=at(12)),
        trams=DOWN,
    )
    found = instants(twice, NOON)
    assert (3 * HOUR, 1, at(13)) == (length_of(twice), found.reopened, found.told)
    assert 1 == measured(twice, STORM).reopened


def test_updates_after_the_end_do_not_open_an_incident_again() -> None:
    """Neither a postmortem nor another word."""
    after = update(Status.UPDATE, at(12)), update(Status.POSTMORTEM, at(12, day=3))
    talked = replace(STORM, updates=(*STORM.updates, *after))
    assert (0, at(11), 90 * MINUTE) == (
        instants(talked, NOON).reopened,
        instants(talked, NOON).told,
        length_of(talked),
    )


def test_open_incidents_and_those_without_length_are_apart() -> None:
    """Never as 0 minutes among the others."""
    still_open = incident(update(INVESTIGATING, at(9, 5)), name="open", trams=DOWN)
    afterwards = incident(update(RESOLVED, at(9)), name="afterwards", trams=DOWN)
    found = lengths(summarize(one, NOON) for one in (STORM, still_open, afterwards))
    assert ((90 * MINUTE,), 1, 1) == (found.sample.values, found.open, found.without_length)


def test_incidents_posted_afterwards_are_counted_even_with_their_times() -> None:
    """Their length is known, but nobody could read of them in time."""
    late = incident(update(RESOLVED, at(11), since=at(10)), name="late", trams=DOWN)
    found = measured(late, STORM)
    assert (1, (HOUR, 90 * MINUTE)) == (found.posted_afterwards, found.lengths.sample.values)


def test_what_was_posted_in_error_is_in_no_measure() -> None:
    """It is counted as a correction."""
    error = replace(STORM, id="error", withdrawn=words("A test."))
    both, alone = measured(STORM, error), measured(STORM)
    assert (replace(alone, withdrawn=1), 0) == (both, alone.withdrawn)
    assert lengths([summarize(error, NOON)]).incidents == ()


@given(st.lists(st.integers(2, 500), max_size=9))
def test_summaries_and_notes_give_the_same_lengths(minutes: list[int]) -> None:
    """A chart needs no note to be unpacked."""
    notes = [storm(one, at(index % 24), str(index)) for index, one in enumerate(minutes)]
    assert measured(*notes).lengths == lengths(summarize(one, NOON) for one in notes)


# Samples


@pytest.mark.parametrize(
    ("count", "median", "quartiles"),
    [
        (0, None, None),
        (2, None, None),
        (3, 2, None),
        (4, 2, None),
        (7, 4, None),
        (8, 4, (2, 6)),
        (9, 5, (3, 7)),
    ],
)
def test_no_median_below_three_and_no_quartiles_below_eight(
    count: int, median: int | None, quartiles: tuple[int, int] | None
) -> None:
    """Of an even number, the median is the shorter of the two in the middle."""
    found = sample(one * MINUTE for one in range(count, 0, -1))
    assert (median and median * MINUTE) == found.median
    assert (quartiles and tuple(one * MINUTE for one in quartiles)) == found.quartiles


@given(st.lists(st.integers(0, 10_000), min_size=8))
def test_quantiles_split_a_sample(minutes: list[int]) -> None:
    """Each is a value, and at least its share of all values does not exceed it, but not without it."""
    found = sample(one * MINUTE for one in minutes)
    assert found.quartiles
    assert found.median is not None
    first, third = found.quartiles
    for quantile, share in (first, 1), (found.median, 2), (third, 3):
        below = sum(one < quantile for one in found.values)
        upto = sum(one <= quantile for one in found.values)
        assert quantile in found.values
        assert 4 * below < share * found.count <= 4 * upto


# Quarters


def quarters(*began: datetime, last: date = date(2026, 5, 20)) -> tuple[Quarter, ...]:
    """The quarters of incidents that began at some instants."""
    summaries = [summarize(storm(30, one, str(one)), datetime(2027, 1, 1, tzinfo=UTC)) for one in began]
    return by_quarter(summaries, last, BERLIN)


def test_quarters_are_twelve_whole_months_and_the_one_so_far() -> None:
    """The oldest first."""
    found = quarters()
    assert (date(2025, 4, 1), date(2026, 4, 1), date(2026, 7, 1)) == (
        found[0].start,
        found[4].start,
        found[4].end,
    )
    assert all(one.end == other.start for one, other in pairwise(found))


def test_quarters_before_the_first_day_that_counts_are_left_out() -> None:
    """Nothing is known of them, which is not the same as no incidents."""
    found = by_quarter([], date(2026, 5, 20), BERLIN, date(2026, 2, 10))
    assert [date(2026, 1, 1), date(2026, 4, 1)] == [one.start for one in found]
    assert 1 == len(by_quarter([], date(2026, 5, 20), BERLIN, date(2027, 1, 1)))


def test_an_incident_is_in_the_quarter_of_its_begin_in_the_zone_of_the_site() -> None:
    """In Berlin, April begins at 22:00 UTC. What began after the last day, or before all quarters, is out."""
    instants_utc = ["2025-03-31T21:59", "2025-03-31T22:00", "2026-03-31T21:59", "2026-03-31T22:00"]
    began = [datetime.fromisoformat(f"{one}+00:00") for one in (*instants_utc, "2026-05-21T12:00")]
    assert [1, 0, 0, 1, 1] == [one.lengths.sample.count for one in quarters(*began)]


# Promises and silence


def test_promises_are_made_and_kept() -> None:
    """At most five minutes late; the last one of an open incident counts when it is overdue."""
    promising = incident(
        update(INVESTIGATING, at(9), next_update=at(9, 30)),
        update(INVESTIGATING, at(9, 35), next_update=at(10)),
        update(INVESTIGATING, at(10, 6), next_update=at(11)),
        trams=DOWN,
    )
    assert Promises(2, 1) == measured(promising, now=at(11, 5)).promises
    assert Promises(3, 1) == measured(promising, now=at(11, 6)).promises


def silence_of(*updates: Update, now: datetime = NOON) -> tuple[timedelta | None, int, int]:
    """The longest silence of an incident, and how many of its waits were in time."""
    found = measured(incident(*updates, trams=PARTIAL), now=now)
    return found.longest_silence.longest, found.waits_in_time, found.waits


def test_silence_is_judged_by_promises_where_there_are_any() -> None:
    """A night with a promise for the morning is no silence; half an hour later than promised is."""
    night = update(INVESTIGATING, at(22), next_update=at(9, day=2))
    assert (timedelta(), 1, 1) == silence_of(night, update(RESOLVED, at(9, day=2)))
    assert (30 * MINUTE, 0, 1) == silence_of(night, update(RESOLVED, at(9, 30, day=2)))
    assert (GRACE, 1, 1) == silence_of(night, update(RESOLVED, at(9, 5, day=2)))


def test_without_a_promise_silence_is_judged_by_the_limit_of_the_site() -> None:
    """30 minutes in a partial outage, 60 in others."""
    assert (31 * MINUTE, 0, 1) == silence_of(update(INVESTIGATING, at(9)), update(RESOLVED, at(9, 31)))
    slow = incident(update(INVESTIGATING, at(9)), update(RESOLVED, at(9, 31)), trams=SLOW)
    assert 1 == measured(slow).waits_in_time


def test_silence_of_an_open_incident_goes_on() -> None:
    """It counts once it is too long; after the end nobody waits."""
    first = update(INVESTIGATING, at(9))
    assert (None, 0, 0) == silence_of(first, now=at(9, 30))
    assert (45 * MINUTE, 0, 1) == silence_of(first, now=at(9, 45))
    assert (10 * MINUTE, 1, 1) == silence_of(first, update(RESOLVED, at(9, 10)))


# Corrections and changes


def test_corrections_are_updates_that_were_edited() -> None:
    """Each update counts."""
    edited = tuple(replace(one, edited=at(15)) for one in STORM.updates[:2])
    assert 2 == measured(replace(STORM, updates=(*edited, STORM.updates[2]))).edited


def test_incidents_caused_by_changes_are_beside_the_number_of_changes() -> None:
    """Of changes, only planned work is known; what was cancelled is none."""
    cancelled = maintenance(update(Status.CANCELLED, at(8)), name="off")
    found = measured(replace(STORM, caused_by=("rails",)), storm(9, name="other"), maintenance(), cancelled)
    assert (1, 1) == (found.caused_by_changes, found.changes)
