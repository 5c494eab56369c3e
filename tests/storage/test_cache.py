"""What a build leaves for the next one: it saves time and is never trusted with the site."""

from __future__ import annotations

import hashlib
import io
import json
import os
import pickle
import shutil
import sys
import time
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib.metadata import distributions
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jinja2
import pytest

from statusgen.cli.main import main
from statusgen.model.cache import Cache, Parts
from statusgen.model.output import Result
from statusgen.pipeline import compile as pipeline
from statusgen.pipeline.check import check_site
from statusgen.pipeline.compile import compile_site
from statusgen.publish.build import code_digest
from statusgen.publish.manifest import MANIFEST
from statusgen.publish.read_notes import read_all
from statusgen.read import ReadNote, read_site, site
from statusgen.read.note_files import NoteFiles
from statusgen.read.notes import read_note
from statusgen.read.settings import decode_settings
from statusgen.storage.cache_store import open_cache
from statusgen.storage.disk import read_themes
from statusgen.storage.file_hashes import FileHashes
from tests.sites import SITE, content

NOW = "2026-05-01T12:00Z"
NOTE = """\
---
title: Trams stop at Harbour Street
services: {trams: partial outage}
---

## Investigating · 2026-05-01 11:50

We are looking for the cause.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with content and a cache of its own, which is the working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STATUSGEN_CACHE", str(tmp_path / "cache"))
    for path, data in content({"incidents/trams.md": NOTE}).items():
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_bytes(data)
    return tmp_path


def published(out: str = "public") -> dict[str, bytes]:
    """The site as it is after a build."""
    assert 0 == main(["build", "--now", NOW, "--out", out])
    found = Path(out)
    return {str(path.relative_to(found)): path.read_bytes() for path in found.rglob("*") if path.is_file()}


def keep_records() -> None:
    """Let a first build of `clean` know what was published until now, as the next build of `public` does."""
    shutil.copytree("public/.statusgen/notes", "clean/.statusgen/notes")


def pass_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock be some time after all that is written from now on."""
    monkeypatch.setattr(time, "time_ns", lambda clock=time.time_ns: clock() + 10**12)


def count_reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The main files of the notes that are read from now on."""
    read = list[str]()

    def reading(own: NoteFiles, *rest: Any) -> ReadNote | None:
        read.append(own.main)
        return read_note(own, *rest)

    monkeypatch.setattr(site, "read_note", reading)
    return read


def test_only_what_was_edited_is_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A note that is as it was comes from the cache; the site is that of a build that remembers nothing."""
    (folder / "content/incidents/web.md").write_text(NOTE.replace("Trams", "Pages"))
    published()
    keep_records()
    read = count_reads(monkeypatch)
    (folder / "content/incidents/web.md").write_text(NOTE.replace("Trams", "Words"))
    found = published()
    assert ["incidents/web.md"] == read
    assert published("clean") == found


def test_workers_are_asked_only_when_many_files_are_new(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many files a note has."""
    asked = list[int]()

    def counted(files: Mapping[str, bytes], *rest: Any) -> Parts:
        asked.append(len(files))
        return read_all(files, *rest)

    monkeypatch.setattr("statusgen.publish.read_notes.read_all", counted)
    pass_time(monkeypatch)
    (folder / "content/incidents/trams").mkdir()
    for number in range(100):
        time_of_day = f"{9 + number // 60:02}:{number % 60:02}"
        words = f"---\nstatus: identified\nat: 2026-05-01 {time_of_day}\n---\nFound.\n"
        (folder / f"content/incidents/trams/{number}.md").write_text(words)
    published()
    assert [103] == asked
    (folder / "content/incidents/trams/10.md").write_text(UPDATE)
    published()
    assert [103] == asked


@pytest.mark.slow
@pytest.mark.parametrize("path", ["site.yml", "incidents/trams.zh.md", "incidents/trams/1155.md"])
def test_what_a_note_depends_on_makes_it_another(folder: Path, path: str) -> None:
    """The zone and the languages of the site, a translation, an update in a file of its own."""
    Path("content/site.yml").write_text(SITE)
    published()
    keep_records()
    words = {
        "site.yml": SITE.replace("Berlin", "London").replace("[en, zh]", "[zh, en]"),
        "incidents/trams.zh.md": "---\ntitle: 电车停运\n---\n",
        "incidents/trams/1155.md": "---\nstatus: identified\nat: 2026-05-01 11:55\n---\nFound.\n",
    }
    (folder / "content" / path).parent.mkdir(exist_ok=True)
    (folder / "content" / path).write_text(words[path])
    assert published() == published("clean")


UPDATE = "---\nstatus: identified\nat: 2026-05-01 11:55\nedited: 2026-05-01 11:58\n---\nFound.\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"pages/glossary.md": "---\ntitle: Words\nmenu: no\n---\nOurs.\n"}),
        ({"pages/glossary.md": "---\ntitle: Words\nmenu: no\n---\nOurs.\n"}, {}),
        ({"incidents/trams/2.md": UPDATE}, {"incidents/trams/fixed.md": UPDATE}),
    ],
)
def test_what_shows_on_a_page_makes_it_another(
    folder: Path, before: dict[str, str], after: dict[str, str]
) -> None:
    """A free page in place of the glossary; where the file of an update lies, that a link leads to."""
    Path("content/site.yml").write_text(SITE + "repository: https://github.com/larkmoor/status\n")
    Path("content/glossary.yml").write_text(
        "terms: [{term: {en: points, zh: 道岔}, meaning: {en: Where tracks part, zh: 分岔处}}]\n"
    )
    for place in ("pages", "incidents/trams"):
        (folder / "content" / place).mkdir(parents=True, exist_ok=True)
    for path, words in before.items():
        (folder / "content" / path).write_text(words)
    published()
    for path in before:
        (folder / "content" / path).unlink()
    for path, words in after.items():
        (folder / "content" / path).write_text(words)
    assert published() == published("clean")


def wrong_seal(data: bytes) -> bytes:
    """Sound objects that nobody sealed."""
    return bytes(32) + data[32:]


class Bomb:
    """Runs when it is read as an object."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        """Make a file."""
        return os.mkdir, ("gone-off",)


@pytest.mark.slow
@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        wrong_seal,
        lambda _: bytes(32) + pickle.dumps(Bomb()),
        lambda _: hashlib.sha256(pickle.dumps(Bomb())).digest() + pickle.dumps(Bomb()),
    ],
    ids=["empty", "half", "one bit", "seal", "bomb", "bomb with a digest"],
)
def test_a_damaged_cache_is_as_none(folder: Path, spoil: Callable[[bytes], bytes]) -> None:
    """Whatever lies there, the site is that of a first build, and the next build finds a sound cache."""
    first = published()
    files = list((folder / "cache").iterdir())
    assert files
    for path in files:
        path.write_bytes(spoil(path.read_bytes()))
    assert first == published()
    assert not Path("gone-off").exists()


def put(of: str, what: str, version: str, value: object) -> None:
    """Keep something in the cache."""
    with open_cache() as cache:
        cache.put(Path(of), what, version, value)


def get(of: str, what: str, version: str, kind: Any) -> Any:
    """What is in the cache."""
    with open_cache() as cache:
        return cache.get(Path(of), what, version, kind)


def test_another_version_does_not_use_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was kept by one version of the program is nothing to another; nor is that of another folder."""
    monkeypatch.setenv("STATUSGEN_CACHE", str(tmp_path))
    put("a", "x", "1", {"x": 1})
    assert {"x": 1} == get("a", "x", "1", dict[str, int])
    for other in (("a", "x", "2"), ("a", "y", "1"), ("b", "x", "1")):
        assert get(*other, dict[str, int]) is None


def test_what_names_a_time_zone_that_is_gone_is_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine's time zones were changed since."""
    monkeypatch.setenv("STATUSGEN_CACHE", str(tmp_path))
    put("a", "x", "1", ZoneInfo("Asia/Shanghai"))
    assert get("a", "x", "1", ZoneInfo) is ZoneInfo("Asia/Shanghai")
    for gone in ("Gone/Away", "Europe"):
        put("a", "x", "1", gone)
        assert get("a", "x", "1", ZoneInfo) is None


def test_names_that_are_no_utf8_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As of a folder with such a name; the value from before stays."""
    monkeypatch.setenv("STATUSGEN_CACHE", str(tmp_path))
    put("a", "x", "1", "old")
    put("a", "x", "1", os.fsdecode(b"\xff"))
    assert "old" == get("a", "x", "1", str)


@pytest.mark.parametrize("name", ["render/page.py", "rules/data/rules.toml", "rules/data/en/jargon.txt"])
def test_another_module_or_table_is_another_program(name: str, tmp_path: Path) -> None:
    """What an earlier program made is not what this one makes."""
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    digests = [code_digest(tmp_path)]
    for words in ("a", "b"):
        path.write_text(words, "utf-8")
        digests.append(code_digest(tmp_path))
    assert 3 == len(set(digests))


def test_another_library_makes_every_file_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its version is seen in the folder that its installer leaves, and is part of each fingerprint."""
    monkeypatch.syspath_prepend(folder)
    before = published()[MANIFEST]
    assert before == published()[MANIFEST]
    (folder / "jinja2-99.dist-info").mkdir()
    assert marks(before).isdisjoint(marks(published()[MANIFEST]))


def test_another_packed_library_makes_every_file_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the libraries come in one file, they are asked for their versions."""
    installed = Path(jinja2.__file__).parents[1]
    (folder / "libraries").mkdir()
    for path in installed.iterdir():
        if not path.name.endswith("-info"):
            (folder / "libraries" / path.name).symlink_to(path)
    others = [place for place in sys.path if not list(Path(place or ".").glob("*-info"))]
    manifests = list[bytes]()
    for version in ("1", "1", "2"):
        packed = folder / f"{len(manifests)}.zip"
        with zipfile.ZipFile(packed, "w") as archive:
            for library in distributions(path=[str(installed)]):
                name = library.name
                folder_name = name.replace("-", "_")
                archive.writestr(f"{folder_name}-1.dist-info/METADATA", f"Name: {name}\nVersion: {version}\n")
        monkeypatch.setattr(sys, "path", [str(packed), str(folder / "libraries"), *others])
        manifests.append(published()[MANIFEST])
    assert manifests[0] == manifests[1]
    assert marks(manifests[0]).isdisjoint(marks(manifests[2]))


def marks(manifest: bytes) -> set[str]:
    """Return the fingerprints of a publication's files, and of its groups of files."""
    known = json.loads(manifest)
    return {str(mark[0]) for mark in known["files"].values()} | {*map(str, known["groups"])}


@pytest.mark.parametrize("is_there", [True, False])
def test_without_a_place_for_it_all_is_as_ever(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *, is_there: bool
) -> None:
    """A file where the folder should be; and nobody's home."""
    first = published("first")
    if is_there:
        (folder / "file").touch()
        monkeypatch.setenv("STATUSGEN_CACHE", str(folder / "file"))
    else:
        for name in ("STATUSGEN_CACHE", "XDG_CACHE_HOME", "HOME"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setattr("pwd.getpwuid", unknown)
    assert first == published()


def unknown(_: int) -> object:
    """As for a user whom the system does not know."""
    raise KeyError


def test_a_cache_does_not_change_what_is_read() -> None:
    """Notes with errors are remembered with them; what is no more needed is not kept."""
    bad = content({"incidents/a.md": NOTE, "incidents/b.md": NOTE.replace("partial", "rather")})
    first = Cache()
    reading = read_site(bad, first)
    second = Cache(first.current)
    assert [reading, reading] == [read_site(bad), read_site(bad, second)]
    third = Cache(second.current)
    read_site(content({"incidents/a.md": NOTE}), third)
    for part in ("notes", "checks"):
        assert {*third.current[part]} < {*second.current[part]} == {*first.current[part]}


@pytest.mark.parametrize(("more", "reads"), [("", 1), ("theme: ../x\n", 2)], ids=["sound", "wrong"])
def test_settings_are_read_again_only_if_something_was_wrong(
    monkeypatch: pytest.MonkeyPatch, more: str, reads: int
) -> None:
    """It may have been corrected elsewhere, as by installing a time zone."""
    calls = list[object]()

    def counted(node: Any, *rest: Any) -> Any:
        calls.append(node)
        return decode_settings(node, *rest)

    monkeypatch.setattr(site, "decode_settings", counted)
    files, cache = content(site=SITE + more), Cache()
    assert read_site(files, cache) == read_site(files, cache)
    assert reads == len(calls)


def test_a_check_reads_each_note_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Although it looks at the site of two instants."""
    read = count_reads(monkeypatch)
    now = datetime(2026, 5, 1, tzinfo=UTC)
    check_site(content({"incidents/a.md": NOTE}), read_themes(Path()), now=now)
    assert ["incidents/a.md"] == read


def test_a_digest_is_believed_while_the_stamp_is(tmp_path: Path) -> None:
    """Only of files that were left alone for a moment; a change with the old size and time is seen."""
    path = tmp_path / "a"
    path.write_bytes(b"old")
    was = path.stat()
    digests = FileHashes()
    old = digests.of(str(path))
    assert hashlib.sha256(b"old").hexdigest() == old
    assert {} == digests.reliable()  # it may change again with the same stamp

    reliable = {
        str(path): ((was.st_size, was.st_mtime_ns, was.st_ctime_ns, was.st_ino, was.st_mode), "believed")
    }
    assert "believed" == FileHashes(reliable).of(str(path))
    path.unlink()
    path.write_bytes(b"new")
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert hashlib.sha256(b"new").hexdigest() == FileHashes(reliable).of(str(path))


def test_a_digest_is_not_kept_of_what_was_read_right_after_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long the build took: it may have been written again at the same tick of the clock."""
    path, mine = tmp_path / "a", tmp_path / "b"
    for one in (path, mine):
        one.write_bytes(b"old")
    digests = FileHashes()
    digests.of(str(path))
    digests.moved(str(mine), "digest")
    late = max(one.stat().st_ctime_ns for one in (path, mine)) + 10 * 10**9
    monkeypatch.setattr(time, "time_ns", lambda: late)
    assert [str(mine)] == list(digests.reliable())


def test_files_that_were_left_alone_are_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later build reads none of what it published, unless somebody changed it."""
    first = published()
    assert len(first) // 2 < len(read_by_build(monkeypatch))
    pass_time(monkeypatch)
    published()
    assert [] == [path for path in read_by_build(monkeypatch) if MANIFEST not in path]
    (folder / "public/index.html").write_bytes(b"x")
    (folder / "public/app.js").unlink(missing_ok=True)
    assert first == published()


def read_by_build(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the published files that the same build again opens."""
    opened = list[str]()

    def noted(path: Any, *rest: Any, **named: Any) -> Any:
        opened.append(str(path))
        return io.open(path, *rest, **named)  # noqa: UP020 - what is patched

    with monkeypatch.context() as patch:
        patch.setattr("builtins.open", noted)
        assert 0 == main(["build", "--now", NOW])
    return [path for path in opened if "public/" in path]


def test_the_same_order_again_compiles_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read or made, and it is said as ever; another order, source or published file is noticed."""
    first = published()
    compiled = list[object]()

    def counted(*files: Any, **named: Any) -> Result:
        compiled.append(named["now"])
        return compile_site(*files, **named)

    monkeypatch.setattr(pipeline, "compile_site", counted)
    assert first == published()
    assert [] == compiled
    assert 0 == main(["build", "--now", NOW, "--url", "https://other.example/"])
    assert first == published()
    (folder / "public/index.html").unlink()
    assert first == published()
    (folder / "public/.statusgen/manifest.json").write_text("{}")
    assert first == published()
    (folder / "content/pages").mkdir()
    (folder / "content/pages/new.md").write_text("---\ntitle: New\n---\n")
    assert first.keys() < published().keys()
    assert 5 == len(compiled)


def test_warnings_are_told_each_time(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who builds the same again is warned again."""
    (folder / "content/incidents/web.md").write_text("---\ntitle: W\nstarted: 2026-05-01 10:00\n---\n")
    published()
    first = capsys.readouterr().err
    published()
    assert "warning" in first
    assert first == capsys.readouterr().err
