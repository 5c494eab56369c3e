"""What servers are told to say with each file, and whether our pages obey it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statusgen.compile import compile_site
from statusgen.disk import read_themes, read_tree
from statusgen.render.headers import Rule, headers_of, policy, read_headers, rules
from tests.render_samples import SETTINGS, SITE, edition

DEMO = Path(__file__).parents[1] / "content"
NOW = datetime(2026, 11, 17, 14, 40, tzinfo=UTC)
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
LANGUAGES = tuple(f"x{number}" for number in range(40))


@pytest.fixture(scope="module")
def demo() -> dict[str, bytes]:
    """All files of the demo."""
    result = compile_site(read_tree(DEMO), read_themes(DEMO), now=NOW)
    return {output.path: output.make() for output in result.outputs}


def said_with(address: str, url: str = SETTINGS.url) -> dict[str, str]:
    """What is said with a file of the sample site."""
    site = replace(SITE, settings=replace(SETTINGS, url=url))
    return headers_of(rules([edition("en", site), edition("zh", site)]), address)


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/updates.rss", "application/rss+xml; charset=utf-8"),
        ("/services/cards/updates.atom", "application/atom+xml; charset=utf-8"),
        ("/zh/feed.json", "application/feed+json"),
        ("/services/cards/calendar.ics", "text/calendar; charset=utf-8"),
        ("/incidents/2026-05-01-cards/index.md", "text/markdown; charset=utf-8"),
        ("/feeds.opml", "text/x-opml; charset=utf-8"),
    ],
)
def test_feeds_and_calendars_have_types_and_are_open_to_all(address: str, kind: str) -> None:
    """Hosts do not know these endings."""
    said = said_with(address)
    assert kind == said["Content-Type"]
    assert OPEN.items() <= said.items()
    assert "public, max-age=0, must-revalidate" == said["Cache-Control"]


@pytest.mark.parametrize(
    "address", ["/api/v2/summary.json", "/live.json", "/search/en.json", "/badges/cards.svg", "/zh/live.json"]
)
def test_data_and_badges_are_open_to_all(address: str) -> None:
    """Any page may read them; what they are, every host knows."""
    said = said_with(address)
    assert OPEN.items() <= said.items()
    assert "Content-Type" not in said


@pytest.mark.parametrize(
    "address", ["/", "/zh/", "/about/", "/incidents/2026-05-01-cards/", "/zh/history/2026/05/"]
)
def test_pages_are_not_framed_and_load_nothing_of_others(address: str) -> None:
    """Nor do they open themselves to other sites' scripts."""
    said = said_with(address)
    assert "DENY" == said["X-Frame-Options"]
    assert "nosniff" == said["X-Content-Type-Options"]
    assert "default-src 'none'" in said["Content-Security-Policy"]
    assert "unsafe" not in said["Content-Security-Policy"]
    assert OPEN.keys().isdisjoint(said)


def test_what_is_made_for_frames_may_be_framed() -> None:
    """In each language."""
    assert "X-Frame-Options" not in said_with("/embed/")
    assert "X-Frame-Options" not in said_with("/zh/embed/cards/")


def test_assets_keep_for_years() -> None:
    """Their address changes with their bytes."""
    said = said_with("/assets/style.7c98040a.css")
    assert "public, max-age=31536000, immutable" == said["Cache-Control"]


def test_below_a_path_every_pattern_has_it() -> None:
    """The host may serve others' pages beside ours."""
    url = "https://example.github.io/status/"
    site = replace(SITE, settings=replace(SETTINGS, url=url))
    assert all(rule.pattern.startswith("/status/") for rule in rules([edition("en", site)]))
    assert "DENY" == said_with("/status/zh/", url)["X-Frame-Options"]
    assert "X-Frame-Options" not in said_with("/", url)


def test_the_file_stays_within_the_limits_of_hosts() -> None:
    """100 rules, 2,000 characters a line, one `*` a pattern, however many languages there are."""
    site = replace(SITE, settings=replace(SETTINGS, languages=("en", "zh")))
    many = [edition("en", site), *(edition("zh", site) for _ in LANGUAGES)]
    found = rules(many)
    assert len(found) <= 100
    assert all(rule.pattern.count("*") <= 1 for rule in found)
    assert all(len(f"  {name}: {value}") <= 2000 for rule in found for name, value in rule.headers)


def test_no_header_is_said_twice(demo: dict[str, bytes]) -> None:
    """Some hosts would join the two with a comma."""
    found = read_headers(demo["_headers"])
    addresses = ("/" + path.removesuffix("index.html") for path in demo)
    others = ("/feed.json", "/feeds.opml", "/services/loans/updates.atom", "/zh/services/loans/feed.json")
    assert [] == [address for address in (*addresses, *others) if _said_twice(found, address)]
    assert len({rule.pattern for rule in found}) == len(found)


def _said_twice(found: tuple[Rule, ...], address: str) -> bool:
    names = [name for rule in found if _fits(rule, address) for name, _ in rule.headers]
    return len(set(names)) != len(names)


def _fits(rule: Rule, address: str) -> bool:
    marked = Rule(rule.pattern, (("X-Fits", "yes"),))
    return "X-Fits" in headers_of([marked], address)


def test_every_file_that_is_no_page_is_open_to_all(demo: dict[str, bytes]) -> None:
    """Apart from what only our own pages and crawlers ask for."""
    found = read_headers(demo["_headers"])
    closed = {
        path.rpartition(".")[2]
        for path in demo
        if not path.startswith(".") and "Access-Control-Allow-Origin" not in headers_of(found, f"/{path}")
    }
    assert {"css", "html", "js", "txt", "xml", "_headers"} == closed


def test_every_page_carries_the_policy_and_obeys_it(demo: dict[str, bytes]) -> None:
    """It lets in each `<style>` just as it stands; there is no script, style or handler within an element."""
    for path, data in demo.items():
        if path.endswith(".html"):
            page = data.decode()
            found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
            assert found, path
            allowed = found[1].replace("&#39;", "'")
            for style in re.findall(r"<style[^>]*>(.*?)</style>", page, re.DOTALL):
                assert policy([style]).split("'sha256-")[1].split("'")[0] in allowed, path
            assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", page), path
            assert not re.search(r"<script(?![^>]* src=)(?![^>]*ld\+json)", page), path
            assert allowed == headers_of(read_headers(demo["_headers"]), "/")["Content-Security-Policy"]
