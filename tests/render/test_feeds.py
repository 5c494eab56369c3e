"""The feed, as a real reader takes it."""

from __future__ import annotations

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

import feedparser

from statusgen.model.notes import Incident, Notice
from statusgen.model.states import Severity
from statusgen.model.status import Status
from statusgen.timeline.note_summary import summarize
from statusgen.timeline.site_state import Timeline
from tests.render_samples import (
    CLOSED,
    NOTICE,
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
CARDS = f"{HOST}/incidents/2026-05-01-cards/"


def source(timeline: Timeline = TIMELINE, path: str = "updates.rss") -> bytes:
    """The bytes of a feed."""
    return site_outputs(timeline)[path].make()


def parsed(timeline: Timeline = TIMELINE, path: str = "updates.rss") -> feedparser.FeedParserDict:
    """A feed as a reader takes it, which finds no mistake in it."""
    found = feedparser.parse(source(timeline, path))
    assert not found.bozo
    return found


def with_incident(note: Incident) -> Timeline:
    """The sample timeline with only this incident."""
    return timeline_with(incident_summary(note, Status.IDENTIFIED, Severity.MAJOR))


def test_every_update_is_an_entry_newest_first() -> None:
    """Also what was announced without an update: planned work and notices."""
    assert [entry.title for entry in parsed().entries] == [
        "[Postmortem] Pages are slow",
        "[Identified] Some card payments are failing",
        "[Investigating] Some card payments are failing",
        "[Scheduled] We move to new machines",
        "[Resolved] Pages are slow",
        "[Investigating] Pages are slow",
        "[Notice] Summer hours",
        "[Investigating] Nothing was wrong",
    ]


def test_an_entry_leads_to_its_update() -> None:
    """The link has the anchor, the time is the update's, the identity is no address."""
    entry = parsed().entries[1]
    assert entry.link == f"{CARDS}#2026-05-01T07-47Z"
    assert entry.published == "Fri, 01 May 2026 07:47:00 +0000"
    assert entry.id == "tag:northwind,2026:incident/2026-05-01-cards/2026-05-01T07-47Z"
    assert not entry.guidislink
    assert [tag.term for tag in entry.tags] == ["Major", "Identified", "Card payments", "Checkout"]


def test_an_entry_says_what_held_then() -> None:
    """Later updates change nothing in earlier entries."""
    later, earlier = (entry.summary for entry in parsed().entries[1:3])
    assert "One in five" in earlier
    assert "Card payments (Partial outage)</p>" in earlier
    assert "1 May 2026, 09:50 CEST" in earlier
    assert "One in ten" in later
    assert "Card payments (Partial outage), Checkout (Degraded)" in later
    assert "Pay by bank transfer." in later
    assert "Next update" not in later


def test_a_resolved_entry_gives_no_advice_for_the_outage() -> None:
    """The services are named without a state, and the workaround is gone."""
    note = replace(OPEN, updates=(*OPEN.updates, update(Status.RESOLVED, "2026-05-01 09:00", "Done.")))
    newest = parsed(with_incident(note)).entries[0].summary
    assert "<p>Done.</p>" in newest
    assert "Card payments, Checkout" in newest
    assert "bank transfer" not in newest


def test_links_and_pictures_are_absolute() -> None:
    """A feed is read far from the site."""
    assert f'src="{CARDS}till.png"' in parsed().entries[2].summary


def test_planned_work_says_when() -> None:
    """Its window stands in the entry, as it was planned at that time."""
    extended = update(Status.EXTENDED, "2026-05-01 09:00", "Longer.", ends=at("2026-05-03 23:00"))
    life = maintenance_summary(
        replace(PLANNED, updates=(update(Status.SCHEDULED, "2026-04-30 09:00"), extended)), Status.SCHEDULED
    )
    found = parsed(timeline_with(life))
    assert "3 May 2026, 22:00 CEST to 4 May 2026, 01:00 CEST" in found.entries[0].summary
    assert "3 May 2026, 22:00 CEST to 4 May 2026, 00:00 CEST" in found.entries[1].summary


def test_planned_work_without_announcement_has_no_date_of_its_own_in_the_future() -> None:
    """Nobody knows when it was posted, and a date to come would be wrong."""
    life = maintenance_summary(replace(PLANNED, announced=None), Status.SCHEDULED)
    entry = parsed(timeline_with(life)).entries[-1]
    assert (entry.title, "published" in entry) == ("[Scheduled] We move to new machines", False)


def test_a_notice_and_its_updates_are_entries() -> None:
    """The notice itself is one."""
    notice: Notice = replace(NOTICE, updates=(update(Status.UPDATE, "2026-04-25 08:00", "More."),))
    timeline = timeline_with(summarize(notice, NOW))
    assert [entry.id.rpartition(":")[2] for entry in parsed(timeline).entries] == [
        "notice/2026-04-20-hours/2026-04-25T08-00Z",
        "notice/2026-04-20-hours",
    ]


def test_identities_survive_corrections() -> None:
    """New words and a new title make no new entry."""
    words = tuple(replace(one, body=en("Other words.")) for one in OPEN.updates)
    other = replace(OPEN, title=en("Another title"), updates=words, severity=None)
    before, after = parsed(with_incident(OPEN)), parsed(with_incident(other))
    assert [entry.id for entry in before.entries] == [entry.id for entry in after.entries]


def test_the_channel_names_the_site() -> None:
    """Title, language, the site's link, and the feed's own address; its date is the newest entry's."""
    channel = parsed(path="zh/updates.rss").feed
    assert (channel.title, channel.language, channel.link) == ("北风状态", "zh", f"{HOST}/zh/")
    assert [link.href for link in channel.links if link.rel == "self"] == [f"{HOST}/zh/updates.rss"]
    assert channel.updated == "Fri, 01 May 2026 08:00:00 +0000"


def test_a_feed_has_no_time_of_its_own() -> None:
    """Two makes give the same bytes, with entries and without."""
    empty = timeline_with()
    assert source() == source()
    assert source(empty) == source(empty)
    assert b"<lastBuildDate>Thu, 01 Jan 1970 00:00:00 +0000</lastBuildDate>" in source(empty)


def test_a_feed_has_fifty_entries_at_most() -> None:
    """The newest stay."""
    updates = tuple(
        update(Status.UPDATE, f"2026-04-{day:02} {hour:02}:00") for day in (1, 2, 3) for hour in range(20)
    )
    entries = parsed(with_incident(replace(OPEN, updates=updates))).entries
    assert len(entries) == 50
    assert entries[0].link.endswith("#2026-04-03T19-00Z")


def test_titles_hold_any_characters() -> None:
    """Signs of markup come through, in the form that validators want; control characters are left out."""
    note = replace(
        OPEN, title=en("A < B & \x00C\x0b <b>"), updates=(update(Status.INVESTIGATING, "2026-05-01 07:20"),)
    )
    assert b"A &#x3C; B &#x26; C" in source(with_incident(note))
    assert re.search(rb"[\x00-\x08]", source(with_incident(note))) is None
    feed = parsed(with_incident(note))
    assert feed.entries[0].title_detail.value.startswith("[Investigating] A < B & C ")


def test_withdrawn_notes_say_so() -> None:
    """What was posted stays, with the reason why it was an error."""
    assert "Posted by mistake." in parsed().entries[-1].summary


def test_the_identity_follows_no_setting() -> None:
    """Another address, zone and language leave it as it is."""
    settings = replace(SETTINGS, url="https://h.example:8080/status/", zone=ZoneInfo("Asia/Tokyo"))
    life = incident_summary(CLOSED, Status.RESOLVED, Severity.MINOR, ends=at("2026-04-29 09:52"))
    found = parsed(replace(TIMELINE, site=replace(SITE, settings=settings), incidents=(life,)))
    assert found.entries[0].id.startswith("tag:northwind,2026:incident/")
    assert found.entries[0].link.startswith("https://h.example:8080/status/incidents/")


def test_a_postmortem_begins_with_its_summary() -> None:
    """For those who read no further."""
    last = CLOSED.updates[-1]
    brief = replace(last, summary=en("Pages were slow for an hour."))
    (first, *_) = parsed(with_incident(replace(CLOSED, updates=(*CLOSED.updates[:-1], brief)))).entries
    assert first.summary.startswith("<p><strong>In short</strong> Pages were slow for an hour.</p>")
