"""The editor over real connections: who may use it, and what a browser is told."""

from __future__ import annotations

import html
import http.client
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from statusgen.cli.main import main
from tests.editing import EditorServer, serve_editor
from tests.preview.test_editor import INCIDENT, ONE_LANGUAGE, OPEN
from tests.sites import content

pytestmark = pytest.mark.slow

WRITE = "/.statusgen/write"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EditorServer]:
    """A preview on this machine alone."""
    with serve_editor(tmp_path_factory.mktemp("editor"), content(dict(OPEN), site=ONE_LANGUAGE)) as found:
        yield found


def ask(
    editor: EditorServer,
    method: str,
    address: str,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
) -> tuple[int, dict[str, str], str]:
    """Ask for an address, as the browser that was let in unless a header says otherwise."""
    connection = http.client.HTTPConnection(urlsplit(editor.url).netloc, timeout=30)
    connection.request(method, address, body, {"Cookie": editor.cookie, **(headers or {})})
    answer = connection.getresponse()
    found = (answer.status, dict(answer.getheaders()), answer.read().decode())
    connection.close()
    return found


def post(editor: EditorServer, values: Mapping[str, str], **headers: str) -> tuple[int, dict[str, str], str]:
    """Send the form of a new incident as a browser does, but for these headers."""
    usual = {"Origin": editor.url, "Sec-Fetch-Site": "same-origin", "Content-Type": FORM}
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = {name: value for name, value in {**usual, **given}.items() if value or name == "Cookie"}
    return ask(editor, "POST", f"{WRITE}/incident", sent, urlencode(values).encode())


def opened(editor: EditorServer) -> dict[str, str]:
    """A form that was opened and filled in."""
    page = ask(editor, "GET", f"{WRITE}/incident")[2]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    return {**hidden, **INCIDENT, "next": "30", "do": "post"}


def test_a_form_is_posted_and_leads_to_its_page(editor: EditorServer) -> None:
    """By way of what is said about it; the preview has followed by then."""
    status, headers, _ = post(editor, {**opened(editor), "title": "Trams stop at the bridge"})
    assert (303, True) == (status, headers["Location"].startswith("/.statusgen/write/saved/"))
    address = "/incidents/2026-05-01-trams-stop-at-the-bridge/"
    saved = ask(editor, "GET", headers["Location"])[2]
    assert "Saved, not public yet" in saved
    assert f'href="{address}#2026-05-01T12-00"' in saved
    assert "whoever publishes this folder" in ask(editor, "GET", "/.statusgen/write/unpublished")[2]
    assert 'id="2026-05-01T12-00"' in ask(editor, "GET", address)[2]
    assert "2026-05-01-trams-stop-at-the-bridge.md" in editor.notes()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example", "Sec_Fetch_Site": "cross-site"}, 403),
        ({"Origin": "http://127.0.0.1:1", "Sec_Fetch_Site": "same-site"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "", "Sec_Fetch_Site": ""}, 403),
        ({"Host": "evil.example", "Origin": "http://evil.example"}, 403),
        ({"Content_Type": "text/plain"}, 403),
    ],
)
def test_other_pages_can_post_nothing(editor: EditorServer, headers: dict[str, str], status: int) -> None:
    """Though they know the token, and even by another name for this machine."""
    before = editor.notes()
    assert status == post(editor, opened(editor), **headers)[0]
    assert before == editor.notes()


def test_without_the_token_nothing_is_posted(editor: EditorServer) -> None:
    """It stands in the page alone, never in an address, and it is long."""
    before = editor.notes()
    values = opened(editor)
    assert len(values["token"]) > 40
    assert 403 == post(editor, {**values, "token": ""})[0]
    assert values["token"] not in "".join(
        re.findall(r'(?:href|src|action)="[^"]*"', ask(editor, "GET", WRITE)[2])
    )
    assert before == editor.notes()


def test_what_is_too_large_is_refused_in_words(editor: EditorServer) -> None:
    """Also when it does not say how large it is."""
    status, _, page = post(editor, {**opened(editor), "text": "x" * 1_000_001})
    assert (413, True) == (status, "form is too large" in page)
    headers = {"Origin": editor.url, "Content-Type": FORM, "Transfer-Encoding": "chunked"}
    assert 413 == ask(editor, "POST", f"{WRITE}/incident", headers, b"0\r\n\r\n")[0]


@pytest.mark.parametrize("address", ["/", "/incidents/", "/.statusgen/events", "/.statusgen/writer"])
def test_nothing_else_takes_a_post(editor: EditorServer, address: str) -> None:
    """The preview itself only shows."""
    headers = {"Origin": editor.url, "Content-Type": FORM}
    assert 403 == ask(editor, "POST", address, headers, b"a=1")[0]


def test_looking_changes_nothing(editor: EditorServer) -> None:
    """Not even with all the words in the address."""
    before = editor.notes()
    assert 200 == ask(editor, "GET", f"{WRITE}/incident?{urlencode(opened(editor))}")[0]
    assert before == editor.notes()


def test_the_page_may_do_little_and_nobody_may_frame_it(editor: EditorServer) -> None:
    """Its own files and nothing else; HEAD has no body."""
    status, headers, body = ask(editor, "HEAD", WRITE)
    assert (200, "") == (status, body)
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert ("DENY", "no-store") == (headers["X-Frame-Options"], headers["Cache-Control"])
    assert 200 == ask(editor, "GET", f"{WRITE}.js")[0]
    assert 200 == ask(editor, "GET", f"{WRITE}.css")[0]
    assert 403 == ask(editor, "GET", WRITE, {"Host": "evil.example"})[0]


def test_preview_pages_lead_to_the_editor(editor: EditorServer) -> None:
    """A small link, only here."""
    assert '<a href="/.statusgen/write">Write</a>' in ask(editor, "GET", "/")[2]


def test_a_preview_that_others_can_reach_has_no_editor(tmp_path: Path) -> None:
    """Neither the pages nor the link nor the posting."""
    files = content(dict(OPEN), site=ONE_LANGUAGE)
    with serve_editor(tmp_path, files, reachable=True) as editor:
        assert "" == editor.key
        assert "Everyone who can reach this machine can read it" in editor.warning
        assert WRITE not in ask(editor, "GET", "/", {"Cookie": ""})[2]
        assert 404 == ask(editor, "GET", WRITE)[0]
        assert 404 == ask(editor, "GET", f"{WRITE}.js")[0]
        assert 403 == post(editor, INCIDENT)[0]


def test_a_host_that_is_not_named_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """As of a variable that is not set: the system would take it for all addresses."""
    for host in ("", " "):
        with pytest.raises(SystemExit) as end:
            main(["serve", "--host", host])
        assert 2 == end.value.code
        assert "argument --host: name an address, such as 127.0.0.1" in capsys.readouterr().err


OTHERS = (
    "",
    "statusgen-{port}=",
    "statusgen-{port}={upper}",
    "statusgen-{other}={key}",
    "statusgen={key}",
    "STATUSGEN-{port}={key}",
    "statusgen-{port}={key}x",
    "x=statusgen-{port}={key}",
    "statusgen-{port}=\xe9",
)
"""Cookies of browsers that were not let in; `other` is another port of this machine."""


@pytest.mark.parametrize("cookie", OTHERS)
def test_another_user_of_the_machine_sees_and_posts_nothing(editor: EditorServer, cookie: str) -> None:
    """Neither with no cookie nor with a nearly right one, whatever else the headers and the form say."""
    port, before = editor.url.rpartition(":")[2], editor.notes()
    given = cookie.format(port=port, other=int(port) - 1, key=editor.key, upper=editor.key.upper())
    headers = {"Cookie": given}
    for address in (
        "/",
        "/incidents/",
        WRITE,
        f"{WRITE}/incident",
        "/.statusgen/events?1&/",
        f"{WRITE}/unpublished",
    ):
        status, sent, page = ask(editor, "GET", address, headers)
        assert 403 == status
        assert "Set-Cookie" not in sent
        assert "Open the full address shown in the terminal" in page
        assert "Trams" not in page
    assert 403 == post(editor, {**opened(editor), "key": editor.key}, Cookie=given)[0]
    assert 403 == ask(editor, "GET", f"/?key={editor.key[:-1]}", headers)[0]
    assert 403 == ask(editor, "GET", "/?key=", headers)[0]
    assert before == editor.notes()


def test_the_address_in_the_terminal_lets_a_browser_in(editor: EditorServer) -> None:
    """It gets a cookie that no page and no other site can use, and goes on to an address without the key."""
    status, headers, page = ask(editor, "GET", f"{WRITE}/update?note=a%26b&key={editor.key}", {"Cookie": ""})
    assert 200 == status
    assert f"{editor.cookie}; HttpOnly; SameSite=Strict; Path=/" == headers["Set-Cookie"]
    assert f'content="0; url={WRITE}/update?note=a%26b"' in page
    assert editor.key not in page
    assert ("no-referrer", "no-store") == (headers["Referrer-Policy"], headers["Cache-Control"])
    page = ask(editor, "GET", f"//evil.example/?key={editor.key}", {"Cookie": ""})[2]
    assert 'href="/evil.example/"' in page
    assert 'href="/evil.example/"' in ask(editor, "GET", "//evil.example/", {"Cookie": ""})[2]
    assert 403 == ask(editor, "GET", f"/?key={editor.key}", {"Host": "evil.example", "Cookie": ""})[0]


def test_of_several_cookies_one_is_enough(editor: EditorServer) -> None:
    """Others on this machine set cookies as well, of any form and even of the same name."""
    name = editor.cookie.partition("=")[0]
    for cookies in (
        f'{{"a": [1]}}; {name}=old; {editor.cookie}',
        f"{editor.cookie};x",
        f"a=b;{editor.cookie}; {name}=",
    ):
        assert 200 == ask(editor, "GET", WRITE, {"Cookie": cookies})[0]


def test_words_that_are_sent_with_an_old_key_come_back(editor: EditorServer) -> None:
    """Nothing is saved; with the key, the same words are, once the form has the marks of this run."""
    before = editor.notes()
    values = {**opened(editor), "title": "Words & <tags>", "token": "of-another-run"}
    status, _, page = post(editor, values, Cookie="")
    assert 403 == status
    assert "Nothing was saved, but your text is still here." in page
    assert "Words &amp; &lt;tags&gt;</textarea>" in page
    again = {
        **dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)),
        **dict(re.findall(r'<textarea [^>]*name="(\w+)"[^>]*>\n([^<]*)</textarea>', page)),
    }
    assert {name: html.unescape(value) for name, value in again.items()} == {
        name: value for name, value in values.items() if name in again
    }
    assert set(values) == set(again)
    assert before == editor.notes()
    assert "was restarted" in post(editor, values)[2]


def test_each_start_has_a_key_of_its_own(editor: EditorServer, tmp_path: Path) -> None:
    """And another one than the mark in its forms."""
    with serve_editor(tmp_path, content(dict(OPEN), site=ONE_LANGUAGE)) as other:
        assert editor.key != other.key
        assert len(other.key) > 40
        assert other.key not in ask(other, "GET", f"{WRITE}/incident")[2]
        assert 403 == ask(other, "GET", "/", {"Cookie": editor.cookie})[0]
