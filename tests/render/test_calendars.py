"""Calendars, as a program that reads them takes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from icalendar import Calendar, Component

from statusgen.model.notes import Maintenance
from statusgen.model.status import Kind, Status
from statusgen.model.themes import Themes
from statusgen.pipeline.compile import compile_site
from statusgen.render.calendars import shown_work
from statusgen.storage.disk import read_tree, shipped_themes
from statusgen.timeline.derive import derive
from statusgen.timeline.revisions import moves_of
from tests.render_samples import rendered, theme
from tests.sites import content
from tests.strategies_timeline import at, maintenance, maintenances, site, update

NOW = datetime(2026, 5, 2, 12, tzinfo=UTC)
PATH = "maintenance/2026-05-09-rails.md"
NOTE = """\
---
title: "New rails; all, of them"
services: {trams: under maintenance}
starts: 2026-05-09 20:00
ends: 2026-05-09 22:00
impact: No trams run.
workaround: Take the bus.
---
We lay **new** rails.

## Scheduled · 2026-05-01 09:00

Planned.
"""
ZH = """\
---
title: 更换轨道
---
"""
MOVED = """
## Scheduled · 2026-05-02 10:00
starts: 2026-05-10 20:00
ends: 2026-05-10 23:00

A day later.
"""
WORDS_ALONE = """
## Update · 2026-05-02 11:00

The bus is free.
"""
CANCELLED = """
## Cancelled · 2026-05-02 12:00

Not now.
"""


def made(note: str = NOTE, now: datetime = NOW) -> dict[str, bytes]:
    """The files of a site with one maintenance."""
    files = Themes({"default": read_tree(shipped_themes() / "default")})
    result = compile_site(content({PATH: note, PATH.replace(".md", ".zh.md"): ZH}), files, now=now)
    assert not result.failed, result.diagnostics
    return {one.path: one.make() for one in result.outputs if one.path.endswith((".ics", "rails/index.html"))}


def events(data: bytes) -> list[Component]:
    """The events of a calendar, which is as the standard wants it."""
    parsed = Calendar.from_ical(data)
    assert isinstance(parsed, Calendar)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert "PUBLISH" == parsed["METHOD"]
    return list(parsed.events)


def only_event(data: bytes) -> Component:
    """The one event of a calendar."""
    (event,) = events(data)
    return event


def test_a_planned_work_is_an_event() -> None:
    """With its times in UTC, its words without markup, and nothing that depends on the clock."""
    event = only_event(made()["calendar.ics"])
    assert "maintenance/2026-05-09-rails@larkmoor-trams" == event["UID"]
    assert "New rails; all, of them" == event["SUMMARY"]
    assert datetime(2026, 5, 9, 18, tzinfo=UTC) == event.decoded("DTSTART")
    assert datetime(2026, 5, 9, 20, tzinfo=UTC) == event.decoded("DTEND")
    assert datetime(2026, 5, 1, 7, tzinfo=UTC) == event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED")
    assert ("CONFIRMED", "TRANSPARENT", 0) == (event["STATUS"], event["TRANSP"], event["SEQUENCE"])
    assert b"Trams" == event["CATEGORIES"].to_ical()
    assert "https://status.larkmoor.example/maintenance/2026-05-09-rails/" == event["URL"]
    assert str(event["DESCRIPTION"]) == (
        "We lay new rails.\n\nImpact: No trams run.\n\n"
        "Affected during the work: Trams (Under maintenance)\n\n"
        "What you can do: Take the bus.\n\nScheduled: Planned.\n\n"
        "https://status.larkmoor.example/maintenance/2026-05-09-rails/"
    )


def test_a_calendar_says_what_it_is_and_when_to_ask_again() -> None:
    """In both spellings that programs know."""
    calendar = Calendar.from_ical(made()["services/trams/calendar.ics"])
    assert "Planned maintenance: Trams · Larkmoor Trams" == calendar["NAME"] == calendar["X-WR-CALNAME"]
    assert timedelta(hours=1) == calendar.decoded("REFRESH-INTERVAL")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in made()["calendar.ics"]
    assert "PT1H" == calendar["X-PUBLISHED-TTL"]
    assert "https://status.larkmoor.example/services/trams/" == calendar["URL"]


def test_each_language_has_its_own() -> None:
    """In its words, with links to its pages; the identity is the same."""
    event = only_event(made()["zh/calendar.ics"])
    assert "更换轨道" == event["SUMMARY"]
    assert "https://status.larkmoor.example/zh/maintenance/2026-05-09-rails/" == event["URL"]
    assert only_event(made()["calendar.ics"])["UID"] == event["UID"]


def test_a_service_has_only_what_touches_it() -> None:
    """The others' calendars are empty, but there."""
    files = made()
    assert 1 == len(events(files["services/trams/calendar.ics"]))
    assert [] == events(files["services/website/calendar.ics"])


def test_a_move_shows_and_raises_the_sequence() -> None:
    """Words alone do not."""
    moved = only_event(made(NOTE + MOVED + WORDS_ALONE)["calendar.ics"])
    assert datetime(2026, 5, 10, 18, tzinfo=UTC) == moved.decoded("DTSTART")
    assert datetime(2026, 5, 10, 21, tzinfo=UTC) == moved.decoded("DTEND")
    assert 1 == moved["SEQUENCE"]
    assert datetime(2026, 5, 2, 9, tzinfo=UTC) == moved.decoded("DTSTAMP")


def test_a_cancelled_event_stays_as_cancelled() -> None:
    """So that programs that have it cross it out."""
    event = only_event(made(NOTE + MOVED + CANCELLED)["calendar.ics"])
    assert ("CANCELLED", 2) == (event["STATUS"], event["SEQUENCE"])


def test_a_withdrawn_event_stays_as_cancelled() -> None:
    """With the reason first."""
    note = NOTE.replace("impact:", "withdrawn: Posted by mistake.\nimpact:")
    event = only_event(made(note)["calendar.ics"])
    assert ("CANCELLED", 1) == (event["STATUS"], event["SEQUENCE"])
    assert str(event["DESCRIPTION"]).startswith("Posted in error: Posted by mistake.")


def test_an_early_end_shows() -> None:
    """The event ends when the work did."""
    done = "\n## Completed · 2026-05-09 21:15\n\nDone.\n"
    event = only_event(made(NOTE + done, now=datetime(2026, 5, 10, tzinfo=UTC))["calendar.ics"])
    assert datetime(2026, 5, 9, 19, 15, tzinfo=UTC) == event.decoded("DTEND")


def test_what_is_over_stays_for_a_year() -> None:
    """The size of a calendar does not grow with the history; the event's own file stays for ever."""
    last_day, day_after = datetime(2027, 5, 9, 19, tzinfo=UTC), datetime(2027, 5, 9, 21, tzinfo=UTC)
    assert 1 == len(events(made(now=last_day)["calendar.ics"]))
    assert [] == events(made(now=day_after)["calendar.ics"])
    assert 1 == len(events(made(now=day_after)["maintenance/2026-05-09-rails/event.ics"]))


def test_times_hold_across_a_change_of_clocks() -> None:
    """Work in the night in which clocks go back takes as long as it takes."""
    note = NOTE.replace("2026-05-09 20:00", "2026-10-25 01:30").replace(
        "2026-05-09 22:00", "2026-10-25 04:00"
    )
    event = only_event(made(note)["calendar.ics"])
    assert datetime(2026, 10, 24, 23, 30, tzinfo=UTC) == event.decoded("DTSTART")
    assert datetime(2026, 10, 25, 3, tzinfo=UTC) == event.decoded("DTEND")


def test_the_bytes_do_not_depend_on_the_clock() -> None:
    """As long as nothing is told otherwise."""
    assert made()["calendar.ics"] == made(now=NOW + timedelta(days=3))["calendar.ics"]


def test_a_page_offers_its_event_until_90_days_after_the_end() -> None:
    """With the scheme that calendar programs open."""
    page = "maintenance/2026-05-09-rails/index.html"
    link = b'<a href="webcal://status.larkmoor.example/maintenance/2026-05-09-rails/event.ics">'
    offered = {day: link in made(now=day)[page] for day in (NOW, datetime(2026, 8, 7, 21, tzinfo=UTC))}
    assert {True} == set(offered.values())
    assert link not in made(now=datetime(2026, 8, 8, 21, tzinfo=UTC))[page]
    assert link in made(NOTE + CANCELLED)[page]


STORM = """\
---
title: Trees on the rails
services: {trams: major outage}
started: 2026-05-01 09:00
---

## Investigating · 2026-05-01 09:20
next update: 10:00

We look.
"""
CLEARED = """
## Resolved · 2026-05-01 11:00

All trams run.
"""


def test_an_incident_has_a_calendar_of_its_own() -> None:
    """Its event ends once it is known when, each update raises the sequence; it is in no other calendar."""
    open_, over = (made_incident(text) for text in (STORM, STORM + CLEARED))
    path = "incidents/storm/event.ics"
    (before, after) = (only_event(files[path]) for files in (open_, over))
    assert ("incident/storm@larkmoor-trams", "Trees on the rails") == (before["UID"], str(before["SUMMARY"]))
    assert before["UID"] == after["UID"]
    assert datetime(2026, 5, 1, 7, tzinfo=UTC) == before.decoded("DTSTART")
    assert "DTEND" not in before
    assert datetime(2026, 5, 1, 9, tzinfo=UTC) == after.decoded("DTEND")
    assert (1, 2) == (before["SEQUENCE"], after["SEQUENCE"])
    assert not events(over["calendar.ics"])
    withdrawn = STORM.replace("started:", "withdrawn: A test.\nstarted:")
    assert "CANCELLED" == only_event(made_incident(withdrawn)[path])["STATUS"]


def made_incident(note: str) -> dict[str, bytes]:
    """The calendars of a site with one incident."""
    files = Themes({"default": read_tree(shipped_themes() / "default")})
    result = compile_site(content({"incidents/storm.md": note}), files, now=NOW)
    assert not result.failed, result.diagnostics
    return {one.path: one.make() for one in result.outputs if one.path.endswith(".ics")}


def test_control_characters_do_not_break_a_calendar() -> None:
    """They are replaced; a line break in a title is a space."""
    note = NOTE.replace("New rails; all, of them", r"New\u0007 rails\nEND:VEVENT")
    event = only_event(made(note)["calendar.ics"])
    assert "New\ufffd rails END:VEVENT" == str(event["SUMMARY"])


@given(maintenances())
def test_the_sequence_never_falls(note: Maintenance) -> None:
    """Each further update leaves it or raises it, and times that differ have different sequences."""
    ordered = replace(note, updates=tuple(sorted(note.updates, key=lambda one: one.at)))
    versions = [replace(ordered, updates=ordered.updates[:n]) for n in range(len(ordered.updates) + 1)]
    sequences = [moves_of(one) for one in versions]
    assert sorted(sequences) == sequences
    assert 0 == sequences[0]


@given(maintenances())
def test_any_work_makes_a_calendar_that_can_be_read(note: Maintenance) -> None:
    """An event never ends before it starts."""
    now = at(0, day=3)
    timeline = derive(site(note), now)
    outputs = {one.path: one for one in rendered(timeline, theme(("en",)))}
    for event in events(outputs["calendar.ics"].make()):
        assert event.get("DTEND") is None or event.decoded("DTEND") > event.decoded("DTSTART")
    shown = shown_work(timeline)
    assert len(timeline.maintenances) == len(shown)
    assert all(story.kind is Kind.MAINTENANCE for story in shown)


def test_the_sequence_counts_a_revival() -> None:
    """Cancelled, and planned again at the same time: two changes."""
    note = maintenance(
        update(Status.CANCELLED, at(9)),
        update(Status.SCHEDULED, at(10), starts=at(20), ends=at(22)),
    )
    assert 2 == moves_of(note)
