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
from tests.editing import Desk, serve_desk
from tests.preview.test_editor import INCIDENT, ONE_LANGUAGE, OPEN
from tests.sites import content

pytestmark = pytest.mark.slow

WRITE = "/.statusgen/write"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A preview on this machine alone."""
    with serve_desk(tmp_path_factory.mktemp("desk"), content(dict(OPEN), site=ONE_LANGUAGE)) as found:
        yield found


def ask(
    desk: Desk, method: str, address: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
) -> tuple[int, dict[str, str], str]:
    """Ask for an address, as the browser that was let in unless a header says otherwise."""
    connection = http.client.HTTPConnection(urlsplit(desk.url).netloc, timeout=30)
    connection.request(method, address, body, {"Cookie": desk.cookie, **(headers or {})})
    answer = connection.getresponse()
    found = (answer.status, dict(answer.getheaders()), answer.read().decode())
    connection.close()
    return found


def post(desk: Desk, values: Mapping[str, str], **headers: str) -> tuple[int, dict[str, str], str]:
    """Send the form of a new incident as a browser does, but for these headers."""
    usual = {"Origin": desk.url, "Sec-Fetch-Site": "same-origin", "Content-Type": FORM}
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = {name: value for name, value in {**usual, **given}.items() if value or name == "Cookie"}
    return ask(desk, "POST", f"{WRITE}/incident", sent, urlencode(values).encode())


def opened(desk: Desk) -> dict[str, str]:
    """A form that was opened and filled in."""
    page = ask(desk, "GET", f"{WRITE}/incident")[2]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    return {**hidden, **INCIDENT, "next": "30", "do": "post"}


def test_a_form_is_posted_and_leads_to_its_page(desk: Desk) -> None:
    """By way of what is said about it; the preview has followed by then."""
    status, headers, _ = post(desk, {**opened(desk), "title": "Trams stop at the bridge"})
    assert (303, True) == (status, headers["Location"].startswith("/.statusgen/write/saved/"))
    address = "/incidents/2026-05-01-trams-stop-at-the-bridge/"
    saved = ask(desk, "GET", headers["Location"])[2]
    assert "Saved, not public yet" in saved
    assert f'href="{address}#2026-05-01T12-00"' in saved
    assert "whoever publishes this folder" in ask(desk, "GET", "/.statusgen/write/unpublished")[2]
    assert 'id="2026-05-01T12-00"' in ask(desk, "GET", address)[2]
    assert "2026-05-01-trams-stop-at-the-bridge.md" in desk.notes()


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
def test_other_pages_can_post_nothing(desk: Desk, headers: dict[str, str], status: int) -> None:
    """Though they know the token, and even by another name for this machine."""
    before = desk.notes()
    assert status == post(desk, opened(desk), **headers)[0]
    assert before == desk.notes()


def test_without_the_token_nothing_is_posted(desk: Desk) -> None:
    """It stands in the page alone, never in an address, and it is long."""
    before = desk.notes()
    values = opened(desk)
    assert len(values["token"]) > 40
    assert 403 == post(desk, {**values, "token": ""})[0]
    assert values["token"] not in "".join(
        re.findall(r'(?:href|src|action)="[^"]*"', ask(desk, "GET", WRITE)[2])
    )
    assert before == desk.notes()


def test_what_is_too_large_is_refused_in_words(desk: Desk) -> None:
    """Also when it does not say how large it is."""
    status, _, page = post(desk, {**opened(desk), "text": "x" * 1_000_001})
    assert (413, True) == (status, "form is too large" in page)
    headers = {"Origin": desk.url, "Content-Type": FORM, "Transfer-Encoding": "chunked"}
    assert 413 == ask(desk, "POST", f"{WRITE}/incident", headers, b"0\r\n\r\n")[0]


@pytest.mark.parametrize("address", ["/", "/incidents/", "/.statusgen/events", "/.statusgen/writer"])
def test_nothing_else_takes_a_post(desk: Desk, address: str) -> None:
    """The preview itself only shows."""
    headers = {"Origin": desk.url, "Content-Type": FORM}
    assert 403 == ask(desk, "POST", address, headers, b"a=1")[0]


def test_looking_changes_nothing(desk: Desk) -> None:
    """Not even with all the words in the address."""
    before = desk.notes()
    assert 200 == ask(desk, "GET", f"{WRITE}/incident?{urlencode(opened(desk))}")[0]
    assert before == desk.notes()


def test_the_page_may_do_little_and_nobody_may_frame_it(desk: Desk) -> None:
    """Its own files and nothing else; HEAD has no body."""
    status, headers, body = ask(desk, "HEAD", WRITE)
    assert (200, "") == (status, body)
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert ("DENY", "no-store") == (headers["X-Frame-Options"], headers["Cache-Control"])
    assert 200 == ask(desk, "GET", f"{WRITE}.js")[0]
    assert 200 == ask(desk, "GET", f"{WRITE}.css")[0]
    assert 403 == ask(desk, "GET", WRITE, {"Host": "evil.example"})[0]


def test_preview_pages_lead_to_the_editor(desk: Desk) -> None:
    """A small link, only here."""
    assert '<a href="/.statusgen/write">Write</a>' in ask(desk, "GET", "/")[2]


def test_a_preview_that_others_can_reach_has_no_editor(tmp_path: Path) -> None:
    """Neither the pages nor the link nor the posting."""
    files = content(dict(OPEN), site=ONE_LANGUAGE)
    with serve_desk(tmp_path, files, reachable=True) as desk:
        assert "" == desk.key
        assert "Everyone who can reach this machine can read it" in desk.warning
        assert WRITE not in ask(desk, "GET", "/", {"Cookie": ""})[2]
        assert 404 == ask(desk, "GET", WRITE)[0]
        assert 404 == ask(desk, "GET", f"{WRITE}.js")[0]
        assert 403 == post(desk, INCIDENT)[0]


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
def test_another_user_of_the_machine_sees_and_posts_nothing(desk: Desk, cookie: str) -> None:
    """Neither with no cookie nor with a nearly right one, whatever else the headers and the form say."""
    port, before = desk.url.rpartition(":")[2], desk.notes()
    given = cookie.format(port=port, other=int(port) - 1, key=desk.key, upper=desk.key.upper())
    headers = {"Cookie": given}
    for address in (
        "/",
        "/incidents/",
        WRITE,
        f"{WRITE}/incident",
        "/.statusgen/events?1&/",
        f"{WRITE}/unpublished",
    ):
        status, sent, page = ask(desk, "GET", address, headers)
        assert 403 == status
        assert "Set-Cookie" not in sent
        assert "Open the full address shown in the terminal" in page
        assert "Trams" not in page
    assert 403 == post(desk, {**opened(desk), "key": desk.key}, Cookie=given)[0]
    assert 403 == ask(desk, "GET", f"/?key={desk.key[:-1]}", headers)[0]
    assert 403 == ask(desk, "GET", "/?key=", headers)[0]
    assert before == desk.notes()


def test_the_address_in_the_terminal_lets_a_browser_in(desk: Desk) -> None:
    """It gets a cookie that no page and no other site can use, and goes on to an address without the key."""
    status, headers, page = ask(desk, "GET", f"{WRITE}/update?note=a%26b&key={desk.key}", {"Cookie": ""})
    assert 200 == status
    assert f"{desk.cookie}; HttpOnly; SameSite=Strict; Path=/" == headers["Set-Cookie"]
    assert f'content="0; url={WRITE}/update?note=a%26b"' in page
    assert desk.key not in page
    assert ("no-referrer", "no-store") == (headers["Referrer-Policy"], headers["Cache-Control"])
    page = ask(desk, "GET", f"//evil.example/?key={desk.key}", {"Cookie": ""})[2]
    assert 'href="/evil.example/"' in page
    assert 'href="/evil.example/"' in ask(desk, "GET", "//evil.example/", {"Cookie": ""})[2]
    assert 403 == ask(desk, "GET", f"/?key={desk.key}", {"Host": "evil.example", "Cookie": ""})[0]


def test_of_several_cookies_one_is_enough(desk: Desk) -> None:
    """Others on this machine set cookies as well, of any form and even of the same name."""
    name = desk.cookie.partition("=")[0]
    for cookies in (
        f'{{"a": [1]}}; {name}=old; {desk.cookie}',
        f"{desk.cookie};x",
        f"a=b;{desk.cookie}; {name}=",
    ):
        assert 200 == ask(desk, "GET", WRITE, {"Cookie": cookies})[0]


def test_words_that_are_sent_with_an_old_key_come_back(desk: Desk) -> None:
    """Nothing is saved; with the key, the same words are, once the form has the marks of this run."""
    before = desk.notes()
    values = {**opened(desk), "title": "Words & <tags>", "token": "of-another-run"}
    status, _, page = post(desk, values, Cookie="")
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
    assert before == desk.notes()
    assert "was restarted" in post(desk, values)[2]


def test_each_start_has_a_key_of_its_own(desk: Desk, tmp_path: Path) -> None:
    """And another one than the mark in its forms."""
    with serve_desk(tmp_path, content(dict(OPEN), site=ONE_LANGUAGE)) as other:
        assert desk.key != other.key
        assert len(other.key) > 40
        assert other.key not in ask(other, "GET", f"{WRITE}/incident")[2]
        assert 403 == ask(other, "GET", "/", {"Cookie": desk.cookie})[0]
