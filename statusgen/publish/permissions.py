"""Modes of published files: the owner writes, everybody reads, whatever the umask is.

A web server often runs under another account. If the group may write to the output folder, it may write to
new files and folders too.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from statusgen.model.output import all_folders_of
from statusgen.publish.manifest import MANIFEST
from statusgen.storage.file_hashes import FileHashes

_FILE, _FOLDER = 0o644, 0o755


@contextmanager
def published_modes(out: Path) -> Iterator[None]:
    """Create files as `0644` and folders as `0755`; as `0664` and `0775` if the group may write to `out`."""
    shared = out.is_dir() and out.stat().st_mode & stat.S_IWGRP
    before = os.umask(stat.S_IWOTH if shared else stat.S_IWOTH | stat.S_IWGRP)
    try:
        yield
    finally:
        os.umask(before)


def repair_modes(out: Path, files: Mapping[str, str], digests: FileHashes) -> None:
    """Let everybody read these published files, their folders and the manifest, and only some write them.

    `files` has the SHA-256 of each by path; `digests` has the digest of each. Files of other users stay.
    """
    for path, sha256 in files.items():
        name = f"{out}/{path}"
        mode = digests.mode(name)
        if mode is not None and _repaired(name, mode, _FILE):
            digests.moved(name, sha256)
    for path in (*all_folders_of(files), MANIFEST):
        with suppress(FileNotFoundError):
            mode = os.lstat(f"{out}/{path}").st_mode
            _repaired(f"{out}/{path}", mode, _FOLDER if stat.S_ISDIR(mode) else _FILE)


def _repaired(name: str, mode: int, wanted: int) -> bool:
    """Add the `wanted` bits to a mode and take writing from others. Returns whether that changed the file."""
    if sys.platform == "win32":
        return False
    if mode & (wanted | stat.S_IWOTH) == wanted or stat.S_ISLNK(mode):
        return False
    try:
        # Without following links: another user of the folder may have put one there meanwhile.
        number = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        os.fchmod(number, (stat.S_IMODE(os.fstat(number).st_mode) | wanted) & ~stat.S_IWOTH)
    except OSError:  # another user's file, or a file system without modes
        return False
    finally:
        os.close(number)
    return True
