"""What statusgen asks of git: to commit files, and for the content as it was."""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
from collections.abc import Sequence
from pathlib import Path

from statusgen.disk import DiskError
from statusgen.publication import Standing


class GitError(DiskError):
    """Git could not do it; the message is what it says."""


def commit_files(folder: Path, paths: Sequence[Path], message: str) -> None:
    """Commit these files alone, in the repository that `folder` lies in. Raises `GitError`."""
    named = [str(path.resolve()) for path in paths]
    _git(folder, "add", "--", *named)
    _git(folder, "commit", "-m", message, "--", *named)


def origin(folder: Path) -> str:
    """The web address of the repository that `folder` was cloned from; empty if there is none."""
    try:
        remote = _git(folder, "remote", "get-url", "origin").decode().strip()
    except GitError:
        return ""
    match = re.fullmatch(r"(?:https://|ssh://)?(?:[^@/]+@)?([\w.-]+)(?::\d+)?[:/](.+?)(?:\.git)?/?", remote)
    return f"https://{match[1]}/{match[2]}" if match else ""


def standing_of(folder: Path, paths: Sequence[Path] = ()) -> Standing:
    """How far these files, or all in the folder, are on their way to where the repository is pushed to.

    What git cannot tell counts as not published.
    """
    named = [str(path.resolve()) for path in paths] or ["."]
    try:
        _git(folder, "rev-parse", "--is-inside-work-tree")
        changed = _changed(_git(folder, "status", "--porcelain", "-z", "--untracked-files=all", "--", *named))
        remotes = _git(folder, "remote").decode(errors="replace").split()
    except GitError:
        return Standing()
    remote = "origin" if "origin" in remotes else next(iter(remotes), "")
    new = ("log", "--format=", "--name-only", "-z", "HEAD", "--not", "--remotes", "--", *named)
    try:
        if not remote:
            return Standing(in_git=True, changed=changed)
        ahead = _git(folder, *new).decode(errors="replace").strip("\0\n").split("\0")
    except GitError:  # nothing is committed yet
        ahead = []
    return Standing(
        in_git=True, remote=remote, changed=changed, ahead=tuple(dict.fromkeys(filter(None, ahead)))
    )


def _changed(status: bytes) -> tuple[str, ...]:
    """The files of `git status --porcelain -z`; of one that was renamed, both names."""
    entries = status.decode(errors="replace").split("\0")
    return tuple(one[3:] if one[2:3] == " " else one for one in entries if one)


def content_at(revision: str, content: Path, into: Path) -> Path | None:
    """Write the content folder as it was at a revision, and themes beside it, below the folder `into`.

    Returns where the content lies there; None if there was none then. Raises `GitError` when `content` is in
    no repository or there is no such revision.
    """
    top = Path(_git(content, "rev-parse", "--show-toplevel").decode().removesuffix("\n"))
    commit = _commit(top, revision)
    inside = content.resolve().relative_to(top.resolve())
    wanted = [inside.as_posix(), (inside.parent / "themes").as_posix()]
    there = _git(top, "ls-tree", "-d", "-z", "--name-only", commit, "--", *wanted).decode().split("\0")
    if wanted[0] not in there:
        return None
    archive = _git(top, "archive", "--format=tar", commit, "--", *filter(None, there))
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(into, filter="data")
    return into / inside


def _commit(top: Path, revision: str) -> str:
    """The commit that a revision names. Raises `GitError`, which says how to get one that is not here."""
    try:
        found = _git(top, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    except GitError:
        shallow = _git(top, "rev-parse", "--is-shallow-repository").decode().strip() == "true"
        if shallow:
            mend = "fetch more (`fetch-depth: 2` of actions/checkout, `git fetch --deepen 1`)"
            message = f"this clone has no {revision}: {mend}, or compare with a published folder"
        else:
            message = (
                f"there is no {revision} here, neither as a revision in git nor as a published folder; "
                "if it was pushed over, name another commit"
            )
        raise GitError(message) from None
    return found.decode().strip()


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - no shell
            ["git", *arguments],  # noqa: S607 - the git of whoever runs it
            cwd=folder, capture_output=True, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        raise GitError("git is not installed") from None
    if done.returncode:
        said = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()
        raise GitError(said[-1] if said else f"git {arguments[0]} failed")
    return done.stdout
