"""The preview server: compiles the content in memory, serves it on this machine and follows every edit.

The main thread watches and compiles, the server's threads answer; both meet in a `Preview` alone.
"""

from __future__ import annotations

import functools
import gc
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingTCPServer

from watchdog.events import (
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from statusgen.compile import compile_site
from statusgen.disk import (
    DiskError,
    Tree,
    by_content_path,
    explain,
    read_themes,
    shipped_themes,
    theme_folders,
    tree_paths,
)
from statusgen.editor import MOST_BYTES, is_loopback
from statusgen.memo import Memo
from statusgen.preview import EVENTS, Preview, Response, may_ask
from statusgen.remarks import lazy_judge
from statusgen.report import render_text
from statusgen.stamps import Digests, Stamp
from statusgen.writing import Room, Writing, is_editor

QUIET = 0.02
"""Seconds without an edit before compiling: editors write a file in several steps."""

KEEP_ALIVE = 15.0
"""Seconds after which a waiting page hears that the server is still there."""

_READ_AT_MOST = 4 * MOST_BYTES

_EDITS = (EVENT_TYPE_CREATED, EVENT_TYPE_DELETED, EVENT_TYPE_MODIFIED, EVENT_TYPE_MOVED)


@dataclass(frozen=True, slots=True)
class Sources:
    """What the preview is made from; `clock` gives the instant to show."""

    content: Path
    theme: str | None
    clock: Callable[[], datetime]
    secret: Callable[[], str]
    """Gives a text that nobody can guess, another one each time."""


def serve(sources: Sources, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve until interrupted; `tell` gets lines for the person at the terminal.

    Raises `OSError` when it cannot listen there. Port 0 takes a free one.
    """
    changed = threading.Event()
    with _Server(host, port, sources) as server, _watched(sources.content, changed):
        preview = server.preview
        threading.Thread(target=server.serve_forever, daemon=True).start()
        tell(f"The preview is at {server.url} (Ctrl-C ends it).")
        try:
            _follow(preview, sources, server.url, changed, tell)
        finally:
            server.shutdown()


def _follow(
    preview: Preview, sources: Sources, url: str, changed: threading.Event, tell: Callable[[str], None]
) -> None:
    """Compile whenever the sources have changed, or the site would change by itself."""
    seen: object = None
    due: datetime | None = None
    memo, read = Memo(), _Read()
    while True:
        now = sources.clock()
        try:
            read, themes = _reread(sources.content, read), read_themes(sources.content)
        except DiskError as error:
            seen = due = None
            preview.show((), str(error))
            tell(str(error))
        else:
            files = read.files
            if seen != (read.digests, themes) or (due and now >= due):
                memo = Memo(memo.used, digests=read.digests)
                gc.disable()  # looking for garbage among all notes would take as long as compiling
                result = compile_site(
                    files, themes, now=now, theme=sources.theme, url=url, live=False, memo=memo
                )
                gc.enable()
                problems = render_text(
                    result.diagnostics, {**files, **by_content_path(themes)}, root=str(sources.content)
                )
                preview.show(result.parts, problems, lazy_judge(files, now), files)
                tell(problems or "Compiled without problems.")
                seen, due = (read.digests, themes), result.next_change
        _wait(changed, max((due - now).total_seconds(), 1) if due else None)


@dataclass(frozen=True, slots=True)
class _Read:
    """The content as it was read last, with the digests of its files and their stamps."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    stamps: Mapping[str, tuple[Stamp, str]] = field(default_factory=dict)


def _reread(content: Path, last: _Read) -> _Read:
    """The content as it is now; only files that may have changed are read."""
    stamps = Digests(last.stamps)
    try:
        digests = {path: stamps.of(f"{content}/{path}", through_links=True) for path in tree_paths(content)}
        tree = Tree(content, digests)
        files = {
            path: last.files[path] if last.digests.get(path) == digest else tree[path]
            for path, digest in digests.items()
        }
    except OSError as error:
        raise explain(error, "read") from error
    return _Read(files, tree.digests, stamps.settled())


def _wait(changed: threading.Event, seconds: float | None) -> None:
    """Until an edit and a moment of quiet after it, or until the time is over."""
    if changed.wait(seconds):
        for _ in range(20):  # who never stops writing is shown as well
            changed.clear()
            if not changed.wait(QUIET):
                break


# Watching


class _Edits(FileSystemEventHandler):
    """Sets an event when something is edited; reading is not."""

    def __init__(self, changed: threading.Event) -> None:
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in _EDITS:
            self._changed.set()


@contextmanager
def _watched(content: Path, changed: threading.Event) -> Iterator[None]:
    observer = Observer()
    folders = {folder.resolve() for folder in (content, shipped_themes(), *theme_folders(content))}
    for folder in folders:
        if folder.is_dir() and folders.isdisjoint(folder.parents):
            observer.schedule(_Edits(changed), str(folder), recursive=True)
    observer.start()
    try:
        yield
    finally:
        observer.stop()
        observer.join()


# Answering


class _Server(ThreadingTCPServer):
    """Answers from a preview, each request in a thread of its own."""

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # there, it would share the port with a stranger

    def __init__(self, host: str, port: int, sources: Sources) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), functools.partial(_Handler, self, host))
        alone = is_loopback(str(self.server_address[0]))  # no other machine can come here
        # So that pages of an earlier run see another version.
        self.preview = Preview(time.time_ns(), can_write=alone)
        desk = Room(sources.content, sources.theme, sources.clock, sources.secret, self.url)
        self.writing = Writing(desk, self.preview) if alone else None

    @property
    def url(self) -> str:
        """Where a browser on this machine finds it."""
        host, port = self.server_address[:2]
        everywhere = ("0.0.0.0", "::")  # noqa: S104 - not bound here
        name = "localhost" if host in everywhere else str(host)
        return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is no error."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    """One connection of a browser."""

    protocol_version = "HTTP/1.1"

    def __init__(self, site: _Server, host: str, *rest: object) -> None:
        self._site = site
        self._host = host
        super().__init__(*rest)  # type: ignore[arg-type]  # answers at once

    def do_GET(self) -> None:
        address, _, query = self.path.partition("?")
        if not may_ask(self.headers.get("Host", ""), self._host):
            text = b"This preview answers only under the name it was started with."
            self._send(Response(HTTPStatus.FORBIDDEN, "text/plain", text))
        elif address == EVENTS and self.command == "GET":
            self._send_events(query)
        elif (writing := self._writing(address)) is not None:
            self._send(writing.show(address, query))
        else:
            self._send(self._site.preview.answer(address))

    do_HEAD = do_GET  # noqa: N815 - named by the library

    def do_POST(self) -> None:
        """Only the editor takes anything, and only from its own pages."""
        self.close_connection = True  # what was not read must not be taken for the next request
        writing = self._writing(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        if writing is None or not may_ask(headers.get("host", ""), self._host):
            self._send(Response(HTTPStatus.FORBIDDEN, "text/plain", b"Nothing can be posted here."))
            return
        length = headers.get("content-length", "")
        size = int(length) if length.isdecimal() and len(length) < 12 else None
        refusal = writing.refuse(headers, size)
        body = self.rfile.read(min(size or 0, _READ_AT_MOST))  # also what is refused, or nobody hears why
        self._send(refusal or writing.take(self.path, body))

    def _writing(self, address: str) -> Writing | None:
        """The editor, if it is asked for, by this machine itself."""
        own = is_editor(address) and is_loopback(str(self.client_address[0]))
        return self._site.writing if own else None

    def _send(self, response: Response) -> None:
        self.send_response(response.status)
        self.send_header("Content-Type", response.type)
        self.send_header("Content-Length", str(len(response.body)))
        always = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        for name, value in (always | dict(response.headers)).items():
            self.send_header(name, value)
        if response.location:
            self.send_header("Location", response.location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)

    def _send_events(self, version: str) -> None:
        """Tell the page with this version of the next one; then it loads itself anew."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        while not (other := self._site.preview.other_than(version, KEEP_ALIVE)):
            self.wfile.write(b":\n\n")
        self.wfile.write(f"data: {other.version}\n\n".encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the library
        """Say nothing: the terminal is for diagnostics."""
