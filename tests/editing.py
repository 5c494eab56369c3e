"""A preview with its editor, in a process of its own, for a small site that can be written to."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

ROOT = Path(__file__).parents[1]
_USUAL = "import sys; from statusgen.cli.main import main; sys.exit(main(sys.argv[1:]))"
_FOREIGN = "server.is_loopback = lambda one: one != '127.0.0.1'"
_REACHABLE = f"from statusgen.preview import server; {_FOREIGN}; {_USUAL}"
NOW = "2026-05-01T10:00Z"


@dataclass
class EditorServer:
    """A folder with content, and the address of its preview without a slash at its end."""

    folder: Path
    url: str
    key: str = ""
    """The secret that lets a browser in; empty if it is open to all."""
    warning: str = ""
    """What the terminal says besides, if it is open to all."""

    @property
    def cookie(self) -> str:
        """What a browser that was let in sends along."""
        return f"statusgen-{self.url.rpartition(':')[2]}={self.key}"

    def let_in(self, context: BrowserContext, key: str = "") -> None:
        """Let a browser in, as if it had opened the address with the key, or with another one."""
        name, _, value = self.cookie.partition("=")
        context.add_cookies([{"name": name, "value": key or value, "url": self.url, "sameSite": "Strict"}])

    @property
    def content(self) -> Path:
        """The content folder."""
        return self.folder / "content"

    def notes(self, kind: str = "incidents") -> dict[str, bytes]:
        """The files of notes by name."""
        return {path.name: path.read_bytes() for path in sorted((self.content / kind).glob("*.md"))}


def write_content(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into the folder `content`."""
    for path, data in files.items():
        (folder / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / path).write_bytes(data)


@contextmanager
def serve_editor(
    folder: Path, files: Mapping[str, bytes], *, reachable: bool = False, port: str = "0"
) -> Iterator[EditorServer]:
    """Serve a content folder with these files, at noon of 1 May 2026 in the site's zone, on a free port.

    If it is `reachable`, it takes its address for one that other machines can come to.
    """
    write_content(folder, files)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    program = _REACHABLE if reachable else _USUAL
    command = [sys.executable, "-c", program, "serve", "--port", port, "--now", NOW]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, cwd=folder)
    assert process.stderr is not None
    try:
        found = re.search(r"(http://[^/]+)/(?:[?]key=([^ ]+))?", process.stderr.readline())
        assert found is not None
        warning = process.stderr.readline() if reachable else ""
        process.stderr.readline()  # what it has compiled
        yield EditorServer(folder, found[1], found[2] or "", warning)
    finally:
        process.kill()
        process.wait()
        process.stderr.close()
