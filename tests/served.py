"""A small site, built as of any instant and served on this machine, for what asks over HTTP."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from statusgen.pipeline.compile import compile_site
from statusgen.publish.publish import publish
from statusgen.storage.disk import read_themes

TYPES = {
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".json": "application/json",
    ".ics": "text/calendar",
}


@dataclass
class ServedSite:
    """A served folder, and what it was asked for."""

    folder: Path
    address: str = ""
    """Of the site, with a closing slash."""
    asked: list[tuple[str, int]] = field(default_factory=list)
    """Paths with the codes of the answers."""

    def build(self, files: Mapping[str, bytes], now: datetime, *, live: bool = True) -> None:
        """Publish the site as of an instant. Its content must be without mistakes."""
        result = compile_site(files, read_themes(Path("content")), now=now, url=self.address, live=live)
        assert result.diagnostics == ()
        for path in publish(result.outputs, self.folder, version="1").written:
            os.utime(self.folder / path, (now.timestamp(),) * 2)  # else two builds in a second look alike

    def count(self, name: str, code: int | None = None) -> int:
        """How often a file was asked for, with this answer."""
        return sum(path.endswith(name) and code in (None, answer) for path, answer in self.asked)


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **TYPES}  # noqa: RUF012 - the library's way

    def __init__(self, site: ServedSite, *args: Any, **options: Any) -> None:
        self._site = site
        super().__init__(*args, **options)

    def end_headers(self) -> None:
        """Let pages of other hosts read it, as the hosts of such sites do."""
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_request(self, code: Any = "-", _size: object = "-") -> None:
        self._site.asked.append((self.path, int(code)))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serve_folder(root: Path, path: str = "/") -> Iterator[ServedSite]:
    """Serve a site that is built later, below a path of a free port."""
    site = ServedSite(root / path.strip("/"))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, site, directory=str(root))) as server:
        server.daemon_threads = True
        site.address = f"http://127.0.0.1:{server.server_port}{path}"
        Thread(target=server.serve_forever, daemon=True).start()
        yield site
        server.shutdown()
