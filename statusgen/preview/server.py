"""Preview server: compile the content in memory after each edit, and serve it on this machine.

The main thread watches and compiles, other threads answer requests; they share only a `Preview`.
"""

from __future__ import annotations

import functools
import gc
import math
import secrets
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer

from statusgen.model.cache import Cache
from statusgen.pipeline.compile import compile_site
from statusgen.pipeline.compile_notes import compile_notes
from statusgen.preview.access import Key, may_ask, own_path
from statusgen.preview.annotations import lazy_judge
from statusgen.preview.editor.addresses import is_editor, is_file_of_editor
from statusgen.preview.editor.app import EditorApp
from statusgen.preview.editor.guard import MOST_BYTES, is_loopback
from statusgen.preview.options import PreviewOptions
from statusgen.preview.snapshot import EVENTS, Preview, Response
from statusgen.preview.watcher import Edits, Sources, apply_edits, read_sources, watched
from statusgen.render.urls import LEARNED
from statusgen.reporting.diagnostics_text import render_text
from statusgen.storage.disk import DiskError, by_content_path

_EARLY = 0.1
"""Seconds for browsers to load early pages, before compiling delays the answers."""

_IDLE = 20.0
"""Seconds without an edit after which garbage is collected."""

KEEP_ALIVE = 15.0
"""Seconds between comments to a waiting page, which show that the server runs."""

_READ_AT_MOST = 4 * MOST_BYTES


def serve(options: PreviewOptions, host: str, port: int, show: Callable[[str], None]) -> None:
    """Serve until a signal raises `KeyboardInterrupt`. `show` prints a message in the terminal.

    Port 0 is any free port. Raises `OSError` if the address is taken or unknown.
    """
    edits = Edits(options.content)
    with _Server(host, port, options) as server, watched(options.content, edits):
        preview = server.preview
        threading.Thread(target=server.serve_forever, daemon=True).start()
        first = server.key.address(server.url) if server.key else server.url
        show(f"The preview is at {first} (Ctrl-C ends it).")
        if not server.key:
            show(
                "Everyone who can reach this machine can read it, including notes that are not published yet."
            )
        try:
            _follow(preview, options, server.url, edits, show)
        finally:
            server.shutdown()


def _follow(
    preview: Preview, options: PreviewOptions, url: str, edits: Edits, show: Callable[[str], None]
) -> None:
    """Compile whenever the sources change, or time changes the site."""
    seen: object = None
    due: datetime | None = None
    cache, sources, edited = Cache(), Sources(), set[str]()
    while True:
        now = options.clock()
        try:
            if seen and edited and _show_early(preview, options, url, sources, cache, edited):
                time.sleep(_EARLY)
            sources = read_sources(options.content, sources, trust_theme=options.trust_theme)
        except DiskError as error:
            seen = due = None
            preview.show((), str(error))
            show(str(error))
        else:
            files, themes = sources.files, sources.themes
            if seen != (sources.digests, themes) or (due and now >= due):
                cache = Cache(cache.current, digests=sources.digests)
                with _no_garbage_collected():
                    result = compile_site(
                        files, themes, now=now, theme=options.theme, url=url, live=False, cache=cache
                    )
                    gc.freeze()  # all of it is used until the next edit
                problems = render_text(
                    result.diagnostics, {**files, **by_content_path(themes)}, root=str(options.content)
                )
                preview.show(result.parts, problems, lazy_judge(files, now, cache), files)
                show(problems or "Compiled without problems.")
                seen, due = (sources.digests, themes), result.next_change
        edited = next_edits(edits, max((due - now).total_seconds(), 1) if due else math.inf)


def next_edits(edits: Edits, seconds: float) -> set[str]:
    """Wait for edits as `Edits.wait` does. After `_IDLE` seconds, collect the garbage of compiling."""
    edited = edits.wait(min(seconds, _IDLE))
    if edited or seconds <= _IDLE:
        return edited
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    return edits.wait(None if seconds == math.inf else seconds - _IDLE)


@contextmanager
def _no_garbage_collected() -> Iterator[None]:
    """Disable garbage collection: it visits all notes, which takes as long as compiling."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _show_early(
    preview: Preview, options: PreviewOptions, url: str, last: Sources, cache: Cache, edited: Iterable[str]
) -> bool:
    """Show the pages of edited notes before the whole site is compiled. Return whether there are any."""
    now = options.clock()
    files, changed = apply_edits(options.content, last.files, edited)
    cache = Cache(cache.current)  # without digests, which are those before the edit
    with _no_garbage_collected():
        shown = compile_notes(
            files,
            last.themes,
            changed,
            now=now,
            theme=options.theme,
            url=url,
            has_learned=preview.current().output(f"{LEARNED}index.html") is not None,
            cache=cache,
        )
    if shown:
        preview.show_early(shown, lazy_judge(files, now, cache))
    return bool(shown)


class _Server(ThreadingTCPServer):
    """HTTP server of a preview; each connection has a thread."""

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # on Windows, other programs could use the port, too

    def __init__(self, host: str, port: int, options: PreviewOptions) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), functools.partial(_Handler, self, host))
        alone = is_loopback(str(self.server_address[0]))  # other machines cannot connect
        # The clock as the version, so that pages of an earlier run have another one.
        self.preview = Preview(time.time_ns(), can_write=alone)
        self.editor = EditorApp(options, self.preview, self.url, secrets.token_urlsafe) if alone else None
        self.key = Key(secrets.token_urlsafe(), self.server_address[1]) if alone else None

    @property
    def url(self) -> str:
        """Address for a browser on this machine."""
        host, port = self.server_address[:2]
        everywhere = ("0.0.0.0", "::")  # noqa: S104 - not bound here
        name = "localhost" if host in everywhere else str(host)
        return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """Report an error, except that a browser closed its connection."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    """One connection of a browser."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else a body waits for the receipt of its headers

    def __init__(self, site: _Server, host: str, *rest: object) -> None:
        self._site = site
        self._host = host
        super().__init__(*rest)  # type: ignore[arg-type]  # answers at once

    def do_GET(self) -> None:
        address, _, query = self.path.partition("?")
        if not may_ask(self.headers.get("Host", ""), self._host):
            text = b"This preview answers only to the host name that it was started with."
            self._send(Response(HTTPStatus.FORBIDDEN, "text/plain", text))
        elif answer := self._access(address, query):
            self._send(answer)
        elif address == EVENTS and self.command == "GET":
            self._send_events(query)
        elif (editor := self._editor(address)) is not None:
            self._send(editor.show(address, query))
        else:
            self._send(self._site.preview.answer(address))

    do_HEAD = do_GET  # noqa: N815 - named by the library

    def do_POST(self) -> None:
        """Answer a form. Only the editor has forms, and only its own pages may send them."""
        self.close_connection = True  # so that unread bytes are not read as the next request
        editor = self._editor(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        if editor is None or not may_ask(headers.get("host", ""), self._host):
            self._send(Response(HTTPStatus.FORBIDDEN, "text/plain", b"Nothing can be posted here."))
            return
        length = headers.get("content-length", "")
        size = int(length) if length.isdecimal() and len(length) < 12 else None
        refusal = editor.refuse(headers, size)
        body = self.rfile.read(
            min(size or 0, _READ_AT_MOST)
        )  # also a refused one: a browser reads no answer before
        take = editor.take if self._has_key() else editor.closed
        self._send(refusal or take(self.path, body))

    def _access(self, address: str, query: str) -> Response | None:
        """Return the response that gives or denies a browser access; None if it has access."""
        key, editor = self._site.key, self._site.editor
        if key is None or editor is None:  # other machines can connect, and only read
            return None
        if answer := key.admit(address, query):
            return answer
        return None if self._has_key() or is_file_of_editor(address) else editor.closed(own_path(self.path))

    def _has_key(self) -> bool:
        key = self._site.key
        return key is not None and key.is_in(self.headers.get_all("Cookie", []))

    def _editor(self, address: str) -> EditorApp | None:
        """Return the editor if the address is the editor's and the request comes from this machine."""
        own = is_editor(address) and is_loopback(str(self.client_address[0]))
        return self._site.editor if own else None

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
        """Send a page its next version, upon which it reloads. `query` has its version and address."""
        version, _, address = query.partition("&")
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        while (other := self._site.preview.wait_for_change(version, address, KEEP_ALIVE)) is None:
            self.wfile.write(b":\n\n")
        self.wfile.write(f"data: {other}\n\n".encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the library
        """Log nothing: the terminal is for diagnostics."""
