"""Imported files into a content folder: all of them, or none."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from statusgen.content_lock import locked
from statusgen.disk import DiskError, checked_path, explain, settle_all

_LAST = "site.yml"
"""Moved into the folder after all others: without it, nobody can publish half an import."""


class AlreadyThereError(Exception):
    """Files of the folder would have been overwritten."""

    def __init__(self, paths: list[Path]) -> None:
        super().__init__(str(paths[0]))
        self.paths = paths


def write_import(files: Mapping[str, bytes], to: Path, *, force: bool) -> None:
    """Write the files, by their paths in the folder `to`, which is made if need be.

    They are first written into a hidden folder beside their places and then moved, so that a full disk
    leaves nothing; nobody else posts into the folder meanwhile. A file that has these bytes already stays.
    Raises `AlreadyThereError` when another one is in the way, unless `force`, and `DiskError` when something
    cannot be written; the message says what is in the folder then.
    """
    for path in files:
        checked_path(path)
    try:
        with _folder(to), locked(to):
            news = {path: data for path, data in files.items() if not _has(to / path, data)}
            existing = [to / path for path in sorted(news) if os.path.lexists(to / path)]
            if existing and not force:
                raise AlreadyThereError(existing)
            with _stage_folder(to) as stage:
                _stage(news, stage)
                _move_all(sorted(news, key=lambda path: (path == _LAST, path)), stage, to)
    except OSError as error:
        message = f"{explain(error, 'write')}; nothing was imported"
        raise DiskError(message) from error


@contextmanager
def _folder(to: Path) -> Iterator[None]:
    """The folder, with those around it; what was made for nothing is removed again."""
    missing = [one for one in (to, *to.parents) if not one.exists()]
    try:
        to.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        _remove_empty(missing)
        raise


def _remove_empty(folders: list[Path]) -> None:
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


class _LeftError(DiskError):
    """Some files could not be taken back; the folder of staged files holds what they replaced."""


@contextmanager
def _stage_folder(to: Path) -> Iterator[Path]:
    """A hidden folder in the same file system; removed, unless it holds what could not be put back."""
    stage = Path(tempfile.mkdtemp(prefix=".import-", dir=to))
    try:
        yield stage
    except _LeftError:
        raise
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        raise
    shutil.rmtree(stage, ignore_errors=True)


def _has(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def _stage(files: Mapping[str, bytes], stage: Path) -> None:
    for path, data in files.items():
        (stage / "new" / path).parent.mkdir(parents=True, exist_ok=True)
        (stage / "new" / path).write_bytes(data)
    settle_all([str(stage / "new" / path) for path in files])


def _move_all(paths: list[str], stage: Path, to: Path) -> None:
    """Move each staged file to its place; if one cannot be moved, the folder is as it was."""
    moved, made = list[str](), list[Path]()
    try:
        for path in paths:
            place, old = to / path, stage / "old" / path
            made[:0] = [one for one in place.parents if not one.exists()]
            place.parent.mkdir(parents=True, exist_ok=True)
            old.parent.mkdir(parents=True, exist_ok=True)
            if os.path.lexists(place):
                place.rename(old)
            moved.append(path)
            (stage / "new" / path).rename(place)
    except BaseException as error:
        left = [path for path in reversed(moved) if not _moved_back(to / path, stage / "old" / path)]
        _remove_empty(made)
        if left:
            names = ", ".join(str(to / path) for path in left)
            message = f"{error}; could not be put back: {names}; what was there is in {stage / 'old'}"
            raise _LeftError(message) from error
        raise


def _moved_back(place: Path, old: Path) -> bool:
    try:
        place.unlink(missing_ok=True)
        if os.path.lexists(old):
            old.rename(place)
    except OSError:
        return False
    return True
