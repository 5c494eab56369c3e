"""Pages under the policy that they are published with, in a real browser."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from playwright.sync_api import Browser

from tests.browser.crawl import Fetched
from tests.browser.demo import LANGUAGES, PAGES
from tests.browser.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LISTEN = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) =>
  violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""
INTRUDE = """
const script = document.createElement("script");
script.textContent = "window.intruded = true";
document.body.append(script);
const image = new Image();
image.src = "http://127.0.0.2/spy.png";
document.body.setAttribute("style", "color: red");
"""


OTHERS = ("embed/", "next-1.html", "404.html", "no/such/page/", "incidents/2026-08-12-ebooks-samples/")
"""Pages to which no page leads; the last one leads to another."""


def broken_by(browser: Browser, addresses: Iterable[str]) -> list[str]:
    """What pages ask for against their policy, as the browser reports it; each has one in its header.

    Each opens in a tab of its own, because one that forwards itself would break off the way to the next.
    """
    context = browser.new_context()
    said: list[str] = []
    context.on("console", lambda line: said.append(f"{line.page and line.page.url}: {line.text}"))
    for address in addresses:
        page = context.new_page()
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 404 or "content-security-policy" in answer.headers, address
        page.close()
    context.close()
    return [one for one in said if "Content Security Policy" in one]


def test_no_page_breaks_the_policy(browser: Browser, root_site: str, crawled: dict[str, Fetched]) -> None:
    """One of each kind that the site leads to, by folder and depth in each language, and those besides."""
    kinds = {
        (*address.removeprefix(root_site).split("/")[:2], address.count("/")): address
        for address, page in crawled.items()
        if page.html
    }
    others = (root_site + begin + other for begin in LANGUAGES.values() for other in OTHERS)
    assert len(kinds) > 2 * 10
    assert [] == broken_by(browser, (*kinds.values(), *others))


def test_no_page_below_a_path_breaks_the_policy(browser: Browser, nested_site: str) -> None:
    """Where the rules have the path before them."""
    pages = (nested_site + begin + kind for begin in LANGUAGES.values() for kind in PAGES.values())
    assert [] == broken_by(browser, pages)


def test_styles_of_the_home_page_hold(browser: Browser, root_site: str) -> None:
    """Its style sheet stands within it, and is let in."""
    page = browser.new_page()
    page.goto(root_site)
    assert page.evaluate("document.querySelector('style').sheet.cssRules.length > 10")
    page.close()


def test_the_policy_keeps_intruders_out(browser: Browser, root_site: str) -> None:
    """Neither scripts nor styles within the page, nor pictures of strangers."""
    page = browser.new_page()
    page.add_init_script(LISTEN)
    page.goto(root_site)
    page.evaluate(INTRUDE)
    until(page, "violations.length >= 3")
    directives = {one.split()[0] for one in page.evaluate("violations")}
    assert {"script-src-elem", "img-src", "style-src-attr"} == directives
    assert page.evaluate("window.intruded") is None
    page.close()


def test_nobody_can_frame_a_page(browser: Browser, root_site: str, nested_site: str) -> None:
    """The frame stays empty."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(root_site)
    page.evaluate(
        "address => { const frame = document.createElement('iframe'); frame.src = address;"
        " document.body.append(frame); return new Promise(done => frame.onload = done); }",
        nested_site,
    )
    words = [frame.evaluate("document.body.textContent") for frame in page.frames[1:]]
    context.close()
    assert not any("Marrenshire" in one for one in words)
