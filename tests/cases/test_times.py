"""Times that readers elsewhere cannot misread, and names that fit a phone: cases 33, 35 and 36."""

from __future__ import annotations

import re

import pytest

from tests.cases import Site, build, content

AMBIGUOUS = re.compile(r"\b(?:CST|CDT|IST|BST|EST|EDT|PST|PDT|MST|AST)\b")
NOW = "2026-05-06T10:30:00+00:00"


def _in_zone(zone: str) -> dict[str, bytes]:
    files = content("33")
    lines = files["site.yml"].decode().splitlines()
    kept = [line for line in lines if not re.match("time.?zone:", line)]
    return files | {"site.yml": "\n".join([*kept, f"time zone: {zone}", ""]).encode()}


@pytest.mark.parametrize(
    ("zone", "as_of"),
    [
        ("Asia/Shanghai", "18:30 UTC+8"),
        ("Asia/Kolkata", "16:00 UTC+5:30"),
        ("Europe/Dublin", "11:30 UTC+1"),
        ("America/Chicago", "05:30 UTC−5"),
        ("Europe/Berlin", "12:30 CEST"),
    ],
)
def test_no_output_has_letters_of_several_zones(zone: str, as_of: str) -> None:
    """Case 33: pages, texts, feeds, calendars and APIs say the distance from UTC."""
    site = build(_in_zone(zone), NOW)

    for path in ("index.html", "zh/index.html", "index.md", "live.json"):
        if path in site.files:
            assert as_of in site.text(path), path
    kinds = (".html", ".md", ".json", ".rss", ".atom", ".ics", ".txt", ".svg", ".xml")
    wrong = {path: AMBIGUOUS.findall(site.text(path)) for path in site.files if path.endswith(kinds)}
    assert {} == {path: found for path, found in wrong.items() if found}


def test_planned_work_has_both_ends_for_programs() -> None:
    """Case 36: pages that show planned work have its start and its end as instants, in one line."""
    site = build(content("36"), "2026-11-30T04:14:00+00:00")
    starts, ends = "2027-03-27T23:30:00+01:00", "2027-03-28T04:00:00+02:00"
    line = (
        f'<time datetime="{starts}">27 March 2027, 23:30 CET</time> to '
        f'<time datetime="{ends}">28 March 2027, 04:00 CEST</time></span> <span>3 hours 30 minutes</span>'
    )

    for path in ("index.html", "maintenance/x/index.html", "services/tap-water/index.html"):
        assert line in site.text(path), path
    assert "27 March 2027, 23:30 CET to 28 March 2027, 04:00 CEST · 3 hours 30 minutes" in site.text(
        "maintenance/x/index.md"
    )


def test_the_span_of_an_incident_has_its_instants() -> None:
    """Case 36: on its own page, in lists and in the history."""
    site = build(content("33"), NOW)
    pages = ("incidents/2026-05-06-a/index.html", "history/index.html", "history/2026/05/index.html")
    for path in pages:
        assert 'Since <time datetime="2026-05-06T' in site.text(path), path


def test_no_page_has_an_instant_that_programs_cannot_read() -> None:
    """Case 36: what reads like a time of day is in a `<time>` with its offset, in words of ours."""
    for case in ("33", "36"):
        site = build(content(case), NOW)
        for path in (path for path in site.files if path.endswith(".html")):
            shown = re.sub(r"(?s)<head>.*?</head>|<script.*?</script>", "", site.text(path))
            outside = re.sub(r"(?s)<time\b[^>]*>.*?</time>|<[^>]*>", "", shown)
            assert [] == re.findall(r"\b\d\d:\d\d\b(?: [A-Z]{3}\S*)?", outside), path


PLANNED = "2026-11-30T04:14:00+00:00"
WORKING = "2027-03-27T23:00:00+00:00"
SCHEDULED = """
## Scheduled · 2026-11-29 10:00
services: {tap-water: under maintenance}

We change valves.
""".encode()
TRANSLATED = "languages: [en, zh]\n"


def _planned(now: str, updates: bytes = SCHEDULED) -> Site:
    files = content("36")
    notes = {"maintenance/x.md": files["maintenance/x.md"] + updates}
    settings = {"site.yml": files["site.yml"] + TRANSLATED.encode()}
    return build(files | notes | settings, now)


@pytest.mark.parametrize("updates", [SCHEDULED, b""])
def test_planned_work_does_not_say_that_services_are_affected_already(updates: bytes) -> None:
    """Case 36: before the work, each output says that its states are those during the work."""
    site = _planned(PLANNED, updates)
    english, chinese = "Affected during the work", "维护期间受影响"
    event = "maintenance/x/event.ics"

    page, text = site.text("maintenance/x/index.html"), site.text("maintenance/x/index.md")
    assert "<dt>Will be affected</dt>" in page
    assert "Who is affected" not in page + text
    assert "**Will be affected**: Tap water\n" in text
    assert "Under maintenance" not in page + text
    assert "<dt>届时受影响</dt>" in site.text("zh/maintenance/x/index.html")
    for path in ("updates.rss", "updates.atom", "feed.json"):
        assert english in site.text(path), path
        assert chinese in site.text(f"zh/{path}"), path
    (item,) = site.json("feed.json")["items"]
    assert f"<strong>{english}</strong><br>Tap water (Under maintenance)" in item["content_html"]
    assert "<strong>Services</strong>" not in item["content_html"]
    assert f"{english}: Tap water (Under maintenance)" in site.text(event).replace("\r\n ", "")
    assert f"{chinese}：" in site.text(f"zh/{event}").replace("\r\n ", "")


def test_an_update_of_planned_work_keeps_saying_when_services_are_affected() -> None:
    """Case 36: the update that announced the work, read again after it, is still true."""
    site = _planned("2027-04-01T10:00:00+00:00")
    page, text = site.text("maintenance/x/index.html"), site.text("maintenance/x/index.md")

    assert '<p class="quiet">Affected during the work</p>' in page
    assert "Affected during the work: Tap water\n" in text


def test_programs_read_the_planned_state_under_a_name_of_its_own() -> None:
    """Case 36: the state is operational until the work begins, and under maintenance then."""
    ahead, working = (_planned(now).json("api/status.json")["maintenance"] for now in (PLANNED, WORKING))
    (before,), (during,) = ahead["planned"][0]["affected"], working["active"][0]["affected"]

    assert ("operational", "under-maintenance") == (before["state"]["key"], before["planned_state"]["key"])
    assert ("under-maintenance", None) == (during["state"]["key"], during["planned_state"])


def test_work_that_has_begun_says_that_services_are_affected() -> None:
    """Case 36: on the page, and in the feed of which the beginning is an entry."""
    site = _planned(WORKING, SCHEDULED + "\n## In progress · 2027-03-27 23:31\n\nWe began.\n".encode())
    newest, *_ = site.json("feed.json")["items"]

    assert "<dt>Who is affected</dt>" in site.text("maintenance/x/index.html")
    assert "<strong>Services</strong><br>Tap water (Under maintenance)" in newest["content_html"]
