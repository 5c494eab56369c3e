"""Digests of files that need not be read again: they still have the stamp they had when they were read."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import time
from collections.abc import Mapping

Stamp = tuple[int, int, int, int, int]
"""Size; nanoseconds of the last change, of its bytes and of anything; its inode number; its mode."""

KnownHashes = dict[str, tuple[Stamp, str]]
"""Stamps and SHA-256 of files, by path."""

_RESOLUTION = 2_500_000_000
"""Nanoseconds after which a change cannot have the time of the one before, even where clocks are coarse."""

_NOTHING_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG)


class FileHashes:
    """The SHA-256 of files, by path. `known` is what `reliable` returned in an earlier run."""

    def __init__(self, known: Mapping[str, tuple[Stamp, str]] | None = None) -> None:
        self._known = known or {}
        self._seen: KnownHashes = {}
        self._unsure = set[str]()
        self.news = 0
        """Count of digests that were not known before."""

    def of(self, path: str, *, through_links: bool = False) -> str | None:
        """Return the digest of a file; None if there is no regular file. Raises `OSError`.

        Without `through_links`, also None for a file that may not be read: it is ours, and is replaced.
        """
        try:
            found = (os.stat if through_links else os.lstat)(path)
        except ValueError:  # what cannot be a name
            return None
        except OSError as error:
            if error.errno in _NOTHING_THERE:
                return None
            raise
        stamp = _stamp(found)
        known = self._known.get(path)
        if known is None or known[0] != stamp:
            if not stat.S_ISREG(found.st_mode):
                return None
            if _is_recent(stamp):
                self._unsure.add(path)
            try:
                known = stamp, _sha256(path)
            except PermissionError:
                if through_links:
                    raise
                return None
            self.news += 1
        self._seen[path] = known
        return known[1]

    def moved(self, path: str, sha256: str) -> None:
        """Record that a file with this digest was written or read just now."""
        self._seen[path] = _stamp(os.lstat(path)), sha256
        self._unsure.discard(path)
        self.news += 1

    def mode(self, path: str) -> int | None:
        """Return type and permissions of a file when its digest was read; None if it has none."""
        return self._seen[path][0][-1] if path in self._seen else None

    def reliable(self) -> KnownHashes:
        """Return what a later run may rely on: files that were not changed just before they were read.

        Files that we wrote ourselves count if they are not recent now: nobody else writes there.
        """
        sure = ((path, seen) for path, seen in self._seen.items() if path not in self._unsure)
        return {path: seen for path, seen in sure if not _is_recent(seen[0])}


def _is_recent(stamp: Stamp) -> bool:
    """Return whether a later change may have the same time."""
    return max(stamp[1:3]) >= time.time_ns() - _RESOLUTION


def _stamp(found: os.stat_result) -> Stamp:
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_mode


def _sha256(path: str) -> str:
    with open(path, "rb") as file:  # noqa: PTH123 - many files: a `Path` of each would take as long as opening it
        return hashlib.sha256(file.read()).hexdigest()
