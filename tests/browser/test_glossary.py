"""Explained words in a real browser: by keyboard and touch, with scripts and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.browser.demo import LANGUAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE = ViewportSize(width=360, height=740)
NOTE = "incidents/2026-10-08-late-charges-by-mistake/"
each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_language
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_tap_shows_the_meaning_where_the_reader_is(
    browser: Browser, root_site: str, language: str, *, scripts: bool
) -> None:
    """It comes up over the page, which stays where it is, and goes with the way back."""
    page = browser.new_page(viewport=PHONE, java_script_enabled=scripts, has_touch=True)
    page.goto(root_site + LANGUAGES[language] + NOTE)
    term = page.locator("a.term").first
    term.scroll_into_view_if_needed()
    before = term.bounding_box()

    term.tap()

    meaning = page.locator(".words :target")
    shown = meaning.bounding_box()
    assert before is not None
    assert shown is not None
    assert shown["y"] + shown["height"] <= PHONE["height"] + 1
    assert before == term.bounding_box()
    meaning.locator("a").tap()
    assert 0 == page.locator(".words :target").count()
    assert term.is_visible()
    page.close()


@each_language
def test_the_keyboard_leads_there_and_back(browser: Browser, root_site: str, language: str) -> None:
    """Enter opens, the next stop is the way back, and from there reading goes on after the term."""
    page = browser.new_page()
    page.goto(root_site + LANGUAGES[language] + NOTE)
    page.locator("a.term").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#use-")
    page.keyboard.press("Enter")
    assert "#use-" in page.url
    page.close()
