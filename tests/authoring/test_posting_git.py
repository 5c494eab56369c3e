"""Posting is all or nothing, in a folder and in git, and no words are lost."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from statusgen.cli.main import main
from statusgen.storage import transaction
from statusgen.storage.disk import DiskError, read_tree
from statusgen.storage.transaction import write_together
from tests.authoring.test_posting import FACTS, NOON, PATH, SITE, WORDS, folder
from tests.conftest import NO_MOUNTS

__all__ = ["folder"]
NEW = ["new", "incident", *FACTS, "--commit", "--now", NOON]
UPDATE = ["update", "--status", "update", "--text", "Found.", "--commit", "--now", "2026-05-01T11:00Z"]
IDENTITY = ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL")


def git(*arguments: str) -> str:
    """Run git here."""
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small site in a repository: one file has a staged change and one on top, another is not known."""
    for name in IDENTITY:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    git("init", "-q", "-b", "main")
    git("config", "user.email", "a@example.org")
    git("config", "user.name", "A")
    git("add", ".")
    git("commit", "-qm", "A site")
    (folder / "content/site.yml").write_text(SITE + "recent days: 7\n", encoding="utf-8")
    git("add", ".")
    (folder / "content/site.yml").write_text(SITE + "recent days: 8\n", encoding="utf-8")
    (folder / "other.txt").write_text("Not known to git.\n", encoding="utf-8")
    return folder


def state() -> tuple[str, ...]:
    """What git knows, and all files of the content but drafts."""
    names = sorted(str(path) for path in Path("content").rglob("*") if ".drafts" not in path.parts)
    return (*git_state(), *names, *map(repr, read_tree(Path("content")).items()))


def git_state() -> tuple[str, ...]:
    """Commits, what is staged, and what differs."""
    return (git("log", "--format=%H"), git("ls-files", "--stage"), git("status", "--porcelain"))


def hook(name: str, script: str) -> None:
    """Let git run a script."""
    path = Path(".git/hooks") / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def refused(capsys: pytest.CaptureFixture[str], command: list[str]) -> str:
    """What a command says that cannot post. It changes nothing, and keeps the words."""
    before = state()
    capsys.readouterr()
    assert 3 == main(command)
    assert before == state()
    said = capsys.readouterr().err
    draft = next(Path("content/.drafts").glob("*.md"))
    assert WORDS in draft.read_text("utf-8")
    assert f"    statusgen new incident --commit --draft {draft}\n" in said
    return said


def test_what_is_staged_otherwise_stays_staged(repository: Path) -> None:
    """The commit has the note alone."""
    before = git("ls-files", "--stage", "content/site.yml")
    assert 0 == main(NEW)
    assert f"{PATH}\n" == git("show", "--name-only", "--format=")
    assert before == git("ls-files", "--stage", "content/site.yml")
    assert "MM content/site.yml\n?? other.txt\n" == git("status", "--porcelain")


@pytest.mark.parametrize("name", ["pre-commit", "commit-msg"])
def test_a_hook_that_refuses_is_quoted_whole_and_nothing_is_left(
    repository: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """Its words have no power over the terminal; the second try makes one incident."""
    hook(
        name,
        "printf 'Wrong word.\\n\\033[31mred\\033[0m \\033]0;title\\007\\n'; echo 'Line three.' >&2; exit 1",
    )
    said = refused(capsys, NEW)
    assert (
        "nothing was posted, because it could not be committed:\n\n    Wrong word.\n    red ␛]0;title␇\n"
        in said
    )
    assert "    Line three.\n" in said
    assert "or post without --commit" in said

    (repository / ".git/hooks" / name).unlink()
    assert 0 == main(NEW)
    assert [Path(PATH).name] == [path.name for path in (repository / "content/incidents").iterdir()]


def test_the_draft_of_a_failed_commit_is_posted(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By the command that is named; then it is gone."""
    hook("pre-commit", "exit 1")
    refused(capsys, NEW)
    (repository / ".git/hooks/pre-commit").unlink()
    draft = next(Path("content/.drafts").glob("*.md"))
    assert 0 == main(["new", "incident", "--commit", "--draft", str(draft), "--now", NOON])
    assert WORDS in (repository / PATH).read_text("utf-8")
    assert not draft.exists()


def test_an_update_that_is_not_committed_leaves_the_note(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """To the byte, also what of it was staged."""
    assert 0 == main(NEW)
    (repository / PATH).write_text((repository / PATH).read_text("utf-8") + "\nMore.\n", encoding="utf-8")
    git("add", PATH)
    (repository / PATH).write_text(
        (repository / PATH).read_text("utf-8") + "\nStill more.\n", encoding="utf-8"
    )
    hook("pre-commit", "exit 1")
    before = state()
    assert 3 == main(UPDATE)
    assert before == state()
    assert "note: incident/" in next(Path("content/.drafts").glob("*.md")).read_text("utf-8")


def test_a_commit_names_the_changed_note_among_similar_names(repository: Path) -> None:
    """Files whose names differ after a dot are notes of their own, not translations."""
    assert 0 == main(NEW)
    for region in ("eu", "us"):
        text = (repository / PATH).read_text("utf-8").replace("Trams stop at Harbour Street", region)
        (repository / PATH).with_name(f"2026-05-01-db.{region}.md").write_text(text, encoding="utf-8")
    git("add", "content/incidents")
    git("commit", "-qm", "Two regions", "--", "content/incidents")
    assert 0 == main(["update", "2026-05-01-db.us", *UPDATE[1:]])

    changed = git("show", "--name-only", "--format=%s", "HEAD").split("\n")
    assert ["Update: us", "", "content/incidents/2026-05-01-db.us.md", ""] == changed


@pytest.mark.parametrize("script", ["true", "exit 1"])
def test_an_update_leaves_the_mode_of_the_note(repository: Path, script: str) -> None:
    """Which others may need to read or write it; git would call another one a change."""
    assert 0 == main(NEW)
    (repository / PATH).chmod(0o775)
    git("add", PATH)
    git("commit", "-qm", "A mode", "--", PATH)
    before = git("status", "--porcelain", PATH)
    hook("pre-commit", script)
    main(["update", "--status", "update", "--text", "Found.", "--commit", "--now", "2026-05-01T11:00Z"])
    assert 0o775 == stat.S_IMODE((repository / PATH).stat().st_mode)
    assert before == git("status", "--porcelain", PATH)


def test_a_hook_that_puts_the_note_in_order_has_its_way(repository: Path) -> None:
    """As with formatters, which fail once and want their change committed."""
    hook("pre-commit", f"grep -q tidy {PATH} || {{ echo '<!-- tidy -->' >> {PATH}; exit 1; }}")
    assert 0 == main(NEW)
    assert "<!-- tidy -->" in git("show", f"HEAD:{PATH}")
    assert "MM content/site.yml\n?? other.txt\n" == git("status", "--porcelain")


@pytest.mark.parametrize("change", ["echo more >>", "rm"])
def test_a_hook_that_changes_the_new_note_and_refuses_it_leaves_nothing(
    repository: Path, capsys: pytest.CaptureFixture[str], change: str
) -> None:
    """Else the next try would make a second incident. The words are in the draft."""
    hook("pre-commit", f"echo 'Wrong word.'; {change} {PATH}; exit 1")
    assert "    Wrong word.\n" in refused(capsys, NEW)


def test_a_hook_that_changes_an_older_note_and_refuses_it_leaves_its_version(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The update is in it: the message says so, and no draft is offered that would post it twice."""
    assert 0 == main(NEW)
    hook("pre-commit", f"echo 'Wrong word.'; echo more >> {PATH}; exit 1")
    capsys.readouterr()
    assert 3 == main(UPDATE)
    said = capsys.readouterr().err
    assert "Wrong word." in said
    assert f"{PATH} was changed meanwhile and is left as it is" in said
    assert "do not post it again" in said
    assert "--draft" not in said
    assert not Path("content/.drafts").exists()


def test_a_note_of_a_try_that_was_killed_is_named(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before another one with its title is written; what is committed is no such note."""
    hook("pre-commit", "kill -9 $(ps -o ppid= -p $PPID); exit 1")
    command = [sys.executable, "-m", "statusgen", *NEW]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    assert -9 == subprocess.run(command, env=environment, check=False, stdin=subprocess.DEVNULL).returncode
    (repository / ".git/hooks/pre-commit").unlink()
    assert (repository / PATH).exists()
    assert 0 == main(NEW)
    said = capsys.readouterr().err
    assert f"{PATH} has this title, too, and is not committed" in said

    git("add", PATH)
    git("commit", "-qm", "Both", "--", PATH)
    capsys.readouterr()
    assert 0 == main(NEW)
    assert "is not committed" not in capsys.readouterr().err


def test_a_lock_of_another_git_is_told(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With git's own advice."""
    (repository / ".git/index.lock").touch()
    said = refused(capsys, NEW)
    assert "File exists." in said
    assert "remove the file manually to continue." in said


def test_a_signature_that_fails_is_told(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is committed without it."""
    git("config", "commit.gpgsign", "true")
    git("config", "gpg.program", "false")
    assert "gpg failed to sign" in refused(capsys, NEW)


def test_who_commits_must_be_known(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Git says how to tell it."""
    git("config", "--unset", "user.email")
    git("config", "user.useConfigOnly", "true")
    assert "git config --global user.email" in refused(capsys, NEW)


def test_without_a_repository_nothing_is_posted(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is asked or written."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    assert 3 == main(NEW)
    assert "git cannot commit content: fatal: not a git repository" in capsys.readouterr().err
    assert not (folder / PATH).exists()


def conflict(kind: str) -> None:
    """Begin something that stops at a conflict."""
    git("reset", "-q", "--hard")
    git("switch", "-q", "-c", "side")
    for branch, days in (("side", 5), ("main", 6)):
        git("switch", "-q", branch)
        Path("content/site.yml").write_text(f"{SITE}recent days: {days}\n", encoding="utf-8")
        git("commit", "-qam", branch)
    subprocess.run(["git", kind, "side"], check=False, capture_output=True)


def reverted() -> None:
    """Begin to undo a commit that others were built on."""
    git("reset", "-q", "--hard")
    for days in (5, 6):
        Path("content/site.yml").write_text(f"{SITE}recent days: {days}\n", encoding="utf-8")
        git("commit", "-qam", "Days")
    subprocess.run(["git", "revert", "HEAD^"], check=False, capture_output=True)


def bisected() -> None:
    """Begin to look for a commit."""
    git("bisect", "start")


def detached() -> None:
    """Look at a commit without a branch."""
    git("checkout", "-q", "--detach")


def conflicting() -> None:
    """Take stashed changes that do not fit."""
    git("commit", "-qam", "Days")
    Path("content/site.yml").write_text(SITE + "recent days: 9\n", encoding="utf-8")
    git("stash", "-q")
    Path("content/site.yml").write_text(SITE + "recent days: 10\n", encoding="utf-8")
    git("commit", "-qam", "More days")
    subprocess.run(["git", "stash", "pop"], check=False, capture_output=True)


@pytest.mark.parametrize(
    ("begin", "told"),
    [
        (
            lambda: conflict("merge"),
            "a merge is going on in this repository: finish it with `git merge --cont",
        ),
        (lambda: conflict("rebase"), "a rebase is going on"),
        (lambda: conflict("cherry-pick"), "a cherry-pick is going on"),
        (reverted, "a revert is going on"),
        (bisected, "a bisection is going on"),
        (detached, "choose one with `git switch BRANCH`"),
        (conflicting, "conflicts in this repository, as in content/site.yml"),
    ],
    ids=["merge", "rebase", "cherry-pick", "revert", "bisect", "detached", "conflicts"],
)
def test_a_repository_that_is_busy_is_left_alone(
    repository: Path, capsys: pytest.CaptureFixture[str], begin: Callable[[], None], told: str
) -> None:
    """It says so before it writes; without --commit, the note is written."""
    begin()
    before, files = git_state(), read_tree(Path("content"))
    assert 3 == main(NEW)
    assert told in capsys.readouterr().err
    assert (before, files) == (git_state(), read_tree(Path("content")))
    if begin is detached:
        assert 0 == main([*NEW[:-3], "--now", NOON])


def test_names_mean_nothing_to_git(repository: Path) -> None:
    """A folder that looks like a pattern commits its own note and no other."""
    git("reset", "-q", "--hard")
    odd = repository / ":(glob)[c]*"
    (repository / "content").rename(odd)
    git("add", "-A")
    git("commit", "-qm", "Moved")
    (repository / "c*").mkdir()
    (repository / "c*" / "x").write_text("Not known to git.\n", encoding="utf-8")
    assert 0 == main([*NEW, "--content", odd.name])
    assert f"{odd.name}/incidents/" in git("show", "--name-only", "--format=")
    assert "?? c*/\n" == git("status", "--porcelain")


def test_the_repository_is_that_of_the_content(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a hook has put into the environment; hooks of ours see none of our options."""
    hook(
        "pre-commit",
        'test -z "$(env | grep -i pathspecs)" && git diff --cached --name-only -- "*.md" | grep -q md',
    )
    other = tmp_path_factory.mktemp("other")
    git("init", "-q", str(other))
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git/index"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")
    assert 0 == main(NEW)
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_LITERAL_PATHSPECS"):
        monkeypatch.delenv(name)
    assert f"{PATH}\n" == git("show", "--name-only", "--format=")


def test_worktrees_and_line_ends_of_another_system_do_no_harm(repository: Path) -> None:
    """A second working tree commits on its own branch; where git turns line ends, the note is unchanged."""
    git("config", "core.autocrlf", "true")
    git("worktree", "add", "-q", "second", "-b", "second")
    os.chdir("second")
    assert 0 == main(NEW)
    assert f"{PATH}\n" == git("show", "--name-only", "--format=")
    assert "" == git("status", "--porcelain")
    assert b"\r" not in Path(PATH).read_bytes()


def test_an_interrupt_during_the_commit_takes_everything_back(repository: Path) -> None:
    """As Ctrl-C does, which hooks get as well; the words are kept."""
    before = state()
    code, said = interrupted_in("pre-commit")
    assert 130 == code
    assert "Nothing was written.\nYour answers are kept in" in said
    assert "Traceback" not in said
    assert before == state()


def test_an_interrupt_after_the_commit_leaves_the_note(repository: Path) -> None:
    """It is posted; a second try would post it twice."""
    code, said = interrupted_in("post-commit")
    assert 0 == code
    assert "It is committed, but git says:\ngit was interrupted before it was done\n" in said
    assert f"{PATH}\n" == git("show", "--name-only", "--format=")
    assert (repository / PATH).exists()


def test_an_interrupt_that_cannot_be_undone_says_what_to_look_at(repository: Path) -> None:
    """As when a hook has changed an older note."""
    assert 0 == main(NEW)
    code, said = interrupted_in("pre-commit", f"echo more >> {PATH}", UPDATE)
    assert 3 == code
    assert "it could not be committed:\n\ngit was interrupted before it was done\n\nThe words are" in said
    assert f"{PATH} was changed meanwhile and is left as it is" in said


def interrupted_in(name: str, first: str = "true", command: Sequence[str] = NEW) -> tuple[int, str]:
    """Press Ctrl-C while that hook of a command runs: the exit code and what was said."""
    hook(name, f"{first}; touch begun; exec sleep 600")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        [sys.executable, "-m", "statusgen", *command],
        env=environment, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
    ) as process:  # fmt: skip
        end = time.monotonic() + 60
        while not Path("begun").exists() and time.monotonic() < end:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        said = process.communicate(timeout=60)[1]
    Path("begun").unlink()
    return process.returncode, said


def test_what_fails_after_the_commit_is_told_and_the_note_stays(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Git has committed and cannot write its index: a second try would post it twice."""
    hook("post-commit", "true")
    hook("reference-transaction", 'test "$1" != committed || kill -TERM $PPID')
    assert 0 == main(NEW)
    assert f"{PATH}\n" == git("show", "--name-only", "--format=")
    assert (repository / PATH).exists()


# Without git


def test_of_several_files_all_are_written_or_none(tmp_path: Path) -> None:
    """New ones go away again with their folders, and old ones have the bytes that they had."""
    before = {"a.md": b"old"}
    (tmp_path / "a.md").write_bytes(b"old")
    (tmp_path / "taken").write_bytes(b"")
    with pytest.raises(DiskError, match=r"cannot write .*c\.md: .*; nothing was written"):
        write_together(tmp_path, {"a.md": b"new", "x/y/b.md": b"b", "taken/c.md": b"c"}, before)
    assert ["a.md", "taken"] == sorted(path.name for path in tmp_path.rglob("*"))
    assert b"old" == (tmp_path / "a.md").read_bytes()

    write_together(tmp_path, {"a.md": b"new", "x/y/b.md": b"b"}, before).undo()
    assert ["a.md", "taken"] == sorted(path.name for path in tmp_path.rglob("*"))
    assert b"old" == (tmp_path / "a.md").read_bytes()


def test_what_is_saved_while_the_bytes_are_written_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor does not know of our lock; the files before it are taken back."""
    before = {"a.md": b"old", "b.md": b"old"}
    for name, data in before.items():
        (tmp_path / name).write_bytes(data)
    monkeypatch.setattr(transaction, "sync_files", lambda _: (tmp_path / "b.md").write_bytes(b"saved"))
    with pytest.raises(DiskError, match=r"b\.md was changed meanwhile; nothing was written, try again"):
        write_together(tmp_path, {"a.md": b"new", "b.md": b"new"}, before)
    assert {"a.md": b"old", "b.md": b"saved"} == read_tree(tmp_path)


def test_what_somebody_has_changed_since_is_not_taken_back(tmp_path: Path) -> None:
    """It is named, and the rest is as it was."""
    written = write_together(tmp_path, {"a.md": b"a", "b.md": b"b"}, {})
    (tmp_path / "a.md").write_bytes(b"theirs")
    with pytest.raises(DiskError, match=r"a\.md was changed meanwhile and is left"):
        written.undo()
    assert [b"theirs"] == [path.read_bytes() for path in tmp_path.iterdir()]


_FULL = """
import resource, sys
from statusgen.cli.main import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.slow
@pytest.mark.parametrize("room", [0, 200])
def test_a_full_disk_leaves_no_part_of_a_note(folder: Path, room: int) -> None:
    """And where not even a draft can be kept, the terminal has the words."""
    words = "All the words. " * 40
    command = ["new", "incident", *FACTS[:-1], words, "--now", NOON]
    before = read_tree(folder / "content")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", _FULL, str(room), *command],
        env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert 3 == done.returncode
    assert "Traceback" not in done.stderr
    assert words.strip() in done.stderr
    assert before == read_tree(folder / "content")
    assert [] == list((folder / "content").glob("incidents/[!.]*"))
    assert 0 == main(command)


_NEARLY_FULL = """
mount -t tmpfs -o size=400k none "$1" || exit 99
cp -r . "$1" && cd "$1" || exit 99
state() { git log --format=%H; git ls-files --stage; ls content; find content -name "*.md"; }
state > before
head -c $(( ($(df --output=avail -k . | tail -1) - $2) * 1024 )) /dev/zero > fill
shift 2
"$@"
echo "exit $?"
rm fill
state | diff before - && echo same
"""


@pytest.mark.slow
def test_a_disk_that_gets_full_while_git_commits_leaves_no_note(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Neither in the folder nor in the index, whatever git was about to write."""
    full = tmp_path_factory.mktemp("full")
    git("reset", "-q", "--hard")
    apart = ["unshare", "--mount", *(("--map-root-user",) if os.getuid() else ())]
    if subprocess.run(
        [*apart, "mount", "-t", "tmpfs", "none", full], capture_output=True, check=False
    ).returncode:
        pytest.skip(NO_MOUNTS)
    for room in (4, 12, 20, 24):
        words = [
            *apart,
            "sh",
            "-c",
            _NEARLY_FULL,
            "-",
            str(full),
            str(room),
            sys.executable,
            "-m",
            "statusgen",
            *NEW,
        ]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        done = subprocess.run(
            words, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
        )
        assert "Traceback" not in done.stderr
        assert "exit 3\nsame\n" == done.stdout, (room, done.stdout, done.stderr)
