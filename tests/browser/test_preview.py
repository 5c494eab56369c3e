"""The preview in a real browser: what stands beside the words, and pages that follow the notes."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.editing import serve_editor
from tests.preview.test_annotations import ANCHOR, NOTE, TRANSLATION
from tests.sites import content

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_page_says_what_is_said_about_its_words_and_follows_them(browser: Browser, tmp_path: Path) -> None:
    """Beside each update, in the language of the page, and as harmless text; after an edit, anew."""
    notes = {"incidents/a.md": NOTE, "incidents/a.zh.md": TRANSLATION}
    with serve_editor(tmp_path, content(notes)) as editor, browser.new_context() as context:
        editor.let_in(context)
        page = context.new_page()
        page.on("dialog", lambda _: pytest.fail("a script of the note ran"))
        page.goto(f"{editor.url}/incidents/a/")
        expect(page.locator(".statusgen-annotations").first).to_contain_text("“failover” is a technical term")
        beside = page.locator(f"[id='{ANCHOR}'] .statusgen-annotations")
        expect(beside).to_contain_text("“kernel” is a technical term")

        (tmp_path / "content/incidents/a.md").write_text(NOTE.replace("The kernel", "The firmware"))

        expect(beside).to_contain_text("“firmware” is a technical term")
        page.goto(f"{editor.url}/zh/incidents/a/")
        expect(beside).to_contain_text("“宕机”是技术词。")


def test_problems_leave_the_way_to_the_editor_free(browser: Browser, tmp_path: Path) -> None:
    """However many there are, and on a phone, too."""
    notes = {f"incidents/{number}.md": "---\ntitel: No power\n---\n" for number in range(30)}
    with serve_editor(tmp_path, content(notes)) as editor:
        for width, height in ((1280, 800), (390, 700)):
            with browser.new_context(viewport={"width": width, "height": height}) as context:
                editor.let_in(context)
                page = context.new_page()
                page.goto(editor.url)
                expect(page.locator("#statusgen-problems")).to_be_visible()
                page.locator("#statusgen-write a").click(timeout=5_000)
                expect(page.locator("form, main")).not_to_have_count(0)
