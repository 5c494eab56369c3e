"""Publishing: files appear whole, ours are kept up to date, strangers' are left alone."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from statusgen.model.output import Output, OutputGroup
from statusgen.publish.foreign import EXPECTED
from statusgen.publish.manifest import MANIFEST, OURS
from statusgen.publish.publish import Published, publish
from statusgen.storage.disk import DiskError
from statusgen.storage.file_hashes import FileHashes


def text(words: str) -> bytes:
    """Render an output."""
    return words.encode()


def broken(words: str) -> bytes:
    """Fail to render an output."""
    raise ValueError(words)


def site(**pages: str) -> tuple[Output, ...]:
    """Outputs with these words, all on top."""
    return outputs(pages)


def outputs(pages: dict[str, str], late: tuple[str, ...] = ()) -> tuple[Output, ...]:
    """Outputs with these words by path."""
    return tuple(Output(path, text, (words,), late=path in late) for path, words in pages.items())


def tree(root: Path) -> dict[str, bytes]:
    """All files of a folder, but for the lock."""
    found = {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*")) if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if name != ".statusgen/lock"}


def pages(root: Path) -> dict[str, str]:
    """All files but our own records."""
    return {name: data.decode() for name, data in tree(root).items() if name != MANIFEST}


@pytest.mark.parametrize(("folder", "lock"), [(0o755, 0o600), (0o775, 0o660)])
def test_strangers_cannot_hold_the_lock(tmp_path: Path, folder: int, lock: int) -> None:
    """Who may read a file may lock it: so nobody may who may not write. It goes when the build is done."""
    seen = set[int]()
    out = tmp_path / "out"
    (out / ".statusgen").mkdir(parents=True)
    out.chmod(folder)
    (out / ".statusgen").chmod(folder)

    def render(words: str) -> bytes:
        seen.add(stat.S_IMODE((out / ".statusgen/lock").stat().st_mode))
        return words.encode()

    publish([Output("index.html", render, ("home",))], out, version="1")
    assert {lock} == seen
    assert not (out / ".statusgen/lock").exists()
    with pytest.raises(ValueError, match="bad"):
        publish([Output("index.html", broken, ("bad",))], out, version="1")
    assert not (out / ".statusgen/lock").exists()


def test_a_lock_that_is_left_holds_nobody_up(tmp_path: Path) -> None:
    """Of a build that was killed, or of an earlier version; who holds it still is waited for."""
    (tmp_path / ".statusgen").mkdir()
    (tmp_path / ".statusgen/lock").write_bytes(b"")
    publish(outputs({"index.html": "home"}), tmp_path, version="1")
    assert not (tmp_path / ".statusgen/lock").exists()


def test_a_first_site_is_written(tmp_path: Path) -> None:
    """Every output is there with its bytes, in folders made for it."""
    done = publish(outputs({"index.html": "home", "a/b/index.html": "page"}), tmp_path / "out", version="1")
    assert {"index.html": "home", "a/b/index.html": "page"} == pages(tmp_path / "out")
    assert Published(("a/b/index.html", "index.html"), (), ()) == done


def note(name: str, *texts: str) -> Iterator[Output]:
    """The files of a note."""
    return (Output(f"{name}/{number}", text, (words,)) for number, words in enumerate(texts))


def opened(name: str, *texts: str) -> Iterator[Output]:
    """As `note`, but it must not be asked."""
    raise AssertionError(name, texts)


def group(*texts: str) -> OutputGroup:
    """A note's files as one part."""
    return OutputGroup(("a",), note, ("a", *texts))


def test_a_group_that_stays_is_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its files are known from the record of the last publication."""
    assert ("a/0", "a/1") == publish([group("x", "y")], tmp_path, version="1").written
    monkeypatch.setattr(sys.modules[__name__], "note", opened)
    opened.__qualname__, opened.__module__ = "note", __name__
    done = publish([OutputGroup(("a",), opened, ("a", "x", "y"))], tmp_path, version="1")
    assert Published((), ("a/0", "a/1"), ()) == done


def test_a_group_whose_file_was_changed_is_made_again(tmp_path: Path) -> None:
    """And only that file is written; one that is no more in the group is removed."""
    publish([group("x", "y", "z")], tmp_path, version="1")
    (tmp_path / "a/1").write_text("somebody's")
    done = publish([group("x", "y", "z")], tmp_path, version="1")
    assert Published(("a/1",), ("a/0", "a/2"), ()) == done
    assert hashlib.sha256((tmp_path / MANIFEST).read_bytes()).hexdigest() == done.manifest
    assert Published((), ("a/0",), ("a/1", "a/2")) == publish([group("x")], tmp_path, version="1")
    assert {"a/0": "x"} == pages(tmp_path)


@pytest.mark.parametrize("other", [{"b": "1"}, {}, {"a/0": 1}, {"a/0": None, "a/1": []}])
@pytest.mark.parametrize("lost", ["a/0", "a/1"])
def test_a_record_that_lacks_a_file_of_a_group_is_not_believed(
    tmp_path: Path, lost: str, other: dict[str, object]
) -> None:
    """As after somebody merged two of them by hand."""
    publish([group("x", "y")], tmp_path, version="1")
    before = tree(tmp_path)
    known = json.loads((tmp_path / MANIFEST).read_bytes())
    (_, files), *_ = known["groups"].values()
    del files[lost]
    files |= other
    (tmp_path / MANIFEST).write_text(json.dumps(known))
    publish([group("x", "y")], tmp_path, version="1")
    assert before == tree(tmp_path)


def test_unchanged_files_are_not_touched(tmp_path: Path) -> None:
    """What stays the same keeps its time, and is not even made again."""
    publish(outputs({"a": "1", "b": "1"}), tmp_path, version="1")
    os.utime(tmp_path / "a", (1, 1))
    os.utime(tmp_path / MANIFEST, (1, 1))
    done = publish(outputs({"a": "1", "b": "1"}), tmp_path, version="1")
    assert Published((), ("a", "b"), ()) == done
    assert [1, 1] == [(tmp_path / name).stat().st_mtime for name in ("a", MANIFEST)]


def test_an_output_with_a_known_fingerprint_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A warm build does not render what cannot have changed."""
    publish(site(a="1"), tmp_path, version="1")
    monkeypatch.setattr(Output, "make", broken)
    assert ("a",) == publish(site(a="1"), tmp_path, version="1").unchanged


def test_another_version_makes_everything_again(tmp_path: Path) -> None:
    """Another program may render otherwise; equal bytes still are not touched."""
    publish(site(a="1"), tmp_path, version="1")
    os.utime(tmp_path / "a", (1, 1))
    done = publish(site(a="1"), tmp_path, version="2")
    assert (("a",), 1) == (done.unchanged, (tmp_path / "a").stat().st_mtime)


def test_a_warm_build_equals_a_clean_one(tmp_path: Path) -> None:
    """Whatever stood there before, the result is the same to the byte, records included."""
    publish(outputs({"a": "1", "b": "1", "old/c": "1"}), tmp_path / "warm", version="1")
    now = outputs({"a": "1", "b": "2", "new/d": "1"})
    publish(now, tmp_path / "warm", version="1")
    publish(now, tmp_path / "clean", version="1")
    assert tree(tmp_path / "warm") == tree(tmp_path / "clean")


def test_edited_output_is_repaired(tmp_path: Path) -> None:
    """A file of ours that somebody changed or removed is written again."""
    publish(site(a="1", b="1"), tmp_path, version="1")
    (tmp_path / "a").write_text("x")
    (tmp_path / "b").unlink()
    assert ("a", "b") == publish(site(a="1", b="1"), tmp_path, version="1").written
    assert {"a": "1", "b": "1"} == pages(tmp_path)


def test_stale_files_go_with_their_folders(tmp_path: Path) -> None:
    """What is no longer part of the site is removed, and so are the folders it leaves empty."""
    publish(outputs({"a": "1", "old/b/c": "1"}), tmp_path, version="1")
    assert ("old/b/c",) == publish(site(a="1"), tmp_path, version="1").removed
    assert not (tmp_path / "old").exists()


def test_strangers_files_are_kept(tmp_path: Path) -> None:
    """Files that we did not write stay, and keep their folders."""
    publish(outputs({"a": "1", "old/b": "1"}), tmp_path, version="1")
    (tmp_path / "old/verification.html").write_text("theirs")
    publish(site(a="1"), tmp_path, version="1")
    assert {"a": "1", "old/verification.html": "theirs"} == pages(tmp_path)


def test_a_file_may_become_a_folder_and_back(tmp_path: Path) -> None:
    """Old files never stand in the way of new ones."""
    for found in ({"x": "1"}, {"x/y": "2"}, {"x": "3"}):
        publish(outputs(found), tmp_path, version="1")
        assert pages(tmp_path) == found


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    """A mistaken --out does not mix a site into other files."""
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(DiskError, match=r"files that statusgen did not write, such as thesis\.txt"):
        publish(site(a="1"), tmp_path, version="1")
    assert [tmp_path / "thesis.txt"] == list(tmp_path.iterdir())


@pytest.mark.parametrize("name", [".bashrc", ".ssh", ".config", ".env", ".netrc", ".profile", ".cache"])
def test_hidden_files_of_somebody_else_are_refused_too(tmp_path: Path, name: str) -> None:
    """A home folder may hold no others."""
    (tmp_path / name).write_text("theirs")
    with pytest.raises(DiskError, match=f"did not write, such as {name};"):
        publish(site(a="1"), tmp_path, version="1")
    assert [tmp_path / name] == list(tmp_path.iterdir())


def test_a_record_of_nothing_is_none(tmp_path: Path) -> None:
    """A folder of ours alone, as a build that was killed at once leaves it, vouches for no other."""
    publish(site(a="1"), tmp_path / "out", version="1")
    (tmp_path / "out" / MANIFEST).unlink()
    with pytest.raises(DiskError, match="did not write, such as a;"):
        publish(site(a="1"), tmp_path / "out", version="1")
    (tmp_path / "out/a").unlink()
    assert ("a",) == publish(site(a="1"), tmp_path / "out", version="1").written


@pytest.mark.parametrize("link", [False, True])
def test_a_home_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, link: bool) -> None:
    """Even an empty one; but not if a site is there since long."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    out = tmp_path / "link" if link else home
    if link:
        out.symlink_to(home)
    for _ in range(2):
        with pytest.raises(DiskError, match="is your home folder; name a folder for the site alone"):
            publish(site(a="1"), out, version="1")
        (home / ".bashrc").touch()
    assert [home / ".bashrc"] == list(home.iterdir())
    (home / ".bashrc").unlink()
    with monkeypatch.context() as patch:
        patch.setenv("HOME", str(tmp_path))
        publish(site(a="1"), home, version="1")
    (home / ".bashrc").write_text("")
    assert ("a",) == publish(site(a="2"), out, version="1").written
    (home / MANIFEST).write_text("{}")
    with pytest.raises(DiskError, match="is your home folder"):
        publish(site(a="3"), out, version="1")


def test_the_root_of_the_file_system_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if it were empty."""
    monkeypatch.setattr(Path, "iterdir", lambda _: iter(()))
    with pytest.raises(DiskError, match="/ is the root of the file system; name a folder"):
        publish(site(a="1"), Path("/"), version="1")


def test_the_folder_of_a_pages_branch_is_accepted(tmp_path: Path) -> None:
    """Some files are part of how sites are hosted, or are left by systems."""
    names = (*(EXPECTED - {OURS, ".well-known"}), ".well-known/security.txt")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    publish(site(a="1"), tmp_path, version="1")
    assert dict.fromkeys(names, "") | {"a": "1"} == pages(tmp_path)


@pytest.mark.parametrize("manifest", ["", "{", "[]", '{"files": 3}', '{"files": {"../x": ["", ""], "a": 1}}'])
def test_a_broken_manifest_forgets_what_was_ours(tmp_path: Path, manifest: str) -> None:
    """Without records everything is made again and nothing is removed."""
    publish(site(a="1", old="1"), tmp_path, version="1")
    (tmp_path / MANIFEST).write_text(manifest)
    assert () == publish(site(a="1"), tmp_path, version="1").removed
    assert {"a": "1", "old": "1"} == pages(tmp_path)


def test_names_that_no_disk_can_hold_are_passed_over(tmp_path: Path) -> None:
    """In a record that somebody damaged."""
    publish(site(a="1"), tmp_path, version="1")
    known = json.loads((tmp_path / MANIFEST).read_bytes())
    known["files"] |= {path: ["", ""] for path in ("x" * 5000, "x" * 300 + "/y", "a/b", "\ud800")}
    (tmp_path / MANIFEST).write_text(json.dumps(known))
    assert ("a",) == publish(site(a="1"), tmp_path, version="1").unchanged
    assert {"a": "1"} == pages(tmp_path)


class FoldingDigests(FileHashes):
    """As of a disk to which names that differ in case are one."""

    def of(self, path: str, *, through_links: bool = False) -> str | None:
        """The digest of the file that has that name, however it is spelt."""
        folder, _, name = path.rpartition("/")
        found = [one for one in Path(folder or ".").glob("*") if one.name.casefold() == name.casefold()]
        return super().of(str(found[0]) if found else path, through_links=through_links)


def test_a_file_may_change_its_case(tmp_path: Path) -> None:
    """Also where both names mean the same file: it is written again, as the old one is removed."""
    publish(site(Picture="1"), tmp_path, version="1")
    done = publish(site(picture="1"), tmp_path, version="1", digests=FoldingDigests())
    assert (("picture",), ("Picture",)) == (done.written, done.removed)
    assert {"picture": "1"} == pages(tmp_path)


def test_a_forged_manifest_removes_nothing_outside(tmp_path: Path) -> None:
    """Records that name files elsewhere are not believed."""
    (tmp_path / "precious").write_text("x")
    publish(site(a="1"), tmp_path / "out", version="1")
    (tmp_path / "out" / MANIFEST).write_text('{"files": {"../precious": ["", ""]}}')
    publish(site(a="1"), tmp_path / "out", version="1")
    assert (tmp_path / "precious").exists()


@pytest.mark.parametrize(
    "path", ["../x", "/x", "a/../../x", "a\\x", MANIFEST, ".statusgen/staging/1", ".statusgen"]
)
def test_outputs_cannot_leave_the_folder(tmp_path: Path, path: str) -> None:
    """A path that leads out, or to our records, is refused before anything is written."""
    with pytest.raises(DiskError, match=r"cannot be the path|its own records"):
        publish(outputs({"a": "1", path: "1"}), tmp_path / "out", version="1")
    assert {} == pages(tmp_path / "out")


def test_links_are_not_written_through(tmp_path: Path) -> None:
    """A link to a folder elsewhere is refused; a link in place of a file is replaced, not followed."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/file").write_text("theirs")
    publish(site(a="1"), tmp_path / "out", version="1")
    (tmp_path / "out/a").unlink()
    (tmp_path / "out/a").symlink_to(tmp_path / "elsewhere/file")
    publish(site(a="1"), tmp_path / "out", version="1")
    (tmp_path / "out/folder").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DiskError, match="does not write through links"):
        publish(outputs({"folder/file": "1"}), tmp_path / "out", version="1")
    assert ("theirs", "1") == ((tmp_path / "elsewhere/file").read_text(), (tmp_path / "out/a").read_text())


def test_a_failing_output_leaves_the_old_site(tmp_path: Path) -> None:
    """Nothing is moved into place before everything could be made."""
    publish(site(a="1"), tmp_path, version="1")
    before = tree(tmp_path)
    with pytest.raises(ValueError, match="words"):
        publish((*site(a="2"), Output("b", broken, ("words",))), tmp_path, version="1")
    assert tree(tmp_path) == before


def test_late_outputs_are_moved_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Index pages never link to what is not there yet."""
    moved: list[str] = []
    move = os.replace

    def watch(staged: str | Path, target: str | Path) -> None:
        moved.append(Path(target).relative_to(tmp_path).as_posix())
        move(staged, target)

    monkeypatch.setattr(os, "replace", watch)
    publish(outputs({"a": "1", "z": "1", "b": "1"}, late=("a",)), tmp_path, version="1")
    assert [MANIFEST, "b", "z", "a"] == moved


def test_new_folders_are_moved_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless they mix early and late files, or stand there already."""
    moved: list[str] = []
    move = os.replace

    def watch(staged: str | Path, target: str | Path) -> None:
        moved.append(Path(target).relative_to(tmp_path).as_posix())
        move(staged, target)

    publish(site(**{"old/b/1": "1"}), tmp_path, version="1")
    monkeypatch.setattr(os, "replace", watch)
    files = dict.fromkeys(
        ("a/b/1", "a/b/2", "a/c/1", "late/1", "late/2", "mixed/1", "mixed/x/2", "old/b/2"), "1"
    )
    publish(outputs(files, late=("late/1", "late/2", "mixed/1")), tmp_path, version="1")
    assert [MANIFEST, "a", "mixed/x", "old/b/2", "late", "mixed/1", MANIFEST] == moved  # `old/b/1` is gone
    assert files == {path: words for path, words in pages(tmp_path).items() if path != "old/b/1"}


def test_progress_is_reported(tmp_path: Path) -> None:
    """Whoever waits can see how many outputs are ready."""
    reported: list[tuple[int, int]] = []
    publish(site(a="1", b="1"), tmp_path, version="1", progress=lambda *state: reported.append(state))
    assert [(1, 2), (2, 2)] == reported


@pytest.mark.parametrize("after", range(12))
def test_a_build_that_dies_while_moving_can_be_made_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """After any single step of the switch, what was written is still known as ours."""
    publish(outputs({"a": "1", "b": "1", "old/c": "1"}), tmp_path / "out", version="1")
    steps = iter(range(100))

    class Killed(BaseException):
        """The process died here."""

    def dying(name: str) -> object:
        real = getattr(Path, name)

        def step(self: Path, *rest: object, **named: object) -> object:
            if next(steps) == after:
                raise Killed
            return real(self, *rest, **named)

        return step

    with monkeypatch.context() as patch:
        for name in ("replace", "unlink", "rmdir"):
            patch.setattr(Path, name, dying(name))
        with contextlib.suppress(Killed):
            publish(outputs({"a": "2", "b": "1", "new/d": "2", "x": "2"}), tmp_path / "out", version="1")
    last = outputs({"a": "2", "y": "3"})
    publish(last, tmp_path / "out", version="1")
    publish(last, tmp_path / "clean", version="1")
    assert tree(tmp_path / "out") == tree(tmp_path / "clean")


@pytest.mark.parametrize("locks", ["flock", "filelock"])
def test_two_builds_do_not_write_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locks: str) -> None:
    """The second one says so and changes nothing; on Windows, too."""
    if locks == "filelock":
        monkeypatch.setattr("statusgen.storage.locks.fcntl", None)

    def meanwhile(words: str) -> bytes:
        with pytest.raises(DiskError, match="another build is writing"):
            publish(site(a="other"), tmp_path, version="1")
        return words.encode()

    publish((Output("a", meanwhile, ("1",)),), tmp_path, version="1")
    assert {"a": "1"} == pages(tmp_path)
