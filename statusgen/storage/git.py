"""What statusgen asks of git: to commit files, and how far files are on their way to readers."""

from __future__ import annotations

import os
import re
import shlex
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired

from statusgen.model.printable import harmless_lines
from statusgen.storage.disk import DiskError

_CHOOSE_OTHERS = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE"),
    *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"),
    *("GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"),
)
"""Variables that hooks of git set: they name another repository or index, or another meaning of paths."""

_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_GRACE = 5.0
"""Seconds in which a git that took too long may clean up behind itself."""


@dataclass(frozen=True, slots=True)
class Publication:
    """How far files are on their way to readers, as far as git knows."""

    in_git: bool = False
    remote: str = ""
    """Where the repository is pushed to, such as `origin`; empty if nowhere."""
    changed: tuple[str, ...] = ()
    """The files that differ from the last commit."""
    ahead: tuple[str, ...] = ()
    """The files that were committed and not pushed; none without a remote."""

    @property
    def waits(self) -> bool:
        """Whether there is something left to do here before the site can be built from it."""
        return bool(self.changed or self.ahead)


class GitError(DiskError):
    """Git could not do it; the message has all that git and its hooks said, for people."""


def git(folder: Path, *arguments: str, seconds: float | None = None) -> bytes:
    """Run git in a folder and return its standard output. Raises `GitError`.

    The repository is the one that `folder` is in, whatever the environment names. With a limit of `seconds`,
    nobody is asked anything: neither git nor a hook of it gets the terminal.
    """
    stdin = None if seconds is None else DEVNULL
    with start_git(folder, *arguments, stdin=stdin, alone=seconds is not None) as process:
        try:
            found, said = process.communicate(timeout=seconds)
        except TimeoutExpired:
            _stop(process)
            message = f"git {arguments[0]}, or a hook of it, took longer than {seconds:.0f} seconds"
            raise GitError(message) from None
        except BaseException:
            process.communicate()  # Ctrl-C reaches git as well, which puts away its lock files
            raise
    if process.returncode:
        raise GitError(_shown(said + found) or f"git {arguments[0]} failed")
    return found


def start_git(
    folder: Path, *arguments: str, stdin: int | None = None, stderr: int = PIPE, alone: bool = False
) -> Popen[bytes]:
    """Start git in a folder; `alone`, it and its hooks have no terminal. Raises `GitError`."""
    try:
        return Popen(  # noqa: S603 - no shell
            ["git", *arguments],  # noqa: S607 - the git of whoever runs it
            cwd=folder,
            env=_environment(asks=not alone),
            stdin=stdin,
            stdout=PIPE,
            stderr=stderr,
            start_new_session=alone,
        )
    except FileNotFoundError:
        raise GitError("git is not installed") from None


def _environment(*, asks: bool) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _CHOOSE_OTHERS}
    if asks:
        return kept
    kept.pop("GPG_TTY", None)  # it would be asked for a passphrase
    return {**kept, "GIT_TERMINAL_PROMPT": "0"}


def _stop(process: Popen[bytes]) -> None:
    """End git and what it has started: first so that it can clean up, then at once."""
    for name in ("SIGTERM", "SIGKILL"):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, getattr(signal, name))
        else:
            process.kill()
        try:
            process.communicate(timeout=_GRACE)
        except TimeoutExpired:
            continue
        return


def _shown(said: bytes) -> str:
    """What git said, without its power over a terminal."""
    text = _COLOURS.sub("", said.decode(errors="replace")).replace("\r\n", "\n")
    return harmless_lines(text.strip())


def literal(path: Path | str) -> str:
    """A path as git's commands take it, with no meaning for `*`, `[` and a colon in front."""
    return f":(literal){path}"


# Committing

_UNFINISHED = (
    ("rebase-merge", "a rebase", "`git rebase --continue`", "`git rebase --abort`"),
    ("rebase-apply/applying", "applying patches", "`git am --continue`", "`git am --abort`"),
    ("rebase-apply", "a rebase", "`git rebase --continue`", "`git rebase --abort`"),
    ("MERGE_HEAD", "a merge", "`git merge --continue`", "`git merge --abort`"),
    ("CHERRY_PICK_HEAD", "a cherry-pick", "`git cherry-pick --continue`", "`git cherry-pick --abort`"),
    ("REVERT_HEAD", "a revert", "`git revert --continue`", "`git revert --abort`"),
    ("sequencer", "a series of picks", "`git cherry-pick --continue`", "`git cherry-pick --abort`"),
    ("BISECT_LOG", "a bisection", "`git bisect good` or `bad`", "`git bisect reset`"),
)
"""A file in git's folder, what is going on while it is there, what goes on with it, and what ends it."""


def refuse_unready(folder: Path) -> None:
    """Raise `GitError`, with how to go on, if git would not commit there now, or not on a branch."""
    try:
        inside, found = git(folder, "rev-parse", "--is-inside-work-tree", "--absolute-git-dir").split(b"\n")[
            :2
        ]
    except GitError as error:
        raise GitError(f"git cannot commit {folder}: {error}") from None
    if inside != b"true":
        raise GitError(f"git cannot commit {folder}: it is in no working tree")
    for name, what, on, off in _UNFINISHED:
        if (Path(os.fsdecode(found)) / name).exists():
            raise GitError(
                f"{what} is going on in this repository: finish it with {on}, or end it with {off}"
            )
    if conflicts := git(folder, "diff", "--name-only", "--diff-filter=U", "-z"):
        path = os.fsdecode(conflicts.partition(b"\0")[0])
        raise GitError(
            f"there are conflicts in this repository, as in {path}: resolve them and `git add` them"
        )
    try:
        git(folder, "symbolic-ref", "--quiet", "HEAD")
    except GitError:
        message = "no branch is checked out in this repository (detached HEAD), so a commit could be lost"
        raise GitError(f"{message}: choose one with `git switch BRANCH`") from None
    git(folder, "var", "GIT_COMMITTER_IDENT")  # it says how to tell git who commits


def unknown_files(folder: Path, paths: Sequence[Path]) -> list[Path]:
    """Those of the files that are not in the index."""
    return [path for path in paths if not git(folder, "ls-files", "-z", "--", literal(path.resolve()))]


def commit_files(folder: Path, paths: Sequence[Path], message: str, seconds: float | None = None) -> str:
    """Commit these files alone, in the repository that `folder` is in; what else is staged stays staged.

    Returns what git says if it has committed them and could not do the rest. Raises `GitError`; then nothing
    is committed, and the index is as it was, but for files that it did not know: `forget_files` takes those
    out again. See `git` for `seconds`.
    """
    named = _named(paths)
    before = _head(folder)
    command = ("commit", "-m", message, "--", *named)
    try:
        if new := unknown_files(folder, paths):  # else git finds nothing to commit under their names
            git(folder, "add", "--intent-to-add", "--", *_named(new), seconds=seconds)
        was = [path.read_bytes() for path in paths]
        try:
            git(folder, *command, seconds=seconds)
        except GitError:
            now = [path.read_bytes() if path.is_file() else None for path in paths]
            if now == was or None in now:
                raise
            git(folder, *command, seconds=seconds)  # a hook has put the files in order, and wants it so
    except BaseException as error:
        if not _is_committed(folder, before, named):
            raise
        return in_words(error)  # what failed came after it
    return ""


def in_words(error: BaseException) -> str:
    """Say why a commit failed or was not finished."""
    return "git was interrupted before it was done" if isinstance(error, KeyboardInterrupt) else str(error)


def forget_files(folder: Path, paths: Sequence[Path]) -> None:
    """Take files out of the index, not from the disk. Raises `GitError`, which says how to do it later."""
    unknown = unknown_files(folder, paths)
    known = [path for path in paths if path not in unknown]
    if not known:
        return
    try:
        git(folder, "rm", "--cached", "--force", "--quiet", "--", *_named(known))
    except GitError as error:
        command = shlex.join(["git", "rm", "--cached", *(str(path.resolve()) for path in known)])
        raise GitError(f"git's index still names the note; `{command}` takes it out ({error})") from None


def _named(paths: Sequence[Path]) -> list[str]:
    return [literal(path.resolve()) for path in paths]


def _head(folder: Path) -> bytes:
    """The last commit; nothing if there is none yet."""
    try:
        return git(folder, "rev-parse", "--verify", "--quiet", "HEAD")
    except GitError:
        return b""


def _is_committed(folder: Path, before: bytes, named: Sequence[str]) -> bool:
    if _head(folder) in (before, b""):
        return False
    try:
        git(folder, "diff", "--quiet", "HEAD", "--", *named)
    except GitError:
        return False
    return True


# Looking


def origin(folder: Path) -> str:
    """The web address of the repository that `folder` was cloned from; empty if there is none."""
    try:
        remote = git(folder, "remote", "get-url", "origin").decode().strip()
    except GitError:
        return ""
    match = re.fullmatch(r"(?:https://|ssh://)?(?:[^@/]+@)?([\w.-]+)(?::\d+)?[:/](.+?)(?:\.git)?/?", remote)
    return f"https://{match[1]}/{match[2]}" if match else ""


def publication_of(folder: Path, paths: Sequence[Path] = ()) -> Publication:
    """How far these files, or all in the folder, are on their way to where the repository is pushed to.

    What git cannot tell counts as not published.
    """
    named = _named(paths) or ["."]
    status = ("status", "--porcelain", "-z", "--untracked-files=all", "--", *named)
    try:
        git(folder, "rev-parse", "--is-inside-work-tree")
        changed = _changed(git(folder, "--no-optional-locks", *status))  # another git may be at work
        remotes = git(folder, "remote").decode(errors="replace").split()
    except GitError:
        return Publication()
    remote = "origin" if "origin" in remotes else next(iter(remotes), "")
    new = ("log", "--format=", "--name-only", "-z", "HEAD", "--not", "--remotes", "--", *named)
    try:
        if not remote:
            return Publication(in_git=True, changed=changed)
        ahead = git(folder, *new).decode(errors="replace").strip("\0\n").split("\0")
    except GitError:  # nothing is committed yet
        ahead = []
    return Publication(
        in_git=True, remote=remote, changed=changed, ahead=tuple(dict.fromkeys(filter(None, ahead)))
    )


def _changed(status: bytes) -> tuple[str, ...]:
    """The files of `git status --porcelain -z`; of one that was renamed, both names."""
    entries = status.decode(errors="replace").split("\0")
    return tuple(one[3:] if one[2:3] == " " else one for one in entries if one)
