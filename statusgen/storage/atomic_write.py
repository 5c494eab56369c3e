"""Write files so that readers find all of a file's bytes or none of them, even after a loss of power.

The bytes go into a temporary file in the same folder, are flushed to the disk, and the file is then renamed.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from statusgen.storage.disk import DiskError

_SYNC_ALL_FROM = 256
"""From this number of files on, one flush of the whole system is quicker than a flush of each file."""

_ABANDONED = 3600
"""Seconds after which the process that wrote a temporary file must have been killed."""


def write_whole(path: Path, data: bytes, temporary: Path | None = None) -> None:
    """Write a file; `path` has its old bytes or its new ones at every instant.

    `temporary` is the temporary file, in the same file system; without it, a hidden one beside `path`. Raises
    `OSError`, and leaves no temporary file then.
    """
    _write(path, data, temporary or temporary_beside(path), new=False)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not exist yet. Raises `DiskError` if it does, and `OSError`.

    This holds also if another process creates the file at the same moment. Abandoned temporary files in its
    folder are removed first.
    """
    remove_leftovers(path.parent)
    _write(path, data, temporary_beside(path), new=True)


def _write(path: Path, data: bytes, temporary: Path, *, new: bool) -> None:
    try:
        write_temporary(path, data, temporary)
        sync_file(temporary)
        put_in_place(path, temporary, new=new)
    finally:
        remove_temporary(temporary)


def temporary_name() -> str:
    """Return a new name for a temporary file, which `remove_leftovers` recognises."""
    return f".statusgen-{os.urandom(8).hex()}.new"


def temporary_beside(path: Path) -> Path:
    """Return a path for a temporary file in the folder of `path`.

    Its name does not contain that of `path`, which may be as long as a name can be.
    """
    return path.with_name(temporary_name())


def write_temporary(path: Path, data: bytes, temporary: Path) -> None:
    """Write the bytes for `path` into a temporary file. Raises `OSError`, which names `path`."""
    with _errors_name(path):
        temporary.write_bytes(data)


def put_in_place(path: Path, temporary: Path, *, new: bool = False) -> None:
    """Rename a temporary file to `path`, with the mode of the file that it replaces.

    With `new`, raises `DiskError` if `path` exists. Raises `OSError`, which names `path`.
    """
    with _errors_name(path):
        if not new:
            with suppress(OSError):  # there is no file yet, or the file system has no modes
                temporary.chmod(stat.S_IMODE(path.stat().st_mode))
            temporary.replace(path)
            return
        try:
            _link(temporary, path)
        except FileExistsError:
            raise DiskError(f"{path} is there already; nothing was written") from None


def remove_temporary(temporary: Path) -> None:
    """Remove a temporary file if it exists and can be removed."""
    with suppress(OSError):
        temporary.unlink(missing_ok=True)


def remove_leftovers(folder: Path | int) -> None:
    """Remove the temporary files of processes that were killed, if they can be removed.

    `folder` is a path, or the descriptor of an open folder.
    """
    descriptor = folder if isinstance(folder, int) else None
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".statusgen-") and entry.name.endswith(".new"):
                with suppress(OSError):
                    if entry.stat(follow_symlinks=False).st_mtime < time.time() - _ABANDONED:
                        os.unlink(entry.path, dir_fd=descriptor)


@contextmanager
def _errors_name(path: Path) -> Iterator[None]:
    """Let each `OSError` name `path` instead of a temporary file."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _link(temporary: Path, path: Path) -> None:
    """Give a file a second name. Raises `FileExistsError` if that name is taken."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        temporary.rename(path)


def sync_files(paths: Collection[str]) -> None:
    """Wait until the bytes of these files are on the disk."""
    if len(paths) >= _SYNC_ALL_FROM and sys.platform == "linux":  # elsewhere, `sync` may return too early
        os.sync()
        return
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - slow to import, and not always needed

    with ThreadPoolExecutor(8) as pool:  # disks flush many files at once much faster than one by one
        list(pool.map(sync_file, paths))


def sync_file(path: Path | str) -> None:
    """Wait until a file's bytes are on the disk, where they survive a loss of power."""
    with Path(path).open("r+b") as file:
        os.fsync(file.fileno())
