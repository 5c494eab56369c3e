"""Every kind of page by axe's rules for WCAG 2.2 AA and good practice, on all screens and in all colours."""

from __future__ import annotations

from collections.abc import Sequence
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
SCREENS = {
    "phone": ViewportSize(width=360, height=740),
    "desktop": ViewportSize(width=1280, height=800),
}
COLOURS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "reduced_motion": "no-preference", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "reduced_motion": "reduce"},
    "forced": {"forced_colors": "active"},
}


@pytest.mark.slow(15)
@pytest.mark.parametrize(
    ("screen", "language", "rules", "others"),
    [
        ("phone", "en", RULES, ["dark"]),
        ("desktop", "en", RULES, ["dark"]),
        ("phone", "zh", RULES, ["forced"]),
        ("desktop", "zh", LOOK, []),
    ],
    ids=["phone-en", "desktop-en", "phone-zh", "desktop-zh"],
)
def test_no_page_breaks_a_rule(
    browser: Browser, root_site: str, screen: str, language: str, rules: list[str], others: list[str]
) -> None:
    """Nothing that axe can see is wrong on any kind of page, in light colours by `rules`, and in others."""
    with browser.new_context(viewport=SCREENS[screen]) as context:
        page = context.new_page()
        found = dict[str, list[str]]()
        for kind, address in PAGES.items():
            page.emulate_media(**COLOURS["light"])
            page.goto(root_site + LANGUAGES[language] + address)
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            found[kind] = broken_rules(page, rules)
            for colours in others:
                page.emulate_media(**COLOURS[colours])
                found[kind] += broken_rules(page, LOOK)

    assert {kind: [] for kind in PAGES} == found


def broken_rules(page: Page, rules: Sequence[str] = RULES) -> list[str]:
    """Each rule that the page breaks, and where."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    options = {"runOnly": rules, "resultTypes": ["violations"]}  # to tell where rules are kept takes long
    found = page.evaluate("(options) => axe.run(options)", options)["violations"]
    return [f"{one['id']}: {', '.join(str(node['target'][0]) for node in one['nodes'])}" for one in found]
