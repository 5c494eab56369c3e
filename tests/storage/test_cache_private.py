"""The cache is the user's own: what others could have written there is never used, and is only data."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import time
import zlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from statusgen.cli.main import main
from statusgen.model.cache import Cache
from statusgen.model.notes import Incident
from statusgen.model.packed import Lazy, unpack
from statusgen.pipeline.compile import compile_site
from statusgen.publish.kept_parts import KeptParts
from statusgen.publish.up_to_date import BuildRecord
from statusgen.storage.cache_store import open_cache
from statusgen.storage.disk import read_themes, read_tree
from statusgen.storage.file_hashes import KnownHashes
from statusgen.storage.private import PrivateFolder
from tests.conftest import NO_GIVING, NO_MOUNTS
from tests.faults import NOTE, NOW, command, tree, write
from tests.sites import content

ROOT_ONLY = pytest.mark.skipif(os.getuid() != 0, reason=NO_GIVING)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two contents, which is the working folder; its cache is in `cache`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STATUSGEN_CACHE", str(tmp_path / "cache"))
    for name, note in (("a", NOTE), ("b", NOTE.replace("Cards", "Trams"))):
        write(tmp_path / name, content({"incidents/cards.md": note}))
    return tmp_path


def build(name: str) -> dict[str, bytes]:
    """The site of a content, built over the last one."""
    out = f"public-{name}"
    assert 0 == main(["build", "--content", name, "--now", NOW, "--out", out])
    return tree(Path(out))


def files(folder: Path) -> dict[str, bytes]:
    """What is in the cache but the key."""
    return {path.name: path.read_bytes() for path in (folder / "cache").iterdir() if path.name != "key"}


@pytest.mark.slow
def test_exchanged_files_are_passed_over(folder: Path) -> None:
    """Each is bound to its site and its kind."""
    expected = {name: build(name) for name in "ab"}
    whole = files(folder)
    assert 6 == len(whole)
    for shift in range(1, 6):
        for name, data in zip(whole, [*whole.values()][shift:] + [*whole.values()][:shift], strict=True):
            (folder / "cache" / name).write_bytes(data)
        assert expected == {name: build(name) for name in "ab"}


def test_files_of_another_cache_are_passed_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch, compiled: list[object]
) -> None:
    """They are sealed with another key."""
    expected = build("a")
    shutil.copytree("cache", "other")
    Path("other/key").unlink()
    monkeypatch.setenv("STATUSGEN_CACHE", str(folder / "other"))
    assert (expected, 2) == (build("a"), len(compiled))
    assert (expected, 2) == (build("a"), len(compiled))


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Grows by one for each site that is compiled."""
    from statusgen.pipeline import compile as pipeline  # noqa: PLC0415 - to patch it

    calls, real = list[object](), pipeline.compile_site

    def counted(*files: Any, **named: Any) -> Any:
        calls.append(named["now"])
        return real(*files, **named)

    monkeypatch.setattr(pipeline, "compile_site", counted)
    return calls


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777], ids=oct)
def test_nobody_else_can_write_there(folder: Path, monkeypatch: pytest.MonkeyPatch, umask: int) -> None:
    """Nor read it, whatever the umask, with the folders above that were missing."""
    monkeypatch.setenv("STATUSGEN_CACHE", str(folder / "home/.cache/statusgen"))
    (folder / "home").mkdir()
    before = os.umask(umask)
    try:
        build("a")
    finally:
        os.umask(before)
    found = [*(folder / "home").rglob("*")]
    assert 6 == len(found)
    assert {0o700, 0o600} == {path.stat().st_mode & 0o777 for path in found}
    assert all((path.stat().st_mode & 0o777 == 0o700) == path.is_dir() for path in found)


def loosen(path: Path) -> None:
    """Let the group write."""
    path.chmod(path.stat().st_mode | 0o020)


def give_away(path: Path) -> None:
    """Let it belong to somebody else."""
    os.chown(path, 12345, -1)


def link(path: Path) -> None:
    """Put a link to it in its place."""
    real = path.with_name("real")
    path.rename(real)
    path.symlink_to(real)


SPOILT = [
    pytest.param(loosen, "can be written by others (chmod go-w {path})", id="writable"),
    pytest.param(give_away, "belongs to another user", id="owner", marks=ROOT_ONLY),
    pytest.param(link, "is a link", id="link"),
]


@pytest.mark.parametrize(("spoil", "why"), SPOILT)
def test_a_folder_that_is_not_ours_alone_is_not_used(
    folder: Path,
    compiled: list[object],
    capsys: pytest.CaptureFixture[str],
    spoil: Callable[..., None],
    why: str,
) -> None:
    """One line says why; nothing is read there, and nothing written."""
    expected = build("a")
    spoil(folder / "cache")
    before = {path.name: path.stat().st_mtime_ns for path in (folder / "cache").iterdir()}
    capsys.readouterr()
    assert (expected, 2) == (build("a"), len(compiled))
    path = folder / "cache"
    told = f"statusgen: the cache folder {path} {why.format(path=path)}; it is not used\n"
    assert told == capsys.readouterr().err
    assert before == {path.name: path.stat().st_mtime_ns for path in (folder / "cache").iterdir()}


@pytest.mark.slow
@pytest.mark.parametrize(("spoil", "why"), SPOILT)
def test_a_file_that_is_not_ours_alone_is_replaced(
    folder: Path,
    compiled: list[object],
    capsys: pytest.CaptureFixture[str],
    spoil: Callable[..., None],
    why: str,
) -> None:
    """One line says why it was not used; the next build is quick again."""
    expected = build("a")
    (path,) = (folder / "cache").glob("*.last")
    spoil(path)
    capsys.readouterr()
    assert (expected, 2) == (build("a"), len(compiled))
    assert (
        f"statusgen: the cache file {path} {why.format(path=path)}; it is not used\n"
        == capsys.readouterr().err
    )
    assert not path.is_symlink()
    assert (expected, 2) == (build("a"), len(compiled))
    assert "" == capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("spoil", [loosen, link, pytest.param(give_away, marks=ROOT_ONLY), Path.unlink])
def test_a_key_that_is_not_ours_alone_is_another(
    folder: Path, compiled: list[object], spoil: Callable[..., None]
) -> None:
    """What was sealed with it is passed over."""
    expected = build("a")
    spoil(folder / "cache/key")
    assert (expected, 2) == (build("a"), len(compiled))
    assert 0o600 == (folder / "cache/key").lstat().st_mode & 0o777
    assert (expected, 2) == (build("a"), len(compiled))


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(folder: Path) -> None:
    """Nor is a folder there a failure."""
    expected = build("a")
    for path in (folder / "cache").glob("*.*"):
        path.unlink()
        if path.suffix == ".parts":
            path.mkdir()
        else:
            os.mkfifo(path, 0o600)
    assert expected == build("a")


def test_a_sticky_folder_for_all_may_hold_it(
    folder: Path, compiled: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `/tmp`: nobody else can exchange what is ours there."""
    (folder / "tmp").mkdir()
    (folder / "tmp").chmod(0o1777)
    monkeypatch.setenv("STATUSGEN_CACHE", str(folder / "tmp/cache"))
    assert build("a") == build("a")
    assert 1 == len(compiled)


KINDS: dict[tuple[str, str], Any] = {
    ("a", "parts"): KeptParts,
    ("public-a", "last"): BuildRecord,
    ("public-a", "file_hashes"): KnownHashes,
}
"""What is kept of a content and of an output folder, and its type."""

CODE = [
    b"cos\nmkdir\n(S'gone-off'\ntR.",
    b"cbuiltins\neval\n(S'1'\ntR.",
    b"cbuiltins\ngetattr\n(cbuiltins\nint\nS'real'\ntR.",
    b"cstatusgen.storage.cache_store\nos\n.",
    b"cstatusgen.cli.main\nmain\n.",
    b"cstatusgen.model.packed\nzlib\n.",
    pickle.dumps(ZoneInfo("Europe/Berlin")),
    pickle.dumps(Path("x")),
    pickle.dumps(subprocess.Popen, protocol=5),
    zlib.compress(pickle.dumps(Path("x"))),
    b"\x80\x05\x82\x01.",
    b"garbage",
    b"",
]


@pytest.mark.parametrize("code", CODE)
def test_what_is_no_data_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: bytes) -> None:
    """Nothing is called, imported or looked up, at once or later."""
    monkeypatch.chdir(tmp_path)
    for kind in KINDS.values():
        with pytest.raises(ValueError, match=r"."):
            unpack(code, kind)
    with pytest.raises((ValueError, zlib.error)):
        Lazy[Incident](data=code).get()
    assert [] == list(tmp_path.iterdir())


def test_what_has_the_right_seal_makes_data_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever could write with our key still cannot have anything run."""
    expected = build("a")
    with monkeypatch.context() as patch, open_cache() as cache:
        patch.setattr("statusgen.storage.cache_store.pack", lambda _: CODE[0])
        for (of, what), kind in KINDS.items():
            cache.put(Path(of), what, _version(), None)
            assert cache.get(Path(of), what, _version(), kind) is None
    assert expected == build("a")
    assert not Path("gone-off").exists()


def test_a_folder_without_a_descriptor_works_too(tmp_path: Path) -> None:
    """As on Windows, which has none."""
    folder = PrivateFolder(tmp_path, None)
    folder.write("a", b"old")
    folder.write("a", b"new")
    (tmp_path / ".statusgen-left.new").touch()
    os.utime(tmp_path / ".statusgen-left.new", (1, 1))
    folder.remove_leftovers()
    assert (b"new", ["a"]) == (folder.read("a"), [path.name for path in tmp_path.iterdir()])


def _version() -> str:
    from statusgen.publish.build import _maker  # noqa: PLC0415 - reads all of the program

    return _maker()


@pytest.mark.slow
def test_all_that_is_remembered_can_be_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a site with everything in it: nothing is refused that is data."""
    shutil.copytree(Path(__file__).parents[2] / "content", "demo")
    build("demo")
    with open_cache() as cache:
        kept = cache.get(Path("demo"), "parts", _version(), KeptParts)
    assert 40 < len(kept["notes"])
    alone = Cache()
    found = read_tree(Path("demo"))
    compile_site(found, read_themes(Path("demo")), now=datetime.fromisoformat(NOW), cache=alone)
    for part in ("settings", "notes", "checks", "archived"):
        for key, value in kept[part].items():
            assert (value, words(value)) == (alone.current[part][key], words(alone.current[part][key]))


def words(value: object) -> str:
    """Return how a value is written, in which an enumeration is not a string of the same letters."""
    if isinstance(value, Lazy):
        return words(value.get())
    if is_dataclass(value):
        return repr([words(getattr(value, one.name)) for one in fields(value)])
    return repr(value)


MOUNTED = """
mount -t tmpfs -o size="$1",mode=700 none "$2" || exit 99
shift 2
"$@" && ls -A "$STATUSGEN_CACHE"
"""


@pytest.mark.slow
def test_a_full_disk_keeps_no_parts(folder: Path) -> None:
    """Neither of what was kept last nor of what is new; the site is published all the same."""
    apart = ["unshare", "--mount", *(("--map-root-user",) if os.getuid() else ())]
    cache = folder / "cache"
    cache.mkdir(mode=0o700)
    if subprocess.run(
        [*apart, "mount", "-t", "tmpfs", "none", cache], capture_output=True, check=False
    ).returncode:
        pytest.skip(NO_MOUNTS)
    words = [*apart, "sh", "-c", MOUNTED, "-", "65536", str(cache), *command(folder / "a", folder / "out")]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert "" == done.stderr
    assert not [name for name in done.stdout.split() if name.endswith(".new")]
    assert "key" in done.stdout.split()


def test_what_killed_builds_left_goes_after_a_while(folder: Path) -> None:
    """Not at once: another build may be at work."""
    (folder / "cache").mkdir(mode=0o700)
    for name, age in ((".statusgen-old.new", 7200), (".statusgen-young.new", 10)):
        (folder / "cache" / name).write_bytes(b"")
        os.utime(folder / "cache" / name, (time.time() - age,) * 2)
    build("a")
    assert [".statusgen-young.new"] == [path.name for path in (folder / "cache").glob(".*")]


def test_another_build_that_puts_its_file_in_place_is_no_obstacle(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at the folder and at its temporary file."""
    (folder / "cache").mkdir(mode=0o700)
    (folder / "cache/.statusgen-old.new").touch()
    os.utime(folder / "cache/.statusgen-old.new", (1, 1))
    remove, found = os.unlink, list[object]()

    def remove_late(path: str, *, dir_fd: int | None = None) -> None:
        if path == ".statusgen-old.new":
            found.append(path)
            remove(path, dir_fd=dir_fd)
        remove(path, dir_fd=dir_fd)

    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", remove_late)
        build("a")
    assert [".statusgen-old.new"] == found[:1]
    assert 3 == len(files(folder))


def test_a_home_that_is_missing_is_not_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is a file there a failure: the site is made without a cache. A home that is there gets one."""
    monkeypatch.delenv("STATUSGEN_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    (folder / "file").touch()
    (folder / "home").mkdir()
    for home in ("missing", "file", "home"):
        monkeypatch.setenv("HOME", str(folder / home))
        build("a")
    assert not (folder / "missing").exists()
    assert ["key"] == [path.name for path in (folder / "home").rglob("key")]
