"""The search of the history, in a real browser, below a sub-path."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def page(browser: Browser) -> Page:
    """A page of its own, so that no test sees another's files."""
    return browser.new_page()


def _status(page: Page) -> str:
    expect(page.locator(".search [role=status]")).to_have_text(re.compile("Found|Nothing|找到"))
    return page.locator(".search [role=status]").inner_text()


def test_typing_finds_and_the_address_can_be_shared(page: Page, nested_site: str) -> None:
    """Every word must occur, with or without accents; the address found again finds the same."""
    page.goto(f"{nested_site}history/")
    page.get_by_label("Search the history").fill("KIÓSK carrock")

    told = _status(page)
    page.goto(page.url)

    assert "q=KI%C3%93SK+carrock" in page.url
    assert told == _status(page)
    assert page.locator(".results a").count() > 0


def test_chinese_is_found_within_words(page: Page, nested_site: str) -> None:
    """Chinese needs no spaces."""
    page.goto(f"{nested_site}zh/history/")
    page.get_by_label("搜索历史记录").fill("续借")

    expect(page.locator(".results a").first).to_contain_text("续借")


def test_filters_and_the_back_button(page: Page, nested_site: str) -> None:
    """A choice is a step in the browser's history, and found links lead to pages."""
    page.goto(f"{nested_site}history/")
    page.get_by_label("Severity").select_option("major")
    _status(page)
    page.get_by_label("Service").select_option("loans")
    told = _status(page)

    page.go_back()
    expect(page.get_by_label("Service")).to_have_value("")
    expect(page.get_by_label("Severity")).to_have_value("major")
    page.go_forward()

    assert told == _status(page)
    page.locator(".results a").first.click()
    expect(page.locator("h1")).not_to_have_text("Page not found")


def test_the_keyboard_is_enough(page: Page, nested_site: str) -> None:
    """From the field by Tab through the filters to what was found."""
    page.goto(f"{nested_site}history/")
    page.get_by_label("Search the history").focus()
    page.keyboard.type("loans")
    _status(page)
    for _ in range(4):
        page.keyboard.press("Tab")

    expect(page.locator(".results a").first).to_be_focused()


def test_a_year_that_does_not_come_is_told(page: Page, nested_site: str) -> None:
    """The others are searched all the same."""
    page.route("**/search/2025.json", lambda route: route.abort())
    page.goto(f"{nested_site}history/")
    page.get_by_label("Search the history").fill("loans")

    assert "could not be loaded" in _status(page)
    assert page.locator(".results a").count() > 0


def test_without_script_there_is_no_form(browser: Browser, nested_site: str) -> None:
    """The months and the services serve instead."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{nested_site}history/")

    expect(page.locator(".search")).to_be_hidden()
