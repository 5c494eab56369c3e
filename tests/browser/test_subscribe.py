"""The page of subscriptions and the page for unknown addresses, with their scripts and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.demo import LANGUAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]
each_language = pytest.mark.parametrize("language", LANGUAGES)


def test_a_button_copies_the_address(browser: Browser, nested_site: str) -> None:
    """Of the site, and of the part that was chosen."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{nested_site}subscribe/")
    page.locator(".copy button").first.click()
    expect(page.locator(".copy button").first).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").endswith("/updates.rss")

    page.locator(".chooser select").select_option(label="Wi-Fi")
    page.locator(".chooser .copy button").click()
    assert page.evaluate("navigator.clipboard.readText()").endswith("/services/wifi/updates.rss")
    expect(page.locator(".parts")).to_be_hidden()
    context.close()


@each_language
def test_without_a_script_groups_open(browser: Browser, root_site: str, language: str) -> None:
    """With the addresses of their services, each on one line."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{root_site}{LANGUAGES[language]}subscribe/")
    expect(page.locator(".chooser")).to_be_hidden()
    page.locator(".parts summary").first.click()
    address = page.locator(".parts .line code").first
    expect(address).to_be_visible()
    box = address.bounding_box()
    assert box
    assert box["height"] < 60
    context.close()


@pytest.mark.parametrize(
    ("locale", "address", "language"),
    [
        ("zh-CN", "nowhere/", "zh"),
        ("en-GB", "nowhere/", "en"),
        ("fr-FR", "nowhere/", "en"),
        ("en-GB", "zh/nowhere/", "zh"),
    ],
)
def test_a_missing_page_is_in_the_readers_language(
    browser: Browser, nested_site: str, locale: str, address: str, language: str
) -> None:
    """That of the address, or else of the browser, or else of the site."""
    context = browser.new_context(locale=locale)
    page = context.new_page()
    page.goto(nested_site + address)
    expect(page.locator(".lost")).to_have_count(1)
    assert page.locator(".lost").get_attribute("lang") == language
    heading = page.locator("h1").inner_text()
    assert page.title().startswith(heading)
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert page.locator(".menu a").first.inner_text() == {"en": "Status", "zh": "当前状态"}[language]
    assert page.locator(".bottom a").last.inner_text() == {"en": "RSS feed", "zh": "RSS 订阅源"}[language]
    context.close()


def test_without_a_script_a_missing_page_has_all_languages(browser: Browser, root_site: str) -> None:
    """The site's first one first."""
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{root_site}nowhere/")
    found = page.eval_on_selector_all(".lost", "all => all.map(one => one.lang)")
    assert found == ["en", "zh"]
    context.close()
