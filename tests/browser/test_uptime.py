"""The tables of uptime and of days in a real browser."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.browser.demo import LANGUAGES
from tests.served import serve_folder

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


@pytest.mark.parametrize("address", ["uptime/", "reports/"])
def test_wide_tables_fit_a_phone(browser: Browser, root_site: str, address: str) -> None:
    """Nothing is out of sight, columns keep their names, and programs find rows."""
    page = browser.new_page(viewport=PHONE)
    page.goto(root_site + address)
    page.locator("main details").evaluate_all("them => them.forEach(one => { one.open = true })")
    for region in page.locator(".stacked[role=region]").all():
        assert 0 == region.evaluate("one => one.scrollWidth - one.clientWidth")
        region.get_by_role("rowheader").last.evaluate("one => one.scrollIntoView({block: 'center'})")
        assert region.get_by_role("rowheader").count() == region.get_by_role("row").count() - 1 > 1
        assert region.locator("thead").evaluate("one => one.getBoundingClientRect().top") >= 0 or (
            region.locator("td:not([data-label])").count() == 0
        )
    page.close()


@pytest.mark.parametrize("language", ["en", "ar", "de", "ja", "pt-BR", "uk", "zh-Hant"])
def test_figures_of_a_young_site_keep_to_their_columns(
    browser: Browser, tmp_path: Path, language: str
) -> None:
    """Each figure says since when it counts until a year has passed; on a phone, the columns are narrow."""
    files = {
        "site.yml": f"name: Example\nurl: https://status.example.org/\nlanguages: [{language}]\n".encode(),
        "services.yml": b"services:\n  - {id: shop, name: Shop, since: 2026-11-26}\n",
    }
    with serve_folder(tmp_path) as made:
        made.build(files, datetime.fromisoformat("2026-11-30T12:00+00:00"))
        page = browser.new_page(viewport=PHONE)
        page.goto(f"{made.address}uptime/")

        wide = page.locator(".all-uptime td").evaluate_all(
            "cells => cells.filter(one => one.scrollWidth > one.clientWidth).map(one => one.innerText)"
        )

        assert [] == wide
        assert page.locator(".all-uptime small").count() > 0
        page.close()


def test_the_table_of_uptime_has_room_on_a_desktop(browser: Browser, root_site: str) -> None:
    """Nothing is out of sight."""
    page = browser.new_page(viewport=DESKTOP)
    page.goto(f"{root_site}uptime/")

    hidden = page.locator(".stacked[role=region]").evaluate_all(
        "them => them.map(one => one.scrollWidth - one.clientWidth)"
    )

    assert [0, 0] == hidden
    page.close()
