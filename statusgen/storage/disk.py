"""Folders and files as bytes by path; the only module that reads content, themes and what was published."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import sys
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from statusgen.model.themes import Themes, add_own

NOTE_TEMPLATES = Path(__file__).parents[1] / "authoring" / "templates"
"""The folder of the texts to start notes from."""

READ_LIMIT = 20_000_000
"""No more than this many bytes and one are read of a file, so that its reader can report its size."""

MANY = 256
"""From so many files on, all that the system holds back is flushed at once."""

_LEFT_OVER = 3600
"""Seconds after which a temporary file is one of a process that was killed."""

NOTES = ".statusgen/notes"
"""Where a published site keeps the sources of its notes."""


HIDDEN = (".", "_")
"""How the names begin of what is not content."""


class DiskError(Exception):
    """A file or folder could not be read or written; the message is for the person at the keyboard."""


def read_tree(root: Path, *, hidden: tuple[str, ...] = HIDDEN, strict: bool = True) -> dict[str, bytes]:
    """Every file below `root`, by its path from there with `/`, in order of path; see `tree_paths`."""
    try:
        return {path: _read(root / path) for path in tree_paths(root, hidden=hidden, strict=strict)}
    except OSError as error:
        raise explain(error, "read") from error


class Tree(Mapping[str, bytes]):
    """What `read_tree` reads, but each file only when it is asked for.

    `digests` has all paths, with the SHA-256 of those files that are known, in hexadecimal. Raises `OSError`
    when a file cannot be read, and `DiskError` when its digest is another, as it was changed meanwhile.
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
    """The paths of all files below `root`, from there with `/`, in order.

    Left out: names that begin with one of `hidden`, and backup files of editors. Raises `DiskError` when
    something cannot be read. What must not be read is refused if `strict`, else left out as well: links that
    lead out of `root`, and what is neither a file nor a folder, where reading may never end.
    """
    try:
        found = _walk(root, "", hidden, (root.resolve(strict=True),))
        return sorted(path for path, why in found if not _refused(root / path, why, strict=strict))
    except OSError as error:
        raise explain(error, "read") from error


def _refused(path: Path, why: str, *, strict: bool) -> bool:
    if why and strict:
        raise DiskError(f"{path} {why}")
    return bool(why)


def _walk(
    root: Path, folder: str, hidden: tuple[str, ...], above: tuple[Path, ...]
) -> Iterator[tuple[str, str]]:
    """Each path, and why it must not be read; nothing if it may be."""
    with os.scandir(root / folder) as entries:
        for entry in entries:
            if is_passed_over(entry.name, hidden):
                continue
            path = f"{folder}{entry.name}"
            if entry.is_file(follow_symlinks=False):
                yield path, ""
                continue
            # Not Path.resolve, which some versions of Python let fail on links in a circle.
            real = Path(os.path.realpath(entry.path)) if entry.is_symlink() else above[-1] / entry.name
            if not real.is_relative_to(above[0]):
                yield path, f"is a link that leads out of {root}; put there what it leads to"
            elif entry.is_dir():
                if real not in above:  # else a link to a folder around it, which would never end
                    yield from _walk(root, f"{path}/", hidden, (*above, real))
            elif entry.is_file() or not real.exists():  # a link to nothing must not go unnoticed
                yield path, ""
            else:
                yield path, "is neither a file nor a folder; remove it"


def is_passed_over(name: str, hidden: tuple[str, ...] = HIDDEN) -> bool:
    """Whether `tree_paths` passes over a file or folder of that name: hidden ones and backups of editors."""
    return (
        name.startswith(hidden)
        or name.endswith(("~", ".swp", ".swo"))
        or (name.startswith("#") and name.endswith("#"))
    )


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(READ_LIMIT + 1)


def explain(error: OSError, verb: str) -> DiskError:
    """The error in words; `verb` is what failed, as `read`."""
    return DiskError(f"cannot {verb} {error.filename or 'a file'}: {error.strerror or error}")


def shipped_themes() -> Path:
    """The folder of the shipped themes, in an installed package or in a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "_themes"
    return installed if installed.is_dir() else package.parent / "themes"


def shipped_theme() -> Path:
    """The folder of the default theme."""
    return shipped_themes() / "default"


def own_themes(content: Path) -> Path:
    """The folder of a site's own themes, beside its content; it need not exist."""
    return content.resolve().parent / "themes"


def read_themes(content: Path, *, trust: bool = False) -> Themes:
    """All themes: the shipped ones, and the site's own ones beside its content.

    `trust` says whether the site's own templates may do whatever they like; see `Themes.untrusted`. Raises
    `DiskError`, as for a link that leads out of the folder of themes.
    """
    return over_shipped(_read_themes_in(own_themes(content)), trust=trust)


def over_shipped(own: Mapping[str, Mapping[str, bytes]], *, trust: bool = False) -> Themes:
    """The shipped themes, with the files of a site's own themes in their places; for `trust`, see above."""
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
    """The paths of the files of all themes in a folder, from there."""
    if not folder.is_dir():
        return []
    if not Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(folder.parent)):
        raise DiskError(f"{folder} is a link that leads out of {folder.parent}; put there what it leads to")
    return [path for path in tree_paths(folder, hidden=(".",)) if "/" in path]


def theme_paths(content: Path) -> list[str]:
    """The files that `read_themes` reads."""
    folders = (shipped_themes(), own_themes(content))
    return [f"{folder}/{path}" for folder in folders for path in _theme_files(folder)]


def by_content_path(themes: Mapping[str, Mapping[str, bytes]]) -> dict[str, bytes]:
    """The files of themes by the paths that diagnostics use."""
    return {
        f"../themes/{name}/{path}": data for name, files in themes.items() for path, data in files.items()
    }


def read_previous(out: Path) -> Mapping[str, bytes]:
    """The sources of the notes last published in `out`; each file is read when it is asked for."""
    folder = out / NOTES
    paths = tree_paths(folder, hidden=(), strict=False) if folder.is_dir() else []
    return Tree(folder, dict.fromkeys(paths))


def write_whole(path: Path, data: bytes, temporary: Path | None = None) -> None:
    """Write a file so that at every instant it has its old bytes or its new ones, even if power fails.

    `temporary` is the temporary file, in the same file system; without it, a hidden one beside `path`. Raises
    `OSError`, and leaves nothing then.
    """
    temporary = temporary or temporary_beside(path)
    try:
        write_temporary(path, data, temporary)
        settle(temporary)
        put_in_place(path, temporary)
    finally:
        remove_temporary(temporary)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not exist yet, also if somebody else makes one at this very moment.

    As with `write_whole`, nobody ever finds a part of it. What processes that were killed long ago left in
    the folder is removed.
    """
    remove_leftovers(path.parent)
    temporary = temporary_beside(path)
    try:
        write_temporary(path, data, temporary)
        settle(temporary)
        put_in_place(path, temporary, new=True)
    finally:
        remove_temporary(temporary)


def temporary_beside(path: Path) -> Path:
    """A name for a temporary file that is short, since that of `path` may be as long as a name can be."""
    return path.with_name(f".statusgen-{os.urandom(8).hex()}.new")


def write_temporary(path: Path, data: bytes, temporary: Path) -> None:
    """Write the bytes for `path` into a temporary file. Raises `OSError`, which names `path`."""
    with _named(path):
        temporary.write_bytes(data)


def put_in_place(path: Path, temporary: Path, *, new: bool = False) -> None:
    """Give a temporary file its place, and the mode of the file that it replaces.

    If it must be `new`, nothing may be there: raises `DiskError` if something is. Raises `OSError`, which
    names `path`.
    """
    with _named(path):
        if not new:
            with suppress(OSError):  # there is none, or the file system has no modes
                temporary.chmod(stat.S_IMODE(path.stat().st_mode))
            temporary.replace(path)
            return
        try:
            _link(temporary, path)
        except FileExistsError:
            raise DiskError(f"{path} is there already; nothing was written") from None


def remove_temporary(temporary: Path) -> None:
    """Remove a temporary file, if it is there and that is possible."""
    with suppress(OSError):
        temporary.unlink(missing_ok=True)


def remove_leftovers(folder: Path) -> None:
    """Remove the temporary files of processes that were killed long ago."""
    for path in folder.glob(".statusgen-*.new"):
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - _LEFT_OVER:
                path.unlink()


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Let errors name `path` instead of a temporary file."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _link(temporary: Path, path: Path) -> None:
    """Give a file a second name, which must be free. Raises `FileExistsError`."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        temporary.rename(path)


def settle_all(paths: Collection[str]) -> None:
    """As `settle`, for many files: their order does not matter, and one flush of all is quicker than many."""
    if len(paths) >= MANY and sys.platform == "linux":  # elsewhere, it may come back too early
        os.sync()
        return
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - takes long, and may not be needed

    with ThreadPoolExecutor(8) as pool:  # disks settle many files at once much faster than one by one
        list(pool.map(settle, paths))


def settle(path: Path | str) -> None:
    """Wait until a file's bytes are on the disk, and would be there after a loss of power."""
    with Path(path).open("r+b") as file:
        os.fsync(file.fileno())


_LEADS_OUT = re.compile(r"(?:\A|/)\.{0,2}(?:/|\Z)|[\\:\0]")


def checked_path(path: str) -> str:
    """The path itself; raises `DiskError` if it could lead out of its folder."""
    if _LEADS_OUT.search(path):
        raise DiskError(f"{path!r} cannot be the path of a file")
    return path
