"""Several people who post at the same moment, each with a process of their own: nothing is lost."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from statusgen.cli.main import main
from statusgen.model.notes import Incident
from statusgen.read import read_site
from statusgen.storage.atomic_write import write_new
from statusgen.storage.disk import DiskError, read_tree
from statusgen.storage.locks import LOCK_FILE, locked
from tests.faults import POWERLESS
from tests.sites import content

SITE = "name: Trams\nurl: https://status.larkmoor.example/\nsite id: trams\ntime zone: Europe/Berlin\n"
NOON = "2026-05-01T10:00:07Z"
NAME = "2026-05-01-trams-stop"
MANY = 6


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The content of a small site with one open incident."""
    root = tmp_path / "content"
    root.mkdir()
    for path, data in content(site=SITE).items():
        (root / path).write_bytes(data)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: False, read=lambda: ""))
    assert 0 == main(["new", "incident", *_new("Trams stop"), "--content", str(root), "--now", NOON])
    return root


def _new(title: str) -> list[str]:
    facts = ["--title", title, "--service", "trams=partial outage", "--impact", "Trams wait."]
    return [*facts, "--workaround", "Take bus 4.", "--text", "A wire is broken."]


def _update(number: int) -> list[str]:
    return ["update", f"incidents/{NAME}", "--status", "update", "--text", f"We look at mast {number}."]


def _all_at_once(folder: Path, *commands: list[str]) -> list[tuple[int, str]]:
    """Start all while the folder is locked, so that they meet there; the exit code and output of each."""
    common = ["--content", str(folder), "--now", NOON]
    with locked(folder):
        started = [
            subprocess.Popen(
                [sys.executable, "-m", "statusgen", *one, *common],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            )
            for one in commands
        ]  # fmt: skip
    said = [one.communicate()[0] for one in started]
    return [(one.returncode, text) for one, text in zip(started, said, strict=True)]


def _incident(folder: Path) -> Incident:
    notes = [one.note for one in read_site(read_tree(folder)).notes]
    return next(one for one in notes if isinstance(one, Incident) and one.id == NAME)


@pytest.mark.slow
def test_updates_of_the_same_second_are_all_kept(folder: Path) -> None:
    """Whoever is told that it is written finds it in the note, once; each has an id of its own."""
    ended = _all_at_once(folder, *map(_update, range(MANY)))
    assert [0] * MANY == [code for code, _ in ended], ended
    updates = _incident(folder).updates
    words = [dict(one.body.variants)["en"].strip() for one in updates[1:]]
    assert [f"We look at mast {number}." for number in range(MANY)] == sorted(words)
    assert len(updates) == len({one.id for one in updates})
    assert [one.at for one in updates] == sorted(one.at for one in updates)


@pytest.mark.slow
def test_new_notes_of_the_same_title_get_names_of_their_own(folder: Path) -> None:
    """None is refused and none is overwritten."""
    ended = _all_at_once(folder, *[["new", "incident", *_new("Trams wait")]] * 3)
    assert [0] * 3 == [code for code, _ in ended], ended
    names = {path.name for path in (folder / "incidents").iterdir()}
    assert {f"2026-05-01-trams-wait{end}.md" for end in ("", "-2", "-3")} | {f"{NAME}.md"} == names


@pytest.mark.slow
def test_updates_and_the_end_are_all_kept(folder: Path) -> None:
    """In whatever order they come."""
    resolve = ["resolve", f"incidents/{NAME}", "--text", "Trams run again."]
    ended = _all_at_once(folder, _update(1), resolve, _update(2))
    assert [0] * 3 == [code for code, _ in ended], ended
    assert 4 == len(_incident(folder).updates)


@pytest.fixture(params=["flock", "filelock"])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Which locks there are: those of POSIX systems, or what Windows has instead."""
    if request.param == "filelock":
        monkeypatch.setattr("statusgen.storage.locks.fcntl", None)
    return str(request.param)


@pytest.mark.usefixtures("kind")
def test_a_lock_that_is_held_is_not_waited_for_without_end(folder: Path) -> None:
    """The message says what to do; the folder itself stays as it is, and a lock file is no content."""
    before, names = {*folder.rglob("*"), folder / LOCK_FILE}, [*read_tree(folder)]
    with locked(folder), pytest.raises(DiskError, match="try again"), locked(folder, patience=0.05):
        pass
    with locked(folder, patience=0):
        assert names == [*read_tree(folder)]
        assert before == {*folder.rglob("*"), folder / LOCK_FILE}


def test_no_lock_file_appears_in_the_content(folder: Path) -> None:
    """Where the folder itself can be locked."""
    before = sorted(folder.rglob("*"))
    with locked(folder):
        assert before == sorted(folder.rglob("*"))


HOLDER = """
import sys, time
from pathlib import Path
from statusgen.storage import locks
from statusgen.storage.locks import locked

if sys.argv[2] == "filelock":
    locks.fcntl = None
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def test_an_end_of_the_process_that_holds_it_frees_the_folder(folder: Path, kind: str) -> None:
    """A kill leaves nothing to clean up."""
    command = [sys.executable, "-c", HOLDER, str(folder), kind]
    holder = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert holder.stdout
    assert "held\n" == holder.stdout.readline()
    with pytest.raises(DiskError, match="try again"), locked(folder, patience=0.05):
        pass
    holder.kill()
    holder.communicate()
    with locked(folder, patience=5):
        pass


def test_another_user_who_may_read_the_folder_can_lock_it(folder: Path) -> None:
    """Whoever made it: a lock of one's own would keep nobody apart."""
    folder.chmod(0o555)
    try:
        command = [*POWERLESS, sys.executable, "-c", HOLDER, str(folder), "flock"]
        holder = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert holder.stdout
        assert "held\n" == holder.stdout.readline()
        with pytest.raises(DiskError, match="try again"), locked(folder, patience=0.05):
            pass
        holder.kill()
        holder.communicate()
    finally:
        folder.chmod(0o755)


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.EBADF, errno.ENOSYS])
def test_where_nothing_can_be_locked_posting_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """As on some network file systems."""

    def refuse(*_: object) -> None:
        raise OSError(code, "cannot lock")

    monkeypatch.setattr("fcntl.flock", refuse)
    with locked(folder):
        pass


def test_whoever_is_overtaken_in_a_conversation_keeps_the_answers(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody posts while the last question is open: that update stays, and a draft has the answers."""
    given = iter(["Mast 9 it is.", ".", "", "", "", "30", "", ""])

    def ask(question: str) -> str:
        if "Write this?" in question:
            assert [0] == [code for code, _ in _all_at_once(folder, _update(1))]
            return "y"
        return next(given, "")

    monkeypatch.setattr("builtins.input", ask)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True, read=lambda: ""))
    command = ["update", f"incidents/{NAME}", "--status", "update", "--content", str(folder), "--now", NOON]
    assert 3 == main(command)
    assert ["A wire is broken.", "We look at mast 1."] == [
        dict(one.body.variants)["en"].strip() for one in _incident(folder).updates
    ]
    told = capsys.readouterr().err
    assert "changed meanwhile" in told
    assert "Your answers are kept in" in told


def test_a_new_file_is_there_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    """Nothing is left beside it, and what is there already stays."""
    path = tmp_path / "note.md"
    write_new(path, b"words")
    with pytest.raises(DiskError, match="there already"):
        write_new(path, b"others")
    assert [(path, b"words")] == [(one, one.read_bytes()) for one in tmp_path.iterdir()]
