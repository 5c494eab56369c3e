"""What writers type is what readers get: on pages, in feeds, APIs, calendars and messages."""

from __future__ import annotations

import re
from html import unescape

from icalendar import Calendar

from statusgen.notify.new_entries import new_entries
from statusgen.notify.report_text import format_report
from statusgen.notify.run import Report
from tests.cases import Site, build, content

NOW = "2026-05-06T10:30+00:00"
PAGE = "incidents/2026-05-06-a/index.html"
STEPS = "In this order:\n\n1. Close the valve.\n2. Open the tap.\n3. Wait ten minutes."
CODE = "line one\nline two"


def bodies(site: Site, path: str = "api/v2/incidents.json", key: str = "incidents") -> list[str]:
    """The words of all updates in Statuspage's API, newest first."""
    return [update["body"] for note in site.json(path)[key] for update in note["incident_updates"]]


def message(site: Site) -> str:
    """All messages about a site of which nobody was told, as the terminal shows them."""
    told = new_entries({"items": []}, site.json("feed.json"))
    return format_report(Report(first=False, messages=told, receivers=()), dry=True)


def latest(site: Site) -> str:
    """The words of the latest update of the only incident in our own API."""
    (incident,) = site.json("api/status.json")["incidents"]
    return str(incident["latest"]["text"])


def test_17_words_in_angle_brackets_appear_as_typed() -> None:
    """On the page, in its text, in feeds, messages and APIs."""
    site = build(content("17"), NOW)
    words = "Write to account <customer number> and name <your street>."

    page, feed = site.text(PAGE), site.json("feed.json")["items"][0]["content_html"]
    assert "<p>Write to account &lt;customer number&gt; and name &lt;your street&gt;.</p>" in page
    assert "<p>If pressure &lt; 3 bar and flow &gt; 2, call us.</p>" in page
    assert "&lt;customer number&gt; and name &lt;your street&gt;" in feed
    assert words in unescape(unescape(site.text("updates.rss")))
    assert words in unescape(unescape(site.text("updates.atom")))
    assert words in site.text("incidents/2026-05-06-a/index.md")
    assert latest(site).startswith(words)
    assert words in message(site)
    (body,) = bodies(site)
    first, second = body.split("<br /><br />")
    assert first == "Write to account &lt;customer number> and name &lt;your street>."
    assert second == "If pressure &lt; 3 bar and flow > 2, call us."


def test_18_lists_are_as_editors_show_them() -> None:
    """Nested by two spaces, `1)` lists, `#1234` as words, a backslash that breaks, and words struck out."""
    page = re.sub(r"\n", "", build(content("18"), NOW).text(PAGE))

    nested = "<ul><li>Lower Quay<ul><li>number 5</li><li>number 9</li></ul></li><li>Upper Quay</li></ul>"
    assert nested in page
    assert "<ol><li>Close the valve</li><li>Open the tap</li></ol>" in page
    assert "<p>#1234 is the ticket.</p>" in page
    assert "<p><del>Until noon.</del> Until two<br>o'clock.</p>" in page


def test_18_plain_text_is_nested_too() -> None:
    """With bullets and numbers."""
    expected = (
        "These streets:\n\n- Lower Quay\n  - number 5\n  - number 9\n- Upper Quay\n\n"
        "1. Close the valve\n2. Open the tap\n\n#1234 is the ticket.\n\n~~Until noon.~~ Until two\no'clock."
    )

    assert latest(build(content("18"), NOW)) == expected


def test_20_numbered_steps_stay_numbered() -> None:
    """In messages, Statuspage's bodies, our own API; and lines of code stay lines."""
    site = build(content("20"), NOW)
    words = f"{STEPS}\n\nIf step 2 does not help, call us.\n\n{CODE}"

    assert bodies(site) == [words.replace("\n", "<br />")]
    assert latest(site) == words
    assert words in message(site)
    assert "<ol>" in site.json("feed.json")["items"][-1]["content_html"]


def test_20_numbered_steps_of_planned_work_are_in_calendars() -> None:
    """And in Statuspage's bodies, with the first of them."""
    site = build(content("20"), NOW)
    steps = "Before we begin:\n\n1. Fill a bottle.\n2. Close the valve."
    (event,) = Calendar.from_ical(site.files["calendar.ics"]).walk("VEVENT")

    assert str(event["description"]).startswith(f"{steps}\n\n")
    (body,) = bodies(site, "api/v2/scheduled-maintenances.json", "scheduled_maintenances")
    assert body == f"{steps}\n\nThis is planned.".replace("\n", "<br />")
    assert "1. Fill a bottle." in site.json("api/status.json")["maintenance"]["planned"][0]["intro"]
