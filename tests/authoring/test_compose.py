"""What a writer says becomes files: canonical, and without a change to what was there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.authoring.compose import add_update, new_note
from statusgen.authoring.times import parse_when
from statusgen.model.notes import AffectedService, Incident, Update
from statusgen.model.settings import Settings
from statusgen.model.states import ServiceState
from statusgen.model.status import Status
from statusgen.model.text import localise
from statusgen.read import read_site
from tests.sites import content, only_note, problems, update_id

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 5, 1, 7, 20, tzinfo=UTC)
NOTE = """\
---
# a comment stays
title:   "Trams stop"   # so does this
services: {trams: partial outage}
started: 2026-05-01 09:10
---

## Investigating · 2026-05-01 09:20

We are looking.
"""


def settings_of(files: dict[str, bytes]) -> Settings:
    """The settings of a site that is known to be right."""
    reading = read_site(files)
    assert reading.settings is not None
    return reading.settings


def update(minute: int = 40, words: str = "A wire broke. We are mending it.", **facts: object) -> Update:
    """An update of this day."""
    at = NOW + timedelta(minutes=minute)
    body = localise([("en", words)])
    return Update(status=Status.IDENTIFIED, at=at, id=update_id(at), body=body, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("30", "2026-05-01T07:50Z"),
        ("45m", "2026-05-01T08:05Z"),
        ("2h", "2026-05-01T09:20Z"),
        ("2 小时", "2026-05-01T09:20Z"),
        ("09:50", "2026-05-01T07:50Z"),
        ("09：50", "2026-05-01T07:50Z"),
        ("08:00", "2026-05-02T06:00Z"),
        ("2026-05-03 12:00", "2026-05-03T10:00Z"),
        ("2026-05-03 12:00 +00:00", "2026-05-03T12:00Z"),
    ],
)
def test_times_as_people_say_them(said: str, meant: str) -> None:
    """A length from now, a clock time to come in the site's zone, or all of it."""
    assert datetime.fromisoformat(meant) == parse_when(said, NOW, BERLIN)


def test_times_that_have_passed() -> None:
    """Since when it works again lies behind us."""
    assert datetime(2026, 5, 1, 7, 5, tzinfo=UTC) == parse_when("09:05", NOW, BERLIN, past=True)
    assert datetime(2026, 4, 30, 21, 50, tzinfo=UTC) == parse_when("23:50", NOW, BERLIN, past=True)
    assert NOW - timedelta(minutes=15) == parse_when("15", NOW, BERLIN, past=True)


@pytest.mark.parametrize("said", ["", "soon", "25:00", "9", "12345678"])
def test_what_is_no_time_is_none(said: str) -> None:
    """A bare figure is minutes; the rest is asked again."""
    found = parse_when(said, NOW, BERLIN)
    assert found is None or said == "9"


def test_a_new_note_is_canonical() -> None:
    """Read back, it is what was said."""
    files = content()
    incident = Incident(
        id="2026-05-01-trams",
        title=localise([("en", "Trams: no service")]),
        services=(AffectedService("trams", ServiceState.MAJOR_OUTAGE),),
        started=NOW,
        updates=(update(next_update=NOW + timedelta(hours=1)),),
    )
    made = {one.path: one.data for one in new_note(incident, settings_of(files))}
    assert ["incidents/2026-05-01-trams.md"] == list(made)
    note = only_note({path: data.decode() for path, data in made.items()})
    assert incident.title == note.title
    assert ["A wire broke. We are mending it."] == [one.body.variants[0][1] for one in note.updates]


@pytest.mark.parametrize("written", ["none", "None", "无", "{trams: degraded}", "{trams: ''}", ""])
def test_that_none_is_affected_is_read_and_written(written: str) -> None:
    """And nothing else is taken for it: a form that nobody filled in is still asked about."""
    files = content({"incidents/a.md": NOTE.replace("{trams: partial outage}", written)})
    (read,) = read_site(files).notes
    assert isinstance(read.note, Incident)
    assert (written in ("none", "None", "无")) is read.note.none_affected
    (again,) = new_note(read.note, settings_of(files))
    assert (b"services: none\n" in again.data) is read.note.none_affected
    assert ("trams" in written and bool(read.note.services)) or () == read.note.services
    asked = [one.code for one in read.problems]
    assert (["no-services"] if written in ("{trams: ''}", "") else []) == asked


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_an_update_is_added_at_the_end(newline: str, end: str, mark: str) -> None:
    """Comments, order, quotes, line ends and marks of what is there stay, to the byte."""
    before = (mark + NOTE.rstrip("\n").replace("\n", newline) + end.replace("\n", newline)).encode()
    files = content() | {"incidents/a.md": before}
    (read,) = read_site(files).notes
    assert read.note
    (change,) = add_update(files, read.note, update(), settings_of(files), NOW)

    assert change.data.startswith(before)
    after = read_site(files | {change.path: change.data})
    assert [] == problems(after)
    (note,) = (one.note for one in after.notes)
    assert note
    assert [Status.INVESTIGATING, Status.IDENTIFIED] == [one.status for one in note.updates]
    assert b"\n" not in change.data.replace(b"\r\n", b"") or newline == "\n"


def test_a_folder_gets_a_file() -> None:
    """Nobody meets in a merge."""
    note = NOTE.partition("\n## ")[0] + "\n"
    first = "---\nstatus: investigating\nat: 2026-05-01 09:20\n---\n\nWe are looking.\n"
    files = content({"incidents/a/incident.md": note, "incidents/a/0920.md": first})
    (read,) = read_site(files).notes
    assert read.note
    (change,) = add_update(files, read.note, update(), settings_of(files), NOW)
    assert "incidents/a/2026-05-01-1000-identified.md" == change.path
    after = read_site(files | {change.path: change.data})
    assert [] == problems(after)


def test_an_open_code_block_does_not_swallow_the_update() -> None:
    """It is closed first."""
    files = content({"incidents/a.md": NOTE + "\n```\nunclosed\n"})
    (read,) = read_site(files).notes
    assert read.note
    (change,) = add_update(files, read.note, update(), settings_of(files), NOW)
    (after,) = read_site(files | {change.path: change.data}).notes
    assert after.note
    assert 2 == len(after.note.updates)


def test_updates_in_one_minute_keep_their_time_and_order() -> None:
    """Their seconds tell them apart; none is dated into the future, so that a build right after has all."""
    files = content({"incidents/a.md": NOTE})
    data = b""
    for second in (4, 21, 50):
        (read,) = read_site(files).notes
        assert read.note
        instant = NOW + timedelta(seconds=second)
        (change,) = add_update(files, read.note, update(0, f"At {second}."), settings_of(files), instant)
        data = files[change.path] = change.data
    headings = [line for line in data.decode().splitlines() if line.startswith("## ")]
    expected = [
        "Investigating · 2026-05-01 09:20",
        *(f"Identified · 2026-05-01 09:20:{one}" for one in ("04", 21, 50)),
    ]
    assert [f"## {one}" for one in expected] == headings
    assert [] == problems(read_site(files))
    (read,) = read_site(files).notes
    assert read.note
    assert all(one.at <= NOW + timedelta(seconds=50) for one in read.note.updates)


def test_an_update_in_a_minute_of_its_own_has_no_seconds() -> None:
    """As people write times."""
    files = content({"incidents/a.md": NOTE})
    (read,) = read_site(files).notes
    assert read.note
    instant = NOW + timedelta(minutes=1, seconds=21)
    (change,) = add_update(files, read.note, update(1), settings_of(files), instant)
    assert b"## Identified \xc2\xb7 2026-05-01 09:21\n" in change.data


@given(st.text(max_size=200))
def test_whatever_is_said_stays_one_update(words: str) -> None:
    """No words can begin another update, open a comment over the end, or break the note."""
    files = content({"incidents/a.md": NOTE})
    (read,) = read_site(files).notes
    assert read.note
    (change,) = add_update(files, read.note, update(words=words), settings_of(files), NOW)
    (after,) = read_site(files | {change.path: change.data}).notes
    assert after.note
    assert 2 == len(after.note.updates)
