"""Watch the sources of a site: read changed files again and collect the paths of edits."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue

from watchdog.events import (
    EVENT_TYPE_CLOSED,
    EVENT_TYPE_CLOSED_NO_WRITE,
    EVENT_TYPE_MOVED,
    EVENT_TYPE_OPENED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from statusgen.model.themes import Themes
from statusgen.read.note_files import is_text_of_note
from statusgen.storage.disk import Tree, explain, is_passed_over, read_themes, source_folders, tree_paths
from statusgen.storage.file_hashes import FileHashes, Stamp

SETTLE_SECONDS = 0.02
"""Seconds without an edit before the site is compiled: editors write a file in several steps."""

_READ = (EVENT_TYPE_OPENED, EVENT_TYPE_CLOSED_NO_WRITE)
"""Events that are no edits."""
_WRITTEN = (EVENT_TYPE_CLOSED, EVENT_TYPE_MOVED)
"""Events after which a file is complete. Editors write other files and then rename them."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Content and themes as they were read last, with digests and stamps of the files of the content."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    stamps: Mapping[str, tuple[Stamp, str]] = field(default_factory=dict)
    themes: Themes = field(default_factory=lambda: Themes({}))


def read_sources(content: Path, last: Sources, *, trust_theme: bool = False) -> Sources:
    """Read content and themes again; of the content, only files with new stamps. Raises `DiskError`."""
    stamps = FileHashes(last.stamps)
    try:
        digests = {path: stamps.of(f"{content}/{path}", through_links=True) for path in tree_paths(content)}
        tree = Tree(content, digests)
        files = {
            path: last.files[path] if digest and last.digests.get(path) == digest else tree[path]
            for path, digest in digests.items()
        }
    except OSError as error:
        raise explain(error, "read") from error
    return Sources(files, tree.digests, stamps.reliable(), read_themes(content, trust=trust_theme))


def apply_edits(
    content: Path, last: Mapping[str, bytes], edited: Iterable[str]
) -> tuple[dict[str, bytes], list[str]]:
    """Return `last` with the `edited` files read again, and the paths of those that changed.

    `edited` has absolute paths, also of files outside the content; other paths are relative to the content.
    """
    folder, files = content.resolve(), dict(last)
    inside = (Path(path).relative_to(folder) for path in edited if Path(path).is_relative_to(folder))
    tree = Tree(folder, {path.as_posix(): None for path in inside if not _is_left_out(folder, path)})
    for path in tree:
        files.pop(path, None)
        with suppress(OSError):  # a folder, or removed
            files[path] = tree[path]
    return files, [path for path in tree if files.get(path) != last.get(path)]


def _is_left_out(content: Path, path: Path) -> bool:
    """Return whether `read_sources` skips the file (hidden), or reads it at another path (link)."""
    return any(map(is_passed_over, path.parts)) or os.path.realpath(content / path) != str(content / path)


class Edits(FileSystemEventHandler):
    """Collects the paths of edited files from events of the file system.

    Notes are shown without waiting for further edits; other files need the whole site.
    """

    def __init__(self, content: Path) -> None:
        self._content = f"{content.resolve().as_posix()}/"
        self._edits = SimpleQueue[tuple[str, bool]]()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Add the paths of an event, unless a file was only read. The thread of the observer calls this."""
        if event.event_type not in _READ:
            before, now = os.fsdecode(event.src_path), os.fsdecode(event.dest_path or event.src_path)
            is_note = is_text_of_note(Path(now).as_posix().removeprefix(self._content))
            self._edits.put((before, False))
            self._edits.put((now, is_note and event.event_type in _WRITTEN))

    def wait(self, seconds: float | None) -> set[str]:
        """Wait for edits and return their paths, empty after `seconds` without any.

        Returns once a note is complete, or after `SETTLE_SECONDS` seconds without a further edit.
        """
        found = set[str]()
        with suppress(Empty):
            path, written = self._edits.get(timeout=seconds)
            found.add(path)
            for _ in range(20):  # at most, as some programs never stop writing
                while not self._edits.empty():
                    path, more = self._edits.get()
                    found.add(path)
                    written |= more
                if written:
                    break
                path, written = self._edits.get(timeout=SETTLE_SECONDS)
                found.add(path)
        return found


@contextmanager
def watched(content: Path, edits: Edits) -> Iterator[None]:
    """Send events of content and themes to `edits`."""
    observer = Observer()
    folders = {folder.resolve() for folder in source_folders(content)}
    for folder in folders:
        if folder.is_dir() and folders.isdisjoint(folder.parents):
            observer.schedule(edits, str(folder), recursive=True)
    observer.start()
    try:
        yield
    finally:
        log = logging.getLogger("watchdog.observers.inotify")
        log.disabled = True  # on Linux, it logs an error for an edit while it stops
        observer.stop()
        observer.join()
        log.disabled = False
