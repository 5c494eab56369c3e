"""What a day of a bar tells: in a card by pointer, finger and keyboard, and without a script by a link."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Position, ViewportSize, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

INCIDENT = "Some loans and renewals are failing"
BAR = '.bar[href$="services/loans/#days"]'


@pytest.fixture
def page(browser: Browser, root_site: str) -> Iterator[Page]:
    """The demo's home page, on which loans are affected today."""
    with browser.new_context(viewport=ViewportSize(width=1280, height=1600)) as context:
        page = context.new_page()
        page.goto(root_site)
        yield page


def _at(bar: Locator, day: int) -> Position:
    """The middle of a day of 90 in a bar, from its corner."""
    box = bar.bounding_box()
    assert box
    return Position(x=(day + 0.5) * box["width"] / 90, y=box["height"] / 2)


def test_a_day_tells_its_date_state_and_incidents(page: Page) -> None:
    """The one under the pointer, which can go over to the links of the card; Escape closes it."""
    bar, card = page.locator(BAR), page.locator(".day-card")

    bar.hover(position=_at(bar, 89))
    expect(card).to_contain_text("17 Nov 2026")
    expect(card).to_contain_text("Partial outage")
    card.get_by_role("link", name=INCIDENT).hover()
    expect(card).to_be_visible()
    bar.hover(position=_at(bar, 85))
    expect(card).to_contain_text("Operational")
    expect(card).not_to_contain_text(INCIDENT)
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)


def test_the_bar_of_a_group_names_the_services(page: Page) -> None:
    """A day is told of those that were affected."""
    bar = page.locator("details", has_text="In our libraries").locator("summary .bar")

    bar.hover(position=_at(bar, 85))

    expect(page.locator(".day-card")).to_contain_text("13 Nov 2026")
    expect(page.locator(".day-card")).to_contain_text("Self-service kiosks")


def test_no_card_speaks_for_services_that_cannot_be_loaded(page: Page) -> None:
    """The others alone would say that all was well."""
    page.route("**/services/kiosks/", lambda route: route.fulfill(status=503))
    bar = page.locator("details", has_text="In our libraries").locator("summary .bar")

    with page.expect_response("**/services/kiosks/"):
        bar.hover(position=_at(bar, 85))
    page.wait_for_timeout(500)

    expect(page.locator(".day-card")).to_have_count(0)


def test_arrow_keys_go_from_day_to_day(page: Page) -> None:
    """From today back, and Tab leads to what the card links."""
    bar, card = page.locator(BAR), page.locator(".day-card")

    bar.focus()
    page.keyboard.press("ArrowLeft")
    expect(card).to_contain_text(INCIDENT)
    page.keyboard.press("Tab")
    expect(card.get_by_role("link", name=INCIDENT)).to_be_focused()
    bar.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(card).not_to_contain_text(INCIDENT)


def test_a_tap_tells_of_the_day_and_another_follows_the_link(browser: Browser, root_site: str) -> None:
    """A finger cannot hover."""
    with browser.new_context(viewport=ViewportSize(width=390, height=844), has_touch=True) as context:
        page = context.new_page()
        page.goto(root_site)
        bar = page.locator(BAR)

        bar.tap(position=_at(bar, 89))
        expect(page.locator(".day-card")).to_contain_text(INCIDENT)
        bar.tap(position=_at(bar, 89))
        page.wait_for_url("**/services/loans/#days")


def test_bars_lead_to_the_days_without_a_script(browser: Browser, root_site: str) -> None:
    """As a table, in which each run of days has its state and its incidents."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(root_site)
        page.locator(BAR).click()

        expect(page.locator("#days").get_by_role("link", name=INCIDENT)).to_be_visible()
