"""Atom, JSON Feed, the feeds of services, groups and severities, and the list of all."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from statusgen.model.notes import Maintenance
from statusgen.model.states import Severity
from statusgen.model.status import Status
from statusgen.timeline.site_state import Timeline
from tests.render_samples import (
    INCIDENTS,
    NOW,
    OPEN,
    PLANNED,
    SETTINGS,
    SITE,
    TIMELINE,
    at,
    en,
    incident_summary,
    maintenance_summary,
    site_outputs,
    timeline_with,
    update,
)

HOST = "https://status.northwind.example"
CARDS = "tag:northwind,2026:incident/2026-05-01-cards"


def source(path: str, timeline: Timeline = TIMELINE) -> bytes:
    """The bytes of a file."""
    return site_outputs(timeline)[path].make()


def parsed(path: str, timeline: Timeline = TIMELINE) -> feedparser.FeedParserDict:
    """A feed as a reader takes it, which finds no mistake in it."""
    found = feedparser.parse(source(path, timeline))
    assert not found.bozo
    return found


def json_feed(path: str = "feed.json", timeline: Timeline = TIMELINE) -> Any:
    """A JSON feed."""
    return json.loads(source(path, timeline))


def working(note: Maintenance, status: Status) -> Timeline:
    """The sample timeline with one maintenance, which began and ended before now."""
    past = replace(note, starts=at("2026-04-30 20:00"), ends=at("2026-04-30 22:00"))
    life = maintenance_summary(past, status)
    return timeline_with(life)


def test_all_formats_have_the_same_entries() -> None:
    """The same identities, titles and words, newest first."""
    rss, atom, of_json = parsed("updates.rss"), parsed("updates.atom"), json_feed()

    assert [one.id for one in rss.entries] == [one.id for one in atom.entries]
    assert [one.id for one in rss.entries] == [one["id"] for one in of_json["items"]]
    assert [one.title for one in rss.entries] == [one["title"] for one in of_json["items"]]
    assert [_bare(one.content[0].value) for one in atom.entries] == [
        _bare(one["content_html"]) for one in of_json["items"]
    ]


def _bare(html: str) -> str:
    return re.sub("<[^>]*>", "", html)


def test_atom_threads_updates_below_the_first() -> None:
    """Readers that show threads put the updates of an incident together."""
    entries = ET.fromstring(source("updates.atom")).findall("{*}entry")
    threads = [
        (
            entry.findtext("{*}id"),
            reply.get("ref") if (reply := entry.find("{*}in-reply-to")) is not None else None,
        )
        for entry in entries
    ]

    assert (f"{CARDS}/2026-05-01T07-47Z", f"{CARDS}/2026-05-01T07-20Z") in threads
    assert (f"{CARDS}/2026-05-01T07-20Z", None) in threads


def test_an_edit_changes_the_time_of_editing_alone() -> None:
    """`published` is when it was posted, `updated` when it was edited."""
    edited = at("2026-05-01 08:30")
    first, *rest = OPEN.updates
    note = replace(OPEN, updates=(replace(first, edited=edited, body=en("Better words.")), *rest))
    timeline = replace(
        TIMELINE, incidents=(incident_summary(note, Status.IDENTIFIED, Severity.MAJOR), *INCIDENTS[1:])
    )
    before = {one.id: one for one in parsed("updates.atom").entries}
    after = {one.id: one for one in parsed("updates.atom", timeline).entries}
    id_ = f"{CARDS}/2026-05-01T07-20Z"

    assert list(before) == list(after)
    assert before[id_].published == after[id_].published == "2026-05-01T07:20:00+00:00"
    assert after[id_].updated == "2026-05-01T08:30:00+00:00"
    assert [one["date_modified"] for one in json_feed(timeline=timeline)["items"] if one["id"] == id_] == [
        "2026-05-01T08:30:00+00:00"
    ]


def test_no_two_entries_of_a_feed_are_updated_at_one_instant() -> None:
    """Validators warn of it, and readers would order them as they like."""
    twins = [
        incident_summary(replace(OPEN, id=f"2026-05-01-{name}"), Status.IDENTIFIED, Severity.MAJOR)
        for name in "abc"
    ]
    timeline = replace(TIMELINE, incidents=tuple(twins))
    times = [one.updated for one in parsed("updates.atom", timeline).entries]

    assert len(times) == len(set(times))


def test_each_part_of_the_site_has_feeds() -> None:
    """A service before its first incident too, each group, and each severity with what is worse."""
    assert ["2026-05-01-cards"] == _notes("services/checkout/updates.rss", "incident")
    assert ["2026-05-01-cards"] == _notes("groups/shop/updates.rss", "incident")
    assert [] == _notes("services/website/updates.rss", "incident", TIMELINE_WITHOUT_NOTES)
    assert ["2026-05-01-cards"] == _notes("severity/major/updates.atom", "incident")
    assert [] == _notes("severity/critical/updates.atom", "incident")
    assert parsed("zh/severity/minor/updates.rss").feed.title == "北风状态: Incidents: Minor and worse"


TIMELINE_WITHOUT_NOTES = timeline_with()


def _notes(path: str, kind: str, timeline: Timeline = TIMELINE) -> list[str]:
    ids = [entry.id.partition(f":{kind}/")[2].partition("/")[0] for entry in parsed(path, timeline).entries]
    return sorted({id_ for id_ in ids if id_})


def test_every_feed_names_itself_its_page_and_the_hub() -> None:
    """Absolute addresses, and the hub where the site has one."""
    site = replace(SITE, settings=replace(SETTINGS, hub="https://hub.example/"))
    timeline = replace(TIMELINE, site=site)
    for path in ("updates.rss", "updates.atom", "services/cards/updates.atom", "zh/updates.rss"):
        links = {(link.rel, link.href) for link in parsed(path, timeline).feed.links}
        assert {("self", f"{HOST}/{path}"), ("hub", "https://hub.example/")} <= links
    assert json_feed(timeline=timeline)["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
    assert json_feed("services/cards/feed.json")["home_page_url"] == f"{HOST}/services/cards/"


def test_the_list_of_feeds_has_them_all() -> None:
    """Every subject in every language, each at an address that exists."""
    outlines = ET.fromstring(source("feeds.opml")).findall("body/outline")
    addresses = [outline.attrib["xmlUrl"].removeprefix(f"{HOST}/") for outline in outlines]

    assert sorted(addresses) == sorted(path for path in site_outputs() if path.endswith("updates.atom"))


@pytest.mark.parametrize(
    ("updates", "titles"),
    [
        ((), ["Completed", "In progress", "Scheduled"]),
        ((update(Status.IN_PROGRESS, "2026-04-30 20:05"),), ["Completed", "In progress"]),
        (
            (update(Status.IN_PROGRESS, "2026-04-30 20:05"), update(Status.COMPLETED, "2026-04-30 21:00")),
            ["Completed", "In progress"],
        ),
    ],
)
def test_planned_work_tells_of_its_begin_and_end(updates: tuple[Any, ...], titles: list[str]) -> None:
    """Unless an update did."""
    timeline = working(replace(PLANNED, updates=updates), Status.COMPLETED)

    assert titles == [one.title.partition("]")[0][1:] for one in parsed("updates.rss", timeline).entries]


def test_a_site_may_choose_that_plans_tell_nothing() -> None:
    """Then only what people wrote is an entry."""
    timeline = working(PLANNED, Status.COMPLETED)
    quiet = replace(timeline, site=replace(timeline.site, settings=replace(SETTINGS, feed_plans=False)))

    assert ["[Scheduled] We move to new machines"] == [
        one.title for one in parsed("updates.rss", quiet).entries
    ]


def test_work_called_off_neither_begins_nor_ends() -> None:
    """Nor does what is still to come."""
    called_off = replace(PLANNED, updates=(update(Status.CANCELLED, "2026-04-30 19:00"),))

    assert len(parsed("updates.rss", working(called_off, Status.CANCELLED)).entries) == 1
    assert all("In progress" not in one.title for one in parsed("updates.rss").entries)


def test_drop_in_feeds_have_one_entry_a_note() -> None:
    """In the shape that readers of Statuspage's feeds look for, also in Chinese."""
    rss = parsed("history.rss")
    newest = next(one for one in rss.entries if "payments" in one.title)
    assert newest.summary.startswith("<p><small>May <var")
    assert "<strong>Identified</strong> - " in newest.summary
    assert newest.link == f"{HOST}/incidents/2026-05-01-cards/"
    assert newest.id == "tag:northwind,2005:Incident/1829426474"
    planned = next(one for one in rss.entries if "machines" in one.title)
    assert planned.maintenanceenddate == "Sun, 03 May 2026 22:00:00 +0000"
    assert planned.summary.startswith("<p><strong>THIS IS A SCHEDULED EVENT May <var")
    assert planned.published == "Sun, 03 May 2026 20:00:00 +0000"
    assert "<strong>Identified</strong>" in source("zh/history.rss").decode().replace("&lt;", "<").replace(
        "&gt;", ">"
    )
    atom = parsed("history.atom")
    assert [one.title for one in rss.entries] == [one.title for one in atom.entries]
    assert atom.feed.id == "tag:northwind,2005:en/history"
    assert atom.feed.updated == "2026-05-01T08:00:00+00:00"
    assert NOW.isoformat() not in source("history.atom").decode()
