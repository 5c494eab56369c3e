"""What the site turns into by itself, foreseen from what readers may know now."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given

from statusgen.model.notes import Note
from statusgen.model.site import Site
from statusgen.model.status import Status
from statusgen.timeline.derive import derive
from statusgen.timeline.forecast import forecast
from statusgen.timeline.site_state import Timeline
from statusgen.timeline.visible import visible
from tests.strategies_timeline import DOWN, at, incident, instants, maintenance, notice, site, update
from tests.strategies_timeline import sites as any_sites


def ahead(*notes: Note, now: datetime) -> tuple[Timeline, ...]:
    """The coming timelines."""
    return forecast(derive(site(*notes), now))


def test_work_begins_and_ends_by_plan() -> None:
    """The service is under maintenance from the start to the end."""
    begun, ended = ahead(maintenance(starts=at(21), ends=at(23)), now=at(9))

    assert [at(21), at(23)] == [begun.now, ended.now]
    assert [Status.IN_PROGRESS, Status.COMPLETED] == [one.maintenances[0].status for one in (begun, ended)]
    assert [True, False] == [bool(one.services[0].causes) for one in (begun, ended)]


def test_a_promise_falls_due() -> None:
    """And nothing that is still to be posted shows."""
    note = incident(
        update(Status.INVESTIGATING, at(9, 20), next_update=at(10)),
        update(Status.RESOLVED, at(9, 50)),
    )
    (late,) = ahead(note, now=at(9, 30))

    assert (at(10), True, True) == (late.now, late.incidents[0].overdue, late.incidents[0].open)


def test_only_the_next_three_turns_are_foreseen() -> None:
    """Until then, the site has been built again."""
    notes = [notice(published=at(8), until=at(hour)) for hour in (10, 11, 12, 13)]

    assert [at(10), at(11), at(12)] == [one.now for one in ahead(*notes, now=at(9))]
    assert () == ahead(incident(trams=DOWN), now=at(23))


@given(any_sites(), instants)
def test_foreseen_is_what_comes_if_nothing_more_is_posted(content: Site, now: datetime) -> None:
    """States, statuses and promises are those that a build at that instant would have."""
    timeline = derive(content, now)
    for later in forecast(timeline):
        built = derive(visible(content, now), later.now)
        assert (built.incidents, built.maintenances, built.state) == (
            later.incidents,
            later.maintenances,
            later.state,
        )
        assert [(one.state, one.causes) for one in built.services] == [
            (one.state, one.causes) for one in later.services
        ]
