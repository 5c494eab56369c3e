"""Pages under the policy that they are published with, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

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


@pytest.mark.parametrize("site", ["root_site", "nested_site"])
def test_no_page_breaks_the_policy(browser: Browser, site: str, request: pytest.FixtureRequest) -> None:
    """No kind of page asks for what it may not have, whether the server says the policy or not."""
    address = request.getfixturevalue(site)
    page = browser.new_page()
    page.add_init_script(LISTEN)
    found = {}
    for begin in LANGUAGES.values():
        for kind in PAGES.values():
            answer = page.goto(address + begin + kind)
            assert answer is not None
            assert "content-security-policy" in answer.headers
            found[begin + kind] = page.evaluate("violations")
    page.close()
    assert {} == {address: broken for address, broken in found.items() if broken}


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
