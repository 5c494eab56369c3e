"""Cases in which a setting, or an edit in place, once changed what readers and programs know a note by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

import pytest

from tests.cases import Site, build, content

NOON, LATER, MUCH_LATER = "2026-05-06T10:00Z", "2026-05-07T10:00Z", "2026-07-01T10:00Z"
PLAN = "maintenance/2026-05-20-valves.md"
CODES = re.compile(r'"(?:id|page_id|code|incident_id|group_id)":"([0-9a-z]{12})"')
FEEDS = ("updates.rss", "updates.atom", "history.rss", "history.atom")


def with_lines(files: Mapping[str, bytes], path: str, **lines: str) -> dict[str, bytes]:
    """The files, in one of them other values of keys; a key with an empty value is left out."""
    text = files[path].decode()
    for key, value in lines.items():
        name = key.replace("_", " ")
        line = f"{name}: {value}\n" if value else ""
        text, count = re.subn(rf"(?m)^{name}:.*\n", line, text)
        text = text if count else text.replace("title:", f"{line}title:", 1)
    return {**files, path: text.encode()}


def identities(site: Site) -> dict[str, list[str]]:
    """All ids of feed entries, calendar events and things of the v2 API."""
    feeds = {path: re.findall(r"<(?:guid|id)[^>]*>([^<]*)<", site.text(path)) for path in FEEDS}
    items = [item["id"] for item in site.json("feed.json")["items"]]
    uids = re.findall(r"UID:(\S+)", site.text("calendar.ics"))
    codes = CODES.findall(site.text("api/v2/summary.json") + site.text("api/v2/incidents.json"))
    return {**feeds, "feed.json": items, "calendar.ics": uids, "v2": codes}


@pytest.mark.parametrize("site_id", ["brixholm-water", ""])
def test_02_another_address_leaves_all_ids(site_id: str) -> None:
    """A host and a path of their own change no id, with a `site id` and without one."""
    before = build(with_lines(content("02", "before"), "site.yml", site_id=site_id), NOON)
    files = with_lines(content("02", "after"), "site.yml", site_id=site_id, url="https://x.example/status/")
    after = build(files, NOON, before)

    assert 9 == len(identities(before)["feed.json"])
    assert identities(before) == identities(after)


def test_02_two_sites_share_no_id() -> None:
    """The same notes on a site with another `site id` are other entries."""
    files = content("02", "before")
    one, other = build(files, NOON), build(with_lines(files, "site.yml", site_id="other-town"), NOON)

    for path in (*FEEDS, "feed.json", "calendar.ics"):
        assert not {*identities(one)[path]} & {*identities(other)[path]}


def test_02_work_that_begins_and_ends_by_plan_keeps_its_ids_in_another_zone() -> None:
    """Entries and v2 updates that nobody wrote are known by the plan, not by an instant."""
    files = content("02", "before")
    sites = [
        build(with_lines(files, "site.yml", time_zone=zone), "2026-05-22T10:00Z")
        for zone in ("Europe/Berlin", "America/Lima")
    ]
    plans = [[one for one in identities(site)["feed.json"] if "/plan/" in one] for site in sites]
    works = [site.json("api/v2/scheduled-maintenances.json")["scheduled_maintenances"][0] for site in sites]

    assert 2 == len(plans[0])
    assert plans[0] == plans[1]
    assert 3 == len(works[0]["incident_updates"])
    assert [one["id"] for one in works[0]["incident_updates"]] == [
        one["id"] for one in works[1]["incident_updates"]
    ]


def stamps(site: Site) -> dict[str, object]:
    """What tells programs of a revision of the planned work."""
    event = dict(re.findall(r"(SEQUENCE|DTSTAMP|LAST-MODIFIED):(\S+)", site.text("calendar.ics")))
    work = site.json("api/v2/scheduled-maintenances.json")["scheduled_maintenances"][0]
    item = site.json("feed.json")["items"][0]
    return {
        **event,
        "atom": re.findall(r"<updated>([^<]*)<", site.text("updates.atom")),
        "history": re.findall(r"<updated>([^<]*)<", site.text("history.atom")),
        "json": item.get("date_modified", item["date_published"]),
        "v2": work["updated_at"],
        "page": site.json("api/v2/summary.json")["page"]["updated_at"],
        "own": datetime.fromisoformat(site.json("api/status.json")["maintenance"]["planned"][0]["updated"]),
    }


def all_stamps(at: str, sequence: int) -> dict[str, object]:
    """The same, all of one instant."""
    instant = datetime.fromisoformat(at)
    basic, iso = f"{instant:%Y%m%dT%H%M%SZ}", instant.isoformat()
    milli = f"{instant:%Y-%m-%dT%H:%M:%S.000Z}"
    return {
        "SEQUENCE": str(sequence),
        "DTSTAMP": basic,
        "LAST-MODIFIED": basic,
        "atom": [iso, iso],
        "history": [iso, iso],
        "json": iso,
        "v2": milli,
        "page": milli,
        "own": instant,
    }


def test_07_a_plan_edited_in_place_is_a_revision() -> None:
    """Every stamp advances to the build that finds it, and stays there."""
    before = build(content("07", "before"), NOON)
    after = build(content("07", "after"), LATER, before)
    again = build(content("07", "after"), "2026-05-08T10:00Z", after)

    assert all_stamps("2026-05-02T08:00:00Z", 0) == stamps(before)
    assert all_stamps("2026-05-07T10:00:00Z", 1) == stamps(after)
    assert all_stamps("2026-05-07T10:00:00Z", 1) == stamps(again)
    assert "DTSTART:20260522T200000Z" in after.text("calendar.ics")


@pytest.mark.parametrize(
    "lines",
    [
        {"title": "New valves in Upper Quay"},
        {"services": "[account]"},
        {"starts": "2026-05-19 22:00"},
        {"ends": "2026-05-21 03:00"},
        {"impact": "Taps run dry for ten minutes."},
        {"workaround": "Fill a jug."},
        {"announced": "2026-05-01 10:00"},
        {"withdrawn": "It was a drill."},
    ],
)
def test_07_each_fact_counts(lines: dict[str, str]) -> None:
    """One revision, whichever it was; and a later one counts further."""
    files = content("07", "before")
    first = build(files, NOON)
    second = build(with_lines(files, PLAN, **lines), LATER, first)
    third = build(files, "2026-05-08T10:00Z", second)

    event = second.text("calendar.ics")
    assert "SEQUENCE:1\r\n" in event
    assert "LAST-MODIFIED:20260507T100000Z\r\n" in event
    assert all_stamps("2026-05-08T10:00:00Z", 2) == stamps(third)


def test_07_updates_go_on_counting() -> None:
    """A move by an update after an edit raises the sequence, and its own time is the stamp."""
    files = content("07", "after")
    edited = build(files, LATER, build(content("07", "before"), NOON))
    update = "\n## Update · 2026-05-08 10:00\nstarts: 2026-05-24 22:00\nends: 2026-05-25 02:00\n\nLater.\n"
    moved = build({**files, PLAN: files[PLAN] + update.encode()}, "2026-05-08T10:00Z", edited)
    taken_back = build(files, "2026-05-09T10:00Z", moved)

    assert "SEQUENCE:2\r\n" in moved.text("calendar.ics")
    assert "DTSTAMP:20260508T080000Z\r\n" in moved.text("calendar.ics")
    assert "SEQUENCE:3\r\n" in taken_back.text("calendar.ics")
    assert "DTSTAMP:20260509T100000Z\r\n" in taken_back.text("calendar.ics")


def test_07_what_is_over_has_revisions_too() -> None:
    """Also a note whose files are remembered as a whole."""
    files = content("07", "before")
    first = build(files, MUCH_LATER)
    second = build(with_lines(files, PLAN, title="Other valves"), "2026-07-02T10:00Z", first)
    third = build(with_lines(files, PLAN, title="Other valves"), "2026-07-03T10:00Z", second)
    event = "maintenance/2026-05-20-valves/event.ics"
    (single,) = (path for path in second.files if re.fullmatch(r"incidents/\w+\.json", path))

    assert "SEQUENCE:1\r\n" in second.text(event)
    assert "2026-07-02T10:00:00.000Z" == second.json(single)["updated_at"]
    assert (second.files[event], second.files[single]) == (third.files[event], third.files[single])


@pytest.mark.parametrize(
    "record",
    [
        b"",
        b"{",
        b"[]",
        b'{"format": 9}',
        b'{"format":1,"site":"x","zone":"","languages":[],"left":{},"notes":{"a":1}}',
    ],
)
def test_07_a_damaged_record_counts_as_none(record: bytes) -> None:
    """The site starts by its updates again, and records anew."""
    files = content("07", "after")
    before = build(files, NOON)
    damaged = Site({**before.files, ".statusgen/notes/revisions.json": record}, ())
    after = build(files, NOON, damaged)

    assert ".statusgen/notes/revisions.json" in before.files
    assert before.files == after.files


def test_07_nothing_changes_without_an_edit() -> None:
    """A later build of the same content writes the same record and the same stamps."""
    files = content("07", "before")
    first = build(files, NOON)
    second = build(files, LATER, first)
    same = ("calendar.ics", "updates.atom", "feed.json", ".statusgen/notes/revisions.json")

    assert [first.files[path] for path in same] == [second.files[path] for path in same]
