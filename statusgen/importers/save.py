"""Imported files into a content folder: all of them, or none."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from statusgen.storage.content_lock import locked
from statusgen.storage.disk import checked_path, explain
from statusgen.storage.transaction import write_together

_LAST = "site.yml"
"""Put into the folder after all others: without it, nobody can publish half an import."""


class AlreadyThereError(Exception):
    """Files of the folder would have been overwritten."""

    def __init__(self, paths: list[Path]) -> None:
        super().__init__(str(paths[0]))
        self.paths = paths


def write_import(files: Mapping[str, bytes], to: Path, *, force: bool) -> tuple[Path, ...]:
    """Write the files, by their paths in the folder `to`, which is made if need be; return those overwritten.

    Nobody else posts into the folder meanwhile. A file that has these bytes already stays. Raises
    `AlreadyThereError` when another one is in the way, unless `force`, and `DiskError` when something cannot
    be written, see `write_together`.
    """
    for path in files:
        checked_path(path)
    try:
        with _folder(to), locked(to):
            before = {path: (to / path).read_bytes() for path in files if (to / path).is_file()}
            news = [path for path, data in files.items() if before.get(path) != data]
            existing = [to / path for path in sorted(news) if os.path.lexists(to / path)]
            if existing and not force:
                raise AlreadyThereError(existing)
            in_order = sorted(news, key=lambda path: (path == _LAST, path))
            write_together(to, {path: files[path] for path in in_order}, before)
            return tuple(existing)
    except OSError as error:
        raise explain(error, "write") from error


@contextmanager
def _folder(to: Path) -> Iterator[None]:
    """The folder, with those around it; what was made for nothing is removed again."""
    missing = [one for one in (to, *to.parents) if not one.exists()]
    try:
        to.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for folder in missing:
            with suppress(OSError):
                folder.rmdir()
        raise
