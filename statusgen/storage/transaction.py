"""Write several files together: all of them or none."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from statusgen.storage.atomic_write import (
    put_in_place,
    remove_leftovers,
    remove_temporary,
    sync_files,
    temporary_beside,
    write_temporary,
    write_whole,
)
from statusgen.storage.disk import DiskError, explain


@dataclass(frozen=True, slots=True)
class Written:
    """Files and folders that a transaction has written, with what it needs to undo them."""

    files: list[tuple[Path, bytes | None, bytes]] = field(default_factory=list)
    """Path, bytes before (None without a file) and bytes now of each; the last may not be written yet."""
    folders: list[Path] = field(default_factory=list)
    """The folders that were created, the outer ones first."""

    def undo(self, *, removes_changed: bool = False) -> None:
        """Restore the state before the transaction. Raises `DiskError`, which names each file that differs.

        A file that another program has changed meanwhile is left alone and named in that error. With
        `removes_changed`, it is removed if it was new.
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
            with suppress(OSError):  # another program has put something there
                folder.rmdir()
        if failures:
            raise DiskError("; ".join(failures))


def write_together(root: Path, files: Mapping[str, bytes], before: Mapping[str, bytes]) -> Written:
    """Write files, given by their paths below `root`: all of them, or none if one fails.

    All are first written into temporary files, so that a full disk changes nothing, and then renamed in the
    order of `files`. `before` has the bytes of existing files as they were read. Raises `DiskError` if a
    file has changed since then, or cannot be written; if undoing fails too, the error names the files left.
    """
    for path in files:
        _refuse_stale(root / path, before.get(path))
    written = Written()
    try:
        _write_all(root, files, before, written)
    except BaseException as error:
        message = str(explain(error, "write")) if isinstance(error, OSError) else str(error)
        try:
            written.undo()
        except DiskError as another:
            raise DiskError(f"{message}; and what was written could not be taken back: {another}") from error
        if isinstance(error, OSError):
            raise DiskError(f"{message}; nothing was written") from error
        raise
    return written


def _refuse_stale(path: Path, before: bytes | None) -> None:
    now = path.read_bytes() if path.is_file() else None
    if now is not None and before is None:
        raise DiskError(f"{path} is there already; nothing was written, try again")
    if now != before:
        raise DiskError(f"{path} was changed meanwhile; nothing was written, try again")


def _write_all(root: Path, files: Mapping[str, bytes], before: Mapping[str, bytes], written: Written) -> None:
    """Write the files. Each is added to `written` first, as an interrupt may come at any moment."""
    staged = {root / path: temporary_beside(root / path) for path in files}
    try:
        for folder in {path.parent for path in staged}:
            _create(folder, written)
            remove_leftovers(folder)
        for path, data in files.items():
            write_temporary(root / path, data, staged[root / path])
        sync_files([str(temporary) for temporary in staged.values()])
        for path, data in files.items():
            _put_in_place(root / path, staged[root / path], before.get(path), data, written)
    finally:
        for temporary in staged.values():
            remove_temporary(temporary)


def _create(folder: Path, written: Written) -> None:
    for missing in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
        written.folders.append(missing)
        missing.mkdir(exist_ok=True)


def _put_in_place(path: Path, temporary: Path, before: bytes | None, data: bytes, written: Written) -> None:
    if before is not None:
        _refuse_stale(path, before)  # again: flushing the bytes to the disk may have taken a while
    written.files.append((path, before, data))
    try:
        put_in_place(path, temporary, new=before is None)
    except DiskError:  # the file was created by another program
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
