"""List the files of a git tree by the rules of `disk.read_tree`. Pure."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from statusgen.storage.disk import is_passed_over

LINK, SUBMODULE = "120000", "160000"
"""Modes of entries in git's trees; all others are files."""
_MOST_LINKS = 40
"""Links that are followed for one path, as in Linux: more are a circle."""


@dataclass(frozen=True, slots=True)
class TreeFile:
    """A file: its path, its path after following links, or the reason why it is left out."""

    path: str
    real: str
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class GitTree:
    """Entries of a git tree: modes by path (with `/`), and targets of links by path.

    `root` is the absolute path of the tree on the disk, which resolves links to absolute paths.
    """

    modes: Mapping[str, str]
    targets: Mapping[str, str]
    root: str
    _names: Mapping[str, list[str]] = field(init=False)
    """Names of entries by folder; the root is the empty string."""

    def __post_init__(self) -> None:
        names: dict[str, dict[str, None]] = {"": {}}
        for path in self.modes:
            folder = path
            while folder:
                folder, _, name = folder.rpartition("/")
                names.setdefault(folder, {})[name] = None
        object.__setattr__(self, "_names", {folder: list(found) for folder, found in names.items()})

    def files(self, hidden: tuple[str, ...]) -> list[TreeFile]:
        """Return all files by path, without names that begin with one of `hidden`; see `disk.tree_paths`."""
        return sorted(self._walk("", ("",), hidden), key=lambda one: one.path)

    def _walk(self, folder: str, above: tuple[str, ...], hidden: tuple[str, ...]) -> Iterator[TreeFile]:
        for name in self._names[above[-1]]:
            if is_passed_over(name, hidden):
                continue
            path, here = posixpath.join(folder, name), posixpath.join(above[-1], name)
            real = self._real(here) if self.modes.get(here) == LINK else here
            if real is None:
                yield TreeFile(path, "", "is a link that leads out of the folder")
            elif real in self._names:
                if real not in above:  # else a link to a folder around it, which would never end
                    yield from self._walk(path, (*above, real), hidden)
            elif real not in self.modes or self.modes[real] == LINK:
                yield TreeFile(path, "", "is a link to nothing")
            elif self.modes[real] == SUBMODULE:
                yield TreeFile(path, "", "is a submodule, whose files are in another repository")
            else:
                yield TreeFile(path, real)

    def _real(self, path: str) -> str | None:
        """Follow all links of a path; None if they leave the tree. In a circle, return one of its links."""
        rest, done, links = [*reversed(f"{self.root}/{path}".split("/"))], "/", 0
        while rest:
            name = rest.pop()
            if not self._is_folder(done):
                return f"{self._inside(done)}/{name}"  # as `file/..`, which no system opens
            # `done` has no links, so `..` is its folder.
            here = posixpath.normpath(posixpath.join(done, name))
            inside = self._inside(here)
            target = None if inside is None else self.targets.get(inside)
            if target is None:
                done = here
            elif links == _MOST_LINKS:
                return inside
            else:
                links += 1
                rest.extend(reversed(target.split("/")))
                done = "/" if target.startswith("/") else done
        return self._inside(done)

    def _is_folder(self, path: str) -> bool:
        """Return whether this is a folder; paths outside the tree are taken as folders."""
        inside = self._inside(path)
        return inside is None or inside in self._names

    def _inside(self, path: str) -> str | None:
        """Return an absolute path relative to the root; None if it is outside."""
        if path == self.root:
            return ""
        return path.removeprefix(f"{self.root}/") if path.startswith(f"{self.root}/") else None
