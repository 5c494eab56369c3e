"""A site in every language of the interface, on a phone: accessible, and no wider than the screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from statusgen.pipeline.compile import compile_site
from statusgen.publish.publish import publish
from statusgen.render.localization.formatter import direction_of
from statusgen.storage.disk import read_themes, shipped_themes
from tests.browser.test_axe import broken_rules
from tests.served import serve_folder
from tests.sites import HERE, tree

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOW = datetime.fromisoformat("2026-05-04T18:00+02:00")
LANGUAGES = ("en", *sorted(path.stem for path in shipped_themes().glob("default/translations/*.po")))
PAGES = ("", "incidents/2026-05-01-cards/", "history/", "subscribe/", "uptime/")
JUDGED = PAGES[:2]
"""Those that axe looks at in every language, and at the others where they go from right to left."""


@pytest.fixture(scope="module")
def every_language(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small site; the texts of its notes are English and Chinese."""
    files = tree(HERE / "golden" / "trams" / "content")
    files["site.yml"] = files["site.yml"].replace(b"[en, zh]", f"[{', '.join(LANGUAGES)}]".encode())
    with serve_folder(tmp_path_factory.mktemp("languages")) as site:
        result = compile_site(files, read_themes(Path("content")), now=NOW, url=site.address, live=False)
        publish(result.outputs, site.folder, version="1")
        yield site.address


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_can_be_read_by_everybody(
    browser: Browser, every_language: str, language: str
) -> None:
    """No page is wider than a small phone, or breaks a rule that axe knows."""
    with browser.new_context(viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        for address in PAGES:
            page.goto(every_language + ("" if language == "en" else f"{language}/") + address)
            page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
            broken = broken_rules(page) if address in JUDGED or direction_of(language) == "rtl" else []
            spare = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert (address, [], 0) == (address, broken, page.evaluate(spare))
            assert page.locator("html").get_attribute("lang") == language
