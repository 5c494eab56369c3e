"""A page of every kind in a real browser: on phones and desktops, light and dark, in each language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, TypedDict, Unpack
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.demo import LANGUAGES, PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE, DESKTOP = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=800)
NARROW = ViewportSize(width=320, height=640)

each_kind = pytest.mark.parametrize("kind", PAGES)
each_screen = pytest.mark.parametrize(
    ("screen", "scheme", "language"),
    [(PHONE, "light", "en"), (PHONE, "light", "zh"), (DESKTOP, "dark", "en")],
    ids=["phone-en", "phone-zh", "desktop-en"],
)
"""Small light ones and a large dark one: whether a page fails or fits depends on one of these alone."""


class _Settings(TypedDict, total=False):
    viewport: ViewportSize
    color_scheme: Literal["light", "dark"]


@contextmanager
def _open(browser: Browser, address: str, **settings: Unpack[_Settings]) -> Iterator[tuple[Page, list[str]]]:
    """The page, and all that went wrong: errors in the console, answers other than 200, foreign hosts."""
    context = browser.new_context(**settings)
    page, wrong = context.new_page(), list[str]()
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "response", lambda answer: wrong.append(f"{answer.status} {answer.url}") if not answer.ok else None
    )
    host = urljoin(address, "/")
    page.on(
        "request", lambda asked: None if asked.url.startswith((host, "data:")) else wrong.append(asked.url)
    )
    page.goto(address)
    yield page, wrong
    context.close()


def _overflow(page: Page) -> int:
    """By how many pixels the page can be moved sideways."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


@each_kind
@each_screen
def test_page_opens_cleanly(
    browser: Browser,
    root_site: str,
    kind: str,
    screen: ViewportSize,
    scheme: Literal["light", "dark"],
    language: str,
) -> None:
    """Nothing fails, nothing is asked of other hosts, and the page begins at its top.

    It is no wider than the screen, nor than 320 pixels, or 400 % zoom on a desktop.
    """
    address = root_site + LANGUAGES[language] + PAGES[kind]

    with _open(browser, address, viewport=screen, color_scheme=scheme) as (page, wrong):
        assert [] == wrong
        assert 0 == _overflow(page)
        assert page.locator("main").inner_text().strip()
        if kind != "embed":  # which has no header
            header = page.locator("body > header").bounding_box()
            assert header is not None
            assert header["y"] < 32

        page.set_viewport_size(NARROW)
        assert 0 == _overflow(page)


@each_kind
def test_page_opens_cleanly_below_a_path(browser: Browser, nested_site: str, kind: str) -> None:
    """Styles and pictures are found there too."""
    with _open(browser, nested_site + PAGES[kind], viewport=PHONE) as (_, wrong):
        assert [] == wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_say_the_same_without_scripts(browser: Browser, root_site: str, language: str) -> None:
    """Scripts add comfort, such as the search; no words that are seen depend on them."""
    comfort = "search, .chooser, .copy button, .parts, .lost ~ .lost"

    def seen(*, live: bool) -> dict[str, list[str]]:
        words = dict[str, list[str]]()
        with browser.new_context(java_script_enabled=live) as context:
            page = context.new_page()
            for kind, address in PAGES.items():
                page.goto(root_site + LANGUAGES[language] + address)
                page.eval_on_selector_all(comfort, "all => all.forEach(one => one.remove())")
                words[kind] = page.locator("main").inner_text().split()
        return words

    assert seen(live=False) == seen(live=True)


def test_dark_pages_are_dark(browser: Browser, root_site: str) -> None:
    """The page follows the reader's choice of colours."""

    def brightness(scheme: Literal["light", "dark"]) -> int:
        with _open(browser, root_site, color_scheme=scheme) as (page, _):
            colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
            return sum(map(int, colour.strip("rgb()").split(",")[:3]))

    assert brightness("dark") < 3 * 64 < 3 * 192 < brightness("light")


def test_only_words_are_emphasised_by_marks(browser: Browser, root_site: str) -> None:
    """Chinese emphasis has dots below; numbers of ours in a calendar are none."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{root_site}zh/history/")
        marked = page.evaluate(
            """() => [...document.querySelectorAll("main *")].filter(
              (one) => !one.closest(".prose") && one.textContent.trim()
                && getComputedStyle(one).textEmphasisStyle !== "none"
            ).map((one) => one.outerHTML)"""
        )
        assert page.locator(".calendar").count()
        assert [] == marked
