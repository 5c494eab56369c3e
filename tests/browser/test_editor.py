"""The editor in a real browser: with and without JavaScript, on all screens, in both languages."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from statusgen.storage.disk import read_tree
from tests.browser.test_axe import COLOURS, LOOK, RULES, SCREENS, broken_rules
from tests.browser.waiting import until
from tests.editing import NOW, EditorServer, serve_editor, write_content
from tests.preview.test_editor import CHINESE, ONE_LANGUAGE
from tests.sites import content

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME = "2026-05-01-trams-stop-at-harbour-street"
TITLE = "Trams stop at Harbour Street"
IMPACT = "Trams do not go beyond Harbour Street."
HARD = "We utilize buses. A wire is broken, and we are looking for where."
WORDS = "We use buses. A wire is broken, and we are looking for where."
FOUND = "It is at the bridge. We are mending it."
OVER = (
    "Trams run since 12:00 (UTC+2), because the wire is whole. You do not need to do anything. We are sorry."
)
COMMANDS = (
    [
        "new",
        "incident",
        "--title",
        TITLE,
        "--text",
        WORDS,
        "--impact",
        IMPACT,
        "--service",
        "trams=partial outage",
    ],
    ["update", "--status", "identified", "--text", FOUND, "--next", "45"],
    ["resolve", "--text", OVER, "--since", "12:00"],
)


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[EditorServer]:
    """A small site in English."""
    with serve_editor(tmp_path, content({}, site=ONE_LANGUAGE)) as found:
        yield found


@pytest.fixture(scope="module")
def by_commands(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files that commands write of the same incident."""
    folder = tmp_path_factory.mktemp("commands")
    write_content(folder, content({}, site=ONE_LANGUAGE))
    for command in COMMANDS:
        program = [sys.executable, "-m", "statusgen", *command, "--now", NOW]
        subprocess.run(program, cwd=folder, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    return read_tree(folder / "content")


@pytest.mark.parametrize("live", [True, False], ids=["live", "plain"])
def test_the_course_of_an_incident(
    browser: Browser, editor: EditorServer, by_commands: dict[str, bytes], live: bool
) -> None:
    """From the first page to the end, by mouse alone: the files are what the commands write, to the byte."""
    with browser.new_context(java_script_enabled=live) as context:
        editor.let_in(context)
        page = context.new_page()
        page.goto(f"{editor.url}/")
        page.get_by_role("link", name="Write", exact=True).click()
        page.get_by_role("link", name="Report an incident").click()
        page.get_by_label("What is wrong").fill(TITLE)
        page.get_by_label("What do you know").fill(HARD)
        page.get_by_label("Who is affected, and how?").fill(IMPACT)
        page.get_by_label("Trams", exact=True).select_option("partial outage")
        look(page, live=live)
        page.get_by_role("button", name="Replace utilize with use").click()
        page.get_by_text("No suggestions about the wording.").wait_for()
        assert WORDS == page.get_by_label("What do you know").input_value()
        post(page, f"**/incidents/{NAME}/#2026-05-01T12-00")
        assert page.get_by_text(WORDS).count()
        if live:
            page.get_by_text("Saved here, not public yet.").wait_for()

        page.goto(f"{editor.url}/.statusgen/write")
        page.get_by_role("link", name=f"Post an update ({TITLE})").click()
        page.get_by_label("What is the status?").select_option("Identified")
        page.get_by_label("What do you know").fill(FOUND)
        page.get_by_label("When is the next update?").fill("45")
        look(page, live=live)
        post(page, f"**/incidents/{NAME}/#2026-05-01T12-00-2")

        page.goto(f"{editor.url}/.statusgen/write")
        page.get_by_role("link", name=f"Mark as resolved ({TITLE})").click()
        page.get_by_label("What happened, and").fill(OVER)
        page.get_by_label("Since when").fill("12:00")
        look(page, live=live)
        assert page.frame_locator("iframe").get_by_text("the wire is whole").count()
        post(page, f"**/incidents/{NAME}/#2026-05-01T12-00-3")

    assert by_commands == read_tree(editor.content)


def look(page: Page, *, live: bool) -> None:
    """See the page that readers will get: by itself, or by the button."""
    if not live:
        page.get_by_role("button", name="Check and preview").click()
    page.locator("iframe:not(.coming)").wait_for()


def post(page: Page, address: str) -> None:
    """Save, be told that it is not public yet, and look at it in the preview."""
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("heading", name="Saved, not public yet").wait_for()
    page.get_by_role("link", name="View it in the preview").click()
    page.wait_for_url(address)


def test_who_types_before_the_script_is_there_is_heard(browser: Browser, editor: EditorServer) -> None:
    """On a slow line, or where the browser has kept a form."""
    with browser.new_context() as context:
        editor.let_in(context)
        page = context.new_page()
        held = list[Route]()
        page.route("**/write.js", lambda route: held.append(route))  # noqa: PLW0108 - asks how many it takes
        page.goto(f"{editor.url}/.statusgen/write/incident", wait_until="commit")
        page.get_by_label("What do you know").fill(WORDS)
        page.wait_for_timeout(100)
        held[0].continue_()
        page.frame_locator("iframe").get_by_text(WORDS).wait_for()


def test_findings_and_the_preview_follow_the_typing(browser: Browser, editor: EditorServer) -> None:
    """Without a press; what was typed stays, and so does the cursor."""
    with browser.new_context() as context:
        editor.let_in(context)
        page = context.new_page()
        page.goto(f"{editor.url}/.statusgen/write/incident")
        text = page.get_by_label("What do you know")
        text.press_sequentially("The failover broke at [place].")
        page.get_by_text("There is still a gap to fill in: [place].").wait_for()
        page.get_by_text("“failover” is a technical term.").wait_for()
        page.frame_locator("iframe").get_by_text("The failover broke at [place].").wait_for()
        assert page.get_by_label("Save with these mistakes").is_visible()
        assert page.evaluate("document.activeElement.id") == "text"
        assert "The failover broke at [place]." == text.input_value()
        assert not page.locator("#errors .problem").count()

        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("heading", name="Not saved yet").wait_for()
        until(page, "document.activeElement === document.querySelector('#errors [role=alert]')")
        assert "true" == page.get_by_label("What is wrong").get_attribute("aria-invalid")
    assert {} == editor.notes()


def kept(page: Page) -> str:
    """All that the browser keeps for the site, as one text."""
    return str(page.evaluate("JSON.stringify(Object.entries(localStorage))"))


def test_a_draft_is_kept_until_it_is_saved(browser: Browser, editor: EditorServer) -> None:
    """In this browser, without the token; of this form alone, and offered when it is opened again."""
    with browser.new_context() as context:
        editor.let_in(context)
        page = context.new_page()
        address = f"{editor.url}/.statusgen/write/incident"
        page.goto(address)
        offer = page.get_by_role("region", name="This browser has kept text")
        assert not offer.is_visible()
        page.locator("#title").fill(TITLE)
        page.get_by_label("Trams", exact=True).select_option("partial outage")
        page.locator("#text").fill(WORDS)
        assert page.locator("[name=token]").input_value() not in kept(page)

        page.goto(f"{editor.url}/.statusgen/write/notice")
        page.locator("#count:empty").wait_for(state="attached")
        assert not offer.is_visible()
        page.goto(address)
        assert page.locator("#title").input_value() == ""
        page.get_by_role("button", name="Restore the text").click()
        page.frame_locator("iframe").get_by_text(WORDS).wait_for()
        assert not offer.is_visible()
        assert TITLE == page.locator("#title").input_value()
        assert "partial-outage" == page.get_by_label("Trams", exact=True).input_value()

        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("heading", name="Saved, not public yet").wait_for()
        assert "[]" == kept(page)
        page.goto(address)
        page.locator("#post:not([hidden])").wait_for()
        assert not offer.is_visible()


@pytest.mark.parametrize("live", [True, False], ids=["live", "plain"])
def test_a_saved_update_is_followed_until_it_is_public(browser: Browser, tmp_path: Path, live: bool) -> None:
    """By itself, or when the page is loaded again; the site is the one that its settings name."""
    public = tmp_path / "public"
    public.mkdir()
    handler = partial(SimpleHTTPRequestHandler, directory=public)
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), handler) as site,
        browser.new_context(java_script_enabled=live) as context,
    ):
        Thread(target=site.serve_forever, daemon=True).start()
        settings = ONE_LANGUAGE.replace(
            "https://status.larkmoor.example/", f"http://127.0.0.1:{site.server_port}/"
        )
        with serve_editor(tmp_path, content({}, site=settings)) as editor:
            editor.let_in(context)
            page = context.new_page()
            page.goto(f"{editor.url}/.statusgen/write/notice")
            page.locator("#title").fill(TITLE)
            page.locator("#text").fill(WORDS)
            look(page, live=live)
            page.get_by_role("button", name="Save", exact=True).click()
            page.get_by_text("the preview asks http://127.0.0.1").wait_for()
            program = [sys.executable, "-m", "statusgen", "build", "--now", NOW]
            subprocess.run(program, cwd=tmp_path, check=True, capture_output=True)
            heading = page.get_by_role("heading", name="Public since 2026-05-01 12:00 CEST")
            for _ in range(30):
                if live or heading.count():
                    break
                page.wait_for_timeout(1000)
                page.reload()
            heading.wait_for()
            page.get_by_role("link", name="View it on the site").click()
            page.get_by_role("heading", name=TITLE).wait_for()
        site.shutdown()


def test_a_draft_is_discarded(browser: Browser, editor: EditorServer) -> None:
    """At the press of a button, or by taking all words out."""
    with browser.new_context() as context:
        editor.let_in(context)
        page = context.new_page()
        page.goto(f"{editor.url}/.statusgen/write/notice")
        page.locator("#title").fill(TITLE)
        page.reload()
        page.get_by_role("button", name="Discard it").click()
        assert "[]" == kept(page)
        page.locator("#title").fill(TITLE)
        assert TITLE in kept(page)
        page.locator("#title").fill("")
        assert "[]" == kept(page)


def test_drafts_of_two_windows_do_not_meet(browser: Browser, editor: EditorServer) -> None:
    """What is typed in one is neither offered in the other nor lost, while it is open."""
    with browser.new_context() as context:
        editor.let_in(context)
        one, other = context.new_page(), context.new_page()
        for page, words in ((one, "One"), (other, "Other")):
            page.goto(f"{editor.url}/.statusgen/write/notice")
            page.locator("#post:not([hidden])").wait_for()
            assert not page.locator("#draft").is_visible()
            page.locator("#title").fill(words)
        assert 2 == page.evaluate("Object.keys(localStorage).length")

        one.close()
        other.reload()
        for words in ("Other", "One"):
            other.get_by_role("button", name="Restore the text").click()
            assert words == other.locator("#title").input_value()
            other.locator("#title").fill("")
            other.reload()


def test_an_offered_draft_outlives_what_is_typed_beside_it(browser: Browser, editor: EditorServer) -> None:
    """A first letter does not replace it; drafts of long ago are forgotten."""
    with browser.new_context() as context:
        editor.let_in(context)
        page = context.new_page()
        page.goto(f"{editor.url}/.statusgen/write/notice")
        page.locator("#title").fill(TITLE)
        page.evaluate("localStorage.setItem('statusgen old #1', JSON.stringify({at: 1, answers: {}}))")
        page.reload()
        page.get_by_role("button", name="Restore the text").wait_for()
        page.locator("#text").fill("Other words.")
        page.get_by_role("button", name="Restore the text").click()

        assert TITLE == page.locator("#title").input_value()
        assert "statusgen old" not in kept(page)


def test_on_a_phone_saving_is_always_in_reach(browser: Browser, editor: EditorServer) -> None:
    """The preview is folded until it is asked for, and the buttons stay in sight."""
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        editor.let_in(context)
        page = context.new_page()
        page.goto(f"{editor.url}/.statusgen/write/notice")
        save = page.get_by_role("button", name="Save", exact=True)
        assert not page.locator("#preview").is_visible()
        for place in ("0", "document.documentElement.scrollHeight / 2"):
            page.evaluate(f"scrollTo(0, {place})")
            box = save.bounding_box()
            assert box
            assert 700 < box["y"] < 844 - box["height"]
        page.locator("#title").fill("Summer timetable")
        page.locator("#text").fill("From 1 June on.")
        page.get_by_role("button", name="Check and preview").click()
        page.frame_locator("iframe").get_by_text("From 1 June on.").wait_for()
        until(page, "document.querySelector('#preview').getBoundingClientRect().top < innerHeight / 2")


def test_words_survive_a_preview_that_is_gone(browser: Browser, editor: EditorServer) -> None:
    """The page says what to do, and nothing is lost."""
    with browser.new_context() as context:
        editor.let_in(context)
        page = context.new_page()
        page.goto(f"{editor.url}/.statusgen/write/notice")
        context.set_offline(True)
        page.get_by_label("What is the update?").fill("From 1 June on.")
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_text("The preview does not respond.").wait_for()
        assert "From 1 June on." == page.get_by_label("What is the update?").input_value()


def test_a_starting_text_is_put_in(browser: Browser, editor: EditorServer) -> None:
    """Where nothing stands yet; its gaps are told at once."""
    with browser.new_context() as context:
        editor.let_in(context)
        page = context.new_page()
        page.goto(f"{editor.url}/.statusgen/write/incident")
        page.get_by_label("What is wrong").fill(TITLE)
        page.get_by_label("Start from a template for").select_option("A service works, but slowly")
        page.get_by_role("button", name="Insert").click()
        page.get_by_text("There is still a gap to fill in").first.wait_for()
        assert TITLE == page.get_by_label("What is wrong").input_value()
        assert page.get_by_label("What do you know").input_value().startswith("Since [time")


def test_hostile_words_are_words(browser: Browser, editor: EditorServer) -> None:
    """Neither the editor nor the frame runs what is typed."""
    words = "</textarea><script>window.top.harmed = 1</script><img src=x alt=x onerror='top.harmed = 1'>"
    with browser.new_context() as context:
        editor.let_in(context)
        page = context.new_page()
        page.goto(f"{editor.url}/.statusgen/write/incident")
        page.get_by_label("What is wrong").fill(words)
        page.get_by_label("Who is affected, and how?").fill(words)
        page.get_by_label("What do you know").fill(words)
        page.locator("iframe:not(.coming)").wait_for()
        page.get_by_role("button", name="Check and preview").click()
        until(page, "!document.querySelector('[aria-disabled=true]')")
        assert words == page.get_by_label("What is wrong").input_value()
        assert page.evaluate("window.harmed") is None


def broken_rules_of(form: Page, *, by_all: bool) -> list[str]:
    """Broken rules of a form, seen at its end: there the bar of buttons covers no half of a field."""
    form.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    return broken_rules(form, RULES if by_all else LOOK)


SETTINGS: dict[str, dict[str, Any]] = {
    "phone-light": {"viewport": SCREENS["phone"]},
    "desktop-dark": {"viewport": SCREENS["desktop"], **COLOURS["dark"]},
    "phone-forced": {"viewport": SCREENS["phone"], **COLOURS["forced"]},
}


@pytest.mark.slow(10)
@pytest.mark.parametrize(
    ("setting", "site"),
    [("phone-light", CHINESE), ("desktop-dark", ONE_LANGUAGE), ("phone-forced", CHINESE)],
    ids=SETTINGS,
)
def test_no_page_of_it_breaks_a_rule(browser: Browser, tmp_path: Path, setting: str, site: str) -> None:
    """Nothing that axe can see is wrong, and nothing is wider than the screen.

    Other colours change nothing for rules that do not depend on them, nor do the screen and findings.
    """
    write = "/.statusgen/write"
    found, wide = dict[str, list[str]](), list[str]()
    with (
        serve_editor(tmp_path, content({}, site=site)) as editor,
        browser.new_context(**SETTINGS[setting]) as context,
    ):
        program = [sys.executable, "-m", "statusgen", *COMMANDS[0], "--now", NOW]
        subprocess.run(program, cwd=tmp_path, check=True, capture_output=True, stdin=subprocess.DEVNULL)
        editor.let_in(context)
        page = context.new_page()
        note = f"note=incident/{NAME}"
        for address in ("", "/incident", "/maintenance", "/notice", f"/update?{note}", f"/postmortem?{note}"):
            page.goto(editor.url + write + address)
            page.evaluate("for (const one of document.querySelectorAll('details.more')) one.open = true")
            found[address] = broken_rules_of(page, by_all=setting != "phone-forced")
            if address:
                page.locator("#text").fill("The failover at [place] broke. 我们对此深表歉意。")
                page.locator(".findings li").first.wait_for()
                found[f"{address} findings"] = broken_rules_of(page, by_all=setting == "phone-light")
                page.locator("#text").fill("")
                page.locator("#post").click()
                page.locator("#errors .problem").wait_for()
                found[f"{address} mistakes"] = broken_rules_of(page, by_all=setting == "phone-light")
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append(address)
    assert {address: [] for address in found} == found
    assert [] == wide


def test_the_link_to_it_breaks_no_rule(browser: Browser, editor: EditorServer) -> None:
    """On the pages of the preview."""
    with browser.new_context() as context:
        editor.let_in(context)
        page = context.new_page()
        page.goto(f"{editor.url}/")
        assert page.get_by_role("link", name="Write", exact=True).is_visible()
        assert [] == broken_rules(page)


@pytest.mark.parametrize("live", [True, False], ids=["live", "plain"])
def test_the_address_in_the_terminal_is_opened_and_leaves_no_key(
    browser: Browser, editor: EditorServer, live: bool
) -> None:
    """Neither in the bar nor in the history, also after a click on another site, such as a terminal there."""
    with browser.new_context(java_script_enabled=live) as context:
        page = context.new_page()
        asked = list[str]()
        page.on("request", lambda request: asked.append(request.headers.get("referer", "")))
        page.goto(f"{editor.url}/.statusgen/write")
        page.get_by_text("Open the full address shown in the terminal").wait_for()
        if live:
            assert [] == broken_rules(page)

        link = f'<a href="{editor.url}/?key={editor.key}">Terminal</a>'
        page.route(
            "http://terminal.example/", lambda route: route.fulfill(body=link, content_type="text/html")
        )
        page.goto("http://terminal.example/")
        page.get_by_role("link", name="Terminal").click()
        page.get_by_role("link", name="Write", exact=True).wait_for()
        assert f"{editor.url}/" == page.url
        page.go_back()
        assert "http://terminal.example/" == page.url
        assert not [one for one in asked if "key=" in one]


@pytest.mark.parametrize("live", [True, False], ids=["live", "plain"])
def test_words_survive_a_preview_that_was_started_again(browser: Browser, tmp_path: Path, live: bool) -> None:
    """With a new key: the page says what to do, and saves when the new address was opened beside it."""
    files = content({}, site=ONE_LANGUAGE)
    with serve_editor(tmp_path, files) as editor, browser.new_context(java_script_enabled=live) as context:
        editor.let_in(context)
        page = context.new_page()
        page.goto(f"{editor.url}/.statusgen/write/notice")
        page.locator("#title").fill("Summer timetable")
        page.get_by_label("What is the update?").fill("From 1 June on.\n\nEvery day.")
        editor.let_in(context, key="of-an-earlier-run")
        page.get_by_role("button", name="Save" if live else "Check and preview", exact=True).click()
        page.get_by_text("Nothing was saved, but your text is still here.").wait_for()
        assert {} == editor.notes("notices")

        beside = context.new_page()
        beside.goto(f"{editor.url}/?key={editor.key}")
        beside.get_by_role("link", name="Write", exact=True).wait_for()
        if not live:
            page.get_by_role("button", name="Try again").click()
            page.locator("#text").wait_for()
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("heading", name="Saved, not public yet").wait_for()
    assert [b"From 1 June on.\n\nEvery day." in one for one in editor.notes("notices").values()] == [True]


def test_pages_of_the_preview_say_that_it_was_started_again(browser: Browser, tmp_path: Path) -> None:
    """They have an old key, and cannot follow any more."""
    files = content({}, site=ONE_LANGUAGE)
    with browser.new_context() as context:
        page = context.new_page()
        with serve_editor(tmp_path, files) as editor:
            page.goto(f"{editor.url}/?key={editor.key}")
            page.get_by_role("link", name="Write", exact=True).wait_for()
        with serve_editor(tmp_path, files, port=editor.url.rpartition(":")[2]):
            page.get_by_text("Open the new address shown in the terminal.").wait_for()
            assert page.get_by_role("heading").count()
