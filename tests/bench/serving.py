"""How long a preview takes from the write of a note until it serves the new words, on this machine alone."""

from __future__ import annotations

import http.client
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.corpus import NOW
from tests.bench.generators import HUGO, HUGO_BINARY, Generator
from tests.bench.history import Incident

HOST = "127.0.0.1"
READY = 1_800.0
"""Seconds that a preview may take to start."""

_PAUSE = 0.002
_KEY = re.compile(r"[?]key=(\S+)")
_VERSION = re.compile(r'data-version="(\d+)"')


def shown_after(
    generator: Generator,
    site: Path,
    incident: Incident,
    edit: Callable[[], str],
    *,
    times: int,
) -> Iterator[float]:
    """The seconds of so many edits. `edit` writes to the note and says what must be shown."""
    port = _free_port()
    address = f"/incidents/{incident.id}/"
    with _preview(_command(generator, port), site, keyed=generator is not HUGO) as key:
        at = _Place(port, {"Cookie": f"statusgen-{port}={key}"})
        page = _wait_for(at, address, incident.title)
        for _ in range(times):
            time.sleep(0.5)  # until the preview has nothing left to do
            home = _get(at, "/")
            wait = _by_polling if generator is HUGO else _by_event
            yield wait(at, address, page, edit)
            if generator is not HUGO:
                with _listening(at, "/", home) as wait_for_all:
                    wait_for_all()
            page = _get(at, address)


def _command(generator: Generator, port: int) -> tuple[str, ...]:
    if generator is HUGO:
        return (HUGO_BINARY, "server", "--bind", HOST, "--port", str(port), "--disableLiveReload")
    return (sys.executable, "-m", "statusgen", "serve", "--host", HOST, "--port", str(port), "--now", NOW)


@contextmanager
def _preview(command: tuple[str, ...], site: Path, *, keyed: bool) -> Iterator[str]:
    """Run a preview: the key that its first line shows, if it has one."""
    said = subprocess.PIPE if keyed else subprocess.DEVNULL
    with subprocess.Popen(command, cwd=site, stdout=subprocess.DEVNULL, stderr=said, text=True) as process:
        try:
            found = _KEY.search(process.stderr.readline()) if process.stderr else None
            yield found[1] if found else ""
        finally:
            process.terminate()
            process.wait(30)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a preview listens, and what it wants to be sent."""

    port: int
    headers: dict[str, str]


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((HOST, 0))
        return int(one.getsockname()[1])


def _get(at: _Place, address: str) -> str:
    connection = http.client.HTTPConnection(HOST, at.port, timeout=READY)
    try:
        connection.request("GET", address, headers=at.headers)
        return connection.getresponse().read().decode()
    finally:
        connection.close()


def _wait_for(at: _Place, address: str, words: str) -> str:
    """The page once it shows these words."""
    end = time.monotonic() + READY
    while time.monotonic() < end:
        try:
            page = _get(at, address)
        except (OSError, http.client.HTTPException):  # it does not listen yet, or changes the page right now
            page = ""
        if words in page:
            return page
        time.sleep(_PAUSE)
    raise RuntimeError(f"{address} does not show {words!r}")


def _by_polling(at: _Place, address: str, _page: str, edit: Callable[[], str]) -> float:
    start = time.perf_counter()
    _wait_for(at, address, edit())
    return time.perf_counter() - start


def _by_event(at: _Place, address: str, page: str, edit: Callable[[], str]) -> float:
    """As an open page does: it is told of the new version and asks for it. Polling would be work for both."""
    with _listening(at, address, page) as wait:
        start = time.perf_counter()
        mark = edit()
        wait()
        shown = _get(at, address)
        seconds = time.perf_counter() - start
    if mark not in shown:
        raise RuntimeError(f"the preview told of a new version that does not show {mark!r}")
    return seconds


@contextmanager
def _listening(at: _Place, address: str, page: str) -> Iterator[Callable[[], None]]:
    """What waits until the preview tells this page of another version."""
    found = _VERSION.search(page)
    if not found:
        raise RuntimeError("the preview's page does not name its version")
    connection = http.client.HTTPConnection(HOST, at.port, timeout=READY)
    connection.request("GET", f"/.statusgen/events?{found[1]}&{address}", headers=at.headers)
    events = connection.getresponse()

    def wait() -> None:
        while not events.readline().startswith(b"data:"):
            pass

    try:
        yield wait
    finally:
        connection.close()
