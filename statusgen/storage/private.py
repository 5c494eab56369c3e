"""A private folder: only its owner can write there, and a file that others could have written is not read.

All checks are on open files and folders, as others could exchange what is at a path between two calls. On
Windows, where access control lists protect the user's folders, nothing is checked.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from statusgen.storage.atomic_write import remove_leftovers, temporary_name

_FOLDER, _FILE = 0o700, 0o600
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)  # opening a pipe in place of a file would wait


class NotPrivateError(Exception):
    """Others could have written a file or folder; the message names it and says what to do."""


class PrivateFolder:
    """Files of a folder by name; `number` is the descriptor of the folder, None on Windows."""

    def __init__(self, path: Path, number: int | None) -> None:
        self.path = path
        self._number = number

    def read(self, name: str) -> bytes:
        """Read a file. Raises `OSError` and `NotPrivateError`."""
        try:
            with open(self._at(name), "rb", opener=self._open) as file:
                _check(os.fstat(file.fileno()), self.path / name, stat.S_ISREG)
                return file.read()
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise NotPrivateError(f"{self.path / name} is a link") from None
            raise

    def write(self, name: str, data: bytes) -> None:
        """Write a file whole, or leave it unchanged and raise `OSError`."""
        staged = temporary_name()
        try:
            with open(self._at(staged), "xb", opener=self._open) as file:
                file.write(data)
            self._replace(staged, name)
        except BaseException:
            with suppress(OSError):
                os.unlink(self._at(staged), dir_fd=self._number)
            raise

    def remove_leftovers(self) -> None:
        """Remove the temporary files of processes that were killed, if they can be removed."""
        remove_leftovers(self.path if self._number is None else self._number)

    def _at(self, name: str) -> str:
        return name if self._number is not None else str(self.path / name)

    def _open(self, name: str, flags: int) -> int:
        number = os.open(name, flags | _NO_LINK | _NO_WAIT, _FILE, dir_fd=self._number)
        if flags & os.O_CREAT and sys.platform != "win32":
            os.fchmod(number, _FILE)  # whatever the umask
        return number

    def _replace(self, old: str, new: str) -> None:
        at = self._number
        os.replace(self._at(old), self._at(new), src_dir_fd=at, dst_dir_fd=at)


@contextmanager
def private_folder(path: Path) -> Iterator[PrivateFolder]:
    """Open a folder; create it and its parent if they are missing.

    Raises `OSError`, for example if there is no home folder, and `NotPrivateError`.
    """
    for folder in (path.parent, path):
        _make(folder)
    if sys.platform == "win32":
        yield PrivateFolder(path, None)
        return
    try:
        number = os.open(path, os.O_RDONLY | os.O_DIRECTORY | _NO_LINK)
    except OSError:
        if path.is_symlink():
            raise NotPrivateError(f"{path} is a link") from None
        raise
    try:
        _check(os.fstat(number), path, stat.S_ISDIR)
        yield PrivateFolder(path, number)
    finally:
        os.close(number)


def _make(folder: Path) -> None:
    if not folder.exists():
        with suppress(FileExistsError):
            folder.mkdir(_FOLDER)
            folder.chmod(_FOLDER)  # whatever the umask


def _check(found: os.stat_result, path: Path, is_kind: Callable[[int], bool]) -> None:
    """Raise `NotPrivateError` unless only this user can write the file or folder, and it is of that kind."""
    if not is_kind(found.st_mode):
        raise NotPrivateError(f"{path} is no ordinary file")
    if sys.platform == "win32":
        return
    if found.st_uid != os.geteuid():
        raise NotPrivateError(f"{path} belongs to another user")
    if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        from shlex import quote  # noqa: PLC0415 - seldom needed

        raise NotPrivateError(f"{path} can be written by others (chmod go-w {quote(str(path))})")
