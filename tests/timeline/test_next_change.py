"""When the site would next differ by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from statusgen.model.notes import Note
from statusgen.model.status import Status
from statusgen.timeline.derive import derive
from tests.strategies_timeline import DOWN, at, incident, maintenance, notice, site, update, words

MIDNIGHT = at(0, day=2)


def following(*notes: Note, now: datetime, zone: str = "UTC") -> datetime:
    """The next change."""
    return derive(site(*notes, zone=zone), now).next_change


def walk(*notes: Note, now: datetime) -> list[datetime]:
    """All changes up to midnight."""
    found = [now]
    while found[-1] < MIDNIGHT:
        found.append(following(*notes, now=found[-1]))
    return found[1:]


def test_a_quiet_site_changes_at_midnight() -> None:
    """When the days move on, in the site's zone."""
    assert MIDNIGHT == following(now=at(9))
    assert at(22) == following(now=at(9), zone="Europe/Berlin")
    assert at(0, day=3) == following(now=MIDNIGHT)


def test_an_incident_changes_with_its_updates_and_promises() -> None:
    """Not with what happened, or was promised, before."""
    note = incident(
        update(Status.INVESTIGATING, at(9, 20), next_update=at(10)),
        update(Status.IDENTIFIED, at(10, 30), next_update=at(12)),
        update(Status.RESOLVED, at(11), next_update=at(13)),
    )
    assert [at(9, 20), at(10), at(10, 30), at(11), MIDNIGHT] == walk(note, now=at(8))


def test_an_incident_that_is_told_of_early_changes_when_it_starts() -> None:
    """With or without updates."""
    assert [at(8), at(9), MIDNIGHT] == walk(incident(update(Status.UPDATE, at(8)), trams=DOWN), now=at(7))
    assert [at(9), MIDNIGHT] == walk(incident(), now=at(7))


def test_maintenance_changes_when_known_begun_and_ended() -> None:
    """As moved by what is posted up to then."""
    note = maintenance(
        update(Status.SCHEDULED, at(12), starts=at(21), ends=at(23), next_update=at(18)), announced=at(10)
    )
    assert [at(10), at(12), at(18), at(21), at(23), MIDNIGHT] == walk(note, now=at(9))


def test_an_announcement_after_the_first_update_changes_nothing() -> None:
    """The note is known already."""
    note = maintenance(update(Status.SCHEDULED, at(12)), announced=at(14))
    assert [at(12), at(20), at(22), MIDNIGHT] == walk(note, now=at(9))


def test_work_that_is_called_off_only_enters_the_history() -> None:
    """At its start, as all that was planned; not at its promise nor at its end; nor does withdrawn work."""
    note = maintenance(update(Status.CANCELLED, at(12), next_update=at(13)))
    assert [at(12), at(20), MIDNIGHT] == walk(note, now=at(9))
    assert [at(20), MIDNIGHT] == walk(replace(maintenance(), withdrawn=words("Test")), now=at(9))


def test_notices_change_when_published_and_when_they_leave() -> None:
    """Their updates count, too."""
    note = replace(notice(published=at(10), until=at(14)), updates=(update(Status.UPDATE, at(12)),))
    assert [at(10), at(12), at(14), MIDNIGHT] == walk(note, now=at(9))
