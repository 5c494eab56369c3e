"""The preview server as a browser meets it: real edits, real connections, one process."""

from __future__ import annotations

import gc
import http.client
import math
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import pytest

from statusgen.preview import server as serve
from statusgen.preview.watcher import Edits

ROOT = Path(__file__).parents[2]

PROGRAM = """
import sys
from statusgen.preview import server as serve
from statusgen.cli.main import main
from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.model.output import Output, Result

def page(words, url):
    return b"<body>" + words + b" at " + url.encode() + b"</body>"

def compile_site(files, themes, *, now, theme, url, live, cache):
    words = files["site.yml"]
    if words == b"wrong":
        return Result((), (Diagnostic("bad-value", Span("site.yml", 1, 1, 6), "a <wrong> value"),), None)
    return Result((Output("index.html", page, (words, url)),), (), None)

serve.compile_site = compile_site
sys.exit(main(["serve", "--port", "0", "--content", sys.argv[1]]))
"""


class Running:
    """A preview in a process of its own, for content of one file."""

    def __init__(self, folder: Path, ignored: Iterable[signal.Signals] = ()) -> None:
        """Start it. As `nohup` does, it may be started with signals that are `ignored`."""
        self.site = folder / "content" / "site.yml"
        self.site.parent.mkdir()
        self.site.write_text("first")
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        ignoring = "".join(f"signal.signal({int(one)}, signal.SIG_IGN); " for one in ignored)
        start = f"import os, signal, sys; {ignoring}os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
        command = [sys.executable, "-c", PROGRAM, str(self.site.parent)]
        if ignoring:
            command = [sys.executable, "-c", start, *command[1:]]
        self.process = subprocess.Popen(
            command, stderr=subprocess.PIPE, text=True, env=environment, cwd=folder
        )
        assert self.process.stderr is not None
        self.terminal = self.process.stderr
        found = re.search(r"(http://[^/]+:(\d+)/)[?]key=(\S+)", self.terminal.readline())
        assert found is not None
        self.url = found[1]
        self.cookie = f"statusgen-{found[2]}={found[3]}"
        self.heard = self.terminal.readline()

    def get(self, address: str, method: str = "GET", host: str = "") -> tuple[int, dict[str, str], str]:
        """Ask for an address: status, headers, body."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=30)
        headers = {"Cookie": self.cookie, **({"Host": host} if host else {})}
        connection.request(method, address, headers=headers)
        answer = connection.getresponse()
        found = (answer.status, dict(answer.getheaders()), answer.read().decode())
        connection.close()
        return found

    def next_version(self, page: str) -> str:
        """What a page that shows this version is told, as soon as there is something to tell."""
        return self.get(f"/.statusgen/events?{page}")[2]

    def stop(self, by: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """End it, as Ctrl-C does or by another signal: the exit code, and what it said since the start."""
        self.process.send_signal(by)
        said = self.terminal.read()
        return self.process.wait(30), said


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """A preview that has compiled its content."""
    found = Running(tmp_path)
    yield found
    found.process.kill()
    found.process.wait()
    found.terminal.close()


def version(body: str) -> str:
    """The version that a page says it shows."""
    found = re.search(r'data-version="(\d+)"', body)
    assert found is not None
    return found[1]


@pytest.mark.slow
def test_an_edit_reaches_open_pages(running: Running) -> None:
    """An open page hears of an edit, loads the new words, sees errors on top of the last good site."""
    assert "Compiled without problems.\n" == running.heard
    _, _, first = running.get("/")
    assert f"first at {running.url}" in first

    running.site.write_text("second")
    assert "data: " in running.next_version(version(first))
    _, _, second = running.get("/")
    assert "second" in second

    running.site.write_text("wrong")
    assert "data: " in running.next_version(version(second))
    _, _, third = running.get("/")
    assert "second" in third
    assert "error[bad-value]: a &lt;wrong&gt; value" in third

    code, said = running.stop()
    assert 0 == code
    assert "Traceback" not in said
    assert said.endswith("The preview has ended.\n")


@pytest.mark.slow
@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGHUP])
def test_supervisors_and_closed_terminals_end_it(
    running: Running, tmp_path: Path, by: signal.Signals
) -> None:
    """As Ctrl-C does: at once, with nothing left behind, even while a page waits for the next edit."""
    waiting = threading.Thread(target=_wait_for_an_edit, args=(running,), daemon=True)
    waiting.start()
    before = sorted(tmp_path.rglob("*"))

    assert (0, "The preview has ended.\n") == running.stop(by)
    assert before == sorted(tmp_path.rglob("*"))
    waiting.join(30)
    assert not waiting.is_alive()


def _wait_for_an_edit(running: Running) -> None:
    with suppress(OSError, http.client.HTTPException):
        running.next_version(version(running.get("/")[2]))


@pytest.mark.slow
def test_it_ends_where_the_interrupt_is_ignored(tmp_path: Path) -> None:
    """Under `nohup`, a lost terminal and Ctrl-C are no reason to end; the word of a supervisor is."""
    running = Running(tmp_path, ignored=[signal.SIGINT, signal.SIGHUP])
    try:
        for one in (signal.SIGINT, signal.SIGHUP):
            running.process.send_signal(one)
        assert 200 == running.get("/")[0]
        assert (0, "The preview has ended.\n") == running.stop(signal.SIGTERM)
    finally:
        running.process.kill()
        running.process.wait()
        running.terminal.close()


def test_children_of_tests_can_be_interrupted() -> None:
    """Even if the tests themselves cannot: a child that waits for ever ends at once."""
    old = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        command = [sys.executable, "-c", "import time; print('go', flush=True); time.sleep(600)"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
            assert child.stdout is not None
            assert b"go\n" == child.stdout.readline()
            child.send_signal(signal.SIGINT)
            assert -signal.SIGINT == child.wait(30)
        assert signal.SIG_IGN is signal.getsignal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, old)


@pytest.mark.slow
def test_what_cannot_be_read_is_said(running: Running) -> None:
    """And the preview goes on when it can."""
    note = running.site.parent / "incidents" / "x.md"
    note.parent.mkdir()
    note.symlink_to("nowhere")
    assert "cannot read" in running.terminal.readline()
    note.unlink()
    while "Compiled" not in running.terminal.readline():
        pass
    running.site.write_text("second")
    assert "Compiled" in running.terminal.readline()


@pytest.mark.slow
def test_the_server_speaks_http(running: Running) -> None:
    """Nothing is cached, HEAD has no body, and names of others are refused."""
    status, headers, body = running.get("/", "HEAD")
    assert (200, "no-store", "") == (status, headers["Cache-Control"], body)
    assert int(headers["Content-Length"]) == len(running.get("/")[2])
    assert 404 == running.get("/none")[0]
    assert 403 == running.get("/", host="evil.example")[0]
    assert 200 == running.get("/", host="localhost")[0]


@pytest.mark.slow
def test_a_port_in_use_is_an_environment_failure(tmp_path: Path) -> None:
    """The message says what to do."""
    (tmp_path / "content").mkdir()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "statusgen", "serve", "--port", port]
        done = subprocess.run(
            command, capture_output=True, text=True, env=environment, cwd=tmp_path, timeout=60, check=False
        )
    assert 3 == done.returncode
    assert f"cannot listen on 127.0.0.1, port {port}" in done.stderr
    assert "choose another port with --port" in done.stderr


class Waits:
    """Edits that never come."""

    def __init__(self) -> None:
        self.seconds = list[float | None]()

    def wait(self, seconds: float | None) -> set[str]:
        """Note how long somebody would have waited."""
        self.seconds.append(seconds)
        return set()


@pytest.mark.parametrize(
    ("due", "waits", "collections"), [(math.inf, [20, None], 1), (30, [20, 10], 1), (5, [5], 0)]
)
def test_garbage_is_collected_when_nobody_has_written_for_a_while(
    monkeypatch: pytest.MonkeyPatch, due: float, waits: list[float | None], collections: int
) -> None:
    """That of compiling too, which other collections pass over."""
    frozen = list[int]()
    monkeypatch.setattr(gc, "collect", lambda: frozen.append(gc.get_freeze_count()))
    gc.freeze()
    edits = Waits()
    assert serve.next_edits(cast("Edits", edits), due) == set()
    assert (waits, [0] * collections) == (edits.seconds, frozen)
    assert gc.get_freeze_count()
    gc.unfreeze()
