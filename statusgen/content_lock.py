"""One writer at a time in a content folder, among all the processes of this machine that post into it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from statusgen.disk import DiskError

try:
    import fcntl
except ImportError:  # Windows: there, two writers at the same instant are not kept apart
    fcntl = None  # type: ignore[assignment]

PATIENCE = 60.0
"""Seconds to wait for other writers."""
_PAUSE = 0.02


@contextmanager
def locked(content: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the content folder while its files are read, checked and written.

    The lock is on the folder itself, so that no file of ours appears in the content, and ends with the
    process. Not reentrant. Raises `DiskError` when other writers take longer than `patience`, in seconds.
    """
    if fcntl is None:
        yield
        return
    folder = os.open(content, os.O_RDONLY)
    try:
        _acquire(folder, content, time.monotonic() + patience)
        yield
    finally:
        os.close(folder)


def _acquire(folder: int, content: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                message = f"another statusgen is writing to {content}; nothing was written, try again"
                raise DiskError(message) from None
            time.sleep(_PAUSE)
        except OSError:  # some network file systems cannot lock folders
            return
        else:
            return
