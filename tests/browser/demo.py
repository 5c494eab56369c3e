"""The demo site, built as people build it and served on this machine; and the system's browser."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote

from playwright.sync_api import Browser, sync_playwright

from statusgen.render.headers import HEADERS, headers_of, read_headers

ROOT = Path(__file__).parents[2]
NOW = "2026-11-17T14:40Z"
"""The moment the demo tells of."""

PAGES = {
    "home": "",
    "incident-open": "incidents/2026-11-17-loans-renewals/",
    "incident": "incidents/2025-08-20-libraries-offline/",
    "maintenance": "maintenance/2026-11-22-catalogue-winter-update/",
    "urgent-work": "maintenance/2026-09-24-public-computers-safety/",
    "recurring-work": "maintenance/2026-07-14-public-computers-update/",
    "replaced-work": "maintenance/2025-09-21-website-move/",
    "notice": "notices/2026-11-09-christmas-opening-hours/",
    "service": "services/catalogue/",
    "history": "history/",
    "month": "history/2025/08/",
    "subscribe": "subscribe/",
    "embed": "embed/",
    "uptime": "uptime/",
    "glossary": "glossary/",
    "how-informed": "reports/",
    "learned": "learned/",
    "planned": "maintenance/",
    "problem": "problems/all-lines-in-one-street/",
    "page": "about/",
    "not-found": "404.html",
}
"""A page of every kind, by its address below the site's."""

LANGUAGES = {"en": "", "zh": "zh/"}
"""Where each language's pages begin."""

BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome", "chromium-browser")
"""What is tried, in order: the first is the second without windows, and takes a third less time."""
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder as the hosts do that read `_headers`, without a word."""

    def _sent(self) -> tuple[Path | None, dict[str, str]]:
        """The site's folder, and what its `_headers` has for the address that was asked for."""
        address = self.path.partition("?")[0]
        above = [
            Path(self.directory, *address.split("/")[1:depth]) for depth in range(1, address.count("/") + 1)
        ]
        for folder in above:
            if (folder / HEADERS).is_file():
                return folder, headers_of(read_headers((folder / HEADERS).read_bytes()), unquote(address))
        return None, {}

    def send_header(self, keyword: str, value: str) -> None:
        """A type that `_headers` names takes the place of the library's."""
        own = self._sent()[1].get(keyword) if keyword == "Content-Type" else None
        super().send_header(keyword, own or value)

    def end_headers(self) -> None:
        """Add what `_headers` has."""
        for name, value in self._sent()[1].items():
            if name != "Content-Type":
                super().send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page where nothing is found."""
        folder, _ = self._sent()
        if code != HTTPStatus.NOT_FOUND or folder is None:
            super().send_error(code, message, explain)
            return
        body = (folder / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def handle(self) -> None:
        """Answer; a browser that leaves in between is no mistake."""
        with suppress(ConnectionError):
            super().handle()


@contextmanager
def serve(folder: Path, host: str = "127.0.0.1") -> Iterator[str]:
    """Serve a folder at a free port, and yield its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder))) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://{host}:{server.server_port}/"
        server.shutdown()


@contextmanager
def serve_demo(folder: Path, path: str = "/", theme: str = "default") -> Iterator[str]:
    """Build the demo for `path` of a free port below `folder`, serve it there, and yield its address."""
    with serve(folder) as root:
        address = root + path.lstrip("/")
        build_demo(folder / path.strip("/"), address, theme)
        yield address


def build_demo(out: Path, url: str, theme: str = "default", now: str = NOW) -> None:
    """Build the demo site by the command line."""
    options = ["--now", now, "--url", url, "--theme", theme, "--out", str(out)]
    command = [sys.executable, "-m", "statusgen", "build", *options]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """The system's Chromium; nothing is downloaded."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        raise FileNotFoundError(f"none of these browsers is installed: {', '.join(BROWSERS)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()
