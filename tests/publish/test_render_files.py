"""Making outputs on several cores: the same files, and no mistake is lost on the way."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.model.output import Output
from statusgen.publish.render_files import PARTS_A_WORKER, WORTH_A_WORKER, RenderedFile, render_all
from statusgen.render.theme.load import ThemeError
from statusgen.storage.disk import DiskError

COUNT = 2 * WORTH_A_WORKER + 7
PROBLEM = Diagnostic("template-error", Span("../themes/ours/templates/note.html", 3), "the template failed")


def _number(number: int) -> bytes:
    return b"page %d\n" % number


def _process(_: int) -> bytes:
    return b"%d" % os.getpid()


def _fail(error: Exception) -> bytes:
    raise error


class OddError(Exception):
    """Cannot be made again from its own arguments."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} {other}")


class BoundError(Exception):
    """Cannot be packed."""

    def __init__(self) -> None:
        super().__init__(lambda: None)


def _raise(kind: str) -> bytes:
    raise OddError("so", "so") if kind == "odd" else BoundError


def _die() -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def nothing(_: str) -> None:
    """What lies in a new folder."""


def outputs(*more: Output) -> list[Output]:
    """Enough for two workers."""
    return [*(Output(f"{number}.html", _number, (number,)) for number in range(COUNT)), *more]


def made(folder: Path, some: list[Output], cores: int) -> tuple[list[RenderedFile], dict[str, bytes]]:
    """What is yielded, by number, and the staged files; every third output is in place already."""
    folder.mkdir()
    lying = {one.path: sha256(one.make()).hexdigest() for one in some[::3]}
    found = sorted(render_all(some, lying.get, folder, cores), key=lambda one: one.part)
    assert all((folder / one.staged / one.path).is_file() for one in found if one.staged)
    return [replace(one, staged="yes" if one.staged else "") for one in found], {
        path.name: path.read_bytes() for path in folder.glob("*/*")
    }


def test_several_workers_make_what_one_makes(tmp_path: Path) -> None:
    """Each output once; what is there already is not written again."""
    alone = made(tmp_path / "one", outputs(), 1)
    assert alone == made(tmp_path / "two", outputs(), 2) == made(tmp_path / "many", outputs(), 64)
    assert list(range(COUNT)) == [one.part for one in alone[0]]
    assert {f"{number}.html" for number in range(COUNT) if number % 3} == set(alone[1])


@pytest.mark.parametrize("cores", [1, 2])
@pytest.mark.parametrize(
    "error", [ThemeError(PROBLEM), OSError(28, "No space left on device", "x"), ValueError("no")]
)
def test_a_mistake_comes_back_whole(tmp_path: Path, cores: int, error: Exception) -> None:
    """As if it had happened here."""
    some = outputs(Output("wrong.html", _fail, (error,)))
    with pytest.raises(type(error)) as caught:
        list(render_all(some, nothing, tmp_path, cores))
    assert str(error) == str(caught.value)
    if isinstance(caught.value, ThemeError):
        assert PROBLEM == caught.value.problem


@pytest.mark.parametrize(("kind", "name"), [("odd", "OddError: so so"), ("bound", "BoundError: ")])
def test_a_mistake_that_cannot_come_back_is_told(tmp_path: Path, kind: str, name: str) -> None:
    """With the place where it happened."""
    with pytest.raises(RuntimeError, match=f"in _raise(.|\n)*{name}"):
        list(render_all(outputs(Output("wrong.html", _raise, (kind,))), nothing, tmp_path, 2))


def test_workers_make_room_for_others(tmp_path: Path) -> None:
    """A few parts are made first; then no process makes many, and those at work at a time make as many."""
    count = 3 * PARTS_A_WORKER
    asked = [Output(f"{number}", _process, (number,)) for number in range(count)]
    found = list(render_all(asked, nothing, tmp_path, 2))
    assert set(range(count)) == {one.part for one in found}
    makers = Counter(int((tmp_path / one.staged / one.path).read_text()) for one in found)
    assert 3 == makers.pop(os.getpid())
    assert [PARTS_A_WORKER, PARTS_A_WORKER, 256, 253] == sorted(makers.values(), reverse=True)


def test_a_worker_that_is_killed_is_noticed(tmp_path: Path) -> None:
    """As when memory runs out."""
    some = outputs(Output("last.html", _die, ()))
    with pytest.raises(DiskError, match="ended from outside"):
        list(render_all(some, nothing, tmp_path, 2))


def test_whoever_stops_listening_leaves_no_worker_behind(tmp_path: Path) -> None:
    """The first page that a worker makes is enough, say."""
    making = render_all(outputs(), nothing, tmp_path, 2)
    assert str(os.getpid()) not in [next(making).staged for _ in range(2)][1:]
    making.close()  # type: ignore[attr-defined]
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


KILLED = """
import os, signal, sys
from pathlib import Path
from statusgen.publish.render_files import render_all
from tests.publish.test_render_files import outputs
from statusgen.model.output import Output
import tests.publish.test_render_files as here

some = outputs(*(Output(f"slow{number}.html", here._slow, (number,)) for number in range(2000)))
making = render_all(some, here.nothing, Path(sys.argv[1]), 2)
while next(making).staged == str(os.getpid()):  # a few are made before there are workers
    pass
os.kill(os.getpid(), signal.SIGKILL)
"""


def _slow(number: int) -> bytes:
    time.sleep(0.02)
    return b"slow %d" % number


def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    """They hold its lock, and would keep every later build away."""
    root = Path(__file__).parents[2]
    with (tmp_path / "lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        (tmp_path / "staging").mkdir()
        command = [sys.executable, "-c", KILLED, str(tmp_path / "staging")]
        subprocess.run(command, cwd=root, pass_fds=[lock.fileno()], check=False)
    with (tmp_path / "lock").open("wb") as again:
        for _ in range(100):
            try:
                fcntl.flock(again, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.02)
            else:
                return
    raise AssertionError("a worker lives on")
