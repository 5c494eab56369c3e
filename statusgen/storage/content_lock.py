"""Lock a content folder: one process of this machine writes to it at a time."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from statusgen.storage.locks import held

PATIENCE = 60.0
"""Seconds to wait for other processes."""


def locked(content: Path, patience: float = PATIENCE) -> AbstractContextManager[None]:
    """Hold the lock on a content folder while its files are read, checked and written. Not reentrant.

    Raises `DiskError` when other processes hold it for longer than `patience` seconds.
    """
    busy = (
        f"another program holds the lock on {content}, as a statusgen does that posts, or anybody "
        "may who can read the folder; nothing was written, try again"
    )
    return held(content, busy, patience)
