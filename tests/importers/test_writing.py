"""What an import leaves in a content folder: all files or none, and nobody else's change undone."""

from __future__ import annotations

import os
import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from statusgen.cli.main import main
from statusgen.importers.save import write_import
from statusgen.storage import transaction
from statusgen.storage.atomic_write import put_in_place
from statusgen.storage.disk import DiskError, read_tree
from statusgen.storage.locks import locked

CONFIG = "title: Ferries\nbaseURL: https://status.example.org/\n"


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An old site with an incident and a notice, in the folder where commands run."""
    monkeypatch.chdir(tmp_path)
    issues = tmp_path / "old/content/issues"
    issues.mkdir(parents=True)
    (tmp_path / "old/config.yml").write_text(CONFIG)
    header = (
        "---\ntitle: Fog\ndate: 2026-03-02T10:00:00Z\nresolved: true\nresolvedWhen: 2026-03-02T12:00:00Z\n"
    )
    (issues / "fog.md").write_text(f"{header}severity: down\n---\nNo ferries.\n")
    (issues / "sale.md").write_text(f"{header}informational: true\nseverity: notice\n---\nCheaper tickets.\n")
    return issues


def run(*options: str) -> int:
    """Import into `new`."""
    return main(["import", "cstate", "old", "--to", "new", *options])


@contextmanager
def no_file_above(size: int) -> Iterator[None]:
    """As on a full disk, no file can grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_names_of_the_old_site_lead_nowhere_else(old: Path, tmp_path: Path) -> None:
    """Neither those of files nor those within them; notes become files of two folders."""
    header = (
        "---\ntitle: Fog\ndate: 2026-03-02T10:00:00Z\nslug: ../../up\nurl: /../up\naffected: [../../up]\n"
    )
    names = ("up%2f..%2fup", "\\..\\up", "-", "~", "%00", " ")
    for name in names:
        (old / f"{name}.md").write_text(f"{header}---\nNo ferries.\n")
    (old.parents[1] / "config.yml").write_text(f"{CONFIG}params: {{systems: [{{name: ../../up}}]}}\n")
    before = {*tmp_path.rglob("*")}

    assert 0 == run()

    made = {path.relative_to(tmp_path / "new") for path in {*tmp_path.rglob("*")} - before if path.is_file()}
    notes = {path for path in made if len(path.parts) == 2}
    assert {"site.yml", "services.yml"} == {str(path) for path in made - notes}
    assert {"incidents", "notices"} == {path.parts[0] for path in notes}
    assert len(notes) == 2 + len(names)


@pytest.mark.parametrize("path", ["../up.md", "/up.md", "incidents/../../up.md", "incidents\\..\\..\\up.md"])
def test_a_path_that_leads_out_is_not_written(tmp_path: Path, path: str) -> None:
    """Whatever an importer makes of a name."""
    with pytest.raises(DiskError):
        write_import({path: b""}, tmp_path / "new" / "content", force=True)
    assert not list(tmp_path.rglob("up.md"))


def test_a_full_disk_leaves_nothing(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither some of the notes nor the folder; and the command says so."""
    (old / "long.md").write_text((old / "fog.md").read_text() + "Fog. " * 20_000)

    with no_file_above(50_000):
        assert run() == 3
    assert not Path("new").exists()
    assert "nothing was written" in capsys.readouterr().err
    assert run() == 0


def test_a_full_disk_leaves_the_folder_as_it_was(old: Path) -> None:
    """Also where files would have been overwritten."""
    assert run() == 0
    before = read_tree(Path("new"), hidden=())
    (old / "fog.md").write_text((old / "fog.md").read_text() + "Now with rain.\n")
    (old / "long.md").write_text((old / "fog.md").read_text() + "Fog. " * 20_000)

    with no_file_above(50_000):
        assert run("--force") == 3
    assert read_tree(Path("new"), hidden=()) == before


def test_what_was_moved_is_taken_back(old: Path) -> None:
    """If one file cannot get its place, those before it, new or overwritten, are as they were."""
    (old / "sale.md").rename(old.parents[2] / "sale.md")
    assert run() == 0
    before = {**read_tree(Path("new"), hidden=()), "notices": b"a file, where a folder should be"}
    Path("new/notices").write_bytes(before["notices"])
    (old / "fog.md").write_text((old / "fog.md").read_text() + "Now with rain.\n")
    (old / "hail.md").write_text((old / "fog.md").read_text())
    (old.parents[2] / "sale.md").rename(old / "sale.md")

    assert run("--force") == 3
    assert read_tree(Path("new"), hidden=()) == before


def test_importing_twice_changes_nothing(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is there with the same bytes is in nobody's way; what was edited here is not overwritten."""
    assert run() == 0
    inode = Path("new/incidents/fog.md").stat().st_ino
    assert run() == 0
    assert Path("new/incidents/fog.md").stat().st_ino == inode

    Path("new/incidents/fog.md").write_text("mine")
    (old / "hail.md").write_text((old / "fog.md").read_text())
    assert run() == 2
    assert "new/incidents/fog.md is there already" in capsys.readouterr().err
    assert Path("new/incidents/fog.md").read_text() == "mine"
    assert not Path("new/incidents/hail.md").exists()


def test_a_folder_that_has_notes_keeps_them(old: Path) -> None:
    """New files come to those that are there."""
    Path("new/incidents").mkdir(parents=True)
    Path("new/incidents/mine.md").write_text("mine")

    assert run() == 0
    assert Path("new/incidents/mine.md").read_text() == "mine"
    assert sorted(path.name for path in Path("new").iterdir()) == [
        "incidents",
        "notices",
        "services.yml",
        "site.yml",
    ]


def test_a_signal_leaves_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Ctrl-C, when a supervisor ends the import between two files."""
    placed = list[Path]()

    def place_and_kill(path: Path, temporary: Path, *, new: bool) -> None:
        put_in_place(path, temporary, new=new)
        placed.append(path)
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(transaction, "put_in_place", place_and_kill)
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # else a mistake would end the tests
    try:
        assert run() == 143
    finally:
        signal.signal(signal.SIGTERM, before)
    assert len(placed) == 1
    assert not Path("new").exists()


def test_an_import_waits_for_who_is_posting(old: Path) -> None:
    """And sees what they have written."""
    Path("new/incidents").mkdir(parents=True)
    codes: list[int] = []
    importing = threading.Thread(target=lambda: codes.append(run()))
    with locked(Path("new")):
        importing.start()
        importing.join(0.5)
        waited = importing.is_alive() and not Path("new/site.yml").exists()
        Path("new/incidents/fog.md").write_text("posted meanwhile")
    importing.join(60)

    assert waited
    assert codes == [2]
    assert Path("new/incidents/fog.md").read_text() == "posted meanwhile"


def test_what_was_overwritten_is_named(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody may have edited it; files with the same bytes were not touched."""
    assert run() == 0
    Path("new/incidents/fog.md").write_text("mine")
    capsys.readouterr()

    assert run("--force") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if "overwrote" in line] == ["overwrote new/incidents/fog.md"]


def test_a_folder_of_something_else_is_not_read(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither are files of a site that an import does not need."""
    assert main(["import", "cstate", str(old), "--to", "new"]) == 2
    assert "is no cState site: it has no content/issues/" in capsys.readouterr().err

    Path("old/modules.conf").symlink_to("nowhere")
    assert run() == 0
