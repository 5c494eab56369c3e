"""From the staging folder into place: each file or new folder in one move, what is stale out of the way."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from statusgen.making import Made
from statusgen.outputs import all_folders_of, folders_of


def switch(
    out: Path, staging: Path, staged: Mapping[str, Made], stale: Sequence[str], now: Collection[str]
) -> list[str]:
    """Move what is `staged` into `out`, and remove what is `stale` there: the paths removed.

    `now` are the paths of the whole site. What is late comes last. Raises `OSError`.
    """
    first = _in_the_way(stale, now)
    removed = _remove(out, first)
    _make_room(out, staged)
    _move(out, staging, staged)
    removed += _remove(out, (path for path in stale if path not in first))
    return removed


def _move(out: Path, staging: Path, staged: Mapping[str, Made]) -> None:
    """Early files, then late ones; a folder that is new and all of one kind and place moves as a whole."""
    kinds = dict[str, set[tuple[bool, str]]]()
    for path, made in staged.items():
        for folder in folders_of(path):
            kinds.setdefault(folder, set()).add((made.late, made.staged))
    whole, there = set[str](), set[str]()
    for path, made in sorted(staged.items(), key=lambda one: (one[1].late, one[0])):
        for folder in folders_of(path):
            if folder in whole:
                break
            if folder not in there:
                if len(kinds[folder]) == 1 and not os.path.lexists(f"{out}/{folder}"):
                    whole.add(folder)
                    _put(f"{staging}/{made.staged}/{folder}", f"{out}/{folder}")
                    break
                (out / folder).mkdir(exist_ok=True)
                there.add(folder)
        else:
            _put(f"{staging}/{made.staged}/{path}", f"{out}/{path}")


def _put(old: str, new: str) -> None:
    os.replace(old, new)  # noqa: PTH105 - a `Path` of each takes longer


def _in_the_way(stale: Sequence[str], entries: Collection[str]) -> list[str]:
    """The stale files where now a folder must be, or the reverse, or the same file in another case.

    To some file systems, names that differ in case are one.
    """
    if not stale:
        return []
    folders = all_folders_of(entries)
    folded = {path.casefold() for path in entries}
    return [
        path
        for path in stale
        if path in folders
        or path.casefold() in folded
        or any(folder in entries for folder in folders_of(path))
    ]


def _make_room(out: Path, paths: Iterable[str]) -> None:
    """Remove files of others where a folder must be, and empty folders where a file must be."""
    paths = tuple(paths)
    for folder in standing(out, paths):
        if not (out / folder).is_dir():
            (out / folder).unlink()
    for path in folders_at(out, paths):
        if not (out / path).is_symlink():
            for folder, _, _ in os.walk(out / path, topdown=False):
                Path(folder).rmdir()


def standing(out: Path, paths: Iterable[str]) -> list[str]:
    """The folders of these paths where something stands by now: of a new site, none. Sorted."""
    found = {""}
    for folder in sorted(all_folders_of(paths)):
        if folder.rpartition("/")[0] in found and os.path.lexists(f"{out}/{folder}"):
            found.add(folder)
    return sorted(found - {""})


def folders_at(out: Path, paths: Iterable[str]) -> list[str]:
    """Those of the paths of files where a folder stands by now."""
    paths = tuple(paths)
    parents = {"", *standing(out, paths)}
    return [
        path
        for path in paths
        if path.rpartition("/")[0] in parents and os.path.isdir(f"{out}/{path}")  # noqa: PTH112 - many
    ]


def _is_file(path: str) -> bool:
    return os.path.isfile(path) or os.path.islink(path)  # noqa: PTH113, PTH114 - see `_refuse_links`


def _remove(out: Path, paths: Iterable[str]) -> list[str]:
    """Remove those files that are there, and the folders they leave empty: the paths removed."""
    removed = [path for path in paths if _is_file(f"{out}/{path}")]
    for path in removed:
        (out / path).unlink()
        for folder in sorted(folders_of(path), reverse=True):
            try:
                (out / folder).rmdir()
            except OSError:  # not empty
                break
    return removed
