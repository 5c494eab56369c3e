"""Digests of files that need not be read again: they still have the stamp they had when they were read."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Callable, Mapping

Stamp = tuple[int, int, int, int]
"""Size; nanoseconds of the last change, of its bytes and of anything; its number in the file system."""

_SETTLED = 2_500_000_000
"""Nanoseconds after which a change cannot have the time of the one before, even where clocks are coarse."""


class Digests:
    """The SHA-256 of files, by path. `known` is what `settled` gave to an earlier run."""

    def __init__(self, known: Mapping[str, tuple[Stamp, str]] | None = None) -> None:
        self._known = known or {}
        self._seen: dict[str, tuple[Stamp, str]] = {}

    def of(self, path: str, *, through_links: bool = False) -> str | None:
        """The digest of a file; None where there is no regular file. Raises `OSError`."""
        stamp = _stamp(path, os.stat if through_links else os.lstat)
        if stamp is None:
            return None
        known = self._known.get(path)
        if known is None or known[0] != stamp:
            known = stamp, _sha256(path)
        self._seen[path] = known
        return known[1]

    def moved(self, path: str, sha256: str) -> None:
        """A file with that digest was put there, or looked at, just now."""
        stamp = _stamp(path, os.lstat)
        if stamp:
            self._seen[path] = stamp, sha256

    def settled(self) -> dict[str, tuple[Stamp, str]]:
        """What a later run may rely on: of files that were not changed in the last moment."""
        before = time.time_ns() - _SETTLED
        return {path: seen for path, seen in self._seen.items() if max(seen[0][1:3]) < before}


def _stamp(path: str, look: Callable[[str], os.stat_result]) -> Stamp | None:
    try:
        found = look(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return (
        (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
        if stat.S_ISREG(found.st_mode)
        else None
    )


def _sha256(path: str) -> str:
    with open(path, "rb") as file:  # noqa: PTH123 - many files: a `Path` of each would take as long as opening it
        return hashlib.sha256(file.read()).hexdigest()
