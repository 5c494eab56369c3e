"""Read a content folder at a git revision from git's objects.

Nothing is checked out: attributes such as `export-ignore` have no effect; no link on the disk is followed.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import IO, cast

from statusgen.diff.git_tree import LINK, GitTree
from statusgen.storage.disk import HIDDEN, READ_LIMIT
from statusgen.storage.git import GitError, git, literal, start_git

_Read = Callable[[str], bytes]
"""Return the first bytes of a blob by its id: at most `READ_LIMIT` and one."""


@dataclass(frozen=True, slots=True)
class Revision:
    """Content at a revision: its files by path, and the site's own themes by name."""

    files: Mapping[str, bytes]
    themes: Mapping[str, Mapping[str, bytes]]
    left_out: tuple[str, ...]
    """Sentences about files that could not be read, and why."""


@dataclass(frozen=True, slots=True)
class _Commit:
    """A commit and a reader of its blobs."""

    top: Path
    """Root of the working tree."""
    id: str
    read: _Read
    changed: frozenset[str]
    """Paths of files that differ between the commit and the working tree."""


def read_revision(
    content: Path, revision: str, files: Mapping[str, bytes], themes: Mapping[str, Mapping[str, bytes]]
) -> Revision | None:
    """Read the content and the themes beside it; None if the revision has no such folder.

    `files` and `themes` are the present ones. Files that git calls unchanged are taken from them, since git
    may store them with other line ends, or large files elsewhere. Raises `GitError` if `content` is in no
    repository or there is no such revision.
    """
    top = _top(content, revision)
    inside = os.fsdecode(git(content, "rev-parse", "--show-prefix")).removesuffix("\n").removesuffix("/")
    own = posixpath.join(posixpath.dirname(inside), "themes") if inside else ""
    commit = _commit(top, revision)
    with _blobs(top) as read:
        past = _Commit(top, commit, read, _changed(top, commit, [inside, own] if inside else [""]))
        left_out = list[str]()
        found = _read_tree(past, inside, files, HIDDEN, left_out)
        if found is None:
            return None
        beside = {f"{name}/{path}": data for name, one in themes.items() for path, data in one.items()}
        found_beside = _read_tree(past, own, beside, (".",), left_out) if own else None
    remarks = tuple(f"{revision}: {one}; it is left out" for one in left_out)
    return Revision(found, _by_name(found_beside or {}), remarks)


def committed_before(content: Path, files: Mapping[str, bytes]) -> Mapping[str, bytes] | None:
    """Return the committed content: of the last commit or, if nothing differs from that, of the one before.

    None if there is none, as outside a repository or in a clone without earlier commits.
    """
    with suppress(GitError):
        for revision in ("HEAD", "HEAD^"):
            found = read_revision(content, revision, files, {})
            if found and dict(found.files) != dict(files):
                return found.files
    return None


def _by_name(files: Mapping[str, bytes]) -> dict[str, dict[str, bytes]]:
    """Group the files of themes by the name of their theme, then by path."""
    themes = dict[str, dict[str, bytes]]()
    for path, data in files.items():
        name, _, inner = path.partition("/")
        if inner:
            themes.setdefault(name, {})[inner] = data
    return themes


def _top(content: Path, revision: str) -> Path:
    """Return the root of the working tree. Raises `GitError` if `content` is in no repository."""
    try:
        return Path(os.fsdecode(git(content, "rev-parse", "--show-toplevel")).removesuffix("\n")).resolve()
    except GitError as error:
        help_ = "name a folder with the published site, as in `statusgen diff public`"
        message = f"{content} is in no git repository, so there is no {revision} to compare it with; {help_}"
        raise GitError(f"{message} (git says: {error})") from None


def _commit(top: Path, revision: str) -> str:
    """Return the id of a revision's commit. Raises `GitError`, which says how to fetch a missing one."""
    try:
        found = git(top, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    except GitError:
        shallow = git(top, "rev-parse", "--is-shallow-repository").decode().strip() == "true"
        if shallow:
            help_ = "fetch more (`fetch-depth: 2` of actions/checkout, `git fetch --deepen 1`)"
            message = f"this clone has no {revision}: {help_}, or compare with a published folder"
        else:
            message = (
                f"there is no {revision} here, neither as a revision in git nor as a published folder; "
                "if it was pushed over, name another commit"
            )
        raise GitError(message) from None
    return found.decode().strip()


def _changed(top: Path, commit: str, folders: list[str]) -> frozenset[str]:
    """Return the paths below the folders that differ between the commit and the working tree."""
    named = [literal(one or ".") for one in folders]
    options = ("--name-only", "--no-renames", "--no-ext-diff", "--ignore-submodules", "-z")
    found = git(top, "--no-optional-locks", "diff", *options, commit, "--", *named)
    return frozenset(os.fsdecode(found).split("\0"))


def _tree(commit: _Commit, folder: str) -> list[tuple[str, str, str]] | None:
    """Return the mode, id and path of each entry below a folder; None if the commit has no such folder."""
    name = f"{commit.id}:{folder}"
    try:
        if git(commit.top, "cat-file", "-t", name) != b"tree\n":
            return None
    except GitError:
        return None
    found = os.fsdecode(git(commit.top, "ls-tree", "-r", "-z", "--full-tree", name))
    entries = (entry.partition("\t") for entry in found.split("\0") if entry)
    return [(mode.split()[0], mode.split()[2], path) for mode, _, path in entries]


def _read_tree(
    commit: _Commit, folder: str, now: Mapping[str, bytes], hidden: tuple[str, ...], left_out: list[str]
) -> dict[str, bytes] | None:
    """Return the files of a folder by path; None if the commit has no such folder. Adds to `left_out`.

    `now` are the folder's present files by path; names that begin with one of `hidden` are skipped.
    """
    entries = _tree(commit, folder)
    if entries is None:
        return None
    ids = {path: id_ for _, id_, path in entries}
    targets = {path: os.fsdecode(commit.read(id_)) for mode, id_, path in entries if mode == LINK}
    tree = GitTree(
        {path: mode for mode, _, path in entries}, targets, posixpath.normpath(commit.top / folder)
    )
    files = dict[str, bytes]()
    for one in tree.files(hidden):
        if one.left_out:
            left_out.append(f"{posixpath.join(folder, one.path)} {one.left_out}")
        elif one.real in now and posixpath.join(folder, one.real) not in commit.changed:
            files[one.path] = now[one.real]
        else:
            files[one.path] = commit.read(ids[one.real])
    return files


@contextmanager
def _blobs(top: Path) -> Iterator[_Read]:
    """Start one git process that reads blobs one after the other."""
    with start_git(top, "cat-file", "--batch", stdin=PIPE, stderr=DEVNULL) as process:
        ask, answer = cast("IO[bytes]", process.stdin).fileno(), cast("IO[bytes]", process.stdout)

        def read(id_: str) -> bytes:
            with suppress(BrokenPipeError):  # then there is no answer either
                os.write(ask, f"{id_}\n".encode())  # at once, as git waits for it
            head = answer.readline().split()
            if len(head) != 3:
                raise GitError(f"git cannot read {id_}, a part of that revision; run `git fsck`")
            size = int(head[2])
            data = answer.read(min(size, READ_LIMIT + 1))
            for start in range(len(data), size + 1, READ_LIMIT):  # the rest, and the end of the line
                answer.read(min(READ_LIMIT, size + 1 - start))
            return data

        yield read
