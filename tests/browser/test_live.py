"""An open page stays true by itself: its script, in a real browser whose clock the test moves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Position, expect

from tests.served import ServedSite, serve_folder
from tests.sites import content

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOW = datetime.fromisoformat("2026-05-04T10:00+02:00")
INCIDENT = """\
---
title: Trams wait at the bridge
services: {trams: partial outage}
impact: Trams of line 3 are up to 20 minutes late.
---

## Investigating · 2026-05-04 09:30
next update: 10:30

We look for the cause.
"""
RESOLVED = "\n## Resolved · 2026-05-04 10:05\n\nAll trams run again.\n"
WORK = """\
---
title: New ticket machines
services: {ticket-machines: under maintenance}
announced: 2026-05-01 09:00
starts: 2026-05-04 11:00
ends: 2026-05-04 12:00
---
"""
NOTICE = "---\ntitle: {0}\npublished: 2026-05-0{1} 09:00\n---\n\n" + "Words about {0}.\n\n" * 30
NOTICES = {
    f"notices/2026-05-0{day}-{name}.md": NOTICE.format(name, day)
    for day, name in ((1, "Tickets"), (2, "Summer"))
}
NOTES = {"incidents/2026-05-04-bridge.md": INCIDENT, "maintenance/2026-05-04-machines.md": WORK, **NOTICES}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[ServedSite]:
    """The site at `NOW`, below a path."""
    with serve_folder(tmp_path, "/status/") as made:
        _build(made)
        yield made


def _build(site: ServedSite, now: datetime = NOW, resolved: str = "") -> None:
    """Publish the site as of an instant, with more words in the incident."""
    notes = {path: text + resolved * ("bridge" in path) for path, text in NOTES.items()}
    site.build(content(notes), now)


@contextmanager
def _open(browser: Browser, address: str, **settings: Any) -> Iterator[Page]:
    """The page, opened at `NOW`, where the reader's clock stands still until the test moves it."""
    context = browser.new_context(**{"timezone_id": "Europe/Berlin", "locale": "en-GB", **settings})
    page = context.new_page()
    page.clock.install(time=NOW)
    page.goto(address)
    expect(page.locator(".live")).to_have_count(1)
    yield page
    context.close()


def _pass(page: Page, **time: float) -> None:
    page.clock.run_for(int(timedelta(**time).total_seconds() * 1000))


def _asked(site: ServedSite, times: int) -> bool:
    return site.count("live.json") >= times


def _until(page: Page, reached: Callable[[], bool]) -> None:
    """Let the reader's time pass until the page has asked for something; the test fails if it never does."""
    for _ in range(200):
        if reached():
            return
        _pass(page, seconds=3)
        page.wait_for_timeout(20)
    raise AssertionError


def test_a_promise_falls_due(browser: Browser, site: ServedSite) -> None:
    """At its instant the page says openly that the update is late, on the home page and the incident's."""
    for address in ("", "incidents/2026-05-04-bridge/", "zh/"):
        with _open(browser, site.address + address) as page:
            expect(page.locator(".late")).to_have_count(0)
            _pass(page, minutes=31)
            expect(page.locator(".late")).to_contain_text("10:30")


def test_work_begins_and_ends_by_itself(browser: Browser, site: ServedSite) -> None:
    """The page of the work, that of its service, and the home page move on with the plan."""
    with _open(browser, site.address + "maintenance/2026-05-04-machines/") as page:
        expect(page.locator("main .eyebrow")).to_contain_text("Scheduled")
        _pass(page, minutes=61)
        expect(page.locator("main .eyebrow")).to_contain_text("Maintenance in progress")
        _pass(page, minutes=60)
        expect(page.locator("main .eyebrow")).to_contain_text("Completed")
    with _open(browser, site.address + "services/ticket-machines/") as page:
        _pass(page, minutes=61)
        expect(page.locator(".now .eyebrow")).to_have_text("Under maintenance")
    with _open(browser, site.address) as page:
        expect(page.locator("article.card")).to_have_count(0)
        _pass(page, minutes=61)
        expect(page.locator("article.card h2")).to_have_text("New ticket machines")


def test_news_are_shown_without_losing_the_place(browser: Browser, site: ServedSite) -> None:
    """What the reader looks at stays where it is, and the change is announced."""
    with _open(browser, site.address, viewport={"width": 390, "height": 700}) as page:
        link = page.get_by_role("link", name="Website")
        page.evaluate("scrollBy(0, 1e6)")
        before = link.bounding_box()
        _build(site, NOW + timedelta(minutes=5), RESOLVED)
        _pass(page, minutes=1, seconds=1)
        expect(page.locator("[role=status]")).to_contain_text("This page has been updated.")
        expect(page.locator("main h1")).to_have_text("All services are working")
        expect(page).to_have_title(re.compile("All services are working"))
        after = link.bounding_box()
        assert before
        assert after
        assert abs(before["y"] - after["y"]) <= 1


def test_the_card_of_a_day_shows_news(browser: Browser, site: ServedSite) -> None:
    """What was loaded for the page before is not shown beside the new one."""
    with _open(browser, site.address) as page:
        bar, card = page.locator('.bar[href$="services/trams/#days"]'), page.locator(".day-card")
        box = bar.bounding_box()
        assert box
        today = Position(x=box["width"] - 2, y=box["height"] / 2)
        bar.hover(position=today)
        expect(card).to_contain_text("30 minutes")
        page.mouse.move(0, 0)

        _build(site, NOW + timedelta(minutes=5), RESOLVED)
        _pass(page, minutes=1, seconds=1)
        expect(page.locator("main h1")).to_have_text("All services are working")
        bar.hover(position=today)

        expect(card).to_contain_text("35 minutes")


def test_a_busy_reader_is_asked_first(browser: Browser, site: ServedSite) -> None:
    """Whoever has the focus in the page decides when it changes."""
    with _open(browser, site.address) as page:
        page.get_by_role("link", name="View incident").focus()
        _build(site, NOW + timedelta(minutes=5), RESOLVED)
        _pass(page, minutes=1, seconds=1)
        expect(page.locator("[role=status]")).to_contain_text("New update available.")
        expect(page.locator("main h1")).to_have_text("Trams wait at the bridge")
        page.get_by_role("button", name="Show", exact=True).click()
        expect(page.locator("main h1")).to_have_text("All services are working")


def test_questions_are_cheap(browser: Browser, site: ServedSite) -> None:
    """Without news, a server need not send anything; hidden pages do not ask."""
    with _open(browser, site.address) as page:
        _until(page, partial(_asked, site, 4))
        asked = site.count("live.json")
        assert site.count("live.json", 304) == asked - 1
        page.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true})")
        _pass(page, minutes=30)
        assert site.count("live.json") <= asked + 1
        page.evaluate("Object.defineProperty(document, 'hidden', {value: false})")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        _until(page, partial(_asked, site, asked + 2))


def test_without_a_connection_the_page_says_so_and_recovers(browser: Browser, site: ServedSite) -> None:
    """It asks ever more seldom, and goes on where it was once it can."""
    with _open(browser, site.address) as page:
        page.context.set_offline(True)
        for _ in range(4):
            _pass(page, minutes=8)
            page.wait_for_timeout(50)
        expect(page.locator("[role=status]")).to_contain_text("offline")
        page.context.set_offline(False)
        _pass(page, minutes=16)
        expect(page.locator("[role=status]")).not_to_contain_text("offline")


def test_a_page_that_was_not_renewed_warns(browser: Browser, site: ServedSite) -> None:
    """Long after it should have been built again, readers learn how old it is."""
    with _open(browser, site.address + "services/website/") as page:
        _pass(page, minutes=80)
        expect(page.locator("[role=status]")).to_be_empty()
        _pass(page, minutes=12)
        expect(page.locator("[role=status]")).to_contain_text("as of 4 May 2026, 10:00 CEST")


def test_times_where_the_reader_is_are_shown_beside_those_of_the_site(
    browser: Browser, site: ServedSite
) -> None:
    """On demand, both, and remembered; who lives in the same zone is not asked."""
    with _open(browser, site.address, timezone_id="Asia/Shanghai") as page:
        page.get_by_role("button", name="Also show times in Asia/Shanghai").click()
        promise = page.locator(".promise")
        expect(promise).to_contain_text("10:30 CEST")
        expect(promise).to_contain_text("16:30")
        page.reload()
        expect(promise).to_contain_text("16:30")
        page.get_by_role("button", name="Also show times").click()
        expect(promise).not_to_contain_text("16:30")
    with _open(browser, site.address) as page:
        expect(page.get_by_role("button", name="Also show times")).to_have_count(0)


@pytest.mark.parametrize("address", ["maintenance/2026-05-04-machines/", "services/ticket-machines/", ""])
def test_both_ends_of_planned_work_are_shown_where_the_reader_is(
    browser: Browser, site: ServedSite, address: str
) -> None:
    """With the day where it is another one; and again once the page has changed by itself."""
    line = "4 May 2026, 11:00 (3 May, 23:00 UTC−10) to 12:00 CEST (00:00 UTC−10)"
    with _open(browser, site.address + address, timezone_id="Pacific/Honolulu") as page:
        page.get_by_role("button", name="Also show times in Pacific/Honolulu").click()
        expect(page.locator("main")).to_contain_text(line)
        _pass(page, minutes=61)
        expect(page.locator("main")).to_contain_text(
            "Under maintenance" if address != "" else "Maintenance in progress"
        )
        expect(page.locator("main")).to_contain_text("12:00 CEST (00:00 UTC−10)")


def test_a_span_stands_in_one_line(browser: Browser, site: ServedSite) -> None:
    """Its pieces are words of one sentence, and no rows."""
    with _open(browser, site.address + "maintenance/2026-05-04-machines/") as page:
        tops = page.evaluate(
            "[...document.querySelectorAll('.answers time')].map((one) => one.getBoundingClientRect().top)"
        )
        assert 2 == len(tops)
        assert tops[0] == tops[1]


def test_the_span_of_an_incident_is_shown_where_the_reader_is(browser: Browser, site: ServedSite) -> None:
    """On its own page."""
    with _open(browser, site.address + "incidents/2026-05-04-bridge/", timezone_id="Asia/Shanghai") as page:
        page.get_by_role("button", name="Also show times in Asia/Shanghai").click()
        expect(page.locator("main header")).to_contain_text("Since 4 May 2026, 09:30 CEST (15:30 UTC+8)")


def test_a_page_without_instants_offers_no_other_zone(browser: Browser, site: ServedSite) -> None:
    """Days and months are the same everywhere."""
    with _open(browser, site.address + "subscribe/", timezone_id="Asia/Shanghai") as page:
        expect(page.get_by_role("button", name="Also show times")).to_have_count(0)


def test_how_long_ago_moves_on(browser: Browser, site: ServedSite) -> None:
    """Beside the time itself, in the language of the page."""
    with _open(browser, site.address) as page:
        expect(page.locator(".promise")).to_contain_text("in 30 minutes")
        _pass(page, minutes=10)
        expect(page.locator(".promise")).to_contain_text("in 20 minutes")
    with _open(browser, site.address + "zh/") as page:
        expect(page.locator(".promise")).to_contain_text("30分钟后")
