"""What should not be in the folders: it is named, nothing hangs, and nobody else's files are touched."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from statusgen.cli.main import main
from tests.faults import NOTE, NOW, POWERLESS, command, options, run, tree, write
from tests.sites import PNG, content

pytestmark = pytest.mark.slow

PICTURE = "---\ntitle: Cards\n---\n\n## Update · 2026-05-01 09:20\n\n![A map](é.png) ![A map](e\u0301.png)\n"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a clean build makes of it."""
    folder = tmp_path_factory.mktemp("published")
    write(folder / "content", content({"incidents/cards.md": NOTE}))
    assert 0 == main(options(folder / "content", folder / "out"))
    return folder / "out"


@pytest.fixture
def out(published: Path, tmp_path: Path) -> Path:
    """That site, published."""
    return Path(shutil.copytree(published, tmp_path / "out"))


# What is no file


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as opened:
        here = Path.cwd()
        os.chdir(path.parent)  # the names of sockets are short
        opened.bind(path.name)
        os.chdir(here)


def _linked_pipe(path: Path) -> None:
    os.mkfifo(path.with_name(".pipe"))
    path.symlink_to(".pipe")


OUT = "is a link that leads out of {content}; put there what it leads to"
NO_FILE = "is neither a file nor a folder; remove it"
CIRCLE = "Too many levels of symbolic links"
STRANGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a link out": (lambda path: path.symlink_to("../../secret"), OUT),
    "a link to a folder outside": (lambda path: path.symlink_to("/etc"), OUT),
    "a link to a device": (lambda path: path.symlink_to("/dev/zero"), OUT),
    "a pipe": (os.mkfifo, NO_FILE),
    "a link to a pipe": (_linked_pipe, NO_FILE),
    "a socket": (_socket, NO_FILE),
    "a link to itself": (lambda path: path.symlink_to(path.name), CIRCLE),
    "a link to nothing": (lambda path: path.symlink_to("gone"), "No such file or directory"),
}


@pytest.mark.parametrize("strange", STRANGE)
def test_what_must_not_be_read_is_named(
    source: Path, out: Path, capsys: pytest.CaptureFixture[str], strange: str
) -> None:
    """Instead of waiting for it, following it or leaving out a note in silence."""
    make, message = STRANGE[strange]
    make(source / "incidents/strange.md")
    before = tree(out)
    assert 3 == main(options(source, out))
    said = capsys.readouterr().err
    assert f"{source}/incidents/strange.md" in said
    assert said.endswith(f"{message.format(content=source)}\n")
    assert before == tree(out)


def test_a_note_that_may_not_be_read_is_named(source: Path, out: Path) -> None:
    """The site stays with what it says."""
    (source / "incidents/cards.md").chmod(0)
    before = tree(out)
    answer = run([*POWERLESS, *command(source, out)])
    assert (3, f"statusgen: cannot read {source}/incidents/cards.md: Permission denied\n") == answer
    assert before == tree(out)


def _gone(path: Path) -> None:
    path.unlink()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("happens", "message"), [(_gone, "No such file or directory"), (_folder, "Is a directory")]
)
def test_what_changes_while_it_is_read_is_named(
    source: Path,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    happens: Callable[[Path], None],
    message: str,
) -> None:
    """Between looking which files there are and opening one."""
    note, real, before = source / "incidents/cards.md", io.open, tree(out)

    def opened(name: Any, *rest: Any, **named: Any) -> Any:
        if name == note:
            happens(note)
        return real(name, *rest, **named)

    with monkeypatch.context() as patch:
        patch.setattr(io, "open", opened)
        assert 3 == main(options(source, out))
    assert f"statusgen: cannot read {note}: {message}\n" == capsys.readouterr().err
    assert before == tree(out)


@pytest.mark.parametrize(
    ("path", "code"),
    [("incidents", "bad-file-name"), ("site.yml", "missing-file"), ("services.yml", "missing-file")],
)
def test_a_file_and_a_folder_in_each_others_place(
    source: Path, out: Path, capsys: pytest.CaptureFixture[str], path: str, code: str
) -> None:
    """All incidents do not vanish because `incidents` is a file, say."""
    (source / path).rename(source / "_before")
    if "." in path:
        (source / path).mkdir()
    else:
        (source / path).write_text("x")
    before = tree(out)
    assert 1 == main([*options(source, out), "--format", "json"])
    found = {(one["code"], one["path"]) for one in json.loads(capsys.readouterr().out)}
    assert {(code, f"{source}/{path}")} == found
    assert before == tree(out)


# Names

CLASH, BAD = {"address-clash"}, {"bad-file-name"}
NAMES: dict[str, tuple[list[str | bytes], set[str]]] = {
    "another case": (["Cards.md"], CLASH),
    "another case of a folder": (["CARDS/incident.md"], CLASH),
    "one after folding": (["straße.md", "STRASSE.md"], CLASH),
    "a sign like a letter": (["\u212am.md", "km.md"], CLASH),
    "composed and decomposed": (["caf\u00e9.md", "cafe\u0301.md"], CLASH),
    "pictures composed and decomposed": (["x/incident.md", "x/\u00e9.png", "x/e\u0301.png"], CLASH),
    "from right to left": (["a\u202eb.md"], BAD),
    "no width": (["cards\u200b.md"], BAD),
    "a byte order mark": (["\ufeffcards.md"], BAD),
    "an invisible tag": (["cards\U000e0041.md"], BAD),
    "emoji": (["fire-\U0001f525.md"], BAD),
    "not UTF-8": ([b"a\xff.md"], BAD),
    "a folder not UTF-8": ([b"a\xff/incident.md"], BAD),
    "a picture not UTF-8": (["x/incident.md", b"x/\xff.png"], BAD),
    "a picture from right to left": (["x/incident.md", "x/\u202ea.png"], BAD),
    "two lines": (["a\nb.md"], BAD),
    "colours of a terminal": (["a\x1b[31mb.md"], BAD),
    "a space first": ([" a.md"], BAD),
    "a space last": (["a .md"], BAD),
    "an encoded slash": (["a%2fb.md"], BAD),
    "markup": (["<b>&\"'.md"], BAD),
    "as long as can be": (["a" * 252 + ".md"], set()),
    "as long as can be in Chinese": (["刷" * 84 + ".md"], set()),
    "a long folder": (["a" * 255 + "/incident.md"], set()),
    "hidden": ([".a.md", "..md"], set()),
    "a dot last": (["a..md"], set()),
    "of a device on Windows": (["con.md", "NUL.md", "com1.x.md"], set()),
}


def test_an_old_note_hides_no_open_one_of_the_same_name(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One is over for ever, the other goes on."""
    over = NOTE + "\n## Resolved · 2026-05-01 09:30\n\nOver.\n"
    write(source, {"incidents/caf\u00e9.md": over.encode(), "incidents/cafe\u0301.md": NOTE.encode()})
    assert 1 == main(options(source, tmp_path / "out"))
    assert "address-clash" in capsys.readouterr().err


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_published_or_named(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """Whatever the disk allows: it keeps no other note from being published, and what is said can be read."""
    paths, codes = NAMES[name]
    for path in map(os.fsencode, paths):
        place = os.path.join(os.fsencode(source), b"incidents", path)  # noqa: PTH118 - no text
        os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120
        Path(os.fsdecode(place)).write_bytes(PNG if path.endswith(b".png") else PICTURE.encode())
    write(source, {"incidents/other.md": NOTE.encode()})
    out = tmp_path / "out"
    assert bool(codes) == main([*options(source, out), "--keep-going"])
    said = capsys.readouterr().err
    assert codes == set(re.findall(r"^error\[(.+)\]: ", said, re.MULTILINE))
    assert (out / "incidents/other/index.html").is_file()
    assert [] == [letter for letter in said if not letter.isprintable() and letter != "\n"]


# The output folder


@pytest.mark.parametrize("record", ["lock", "manifest.json"])
@pytest.mark.parametrize("put", [lambda path: path.symlink_to("../../theirs"), os.mkfifo])
def test_records_are_not_written_through_links(
    source: Path, out: Path, tmp_path: Path, record: str, put: Callable[[Path], object]
) -> None:
    """Nor waited for."""
    theirs = tmp_path / "theirs"
    theirs.write_text("theirs")
    place = out / ".statusgen" / record
    place.unlink(missing_ok=True)
    put(place)
    before = tree(out)
    message = f"{place} is where statusgen keeps its own records, and is no file; remove it"
    assert (3, f"statusgen: {message}\n") == run(command(source, out))
    assert ("theirs", before) == (theirs.read_text(), tree(out))


@pytest.mark.parametrize("kind", ["file", "link"])
def test_the_staging_folder_is_ours(source: Path, out: Path, tmp_path: Path, kind: str) -> None:
    """What stands in its place is not touched, nor what it leads to."""
    theirs = write(tmp_path / "theirs", {"file": b"theirs"})
    (out / ".statusgen/staging").symlink_to(theirs / ("file" if kind == "file" else ""))
    before = tree(out)
    assert 3 == main(options(source, out))
    assert ({"file": b"theirs"}, before) == (tree(theirs), tree(out))


def test_what_stands_in_the_way_is_replaced(source: Path, out: Path, tmp_path: Path) -> None:
    """A file where a folder must be, an empty folder or a link where a page must be."""
    before = tree(out)
    (out / "index.html").unlink()
    (out / "index.html/empty").mkdir(parents=True)
    (out / "404.html").unlink()
    (out / "404.html").symlink_to(tmp_path / "theirs")
    (out / "incidents").rename(tmp_path / "incidents")
    (out / "incidents").write_text("a file")
    assert 0 == main(options(source, out))
    assert (before, False) == (tree(out), (tmp_path / "theirs").exists())


def test_a_folder_with_files_of_others_is_not_replaced(source: Path, out: Path) -> None:
    """The build says so before it changes anything."""
    (out / "index.html").unlink()
    write(out, {"index.html/theirs": b"theirs"})
    (out / "404.html").unlink()
    before = tree(out)
    message = f"{out}/index.html must be a file; that folder holds theirs; move it"
    assert (3, f"statusgen: {message}\n") == run(command(source, out))
    assert before == tree(out)


def test_an_output_folder_that_is_a_circle_of_links(source: Path, tmp_path: Path) -> None:
    """It is the disk's fault, and said."""
    (tmp_path / "out").symlink_to("out")
    code, said = run(command(source, tmp_path / "out"))
    assert (3, True) == (code, said.endswith(f"{CIRCLE}\n"))


@pytest.mark.parametrize("name", ["n" * 245, "n" * 252, "电" * 84], ids=["245", "252", "Chinese"])
def test_names_as_long_as_a_disk_takes_them(source: Path, tmp_path: Path, name: str) -> None:
    """Such a note can be published, and gets updates."""
    note = source / f"incidents/{name}.md"
    note.write_text(NOTE)
    assert 0 == main(options(source, tmp_path / "long"))
    assert (tmp_path / "long/incidents" / name / "index.html").is_file()
    update = ["update", f"incidents/{name}", "--status", "update", "--text", "We look at mast 9."]
    assert 0 == main([*update, "--content", str(source), "--now", NOW])
    assert "We look at mast 9." in note.read_text()
    assert 0 == main(options(source, tmp_path / "long"))
    assert "We look at mast 9." in (tmp_path / "long/incidents" / name / "index.html").read_text()
