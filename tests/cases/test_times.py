"""Times that readers elsewhere cannot misread, and names that fit a phone: cases 33, 35 and 36."""

from __future__ import annotations

import re

import pytest

from tests.cases import build, content

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
        f'<time datetime="{ends}">28 March 2027, 04:00 CEST</time> (3 hours 30 minutes)'
    )

    for path in ("index.html", "maintenance/x/index.html", "services/tap-water/index.html"):
        assert line in site.text(path), path
    assert "27 March 2027, 23:30 CET to 28 March 2027, 04:00 CEST (3 hours 30 minutes)" in site.text(
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
