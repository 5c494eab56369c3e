"""Reading folders."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from statusgen.storage import disk
from statusgen.storage.atomic_write import write_new, write_whole
from statusgen.storage.disk import (
    DiskError,
    Tree,
    checked_path,
    read_previous,
    read_themes,
    read_tree,
    theme_paths,
)


def write(root: Path, *paths: str) -> None:
    """Write files that hold their own path."""
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(path.encode())


def test_files_are_read_by_path_in_order(tmp_path: Path) -> None:
    """Files come by their path with slashes, sorted, names as they are on the disk."""
    write(tmp_path, "site.yml", "incidents/b.md", "incidents/a.md", "incidents/e\u0301te\u0301.md")
    found = read_tree(tmp_path)
    assert ["incidents/a.md", "incidents/b.md", "incidents/e\u0301te\u0301.md", "site.yml"] == list(found)
    assert b"incidents/a.md" == found["incidents/a.md"]


@pytest.mark.parametrize(
    "path", [".git/x", "_draft.md", "a/_x/b.md", "a.md~", ".a.md.swp", "b.swp", "#a.md#"]
)
def test_hidden_files_and_backups_are_left_out(tmp_path: Path, path: str) -> None:
    """Names that begin with a dot or an underscore, and backups of editors, are no content."""
    write(tmp_path, path, "a/kept.md")
    assert ["a/kept.md"] == list(read_tree(tmp_path))


def test_links_within_the_folder_are_followed(tmp_path: Path) -> None:
    """Links to files and folders inside count, also to where volumes keep their hidden data."""
    write(tmp_path, ".data/x.md", "real/y.md")
    (tmp_path / "x.md").symlink_to(tmp_path / ".data" / "x.md")
    (tmp_path / "other").symlink_to("real")
    assert ["other/y.md", "real/y.md", "x.md"] == list(read_tree(tmp_path))


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    """Nothing outside the folder can be read through a link; in the folders of others, it is left out."""
    write(tmp_path, "secret/key", "content/a.md")
    (tmp_path / "content/key.md").symlink_to(tmp_path / "secret/key")
    (tmp_path / "content/all").symlink_to(tmp_path / "secret")
    assert ["a.md"] == list(read_tree(tmp_path / "content", strict=False))
    with pytest.raises(DiskError, match=r"is a link that leads out of .*content"):
        read_tree(tmp_path / "content")


def test_links_to_a_folder_above_end(tmp_path: Path) -> None:
    """A link that leads back up is not followed for ever."""
    write(tmp_path, "a/b/x.md")
    (tmp_path / "a/b/up").symlink_to(tmp_path / "a")
    (tmp_path / "a/self").symlink_to(tmp_path)
    assert ["a/b/x.md"] == list(read_tree(tmp_path))


def test_a_link_to_nothing_is_reported(tmp_path: Path) -> None:
    """A note must not vanish from the site because a link broke."""
    (tmp_path / "a.md").symlink_to("gone.md")
    with pytest.raises(DiskError, match=r"cannot read .*a\.md: No such file"):
        read_tree(tmp_path)


def test_an_unreadable_file_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the file and the reason."""
    write(tmp_path, "a.md")

    def refuse(self: Path, mode: str) -> object:
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(DiskError, match=r"cannot read .*a\.md: Permission denied"):
        read_tree(tmp_path)


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    """A folder that went away is a failure of the environment, not an empty site."""
    with pytest.raises(DiskError, match="gone"):
        read_tree(tmp_path / "gone")


def test_huge_files_are_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One byte more than the limit is enough to see that a file is too large."""
    monkeypatch.setattr(disk, "READ_LIMIT", 3)
    write(tmp_path, "long.md")
    assert {"long.md": b"long"} == read_tree(tmp_path)


@pytest.fixture
def themed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a shipped theme of two files, and the content folder in it."""
    write(
        tmp_path,
        "shipped/default/templates/home.html",
        "shipped/default/templates/_parts.html",
        "site/content/site.yml",
    )
    monkeypatch.setattr(disk, "shipped_themes", lambda: tmp_path / "shipped")
    monkeypatch.chdir(tmp_path / "site")
    return tmp_path


def test_the_default_theme_is_always_there(themed: Path) -> None:
    """Without a theme of one's own there is the shipped one, parts with an underscore included."""
    expected = {"default": ["templates/_parts.html", "templates/home.html"]}
    assert expected == {name: list(files) for name, files in read_themes(Path("content")).items()}


def test_own_themes_stand_beside_the_content(themed: Path) -> None:
    """A default of one's own replaces single files; other themes are kept by their names."""
    write(themed, "site/themes/default/templates/home.html", "site/themes/ours/style.css")
    assert {
        "default": {
            "templates/_parts.html": b"shipped/default/templates/_parts.html",
            "templates/home.html": b"site/themes/default/templates/home.html",
        },
        "ours": {"style.css": b"site/themes/ours/style.css"},
    } == read_themes(themed / "site/content").files


def test_themes_of_another_folder_are_not_read(themed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the program is started: only what lies beside the content belongs to the site."""
    write(themed, "here/themes/ours/a.css", "here/themes/default/templates/home.html")
    monkeypatch.chdir(themed / "here")
    found = read_themes(themed / "site/content")
    assert {"default"} == set(found)
    assert b"shipped/default/templates/home.html" == found["default"]["templates/home.html"]
    assert [path for path in theme_paths(themed / "site/content") if "here" in path] == []


def test_own_templates_are_not_trusted(themed: Path) -> None:
    """Whatever is not the shipped theme's own file, byte for byte, unless whoever builds says so."""
    write(themed, "site/themes/plain/assets/theme.css", "site/themes/ours/templates/home.html")
    shutil.copytree(themed / "shipped/default", themed / "site/themes/default")
    content = themed / "site/content"
    assert {"ours"} == read_themes(content).untrusted
    write(themed, "site/themes/default/templates/_parts.html")
    assert {"default", "ours"} == read_themes(content).untrusted
    assert set() == read_themes(content, trust=True).untrusted


@pytest.mark.parametrize("link", ["themes", "themes/ours", "themes/ours/assets", "themes/ours/assets/a.js"])
def test_a_link_out_of_the_themes_is_reported(themed: Path, link: str) -> None:
    """Nothing is published from there, and nothing is left out in silence."""
    write(themed, "secret/ours/assets/a.js", "secret/assets/a.js", "secret/a.js")
    (themed / "site" / link).parent.mkdir(parents=True, exist_ok=True)
    (themed / "site" / link).symlink_to(themed / "secret" / ("a.js" if link.endswith(".js") else ""))
    for read in (read_themes, theme_paths):
        with pytest.raises(DiskError, match=f"{link} is a link that leads out"):
            read(themed / "site/content")


def test_links_among_themes_are_followed(themed: Path) -> None:
    """Two themes can share a file."""
    write(themed, "site/themes/ours/assets/a.js")
    (themed / "site/themes/mine").symlink_to("ours")
    assert read_themes(themed / "site/content")["mine"] == {"assets/a.js": b"site/themes/ours/assets/a.js"}


def test_previous_sources_come_by_content_path(tmp_path: Path) -> None:
    """What an earlier build published is found again; without one there is nothing."""
    before = read_previous(tmp_path)
    write(tmp_path, ".statusgen/notes/incidents/a.md")
    assert ({}, ["incidents/a.md"]) == (before, list(read_previous(tmp_path)))


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    """Afterwards there are the new bytes, and nothing beside them."""
    write_whole(tmp_path / "a", b"old")
    write_whole(tmp_path / "a", b"new")
    assert {"a": b"new"} == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


@pytest.mark.parametrize(
    "path", ["", "/etc/x", "../x", "a/../../x", "a//b", "./a", "a/.", "a\\b", "C:/x", "a\0b"]
)
def test_paths_that_lead_out_are_refused(path: str) -> None:
    """No path can leave its folder, on any system."""
    with pytest.raises(DiskError, match="cannot be the path of a file"):
        checked_path(path)


@pytest.mark.parametrize("path", ["a", "a/b.html", "..a/b..", ".well-known/x", "zh/事件.html"])
def test_ordinary_paths_are_kept(path: str) -> None:
    """A path inside its folder comes back as it is."""
    assert checked_path(path) == path


def test_a_tree_reads_what_it_is_asked_for(tmp_path: Path) -> None:
    """Once, and only files whose bytes are still those that were meant."""
    write(tmp_path, "a", "b", "c")
    digests = {name: hashlib.sha256(name.encode()).hexdigest() for name in ("a", "b")} | {"c": None}
    found = Tree(tmp_path, digests)
    (tmp_path / "b").write_bytes(b"other")
    assert (b"a", b"c") == (found["a"], found["c"])
    (tmp_path / "a").unlink()
    assert b"a" == found["a"]
    with pytest.raises(DiskError, match="b was changed while it was read; try again"):
        found["b"]
    assert ["a", "b", "c"] == list(found)
    assert ({"a": digests["a"], "b": digests["b"]}, True, False) == (
        found.digests,
        "c" in found,
        "d" in found,
    )


def test_a_tree_believes_large_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of which only as much is read as tells that they are too large."""
    monkeypatch.setattr(disk, "READ_LIMIT", 3)
    write(tmp_path, "large")
    assert b"larg" == Tree(tmp_path, {"large": hashlib.sha256(b"large").hexdigest()})["large"]


LONGEST = "n" * 252 + ".md"


@pytest.mark.parametrize("write_file", [write_whole, write_new])
@pytest.mark.parametrize("name", ["n" * 245, LONGEST, "\u7535" * 84 + ".md"])
def test_names_may_be_as_long_as_the_disk_lets_them(
    tmp_path: Path, write_file: Callable[[Path, bytes], None], name: str
) -> None:
    """The temporary file has a short name of its own."""
    write_file(tmp_path / name, b"words")
    assert {name: b"words"} == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


def test_what_killed_writers_left_goes_after_a_while(tmp_path: Path) -> None:
    """Not at once, as others may be at work, and nothing else."""
    for name, age in ((".statusgen-1.new", 7200), (".statusgen-2.new", 60), (".mine.new", 7200)):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    write_new(tmp_path / "a", b"words")
    assert {".statusgen-2.new", ".mine.new", "a"} == {path.name for path in tmp_path.iterdir()}


WRITER = """
import resource, sys
from pathlib import Path
from statusgen.storage import atomic_write

resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
getattr(atomic_write, sys.argv[1])(Path(sys.argv[2]), b"x" * 5000)
"""


@pytest.mark.parametrize("write_file", ["write_whole", "write_new"])
def test_a_full_disk_leaves_nothing(tmp_path: Path, write_file: str) -> None:
    """What was there stays; the error names the file that was to be written."""
    (tmp_path / "old").write_bytes(b"old")
    path = tmp_path / ("old" if write_file == "write_whole" else "new")
    command = [sys.executable, "-c", WRITER, write_file, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert f"File too large: '{path}'" in done.stderr.splitlines()[-1]
    assert {"old": b"old"} == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


def test_a_file_system_without_hard_links_takes_new_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what is there is still not overwritten."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    write_new(tmp_path / "a", b"words")
    with pytest.raises(DiskError, match="a is there already; nothing was written"):
        write_new(tmp_path / "a", b"others")
    assert {"a": b"words"} == {path.name: path.read_bytes() for path in tmp_path.iterdir()}
