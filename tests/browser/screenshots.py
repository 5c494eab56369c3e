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


README = {
    "home-phone": Shot("home", "phone", "light", "en"),
    "home-desktop-dark": Shot("home", "desktop", "dark", "en"),
    "incident-phone": Shot("incident-open", "phone", "light", "en"),
    "home-phone-zh": Shot("home", "phone", "light", "zh"),
}
"""The README's pictures by name."""


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


def main() -> None:
    """Take all pictures."""
    shots = list(starmap(Shot, product(PAGES, SCREENS, SCHEMES, LANGUAGES)))
    with TemporaryDirectory() as folder, serve_demo(Path(folder)) as site, open_browser() as browser:
        for name, shot in README.items():
            take(browser, site, shot, SHOWN / f"{name}.png")
        for shot in shots:
            take(browser, site, shot, ALL / f"{'-'.join(shot)}.png")
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
