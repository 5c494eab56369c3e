"""Locks between processes. They are locks of the system, so a process that is killed holds none.

`flock` is called directly where it exists: it can lock a folder, so no lock file appears in the content, and
every user who may read the folder can lock it. Elsewhere, as on Windows, filelock locks a file.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from statusgen.storage.disk import DiskError

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

LOCK_FILE = ".statusgen.lock"
"""File that is locked in place of its folder where `flock` is missing."""
PATIENCE = 60.0
"""Seconds to wait for others who write to a content folder."""
_PAUSE = 0.02
"""Seconds between two attempts."""
_CANNOT_LOCK = (errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)
"""Errors of network file systems that cannot lock a folder, or anything."""


@contextmanager
def locked(content: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock on a content folder while its files are read, checked and written. Not reentrant.

    Raises `DiskError` when other processes hold it for longer than `patience` seconds.
    """
    busy = (
        f"another program holds the lock on {content}, as a statusgen does that posts, or anybody "
        "may who can read the folder; nothing was written, try again"
    )
    with held(content, busy, patience):
        yield


@contextmanager
def held(path: Path, busy: str, patience: float = 0) -> Iterator[None]:
    """Hold the lock on a folder, or on a file that is created for it. Not reentrant.

    Raises `DiskError` with the message `busy` when another process holds it for longer than `patience`
    seconds, and `OSError`. Does nothing where the file system cannot lock.
    """
    if fcntl is None:
        lock = _held_by_library(path / LOCK_FILE if path.is_dir() else path, busy, patience)
    else:
        lock = (_held_folder if path.is_dir() else _held_file)(path, busy, time.monotonic() + patience)
    with lock:
        yield


@contextmanager
def _held_folder(path: Path, busy: str, deadline: float) -> Iterator[None]:
    number = os.open(path, os.O_RDONLY)
    try:
        _acquire(number, busy, deadline)
        yield
    finally:
        os.close(number)


@contextmanager
def _held_file(path: Path, busy: str, deadline: float) -> Iterator[None]:
    """Hold the lock on a file, and remove the file afterwards.

    Every user who may open the file, even for reading, can lock it; so only users who may write to its folder
    can open it. It is removed because web servers could not read it, and an output folder is published.
    """
    number = _open_locked(path, busy, deadline)
    try:
        yield
    finally:
        try:
            with suppress(OSError):
                path.unlink()
        finally:
            os.close(number)


def _open_locked(path: Path, busy: str, deadline: float) -> int:
    shared = path.parent.stat().st_mode & stat.S_IWGRP
    while True:
        number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o660 if shared else 0o600)
        try:
            _acquire(number, busy, deadline)
            if _is_at(number, path):
                return number
        except BaseException:
            os.close(number)
            raise
        os.close(number)  # the process that held it has removed it meanwhile


def _is_at(number: int, path: Path) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(number), path.stat())
    return False


def _acquire(number: int, busy: str, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise DiskError(busy) from None
            time.sleep(_PAUSE)
        except OSError as error:
            if error.errno in _CANNOT_LOCK:
                return
            raise
        else:
            return


@contextmanager
def _held_by_library(path: Path, busy: str, patience: float) -> Iterator[None]:
    from filelock import FileLock, Timeout  # noqa: PLC0415 - slow to import, not needed with `flock`

    lock = FileLock(path, timeout=patience, poll_interval=_PAUSE)
    try:
        lock.acquire()
    except Timeout:
        raise DiskError(busy) from None
    try:
        yield
    finally:
        lock.release()
