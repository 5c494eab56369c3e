"""Write imported files into a content folder: all of them, or none."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from statusgen.storage.disk import checked_path, explain
from statusgen.storage.locks import locked
from statusgen.storage.transaction import write_together

_LAST = "site.yml"
"""Written after all other files: without it, half an import cannot be published."""


class AlreadyThereError(Exception):
    """Files of the folder would be overwritten."""

    def __init__(self, paths: list[Path]) -> None:
        super().__init__(str(paths[0]))
        self.paths = paths


def write_import(files: Mapping[str, bytes], to: Path, *, force: bool) -> tuple[Path, ...]:
    """Write files by their paths in the folder `to`, which is created if necessary; return those overwritten.

    The folder is locked against other writers. Files with equal bytes stay. Raises `AlreadyThereError` if a
    different file exists, unless `force`, and `DiskError` if a file cannot be written; see `write_together`.
    """
    for path in files:
        checked_path(path)
    try:
        with _folder(to), locked(to):
            before = {path: (to / path).read_bytes() for path in files if (to / path).is_file()}
            changed = [path for path, data in files.items() if before.get(path) != data]
            existing = [to / path for path in sorted(changed) if os.path.lexists(to / path)]
            if existing and not force:
                raise AlreadyThereError(existing)
            in_order = sorted(changed, key=lambda path: (path == _LAST, path))
            write_together(to, {path: files[path] for path in in_order}, before)
            return tuple(existing)
    except OSError as error:
        raise explain(error, "write") from error


@contextmanager
def _folder(to: Path) -> Iterator[None]:
    """Create the folder and its parents; remove them again if an error occurs."""
    missing = [one for one in (to, *to.parents) if not one.exists()]
    try:
        to.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for folder in missing:
            with suppress(OSError):
                folder.rmdir()
        raise
