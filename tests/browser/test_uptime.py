"""The tables of uptime and of days in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.browser.demo import LANGUAGES
from tests.browser.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE, DESKTOP = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=800)

each_screen = pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_screen
@each_language
def test_a_link_to_the_days_opens_their_table(
    browser: Browser, root_site: str, screen: ViewportSize, language: str
) -> None:
    """The table is closed on the page alone, open and in sight for whoever follows a link to it."""
    address = f"{root_site}{LANGUAGES[language]}services/loans/"
    page = browser.new_page(viewport=screen)

    page.goto(address)
    assert not page.locator("#days").is_visible()
    page.goto(f"{root_site}history/")
    page.goto(f"{address}#days")

    page.locator("#days").wait_for(state="visible")
    top, summary = (
        page.locator(found).evaluate("one => one.getBoundingClientRect().top")
        for found in ("#days", "details:has(#days) > summary")
    )
    assert 0 <= summary < top < screen["height"] / 2
    page.close()


@each_screen
def test_the_days_are_a_table_on_every_screen(browser: Browser, root_site: str, screen: ViewportSize) -> None:
    """Also where its rows are shown as cards, programs that read it aloud find rows and columns."""
    page = browser.new_page(viewport=screen)
    page.goto(f"{root_site}services/loans/#days")

    table = page.locator("#days").get_by_role("table")

    assert 4 == table.get_by_role("columnheader").count()
    assert table.get_by_role("rowheader").count() == table.get_by_role("row").count() - 1 > 1
    page.close()


def test_the_table_of_uptime_scrolls_by_keyboard_on_a_phone(browser: Browser, root_site: str) -> None:
    """Only the table moves; the names of the services stay in sight."""
    page = browser.new_page(viewport=PHONE)
    page.goto(f"{root_site}uptime/")
    region = page.get_by_role("region")

    region.focus()
    page.keyboard.press("ArrowRight", delay=400)
    until(page, "document.querySelector('[role=region]').scrollLeft > 20")

    name = region.get_by_role("rowheader").last.bounding_box()
    assert name is not None
    assert 0 <= name["x"] < 32
    assert 0 == page.evaluate("scrollX")
    page.close()


def test_the_table_of_uptime_has_room_on_a_desktop(browser: Browser, root_site: str) -> None:
    """Nothing is out of sight."""
    page = browser.new_page(viewport=DESKTOP)
    page.goto(f"{root_site}uptime/")

    hidden = page.get_by_role("region").evaluate("one => one.scrollWidth - one.clientWidth")

    assert 0 == hidden
    page.close()
