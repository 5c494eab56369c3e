"""Several files that are written together: all of them or none."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from statusgen.disk import (
    DiskError,
    explain,
    put_in_place,
    remove_leftovers,
    remove_temporary,
    settle_all,
    temporary_beside,
    write_temporary,
    write_whole,
)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written so far, and how it is taken back."""

    files: list[tuple[Path, bytes | None, bytes]] = field(default_factory=list)
    """Each with its bytes before, None if there was no file, and now; the last may not be written yet."""
    folders: list[Path] = field(default_factory=list)
    """The folders that were made, the outer ones first."""

    def take_back(self, *, removes_changed: bool = False) -> None:
        """Let everything be as it was. Raises `DiskError`, which names each file that could not be.

        A file that somebody else has changed meanwhile is such a one: it is left alone. With
        `removes_changed`, a file that was not there before is removed all the same.
        """
        failures = list[str]()
        for path, before, now in reversed(self.files):
            try:
                if removes_changed and before is None:
                    path.unlink(missing_ok=True)
                else:
                    _restore(path, before, now)
            except (DiskError, OSError) as error:
                failures.append(str(error))
        for folder in reversed(self.folders):
            with suppress(OSError):  # somebody else has put something there
                folder.rmdir()
        if failures:
            raise DiskError("; ".join(failures))


def write_together(root: Path, files: Mapping[str, bytes], before: Mapping[str, bytes]) -> Written:
    """Write files, by their paths below `root`: all, or none if it fails.

    All are first written into temporary files, so that a full disk changes nothing, and then put in place
    in their order. `before` has the bytes of those that are there already, as they were read. Raises
    `DiskError` if a file is not as it was read, or cannot be written; should even that be impossible to
    undo, it says which files stay.
    """
    for path in files:
        _refuse_stale(root / path, before.get(path))
    written = Written()
    try:
        _write_all(root, files, before, written)
    except BaseException as error:
        words = str(explain(error, "write")) if isinstance(error, OSError) else str(error)
        try:
            written.take_back()
        except DiskError as another:
            raise DiskError(f"{words}; and what was written could not be taken back: {another}") from error
        if isinstance(error, OSError):
            raise DiskError(f"{words}; nothing was written") from error
        raise
    return written


def _refuse_stale(path: Path, before: bytes | None) -> None:
    now = path.read_bytes() if path.is_file() else None
    if now is not None and before is None:
        raise DiskError(f"{path} is there already; nothing was written, try again")
    if now != before:
        raise DiskError(f"{path} was changed meanwhile; nothing was written, try again")


def _write_all(root: Path, files: Mapping[str, bytes], before: Mapping[str, bytes], written: Written) -> None:
    """Write the files. What will be there is noted first, as an interrupt may come at any moment."""
    staged = {root / path: temporary_beside(root / path) for path in files}
    try:
        for folder in {path.parent for path in staged}:
            _make(folder, written)
            remove_leftovers(folder)
        for path, data in files.items():
            write_temporary(root / path, data, staged[root / path])
        settle_all([str(temporary) for temporary in staged.values()])
        for path, data in files.items():
            _place(root / path, staged[root / path], before.get(path), data, written)
    finally:
        for temporary in staged.values():
            remove_temporary(temporary)


def _make(folder: Path, written: Written) -> None:
    for missing in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
        written.folders.append(missing)
        missing.mkdir(exist_ok=True)


def _place(path: Path, temporary: Path, before: bytes | None, data: bytes, written: Written) -> None:
    if before is not None:
        _refuse_stale(path, before)  # once more: to write the bytes to the disk may have taken a while
    written.files.append((path, before, data))
    try:
        put_in_place(path, temporary, new=before is None)
    except DiskError:  # the file there is somebody else's
        written.files.pop()
        raise


def _restore(path: Path, before: bytes | None, now: bytes) -> None:
    found = path.read_bytes() if path.exists() else None
    if found == before:
        return
    if found not in (now, None):
        raise DiskError(f"{path} was changed meanwhile and is left as it is")
    if before is None:
        path.unlink()
    else:
        write_whole(path, before)
