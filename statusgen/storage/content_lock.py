"""Lock a content folder: one process of this machine writes to it at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from statusgen.storage.disk import DiskError
from statusgen.storage.locks import BusyError, held

PATIENCE = 60.0
"""Seconds to wait for other processes."""


@contextmanager
def locked(content: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock on a content folder while its files are read, checked and written. Not reentrant.

    Raises `DiskError` when other processes hold it for longer than `patience` seconds.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(held(content, patience))
        except BusyError:
            message = (
                f"another program holds the lock on {content}, as a statusgen does that posts, or anybody "
                "may who can read the folder; nothing was written, try again"
            )
            raise DiskError(message) from None
        yield
