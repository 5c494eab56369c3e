"""What tests of faults share: two sites in one place, built through the command line, and compared whole."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from statusgen.cli.main import main
from tests.sites import SITE, content, picture

NOW = "2026-05-01T12:00Z"
NOTE = "---\ntitle: Cards\nservices: none\n---\n\n## Investigating · 2026-05-01 09:20\n\nWords.\n"
POWERLESS = () if os.getuid() else ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
"""Begins a command that may not do what its folders' modes forbid, even for root."""


@dataclass(frozen=True, slots=True)
class Two:
    """Two sites that differ in every page and in some addresses: contents, and what clean builds make."""

    contents: tuple[Path, Path]
    clean: tuple[dict[str, bytes], dict[str, bytes]]
    folders: tuple[Path, Path]


def write(root: Path, files: dict[str, bytes]) -> Path:
    """Files with these bytes by path."""
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def two_sites(folder: Path, pictures: int = 0) -> Two:
    """Both, each with a note of as many pictures: outputs that take little work."""
    contents = (_content(folder / "a", "Larkmoor", pictures), _content(folder / "b", "Ravenby", pictures))
    folders = (folder / "clean-a", folder / "clean-b")
    for one, out in zip(contents, folders, strict=True):
        assert 0 == main(options(one, out))
    return Two(contents, (tree(folders[0]), tree(folders[1])), folders)


def _content(root: Path, name: str, pictures: int) -> Path:
    notes = {"incidents/cards.md": NOTE, f"incidents/{name}.md": NOTE}
    if pictures:
        shown = " ".join(f"![Picture {number}]({number}.png)" for number in range(pictures))
        notes |= {
            "incidents/shown/incident.md": "---\ntitle: Shown\nservices: none\n---\n",
            "incidents/shown/1.md": f"---\nstatus: update\nat: 2026-05-01 09:20\n---\n{shown}\n",
        }
    files = content(notes, site=SITE.replace("Larkmoor", name))
    bytes_of = {f"incidents/shown/{number}.png": picture(name.encode() * 500) for number in range(pictures)}
    return write(root, files | bytes_of)


def options(source: Path, out: Path) -> list[str]:
    """Of `statusgen`, to build."""
    return ["build", "--content", str(source), "--out", str(out), "--now", NOW]


def command(source: Path, out: Path) -> list[str]:
    """A build in a process of its own."""
    return [sys.executable, "-m", "statusgen", *options(source, out)]


def run(words: Sequence[str]) -> tuple[int, str]:
    """The exit code of a command and what it says of its failure; it must end, and not by a traceback."""
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def tree(root: Path) -> dict[str, bytes]:
    """All files of a folder but the lock."""
    found = (path for path in sorted(root.rglob("*")) if path.is_file() and path.name != "lock")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def torn(out: Path, *whole: dict[str, bytes]) -> list[str]:
    """What visitors may meet that is no file of these sites, whole."""
    return [
        path
        for path, data in tree(out).items()
        if not path.startswith(".statusgen/") and data not in [site.get(path) for site in whole]
    ]
