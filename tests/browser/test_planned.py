"""The calendar of planned maintenance in a real browser: a table on wide screens, else a list of days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_axe import COLOURS, SCREENS, broken_rules
from tests.render.test_planned import FREEZES, NOTES, NOW
from tests.served import serve_folder
from tests.sites import SITE, content

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CANCELLED = "\n## Cancelled · 2026-12-01 09:00\n\nIt snows.\n"
LONG = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"


@pytest.fixture(scope="module")
def planned_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with work and freezes, in a language from right to left as well."""
    cancelled = NOTES["maintenance/paint.md"].replace("Paint", LONG) + CANCELLED
    freezes = "".join(line for line in FREEZES.splitlines(keepends=True) if "no-such-service" not in line)
    site = SITE.replace("[en, zh]", "[en, zh, ar]") + freezes
    with serve_folder(tmp_path_factory.mktemp("planned")) as made:
        made.build(
            content(NOTES | {"maintenance/paint.md": cancelled}, site=site), datetime.fromisoformat(NOW)
        )
        yield made.address


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", ["", "ar/"])
def test_it_breaks_no_rule(browser: Browser, planned_site: str, screen: str, language: str) -> None:
    """With work, cancelled work, freezes and today, in all colours."""
    for colours, media in COLOURS.items():
        with browser.new_context(viewport=SCREENS[screen]) as context:
            page = context.new_page()
            page.emulate_media(**media)
            page.goto(f"{planned_site}{language}maintenance/")
            assert [] == broken_rules(page), colours


def _boxes(page: Page, selector: str) -> list[tuple[float, float]]:
    """The left and the right edge of each element, in order."""
    edges = "all => all.map(one => one.getBoundingClientRect()).map(one => [one.left, one.right])"
    found: list[list[float]] = page.locator(selector).evaluate_all(edges)
    return [(left, right) for left, right in found]


@pytest.mark.parametrize("language", ["", "ar/"])
def test_a_freeze_is_above_its_days(browser: Browser, planned_site: str, language: str) -> None:
    """The bar begins with the first day and ends with the last one; no column is wider than another."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{planned_site}{language}maintenance/")
        table = page.get_by_role("table").first
        assert 7 == table.get_by_role("columnheader").count()
        ((left, right),) = _boxes(page, "tbody:has([datetime='2026-12-18']) .freeze >> nth=0")
        days = _boxes(page, "td:has(> p > [datetime='2026-12-18'], > p > [datetime='2026-12-20'])")
        widths = {round(end - begin) for begin, end in _boxes(page, ".plan >> nth=0 >> th")}

    last = days[-1] if not language else days[0]  # in Arabic the 18th is the last day of its week
    assert abs(left - min(days[0][0], last[0])) < 1
    assert abs(right - max(days[0][1], last[1])) < 1
    assert max(widths) - min(widths) <= 1


def test_small_screens_and_paper_have_a_list_of_days(browser: Browser, planned_site: str) -> None:
    """Only days with work, each with its whole name; the freezes are above."""
    with browser.new_context(viewport={"width": 390, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{planned_site}maintenance/")
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(media="print" if width > 390 else "screen")
            shown = [one for one in page.locator(".plan td > p").all_inner_texts() if one]
            assert [
                "Tuesday, 8 December 2026",
                "Wednesday, 9 December 2026",
                "Thursday, 10 December 2026",
                "Friday, 11 December 2026",
                "Saturday, 12 December 2026",
                "Sunday, 14 February 2027",
            ] == [one for one in shown if page.get_by_text(one, exact=True).first.is_visible()]
            assert 0 == page.locator(".plan :is(thead, .freeze, .number):visible").count()
            assert page.get_by_text("No planned maintenance from").first.is_visible()
            assert page.locator(".plan:visible").count() == 2


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_a_long_word_stays_in_its_day(browser: Browser, planned_site: str, width: int) -> None:
    """It breaks, so that nothing scrolls sideways."""
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{planned_site}maintenance/")
        assert page.evaluate("document.documentElement.scrollWidth") == width
        word = page.get_by_text(LONG).first
        fits = "one => one.getBoundingClientRect().right <= one.closest('td').getBoundingClientRect().right"
        assert word.evaluate(fits)


def test_cancelled_work_is_crossed_out(browser: Browser, planned_site: str) -> None:
    """Also where its link is underlined."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{planned_site}maintenance/")
        line = page.get_by_text(LONG).first.evaluate("one => getComputedStyle(one).textDecorationLine")
        assert "line-through" == line
