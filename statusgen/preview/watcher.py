"""A content folder that is edited: what was read of it, and which files were edited since."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue

from watchdog.events import (
    EVENT_TYPE_CLOSED,
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from statusgen.model.themes import Themes
from statusgen.pipeline.compile_notes import DATED
from statusgen.storage.disk import (
    Tree,
    explain,
    is_passed_over,
    read_themes,
    source_folders,
    tree_paths,
)
from statusgen.storage.file_hashes import FileHashes, Stamp

QUIET = 0.02
"""Seconds without an edit before compiling: editors write a file in several steps."""

_EDITS = (
    EVENT_TYPE_CLOSED,
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
)
_WRITTEN = (EVENT_TYPE_CLOSED, EVENT_TYPE_MOVED)
"""After these, all steps are done, if it is a file of ours; editors write others and rename them."""
_NOTE = re.compile(f".*/(?:{'|'.join(DATED)}).*[.]md", re.DOTALL)
"""What is shown alone; of all else, the whole site is compiled, and more of it may be written in a moment."""


@dataclass(frozen=True, slots=True)
class Read:
    """Content and themes as they were read last, with digests and stamps of the content's files."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    stamps: Mapping[str, tuple[Stamp, str]] = field(default_factory=dict)
    themes: Themes = field(default_factory=lambda: Themes({}))


def reread(content: Path, last: Read, *, trust_theme: bool = False) -> Read:
    """What there is now; of the content, only files that may have changed are read. Raises `DiskError`."""
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
    return Read(files, tree.digests, stamps.settled(), read_themes(content, trust=trust_theme))


def with_edits(
    content: Path, last: Mapping[str, bytes], edited: Iterable[str]
) -> tuple[dict[str, bytes], list[str]]:
    """The files as they are now, if no others than the `edited` ones are new; and which of those are.

    `edited` are whole paths, also of what is not content; `last` and what is returned has content's own.
    """
    folder, files = content.resolve(), dict(last)
    inside = (Path(path).relative_to(folder) for path in edited if Path(path).is_relative_to(folder))
    tree = Tree(folder, {path.as_posix(): None for path in inside if not _is_aside(folder, path)})
    for path in tree:
        files.pop(path, None)
        with suppress(OSError):  # it is a folder, or gone
            files[path] = tree[path]
    return files, [path for path in tree if files.get(path) != last.get(path)]


def _is_aside(content: Path, path: Path) -> bool:
    """Whether reading all content would pass it over or look at it twice: what is hidden, and links."""
    return any(map(is_passed_over, path.parts)) or os.path.realpath(content / path) != str(content / path)


class Edits(FileSystemEventHandler):
    """The files that are edited; reading is not."""

    def __init__(self) -> None:
        self._edits = SimpleQueue[tuple[str, bool]]()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take its paths, if it is an edit; called by the watching thread."""
        if event.event_type in _EDITS:
            before, now = os.fsdecode(event.src_path), os.fsdecode(event.dest_path or event.src_path)
            self._edits.put((before, False))
            self._edits.put((now, event.event_type in _WRITTEN and bool(_NOTE.fullmatch(now))))

    def wait(self, seconds: float | None) -> set[str]:
        """The paths that were edited, once one is written or all is quiet; none when the time is over."""
        found = set[str]()
        with suppress(Empty):
            path, written = self._edits.get(timeout=seconds)
            found.add(path)
            for _ in range(20):  # who never stops writing is shown as well
                while not self._edits.empty():
                    path, more = self._edits.get()
                    found.add(path)
                    written |= more
                if written:
                    break
                path, written = self._edits.get(timeout=QUIET)
                found.add(path)
        return found


@contextmanager
def watched(content: Path, edits: Edits) -> Iterator[None]:
    """Let `edits` know what happens to content and themes."""
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
        log.addFilter(_nothing)  # on Linux, an edit that meets the end of the watch is logged as an error
        observer.stop()
        observer.join()
        log.removeFilter(_nothing)


def _nothing(_: logging.LogRecord) -> bool:
    return False
