"""Read content, themes and published notes: bytes by path."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from operator import attrgetter
from pathlib import Path

from statusgen.model.output import PUBLISHED_NOTES
from statusgen.model.themes import Themes, add_own

NOTE_TEMPLATES = Path(__file__).parents[1] / "authoring" / "templates"
"""The folder of the note templates: texts to start notes from."""

READ_LIMIT = 20_000_000
"""Bytes that a file may have. One more is read, so that the reader of the content can report the file."""

HIDDEN = (".", "_")
"""Names that begin with one of these are not content."""


class DiskError(Exception):
    """A file or folder cannot be read or written. The message is shown in the terminal."""


def read_tree(root: Path, *, hidden: tuple[str, ...] = HIDDEN, strict: bool = True) -> dict[str, bytes]:
    """Read every file below `root`, by its path relative to `root`, sorted by path.

    See `tree_paths` for the files that are left out and for the errors.
    """
    try:
        return {path: _read(root / path) for path in tree_paths(root, hidden=hidden, strict=strict)}
    except OSError as error:
        raise explain(error, "read") from error


class Tree(Mapping[str, bytes]):
    """The files below a folder by path; each is read when it is asked for, once.

    `digests` has all paths, with the SHA-256 of each file in hexadecimal, or None if it is not known. Raises
    `OSError` if a file cannot be read, and `DiskError` if it was changed since its digest was computed.
    """

    def __init__(self, root: Path, digests: Mapping[str, str | None]) -> None:
        self._root = root
        self._digests = digests
        self.digests = {path: digest for path, digest in digests.items() if digest}
        self._read = dict[str, bytes]()

    def __getitem__(self, path: str) -> bytes:
        digest = self._digests[path]
        if path not in self._read:
            data = _read(self._root / path)
            if digest and len(data) <= READ_LIMIT and hashlib.sha256(data).hexdigest() != digest:
                raise DiskError(f"{self._root / path} was changed while it was read; try again")
            self._read[path] = data
        return self._read[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._digests)

    def __len__(self) -> int:
        return len(self._digests)

    def __contains__(self, path: object) -> bool:
        return path in self._digests


def tree_paths(root: Path, *, hidden: tuple[str, ...] = HIDDEN, strict: bool = True) -> list[str]:
    """Return the paths of all files below `root`, relative to `root` with `/`, sorted.

    Names that begin with one of `hidden` and backup files of editors are left out. Raises `DiskError` if
    something cannot be read. Links that lead out of `root`, and pipes and devices, whose reading may never
    end, raise it too if `strict`; else they are left out.
    """
    try:
        return sorted(_walk(root, "", hidden, (root.resolve(strict=True),), strict=strict))
    except OSError as error:
        raise explain(error, "read") from error


def _walk(
    root: Path, folder: str, hidden: tuple[str, ...], above: tuple[Path, ...], *, strict: bool
) -> Iterator[str]:
    """Yield the paths of files in a folder and below.

    `above` has the real paths of `root` and of all folders from there to `folder`.
    """
    with os.scandir(root / folder) as entries:
        for entry in sorted(entries, key=attrgetter("name")):
            if is_passed_over(entry.name, hidden):
                continue
            path = f"{folder}{entry.name}"
            if entry.is_file(follow_symlinks=False):
                yield path
                continue
            # Path.resolve raises on links in a circle in some versions of Python.
            real = Path(os.path.realpath(entry.path)) if entry.is_symlink() else above[-1] / entry.name
            if not real.is_relative_to(above[0]):
                problem = f"is a link that leads out of {root}; put there what it leads to"
            elif entry.is_dir():
                if real not in above:  # a link to a folder above would never end
                    yield from _walk(root, f"{path}/", hidden, (*above, real), strict=strict)
                continue
            elif entry.is_file() or not real.exists():  # reading a broken link reports it
                yield path
                continue
            else:
                problem = "is neither a file nor a folder; remove it"
            if strict:
                raise DiskError(f"{root / path} {problem}")


def is_passed_over(name: str, hidden: tuple[str, ...] = HIDDEN) -> bool:
    """Return whether `tree_paths` leaves out a file or folder of that name: hidden ones and backup files."""
    return (
        name.startswith(hidden)
        or name.endswith(("~", ".swp", ".swo"))
        or (name.startswith("#") and name.endswith("#"))
    )


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(READ_LIMIT + 1)


def explain(error: OSError, verb: str) -> DiskError:
    """Return the error as a message for the terminal; `verb` is `read` or `write`."""
    return DiskError(f"cannot {verb} {error.filename or 'a file'}: {error.strerror or error}")


def shipped_themes() -> Path:
    """Return the folder of the shipped themes, in an installed package or in a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "_themes"
    return installed if installed.is_dir() else package.parent / "themes"


def source_folders(content: Path) -> tuple[Path, Path, Path]:
    """Return the folders that a site is made from: its content, the shipped themes and its own themes.

    Its own themes are beside the content; that folder may not exist.
    """
    return content, shipped_themes(), content.resolve().parent / "themes"


def read_themes(content: Path, *, trust: bool = False) -> Themes:
    """Read all themes: the shipped ones, and the site's own ones beside its content.

    With `trust`, templates of the site's own themes run without the sandbox; see `Themes.untrusted`. Raises
    `DiskError`, also for a link that leads out of the folder of themes.
    """
    _, _, own = source_folders(content)
    return over_shipped(_read_themes_in(own), trust=trust)


def over_shipped(own: Mapping[str, Mapping[str, bytes]], *, trust: bool = False) -> Themes:
    """Return the shipped themes with the files of a site's own themes added; `trust` as in `read_themes`."""
    return add_own(_read_themes_in(shipped_themes()), own, trust=trust)


def _read_themes_in(folder: Path) -> dict[str, dict[str, bytes]]:
    themes = dict[str, dict[str, bytes]]()
    try:
        for path in _theme_files(folder):
            name, _, inner = path.partition("/")
            themes.setdefault(name, {})[inner] = _read(folder / path)
    except OSError as error:
        raise explain(error, "read") from error
    return themes


def _theme_files(folder: Path) -> list[str]:
    """Return the paths of the files of all themes in a folder, relative to the folder."""
    if not folder.is_dir():
        return []
    if not Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(folder.parent)):
        raise DiskError(f"{folder} is a link that leads out of {folder.parent}; put there what it leads to")
    return [path for path in tree_paths(folder, hidden=(".",)) if "/" in path]


def theme_paths(content: Path) -> list[str]:
    """Return the paths of the files that `read_themes` reads."""
    _, *folders = source_folders(content)
    return [f"{folder}/{path}" for folder in folders for path in _theme_files(folder)]


def by_content_path(themes: Mapping[str, Mapping[str, bytes]]) -> dict[str, bytes]:
    """Return the files of themes by the paths that diagnostics use, which are relative to the content."""
    return {
        f"../themes/{name}/{path}": data for name, files in themes.items() for path, data in files.items()
    }


def read_previous(out: Path) -> Mapping[str, bytes]:
    """Return the records of the site last published in `out`; each file is read when it is asked for."""
    folder = out / PUBLISHED_NOTES
    paths = tree_paths(folder, hidden=(), strict=False) if folder.is_dir() else []
    return Tree(folder, dict.fromkeys(paths))


_LEADS_OUT = re.compile(r"(?:\A|/)\.{0,2}(?:/|\Z)|[\\:\0]")


def checked_path(path: str) -> str:
    """Return a relative path as it is. Raises `DiskError` if the path could lead out of its folder."""
    if _LEADS_OUT.search(path):
        raise DiskError(f"{path!r} cannot be the path of a file")
    return path
