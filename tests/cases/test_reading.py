"""What carries meaning never vanishes or passes as words; times mean what people mean by them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from textwrap import dedent
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.authoring.times import parse_when
from statusgen.cli.main import main
from statusgen.model.diagnostics import Diagnostic, Level
from statusgen.model.notes import Incident, Maintenance, Update
from statusgen.model.settings import Settings
from statusgen.model.status import Status
from statusgen.model.text import localise, pick
from statusgen.pipeline.check import check_site
from statusgen.read import read_site
from statusgen.read.note_writer import write_note
from statusgen.read.schema import schemas
from tests.cases import HERE, build, content
from tests.sites import PNG, THEMES, problems, update_id
from tests.sites import content as trams

BERLIN = ZoneInfo("Europe/Berlin")
NOTE = "incidents/2026-05-06-a.md"
FIRST = """\
---
title: Some homes have no tap water
services: {tap-water: major outage}
---

## Investigating · 2026-05-06 09:00

We are looking for the cause.
"""


def water(note: str, path: str = NOTE, **files: str) -> dict[str, bytes]:
    """The content of the water company with one note."""
    shared = {path: data for path, data in content("28").items() if "/" not in path}
    return {**shared, path: note.encode(), **{name: text.encode() for name, text in files.items()}}


def diagnosed(files: Mapping[str, bytes]) -> list[Diagnostic]:
    """All that is wrong with content, whatever the time."""
    return problems(read_site(files))


def only(files: Mapping[str, bytes]) -> Diagnostic:
    """The one thing that is wrong."""
    (one,) = diagnosed(files)
    return one


# Headings that nearly are updates


def test_28_a_heading_with_one_sign_too_many_is_an_error() -> None:
    """The line is named, and the heading shown as it should be."""
    site = build(content("28"), "2026-05-06T10:30:00Z")
    (one,) = [one for one in site.diagnostics if one.code == "nearly-an-update"]

    assert (Level.ERROR, 11) == (one.level, one.span.line)
    assert "`## Resolved · 2026-05-06 10:00`" in one.help


SURE = [
    "### Resolved · 2026-05-06 10:00",
    "# Resolved · 2026-05-06 10:00",
    "**Resolved** · 2026-05-06 10:00",
    "**Resolved · 2026-05-06 10:00**",
    "__resolved__ 2026-05-06 10:00",
    "Resolved · 2026-05-06 10:00",
    "Resolved — 6 May 2026, 10:00",
    "Resolved · 2026-05-06 10:00\n---------------------------",
    "Resolved, 2026-05-06 10.00\n===",
    "<h2>Resolved · 2026-05-06 10:00</h2>",
    "### 2026-05-06 10:00 · Resolved",
    "＃＃ Resolved · 2026-05-06 10：00",
    "  ### Resolved (6. 5. 2026, 10:00)",
]
UNSURE = [
    "> ## Resolved · 2026-05-06 10:00",
    "    ## Resolved · 2026-05-06 10:00",
    "### Resolvd · 2026-05-06 10:00",
    "**Resolved** 10:00",
    "### Resolved · 10:00",
    "- **Resolved** · 2026-05-06 10:00",
    "Resolved: 2026-05-06 10:00",
    "Resolved 10:00",
]
WRONG_TIMES = [
    "## Resolved · 6 May 2026 10:00",
    "## Resolved · May 6, 2026, 10 am",
    "## Resolved · 2026-05-06 10.00",
    "## Resolved · 2026/05/06 10:00",
    "## Resolved · 06.05.2026 10:00",
    "## Resolved · 2026年5月6日 10点",
    "## Resolved · 10:00",
    "## Resolved · 2026-05-06 10:00 CEST",
    "## Resolved · 2026-05-06 10:00 — water is back",
    "## 2026-05-06 10:00 · Resolved",
    "## Resolved (2026-05-06 10:00)",
    "## Resolvd · 2026-05-06 10:00",
]


@pytest.mark.parametrize("line", [*SURE, *UNSURE, *WRONG_TIMES])
def test_28_near_misses_are_shown_as_they_should_be(line: str) -> None:
    """However it is dressed up; an error where the meaning is sure."""
    one = only(water(f"{FIRST}\n{line}\n\nWater is back.\n"))

    assert "`## Resolved · 2026-05-06 10:00`" in one.help
    assert one.span.line == 10
    assert one.level is (Level.WARNING if line in UNSURE else Level.ERROR)


@pytest.mark.parametrize("status", ["已解决", "已恢复"])
@pytest.mark.parametrize(
    "line", ["### {} · 2026-05-06 10:00", "**{}** · 2026年5月6日 10:00", "## {} · 10:00"]
)
def test_28_near_misses_in_chinese(line: str, status: str) -> None:
    """The status stays in its language."""
    one = only(water(f"{FIRST}\n{line.format(status)}\n\n供水已恢复。\n"))

    assert one.level is Level.ERROR
    assert f"`## {status} · 2026-05-06 10:00`" in one.help


def test_28_a_time_in_full_width_signs_is_a_time() -> None:
    """Input methods write them."""
    files = water(f"{FIRST}\n## 已解决 · 2026-05-06 10：00\n\n供水已恢复。\n")

    assert diagnosed(files) == []
    (note,) = read_site(files).notes
    assert note.note
    assert [one.status for one in note.note.updates] == [Status.INVESTIGATING, Status.RESOLVED]


@pytest.mark.parametrize(
    "words",
    [
        "Update: we have found the pipe.",
        "Update: we look again at 10:00",
        "Resolved at 10:00.",
        "Started: 09:00\nResolved: 10:00",
        "- 09:00: investigating\n- 10:00: resolved",
        "We have been monitoring since 2026-05-06 10:00",
        "### What you can do",
        "```\n### Resolved · 2026-05-06 10:00\n```",
        "> ## Investigating · 2026-05-06 09:00\n>\n> We are looking for the cause.",
    ],
)
def test_28_words_stay_words(words: str) -> None:
    """Prose, lists of facts, code and quotations of the note itself say nothing to the reader of notes."""
    assert diagnosed(water(f"{FIRST}\n{words}\n\nWe are at it.\n")) == []


def test_28_a_postmortem_has_a_course_of_its_own() -> None:
    """Only a heading with a status and a whole time could be meant."""
    after = (
        "## Resolved · 2026-05-06 10:00\n\nIt is over.\n\n## Postmortem · 2026-05-07 09:00\n\n## Timeline\n\n"
    )
    quiet = "Resolved: 2026-05-06 10:00\n\n**Resolved** 10:00\n\n- **Resolved** · 2026-05-06 10:00\n"

    assert diagnosed(water(f"{FIRST}\n{after}{quiet}")) == []
    one = only(water(f"{FIRST}\n{after}### Monitoring · 2026-05-06 11:00\n"))
    assert ("maybe-an-update", Level.WARNING) == (one.code, one.level)


def test_28_an_update_in_a_file_of_its_own_holds_no_other() -> None:
    """Its words may have no heading of an update either."""
    files = water(
        "---\ntitle: Some homes have no tap water\n---\n",
        "incidents/a/incident.md",
        **{
            "incidents/a/1.md": "---\nstatus: investigating\nat: 2026-05-06 09:00\n---\n\nWe look.\n\n"
            "## Resolved · 2026-05-06 10:00\n\nIt is over.\n"
        },
    )

    one = only(files)

    assert ("nearly-an-update", "incidents/a/1.md", 8) == (one.code, one.span.path, one.span.line)


# Clock times


def test_30_a_clock_time_is_the_nearest_that_makes_sense() -> None:
    """Past midnight a promise is for the next day, `since` is of the day before, and nothing is withheld."""
    site = build(content("30"), "2026-05-06T22:30:00Z")

    assert [Level.INFO] * 3 == [one.level for one in site.diagnostics]
    assert ["clock-past-midnight"] * 3 == site.codes()
    told = [one.message for one in site.diagnostics]
    assert ["2026-05-07 00:20", "2026-05-06 23:40", "2026-05-07 03:00"] == [one[-16:] for one in told]
    summary = site.json("api/v2/summary.json")
    assert {"Some homes have no tap water", "Brown water in Upper Quay"} == {
        one["name"] for one in summary["incidents"]
    }
    brown = next(one for one in summary["incidents"] if one["name"] == "Brown water in Upper Quay")
    assert brown["started_at"] == "2026-05-06T21:40:00.000Z"
    (work,) = summary["scheduled_maintenances"]
    assert work["scheduled_until"] == "2026-05-07T01:00:00.000Z"
    assert "7 May 2026, 00:20" in site.text("incidents/2026-05-06-a/index.md")


def maintenance(fields: str, update: str = "") -> Maintenance:
    """A maintenance of the trams with these lines."""
    text = f"---\ntitle: New tracks\n{fields}\n---\n\nWe lay new tracks.\n\n{update}"
    (note,) = read_site(trams({"maintenance/a.md": text})).notes
    assert isinstance(note.note, Maintenance)
    return note.note


def local(text: str) -> datetime:
    """A time in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


PLAN = "starts: 2026-05-06 22:00\nends: 2026-05-07 02:00"


def test_30_the_end_of_planned_work_is_after_its_start() -> None:
    """In the front matter, in either order."""
    assert local("2026-05-07 03:00") == maintenance("starts: 2026-05-06 22:00\nends: 03:00").ends
    assert local("2026-05-06 23:00") == maintenance("ends: 23:00\nstarts: 2026-05-06 22:00").ends


@pytest.mark.parametrize(
    ("heading", "fields", "starts", "ends"),
    [
        ("Extended · 2026-05-06 23:55", "ends: 03:00", None, "2026-05-07 03:00"),
        ("Extended · 2026-05-07 01:55", "ends: 03:00", None, "2026-05-07 03:00"),
        ("Scheduled · 2026-05-01 10:00", "ends: 04:00", None, "2026-05-07 04:00"),
        ("Scheduled · 2026-05-01 10:00", "starts: 23:00", "2026-05-06 23:00", None),
        (
            "Scheduled · 2026-05-06 21:00",
            "starts: 01:00\nends: 04:00",
            "2026-05-07 01:00",
            "2026-05-07 04:00",
        ),
        (
            "Update · 2026-05-06 01:00",
            "starts: 2026-05-13 22:00\nends: 03:00",
            "2026-05-13 22:00",
            "2026-05-14 03:00",
        ),
        ("In progress · 2026-05-06 22:05", "starts: 22:00", "2026-05-06 22:00", None),
        ("In progress · 2026-05-06 21:55", "starts: 22:00", "2026-05-06 22:00", None),
        ("Completed · 2026-05-07 00:10", "ends: 23:55", None, "2026-05-06 23:55"),
    ],
)
def test_30_updates_move_planned_work(
    heading: str, fields: str, starts: str | None, ends: str | None
) -> None:
    """A clock time alone is near the plan and ahead; once work has begun or is over, near the update."""
    (update,) = maintenance(PLAN, f"## {heading}\n{fields}\n\nWords.\n").updates

    assert (starts and local(starts), ends and local(ends)) == (update.starts, update.ends)


def test_30_a_notice_ends_after_it_is_published() -> None:
    """`until` alone is the next such time."""
    text = "---\ntitle: Water is cloudy\npublished: 2026-05-06 22:00\nuntil: 06:00\n---\n\nIt is safe.\n"
    one = only(water(text, "notices/a.md"))

    assert ("clock-past-midnight", Level.INFO) == (one.code, one.level)
    assert "2026-05-07 06:00" in one.message


@pytest.mark.parametrize(
    ("heading", "field", "code", "said"),
    [
        ("2026-03-28 23:00", "next update: 02:30", "nonexistent-time", "2026-03-29"),
        ("2026-10-24 23:00", "next update: 02:30", "ambiguous-time", "2026-10-25"),
        ("2026-10-26 01:00", "next update: 00:30", "clock-past-midnight", "2026-10-27"),
        ("2026-10-25 02:45 +02:00", "next update: 02:30", "", ""),  # the second half past two
    ],
)
def test_30_days_on_which_clocks_change(heading: str, field: str, code: str, said: str) -> None:
    """What clocks skip or repeat is reported with the day that is meant."""
    text = FIRST.replace("2026-05-06 09:00", f"{heading}\n{field}")
    found = diagnosed(water(text))

    assert [code] * bool(code) == [one.code for one in found]
    assert all(said in one.message for one in found)


def test_30_a_reading_far_away_is_more_than_a_hint() -> None:
    """A promise for ten minutes ago would be one for tomorrow: that may be a slip."""
    text = FIRST.replace("2026-05-06 09:00", "2026-05-06 09:00\nnext update: 08:50")
    one = only(water(text))

    assert ("clock-past-midnight", Level.WARNING) == (one.code, one.level)
    assert "23 h 50 min later" in one.message


MINUTES = st.integers(0, 4 * 24 * 60).map(lambda count: timedelta(minutes=count))
MOMENTS = st.builds(
    datetime.__add__, st.sampled_from([local("2026-03-27T00:00"), local("2026-10-23T00:00")]), MINUTES
)
"""Around the days on which clocks change."""


@given(MOMENTS, st.integers(-3000, 3000), st.integers(-3000, 3000))
def test_30_what_is_written_is_read_as_the_same_instant(at: datetime, ahead: int, back: int) -> None:
    """Whatever the day, also those on which clocks change."""
    promise, since = at + timedelta(minutes=ahead), at + timedelta(minutes=back)
    update = Update(
        status=Status.INVESTIGATING,
        at=at,
        body=localise([("en", "Words.")]),
        next_update=promise,
        since=since,
        id=update_id(at),
    )
    note = Incident(id="x", title=localise([("en", "Title")]), started=at, updates=(update,))
    settings = Settings(name=localise([("en", "x")]), url="https://x.example/", zone=BERLIN)
    written = {path: data.decode() for path, data in write_note(note, settings).items()}
    (again,) = read_site(trams(written)).notes

    assert again.note
    assert [(one.at, one.next_update, one.since) for one in again.note.updates] == [(at, promise, since)]


@given(MOMENTS, st.times())
def test_30_the_command_line_reads_as_notes_do(at: datetime, clock: object) -> None:
    """`--next 00:20` and `next update: 00:20` are one instant, or neither is one."""
    said = f"{clock:%H:%M}"
    heading = f"## Investigating · {at:%Y-%m-%dT%H:%MZ}"
    text = f"---\ntitle: x\n---\n\n{heading}\nnext update: {said}\nsince: {said}\n\nWords.\n"
    (found,) = read_site(trams({"incidents/x.md": text})).notes

    assert found.note
    (update,) = found.note.updates
    assert parse_when(said, at, BERLIN) == update.next_update
    past = parse_when(said, at, BERLIN, past=True)
    assert update.since == past


def test_30_check_lists_how_times_are_read(capsys: pytest.CaptureFixture[str]) -> None:
    """Those that leave out the date or the offset, in the files that are asked for."""
    (folder,) = HERE.glob("30-*")
    path = folder / "content" / "incidents" / "2026-05-06-a.md"
    now = ["--content", str(folder / "content"), "--now", "2026-05-06T22:30Z"]
    assert 0 == main(["check", str(path), "--explain-times", *now])

    lines = [line.removeprefix(str(path)) for line in capsys.readouterr().out.splitlines()[:2]]
    assert lines == [
        ":7:20: 2026-05-06 23:50 is 2026-05-06 23:50 CEST (2026-05-06 21:50 UTC)",
        ":8:14: 00:20 is 2026-05-07 00:20 CEST (2026-05-06 22:20 UTC)",
    ]
    assert 2 == main(["check", "--explain-times", "--format", "json", *now])


# Durations


def test_14_an_incident_posted_when_over_is_as_bad_as_its_states() -> None:
    """Its severity is that of the states it names, and `started` is asked for."""
    site = build(content("14"), "2026-05-06T10:30:00Z")
    (incident,) = site.json("api/v2/incidents.json")["incidents"]

    assert incident["impact"] == "critical"
    assert "No impact" not in site.text("incidents/2026-05-05-acc/index.md")
    (one,) = [one for one in site.diagnostics if one.code == "no-duration"]
    assert (Level.WARNING, 7) == (one.level, one.span.line)
    assert "`started: 2026-05-05 05:00`" in one.help


def test_14_a_withdrawn_incident_stays_without_severity() -> None:
    """It counts nowhere."""
    text = content("14")["incidents/2026-05-05-acc.md"].decode()
    files = water(text.replace("title:", "withdrawn: It was a test.\ntitle:"))
    site = build(files, "2026-05-06T10:30:00Z")

    assert "no-duration" not in site.codes()
    assert {"none"} >= {one["impact"] for one in site.json("api/v2/incidents.json")["incidents"]}


# Updates dated in the future


def test_09_what_is_not_shown_yet_is_said_by_check_and_build() -> None:
    """By file and line, with the time from which it is, and that the note is not on the site."""
    files, now = content("09"), "2026-05-06T09:30:00+00:00"
    checked = check_site(files, THEMES, now=datetime.fromisoformat(now))
    built = build(files, now).diagnostics

    for (one,) in (checked, built):
        assert ("not-shown-yet", Level.WARNING) == (one.code, one.level)
        assert ("incidents/2026-05-06-tap.md", 7) == (one.span.path, one.span.line)
        assert "not shown until 2026-05-06 12:20, in 50 min" in one.message
        assert "this incident is not on the site until then" in one.message
        assert "it is 2026-05-06 11:30 in Europe/Berlin" in one.help
    assert build(files, "2026-05-06T10:20:00+00:00").diagnostics == ()


def test_09_status_says_it_too(capsys: pytest.CaptureFixture[str]) -> None:
    """Below how things are."""
    (folder,) = HERE.glob("09-*")
    main(["status", "--content", str(folder / "content"), "--now", "2026-05-06T09:30Z"])

    told = capsys.readouterr().out
    assert "Not shown yet:" in told
    assert "incidents/2026-05-06-tap.md:7: this update is not shown until 2026-05-06 12:20" in told


def test_09_a_later_update_of_a_visible_incident_waits_alone() -> None:
    """Its note is on the site."""
    files = water(f"{FIRST}\n## Resolved · 2026-05-06 12:20\n\nIt is over.\n")
    (one,) = build(files, "2026-05-06T09:30:00+00:00").diagnostics

    assert ("not-shown-yet", 10) == (one.code, one.span.line)
    assert "not on the site" not in one.message


def test_09_plans_are_meant_for_the_future() -> None:
    """The start of planned work, words written for it, its announcement, a notice of tomorrow."""
    plan = "starts: 2026-06-01 22:00\nends: 2026-06-02 02:00\nannounced: 2026-05-20 09:00"
    work = f"---\ntitle: x\n{plan}\n---\n\nx\n\n## In progress · 2026-06-01 22:00\n\nWe begin.\n"
    announced = work.replace("05-20", "05-01") + "\n## Update · 2026-05-31 09:00\n\nA reminder.\n"
    late = work.replace("05-20", "05-01") + "\n## Cancelled · 2026-05-06 12:00\n\nNo.\n"
    files = water(work.partition("## In")[0], "maintenance/a.md") | {
        "notices/b.md": b"---\ntitle: y\npublished: 2026-05-20 09:00\n---\n\ny\n"
    }

    now = "2026-05-06T09:30:00+00:00"
    assert build(files | {"maintenance/c.md": announced.encode()}, now).diagnostics == ()
    assert build(water(late, "maintenance/a.md"), now).codes() == ["not-shown-yet"]


def test_09_a_look_back_reports_what_is_near() -> None:
    """Not every note that was written since."""
    notes = {
        f"incidents/{day:02}.md": FIRST.replace("2026-05-06", f"2026-06-{day:02}").encode()
        for day in range(1, 31)
    }
    found = build({**water(FIRST), **notes}, "2026-06-10T12:00:00+00:00").diagnostics

    assert [f"incidents/{day}.md" for day in range(11, 18)] == [one.span.path for one in found]


# Texts that YAML cuts, changes or cannot read


def test_22_what_yaml_cuts_off_is_said_with_the_whole_line_in_quotes() -> None:
    """In the front matter, by line."""
    found = build(content("22"), "2026-05-06T10:30:00Z").diagnostics

    assert [("cut-off-text", Level.WARNING, 2), ("cut-off-text", Level.WARNING, 5)] == [
        (one.code, one.level, one.span.line) for one in found
    ]
    assert "`title: 'Pump 5 is off, gate #5 is shut'`" in found[0].help
    assert "`workaround: 'Call 0800 #1234 or go to gate #6.'`" in found[1].help


@pytest.mark.parametrize("text", ["#5 pump is off", "# 5"])
def test_22_a_title_that_is_a_comment_is_explained(text: str) -> None:
    """It has no value, and why."""
    one = only(water(FIRST.replace("Some homes have no tap water", text)))

    assert ("missing-key", 2) == (one.code, one.span.line)
    assert "comment" in one.message
    assert f"`title: '{text}'`" in one.help


@pytest.mark.parametrize(
    ("path", "old", "new", "shown"),
    [
        (NOTE, "09:00\n", "09:00\nimpact: Gate #5 is shut.\n", "`impact: 'Gate #5 is shut.'`"),
        (NOTE, "09:00\n", "09:00\nimpact: #5 is shut.\n", "`impact: '#5 is shut.'`"),
        ("site.yml", "Brixholm Water Status", "Water #1", "`name: 'Water #1'`"),
        ("services.yml", "Tap water", "Tap #1", "`name: 'Tap #1'`"),
        ("services.yml", "Supply", "It's #1", "`name: 'It''s #1'`"),
    ],
)
def test_22_every_text_is_looked_at(path: str, old: str, new: str, shown: str) -> None:
    """Fields of updates, settings and the catalog."""
    files = water(FIRST)
    files[path] = files[path].replace(old.encode(), new.encode(), 1)
    one = only(files)

    assert ("cut-off-text", path) == (one.code, one.span.path)
    assert shown in one.help


def test_22_comments_behind_facts_and_quoted_texts_are_comments() -> None:
    """Nobody is bothered by them, nor by an empty text with a remark."""
    text = """\
        ---
        title: 'Some homes have no tap water'  # the second time this year
        services: {tap-water: major outage}  # the valve at the mill
        started: 2026-05-06 08:50  # as the first caller said
        workaround:  # none yet
        ---

        ## Investigating · 2026-05-06 09:00
        next update: 09:30  # after the shift

        We are looking for the cause.
        """
    assert diagnosed(water(dedent(text))) == []


def test_24_titles_that_yaml_would_change_appear_as_typed() -> None:
    """A boolean, dates, numbers."""
    site = build(content("24"), "2026-05-06T10:30:00Z")

    names = {one["name"] for one in site.json("api/v2/incidents.json")["incidents"]}
    assert {"No", "2026-05-06", "12:30", "0123", "1e3", "100% off", "off"} == names


def test_25_titles_that_yaml_cannot_read_are_shown_in_quotes() -> None:
    """Each with the line as it should be, quotation marks inside kept."""
    found = build(content("25"), "2026-05-06T10:30:00Z").diagnostics
    shown = [one.help for one in found if one.code == "yaml-syntax"]
    titles = ['Pump @ 5: `off` & "on"', "[Resolved] pump is off", "*Pump* is off", ">- pump is off"]

    assert [f"`title: '{title}'`" in help for title, help in zip(titles, shown, strict=True)] == [True] * 4


PIECES = [*"#[]{}*&@%`>|!\"':,-?", " ", " #", ": ", "Pump", "is off", "'s ", "\\", "5"]
TITLES = (
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=8)
    .map(lambda parts: " ".join("".join(parts).split()))
    .filter(lambda title: any(letter.isalnum() for letter in title))
)


@given(TITLES)
def test_25_a_title_is_read_as_typed_or_the_line_in_the_help_is(title: str) -> None:
    """Whatever signs it has: what is not read as it stands is explained with a line that is."""
    files = water(FIRST.replace("Some homes have no tap water", title))
    (found,) = read_site(files).notes
    own = [one for one in diagnosed(files) if one.span.line == 2]
    if not own:
        assert title[0] in "'\"" or (found.note and pick(found.note.title, "en")[0] == title)
        return
    shown = own[0].help.partition("`title: ")[2].rpartition("'")[0]
    if not shown.startswith("'"):
        return
    again = read_site(water(FIRST.replace("Some homes have no tap water", f"{shown}'"))).notes[0]
    assert again.note, shown
    assert pick(again.note.title, "en")[0].strip("\"' ") == title.strip("\"' ")


def test_26_files_from_windows_and_old_macs_are_read_alike() -> None:
    """Byte order mark, line ends, blanks behind the fence: paragraphs stay paragraphs."""
    site = build(content("26"), "2026-05-06T10:30:00Z")

    assert () == site.diagnostics
    incidents = site.json("api/v2/incidents.json")["incidents"]
    assert len(incidents) == 5
    for one in incidents:
        assert "<p>First.</p>\n<p>Second.</p>" in site.text(
            f"incidents/{one['shortlink'].split('/')[-2]}/index.html"
        )


# Merges that were not finished


def test_31_both_versions_of_a_merge_are_never_published() -> None:
    """An error names all marks, and the last published version stays."""
    after = content("31")
    path = "incidents/2026-05-06-a.md"
    before = {**after, path: after[path].partition(b"<<<<<<<")[0]}
    published = build(before, "2026-05-06T09:10:00Z")
    site = build(after, "2026-05-06T10:30:00Z", published)

    (one,) = [one for one in site.diagnostics if one.code == "conflict-marker"]
    assert (Level.ERROR, [11, 15, 19]) == (
        one.level,
        [one.span.line, *(related.span.line for related in one.related)],
    )
    page = site.text("incidents/2026-05-06-a/index.md")
    assert "We are looking for the cause." in page
    assert not {"Lower Quay has water", "A pipe broke", "<<<<<<<", ">>>>>>>"} & {
        words for words in ("Lower Quay has water", "A pipe broke", "<<<<<<<", ">>>>>>>") if words in page
    }


@pytest.mark.parametrize("path", ["site.yml", "services.yml"])
def test_31_settings_and_catalog_may_not_have_two_versions_either(path: str) -> None:
    """One error, at the first mark."""
    files = water(FIRST)
    files[path] = b"<<<<<<< HEAD\n# ours\n=======\n# theirs\n>>>>>>> ann\n" + files[path]

    one = only(files) if path == "site.yml" else diagnosed(files)[0]
    assert ("conflict-marker", path, 1) == (one.code, one.span.path, one.span.line)


@pytest.mark.parametrize(
    "words",
    [
        "What we know\n=======\n\nNot much.",
        "> > > a quotation",
        ">>>>>>>> deep",
        " <<<<<<< HEAD",
        "a <<<<<<< b",
    ],
)
def test_31_underlines_quotations_and_examples_are_words(words: str) -> None:
    """A mark begins its line, and `=======` alone underlines a heading."""
    assert diagnosed(water(f"{FIRST}\n{words}\n")) == []


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", ">>>>>>> ann", "||||||| 1a2b3c", "```\n<<<<<<< HEAD\n```"])
def test_31_one_mark_alone_is_enough(mark: str) -> None:
    """Also in code: nobody knows which version of it was meant."""
    assert only(water(f"{FIRST}\n{mark}\n")).code == "conflict-marker"


# Reopened


@pytest.mark.parametrize("status", ["Monitoring", "Identified", "Investigating"])
def test_who_opens_an_incident_again_is_told(status: str) -> None:
    """It may have been meant as one more word about what is over."""
    over = "## Resolved · 2026-05-06 10:00\n\nIt is over.\n\n"
    one = only(water(f"{FIRST}\n{over}## {status} · 2026-05-06 10:30\n\nWe watch.\n"))

    assert ("reopened", Level.INFO, 14) == (one.code, one.level, one.span.line)
    assert diagnosed(water(f"{FIRST}\n{over}## Update · 2026-05-06 10:30\n\nWe watch.\n")) == []
    again = f"## {status} · 2026-05-06 10:30\nservices: {{tap-water: degraded}}\n\nIt is back.\n"
    assert diagnosed(water(f"{FIRST}\n{over}{again}")) == []


# Files

OTHERS = [
    *("README.md", "README", "readme.txt", "README.zh.md", "LICENSE", "LICENSE.md", ".gitkeep", ".DS_Store"),
    *("Thumbs.db", "desktop.ini", "2026-05-06-a.md~", ".2026-05-06-a.md.swp", "#2026-05-06-a.md#"),
]


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("folder", ["incidents", "incidents/2026-05-06-a"])
def test_files_that_are_no_notes_are_passed_over(folder: str, name: str) -> None:
    """With a hint; they keep nothing from being published."""
    one = only(water(FIRST) | {f"{folder}/{name}": b"Words.\n"})

    assert ("passed-over", Level.INFO, f"{folder}/{name}") == (one.code, one.level, one.span.path)


def test_a_note_may_be_called_readme() -> None:
    """What has a front matter is a note."""
    text = "---\ntitle: Read me\n---\n\nPlease.\n"
    reading = read_site(water(text, "pages/readme.md"))

    assert ["readme"] == [one.id for one in reading.notes]
    assert problems(reading) == []


def test_an_ending_in_capitals_is_that_of_a_note() -> None:
    """Some systems write it so; also for translations and updates."""
    chinese = "---\ntitle: 停水\n---\n\n## 调查中 · 2026-05-06 09:00\n\n正在查找原因。\n"
    update = "---\nstatus: resolved\nat: 2026-05-06 10:00\n---\n\nIt is over.\n"
    files = water(FIRST, "incidents/a.MD", **{"incidents/a.zh.MD": chinese, "incidents/a/1.MD": update})
    files["incidents/a/1.zh.MD"] = "已恢复。\n".encode()
    files["site.yml"] += b"languages: [en, zh]\n"
    site = build(files, "2026-05-06T10:30:00Z")

    assert site.codes() == []
    assert "It is over." in site.text("incidents/a/index.html")
    assert "已恢复。" in site.text("zh/incidents/a/index.html")


SHOT = "Screenshot 2026-05-06 at 10.00.00.png"


@pytest.mark.parametrize("name", [SHOT, SHOT.replace(".png", "\u202fAM.png"), "IMG (1).png", "水管 图.png"])
@pytest.mark.parametrize("form", ["![Map]({quoted})", "![Map](<{name}>)"])
def test_pictures_may_have_blanks_in_their_names(form: str, name: str) -> None:
    """As phones and screenshots make them: the page leads to a file that is there."""
    words = form.format(name=name, quoted=quote(name))
    files = water(f"{FIRST}\n{words}\n", "incidents/a/incident.md") | {f"incidents/a/{name}": PNG}
    site = build(files, "2026-05-06T10:30:00Z")

    assert site.codes() == []
    (source,) = re.findall('<img src="/([^"]*)" alt="Map"', site.text("incidents/a/index.html"))
    assert site.files[unquote(source)] == PNG
    assert not re.search(r"\s", source)


@pytest.mark.parametrize(
    ("name", "written"), [(SHOT, SHOT), (SHOT.replace(" at ", "\u202fat "), quote(SHOT))]
)
def test_a_picture_that_not_everybody_finds_is_a_warning(name: str, written: str) -> None:
    """With the address as it should be written."""
    files = water(f"{FIRST}\n![Map]({written})\n", "incidents/a/incident.md") | {f"incidents/a/{name}": PNG}
    one = only(files)

    assert ("missing-picture", Level.WARNING) == (one.code, one.level)
    assert f"`({quote(name)})`" in one.help


def test_a_name_that_cannot_be_an_address_keeps_its_letters() -> None:
    """The proposal is read as the name of a note."""
    one = only(water(FIRST, "incidents/2026-05-06 Störung in Mühl.md"))

    assert ("bad-file-name", Level.ERROR) == (one.code, one.level)
    assert "`2026-05-06-störung-in-mühl`" in one.help
    assert diagnosed(water(FIRST, "incidents/2026-05-06-störung-in-mühl.md")) == []


# Spellings of keys


@pytest.mark.parametrize(
    "key", ["time zone", "timezone", "time-zone", "time_zone", "TimeZone", "timeZone", "Time Zone"]
)
def test_settings_are_read_in_usual_spellings(key: str) -> None:
    """The zone is that of the site, however the key is written."""
    files = water(FIRST)
    files["site.yml"] = files["site.yml"].replace(b"time zone", key.encode())
    reading = read_site(files)

    assert problems(reading) == []
    assert reading.settings
    assert reading.settings.zone == BERLIN


def test_every_key_of_several_words_is_read_in_usual_spellings() -> None:
    """In notes, updates, the catalog, and below other settings; twice is twice, however it is spelt."""
    files = water(
        FIRST.replace("09:00\n", "09:00\nnextUpdate: 09:30\n"),
        **{"glossary.yml": "terms: []\n"},
    )
    files["site.yml"] += (
        b"recentDays: 7\nuptime-weights: {majorOutage: 1, partial_outage: 0.5}\nhomepage: https://x.example\n"
    )
    files["services.yml"] = files["services.yml"].replace(
        b"name: Tap water", b"name: Tap water\n        dependsOn: [meters]"
    )
    reading = read_site(files)

    assert problems(reading) == []
    assert reading.settings
    assert (7, 0.5) == (reading.settings.recent_days, reading.settings.weights.partial_outage)
    files["site.yml"] += b"timezone: Europe/Berlin\n"
    assert only(files).code == "duplicate-key"


@pytest.mark.parametrize(
    "key", ["next update", "next-update", "next_update", "nextupdate", "nextUpdate", "Next Update"]
)
def test_schemas_know_the_spellings(key: str) -> None:
    """Editors that check by schema accept what is read."""
    schema = schemas()["incident-update.json"]

    assert key in schema["properties"] or any(re.search(one, key) for one in schema["patternProperties"])


# Fields and updates that would pass as words


RESOLVED = "\n## Resolved · 2026-05-06 10:00\n\nWater is back.\n"
OUTAGE_BELOW = "\n\n## Identified · 2026-05-06 10:00\n{}\n\nA pipe broke.\n"


@pytest.mark.parametrize(
    "fields",
    [
        "\nservices:\n  tap-water: major outage",
        "next update: 13:00\n\nservices:\n  tap-water: major outage",
        "\nservices: {tap-water: major outage}",
        "**services:**\n  tap-water: major outage",
        "**services**: tap-water: major outage",
        "\u200bservices:\n  tap-water: major outage",
        "services\u00a0:\n  tap-water: major outage",
        "A pipe broke.\n\nservices:\n  tap-water: 全面中断",
        "\nServices：\n- tap-water：major outage",
        "\nnext update: 13:00",
        "\nimpact: Taps run dry.",
    ],
)
def test_fields_among_words_are_an_error(fields: str) -> None:
    """A blank line, or signs around a key, make words of it."""
    one = only(water(FIRST + OUTAGE_BELOW.format(fields)))

    assert ("fields-in-words", Level.ERROR) == (one.code, one.level)
    assert f"`{one.message.split('`')[1].replace('_', ' ')}:" in one.help


@pytest.mark.parametrize(
    "words",
    [
        "\nImpact: some homes have no water.",
        "\n**Impact:** some homes have no water.",
        "\nServices: all of them are concerned.",
        "\n```\nservices:\n  tap-water: major outage\n```",
        "\nNote: this is services.",
    ],
)
def test_words_with_a_colon_stay_words(words: str) -> None:
    """Only what is written as a field is taken for one."""
    assert diagnosed(water(f"{FIRST}{OUTAGE_BELOW.format(words)}")) == []


def test_services_before_the_first_update_are_an_error() -> None:
    """Below the front matter they are words as well."""
    words = "---\n\nservices:\n  tap-water: major outage\n\n## Inv"
    one = only(water(FIRST.replace("---\n\n## Inv", words)))

    assert "fields-in-words" == one.code
    assert "front matter" in one.help


def test_full_width_colons_are_colons() -> None:
    """Behind a key and before a state, as Chinese input methods write them."""
    note = FIRST.replace("services: {tap-water: major outage}", "services：\n  tap-water：全面中断")
    below = OUTAGE_BELOW.format("services：\n  tap-water：major outage")
    files = water(note + below)

    assert diagnosed(files) == []
    (note_read,) = read_site(files).notes
    assert note_read.note is not None
    assert ["tap-water"] == [one.service for one in note_read.note.services]
    assert ["tap-water"] == [one.service for one in note_read.note.updates[1].services]


@pytest.mark.parametrize("line", ["\\## Resolved · {}", "\\#\\# Resolved · {}", "\u200b\\## Resolved · {}"])
def test_an_escaped_heading_is_an_error(line: str) -> None:
    """Editors that show formatted text write the signs with a backslash."""
    one = only(water(f"{FIRST}\n{line.format('2026-05-06 10:00')}\n\nWater is back.\n"))

    assert "nearly-an-update" == one.code
    assert "`## Resolved · 2026-05-06 10:00`" in one.help


@pytest.mark.parametrize("sign", ["\u200b", "\ufeff", "\u00a0", "\u2060"])
def test_what_nobody_sees_hides_no_heading(sign: str) -> None:
    """It comes along when words are copied."""
    files = water(f"{FIRST}\n{sign}##{sign} Resolved · 2026-05-06 10:00\n\nWater is back.\n")

    assert diagnosed(files) == []
    (note,) = read_site(files).notes
    assert note.note is not None
    assert [Status.INVESTIGATING, Status.RESOLVED] == [one.status for one in note.note.updates]


@pytest.mark.parametrize("end", ["", "\n```\nother code\n```\n"])
def test_code_that_is_not_closed_hides_no_update(end: str) -> None:
    """The fence is named, and the update in it."""
    text = FIRST.replace("We are", "```\nWe are")
    found = diagnosed(water(f"{text}\n## Identified · 2026-05-06 10:00\n\nA pipe broke.\n{end}"))
    one = next(one for one in found if one.code == "unclosed-code")

    assert (8, Level.ERROR) == (one.span.line, one.level)
    assert "line 11" in one.message


@pytest.mark.parametrize("heading", ["Investigating · 7 May 2026 10:00", "Investigatng · 2026-05-07 10:00"])
def test_a_postmortem_hides_no_update(heading: str) -> None:
    """A heading that nearly is an update ends it, or is an error."""
    end = f"{RESOLVED}\n## Postmortem · 2026-05-06 12:00\n\nA pipe broke.\n"
    one = only(water(f"{FIRST}{end}\n## {heading}\n\nTaps run dry again.\n"))

    assert ("nearly-an-update", Level.ERROR) == (one.code, one.level)
    assert "`## Investigating · 2026-05-07 10:00`" in one.help


@pytest.mark.parametrize(
    "time", ["2026-05-06 2:20 pm", "2026-05-06 2:20pm", "2026-05-06 2:20 PM", "2:20 p.m."]
)
def test_half_of_the_day_is_kept(time: str) -> None:
    """The help says 14:20."""
    one = only(water(f"{FIRST}\n## Resolved · {time}\n\nWater is back.\n"))

    assert "`## Resolved · 2026-05-06 14:20`" in one.help


# What contradicts itself


BROKEN_AGAIN = "\n## {} · 2026-05-06 12:00\nservices:\n  tap-water: major outage\n\nTaps run dry.\n"


@pytest.mark.parametrize("status", ["Update", "Postmortem"])
def test_trouble_after_the_end_is_an_error(status: str) -> None:
    """The status of an update opens nothing again."""
    one = only(water(FIRST + RESOLVED + BROKEN_AGAIN.format(status)))

    assert ("services-after-end", Level.ERROR) == (one.code, one.level)
    assert "`## Investigating · 2026-05-06 12:00`" in one.help
    assert diagnosed(water(FIRST + RESOLVED + BROKEN_AGAIN.format("Investigating"))) == []


def test_a_start_after_the_first_update_is_an_error() -> None:
    """Until then the site would show no trouble."""
    one = only(water(FIRST.replace("title:", "started: 2026-05-07 08:30\ntitle:")))

    assert "started-after-update" == one.code
    assert "`started: 2026-05-06 08:30`" in one.help


@pytest.mark.parametrize("word", ["false", "no", "true", "n/a", "-", "off", "是", "否", "No"])
def test_a_word_is_no_reason_to_withdraw(word: str) -> None:
    """It stays published."""
    files = water(FIRST.replace("title:", f"withdrawn: '{word}'\ntitle:"))
    one = only(files)
    (note,) = read_site(files).notes

    assert "bad-value" == one.code
    assert "remove the line" in one.help
    assert note.note is not None
    assert not note.note.withdrawn


def test_an_end_on_a_wrong_day_is_an_error() -> None:
    """Both times are named."""
    found = diagnosed(water(FIRST + RESOLVED.replace("05-06", "05-05")))
    (one,) = [each for each in found if each.level is Level.ERROR]

    assert "ends-before-start" == one.code
    assert "`## Resolved · 2026-05-06 10:00`" in one.help
    assert "2026-05-06 09:00" in one.help


def test_an_extension_says_until_when() -> None:
    """Else the work would be over at its old end."""
    head = (
        "---\ntitle: New pipe\nservices: [tap-water]\nstarts: 2026-05-06 09:00\nends: 2026-05-06 10:00\n---\n"
    )
    note = (
        f"{head}\n## In progress · 2026-05-06 09:00\n\nWe dig.\n\n## Extended · 2026-05-06 09:50\n\nLonger.\n"
    )
    one = only(water(note, "maintenance/2026-05-06-a.md"))

    assert "missing-key" == one.code
    assert "`ends: 2026-05-06 11:00`" in one.help


def test_no_file_that_the_site_needs_is_to_be_renamed() -> None:
    """`site.yml` looks like `services.yml`, and is another file."""
    files = water(FIRST)
    del files["services.yml"]
    one = next(one for one in diagnosed(files) if one.code == "missing-file")

    assert "Rename" not in one.help
