"""`notify`: what is new goes to each receiver once, over real SMTP and HTTP on this machine."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message as Mail
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pytest
from aiosmtpd.controller import Controller

from statusgen.cli.main import main
from statusgen.notify import Limits, NotifyOptions, Report, notify
from tests.sites import content

pytestmark = pytest.mark.slow

INCIDENT = """\
---
title: Trams wait at the bridge
services: {trams: partial outage}
impact: Trams of line 3 are up to 20 minutes late.
workaround: Take bus 7.
---

## Investigating · 2026-05-04 09:30
next update: 10:30

We look for **the cause**.
"""
RESOLVED = "\n## Resolved · 2026-05-04 10:05\n\nAll trams run again.\n"
KEY = re.compile(r'"[0-9a-f]{32}"')
HUB = "feeds: {hub: 'http://127.0.0.1:%d/hub'}\n"
SITE = content()["site.yml"].decode()
NOW = datetime(2026, 5, 4, 8, 10, tzinfo=UTC)


@dataclass
class _Receiver:
    """An HTTP server that keeps what it gets, and answers as it is told."""

    port: int = 0
    got: list[tuple[str, bytes]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    """The codes of the next answers; 200 once they are used up."""
    broken: set[str] = field(default_factory=set)
    """Paths that answer 500."""
    headers: list[dict[str, str]] = field(default_factory=list)
    """Those of what it got."""


@pytest.fixture
def receiver() -> Iterator[_Receiver]:
    """A receiver of webhooks and pings."""
    kept = _Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            code = kept.answers.pop(0) if kept.answers else 200
            code = 500 if self.path in kept.broken else code
            if code == 200:
                kept.got.append((self.path, body))
                kept.headers.append(dict(self.headers))
            self.send_response(code)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        kept.port = server.server_port
        Thread(target=server.serve_forever, daemon=True).start()
        yield kept
        server.shutdown()


class _Mails:
    """Keeps the mails it gets."""

    def __init__(self) -> None:
        self.got: list[Mail] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802
        """Take one."""
        self.got.append(message_from_bytes(envelope.content))
        return "250 OK"


@contextmanager
def _mail_server() -> Iterator[tuple[int, list[Mail]]]:
    mails = _Mails()
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    controller = Controller(mails, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port, mails.got
    finally:
        controller.stop()


def _publish(root: Path, name: str, incident: str, site: str = SITE) -> Path:
    """A site as the command line builds it."""
    source = root / f"content-{name}"
    for path, data in content({"incidents/2026-05-04-bridge.md": incident}, site=site).items():
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        (source / path).write_bytes(data)
    out = root / name
    now = "2026-05-04T10:10+02:00"
    assert main(["build", "--content", str(source), "--out", str(out), "--now", now]) == 0
    return out


def _run(before: Path, after: Path, **environment: str) -> Report:
    return notify(
        NotifyOptions(
            out=after,
            since=str(before),
            sent=after.parent / "sent.json",
            now=NOW,
            environment=environment,
            limits=Limits(pause=0),
        )
    )


def _failures(report: Report) -> list[str]:
    return [attempt.failure for attempt in report.attempts if attempt.failure]


def test_a_mail_has_the_words_and_the_answers_in_text_and_html(tmp_path: Path) -> None:
    """One mail an update, with what readers ask: what, who, what to do, when more."""
    before = _publish(tmp_path, "before", INCIDENT.replace("09:30", "09:00"))
    after = _publish(tmp_path, "after", INCIDENT)
    with _mail_server() as (port, mails):
        target = (
            f"mailto://127.0.0.1:{port}/?from=status@larkmoor.example&to=news@larkmoor.example&mode=insecure"
        )
        report = _run(before, after, STATUSGEN_NOTIFY=target)

    assert [] == _failures(report)
    (mail,) = mails
    assert "[Investigating] Trams wait at the bridge" in str(mail["Subject"])
    parts = {part.get_content_type(): _text(part) for part in mail.walk() if not part.is_multipart()}
    for words in parts.values():
        assert "the cause" in words
        assert "up to 20 minutes late" in words
        assert "Take bus 7." in words
        assert "4 May 2026, 10:30 CEST" in words
        assert "https://status.larkmoor.example/incidents/2026-05-04-bridge/#2026-05-04T09-30" in words
    assert {"text/plain", "text/html"} == parts.keys()
    assert "<strong>the cause</strong>" in parts["text/html"]
    assert KEY.fullmatch(str(mail["Idempotency-Key"]))


def test_a_mail_that_is_sent_again_has_the_same_id(tmp_path: Path) -> None:
    """By which mail servers and programs drop the second copy; another message has another one."""
    before = _publish(tmp_path, "before", INCIDENT.replace("09:30", "09:00"))
    after = _publish(tmp_path, "after", INCIDENT + RESOLVED)
    with _mail_server() as (port, mails):
        people = "a@larkmoor.example,b@larkmoor.example"
        target = f"mailto://127.0.0.1:{port}/?from=status@larkmoor.example&to={people}&mode=insecure"
        for _ in range(2):
            assert [] == _failures(_run(before, after, STATUSGEN_NOTIFY=target))
            (tmp_path / "sent.json").unlink()

    ids = [mail.get_all("Message-ID") for mail in mails]
    assert ids[:4] == ids[4:]
    assert [1] * 8 == [len(one or ()) for one in ids]
    assert ids[0] == ids[1] != ids[2] == ids[3]
    assert re.fullmatch(r"<[0-9a-f]{32}@127\.0\.0\.1>", str(mails[0]["Message-ID"]))


def test_numbered_steps_stay_numbered_in_mails(tmp_path: Path) -> None:
    """In both of their parts."""
    before = _publish(tmp_path, "before", INCIDENT.replace("09:30", "09:00"))
    after = _publish(tmp_path, "after", f"{INCIDENT}\n1. Get off.\n2. Take the bus.\n")
    with _mail_server() as (port, mails):
        target = (
            f"mailto://127.0.0.1:{port}/?from=status@larkmoor.example&to=news@larkmoor.example&mode=insecure"
        )
        report = _run(before, after, STATUSGEN_NOTIFY=target)

    assert [] == _failures(report)
    (mail,) = mails
    for words in (_text(part) for part in mail.walk() if not part.is_multipart()):
        assert "1. Get off." in words
        assert "2. Take the bus." in words


def _text(part: Mail) -> str:
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    return data.decode()


def test_each_receiver_gets_each_entry_once(tmp_path: Path, receiver: _Receiver) -> None:
    """A second run sends nothing; a receiver that failed gets what it missed, and stopped nobody."""
    before, after = _publish(tmp_path, "before", INCIDENT), _publish(tmp_path, "after", INCIDENT + RESOLVED)
    base = f"json://127.0.0.1:{receiver.port}"
    both = {"STATUSGEN_NOTIFY": f"{base}/first {base}/second"}
    receiver.broken = {"/first"}

    report = _run(before, after, **both)

    assert ["the service did not take it"] == _failures(report)
    assert ["/second"] == [path for path, _ in receiver.got]
    receiver.broken = set()
    again = _run(before, after, **both)
    assert [] == _failures(again)
    assert ["/second", "/first"] == [path for path, _ in receiver.got]
    assert () == _run(before, after, **both).attempts


def test_an_edit_is_no_news(tmp_path: Path, receiver: _Receiver) -> None:
    """Only new entries are told."""
    before = _publish(tmp_path, "before", INCIDENT)
    after = _publish(tmp_path, "after", INCIDENT.replace("We look for", "We are looking for"))

    assert () == _run(before, after, STATUSGEN_NOTIFY=f"json://127.0.0.1:{receiver.port}").messages


def test_a_first_publication_is_no_news(tmp_path: Path, receiver: _Receiver) -> None:
    """Else a whole history would be sent."""
    after = _publish(tmp_path, "after", INCIDENT)
    environment = {"STATUSGEN_NOTIFY": f"json://127.0.0.1:{receiver.port}"}
    missing, sent = str(tmp_path / "nothing"), tmp_path / "sent.json"
    report = notify(
        NotifyOptions(out=after, since=missing, sent=sent, now=NOW, environment=environment, first=True)
    )

    assert (True, (), []) == (report.first, report.messages, receiver.got)


def test_a_missing_publication_is_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong path or a lost cache keeps subscribers uninformed: only `--first` says that this is right."""
    after = _publish(tmp_path, "after", INCIDENT)
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()

    assert main(["notify", "--since", "befor.json", "--out", str(after)]) == 0
    assert capsys.readouterr().out.startswith("There are no receivers")
    monkeypatch.setenv("STATUSGEN_WEBHOOKS", "http://127.0.0.1:9/hook")
    assert main(["notify", "--since", "befor.json", "--out", str(after)]) == 3
    said = capsys.readouterr().err
    assert "no feed is at befor.json" in said
    assert "--first" in said
    assert main(["notify", "--since", "befor.json", "--out", str(after), "--first"]) == 0
    assert "Nothing was published before, so nothing is news.\n" == capsys.readouterr().out


def test_a_hub_hears_of_every_feed_that_changed(tmp_path: Path, receiver: _Receiver) -> None:
    """Of the site, the service, its group, the severity and the note, in each language and format."""
    site = SITE + HUB % receiver.port
    before = _publish(tmp_path, "before", INCIDENT, site)
    after = _publish(tmp_path, "after", INCIDENT + RESOLVED, site)

    assert [] == _failures(_run(before, after))

    (told,) = [parse_qs(body.decode()) for _, body in receiver.got]
    assert told["hub.mode"] == ["publish"]
    assert {
        "https://status.larkmoor.example/updates.atom",
        "https://status.larkmoor.example/zh/services/trams/feed.json",
        "https://status.larkmoor.example/groups/travel/updates.rss",
        "https://status.larkmoor.example/severity/major/updates.rss",
        *(
            f"https://status.larkmoor.example/{one}incidents/2026-05-04-bridge/updates.rss"
            for one in ("", "zh/")
        ),
    } <= set(told["hub.url"])
    assert not any("website" in address or "critical" in address for address in told["hub.url"])


def test_addresses_are_never_shown(
    tmp_path: Path, receiver: _Receiver, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not in what is told, nor in what is kept; and the exit code says that something failed."""
    before, after = _publish(tmp_path, "before", INCIDENT), _publish(tmp_path, "after", INCIDENT + RESOLVED)
    monkeypatch.setenv("STATUSGEN_NOTIFY", f"json://secret:word@127.0.0.1:{receiver.port}/ nonsense://secret")
    sent = tmp_path / "sent.json"

    code = main(["notify", "--since", str(before), "--out", str(after), "--sent", str(sent)])

    out, err = capsys.readouterr()
    assert code == 3
    assert "service 1 (json): [Resolved] Trams wait at the bridge: sent" in out
    assert "service 2: [Resolved] Trams wait at the bridge: Apprise cannot read its address" in out
    assert "secret" not in out + err + sent.read_text()
    assert json.loads(sent.read_text())


def test_a_dry_run_shows_all_and_sends_nothing(
    tmp_path: Path, receiver: _Receiver, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The messages as text."""
    before, after = _publish(tmp_path, "before", INCIDENT), _publish(tmp_path, "after", INCIDENT + RESOLVED)
    monkeypatch.setenv("STATUSGEN_NOTIFY", f"json://127.0.0.1:{receiver.port}")
    sent = tmp_path / "sent.json"
    capsys.readouterr()

    assert (
        main(["notify", "--since", str(before), "--out", str(after), "--sent", str(sent), "--dry-run"]) == 0
    )

    out, _ = capsys.readouterr()
    assert out.startswith("[Resolved] Trams wait at the bridge\nhttps://status.larkmoor.example/incidents/")
    assert "All trams run again." in out
    assert "<p>" not in out
    assert out.endswith("1 message for service 1 (json). Nothing was sent.\n")
    assert ([], False) == (receiver.got, sent.exists())


def test_a_webhook_gets_what_statuspage_would_send(tmp_path: Path, receiver: _Receiver) -> None:
    """The page, and the incident with all its updates, newest first."""
    before, after = _publish(tmp_path, "before", INCIDENT), _publish(tmp_path, "after", INCIDENT + RESOLVED)

    assert [] == _failures(_run(before, after, STATUSGEN_WEBHOOKS=f"http://127.0.0.1:{receiver.port}/hook"))

    ((path, body),) = receiver.got
    told = json.loads(body)
    assert "/hook" == path
    assert ["meta", "page", "incident"] == list(told)
    assert {"status_indicator": "none", "status_description": "All Systems Operational"}.items() <= told[
        "page"
    ].items()
    assert ("Trams wait at the bridge", "resolved") == (told["incident"]["name"], told["incident"]["status"])
    assert ["resolved", "investigating"] == [one["status"] for one in told["incident"]["incident_updates"]]


def test_every_message_has_a_key_that_stays(tmp_path: Path, receiver: _Receiver) -> None:
    """By which receivers know what they have: the same for each try, another one for each of them."""
    site = SITE + HUB % receiver.port
    before = _publish(tmp_path, "before", INCIDENT.replace("09:30", "09:00"), site)
    after = _publish(tmp_path, "after", INCIDENT + RESOLVED, site)
    base = f"127.0.0.1:{receiver.port}"
    everyone = {"STATUSGEN_NOTIFY": f"json://{base}/json", "STATUSGEN_WEBHOOKS": f"http://{base}/hook"}

    for _ in range(2):
        assert [] == _failures(_run(before, after, **everyone))
        (tmp_path / "sent.json").unlink()

    keys: dict[str, list[str]] = {}
    for (path, _), headers in zip(receiver.got, receiver.headers, strict=True):
        assert KEY.fullmatch(headers["Idempotency-Key"])
        keys.setdefault(path, []).append(headers["Idempotency-Key"])
    for path in ("/hook", "/json"):
        assert keys[path][:2] * 2 == keys[path]
    assert 4 == len({*keys["/hook"], *keys["/json"]})
    assert 1 == len(set(keys["/hub"]))
