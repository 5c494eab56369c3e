"""Builds that are asked to end: nothing is left over, and no process goes on."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from statusgen.cli.main import main
from statusgen.publish import publish, staging
from tests.faults import Two, command, options, tree
from tests.processes import own_signals

ENDING = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the site is published."""
    return tmp_path / "out"


def _signalled(
    build: list[str], out: Path, number: int, send: Callable[[int, int], None]
) -> subprocess.Popen[bytes]:
    """A build that got a signal while it filled the staging folder; it has ended."""
    with subprocess.Popen(build, stdout=-3, stderr=-3, start_new_session=True) as process:
        while not any((out / ".statusgen/staging").glob("*/*")) and process.poll() is None:
            time.sleep(0.001)
        send(process.pid, number)
    return process


@pytest.mark.slow
@pytest.mark.parametrize("number", ENDING)
@pytest.mark.parametrize("send", [os.kill, os.killpg], ids=["parent", "group"])
def test_a_signal_leaves_the_old_site_and_nothing_else(
    large: Two, out: Path, number: signal.Signals, send: Callable[[int, int], None]
) -> None:
    """With workers, whether they get it too or not; all of them end."""
    shutil.copytree(large.folders[0], out)
    process = _signalled(command(large.contents[1], out), out, number, send)
    assert 128 + number == process.returncode
    assert large.clean[0] == tree(out)
    assert not (out / ".statusgen/staging").exists()
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


@pytest.mark.slow
def test_a_lost_terminal_does_not_end_what_ignores_it(large: Two, out: Path) -> None:
    """As under `nohup`."""
    ignoring = ["sh", "-c", 'trap "" HUP; exec "$@"', "-", *command(large.contents[1], out)]
    assert 0 == _signalled(ignoring, out, signal.SIGHUP, os.killpg).returncode
    assert large.clean[1] == tree(out)


def test_a_signal_before_anything_is_moved_leaves_the_old_site(
    small: Two, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one that comes twice, as `timeout` sends it."""

    def kill(_paths: object) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        pytest.fail("went on")

    def kill_again(path: Path, **_: object) -> None:
        if path.exists():
            os.kill(os.getpid(), signal.SIGTERM)
        remove(path, ignore_errors=True)

    remove = shutil.rmtree
    shutil.copytree(small.folders[0], out)
    monkeypatch.setattr(publish, "sync_files", kill)
    monkeypatch.setattr(shutil, "rmtree", kill_again)
    assert 143 == main(options(small.contents[1], out))
    assert small.clean[0] == tree(out)
    assert signal.SIG_DFL == signal.getsignal(signal.SIGTERM)


def test_a_signal_while_files_are_moved_waits_until_all_are(
    small: Two, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that visitors never meet half of one site and half of another for long."""
    moved = list[str]()

    def move(old: str, new: str) -> None:
        Path(old).replace(new)
        if not moved:
            os.kill(os.getpid(), signal.SIGHUP)
        moved.append(new)

    shutil.copytree(small.folders[0], out)
    monkeypatch.setattr(staging, "_rename", move)
    with own_signals():
        assert 129 == main(options(small.contents[1], out))
    assert small.clean[1] == tree(out)
    assert not (out / ".statusgen/staging").exists()


STUBBORN = """
import time
from statusgen.storage.signals import interrupted_by_signals

with interrupted_by_signals():
    try:
        print("go", flush=True)
        time.sleep(600)
    finally:
        print("ending", flush=True)
        time.sleep(600)
"""


@pytest.mark.slow
def test_a_second_signal_ends_at_once() -> None:
    """Whoever asks again after a moment does not want to wait for what still goes on."""
    with subprocess.Popen([sys.executable, "-c", STUBBORN], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert "go\n" == process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert "ending\n" == process.stdout.readline()
        process.send_signal(signal.SIGTERM)  # at the same moment: it is the same request
        time.sleep(1.5)
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert -signal.SIGTERM == process.wait(30)
