"""Run git: commit files, and find files that are not committed or not pushed."""

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
"""Variables that git sets for hooks: they choose another repository or index, or change what paths mean."""

_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_GRACE = 5.0
"""Seconds to clean up for a git that took too long."""


@dataclass(frozen=True, slots=True)
class Publication:
    """State of files on their way to readers, as far as git knows."""

    in_git: bool = False
    remote: str = ""
    """Remote that the repository is pushed to, such as `origin`; empty if there is none."""
    changed: tuple[str, ...] = ()
    """Files that differ from the last commit."""
    ahead: tuple[str, ...] = ()
    """Files that are committed but not pushed; none without a remote."""

    @property
    def waits(self) -> bool:
        """Return whether files must be committed or pushed before the site can be built from them."""
        return bool(self.changed or self.ahead)


class GitError(DiskError):
    """A git command failed; the message has the output of git and its hooks, safe to print."""


def git(folder: Path, *arguments: str, seconds: float | None = None) -> bytes:
    """Run git in a folder and return its standard output. Raises `GitError`.

    The repository is the one of `folder`, whatever the environment names. With a limit of `seconds`, neither
    git nor a hook of it gets the terminal, so they cannot ask questions.
    """
    stdin = None if seconds is None else DEVNULL
    with start_git(folder, *arguments, stdin=stdin, alone=seconds is not None) as process:
        try:
            output, errors = process.communicate(timeout=seconds)
        except TimeoutExpired:
            _stop(process)
            message = f"git {arguments[0]}, or a hook of it, took longer than {seconds:.0f} seconds"
            raise GitError(message) from None
        except BaseException:
            process.communicate()  # Ctrl-C ends git too, which removes its lock files
            raise
    if process.returncode:
        raise GitError(_printable(errors + output) or f"git {arguments[0]} failed")
    return output


def start_git(
    folder: Path, *arguments: str, stdin: int | None = None, stderr: int = PIPE, alone: bool = False
) -> Popen[bytes]:
    """Start git in a folder. With `alone`, git and its hooks get no terminal. Raises `GitError`."""
    try:
        return Popen(  # noqa: S603 - no shell
            ["git", *arguments],  # noqa: S607 - the git on the path of the user
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
    kept.pop("GPG_TTY", None)  # gpg would ask for a passphrase there
    return {**kept, "GIT_TERMINAL_PROMPT": "0"}


def _stop(process: Popen[bytes]) -> None:
    """End git and the processes that it started: first with time to clean up, then at once."""
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


def _printable(output: bytes) -> str:
    """Return output of git without control characters."""
    text = _COLOURS.sub("", output.decode(errors="replace")).replace("\r\n", "\n")
    return harmless_lines(text.strip())


def literal(path: Path | str) -> str:
    """Return a path as a pathspec of git in which `*`, `[` and a leading colon have no meaning."""
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
"""A file in git's folder, the operation that it belongs to, and the commands that continue and end it."""


def refuse_unready(folder: Path) -> None:
    """Raise `GitError`, which says what to do, if git could not commit there now, or not on a branch."""
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
    git(folder, "var", "GIT_COMMITTER_IDENT")  # its error says how to set name and address


def unknown_files(folder: Path, paths: Sequence[Path]) -> list[Path]:
    """Return the files that are not in the index."""
    return [path for path in paths if not git(folder, "ls-files", "-z", "--", literal(path.resolve()))]


def commit_files(folder: Path, paths: Sequence[Path], message: str, seconds: float | None = None) -> str:
    """Commit only these files, in the repository of `folder`; other staged changes stay staged.

    Returns the error of git if it failed after the commit, else an empty text. Raises `GitError` if nothing
    is committed; the index then differs only by files that it did not have, which `forget_files` removes.
    See `git` for `seconds`.
    """
    named = _named(paths)
    before = _head(folder)
    command = ("commit", "-m", message, "--", *named)
    try:
        if new := unknown_files(folder, paths):  # git commits only files of the index by name
            git(folder, "add", "--intent-to-add", "--", *_named(new), seconds=seconds)
        was = [path.read_bytes() for path in paths]
        try:
            git(folder, *command, seconds=seconds)
        except GitError:
            now = [path.read_bytes() if path.is_file() else None for path in paths]
            if now == was or None in now:
                raise
            git(folder, *command, seconds=seconds)  # a hook has reformatted the files
    except BaseException as error:
        if not _is_committed(folder, before, named):
            raise
        return in_words(error)  # the failure came after the commit
    return ""


def in_words(error: BaseException) -> str:
    """Return why a commit failed or was interrupted."""
    return "git was interrupted before it was done" if isinstance(error, KeyboardInterrupt) else str(error)


def forget_files(folder: Path, paths: Sequence[Path]) -> None:
    """Remove files from the index, not from the disk. Raises `GitError`, which says how to do it later."""
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
    """Return the last commit; empty if there is none yet."""
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


# Status


def origin(folder: Path) -> str:
    """Return the web address of the repository that `folder` was cloned from; empty if there is none."""
    try:
        remote = git(folder, "remote", "get-url", "origin").decode().strip()
    except GitError:
        return ""
    match = re.fullmatch(r"(?:https://|ssh://)?(?:[^@/]+@)?([\w.-]+)(?::\d+)?[:/](.+?)(?:\.git)?/?", remote)
    return f"https://{match[1]}/{match[2]}" if match else ""


def publication_of(folder: Path, paths: Sequence[Path] = ()) -> Publication:
    """Return which of these files, or of all in the folder, are not committed or not pushed.

    The result is empty if git cannot answer.
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
    """Return the files of `git status --porcelain -z`; both names of a renamed one."""
    entries = status.decode(errors="replace").split("\0")
    return tuple(one[3:] if one[2:3] == " " else one for one in entries if one)
