"""Takes pictures of the demo: a few for the README, and one of every kind of page to look at.

Run by `make screenshots`. The first go to docs/screenshots/, the others to tests/.screenshots/.
"""

from __future__ import annotations

import sys
from itertools import product, starmap
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, NamedTuple

from playwright.sync_api import Browser, ViewportSize

from tests.browser.demo import LANGUAGES, PAGES, ROOT, open_browser, serve_demo
from tests.editing import serve_editor
from tests.sites import content

SHOWN = ROOT / "docs" / "screenshots"
ALL = ROOT / "tests" / ".screenshots"
SCREENS = {
    "phone": ViewportSize(width=390, height=844),
    "desktop": ViewportSize(width=1280, height=800),
}
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


class Shot(NamedTuple):
    """What a picture shows."""

    kind: str
    screen: str
    scheme: Scheme
    language: str


class Draft(NamedTuple):
    """What somebody has written so far."""

    title: str
    impact: str
    words: str


SHOP = """\
services:
  - {id: card-payments, name: {en: Card payments, zh: 银行卡付款}}
  - {id: delivery, name: {en: Delivery, zh: 配送}}
  - {id: website, name: {en: Website, zh: 网站}}
"""
SITE = """\
name: {en: Shop status, zh: 商店状态}
url: https://status.example.org/
time zone: Europe/Berlin
languages: [en, zh]
"""

README = {
    "home-phone": Shot("home", "phone", "light", "en"),
    "home-desktop-dark": Shot("home", "desktop", "dark", "en"),
    "incident-phone": Shot("incident-open", "phone", "light", "en"),
    "home-phone-zh": Shot("home", "phone", "light", "zh"),
    "incident-phone-zh": Shot("incident-open", "phone", "light", "zh"),
}
"""The pictures of the README and of the guide for writers, by name."""


SECOND_THEME = {
    "timetable-desktop": Shot("home", "desktop", "light", "en"),
    "timetable-phone-dark": Shot("home", "phone", "dark", "en"),
}
"""Pictures of the theme `timetable` for docs/themes.md, by name."""


def take(browser: Browser, site: str, shot: Shot, to: Path) -> None:
    """One picture: the first screen for the README, the whole page for looking at."""
    with browser.new_context(viewport=SCREENS[shot.screen], color_scheme=shot.scheme) as context:
        page = context.new_page()
        page.goto(site + LANGUAGES[shot.language] + PAGES[shot.kind])
        page.screenshot(path=to, full_page=to.parent == ALL)


WRITING = {
    "en": Draft(
        "One in five card payments fails",
        "The payment is declined at checkout. Nobody is charged for a declined payment.",
        "Elevated latency on the checkout. We are looking for the cause.",
    ),
    "zh": Draft(
        "五分之一的银行卡付款失败",
        "结账时付款无法完成。付款失败不会扣款。",
        "我们正在排查时延升高的原因。银行转账不受影响。",
    ),
}
"""What is being written in the pictures of the editor, by the site's first language."""


def take_editor(browser: Browser, folder: Path, language: str, to: Path) -> None:
    """The editor of the preview with an incident half written."""
    site = SITE.replace("[en, zh]", "[zh, en]") if language == "zh" else SITE
    draft = WRITING[language]
    with serve_editor(folder, content(site=site, services=SHOP)) as editor:
        page = browser.new_page(viewport=ViewportSize(width=1280, height=1000))
        editor.let_in(page.context)
        page.goto(f"{editor.url}/.statusgen/write/incident")
        page.locator("#title").fill(draft.title)
        page.locator('select[name$="card-payments"]').select_option("partial-outage")
        page.locator("#impact").fill(draft.impact)
        page.locator("#text").fill(draft.words)
        page.locator(".findings li").first.wait_for()
        page.locator("#preview iframe:not(.coming)").wait_for()
        page.screenshot(path=to)
        page.close()


def main() -> None:
    """Take all pictures."""
    shots = list(starmap(Shot, product(PAGES, SCREENS, SCHEMES, LANGUAGES)))
    with TemporaryDirectory() as folder, serve_demo(Path(folder)) as site, open_browser() as browser:
        for name, shot in README.items():
            take(browser, site, shot, SHOWN / f"{name}.png")
        for shot in shots:
            take(browser, site, shot, ALL / f"{'-'.join(shot)}.png")
        for language, suffix in (("en", ""), ("zh", "-zh")):
            take_editor(
                browser, Path(folder) / "editor" / language, language, SHOWN / f"write-desktop{suffix}.png"
            )
    with (
        TemporaryDirectory() as folder,
        serve_demo(Path(folder), theme="timetable") as site,
        open_browser() as browser,
    ):
        for name, shot in SECOND_THEME.items():
            take(browser, site, shot, SHOWN / f"{name}.png")
    sys.stdout.write(f"Pictures are in {SHOWN.relative_to(ROOT)} and {ALL.relative_to(ROOT)}.\n")


if __name__ == "__main__":
    main()
