"""Reports in a real browser: what scrolls in them, what leads within them, and how they print."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.browser.demo import LANGUAGES, PAGES
from tests.browser.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE = ViewportSize(width=360, height=740)
REPORT = PAGES["incident"]
each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_language
def test_links_within_the_page_arrive(browser: Browser, root_site: str, language: str) -> None:
    """Contents, course and footnotes lead to ids of the page, and no id is given twice."""
    page = browser.new_page()
    page.goto(root_site + LANGUAGES[language] + REPORT)
    ids = page.eval_on_selector_all("[id]", "all => all.map(one => one.id)")
    assert len(ids) == len(set(ids))
    inside = "a => a.hash && a.pathname === location.pathname"
    found = "all => all.filter(" + inside + ").map(a => decodeURIComponent(a.hash.slice(1)))"
    targets = page.eval_on_selector_all("main a", found)
    assert len(targets) > 10
    assert [target for target in targets if target not in ids] == []
    page.close()


@each_language
def test_wide_code_scrolls_from_the_keyboard(browser: Browser, root_site: str, language: str) -> None:
    """It has a name, takes the focus and moves by arrow keys, while the page stays where it is."""
    page = browser.new_page(viewport=PHONE)
    page.goto(root_site + LANGUAGES[language] + REPORT)
    code = page.locator("pre[role=region]")
    assert code.get_attribute("aria-label")
    code.focus()
    page.keyboard.press("ArrowRight")
    until(page, "document.querySelector('pre').scrollLeft > 0")
    assert page.evaluate("scrollX") == 0
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_only_the_report_is_left(browser: Browser, root_site: str, scheme: str) -> None:
    """Black on white, without menus and buttons, and with its address."""
    page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(root_site + REPORT)
    page.emulate_media(media="print")
    hidden = ".menu, .button, .pager, .languages, .contents, .footnotes a[aria-label]"
    shown = "all => all.filter(one => one.checkVisibility()).length"
    assert page.eval_on_selector_all(hidden, shown) == 0
    assert page.eval_on_selector_all(".printed, .course, .postmortem", shown) == 3
    style = "getComputedStyle(document.documentElement)"
    assert page.evaluate(f"[{style}.color, {style}.getPropertyValue('--paper')]") == ["rgb(0, 0, 0)", "#fff"]
    page.close()
