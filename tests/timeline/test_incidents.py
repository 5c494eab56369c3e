"""How an incident goes: statuses, states by service, promises, severity."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from statusgen.model.notes import Incident
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Kind, Meaning, Status, statuses_of
from statusgen.timeline.derive import derive
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.values import Interval
from tests.strategies_timeline import DOWN, PARTIAL, SLOW, UP, WORK, at, incident, site, update, words

INVESTIGATING, IDENTIFIED, MONITORING = Status.INVESTIGATING, Status.IDENTIFIED, Status.MONITORING
RESOLVED, UPDATE, POSTMORTEM = Status.RESOLVED, Status.UPDATE, Status.POSTMORTEM

EVENING = at(18)


def summary(note: Incident, now: datetime = EVENING) -> NoteSummary:
    """The summary of an incident, in the evening."""
    (one,) = derive(site(note), now).incidents
    return one


def spans(
    note: Incident, now: datetime = EVENING
) -> list[tuple[str, ServiceState, datetime, datetime | None]]:
    """Its intervals, by service and start."""
    found = [(one.service, one.state, one.start, one.end) for one in summary(note, now).intervals]
    return sorted(found, key=lambda one: (one[0], one[2]))


def test_an_incident_without_updates_is_being_investigated() -> None:
    """What is known is in the front matter."""
    told = summary(incident(trams=PARTIAL))
    assert (INVESTIGATING, True, None, at(9)) == (told.status, told.open, told.ends, told.updated)
    assert (Interval(at(9), None, "trams", PARTIAL, "incident/storm"),) == told.intervals


@pytest.mark.parametrize("later", [UPDATE, POSTMORTEM])
def test_the_status_is_that_of_the_last_update_that_has_one(later: Status) -> None:
    """`update` and `postmortem` leave it as it is."""
    told = summary(incident(update(IDENTIFIED, at(10)), update(later, at(11))))
    assert (IDENTIFIED, at(11)) == (told.status, told.updated)


@pytest.mark.parametrize("status", statuses_of(Kind.INCIDENT))
def test_an_incident_has_the_status_of_its_update(status: Status) -> None:
    """It is over if that ends it."""
    told = summary(incident(update(status, at(10))))
    is_of_notes = status.facts.meaning is not Meaning.UNCHANGED
    assert (status if is_of_notes else INVESTIGATING, not status.ends) == (told.status, told.open)


def test_states_carry_forward_until_an_update_names_them() -> None:
    """Each service recovers in its own time."""
    note = incident(
        update(IDENTIFIED, at(10), tickets=UP),
        update(UPDATE, at(11), trams=DOWN),
        update(MONITORING, at(12), trams=SLOW, website=SLOW),
        trams=PARTIAL,
        tickets=SLOW,
    )
    assert [
        ("tickets", SLOW, at(9), at(10)),
        ("trams", PARTIAL, at(9), at(11)),
        ("trams", DOWN, at(11), at(12)),
        ("trams", SLOW, at(12), None),
        ("website", SLOW, at(12), None),
    ] == spans(note)
    assert [("trams", SLOW), ("tickets", UP), ("website", SLOW)] == list(summary(note).states.items())
    assert (DOWN, UP) == (summary(note, at(11)).states["trams"], summary(note, at(11)).states["tickets"])


def test_a_state_told_again_is_no_change() -> None:
    """It is one interval."""
    note = incident(update(IDENTIFIED, at(10), trams=DOWN), update(UPDATE, at(11), trams=DOWN), trams=DOWN)
    assert [("trams", DOWN, at(9), None)] == spans(note)


def test_since_corrects_history() -> None:
    """What was said about the time after `since` no longer holds."""
    note = incident(
        update(UPDATE, at(11), trams=DOWN), update(UPDATE, at(12), since=at(10), trams=SLOW), trams=PARTIAL
    )
    assert [("trams", PARTIAL, at(9), at(10)), ("trams", SLOW, at(10), None)] == spans(note)
    assert [("trams", PARTIAL, at(9), at(11)), ("trams", DOWN, at(11), None)] == spans(note, at(11, 30))


def test_since_cannot_look_ahead() -> None:
    """An update holds from its posting at the latest."""
    note = incident(update(UPDATE, at(10), since=at(20), trams=DOWN))
    assert [("trams", DOWN, at(10), None)] == spans(note)


def test_nothing_holds_before_the_start() -> None:
    """Updates that look further back, or were posted as warnings, count from the start."""
    back = incident(update(INVESTIGATING, at(10), since=at(8), trams=DOWN), trams=SLOW)
    assert [("trams", DOWN, at(9), None)] == spans(back)
    warning = incident(update(INVESTIGATING, at(8), trams=DOWN))
    assert UP == summary(warning, at(8, 30)).states["trams"]
    assert Severity.NONE == summary(warning, at(8, 30)).severity
    assert [("trams", DOWN, at(9), None)] == spans(warning)
    assert at(9) == summary(incident(update(RESOLVED, at(10), since=at(8)), trams=DOWN)).ends


def test_resolved_makes_all_services_operational() -> None:
    """From its effective time on, whatever its own services say."""
    note = incident(
        update(UPDATE, at(10), tickets=SLOW),
        update(UPDATE, at(10, 50), trams=DOWN),
        update(RESOLVED, at(11), since=at(10, 40), tickets=DOWN),
        trams=PARTIAL,
    )
    assert [("tickets", SLOW, at(10), at(10, 40)), ("trams", PARTIAL, at(9), at(10, 40))] == spans(note)
    told = summary(note)
    assert (RESOLVED, False, at(10, 40), at(11)) == (told.status, told.open, told.ends, told.updated)
    assert {"trams": UP, "tickets": UP} == told.states


@pytest.mark.parametrize("status", [INVESTIGATING, IDENTIFIED, MONITORING])
def test_reopening_brings_back_the_states_before_the_resolution(status: Status) -> None:
    """If the update does not say how things are."""
    note = incident(
        update(UPDATE, at(10), tickets=UP),
        update(RESOLVED, at(11)),
        update(status, at(12)),
        trams=PARTIAL,
        tickets=SLOW,
    )
    assert [
        ("tickets", SLOW, at(9), at(10)),
        ("trams", PARTIAL, at(9), at(11)),
        ("trams", PARTIAL, at(12), None),
    ] == spans(note)
    assert (status, True, None) == (summary(note).status, summary(note).open, summary(note).ends)


def test_reopening_does_not_bring_back_what_the_resolution_took_back() -> None:
    """What was told of the time from the resolution on was not so."""
    told = (
        update(UPDATE, at(10), trams=DOWN),
        update(RESOLVED, at(11), since=at(10)),
        update(MONITORING, at(12)),
    )
    assert {"trams": SLOW} == summary(incident(*told, trams=SLOW)).states


def test_reopening_takes_the_states_it_names() -> None:
    """The other services stay operational."""
    note = incident(
        update(RESOLVED, at(11)), update(IDENTIFIED, at(12), tickets=SLOW), trams=PARTIAL, tickets=DOWN
    )
    assert {"trams": UP, "tickets": SLOW} == summary(note).states


def test_a_reopened_incident_can_be_resolved_again() -> None:
    """The last resolution counts, also where it takes back the reopening."""
    reopened = incident(update(RESOLVED, at(11)), update(IDENTIFIED, at(12)), trams=DOWN)
    again = replace(reopened, updates=(*reopened.updates, update(RESOLVED, at(13))))
    assert [("trams", DOWN, at(9), at(11)), ("trams", DOWN, at(12), at(13))] == spans(again)
    never = replace(reopened, updates=(*reopened.updates, update(RESOLVED, at(13), since=at(10))))
    assert [("trams", DOWN, at(9), at(10))] == spans(never)
    assert (at(13), at(10)) == (summary(again).ends, summary(never).ends)


def test_resolved_twice_keeps_the_earlier_time() -> None:
    """What was over cannot have been over only later; but it may have been over earlier."""
    later = incident(update(RESOLVED, at(11)), update(RESOLVED, at(12)), trams=DOWN)
    earlier = incident(update(RESOLVED, at(11)), update(RESOLVED, at(12), since=at(10)), trams=DOWN)
    assert (at(11), [("trams", DOWN, at(9), at(11))]) == (summary(later).ends, spans(later))
    assert (at(10), [("trams", DOWN, at(9), at(10))]) == (summary(earlier).ends, spans(earlier))
    reopened = replace(earlier, updates=(*earlier.updates, update(IDENTIFIED, at(13))))
    assert {"trams": DOWN} == summary(reopened).states


@pytest.mark.parametrize("status", [UPDATE, POSTMORTEM])
def test_words_after_the_resolution_put_nothing_back_into_trouble(status: Status) -> None:
    """Services they name count as named, but stay operational."""
    note = incident(update(RESOLVED, at(11)), update(status, at(12), trams=DOWN, website=DOWN), trams=SLOW)
    assert [("trams", SLOW, at(9), at(11))] == spans(note)
    assert (False, {"trams": UP, "website": UP}) == (summary(note).open, summary(note).states)


def test_impact_and_workaround_are_the_newest() -> None:
    """An update without them leaves those told before."""
    note = replace(
        incident(update(UPDATE, at(10), impact="All lines"), update(UPDATE, at(11))),
        impact=words("Line 1"),
        workaround=words("Walk"),
    )
    assert (words("Line 1"), words("Walk")) == (summary(note, at(10)).note.impact, summary(note).workaround)
    assert words("All lines") == summary(note).impact
    bus = replace(update(UPDATE, at(12)), workaround=words("Take the bus"))
    assert words("Take the bus") == summary(replace(note, updates=(*note.updates, bus))).workaround


@pytest.mark.parametrize(
    ("state", "severity"),
    [
        (UP, Severity.NONE),
        (WORK, Severity.NONE),
        (SLOW, Severity.MINOR),
        (PARTIAL, Severity.MAJOR),
        (DOWN, Severity.CRITICAL),
    ],
)
def test_severity_follows_from_the_worst_state_so_far(state: ServiceState, severity: Severity) -> None:
    """It stays when things get better, and does not know the future."""
    note = incident(update(IDENTIFIED, at(10), trams=state), update(RESOLVED, at(11)), trams=UP)
    told = [
        summary(replace(note, updates=(update(INVESTIGATING, at(9)), *note.updates)), now)
        for now in (at(9), at(18))
    ]
    assert [Severity.NONE, severity] == [one.severity for one in told]


def test_a_severity_that_is_given_stands() -> None:
    """Whatever the states are."""
    assert Severity.MINOR == summary(replace(incident(trams=DOWN), severity=Severity.MINOR)).severity
    assert Severity.NONE == summary(replace(incident(trams=DOWN), severity=Severity.NONE)).severity


def test_the_promise_of_the_latest_update_stands() -> None:
    """It is overdue from the promised instant on."""
    note = incident(update(INVESTIGATING, at(10), next_update=at(11)))
    for now, overdue in ((at(10, 59), False), (at(11), True), (at(12), True)):
        assert (at(11), overdue) == (summary(note, now).next_update, summary(note, now).overdue)


@pytest.mark.parametrize(
    ("later", "promise"), [(UPDATE, None), (IDENTIFIED, None), (RESOLVED, None), (POSTMORTEM, at(11))]
)
def test_a_later_update_replaces_the_promise(later: Status, promise: datetime | None) -> None:
    """Also by promising nothing; a postmortem does not speak of it."""
    note = incident(update(INVESTIGATING, at(10), next_update=at(11)), update(later, at(12)))
    assert (promise, promise is not None) == (summary(note).next_update, summary(note).overdue)


def test_nothing_is_promised_after_the_resolution() -> None:
    """Not even when the resolving update does."""
    note = incident(update(RESOLVED, at(10), next_update=at(11)), update(UPDATE, at(11), next_update=at(12)))
    assert (None, False) == (summary(note).next_update, summary(note).overdue)


def test_a_withdrawn_incident_counts_nowhere() -> None:
    """It keeps its words and its status."""
    note = replace(
        incident(update(IDENTIFIED, at(10), next_update=at(11)), trams=DOWN), withdrawn=words("Test")
    )
    told, timeline = summary(note), derive(site(note), at(18))
    assert (IDENTIFIED, False, ()) == (told.status, told.open, told.intervals)
    assert (Severity.NONE, None, {"trams": UP}) == (told.severity, told.next_update, told.states)
    assert UP == timeline.state
    assert {()} == {day.notes for service in timeline.services for day in service.days}


def test_a_service_that_the_catalog_lacks_does_no_harm() -> None:
    """The reader refuses it; the timeline does not depend on that."""
    timeline = derive(site(incident(buses=DOWN)), at(18))
    assert (UP, {"buses": DOWN}) == (timeline.state, timeline.incidents[0].states)


def test_incidents_stand_newest_first() -> None:
    """Equal starts by id."""
    notes = [
        incident(name=name, started=at(hour)) for name, hour in (("b", 9), ("c", 8), ("a", 9), ("d", 10))
    ]
    assert ["d", "a", "b", "c"] == [one.id for one in derive(site(*notes), at(18)).incidents]
