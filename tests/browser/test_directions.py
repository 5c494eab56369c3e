"""A language written from right to left turns the whole page, and nothing spills over its edges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from statusgen.pipeline.compile import compile_site
from statusgen.publish.publish import publish
from statusgen.storage.disk import read_themes
from tests.served import serve_folder
from tests.sites import HERE, tree

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOW = datetime.fromisoformat("2026-05-04T18:00+02:00")
PAGES = (
    *("", "incidents/2026-05-01-cards/", "maintenance/2026-05-10-harbour/", "services/trams/"),
    *("history/", "history/2026/05/", "uptime/", "subscribe/", "about/", "embed/"),
    *("learned/", "problems/one-cable/", "maintenance/"),
)
SIDES = re.compile(
    r"(?<![\w-])(left|right|(margin|padding|border)-(left|right))\s*:|text-align:\s*(left|right)"
)


@pytest.fixture(scope="module")
def arabic_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A small site in English, Chinese and Arabic, whose interface nobody has translated into Arabic."""
    files = tree(HERE / "golden" / "trams" / "content")
    files["site.yml"] = files["site.yml"].replace(b"[en, zh]", b"[en, zh, ar]")
    with serve_folder(tmp_path_factory.mktemp("arabic")) as site:
        result = compile_site(files, read_themes(Path("content")), now=NOW, url=site.address, live=False)
        publish(result.outputs, site.folder, version="1")
        yield site.address


def _edges(page: Page, selector: str) -> tuple[float, float]:
    """How far the first such element is from the left and the right edge of the screen."""
    box = page.locator(selector).first.bounding_box()
    assert box
    width: int = page.evaluate("document.documentElement.clientWidth")
    return box["x"], width - box["x"] - box["width"]


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_turn_and_fit(browser: Browser, arabic_site: str, width: int) -> None:
    """Every kind of page says its direction and is no wider than the screen."""
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        for address in PAGES:
            page.goto(f"{arabic_site}ar/{address}")
            assert page.locator("html").get_attribute("dir") == "rtl", address
            spare = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert spare == 0, address


def test_the_layout_is_mirrored(browser: Browser, arabic_site: str) -> None:
    """What stands on the left in English stands as far from the right in Arabic, and bars end on the left."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        found = {}
        for language in ("", "ar/"):
            page.goto(arabic_site + language)
            found[language] = {
                name: _edges(page, name) for name in (".brand", ".now .head > .icon", ".services a")
            }
            drawing = page.locator(".services .bar svg").first
            turned = drawing.evaluate("one => getComputedStyle(one).transform")
            assert turned == ("none" if not language else "matrix(-1, 0, 0, 1, 0, 0)")

    for name, (left, _) in found[""].items():
        assert abs(left - found["ar/"][name][1]) < 2, name


def test_style_sheets_know_no_sides() -> None:
    """They speak of starts and ends, which every language has."""
    sheets = [path for path in Path("themes").rglob("*") if path.suffix in (".css", ".html")]

    found = [
        (path.as_posix(), number)
        for path in sheets
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if SIDES.search(line)
    ]

    assert len(sheets) > 10
    assert [] == found
