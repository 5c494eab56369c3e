"""What runs from right to left, and what does not: numbers, feeds and badges of a site with Arabic."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest

from statusgen.pipeline.compile import compile_site
from statusgen.render.localization.bidi import isolate_numbers
from tests.sites import SITE, THEMES, content

NOTE = """\
---
title: Trams wait
started: 2026-05-01 09:00
services: {trams: degraded}
---

## Resolved · 2026-05-03 10:00

Call 800 123 4567.
"""


def arabic_site() -> dict[str, str]:
    """Texts of a site in English and Arabic by path."""
    site = SITE.replace("[en, zh]", "[en, ar]").replace(", zh: 拉克莫尔有轨电车", "")
    files = content({"incidents/2026-05-01-trams.md": NOTE}, site=site)
    made = compile_site(files, THEMES, now=datetime(2026, 5, 4, tzinfo=UTC))
    wanted = ("index.html", "feed.json", "badge.svg", "2026-05-01-trams/index.html")
    return {one.path: one.make().decode() for one in made.outputs if one.path.endswith(wanted)}


@pytest.mark.parametrize(
    ("html", "number"),
    [
        ("<p>اتصل على {}، من فضلك</p>", "800 123 4567"),
        ('<a href="tel:+966800123">{}</a>', "+966 800 123"),
        ("<td>{}</td>", "+966800123"),
        ("الحساب {}", "SA03 8000 0000 6080"),
        ("يوم {}", "2026-05-01"),
        ("منذ {}.", "2026-05-01 09:20"),
        ("العنوان {}", "192.168.100.200"),
    ],
)
def test_a_number_of_several_groups_is_isolated(html: str, number: str) -> None:
    """It runs from left to right, and stays one piece."""
    assert isolate_numbers(html.format(number)) == html.format(f'<bdi dir="ltr">{number}</bdi>')


@pytest.mark.parametrize(
    "html",
    [
        "<p>3-4 ساعات، 10 - 12، 14:20–15:00 UTC+3، 1 مايو 2026</p>",
        '<a href="/800-123-4567/" title="800 123 4567">x</a>',
        "<code>800 123 4567</code><title>800 123 4567</title><script>800 123 4567</script>",
        "<p>12345678، h4ck3r123456، COVID-19</p>",
    ],
)
def test_everything_else_is_as_it_was(html: str) -> None:
    """Ranges, times, single numbers, attributes, and what is no text."""
    assert isolate_numbers(html) == html


def test_a_site_with_arabic_keeps_numbers_in_order() -> None:
    """In text of its other languages too, whose pages may show Arabic text."""
    made = arabic_site()

    for page in ("incidents/2026-05-01-trams/index.html", "ar/incidents/2026-05-01-trams/index.html"):
        assert '<bdi dir="ltr">800 123 4567</bdi>' in made[page]


def test_entries_of_feeds_have_their_direction() -> None:
    """Feed readers do not take it from the language."""
    made = arabic_site()
    feeds = (json.loads(made[path]) for path in ("feed.json", "ar/feed.json"))
    english, arabic = (feed["items"][0]["content_html"] for feed in feeds)

    assert not english.startswith("<div")
    assert arabic.startswith('<div dir="rtl">')


def test_a_badge_begins_on_the_right() -> None:
    """The name has the right end of an Arabic badge, and the left end of an English one."""
    made = arabic_site()

    def places(path: str) -> list[float]:
        return [float(x) for x in re.findall(r'<text x="([\d.]+)"', made[path])]

    (name, state), (arabic_name, arabic_state) = places("badge.svg"), places("ar/badge.svg")
    assert name < state
    assert arabic_state < arabic_name
