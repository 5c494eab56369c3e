"""One writer at a time in a content folder, among all the processes of this machine that post into it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from statusgen.storage.disk import DiskError
from statusgen.storage.locks import BusyError, held

PATIENCE = 60.0
"""Seconds to wait for other writers."""


@contextmanager
def locked(content: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the content folder while its files are read, checked and written. Not reentrant.

    Raises `DiskError` when other writers take longer than `patience`, in seconds.
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
