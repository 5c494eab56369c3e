"""Every kind of page by axe's rules for WCAG 2.2 AA and good practice, on all screens and in all colours."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.demo import LANGUAGES, PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOK = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
"""Rules whose result depends on colours. All others are looked at on a phone and on a desktop."""
PHONE, DESKTOP = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=800)
SETTINGS: dict[str, dict[str, Any]] = {
    "phone-light": {"viewport": PHONE},
    "phone-dark": {"viewport": PHONE, "color_scheme": "dark"},
    "desktop-light": {"viewport": DESKTOP},
    "desktop-dark": {"viewport": DESKTOP, "color_scheme": "dark", "reduced_motion": "reduce"},
    "phone-forced": {"viewport": PHONE, "forced_colors": "active"},
}


COMBINATIONS = [
    ("phone-light", "en"),
    ("desktop-light", "en"),
    *zip(SETTINGS, cycle(["zh", "en"]), strict=False),
]
"""Every setting, and every language in several: colours do not depend on the language, nor words on them."""
ALL_RULES = ("phone-light", "desktop-light")
"""Settings that are looked at by all rules."""


@pytest.mark.parametrize(("setting", "language"), COMBINATIONS)
def test_no_page_breaks_a_rule(browser: Browser, root_site: str, setting: str, language: str) -> None:
    """Nothing that axe can see is wrong on any kind of page."""
    with browser.new_context(**SETTINGS[setting]) as context:
        page = context.new_page()
        found = dict[str, list[str]]()
        for kind, address in PAGES.items():
            page.goto(root_site + LANGUAGES[language] + address)
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            found[kind] = broken_rules(page, RULES if setting in ALL_RULES else LOOK)

    assert {kind: [] for kind in PAGES} == found


def broken_rules(page: Page, rules: Sequence[str] = RULES) -> list[str]:
    """Each rule that the page breaks, and where."""
    page.evaluate(AXE)
    options = {"runOnly": rules, "resultTypes": ["violations"]}  # to tell where rules are kept takes long
    found = page.evaluate("(options) => axe.run(options)", options)["violations"]
    return [f"{one['id']}: {', '.join(str(node['target'][0]) for node in one['nodes'])}" for one in found]
