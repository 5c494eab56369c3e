"""The demo site, built as people build it and served on this machine; and the system's browser."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, sync_playwright

from statusgen.render.headers import headers_of, read_headers

ROOT = Path(__file__).parents[2]
NOW = "2026-11-17T14:40Z"
"""The moment the demo tells of."""

PAGES = {
    "home": "",
    "incident-open": "incidents/2026-11-17-loans-renewals/",
    "incident": "incidents/2025-08-20-libraries-offline/",
    "maintenance": "maintenance/2026-11-22-catalogue-winter-update/",
    "notice": "notices/2026-11-09-christmas-opening-hours/",
    "service": "services/catalogue/",
    "history": "history/",
    "month": "history/2025/08/",
    "subscribe": "subscribe/",
    "embed": "embed/",
    "uptime": "uptime/",
    "glossary": "glossary/",
    "how-informed": "reports/",
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
    """Serves a folder without a word."""

    def end_headers(self) -> None:
        """Say what the site's own `_headers` says, as the hosts do that read it."""
        address = self.path.partition("?")[0]
        above = [
            Path(self.directory, *address.split("/")[1:depth]) for depth in range(1, address.count("/") + 1)
        ]
        for file in filter(Path.is_file, (folder / "_headers" for folder in above)):
            said = headers_of(read_headers(file.read_bytes()), address)
            said.pop("Content-Type", None)  # the library says one
            for name, value in said.items():
                self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def handle(self) -> None:
        """Answer; a browser that leaves in between is no mistake."""
        with suppress(ConnectionError):
            super().handle()


@contextmanager
def serve_demo(folder: Path, path: str = "/", theme: str = "default") -> Iterator[str]:
    """Build the demo for `path` of a free port below `folder`, serve it there, and yield its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder))) as server:
        server.daemon_threads = True
        address = f"http://127.0.0.1:{server.server_port}{path}"
        build_demo(folder / path.strip("/"), address, theme)
        Thread(target=server.serve_forever, daemon=True).start()
        yield address
        server.shutdown()


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
