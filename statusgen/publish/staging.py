"""Move files from the staging folder into the output folder, and remove stale ones there."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from statusgen.model.output import all_folders_of, folders_of
from statusgen.publish.render_files import RenderedFile


def move_into_place(
    out: Path, staging: Path, staged: Mapping[str, RenderedFile], stale: Sequence[str], site: Collection[str]
) -> list[str]:
    """Move the `staged` files into `out` and remove the `stale` ones. Returns the paths that were removed.

    `site` has the paths of all files of the new site. Late outputs are moved last, and stale files are
    removed after that unless they block a new one. Raises `OSError`.
    """
    blocking = _blocking_files(stale, site)
    removed = _remove(out, blocking)
    _make_room(out, staged)
    _move(out, staging, staged)
    return removed + _remove(out, (path for path in stale if path not in blocking))


def _move(out: Path, staging: Path, staged: Mapping[str, RenderedFile]) -> None:
    """Move early files, then late ones.

    A new folder is moved as a whole if all its files are late or none is, and one process rendered them.
    """
    kinds = dict[str, set[tuple[bool, str]]]()
    for path, file in staged.items():
        for folder in folders_of(path):
            kinds.setdefault(folder, set()).add((file.late, file.staged))
    moved, existing = set[str](), set[str]()
    for path, file in sorted(staged.items(), key=lambda item: (item[1].late, item[0])):
        for folder in folders_of(path):
            if folder in moved:
                break
            if folder not in existing:
                if len(kinds[folder]) == 1 and not os.path.lexists(f"{out}/{folder}"):
                    moved.add(folder)
                    _rename(f"{staging}/{file.staged}/{folder}", f"{out}/{folder}")
                    break
                (out / folder).mkdir(exist_ok=True)
                existing.add(folder)
        else:
            _rename(f"{staging}/{file.staged}/{path}", f"{out}/{path}")


def _rename(old: str, new: str) -> None:
    os.replace(old, new)  # noqa: PTH105 - many files: a `Path` of each takes longer


def _blocking_files(stale: Sequence[str], site: Collection[str]) -> list[str]:
    """Return the stale files that must go first.

    A new folder has their path, a new file is below them, or a new file has their name in another case, which
    some file systems take for the same name.
    """
    if not stale:
        return []
    folders = all_folders_of(site)
    folded = {path.casefold() for path in site}
    return [
        path
        for path in stale
        if path in folders or path.casefold() in folded or any(folder in site for folder in folders_of(path))
    ]


def _make_room(out: Path, paths: Iterable[str]) -> None:
    """Remove files of others where a folder must be, and empty folders where a file must be."""
    paths = tuple(paths)
    for folder in existing_folders(out, paths):
        if not (out / folder).is_dir():
            (out / folder).unlink()
    for path in blocking_folders(out, paths):
        if not (out / path).is_symlink():
            for folder, _, _ in os.walk(out / path, topdown=False):
                Path(folder).rmdir()


def existing_folders(out: Path, paths: Iterable[str]) -> list[str]:
    """Return the folders of these paths where `out` has anything, also a file or a link. Sorted."""
    found = {""}
    for folder in sorted(all_folders_of(paths)):
        if folder.rpartition("/")[0] in found and os.path.lexists(f"{out}/{folder}"):
            found.add(folder)
    return sorted(found - {""})


def blocking_folders(out: Path, paths: Iterable[str]) -> list[str]:
    """Return those of these paths of files where `out` has a folder."""
    paths = tuple(paths)
    parents = {"", *existing_folders(out, paths)}
    return [
        path
        for path in paths
        if path.rpartition("/")[0] in parents and os.path.isdir(f"{out}/{path}")  # noqa: PTH112 - many
    ]


def _is_file(path: str) -> bool:
    return os.path.isfile(path) or os.path.islink(path)  # noqa: PTH113, PTH114 - many


def _remove(out: Path, paths: Iterable[str]) -> list[str]:
    """Remove files, and folders that become empty. Returns the paths of the files that existed."""
    removed = [path for path in paths if _is_file(f"{out}/{path}")]
    for path in removed:
        (out / path).unlink()
        for folder in sorted(folders_of(path), reverse=True):
            try:
                (out / folder).rmdir()
            except OSError:  # not empty
                break
    return removed
