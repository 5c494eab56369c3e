"""The preview server: compiles the content in memory, serves it on this machine and follows every edit.

The main thread watches and compiles, the server's threads answer; both meet in a `Preview` alone.
"""

from __future__ import annotations

import functools
import gc
import math
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingTCPServer

from statusgen.model.cache import Cache
from statusgen.pipeline.compile import compile_site
from statusgen.pipeline.compile_notes import compile_notes
from statusgen.preview.access import Key, own_path
from statusgen.preview.annotations import lazy_judge
from statusgen.preview.editor.app import EditorApp, EditorConfig, is_editor, is_file_of_editor
from statusgen.preview.editor.guard import MOST_BYTES, is_loopback
from statusgen.preview.snapshot import EVENTS, Preview, Response, may_ask
from statusgen.preview.watcher import Edits, Read, reread, watched, with_edits
from statusgen.reporting.diagnostics_text import render_text
from statusgen.storage.disk import DiskError, by_content_path

_BREATH = 0.1
"""Seconds in which browsers get what is shown first: compiling would hold them up."""

_IDLE = 20.0
"""Seconds without an edit after which the writer will not notice that the preview is busy."""

KEEP_ALIVE = 15.0
"""Seconds after which a waiting page hears that the server is still there."""

_READ_AT_MOST = 4 * MOST_BYTES


@dataclass(frozen=True, slots=True)
class Sources:
    """What the preview is made from; `clock` gives the instant to show."""

    content: Path
    theme: str | None
    trust_theme: bool
    """As in `BuildOptions`."""
    clock: Callable[[], datetime]
    secret: Callable[[], str]
    """Gives a text that nobody can guess, another one each time."""


def serve(sources: Sources, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve until a signal ends it, which raises `KeyboardInterrupt`; `tell` gets lines for the terminal.

    Raises `OSError` when it cannot listen there. Port 0 takes a free one.
    """
    edits = Edits()
    with _Server(host, port, sources) as server, watched(sources.content, edits):
        preview = server.preview
        threading.Thread(target=server.serve_forever, daemon=True).start()
        first = server.key.address(server.url) if server.key else server.url
        tell(f"The preview is at {first} (Ctrl-C ends it).")
        if not server.key:
            tell(
                "Everybody who can reach this machine can read it, notes that are not published yet included."
            )
        try:
            _follow(preview, sources, server.url, edits, tell)
        finally:
            server.shutdown()


def _follow(preview: Preview, sources: Sources, url: str, edits: Edits, tell: Callable[[str], None]) -> None:
    """Compile whenever the sources have changed, or the site would change by itself."""
    seen: object = None
    due: datetime | None = None
    memo, read, edited = Cache(), Read(), set[str]()
    while True:
        now = sources.clock()
        try:
            if seen and edited and _show_first(preview, sources, url, read, memo, edited):
                time.sleep(_BREATH)
            read = reread(sources.content, read, trust_theme=sources.trust_theme)
        except DiskError as error:
            seen = due = None
            preview.show((), str(error))
            tell(str(error))
        else:
            files, themes = read.files, read.themes
            if seen != (read.digests, themes) or (due and now >= due):
                memo = Cache(memo.used, digests=read.digests)
                with _no_garbage_collected():
                    result = compile_site(
                        files, themes, now=now, theme=sources.theme, url=url, live=False, memo=memo
                    )
                    gc.freeze()  # what stays to the next edit need not be looked through meanwhile
                problems = render_text(
                    result.diagnostics, {**files, **by_content_path(themes)}, root=str(sources.content)
                )
                preview.show(result.parts, problems, lazy_judge(files, now, memo), files)
                tell(problems or "Compiled without problems.")
                seen, due = (read.digests, themes), result.next_change
        edited = next_edits(edits, max((due - now).total_seconds(), 1) if due else math.inf)


def next_edits(edits: Edits, seconds: float) -> set[str]:
    """See `Edits.wait`. The garbage of compiling is collected when nobody has written for a while."""
    edited = edits.wait(min(seconds, _IDLE))
    if edited or seconds <= _IDLE:
        return edited
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    return edits.wait(None if seconds == math.inf else seconds - _IDLE)


@contextmanager
def _no_garbage_collected() -> Iterator[None]:
    """To look for it among all notes would take as long as compiling."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _show_first(
    preview: Preview, sources: Sources, url: str, last: Read, memo: Cache, edited: Iterable[str]
) -> bool:
    """Show the pages of the notes that were edited, if they can be shown alone: whether there are any."""
    now = sources.clock()
    files, changed = with_edits(sources.content, last.files, edited)
    memo = Cache(memo.used)  # what it says of the files' digests is over
    with _no_garbage_collected():
        shown = compile_notes(files, last.themes, changed, now=now, theme=sources.theme, url=url, memo=memo)
    if shown:
        preview.show_first(shown, lazy_judge(files, now, memo))
    return bool(shown)


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
        config = EditorConfig(
            sources.content, sources.theme, sources.clock, sources.secret, self.url, sources.trust_theme
        )
        self.writing = EditorApp(config, self.preview) if alone else None
        self.key = Key(sources.secret(), self.server_address[1]) if alone else None

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
        elif answer := self._at_the_door(address, query):
            self._send(answer)
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
        take = writing.take if self._has_key() else writing.closed
        self._send(refusal or take(self.path, body))

    def _at_the_door(self, address: str, query: str) -> Response | None:
        """The answer that lets a browser in, or that keeps it out; None if it is in."""
        key, writing = self._site.key, self._site.writing
        if key is None or writing is None:  # other machines can come here, and only look
            return None
        if answer := key.admit(address, query):
            return answer
        return None if self._has_key() or is_file_of_editor(address) else writing.closed(own_path(self.path))

    def _has_key(self) -> bool:
        key = self._site.key
        return key is not None and key.is_in(self.headers.get_all("Cookie", []))

    def _writing(self, address: str) -> EditorApp | None:
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

    def _send_events(self, query: str) -> None:
        """Tell a page, by its version and its address, of the next version; then it loads itself anew."""
        version, _, address = query.partition("&")
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        while (other := self._site.preview.other_than(version, address, KEEP_ALIVE)) is None:
            self.wfile.write(b":\n\n")
        self.wfile.write(f"data: {other}\n\n".encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the library
        """Say nothing: the terminal is for diagnostics."""
