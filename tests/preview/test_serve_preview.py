"""What the preview answers, without a server."""

from __future__ import annotations

import re
import threading
from http import HTTPStatus

import pytest

from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.model.output import Output
from statusgen.preview.access import may_ask
from statusgen.preview.snapshot import Preview, Response, Snapshot, respond
from statusgen.render.theme.load import ThemeError

PAGES = {
    "index.html": "<html><body>home</body></html>",
    "incidents/a/index.html": "<body>incident</body>",
    "404.html": "<body>no such page</body>",
    "updates.rss": "<rss/>",
    "assets/x.css": "a{}",
    "zh/事件.html": "<p>",
}


def text(words: str) -> bytes:
    """Render an output."""
    return words.encode()


def outputs(pages: dict[str, str]) -> tuple[Output, ...]:
    """Outputs with these words by path."""
    return tuple(Output(path, text, (words,)) for path, words in pages.items())


def ask(address: str, problems: str = "", pages: dict[str, str] = PAGES) -> Response:
    """The answer of a site with these pages."""
    return respond(Snapshot(7, {output.path: output for output in outputs(pages)}, problems), address)


@pytest.mark.parametrize(
    ("address", "kind", "words"),
    [
        ("/", "text/html; charset=utf-8", b"home"),
        ("/incidents/a/", "text/html; charset=utf-8", b"incident"),
        ("/updates.rss", "application/rss+xml; charset=utf-8", b"<rss/>"),
        ("/assets/x.css", "text/css; charset=utf-8", b"a{}"),
        ("/zh/%E4%BA%8B%E4%BB%B6.html", "text/html; charset=utf-8", b"<p>"),
    ],
)
def test_files_are_served_at_their_addresses(address: str, kind: str, words: bytes) -> None:
    """Folders show their index page, each file has its type."""
    answer = ask(address)
    assert (HTTPStatus.OK, kind) == (answer.status, answer.type)
    assert words in answer.body


def test_a_folder_without_slash_leads_to_the_one_with() -> None:
    """As on the hosts where sites are published."""
    answer = ask("/incidents/a")
    assert (HTTPStatus.FOUND, "/incidents/a/") == (answer.status, answer.location)


def test_a_redirect_stays_on_this_host() -> None:
    """An address with two slashes must not become the name of another host."""
    assert "/incidents/a/" == ask("//incidents/a").location


@pytest.mark.parametrize("address", ["/none", "/none/", "/../secret", "/%2e%2e/secret", "/incidents/"])
def test_unknown_addresses_show_the_site_s_own_page(address: str) -> None:
    """A visitor to a wrong address sees what the published site would show."""
    answer = ask(address)
    assert answer.status == HTTPStatus.NOT_FOUND
    assert b"no such page" in answer.body


def test_a_site_without_a_404_page_has_a_plain_one() -> None:
    """A theme may leave it out."""
    answer = ask("/none", pages={"index.html": "home"})
    assert (HTTPStatus.NOT_FOUND, True) == (answer.status, b"Not found" in answer.body)


def test_pages_reload_themselves() -> None:
    """A page gets the script with its version before the end of its body; other files get nothing."""
    before, script = ask("/").body.split(b"home")
    assert before == b"<html><body>"
    assert script.startswith(b'<script src="/.statusgen/preview.js" data-version="7" ')
    assert script.endswith(b"</body></html>")
    assert b"<rss/>" == ask("/updates.rss").body
    assert b"EventSource" in ask("/.statusgen/preview.js").body


def test_problems_lie_over_the_last_good_page() -> None:
    """While the content has errors, the page stays and shows them, harmless as text."""
    body = ask("/", "error: <script>alert(1)</script>").body
    assert b"home" in body
    assert b"error: &lt;script&gt;alert(1)" in body
    assert b"<script>alert" not in body
    assert b"#statusgen-problems" in ask("/.statusgen/preview.css").body


def test_without_any_good_site_the_problems_are_shown() -> None:
    """A site with errors from the start shows them at every address."""
    answer = ask("/anything", "error: <b>", {})
    assert answer.status == HTTPStatus.INTERNAL_SERVER_ERROR
    assert b"error: &lt;b&gt;" in answer.body
    assert b"preview.js" in answer.body


def fail() -> bytes:
    """Fail as a theme's template does."""
    raise ThemeError(
        Diagnostic("template-error", Span("../themes/x/templates/home.html", 3), "is <undefined>")
    )


def test_a_failing_template_is_shown_where_it_fails() -> None:
    """One page that cannot be made says why; the others are shown."""
    site = {output.path: output for output in (Output("bad/index.html", fail, ()), *outputs(PAGES))}
    answer = respond(Snapshot(7, site), "/bad/")
    assert answer.status == HTTPStatus.INTERNAL_SERVER_ERROR
    assert b" --&gt; themes/x/templates/home.html:3\n" in answer.body
    assert b"is &lt;undefined&gt;" in answer.body
    assert respond(Snapshot(7, site), "/").status == HTTPStatus.OK


def test_the_last_good_site_stays() -> None:
    """A compilation without outputs changes the problems alone."""
    preview = Preview(3)
    preview.show(outputs(PAGES), "")
    preview.show((), "wrong")
    current = preview.current()
    assert (5, list(PAGES), "wrong") == (current.version, list(current.outputs), current.problems)


def test_what_was_written_is_waited_for() -> None:
    """Until it is compiled; the snapshot tells whether the pages are made of it."""
    preview = Preview(3)
    preview.show(outputs(PAGES), "", files={"a": b"1"})
    assert 4 == preview.wait_for_files({"a": b"2"}, 0).version
    threading.Timer(0.01, preview.show, ((), "wrong"), {"files": {"a": b"2", "b": b"3"}}).start()
    snapshot = preview.wait_for_files({"a": b"2"}, 60)
    assert (5, False, list(PAGES)) == (snapshot.version, snapshot.is_whole, list(snapshot.outputs))


@pytest.mark.parametrize(("language", "label"), [("en", "Write"), ("zh", "撰写")])
def test_pages_lead_to_the_editor_where_there_is_one(language: str, label: str) -> None:
    """In their own language."""
    page = {
        output.path: output for output in outputs({"index.html": f'<html lang="{language}"><body></body>'})
    }
    link = f'<a href="/.statusgen/write">{label}</a>'.encode()
    assert link in respond(Snapshot(7, page, can_write=True), "/").body
    assert link not in respond(Snapshot(7, page), "/").body


def test_waiting_ends_with_the_next_version() -> None:
    """A page waits as long as nothing is new, and no longer."""
    preview = Preview(3)
    assert preview.wait_for_change("3", "/", 0) is None
    threading.Timer(0.01, preview.show, (outputs(PAGES), "")).start()
    assert 4 == preview.wait_for_change("3", "/", 60)


def test_a_page_of_an_earlier_run_is_told_at_once() -> None:
    """After a restart, any version but the present one is old."""
    assert 3 == Preview(3).wait_for_change("999", "/", 0)


NOTE, NEW = "/incidents/a/", {"incidents/a/index.html": "<body>new words</body>"}


def versions(preview: Preview) -> tuple[str, str]:
    """What the home page and the page of a note say of themselves."""
    found = [re.search(rb'data-version="(\d+)"', preview.answer(address).body) for address in ("/", NOTE)]
    home, note = (one[1].decode() if one else "" for one in found)
    return home, note


def test_what_was_edited_is_shown_first() -> None:
    """Open pages of the note hear of it at once, all others when the whole site is compiled; each once."""
    preview = Preview(3)
    preview.show(outputs(PAGES), "")
    home, note = versions(preview)
    preview.show_early(outputs(NEW))
    assert b"new words" in preview.answer(NOTE).body
    assert preview.wait_for_change(home, "/", 0) is None
    newer = preview.wait_for_change(note, NOTE, 0)
    assert (home, str(newer)) == versions(preview)
    preview.show(outputs(PAGES | NEW), "")
    assert preview.wait_for_change(str(newer), NOTE, 0) is None
    assert preview.wait_for_change(home, "/", 0) is not None


@pytest.mark.parametrize(
    ("pages", "problems"),
    [(PAGES | NEW, "a mistake"), (PAGES, ""), ({"index.html": ""}, ""), ({}, "a mistake")],
)
def test_what_was_shown_first_may_have_been_too_early(pages: dict[str, str], problems: str) -> None:
    """Then the note's pages hear of that too, whatever comes after."""
    preview = Preview(3)
    preview.show(outputs(PAGES), "")
    preview.show_early(outputs(NEW))
    _, note = versions(preview)
    preview.show(outputs(pages), problems)
    assert preview.wait_for_change(note, NOTE, 0) is not None
    assert b"new words" in preview.answer(NOTE).body or pages != PAGES | NEW


def test_two_edits_in_a_row_are_both_heard_of() -> None:
    """Also when the site as a whole did not change between them."""
    preview = Preview(3)
    preview.show(outputs(PAGES), "")
    preview.show_early(outputs(NEW))
    _, note = versions(preview)
    preview.show_early(outputs(NEW))
    assert preview.wait_for_change(note, NOTE, 0) is not None


def test_nothing_is_shown_first_before_there_is_a_site() -> None:
    """The mistakes of the first compilation are what counts."""
    preview = Preview(3)
    preview.show((), "a mistake")
    preview.show_early(outputs(NEW))
    assert HTTPStatus.INTERNAL_SERVER_ERROR == preview.answer(NOTE).status


@pytest.mark.parametrize(
    ("header", "host", "expected"),
    [
        ("localhost:8000", "127.0.0.1", True),
        ("127.0.0.1:8000", "127.0.0.1", True),
        ("[::1]:8000", "::1", True),
        ("192.168.0.7:8000", "0.0.0.0", True),
        ("Preview.Example:8000", "preview.example", True),
        ("evil.example:8000", "127.0.0.1", False),
        ("localhost.evil.example", "127.0.0.1", False),
        ("evil.example@localhost.example", "127.0.0.1", False),
        ("", "127.0.0.1", False),
        ("[", "127.0.0.1", False),
    ],
)
def test_only_requests_meant_for_the_preview_are_answered(header: str, host: str, expected: bool) -> None:
    """Names of others are refused, so that no web page can read the preview by rebinding its name."""
    assert expected == may_ask(header, host)


def test_the_preview_says_what_the_published_site_says() -> None:
    """With each file what `_headers` has for it, but nothing is kept."""
    headers = (
        "/*\n  Content-Security-Policy: default-src 'none'\n/*.rss\n  Content-Type: application/rss+xml\n"
    )
    pages = {**PAGES, "_headers": headers}
    page, feed = ask("/", pages=pages), ask("/updates.rss", pages=pages)
    assert {"Content-Security-Policy": "default-src 'none'", "Cache-Control": "no-store"} == page.headers
    assert ("text/html; charset=utf-8", "application/rss+xml") == (page.type, feed.type)
