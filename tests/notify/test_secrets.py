"""Addresses of receivers hold passwords: whatever is wrong with one, no output has a part of it."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.cli.main import main
from statusgen.notify.addresses import describe_redirect, parse_address
from statusgen.notify.channel import Receiver
from statusgen.notify.channels.statuspage_webhook import STATUSPAGE_WEBHOOK
from statusgen.notify.receivers import find_receivers
from tests.broken_servers import serving, status
from tests.notify.test_notify import INCIDENT, RESOLVED, _publish

SECRET = "s3cret"
_ODD = """\
s3cret
s3cret-token
hooks.example.invalid/s3cret
//hooks.example.invalid/s3cret
/s3cret
user:s3cret@hooks.example.invalid
user:s3cret@hooks.example.invalid/path
:s3cret@hooks.example.invalid
http:s3cret
http:/s3cret
http:///s3cret
http://
http://s3cret
http://s3cret/
http://s3cret:s3cret/
http://:s3cret@
http://s3cret@
http://user:s3cret
http://user:s3cret/path@hooks.example.invalid/
http://user:12/s3cret@hooks.example.invalid/
http://s3cret/word@hooks.example.invalid/
http://s3cret.example.invalid/word@hooks.example.invalid/
http://s3cret?word@hooks.example.invalid/
http://s3cret.word#word@hooks.example.invalid/
http://user:pass#s3cret@hooks.example.invalid/
http://hooks.example.invalid:s3cret/
http://hooks.example.invalid:80s3cret/
http://hooks.example.invalid:99999/s3cret
http://hooks.example.invalid:-1/s3cret
http://hooks.example.invalid:/s3cret
http://[s3cret]/
http://[::1/s3cret
http://[::1]s3cret/
http://::1/s3cret
http://user:s3cret@[::1]:9/path
http://user:s3cret@127.0.0.1:9/path
http://s3cret:s3cret@127.0.0.1:9/s3cret?s3cret=s3cret#s3cret
http://us%65r:s3cret%zz@127.0.0.1:9/%zz
http://user:s3cret@@127.0.0.1:9/path
http://user:s3cret\\@127.0.0.1:9/path
http://127.0.0.1:9\\s3cret
http:\\\\127.0.0.1:9\\s3cret
http://127.0.0.1:9/s3cret\x00
http://127.0.0.1:9/s3cret\x7f
http://127.0.0.1:9/s3cret\u200b\udcff
http://127.0.0.1:9/\u5bc6\u7801-s3cret
http://s3cret\u3002example.invalid\u2025/
http://..s3cret../
http://exa_mple..invalid/s3cret
http://xn--a-.invalid:0/s3cret
http://bücher.invalid/s3cret
HTTP://127.0.0.1:9/s3cret
htp://hooks.example.invalid/s3cret
https//hooks.example.invalid/s3cret
https:hooks.example.invalid/s3cret
http://http://hooks.example.invalid/s3cret
ftp://user:s3cret@127.0.0.1:9/
file:///s3cret
javascript:s3cret
"http://127.0.0.1:9/s3cret"
<http://127.0.0.1:9/s3cret>
http://127.0.0.1:9/s3cret,s3cret
STATUSGEN_WEBHOOKS=http://127.0.0.1:9/s3cret
s3cret://s3cret@s3cret:s3cret/s3cret
slack://s3cret
tgram://s3cret
discord://s3cret/
mailto://user:s3cret@
mailtos://s3cret:s3cret
mailto://user:s3cret@127.0.0.1:9/?to=s3cret
json://user:s3cret@127.0.0.1:9/s3cret
json://127.0.0.1:s3cret/
xml://[s3cret
apprise://s3cret@127.0.0.1:9/s3cret
"""
ODD = [line for line in _ODD.split("\n") if line]
"""As people mistype them, or as systems hand them on; the secret is where a password or path belongs."""


@pytest.mark.slow
def test_no_output_has_a_part_of_an_address(tmp_path: Path) -> None:
    """Of any command that knows it, whether it is meant for a webhook or for a service."""
    assert len(ODD) > 50
    before, after = _publish(tmp_path, "before", INCIDENT), _publish(tmp_path, "after", INCIDENT + RESOLVED)
    sent = tmp_path / "sent.json"
    addresses = " ".join(address.replace("\x00", "\x01") for address in ODD)  # no environment can hold a NUL
    environment = {
        **os.environ,
        "STATUSGEN_WEBHOOKS": addresses,
        "STATUSGEN_NOTIFY": addresses,
        "http_proxy": "http://s3cret:s3cret@127.0.0.1:9",  # nothing leaves this machine
        "https_proxy": "http://s3cret:s3cret@127.0.0.1:9",
        "PYTHONWARNINGS": "always",
        "PYTHONUTF8": "1",
    }
    arguments = ["--since", str(before), "--out", str(after), "--sent", str(sent)]
    said = b""
    for options, code in (["--dry-run"], 0), (["--timeout", "3"], 3):
        command = [sys.executable, "-X", "dev", "-m", "statusgen", "notify", *arguments, *options]
        ended = subprocess.run(
            command,
            env={key: os.fsencode(value) for key, value in environment.items()},
            capture_output=True,
            check=False,
            timeout=300,
        )
        said += ended.stdout + ended.stderr
        assert (code, b"") == (ended.returncode, ended.stderr)

    assert SECRET.encode() not in (said + sent.read_bytes()).lower()
    lines = said.decode().splitlines()
    for means in ("webhook", "service"):
        named = {line.split()[1].strip(":") for line in lines if line.startswith(means)}
        assert {str(number) for number in range(1, len(ODD) + 1)} == named


@pytest.mark.parametrize(
    "place",
    [
        address.replace("http", scheme)
        for address in ODD
        for scheme in ("http", "https")
        if "@" in address or "://" in address
    ],
)
def test_an_odd_address_of_the_earlier_publication_is_not_shown(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Nor is it a traceback."""
    (tmp_path / "feed.json").write_text('{"items": []}')
    for proxy in ("http_proxy", "https_proxy"):
        monkeypatch.setenv(proxy, "http://s3cret:s3cret@127.0.0.1:9")
    monkeypatch.setenv("STATUSGEN_WEBHOOKS", "http://127.0.0.1:9/s3cret")

    assert 3 == main(["notify", "--since", place, "--out", str(tmp_path)])

    out, err = capfd.readouterr()
    assert err.startswith("statusgen: ")
    assert SECRET not in (out + err).lower()


SIGNS = st.text(st.sampled_from("htps://@:?#[]%.\\abc-1 \u3002"), max_size=12)


@given(SIGNS, SIGNS)
def test_a_password_is_never_taken_for_a_host(start: str, end: str) -> None:
    """Wherever it is in whatever people write."""
    address = f"{start}s3cret/+{end}"
    for one in (address, f"https://{address}", f"https://user:{address}"):
        parsed = parse_address(one)

        assert (
            SECRET
            not in f"{parsed!r} {find_receivers({'STATUSGEN_WEBHOOKS': one, 'STATUSGEN_NOTIFY': one}, {})}"
        )


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://user:s3cret@hooks.example.com:8443/s3cret", "webhook 1 (https://hooks.example.com)"),
        ("http://[::1]:80/s3cret", "webhook 1 (http://[::1])"),
        ("http://localhost:80/s3cret", "webhook 1 (http://localhost)"),
        ("https://bücher.example/", "webhook 1 (https://bücher.example)"),
        ("https://mattermost/hooks/s3cret", "webhook 1"),
        ("hooks.example.com/s3cret", "webhook 1"),
    ],
)
def test_a_webhook_is_shown_by_scheme_and_host(address: str, shown: str) -> None:
    """If it is sure to have one; a name without a dot may be a password."""
    assert [Receiver(STATUSPAGE_WEBHOOK, address, shown)] == list(
        find_receivers({"STATUSGEN_WEBHOOKS": address}, {})
    )


@pytest.mark.parametrize(
    ("location", "shown"),
    [
        ("/login?next=s3cret", " at https://hooks.example.com"),
        ("http://other.example/s3cret", " at http://other.example"),
        ("https://s3cret.other.example/", ""),
        ("http://s3cret:s3cret/", ""),
        ("http://[s3cret", ""),
    ],
)
def test_a_redirect_shows_scheme_and_host(location: str, shown: str) -> None:
    """Unless who redirects repeats what is secret."""
    address = parse_address("https://user:word@hooks.example.com/s3cret")
    assert address

    assert f"and leads to another address{shown}" == describe_redirect(address, location)


@pytest.fixture
def authorized() -> Iterator[tuple[int, list[str | None]]]:
    """A server that keeps what authorization it gets."""
    got = list[str | None]()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(self.headers["Authorization"])
            self.send_response(404 if self.command == "GET" else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port, got
        server.shutdown()


@pytest.mark.slow
def test_user_and_password_work(
    tmp_path: Path, authorized: tuple[int, list[str | None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Basic authentication, with signs that addresses must encode."""
    before, after = _publish(tmp_path, "before", INCIDENT), _publish(tmp_path, "after", INCIDENT + RESOLVED)
    port, got = authorized
    monkeypatch.setenv("STATUSGEN_WEBHOOKS", f"http://m%40e:p%3A%2F%20w%C3%B6rd@127.0.0.1:{port}/hook")
    monkeypatch.chdir(tmp_path)

    assert 0 == main(["notify", "--since", str(before), "--out", str(after)])
    assert ["Basic " + b64encode("m@e:p:/ wörd".encode()).decode()] == got


def test_a_redirect_of_the_earlier_publication_takes_no_password_along(
    tmp_path: Path, authorized: tuple[int, list[str | None]]
) -> None:
    """To wherever it leads."""
    (tmp_path / "feed.json").write_text('{"items": []}')
    port, got = authorized
    for place in (f"http://me:s3cret@127.0.0.1:{port}/",):
        assert 0 == main(["notify", "--first", "--since", place, "--out", str(tmp_path)])
    with serving(status(302, f"Location: http://127.0.0.1:{port}/")) as other:
        place = f"http://me:s3cret@127.0.0.1:{other}/"
        assert 0 == main(["notify", "--first", "--since", place, "--out", str(tmp_path)])

    assert ["Basic bWU6czNjcmV0", None] == got


@pytest.mark.slow
def test_nothing_that_a_library_writes_is_shown(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither what it prints, nor what it logs, nor what it raises."""
    from apprise.decorators import notify  # noqa: PLC0415 - slow to load

    before, after = _publish(tmp_path, "before", INCIDENT), _publish(tmp_path, "after", INCIDENT + RESOLVED)
    monkeypatch.setenv("STATUSGEN_NOTIFY", "chatty://s3cret")
    monkeypatch.chdir(tmp_path)

    @notify(on="chatty")  # type: ignore[untyped-decorator, no-untyped-call]
    def chatty(body: str, title: str, *_: object, meta: object, **__: object) -> None:
        sys.stdout.write(f"to {meta}")
        sys.stderr.write(f"to {meta}")
        logging.getLogger("apprise").error("to %s", meta)
        logging.getLogger("other").error("to %s", meta)
        raise ValueError(meta)

    assert 3 == main(["notify", "--since", str(before), "--out", str(after)])

    out, err = capfd.readouterr()
    assert "service 1 (chatty): [Resolved] Trams wait at the bridge: the service did not take it" in out
    assert SECRET not in out + err
