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
