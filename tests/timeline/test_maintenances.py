"""How planned work goes: by itself as time passes, and as its updates say."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from statusgen.model.notes import Maintenance, Update
from statusgen.model.status import Kind, Meaning, Status, statuses_of
from statusgen.timeline.derive import derive
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.values import Interval
from tests.strategies_timeline import PARTIAL, SLOW, UP, WORK, at, maintenance, site, update, words

SCHEDULED, IN_PROGRESS, VERIFYING = Status.SCHEDULED, Status.IN_PROGRESS, Status.VERIFYING
COMPLETED, CANCELLED, EXTENDED, UPDATE = Status.COMPLETED, Status.CANCELLED, Status.EXTENDED, Status.UPDATE
TOMORROW = at(12, day=2)

Span = tuple[datetime, datetime | None]


def summary(note: Maintenance, now: datetime = TOMORROW) -> NoteSummary:
    """The summary of a maintenance, on the day after."""
    (one,) = derive(site(note), now).maintenances
    return one


def spans(note: Maintenance, now: datetime = TOMORROW) -> list[Span]:
    """When the work went on, by its intervals."""
    return [(one.start, one.end) for one in summary(note, now).intervals]


def window(note: Maintenance, now: datetime = TOMORROW) -> tuple[Status | None, datetime, datetime | None]:
    """Its status, start and end."""
    told = summary(note, now)
    return told.status, told.starts, told.ends


def put_off(status: Status, posted: datetime, since: datetime | None = None) -> Update:
    """An update that moves the work by two days."""
    return update(status, posted, since=since, starts=at(20, day=3), ends=at(22, day=3))


def test_it_goes_by_itself() -> None:
    """Scheduled, in progress from the start on, completed at the end."""
    note = maintenance()
    statuses = [summary(note, now).status for now in (at(19, 59), at(20), at(21, 59), at(22))]
    assert [SCHEDULED, IN_PROGRESS, IN_PROGRESS, COMPLETED] == statuses
    assert [False, True, True, False] == [
        summary(note, now).active for now in (at(19), at(20), at(21), at(22))
    ]
    assert (Interval(at(20), at(22), "trams", WORK, "maintenance/rails", planned=True),) == summary(
        note, at(12)
    ).intervals


@pytest.mark.parametrize("status", statuses_of(Kind.MAINTENANCE))
def test_a_maintenance_has_the_status_of_its_update(status: Status) -> None:
    """An update with a status that only updates have leaves it as it is."""
    posted = at(19) if status is SCHEDULED else at(20, 30)
    note = maintenance(update(status, posted))
    is_of_notes = status.facts.statuspage and status.facts.meaning is not Meaning.UNCHANGED
    assert (status if is_of_notes else IN_PROGRESS) == summary(note, posted).status


def test_one_status_is_that_of_work_to_come() -> None:
    """The code asks for it by name; another one would need to be asked for by its meaning."""
    assert [SCHEDULED] == [one for one in Status if one.facts.meaning is Meaning.PLANNED]


def test_it_shows_on_its_services_while_it_goes_on() -> None:
    """Planned maintenance is no trouble before its time."""
    states = [derive(site(maintenance()), now).services[0].state for now in (at(19), at(20), at(22))]
    assert [UP, WORK, UP] == states


def test_updates_move_the_window() -> None:
    """The latest posting counts."""
    note = maintenance(
        update(SCHEDULED, at(10), starts=at(21), ends=at(23)), update(UPDATE, at(11), ends=at(23, 30))
    )
    assert (SCHEDULED, at(21), at(23)) == window(note, at(10, 30))
    assert (COMPLETED, at(21), at(23, 30)) == window(note)
    assert [(at(21), at(23, 30))] == spans(note)


def test_the_start_can_be_corrected() -> None:
    """To a time that is past, or is now; also after a beginning was told."""
    late = maintenance(update(UPDATE, at(20, 30), starts=at(20, 30)))
    assert [(at(20, 30), at(22))] == spans(late)
    early = maintenance(update(IN_PROGRESS, at(19)), update(UPDATE, at(21), starts=at(19, 30)))
    assert ((COMPLETED, at(19, 30), at(22)), [(at(19, 30), at(22))]) == (window(early), spans(early))


def test_in_progress_before_the_start_begins_early() -> None:
    """From its effective time on; later ones change nothing."""
    note = maintenance(update(IN_PROGRESS, at(19, 40), since=at(19, 30)), update(IN_PROGRESS, at(21)))
    assert (IN_PROGRESS, at(19, 30), at(22)) == window(note, at(19, 45))
    assert [(at(19, 30), at(22))] == spans(note)


def test_scheduled_takes_an_early_beginning_back() -> None:
    """It was a false start, and ends with the update."""
    note = maintenance(update(IN_PROGRESS, at(19)), update(SCHEDULED, at(19, 10)))
    assert (SCHEDULED, at(20), at(22)) == window(note, at(19, 30))
    assert [(at(19), at(19, 10)), (at(20), at(22))] == spans(note)


def test_completed_ends_when_it_says() -> None:
    """Early or late."""
    early = maintenance(update(COMPLETED, at(21, 30), since=at(21)))
    late = maintenance(update(COMPLETED, at(22, 20)))
    assert ((COMPLETED, at(20), at(21)), [(at(20), at(21))]) == (window(early), spans(early))
    assert ((COMPLETED, at(20), at(22, 20)), [(at(20), at(22, 20))]) == (window(late), spans(late))


def test_completed_before_the_start_leaves_no_work() -> None:
    """It is over, at that time."""
    note = maintenance(update(COMPLETED, at(18)))
    assert ((COMPLETED, at(18), at(18)), []) == (window(note, at(19)), spans(note))
    assert COMPLETED == summary(note, at(21)).status


def test_cancelled_before_the_start_leaves_no_work() -> None:
    """The plan stays readable."""
    note = maintenance(update(CANCELLED, at(18)))
    assert ((CANCELLED, at(20), at(22)), []) == (window(note, at(21)), spans(note, at(21)))
    assert not summary(note, at(21)).active


def test_cancelled_while_it_goes_on_ends_it() -> None:
    """The work up to then did happen; after the planned end there is none to cancel."""
    during, after = maintenance(update(CANCELLED, at(21))), maintenance(update(CANCELLED, at(23)))
    assert ((CANCELLED, at(20), at(21)), [(at(20), at(21))]) == (window(during), spans(during))
    assert ((CANCELLED, at(20), at(22)), [(at(20), at(22))]) == (window(after), spans(after))


def test_extended_moves_the_end() -> None:
    """Also when the end has passed already; without `ends` it says nothing new."""
    note = maintenance(update(EXTENDED, at(21), ends=at(23)))
    assert ((IN_PROGRESS, at(20), at(23)), [(at(20), at(23))]) == (window(note, at(22, 30)), spans(note))
    late = maintenance(update(EXTENDED, at(22, 10), ends=at(23)), announced=at(8))
    assert (COMPLETED, IN_PROGRESS) == (summary(late, at(22, 5)).status, summary(late, at(22, 15)).status)
    assert [(at(20), at(23))] == spans(late)
    assert [(at(20), at(22))] == spans(maintenance(update(EXTENDED, at(21))))


@pytest.mark.parametrize("status", [IN_PROGRESS, VERIFYING])
@pytest.mark.parametrize("posted", [at(22), at(22, 10)])
def test_work_that_goes_on_after_its_end_has_no_end(status: Status, posted: datetime) -> None:
    """Until an update gives one, or says that it is over."""
    note = maintenance(update(status, posted))
    assert ((status, at(20), at(22)), [(at(20), None)]) == (window(note), spans(note))
    assert (True, WORK) == (summary(note).active, derive(site(note), TOMORROW).services[0].state)
    for later, end in (
        (update(COMPLETED, at(23)), at(23)),
        (update(CANCELLED, at(23)), at(23)),
        (update(UPDATE, at(23), ends=at(23, 30)), at(23, 30)),
    ):
        ended = replace(note, updates=(*note.updates, later))
        assert (end, [(at(20), end)]) == (summary(ended).ends, spans(ended))
        assert not summary(ended).active


def test_verifying_is_a_part_of_the_work() -> None:
    """Before the work begins and once it is over, it says nothing; `in progress` takes it back."""
    note = maintenance(update(VERIFYING, at(21)), announced=at(8))
    assert [IN_PROGRESS, VERIFYING, COMPLETED] == [
        summary(note, now).status for now in (at(20), at(21), at(22))
    ]
    assert summary(note, at(21)).active
    assert SCHEDULED == summary(maintenance(update(VERIFYING, at(19))), at(19, 30)).status
    assert IN_PROGRESS == summary(maintenance(update(VERIFYING, at(19))), at(20)).status
    over = maintenance(update(COMPLETED, at(21)), update(VERIFYING, at(21, 10)))
    assert COMPLETED == summary(over, at(21, 30)).status
    back = maintenance(update(VERIFYING, at(21)), update(IN_PROGRESS, at(21, 10)))
    assert IN_PROGRESS == summary(back, at(21, 30)).status


def test_work_can_be_put_off_after_its_start() -> None:
    """It is scheduled again; with `since` it never began."""
    note = maintenance(put_off(SCHEDULED, at(20, 30)))
    assert (SCHEDULED, at(20, day=3), at(22, day=3)) == window(note, at(21))
    assert [(at(20), at(20, 30)), (at(20, day=3), at(22, day=3))] == spans(note)
    never = maintenance(put_off(SCHEDULED, at(20, 30), since=at(20)))
    assert [(at(20, day=3), at(22, day=3))] == spans(never)
    ended = maintenance(put_off(SCHEDULED, at(23)))
    assert [(at(20), at(22)), (at(20, day=3), at(22, day=3))] == spans(ended)


def test_what_is_over_can_be_scheduled_again() -> None:
    """Cancelled or completed work gets a new date; another status does not do that."""
    cancelled = maintenance(update(CANCELLED, at(18)), put_off(SCHEDULED, at(19)))
    assert (SCHEDULED, at(20, day=3), at(22, day=3)) == window(cancelled)
    second = maintenance(update(COMPLETED, at(22, 20)), put_off(SCHEDULED, at(23)))
    assert [(at(20), at(22, 20)), (at(20, day=3), at(22, day=3))] == spans(second)
    for status in (UPDATE, EXTENDED):
        over = maintenance(update(CANCELLED, at(18)), put_off(status, at(19)))
        assert (CANCELLED, at(20), at(22)) == window(over)


def test_completed_work_can_go_on() -> None:
    """`in progress` again leaves the pause."""
    note = maintenance(update(COMPLETED, at(21)), update(IN_PROGRESS, at(21, 20)))
    assert IN_PROGRESS == summary(note, at(21, 30)).status
    assert [(at(20), at(21)), (at(21, 20), at(22))] == spans(note)


def test_completed_twice_keeps_the_earlier_end() -> None:
    """What was over may have been over earlier, not later."""
    later = maintenance(update(COMPLETED, at(21)), update(COMPLETED, at(21, 30)))
    earlier = maintenance(update(COMPLETED, at(21)), update(COMPLETED, at(21, 30), since=at(20, 30)))
    assert ((COMPLETED, at(20), at(21)), [(at(20), at(21))]) == (window(later), spans(later))
    assert ((COMPLETED, at(20), at(20, 30)), [(at(20), at(20, 30))]) == (window(earlier), spans(earlier))


def test_states_change_while_the_work_goes_on() -> None:
    """From each update's effective time on; what is said after the end says nothing."""
    note = maintenance(
        update(UPDATE, at(21, 10), since=at(21), trams=PARTIAL, tickets=SLOW),
        update(COMPLETED, at(22)),
        update(UPDATE, at(23), trams=SLOW, website=SLOW),
    )
    assert (
        Interval(at(20), at(21), "trams", WORK, "maintenance/rails", planned=True),
        Interval(at(21), at(22), "trams", PARTIAL, "maintenance/rails", planned=True),
        Interval(at(21), at(22), "tickets", SLOW, "maintenance/rails", planned=True),
    ) == summary(note).intervals
    assert {"trams": PARTIAL, "tickets": SLOW, "website": UP} == summary(note).states


def test_promises_stand_until_it_is_over() -> None:
    """Also before it begins."""
    note = maintenance(update(SCHEDULED, at(10), next_update=at(18)))
    for now, overdue in ((at(17), False), (at(18), True), (at(21), True)):
        assert (at(18), overdue) == (summary(note, now).next_update, summary(note, now).overdue)
    assert (None, False) == (summary(note).next_update, summary(note).overdue)


def test_without_updates_it_was_updated_when_announced() -> None:
    """Without an announcement there is only its start."""
    assert at(10) == summary(maintenance(announced=at(10))).updated
    assert at(20) == summary(maintenance()).updated
    assert at(11) == summary(maintenance(update(UPDATE, at(11)), announced=at(10))).updated


def test_withdrawn_work_counts_nowhere() -> None:
    """It is cancelled, as if it had never begun."""
    note = replace(maintenance(update(IN_PROGRESS, at(20), next_update=at(21))), withdrawn=words("Test"))
    told = summary(note, at(21))
    assert (CANCELLED, False, (), None) == (told.status, told.active, told.intervals, told.next_update)
    assert UP == derive(site(note), at(21)).state


def test_maintenances_stand_latest_start_first() -> None:
    """By the start as moved; equal starts by id."""
    moved = update(SCHEDULED, at(10), starts=at(20), ends=at(22))
    notes = [
        maintenance(name="b", starts=at(20)),
        maintenance(name="c", starts=at(19)),
        maintenance(moved, name="a", starts=at(18)),
        maintenance(name="d", starts=at(21)),
    ]
    assert ["d", "a", "b", "c"] == [one.id for one in derive(site(*notes), at(12)).maintenances]
