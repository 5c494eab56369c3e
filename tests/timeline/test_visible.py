"""What readers may know at an instant."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from statusgen.model.notes import Page
from statusgen.model.status import Status
from statusgen.timeline.derive import derive
from tests.strategies_timeline import PARTIAL, at, incident, maintenance, notice, site, update, words


def known(*notes: object, now: datetime) -> list[str]:
    """The ids of all notes that readers may know."""
    seen = derive(site(*notes), now).site  # type: ignore[arg-type]
    return [note.id for note in (*seen.incidents, *seen.maintenances, *seen.notices, *seen.pages)]


def test_updates_of_the_future_do_not_exist() -> None:
    """An update is there from the instant of its posting."""
    note = incident(update(Status.INVESTIGATING, at(9, 20)), update(Status.IDENTIFIED, at(10)), trams=PARTIAL)
    (before,) = derive(site(note), at(9, 59)).incidents
    (after,) = derive(site(note), at(10)).incidents
    assert [Status.INVESTIGATING] == [one.status for one in before.note.updates]
    assert [Status.INVESTIGATING, Status.IDENTIFIED] == [one.status for one in after.note.updates]
    assert (Status.INVESTIGATING, Status.IDENTIFIED) == (before.status, after.status)


def test_updates_stand_by_time_whatever_their_ids() -> None:
    """Ids are for addresses only."""
    first = replace(update(Status.INVESTIGATING, at(9)), id="z")
    last = replace(update(Status.IDENTIFIED, at(10)), id="a")
    (life,) = derive(site(incident(last, first)), at(12)).incidents
    assert ((first, last), Status.IDENTIFIED) == (life.note.updates, life.status)


def test_an_incident_is_known_from_its_first_update() -> None:
    """It began at 09:00, but nobody told before 09:20."""
    note = incident(update(Status.IDENTIFIED, at(10)), update(Status.INVESTIGATING, at(9, 20)))
    assert [] == known(note, now=at(9, 19))
    assert ["storm"] == known(note, now=at(9, 20))


def test_an_incident_without_updates_is_known_from_its_start() -> None:
    """There is no other time to go by."""
    assert [] == known(incident(), now=at(8, 59))
    assert ["storm"] == known(incident(), now=at(9))


def test_maintenance_is_known_from_announcement_or_first_update() -> None:
    """Whichever comes first; with neither, always."""
    told = update(Status.SCHEDULED, at(12))
    for note, since in (
        (maintenance(told), at(12)),
        (maintenance(announced=at(10)), at(10)),
        (maintenance(told, announced=at(10)), at(10)),
        (maintenance(told, announced=at(14)), at(12)),
    ):
        assert [] == known(note, now=since.replace(hour=since.hour - 1))
        assert ["rails"] == known(note, now=since)
    assert ["rails"] == known(maintenance(), now=datetime(2001, 1, 1, tzinfo=ZoneInfo("UTC")))


def test_notices_are_known_once_published_and_pages_always() -> None:
    """Also after `until`: it only leaves the home page."""
    about = Page(id="about", title=words("About"))
    summer = notice(published=at(12), until=at(14))
    assert ["about"] == known(summer, about, now=at(11))
    assert ["summer", "about"] == known(summer, about, now=at(15))


def test_now_may_be_in_any_zone() -> None:
    """It is an instant; the timeline tells it in UTC."""
    note = incident(update(Status.INVESTIGATING, at(9, 20)), trams=PARTIAL)
    here = derive(site(note), at(10).astimezone(ZoneInfo("Asia/Shanghai")))
    assert derive(site(note), at(10)) == here
    assert "UTC" == str(here.now.tzinfo)
