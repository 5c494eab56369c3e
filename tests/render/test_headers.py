"""The headers that servers are given for each file, and whether our pages obey them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from statusgen.model.output import Output
from statusgen.pipeline.compile import compile_site
from statusgen.publish.publish import publish
from statusgen.render.cms import PROGRAMS
from statusgen.render.headers import Rule, headers_of, policy, read_headers, rules
from statusgen.storage.disk import read_tree
from tests.render_samples import SETTINGS, SITE, context
from tests.sites import THEMES, demo

TRAMS = Path(__file__).parents[1] / "golden" / "trams" / "content"
NOW = datetime(2026, 11, 17, 14, 40, tzinfo=UTC)
ADDRESS = "https://status.larkmoor.example/"
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
LANGUAGES = tuple(f"x{number}" for number in range(40))


@cache
def compiled(program: str) -> dict[str, Output]:
    """Return the outputs of a small site by path, with an editor of the site if one is named."""
    files = read_tree(TRAMS)
    files = with_editor(files, program) if program else files
    return {output.path: output for output in compile_site(files, THEMES, now=NOW, url=ADDRESS).outputs}


def said_with(address: str, url: str = SETTINGS.url) -> dict[str, str]:
    """What is said with a file of the sample site."""
    site = replace(SITE, settings=replace(SETTINGS, url=url))
    return headers_of(rules([context("en", site), context("zh", site)], ["about"]), address)


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
    assert all(rule.pattern.startswith("/status/") for rule in rules([context("en", site)]))
    assert "DENY" == said_with("/status/zh/", url)["X-Frame-Options"]
    assert "X-Frame-Options" not in said_with("/", url)


def test_the_file_stays_within_the_limits_of_hosts() -> None:
    """100 rules, 2,000 characters a line, one `*` a pattern, however many languages there are."""
    site = replace(SITE, settings=replace(SETTINGS, languages=("en", "zh")))
    many = [context("en", site), *(context("zh", site) for _ in LANGUAGES)]
    found = rules(many)
    assert len(found) <= 100
    assert all(rule.pattern.count("*") <= 1 for rule in found)
    assert all(len(f"  {name}: {value}") <= 2000 for rule in found for name, value in rule.headers)


def with_editor(files: Mapping[str, bytes], program: str) -> dict[str, bytes]:
    """Content with an editor of the site."""
    repository = "https://github.com/acme/status"
    line = f"\neditor: {{program: {program}, repository: '{repository}'}}\n"
    return {**files, "site.yml": files["site.yml"] + line.encode()}


@pytest.mark.parametrize("program", ["", *PROGRAMS])
def test_no_two_rules_name_the_same_header(program: str) -> None:
    """Cloudflare would join the values; of two policies, browsers then enforce both."""
    outputs = compiled(program)
    assert_no_header_twice(outputs["_headers"].make(), outputs)
    assert bool(program) == ("admin/index.html" in outputs)


def test_no_two_rules_of_the_demo_name_the_same_header() -> None:
    """Which has every kind of page."""
    assert_no_header_twice(demo()["_headers"], demo())


def assert_no_header_twice(headers: bytes, paths: Iterable[str]) -> None:
    """No file has a header from two rules."""
    found = read_headers(headers)
    addresses = ("/" + path.removesuffix("index.html") for path in paths)
    assert [] == [address for address in addresses if _named_twice(found, address)]
    assert len({rule.pattern for rule in found}) == len(found)


def test_a_page_may_be_called_like_those_that_are_shown_next() -> None:
    """One rule fits it, too."""
    sent = headers_of(rules([context("en")], ["next-steps"]), "/next-steps/")
    assert "DENY" == sent["X-Frame-Options"]


def _named_twice(found: tuple[Rule, ...], address: str) -> bool:
    names = [name for rule in found if _fits(rule, address) for name, _ in rule.headers]
    return len(set(names)) != len(names)


def _fits(rule: Rule, address: str) -> bool:
    marked = Rule(rule.pattern, (("X-Fits", "yes"),))
    return "X-Fits" in headers_of([marked], address)


def test_values_of_two_rules_are_joined() -> None:
    """As hosts do, so that a test sees what a reader would get."""
    twice = [Rule("/*", (("X-One", "a"),)), Rule("/b/*", (("X-One", "b"), ("Cache-Control", "no-store")))]
    assert {"X-One": "a, b", "Cache-Control": "no-store"} == headers_of(twice, "/b/c")


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_editor_has_a_policy_of_its_own(program: str) -> None:
    """The same in the header and in its page; nobody frames it, and it may speak with a window it opens."""
    outputs = compiled(program)
    sent = headers_of(read_headers(outputs["_headers"].make()), "/admin/")
    assert f"script-src {PROGRAMS[program].script.rpartition('/')[0]}/ " in sent["Content-Security-Policy"]
    assert sent["Content-Security-Policy"] in outputs["admin/index.html"].make().decode()
    assert "DENY" == sent["X-Frame-Options"]
    assert not {name for name in sent if name.startswith("Cross-Origin-")}


def test_another_editor_changes_the_headers(tmp_path: Path) -> None:
    """Also where the rest of the site stays as it is."""
    for program in PROGRAMS:
        publish([*compiled(program).values()], tmp_path, version="1")
        assert PROGRAMS[program].script.rpartition("/")[0] in (tmp_path / "_headers").read_text("utf-8")


def test_every_svg_of_the_site_itself_has_a_policy() -> None:
    """Opened by itself, a picture of this kind is a document that could have scripts."""
    found = read_headers(demo()["_headers"])
    pictures = [path for path in demo() if path.endswith(".svg")]
    assert pictures
    assert [] == [one for one in pictures if "Content-Security-Policy" not in headers_of(found, f"/{one}")]


def test_every_file_that_is_no_page_is_open_to_all() -> None:
    """Apart from what only our own pages, crawlers and monitoring ask for."""
    found = read_headers(demo()["_headers"])
    closed = {
        path.rpartition(".")[2]
        for path in demo()
        if not path.startswith(".") and "Access-Control-Allow-Origin" not in headers_of(found, f"/{path}")
    }
    assert {"css", "html", "js", "metrics", "txt", "xml", "_headers"} == closed


def test_every_page_carries_the_policy_and_obeys_it() -> None:
    """It lets in each `<style>` just as it stands; there is no script, style or handler within an element."""
    for path, data in demo().items():
        if path.endswith(".html"):
            page = data.decode()
            found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
            assert found, path
            allowed = found[1].replace("&#39;", "'")
            for style in re.findall(r"<style[^>]*>(.*?)</style>", page, re.DOTALL):
                assert policy([style]).split("'sha256-")[1].split("'")[0] in allowed, path
            assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", page), path
            assert not re.search(r"<script(?![^>]* src=)(?![^>]*ld\+json)", page), path
            sent = headers_of(read_headers(demo()["_headers"]), "/" + path.removesuffix("index.html"))
            assert allowed == sent["Content-Security-Policy"], path
