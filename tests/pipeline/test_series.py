"""Recurring work: each day is a note of its own, and what has begun stays."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from textwrap import dedent

import icalendar
import pytest

from statusgen.model.cache import Cache
from statusgen.model.diagnostics import Level
from statusgen.model.output import Result
from statusgen.pipeline.check import check_site
from statusgen.pipeline.compile import compile_site
from tests.sites import THEMES, Rendered, content

PATH = "maintenance/tracks.md"
NOTE = """\
---
title: We grind the tracks
services: [trams]
starts: 2026-06-07 02:00
ends: 2026-06-07 04:00
announced: 2026-05-20 10:00
repeat: every first sunday of the month
until: 2027-05-31
impact: No night trams.
---
The tracks become quieter.
"""
EXCEPTIONS = """\
exceptions:
  2026-08-02: cancelled, because of the summer fair
  2026-09-06: {starts: 2026-09-07 02:00, ends: 2026-09-07 05:00, reason: The fair needs trams on Sunday.}
"""


def note(fields: str = "", updates: str = "", *, base: str = NOTE) -> dict[str, bytes]:
    """Content with recurring work that has more fields and updates."""
    return content({PATH: base.replace("\nimpact", f"\n{dedent(fields)}impact") + dedent(updates)})


def at(day: str) -> datetime:
    """Noon of a day."""
    return datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC)


def compiled(
    files: Mapping[str, bytes],
    day: str,
    previous: Result | None = None,
    *,
    keep_going: bool = False,
    cache: Cache | None = None,
) -> Result:
    """What these files publish on a day."""
    records = previous.records() if previous else None
    return compile_site(
        files, THEMES, now=at(day), previous=records, keep_going=keep_going, cache=cache or Cache()
    )


def site(files: Mapping[str, bytes], day: str) -> Mapping[str, bytes]:
    """The files published on a day, without any error."""
    result = compiled(files, day)
    assert not any(one.level is Level.ERROR for one in result.diagnostics)
    return Rendered(result.outputs)


def days(files: Mapping[str, bytes]) -> list[str]:
    """The days of the series that have a page."""
    begin, end = "maintenance/tracks/", "/index.html"
    found = (path for path in files if path.startswith(begin) and path.endswith(end))
    return sorted(path[len(begin) : -len(end)] for path in found if path != f"{begin}index.html")


def codes(result: Result) -> list[str]:
    """The codes of what is wrong, but for hints."""
    return [one.code for one in result.diagnostics if one.level is not Level.INFO]


def test_each_day_has_a_page_and_the_series_lists_them() -> None:
    """Those that are over, and those within the horizon."""
    files = site(note(), "2026-07-10")
    assert days(files) == ["2026-06-07", "2026-07-05", "2026-08-02"]
    page = files["maintenance/tracks/index.html"].decode()
    assert all(f'href="/maintenance/tracks/{day}/"' in page for day in days(files))
    assert "2026-09-06" not in page
    assert 'href="/maintenance/tracks/"' in files["maintenance/tracks/2026-08-02/index.html"].decode()


def test_a_day_appears_when_its_time_has_come() -> None:
    """The site changes by itself then, so it is built."""
    before = compiled(note("show ahead: 10 days\n"), "2026-06-24")
    instant = datetime(2026, 6, 25, 0, 0, tzinfo=UTC)
    assert days(Rendered(before.outputs)) == ["2026-06-07"]
    late = compile_site(note("show ahead: 10 days\n"), THEMES, now=instant.replace(day=24, hour=23))
    assert late.next_change == instant
    after = compile_site(note("show ahead: 10 days\n"), THEMES, now=instant)
    assert days(Rendered(after.outputs)) == ["2026-06-07", "2026-07-05"]


def test_an_exception_needs_no_words() -> None:
    """Its times say all; wrong ones are reported at its line."""
    moved = "exceptions: {2026-08-02: {starts: 04:00}}\n"
    assert codes(compiled(note(moved), "2026-07-10")) == []
    backwards = "exceptions: {2026-08-02: {starts: 04:00, ends: 2026-08-02 03:00}}\n"
    (found,) = compiled(note(backwards), "2026-07-10").diagnostics
    assert (found.code, found.span.path, found.span.line) == ("ends-before-start", PATH, 9)


def test_the_last_day_ends_it() -> None:
    """No day comes after it."""
    files = note("", base=NOTE.replace("2027-05-31", "2026-08-31"))
    assert days(site(files, "2026-12-01")) == ["2026-06-07", "2026-07-05", "2026-08-02"]


def test_each_day_is_an_event_of_its_own() -> None:
    """With the local time kept; programs know it again by its UID, whatever else changes."""
    files = site(note(EXCEPTIONS), "2026-11-01")
    events = icalendar.Calendar.from_ical(files["calendar.ics"]).walk("VEVENT")
    found = {str(one["UID"]): one for one in events}
    begins = {uid.split("/")[-1].split("@")[0]: one.decoded("DTSTART") for uid, one in found.items()}
    assert f"{begins['2026-10-04']:%d %H:%M}" == "04 00:00"
    assert f"{begins['2026-11-01']:%d %H:%M}" == "01 01:00"
    cancelled = found["maintenance/tracks/2026-08-02@larkmoor-trams"]
    moved = found["maintenance/tracks/2026-09-06@larkmoor-trams"]
    assert (cancelled["STATUS"], moved["STATUS"]) == ("CANCELLED", "CONFIRMED")
    assert f"{moved.decoded('DTSTART'):%d %H:%M}" == "07 00:00"
    assert not any("RRULE" in one for one in events)


def test_clients_of_statuspage_see_each_day() -> None:
    """As a scheduled maintenance with an id of its own."""
    files = site(note(EXCEPTIONS), "2026-08-10")
    listed = json.loads(files["api/v2/scheduled-maintenances.json"])["scheduled_maintenances"]
    assert len({one["id"] for one in listed}) == len(listed) == len(days(files)) == 4
    upcoming = json.loads(files["api/v2/scheduled-maintenances/upcoming.json"])["scheduled_maintenances"]
    assert [one["scheduled_for"] for one in upcoming] == ["2026-09-07T00:00:00.000Z"]


def test_feeds_announce_the_series_once() -> None:
    """And what differs from it: a day that is cancelled, moved, or written about."""
    updates = "\n## Update · 2026-10-03 10:00\non: 2026-10-04\n\nBring a coat.\n"
    feed = site(note(EXCEPTIONS, updates), "2026-12-01")["updates.rss"].decode()
    assert feed.count("<item>") == 4
    assert "[Cancelled] We grind the tracks · 2 August 2026<" in feed
    for address in ("2026-06-07/<", "2026-08-02/#exception<", "2026-09-06/#exception<", "2026-10-04/#"):
        assert f"/maintenance/tracks/{address}" in feed


def test_the_home_page_shows_the_next_day_alone() -> None:
    """And the last of those that went as planned."""
    nightly = NOTE.replace("every first sunday of the month", "every day")
    files = site(note(base=nightly), "2026-06-20")
    page = files["index.html"].decode()
    assert page.count("/maintenance/tracks/2026-06-21/") == 1
    assert "/maintenance/tracks/2026-06-22/" not in page
    assert "/maintenance/tracks/2026-06-20/" in page
    assert "/maintenance/tracks/2026-06-19/" not in page
    assert "/maintenance/tracks/2026-06-22/" not in files["services/trams/index.html"].decode()


def test_work_counts_on_each_day() -> None:
    """The state of the service, and its uptime."""
    now = datetime(2026, 8, 2, 1, tzinfo=UTC)
    result = compile_site(note(), THEMES, now=now)
    status = json.loads(Rendered(result.outputs)["api/status.json"])
    (trams,) = (one for one in status["services"] if one["id"] == "trams")
    assert trams["state"]["key"] == "under-maintenance"


def test_an_update_is_about_its_day() -> None:
    """Its note alone has it; one without a day is on the next."""
    updates = """
        ## Extended · 2026-07-05 03:50
        on: 2026-07-05
        ends: 05:30

        A machine is late.

        ## Update · 2026-07-20 10:00

        We have a new machine.
        """
    files = site(note("", updates), "2026-07-25")
    july, august = (
        files[f"maintenance/tracks/{day}/index.html"].decode() for day in ("2026-07-05", "2026-08-02")
    )
    assert "A machine is late" in july
    assert "05:30" in july
    assert "A machine is late" not in august
    assert "We have a new machine" in august


@pytest.mark.parametrize(
    ("fields", "updates", "code", "words"),
    [
        ("", "\n## In progress · 2026-07-05 02:00\n\nWe began.\n", "unknown-occurrence", "`on: 2026-07-05`"),
        (
            "",
            "\n## Update · 2026-07-05 02:00\non: 2026-07-06\n\nWe began.\n",
            "unknown-occurrence",
            "Sunday, 2026-07-05",
        ),
        ("exceptions: {2026-08-03: cancelled}\n", "", "unknown-occurrence", "Sunday, 2026-08-02"),
        ("exceptions: {2020-01-05: cancelled}\n", "", "unknown-occurrence", "Sunday, 2026-06-07"),
        ("", "\n## Completed · 2020-01-05 02:00\n\nDone.\n", "unknown-occurrence", "`on: 2026-06-07`"),
        ("exceptions: {2026-08-02: perhaps}\n", "", "bad-value", "cancelled, because"),
        ("exceptions: no\n", "", "wrong-type", "exceptions:"),
        ("show ahead: soon\n", "", "bad-value", "60 days"),
    ],
)
def test_mistakes_are_named_with_the_right_way(fields: str, updates: str, code: str, words: str) -> None:
    """Each is an error: nothing is published by guessing."""
    result = compiled(note(fields, updates), "2026-07-25")
    (found,) = (one for one in result.diagnostics if one.level is Level.ERROR)
    assert found.code == code
    assert words in found.help
    assert result.outputs == ()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("every first sunday of the month", "every full moon", "bad-repeat"),
        ("every first sunday of the month", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", "bad-repeat"),
        ("every first sunday of the month", "every monday", "first-not-in-rule"),
        ("2027-05-31", "2026-05-31", "ends-before-start"),
        ("starts: 2026-06-07 02:00", "starts: sunday night", "bad-time"),
        ("starts: 2026-06-07 02:00", "starts: 2026-03-29 02:30", "nonexistent-time"),
    ],
)
def test_rules_that_cannot_be_are_refused(old: str, new: str, code: str) -> None:
    """With an error at the place."""
    result = compiled(note(base=NOTE.replace(old, new)), "2026-07-25")
    assert [one.code for one in result.diagnostics if one.level is Level.ERROR] == [code]


def test_hints_about_rules() -> None:
    """With a day that not all months have; only `check` looks for an end."""
    endless = NOTE.replace("until: 2027-05-31\n", "").replace("2026-06-07", "2026-05-31")
    result = compiled(
        note(base=endless.replace("every first sunday of the month", "every month on the 31st")), "2026-07-25"
    )
    assert sorted(one.code for one in result.diagnostics) == ["skipped-days"]


@pytest.mark.parametrize(
    "line", ["until: 2027-01-01", "show ahead: 60 days", "exceptions: {2026-06-07: cancelled}"]
)
def test_parts_of_recurring_work_need_a_rule(line: str) -> None:
    """Else they would do nothing in silence."""
    once = NOTE.replace("repeat: every first sunday of the month\nuntil: 2027-05-31", line)
    assert codes(compiled(note(base=once), "2026-07-25")) == ["bad-repeat"]


CHANGES = {
    "another rule": (
        "every first sunday of the month",
        "every first saturday of the month",
        "2026-06-07",
        "2026-06-06",
    ),
    "no rule": ("repeat: every first sunday of the month\nuntil: 2027-05-31\n", "", "", ""),
    "another first day": ("2026-06-07", "2026-07-05", "", ""),
    "another time": ("06-07 02:00\nends: 2026-06-07 04:00", "06-07 03:00\nends: 2026-06-07 05:00", "", ""),
    "another length": ("ends: 2026-06-07 04:00", "ends: 2026-06-07 06:00", "", ""),
    "other services": ("[trams]", "[trams, website]", "", ""),
    "a past day cancelled": ("impact", "exceptions: {2026-07-05: cancelled}\nimpact", "", ""),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_has_begun_is_not_undone(change: str) -> None:
    """An edited rule would change the past; it is refused, and with --keep-going the past stays."""
    old, new, also, then = CHANGES[change]
    edited = NOTE.replace(old, new)
    edited = edited.replace(also, then) if also else edited
    first = compiled(note(), "2026-07-10")
    second = compiled(note(base=edited), "2026-07-10", first)
    (found,) = (one for one in second.diagnostics if one.level is Level.ERROR)
    assert found.code == "past-occurrence-lost"
    assert "2026-07-05" in found.message or change == "another first day"
    assert "`until: " in found.help
    assert second.outputs == ()
    kept = Rendered(compiled(note(base=edited), "2026-07-10", first, keep_going=True).outputs)
    before = Rendered(first.outputs)
    for day in ("2026-06-07", "2026-07-05"):
        path = f"maintenance/tracks/{day}/index.md"
        assert kept[path] == before[path]


def test_days_to_come_may_change() -> None:
    """They have not happened: the rule ends, and a day is called off. Those that readers know are named."""
    first = compiled(note(), "2026-07-10")
    changes = {
        NOTE.replace("2027-05-31", "2026-08-31"): [],
        NOTE.replace("2027-05-31", "2026-07-31"): ["shown-dates-gone"],
        NOTE.replace("impact", "exceptions: {2026-08-02: cancelled}\nimpact"): [],
    }
    for edited, expected in changes.items():
        assert codes(compiled(note(base=edited), "2026-07-10", first)) == expected
        found = check_site(note(base=edited), THEMES, now=at("2026-07-10"), previous=first.records())
        assert not any(one.level is Level.ERROR for one in found)


def test_a_day_that_was_called_off_in_time_stays_so() -> None:
    """Its exception was published before it would have begun."""
    files = note(EXCEPTIONS)
    published = compiled(files, "2026-07-20", compiled(note(), "2026-07-10"))
    assert codes(compiled(files, "2026-08-10", published)) == []


MISTAKES = {
    "in the rule": ("every first sunday of the month", "every full moon"),
    "in a field": ("impact: No night trams.", "impact: [No, night, trams]"),
    "in the front matter": ("services: [trams]", "services: [trams"),
    "in an exception": ("impact:", "exceptions: {2026-07-06: cancelled}\nimpact:"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes_hide_no_day_that_was_published(mistake: str) -> None:
    """With --keep-going, what is over is as it was, and what is to come is still announced."""
    first = compiled(note(), "2026-07-10")
    second = compiled(note(base=NOTE.replace(*MISTAKES[mistake])), "2026-07-11", first, keep_going=True)
    files, before = Rendered(second.outputs), Rendered(first.outputs)
    assert days(files) == days(before) == ["2026-06-07", "2026-07-05", "2026-08-02"]
    assert "kept-last-version" in codes(second) or mistake == "in a field"
    path = "maintenance/tracks/2026-07-05/index.md"
    assert files[path] == before[path]
    assert "No night trams" in files["maintenance/tracks/2026-08-02/index.md"].decode()
    assert codes(compiled(note(), "2026-07-12", second)) == []


def test_a_new_series_with_a_wrong_rule_is_not_published_as_something_else() -> None:
    """It would have another address once it is right."""
    result = compiled(note(base=NOTE.replace("every first", "every zeroth")), "2026-07-10", keep_going=True)
    assert days(Rendered(result.outputs)) == []
    assert "maintenance/tracks/index.html" not in {one.path for one in result.outputs}
    assert "left-out" in codes(result)


def test_an_incident_names_the_day_that_caused_it() -> None:
    """Both pages link; the series alone, or another day, is an error."""
    incident = """\
        ---
        title: Trams are late
        services: {trams: degraded}
        caused by: tracks/2026-07-05
        ---
        ## Resolved · 2026-07-05 09:00
        since: 2026-07-05 08:00

        All is well.
        """
    files = note() | content({"incidents/late.md": incident})
    built = site(files, "2026-07-25")
    assert "/maintenance/tracks/2026-07-05/" in built["incidents/late/index.html"].decode()
    assert "/incidents/late/" in built["maintenance/tracks/2026-07-05/index.html"].decode()
    for wrong in ("tracks", "tracks/2026-07-06"):
        files["incidents/late.md"] = dedent(incident).replace("tracks/2026-07-05", wrong).encode()
        assert "unknown-occurrence" in codes(compiled(files, "2026-07-25"))


def test_a_later_build_is_the_same_as_a_clean_one() -> None:
    """However many days have come since."""
    cache, files = Cache(), note(EXCEPTIONS)
    for day in ("2026-06-10", "2026-07-10", "2026-11-01"):
        warm, clean = compiled(files, day, cache=cache), compiled(files, day)
        assert {one.path: one.make() for one in warm.outputs} == {
            one.path: one.make() for one in clean.outputs
        }


def test_check_says_the_same() -> None:
    """With the place and the help."""
    first = compiled(note(), "2026-07-10")
    edited = note(base=NOTE.replace("every first", "every second").replace("2026-06-07", "2026-06-14"))
    found = check_site(edited, THEMES, now=at("2026-07-10"), previous=first.records())
    (lost,) = (one for one in found if one.code == "past-occurrence-lost")
    assert (lost.span.path, lost.span.line) == (PATH, 7)


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415478da63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)
CHINESE = """\
---
title: 我们打磨轨道
reason: 轨道磨损了。
---
轨道会更安静。
"""
IN_A_FOLDER = {
    "maintenance/tracks/maintenance.md": f"{NOTE}\n![The new machine](machine.png)\n",
    "maintenance/tracks/maintenance.zh.md": CHINESE,
    "maintenance/tracks/2026-07-05-late.md": (
        "---\nstatus: extended\nat: 2026-07-05 03:50\non: 2026-07-05\nends: 05:30\n---\nA machine is late.\n"
    ),
    "maintenance/tracks/2026-07-05-late.zh.md": "一台机器晚了。\n",
}


def test_a_folder_with_translations_and_pictures() -> None:
    """Each day has them; an update in a file of its own is about its day alone."""
    files = content(
        IN_A_FOLDER,
        site="name: {en: Trams, zh: 电车}\nurl: https://s.example/\ntime zone: Europe/Berlin\n"
        "languages: [en, zh]\n",
    )
    built = site(files | {"maintenance/tracks/machine.png": PICTURE}, "2026-07-25")
    july, august = (
        built[f"maintenance/tracks/{day}/index.html"].decode() for day in ("2026-07-05", "2026-08-02")
    )
    assert "A machine is late" in july
    assert "A machine is late" not in august
    assert "一台机器晚了" in built["zh/maintenance/tracks/2026-07-05/index.html"].decode()
    assert "我们打磨轨道" in built["zh/maintenance/tracks/2026-08-02/index.html"].decode()
    assert all("machine" in page and 'alt="The new machine"' in page for page in (july, august))
    pictures = [path for path in built if path.endswith(".png") and "machine" in path]
    assert pictures
    assert all(any(path.rpartition("/")[2] in page for path in pictures) for page in (july, august))


def test_another_time_zone_of_the_site_undoes_nothing() -> None:
    """Days are named as they were; what has begun is still there, or an error says that it is not."""
    first = compiled(note(), "2026-07-10")
    for zone in ("Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati"):
        files = note()
        files["site.yml"] = files["site.yml"].replace(b"Europe/Berlin", zone.encode())
        assert zone.encode() in files["site.yml"]
        second = compiled(files, "2026-07-10", first, keep_going=True)
        assert {"2026-06-07", "2026-07-05"} <= set(days(Rendered(second.outputs)))


def test_a_series_that_is_gone_is_gone_with_its_days() -> None:
    """As any note; once its file is back, so are they."""
    first = compiled(note(), "2026-07-10")
    second = compiled(content({}), "2026-07-10", first)
    assert days(Rendered(second.outputs)) == []
    third = compiled(note(), "2026-07-11", second)
    assert days(Rendered(third.outputs)) == days(Rendered(first.outputs))
