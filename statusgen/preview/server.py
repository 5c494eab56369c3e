"""Preview server: compiles the content in memory, serves it on this machine and follows every edit.

The main thread watches and compiles, the server's threads answer requests; they share only a `Preview`.
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
from statusgen.preview.watcher import Edits, Sources, apply_edits, read_sources, watched
from statusgen.reporting.diagnostics_text import render_text
from statusgen.storage.disk import DiskError, by_content_path

_EARLY = 0.1
"""Seconds for browsers to load early pages, before compiling slows the answers down."""

_IDLE = 20.0
"""Seconds without an edit after which garbage is collected, when nobody waits for the preview."""

KEEP_ALIVE = 15.0
"""Seconds between signs of life to a waiting page."""

_READ_AT_MOST = 4 * MOST_BYTES


@dataclass(frozen=True, slots=True)
class PreviewOptions:
    """Options of a preview, as in `BuildOptions`; `clock` returns the instant to show."""

    content: Path
    theme: str | None
    trust_theme: bool
    clock: Callable[[], datetime]


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
                "Everybody who can reach this machine can read it, notes that are not published yet included."
            )
        try:
            _follow(preview, options, server.url, edits, show)
        finally:
            server.shutdown()


def _follow(
    preview: Preview, options: PreviewOptions, url: str, edits: Edits, show: Callable[[str], None]
) -> None:
    """Compile whenever the sources or, as time passes, the site changes."""
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
                    gc.freeze()  # what is kept until the next edit is no garbage
                problems = render_text(
                    result.diagnostics, {**files, **by_content_path(themes)}, root=str(options.content)
                )
                preview.show(result.parts, problems, lazy_judge(files, now, cache), files)
                show(problems or "Compiled without problems.")
                seen, due = (sources.digests, themes), result.next_change
        edited = next_edits(edits, max((due - now).total_seconds(), 1) if due else math.inf)


def next_edits(edits: Edits, seconds: float) -> set[str]:
    """Wait for edits as `Edits.wait` does. Collects the garbage of compiling after a while without edits."""
    edited = edits.wait(min(seconds, _IDLE))
    if edited or seconds <= _IDLE:
        return edited
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    return edits.wait(None if seconds == math.inf else seconds - _IDLE)


@contextmanager
def _no_garbage_collected() -> Iterator[None]:
    """Collect no garbage: looking for it among all notes would take as long as compiling."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _show_early(
    preview: Preview, options: PreviewOptions, url: str, last: Sources, cache: Cache, edited: Iterable[str]
) -> bool:
    """Show the pages of edited notes before the whole site is compiled. Returns whether there are any."""
    now = options.clock()
    files, changed = apply_edits(options.content, last.files, edited)
    cache = Cache(cache.current)  # without the digests of files before the edit
    with _no_garbage_collected():
        shown = compile_notes(files, last.themes, changed, now=now, theme=options.theme, url=url, cache=cache)
    if shown:
        preview.show_early(shown, lazy_judge(files, now, cache))
    return bool(shown)


class _Server(ThreadingTCPServer):
    """Answers requests from a preview, each in its own thread."""

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # on Windows, it would share the port with other programs

    def __init__(self, host: str, port: int, options: PreviewOptions) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), functools.partial(_Handler, self, host))
        alone = is_loopback(str(self.server_address[0]))  # no other machine can connect
        # Pages of an earlier run then have another version.
        self.preview = Preview(time.time_ns(), can_write=alone)
        config = EditorConfig(
            options.content,
            options.theme,
            options.clock,
            secrets.token_urlsafe,
            self.url,
            options.trust_theme,
        )
        self.writing = EditorApp(config, self.preview) if alone else None
        self.key = Key(secrets.token_urlsafe(), self.server_address[1]) if alone else None

    @property
    def url(self) -> str:
        """The address for a browser on this machine."""
        host, port = self.server_address[:2]
        everywhere = ("0.0.0.0", "::")  # noqa: S104 - not bound here
        name = "localhost" if host in everywhere else str(host)
        return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """Report an error, but not that a browser closed its connection."""
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
            text = b"This preview answers only under the name it was started with."
            self._send(Response(HTTPStatus.FORBIDDEN, "text/plain", text))
        elif answer := self._access(address, query):
            self._send(answer)
        elif address == EVENTS and self.command == "GET":
            self._send_events(query)
        elif (writing := self._writing(address)) is not None:
            self._send(writing.show(address, query))
        else:
            self._send(self._site.preview.answer(address))

    do_HEAD = do_GET  # noqa: N815 - named by the library

    def do_POST(self) -> None:
        """Answer a form: only the editor has any, and only its own pages may send them."""
        self.close_connection = True  # unread bytes must not be taken for the next request
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

    def _access(self, address: str, query: str) -> Response | None:
        """Return the response that gives or denies a browser access; None if it has access."""
        key, writing = self._site.key, self._site.writing
        if key is None or writing is None:  # other machines can connect, and only read
            return None
        if answer := key.admit(address, query):
            return answer
        return None if self._has_key() or is_file_of_editor(address) else writing.closed(own_path(self.path))

    def _has_key(self) -> bool:
        key = self._site.key
        return key is not None and key.is_in(self.headers.get_all("Cookie", []))

    def _writing(self, address: str) -> EditorApp | None:
        """Return the editor if the address is one of its own and the request comes from this machine."""
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
        """Send a page the next version of itself, so that it reloads. `query` has its version and address."""
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
