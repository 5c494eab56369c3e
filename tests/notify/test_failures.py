"""`notify` and receivers that fail: each alone, in limited time, and what was sent is never sent again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Barrier, BrokenBarrierError, Event, Thread
from time import monotonic, sleep

import pytest

from statusgen.cli.main import main
from statusgen.notify.receivers import find_receivers
from tests.broken_servers import (
    CHUNKED,
    Behaviour,
    all_serving,
    closes,
    never,
    repeats,
    says,
    serving,
    status,
)
from tests.notify.test_notify import INCIDENT, RESOLVED, _publish

pytestmark = pytest.mark.slow

BROKEN: dict[str, tuple[Behaviour, str]] = {
    "520": (status(520), "it answers 520"),
    "599": (status(599), "it answers 599"),
    "999": (status(999), "it answers 999"),
    "400": (status(400), "it answers 400 Bad Request"),
    "101": (status(101), "it answers 101 Switching Protocols"),
    "garbage": (says("HELLO THERE\n\n"), "its answer is not valid HTTP"),
    "no number": (says("HTTP/1.1 fine OK\n\n"), "its answer is not valid HTTP"),
    "headers": (says("HTTP/1.1 200 OK\n" + "A: b\n" * 200 + "\n"), "its answer is not valid HTTP"),
    "long header": (says(f"HTTP/1.1 200 OK\nA: {'b' * 70_000}\n\n"), "its answer is not valid HTTP"),
    "closes": (closes, "it closed the connection without an answer"),
    "bad port": (
        status(302, "Location: http://127.0.0.1:s3cret/"),
        "it answers 302 Found and leads to another",
    ),
    "found": (
        status(302, "Location: https://elsewhere.example/s3cret"),
        "it answers 302 Found and leads to another address at https://elsewhere.example",
    ),
    "see other": (
        status(303, "Location: /elsewhere"),
        "it answers 303 See Other and leads to another address at",
    ),
    "moved": (
        status(308, "Location: ftp://elsewhere.example/"),
        "it answers 308 Permanent Redirect and leads to",
    ),
    "busy": (status(429, "Retry-After: 3600"), "it answers 429 Too Many Requests and asks to wait until 20"),
    "down": (
        status(503, "Retry-After: Fri, 31 Dec 2199 23:59:59 GMT"),
        "it answers 503 Service Unavailable and asks to wait until 2199-12-31 23:59 UTC",
    ),
    "chunks": (says(CHUNKED.format(500)), "it answers 500 Internal Server Error"),
    "body": (repeats("HTTP/1.1 502 X\n\n", b"x" * 1000), "it answers 502 Bad Gateway"),
    "never": (never, "it did not answer in time and may have got it"),
    "drips": (repeats("HTTP/1.1 200 OK\nA: ", b"b"), "it did not answer in time and may have got it"),
    "continues": (repeats("", b"HTTP/1.1 100 Continue\r\n\r\n"), "it did not answer in time"),
}
"""What a server does, and how the failure begins that is shown."""
IN_TIME = "it did not answer in time"
"""Also where a machine without a network waits for the name of a host."""
TAKEN: dict[str, Behaviour] = {
    "good": status(200),
    "no content": status(204),
    "endless": repeats("HTTP/1.1 200 OK\n\n", b"x" * 1000),
    "bad chunks": says(CHUNKED.format(202)),
}
"""Those that have said that they took it."""


def test_broken_receivers_stop_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each has its line, the others get all, and the exit code says that something failed."""
    before = _publish(tmp_path, "before", INCIDENT.replace("09:30", "09:00"))
    after = _publish(tmp_path, "after", INCIDENT + RESOLVED)
    sent = tmp_path / "sent.json"
    behaviours = {name: behaviour for name, (behaviour, _) in BROKEN.items()} | TAKEN
    with all_serving(behaviours) as ports:
        hooks = {name: f"http://127.0.0.1:{port}/s3cret" for name, port in ports.items()}
        hooks |= {
            "tls": f"https://127.0.0.1:{ports['garbage']}/s3cret",
            "name": "https://s3cret:s3cret@nobody.invalid/s3cret",
        }
        expected = {name: words for name, (_, words) in BROKEN.items()}
        expected |= {
            "tls": "no TLS connection can be made with it",
            "name": "the name of its host cannot be found",
        }
        monkeypatch.setenv("STATUSGEN_WEBHOOKS", " ".join(hooks.values()))
        monkeypatch.setenv("STATUSGEN_NOTIFY", f"json://127.0.0.1:{ports['never']}/s3cret?rto=60")
        capsys.readouterr()
        arguments = ["--since", str(before), "--out", str(after), "--sent", str(sent), "--timeout", "8"]

        assert main(["notify", *arguments]) == 3

    out, err = capsys.readouterr()
    assert "s3cret" not in out + err + sent.read_text()
    first, second = "[Investigating] Trams wait at the bridge", "[Resolved] Trams wait at the bridge"
    lines = out.splitlines()
    for number, name in enumerate(hooks, start=1):
        host = "https://nobody.invalid" if name == "name" else hooks[name].rpartition(":")[0]
        mine = [line for line in lines if line.startswith(f"webhook {number} ")]
        if name in TAKEN:
            assert [f"webhook {number} ({host}): {title}: sent" for title in (first, second)] == mine
        else:
            (line,) = mine
            said = line.removeprefix(f"webhook {number} ({host}): {first}: ")
            assert said.startswith(expected[name]) or (name == "name" and said.startswith(IN_TIME)), name
    assert f"service 1 (json): {first}: it did not answer in time" in out
    assert lines[-1].startswith(f"{2 * len(TAKEN)} messages sent, {len(BROKEN) + 3} failed.")
    got = json.loads(sent.read_text())
    keys = {
        one.key: name
        for name, hook in hooks.items()
        for one in find_receivers({"STATUSGEN_WEBHOOKS": hook}, {})
    }
    failed = got.pop("failed")
    assert dict.fromkeys(TAKEN, 2) == {keys[key]: len(ids) for key, ids in got.items()}
    assert len(BROKEN) + 3 == len(failed)


@contextmanager
def _hooks(answer: Callable[[str, str], int]) -> Iterator[str]:
    """The address of a server that answers a path and an idempotency key with a status."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            code = answer(self.path, self.headers["Idempotency-Key"])
            self.send_response(code)
            self.send_header("Retry-After", "1")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.handle_error = lambda *_: None  # type: ignore[method-assign] # who asked may be gone
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_kill_repeats_at_most_the_message_in_flight(tmp_path: Path) -> None:
    """Whenever it comes: the message that the receiver has just got, or the one before it, is sent again."""
    before = _publish(tmp_path, "before", INCIDENT.replace("09:30", "09:00"))
    updates = "".join(f"\n## Monitoring · 2026-05-04 09:{minute}\n\nWe wait.\n" for minute in range(40, 45))
    after = _publish(tmp_path, "after", INCIDENT + updates)
    got, kills, processes = list[str](), [1, 3, 5], list["subprocess.Popen[bytes]"]()

    def answer(_: str, key: str) -> int:
        got.append(key)
        if kills and len(got) == kills[0]:
            kills.pop(0)
            os.kill(processes[-1].pid, signal.SIGKILL)
        return 200

    with _hooks(answer) as address:
        arguments = ["--since", str(before), "--out", str(after), "--sent", str(tmp_path / "sent.json")]
        codes = list[int]()
        while len(codes) < 4:
            command = [sys.executable, "-m", "statusgen", "notify", *arguments]
            environment = {**os.environ, "STATUSGEN_WEBHOOKS": address, "SOURCE_DATE_EPOCH": "1777888000"}
            processes.append(subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL))
            codes.append(processes[-1].wait(timeout=100))

    assert [-signal.SIGKILL] * 3 + [0] == codes
    times = Counter(got)
    assert 6 == len(times)
    assert 9 == len(got)
    assert [2, 2, 2, 1, 1, 1] == list(times.values())
    assert [key for key in got if times[key] == 1] == list(times)[3:]


def test_receivers_are_sent_to_side_by_side(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slow one delays nobody: here, each answers when all have been asked."""
    before, after = _publish(tmp_path, "before", INCIDENT), _publish(tmp_path, "after", INCIDENT + RESOLVED)
    together = Barrier(5)

    def answer(_path: str, _key: str) -> int:
        try:
            together.wait(timeout=50)
        except BrokenBarrierError:
            return 400
        return 200

    with _hooks(answer) as address:
        monkeypatch.setenv("STATUSGEN_WEBHOOKS", " ".join(f"{address}/{number}" for number in range(5)))
        monkeypatch.chdir(tmp_path)

        assert main(["notify", "--since", str(before), "--out", str(after)]) == 0
    assert "5 messages sent, 0 failed." in capsys.readouterr().out


def test_two_runs_by_one_delivery_log_do_not_send_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second waits, and finds what the first has sent."""
    before, after = _publish(tmp_path, "before", INCIDENT), _publish(tmp_path, "after", INCIDENT + RESOLVED)
    got, go = list[str](), Event()

    def answer(_path: str, key: str) -> int:
        got.append(key)
        go.wait(50)
        return 200

    monkeypatch.chdir(tmp_path)
    with _hooks(answer) as address:
        monkeypatch.setenv("STATUSGEN_WEBHOOKS", address)
        options = ["notify", "--since", str(before), "--out", str(after)]
        command = [sys.executable, "-m", "statusgen", *options]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as first:
            while not got:
                sleep(0.05)
            assert main([*options, "--timeout", "0.1"]) == 3
            assert "statusgen: another `notify` is sending by sent.json; nothing" in capsys.readouterr().err
            go.set()
            assert main(options) == 0
            assert first.wait(50) == 0
    assert 1 == len(got)
    assert "0 messages sent, 0 failed." in capsys.readouterr().out


def test_services_that_do_not_answer_keep_no_other_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """However few threads Apprise has of its own."""
    before, after = _publish(tmp_path, "before", INCIDENT), _publish(tmp_path, "after", INCIDENT + RESOLVED)
    with serving(never) as deaf, serving(status(200)) as good:
        addresses = [f"json://127.0.0.1:{deaf}/{number}?rto=60" for number in range(15)]
        monkeypatch.setenv("STATUSGEN_NOTIFY", " ".join([*addresses, f"json://127.0.0.1:{good}/"]))
        monkeypatch.chdir(tmp_path)

        assert main(["notify", "--since", str(before), "--out", str(after), "--timeout", "8"]) == 3
    out = capsys.readouterr().out
    assert "service 16 (json): [Resolved] Trams wait at the bridge: sent" in out
    assert "1 message sent, 15 failed." in out


def test_a_server_that_asks_to_wait_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Within the time of the receiver."""
    before, after = _publish(tmp_path, "before", INCIDENT), _publish(tmp_path, "after", INCIDENT + RESOLVED)
    times = list[float]()

    def answer(_path: str, _key: str) -> int:
        times.append(monotonic())
        return 429 if len(times) == 1 else 200

    with _hooks(answer) as address:
        monkeypatch.setenv("STATUSGEN_WEBHOOKS", address)
        monkeypatch.chdir(tmp_path)

        assert main(["notify", "--since", str(before), "--out", str(after)]) == 0
    first, second = times
    assert second - first >= 1
