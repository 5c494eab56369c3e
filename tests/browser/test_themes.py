"""The second theme in a real browser: nothing fails, and nothing is wider than the screen."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.demo import LANGUAGES, PAGES, serve_demo

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo in the theme `timetable`."""
    with serve_demo(tmp_path_factory.mktemp("timetable"), theme="timetable") as address:
        yield address


@pytest.fixture(scope="module", params=[(320, "light"), (1280, "dark")], ids=["phone", "desktop"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page on a small light screen, and on a large dark one."""
    width, scheme = request.param
    context = browser.new_context(viewport=ViewportSize(width=width, height=800), color_scheme=scheme)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_fit(page: Page, site: str, language: str) -> None:
    """Every kind of page, also from right to left, asks nothing of other hosts and moves one way alone."""
    asked, wide = list[str](), list[tuple[str, str]]()
    page.on("request", lambda request: asked.append(request.url))

    for kind, address in PAGES.items():
        page.goto(site + LANGUAGES[language] + address)
        for direction in ("ltr", "rtl"):
            page.evaluate("direction => document.documentElement.dir = direction", direction)
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wide.append((kind, direction))

    assert [] == wide
    assert [] == [url for url in asked if not url.startswith((urljoin(site, "/"), "data:"))]


def test_its_colours_follow_the_screen(page: Page, site: str) -> None:
    """Light paper or dark, each with ink that can be read."""
    page.goto(site)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    ink = page.evaluate("getComputedStyle(document.documentElement).color")

    is_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    light, dark = ("rgb(255, 255, 255)", "rgb(13, 13, 13)"), ("rgb(13, 13, 13)", "rgb(245, 245, 245)")
    assert (dark if is_dark else light) == (paper, ink)
