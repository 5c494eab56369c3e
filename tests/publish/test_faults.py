"""Builds that are killed, meet, or cannot write: visitors meet whole files, and the next build is right."""

from __future__ import annotations

import errno
import fcntl
import io
import itertools
import os
import random
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from statusgen.cli.main import main
from tests.conftest import NO_MOUNTS
from tests.faults import POWERLESS, Two, command, options, run, torn, tree

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("KILLS", "6"))
"""How many builds are killed: `make kills` takes more."""


@pytest.fixture
def out(small: Two, tmp_path: Path) -> Path:
    """The first small site, as it was published."""
    return Path(shutil.copytree(small.folders[0], tmp_path / "out"))


# Killed


def _seconds(build: list[str]) -> float:
    begin = time.monotonic()
    assert 0 == run(build)[0]
    return time.monotonic() - begin


@pytest.mark.slow(10)
@pytest.mark.parametrize("kill", [os.kill, os.killpg], ids=["parent", "group"])
def test_killed_at_any_moment_the_site_is_whole_and_the_next_build_is_clean(
    tmp_path: Path, large: Two, kill: Callable[[int, int], None]
) -> None:
    """Over the other site or where there was none, the process that was started alone or its workers too."""
    seed = int(os.environ.get("SEED", random.randrange(10**6)))
    print(f"SEED={seed}")  # noqa: T201 - to see the same again
    chance, out, killed = random.Random(seed), tmp_path / "out", 0
    # Later builds are quicker than the first one.
    lasted = min(_seconds(command(large.contents[number], out)) for number in (0, 1, 0))
    for number in range(1, (KILLS + 1) // 2 + 1):
        old, new = large.clean[1 - number % 2], large.clean[number % 2]
        build = command(large.contents[number % 2], out)
        if number % 4 == 0:
            shutil.rmtree(out)
        with subprocess.Popen(build, stdout=-3, stderr=-3, start_new_session=True) as process:
            time.sleep(chance.uniform(0.3, 1.0) * lasted)
            kill(process.pid, signal.SIGKILL)
        killed += process.returncode == -signal.SIGKILL
        assert [] == torn(out, old, new)
        assert 0 == main(build[3:])
        assert new == tree(out)
    assert killed


# No room


def _limited(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("size", [0, 1000, 8000, 20000])
def test_a_file_that_cannot_be_written_whole_is_not_published(small: Two, out: Path, size: int) -> None:
    """As when a quota is reached: the site stays, and nothing is left over."""
    build = command(small.contents[1], out)
    own = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}  # it would be cut off, and stay so for all others
    done = subprocess.run(
        build, capture_output=True, text=True, check=False, preexec_fn=_limited(size), env=own
    )
    assert (3, "") == (done.returncode, done.stdout)
    assert done.stderr.startswith("statusgen: cannot write ")
    assert done.stderr.endswith(": File too large\n")
    assert small.clean[0] == tree(out)


MOUNTED = """
mount -t tmpfs -o size="$1" none "$2" && cp -r "$3/." "$2" || exit 99
shift 3
"$@"
code=$?
cp -r "$OUT/." "$RESULT"
exit $code
"""


def test_a_full_disk_leaves_the_site_as_it_was(small: Two, tmp_path: Path) -> None:
    """A real one, with room for one and a half sites."""
    out, result = tmp_path / "out", tmp_path / "result"
    out.mkdir()
    result.mkdir()
    apart = ["unshare", "--mount", *(("--map-root-user",) if os.getuid() else ())]
    if subprocess.run(
        [*apart, "mount", "-t", "tmpfs", "none", out], capture_output=True, check=False
    ).returncode:
        pytest.skip(NO_MOUNTS)
    room = sum(-len(data) // 4096 * -4096 for data in small.clean[0].values()) * 3 // 2
    words = [*apart, "sh", "-c", MOUNTED, "-", str(room), str(out), str(small.folders[0])]
    build = ["env", f"OUT={out}", f"RESULT={result}", *words, *command(small.contents[1], out)]
    code, said = run(build)
    assert 3 == code, said
    assert ": No space left on device" in said
    assert small.clean[0] == tree(result)


class _Failing:
    """Lets one call that changes the output folder fail, the `number`th."""

    def __init__(self, out: Path, number: int, code: int) -> None:
        self._out, self._calls, self._number, self._code = str(out), itertools.count(), number, code

    def wrap(self, real: Callable[..., Any], changes: Callable[..., bool]) -> Callable[..., Any]:
        def call(name: Any, *rest: Any, **named: Any) -> Any:
            ours = isinstance(name, int) or str(name).startswith(self._out)
            if ours and changes(*rest) and next(self._calls) == self._number:
                raise OSError(
                    self._code, os.strerror(self._code), name if not isinstance(name, int) else None
                )
            return real(name, *rest, **named)

        return call

    def counted(self) -> int:
        """How many calls there were."""
        return next(self._calls)

    def patch(self, patch: pytest.MonkeyPatch) -> None:
        """Until `patch` ends."""
        patch.setattr(io, "open", self.wrap(io.open, lambda mode="r", *_: mode != "rb"))
        for name in ("mkdir", "replace", "unlink", "rmdir", "fsync"):
            patch.setattr(os, name, self.wrap(getattr(os, name), lambda *_: True))


CODES = (errno.ENOSPC, errno.EROFS, errno.EIO, errno.EACCES)


@pytest.fixture(scope="module")
def calls(small: Two, tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many calls change the output folder when the second small site replaces the first."""
    out = Path(shutil.copytree(small.folders[0], tmp_path_factory.mktemp("calls") / "out"))
    everything = _Failing(out, -1, 0)
    with pytest.MonkeyPatch.context() as patch:
        everything.patch(patch)
        assert 0 == main(options(small.contents[1], out))
    return everything.counted()


@pytest.mark.parametrize("part", [0, 1, 20, 40, 50, 60, 70, 80, 90, 99])
def test_whatever_fails_while_writing_the_site_stays_whole(
    small: Two,
    out: Path,
    calls: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    part: int,
) -> None:
    """At that part of the way: full, read-only or broken; it is said, and the next build makes it good."""
    code = CODES[part % len(CODES)]
    with monkeypatch.context() as patch:
        _Failing(out, calls * part // 100, code).patch(patch)
        ended = main(options(small.contents[1], out))
    said = capsys.readouterr().err
    message = "statusgen: cannot write " in said and os.strerror(code) in said
    assert (3, True) == (ended, message) or small.clean[1] == tree(out)
    assert [] == torn(out, *small.clean)
    assert 0 == main(options(small.contents[1], out))
    assert small.clean[1] == tree(out)


def test_a_read_only_folder_is_said_to_be_one(small: Two, out: Path) -> None:
    """Nothing changes in it."""
    folders = [path for path in (out, *out.rglob("*")) if path.is_dir()]
    for folder in folders:
        folder.chmod(0o555)
    code, said = run([*POWERLESS, *command(small.contents[1], out)])
    for folder in folders:
        folder.chmod(0o755)
    assert (3, f"statusgen: cannot write {out}/.statusgen/lock: Permission denied\n") == (code, said)
    assert small.clean[0] == tree(out)


# Two at once


def test_a_second_build_does_not_disturb_the_first(small: Two, out: Path) -> None:
    """It ends at once, and says why."""
    with (out / ".statusgen/lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        answer = run(command(small.contents[1], out))
    message = f"statusgen: another build is writing to {out}; wait until it is done\n"
    assert (3, message) == answer
    assert small.clean[0] == tree(out)


@pytest.mark.slow
@pytest.mark.parametrize("first", [True, False])
def test_builds_in_a_race_end_well(large: Two, tmp_path: Path, first: bool) -> None:
    """Into an empty folder and over another site: each publishes or says that another one does."""
    out = tmp_path / "out"
    if not first:
        shutil.copytree(large.folders[0], out)
    builds = [
        subprocess.Popen(command(large.contents[1], out), stdout=-3, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    ends = {(build.communicate()[1], build.returncode) for build in builds}
    busy = f"statusgen: another build is writing to {out}; wait until it is done\n"
    assert {("", 0)} == ends - {(busy, 3)}
    assert large.clean[1] == tree(out)
