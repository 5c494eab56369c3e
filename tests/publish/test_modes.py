"""Who may read what is published: everybody, whatever the umask of the build was."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from statusgen.cli.main import main
from tests.faults import NOTE, POWERLESS, command, options, run, tree


@pytest.fixture(params=[0o077, 0o777, 0o000], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """What the shell of whoever builds is set to."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def modes(out: Path) -> set[tuple[str, str]]:
    """The kinds of modes in a published site."""
    found = [out, *out.rglob("*")]
    return {("folder" if path.is_dir() else "file", oct(stat.S_IMODE(path.stat().st_mode))) for path in found}


@pytest.mark.usefixtures("umask")
def test_files_are_for_everybody_to_read(source: Path, tmp_path: Path) -> None:
    """Whatever the umask, which is as before afterwards."""
    before = os.umask(0)
    os.umask(before)
    assert 0 == main(options(source, tmp_path / "out"))
    assert {("folder", "0o755"), ("file", "0o644")} == modes(tmp_path / "out")
    assert os.umask(before) == before


@pytest.mark.parametrize("edited", [False, True], ids=["the same again", "after an edit"])
def test_modes_are_repaired(source: Path, tmp_path: Path, edited: bool) -> None:
    """Of files that the owner alone could read, or that everybody could write."""
    out = tmp_path / "out"
    assert 0 == main(options(source, out))
    (out / "index.html").chmod(0o600)
    (out / "history/index.html").chmod(0o646)
    (out / ".statusgen/manifest.json").chmod(0o600)
    (out / "incidents").chmod(0o700)
    before = tree(out)
    if edited:
        (source / "incidents/other.md").write_text(NOTE)
    assert 0 == main(options(source, out))
    assert {("folder", "0o755"), ("file", "0o644")} == modes(out)
    assert edited == (before != tree(out))


def test_what_whoever_runs_the_server_set_up_stays(source: Path, tmp_path: Path) -> None:
    """A group that may write: to the output folder, and so to all that is new in it."""
    out = tmp_path / "out"
    out.mkdir()
    out.chmod(0o2775)
    assert 0 == main(options(source, out))
    assert {("folder", "0o2775"), ("file", "0o664")} == modes(out)
    out.chmod(0o2755)
    (source / "incidents/other.md").write_text(NOTE)
    assert 0 == main(options(source, out))
    assert {("folder", "0o2755"), ("folder", "0o2775"), ("file", "0o644"), ("file", "0o664")} == modes(out)


def test_a_file_of_somebody_else_is_no_failure(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is a file system without modes."""
    out = tmp_path / "out"
    assert 0 == main(options(source, out))
    (out / "index.html").chmod(0o600)

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "fchmod", refuse)
    assert 0 == main(options(source, out))


@pytest.mark.slow
def test_what_nobody_may_read_is_replaced(source: Path, tmp_path: Path) -> None:
    """Also by us, who made it."""
    out = tmp_path / "out"
    assert 0 == main(options(source, out))
    before = tree(out)
    (out / "index.html").chmod(0)
    assert (0, "") == run([*POWERLESS, *command(source, out)])
    assert before == tree(out)
    assert {("folder", "0o755"), ("file", "0o644")} == modes(out)


def test_a_link_put_there_meanwhile_is_not_followed(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever may write to the output folder cannot have the modes of our other files changed."""
    out, secret = tmp_path / "out", tmp_path / "secret"
    assert 0 == main(options(source, out))
    secret.mkdir(0o700)
    (out / "incidents").chmod(0o700)
    look = os.lstat

    def look_and_swap(path: str) -> os.stat_result:
        found = look(path)
        if path == f"{out}/incidents":
            monkeypatch.setattr(os, "lstat", look)
            (out / "incidents").rename(tmp_path / "away")
            (out / "incidents").symlink_to(secret)
        return found

    monkeypatch.setattr(os, "lstat", look_and_swap)
    main(options(source, out))
    assert (out / "incidents").is_symlink()
    assert 0o700 == stat.S_IMODE(secret.stat().st_mode)
