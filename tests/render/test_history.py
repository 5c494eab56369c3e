"""The past by months, by years of a service, and in the index of the search."""

from __future__ import annotations

import gzip
import json
from datetime import date, datetime

import pytest

from statusgen.model.output import Output, fingerprint
from statusgen.model.status import Status
from statusgen.pipeline.compile import compile_site
from statusgen.render.pages.history import month_view
from statusgen.render.views.site import MonthView
from statusgen.timeline.derive import derive
from statusgen.timeline.history import build_history
from tests.bench.corpus import NOW as BENCH_NOW
from tests.bench.corpus import corpus
from tests.render_samples import CLOSED, NOTICE, OPEN, TIMELINE, context
from tests.sites import THEMES, content
from tests.strategies_timeline import DOWN, PARTIAL, WORK, at, incident, maintenance, site, update

NOTE = "---\ntitle: {0}\nservices: {{trams: {1}}}\nstarted: {2}\n---\n\n## Resolved · {3}\n\nOver.\n"
FILES = {
    "incidents/2026-03-10-wires.md": NOTE.format(
        "Wires", "major outage", "2026-03-10 09:00", "2026-03-10 11:00"
    ),
    "incidents/2026-03-30-flood.md": NOTE.format("Flood", "degraded", "2026-03-30 09:00", "2026-04-02 11:00"),
    "incidents/2025-12-31-snow.md": NOTE.format(
        "Snow", "partial outage", "2025-12-31 23:00", "2026-01-01 02:00"
    ),
}
NOW = datetime.fromisoformat("2026-05-04T10:00+02:00")


def outputs(
    name: str = "2026-03-10-wires", text: str = FILES["incidents/2026-03-10-wires.md"]
) -> dict[str, Output]:
    """The files of a small site by path, with one incident more or another."""
    files = content({**FILES, f"incidents/{name}.md": text})
    result = compile_site(files, THEMES, now=NOW)
    assert () == result.diagnostics
    return {output.path: output for output in result.outputs}


def test_months_hold_what_began_in_them() -> None:
    """Newest first; what is still to come is in none."""
    months = build_history(TIMELINE).months

    assert [(one.month, [story.id for story in one.notes]) for one in months] == [
        ((2026, 5), [OPEN.id]),
        ((2026, 4), [CLOSED.id, NOTICE.id, "2026-03-30-nothing"]),
    ]


def test_days_have_the_worst_of_all_services() -> None:
    """From midnight to midnight of the site's zone, up to now."""
    timeline = derive(
        site(
            incident(update(Status.RESOLVED, at(3, day=2)), started=at(23), trams=PARTIAL),
            incident(update(Status.RESOLVED, at(12, day=2)), name="b", started=at(11, day=2), website=DOWN),
            maintenance(starts=at(5, day=4), ends=at(6, day=4), trams=WORK),
            zone="UTC",
        ),
        at(12, day=3),
    )
    (month,) = build_history(timeline).months

    assert ((date(2026, 5, 1), PARTIAL), (date(2026, 5, 2), DOWN)) == month.days
    assert date(2026, 5, 3) == month.today


def test_what_goes_on_into_a_month_is_told_there_too() -> None:
    """An incident of March is in April's page, and colours its days."""
    timeline = derive(
        site(
            incident(
                update(Status.RESOLVED, at(3, day=2)),
                started=datetime.fromisoformat("2026-03-30T10:00Z"),
                trams=DOWN,
            )
        ),
        at(12, day=3),
    )
    months = {one.month: one for one in build_history(timeline).months}

    assert [(2026, 5), (2026, 4), (2026, 3)] == list(months)
    assert ([], ["storm"]) == (list(months[2026, 4].notes), [one.id for one in months[2026, 4].earlier])
    assert 30 == len(months[2026, 4].days)


def _view(language: str = "en") -> MonthView:
    return month_view(context(language), build_history(TIMELINE).months[0])


def test_the_calendar_has_the_weeks_of_the_language() -> None:
    """Monday first in both languages of the sample, with whole names for those who listen."""
    english, chinese = _view().calendar, _view("zh").calendar

    assert [("Mo", "Monday"), ("Su", "Sunday")] == [
        (english.weekdays[place].key[:2], english.weekdays[place].text) for place in (0, 6)
    ]
    assert "星期一" in {day.text for day in chinese.weekdays}
    assert all(len(week) == 7 for week in english.weeks)
    days = [day for week in english.weeks for day in week if day]
    assert list(range(1, 32)) == [day.number for day in days]
    assert days[0].href == "#d-2026-05-01"
    assert days[0].text.startswith("1 May 2026: ")
    assert days[0].text.endswith(", 1 entry")
    assert (None, "") == (days[1].state, days[1].text)


def test_days_before_the_first_that_counts_have_no_data() -> None:
    """A calendar does not call days good of which nothing is known."""
    timeline = derive(site(incident(started=at(9, day=2), trams=DOWN)), at(12, day=3))
    (month,) = build_history(timeline).months

    days = [day for week in month_view(context(), month).calendar.weeks for day in week if day]

    assert ["unknown", "major-outage", "major-outage", None] == [
        day.state and day.state.key for day in days[:4]
    ]
    assert days[0].text.endswith(": No data yet")


def test_entries_stand_below_their_days() -> None:
    """Each day has a place that the calendar leads to."""
    (day,) = _view().days

    assert ("d-2026-05-01", [OPEN.id]) == (day.anchor, [note.id for note in day.notes])


def test_years_of_a_service_know_their_neighbours() -> None:
    """Newest first, each with the years beside it that have notes."""
    old = incident(name="old", started=datetime.fromisoformat("2023-06-01T10:00Z"), trams=DOWN)
    timeline = derive(site(old, incident(trams=DOWN), incident(name="other", website=DOWN)), at(12))
    years = build_history(timeline).years

    assert [(2026, 2023, None), (2023, None, 2026)] == [
        (one.year, one.before, one.after) for one in years["trams"]
    ]
    assert ["storm"] == [story.id for story in years["trams"][0].notes]
    assert "tickets" not in years


def test_old_pages_stay_as_they_are_when_something_new_happens() -> None:
    """No page of the past depends on what comes later, except by the link to it."""
    new = NOTE.format("Now", "degraded", "2026-05-04 09:00", "2026-05-04 09:30")
    before, after = outputs(), outputs("2026-05-04-now", new)
    old = (
        "history/2026/03/index.html",
        "history/2025/12/index.html",
        "services/trams/2025/index.html",
        "search/2025.json",
    )

    changed = {path for path in old if fingerprint(before[path], "") != fingerprint(after[path], "")}

    assert set() == changed
    assert fingerprint(before["search/2026.json"], "") != fingerprint(after["search/2026.json"], "")


def test_the_index_has_what_a_list_shows() -> None:
    """By year, newest first: address, title, summary, kind, severity, day, services by their place, words."""
    shard = json.loads(outputs()["search/2026.json"].make())

    assert [
        [
            "/incidents/2026-03-30-flood/",
            "Flood",
            "Over.",
            "incident",
            "minor",
            "2026-03-30",
            [0],
            "30 March 2026",
        ],
        [
            "/incidents/2026-03-10-wires/",
            "Wires",
            "Over.",
            "incident",
            "critical",
            "2026-03-10",
            [0],
            "10 March 2026",
        ],
    ] == shard
    assert 1 == len(json.loads(outputs()["zh/search/2025.json"].make()))


@pytest.mark.slow
@pytest.mark.parametrize("prefix", ["", "zh/"])
def test_the_index_stays_small(prefix: str) -> None:
    """At most 60 KB, compressed, at 1,000 incidents."""
    result = compile_site(corpus(1_000), THEMES, now=datetime.fromisoformat(BENCH_NOW))
    shards = [output for output in result.outputs if output.path.startswith(f"{prefix}search/")]

    assert len(shards) >= 5
    assert sum(len(gzip.compress(one.make(), 6)) for one in shards) <= 60_000


def test_withdrawn_notes_are_found_without_a_severity() -> None:
    """They were no incidents."""
    withdrawn = FILES["incidents/2026-03-10-wires.md"].replace("title:", "withdrawn: An error.\ntitle:")
    found = json.loads(outputs(text=withdrawn)["search/2026.json"].make())

    assert "" == next(note[4] for note in found if note[1] == "Wires")
