"""What a preview takes for an edit of its content."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from watchdog.events import (
    DirModifiedEvent,
    FileClosedEvent,
    FileClosedNoWriteEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
)

from statusgen.preview import watcher as watch
from statusgen.preview.watcher import Edits, apply_edits, watched

LAST = {"site.yml": b"old", "incidents/a.md": b"old", "incidents/b.md": b"old"}


def test_only_what_was_edited_is_read(tmp_path: Path) -> None:
    """What is the same, hidden, a backup, a link, a folder or elsewhere is no news; what is gone is."""
    content = tmp_path / "content"
    (content / "incidents").mkdir(parents=True)
    words = {"site.yml": "old", "incidents/a.md": "new", "incidents/a.md~": "x", "incidents/.a.md.swp": "x"}
    for path, text in words.items():
        (content / path).write_text(text)
    (tmp_path / "secret.md").write_text("x")
    (content / "incidents/link.md").symlink_to(tmp_path / "secret.md")
    edited = [content / path for path in (*words, "incidents/b.md", "incidents/link.md", "incidents", "_x/y")]
    files, news = apply_edits(content, LAST, map(str, [*edited, tmp_path / "secret.md"]))
    assert {"site.yml": b"old", "incidents/a.md": b"new"} == files
    assert ["incidents/a.md", "incidents/b.md"] == sorted(news)


CONTENT = Path("c").resolve()
NOTE = f"{CONTENT}/incidents/a.md"
CATALOG = f"{CONTENT}/services.yml"
TEMPORARY = f"{CONTENT}/incidents/sedx1"
WRITTEN = (
    [FileModifiedEvent(NOTE), FileClosedEvent(NOTE)],
    [FileCreatedEvent(TEMPORARY), FileClosedEvent(TEMPORARY), FileMovedEvent(TEMPORARY, NOTE)],
    [FileMovedEvent(NOTE, f"{NOTE}~"), FileCreatedEvent(NOTE), FileClosedEvent(NOTE)],
)


@pytest.mark.parametrize("events", WRITTEN, ids=["in place", "renamed", "backup"])
def test_a_file_that_is_written_need_not_be_waited_for(
    monkeypatch: pytest.MonkeyPatch, events: list[FileSystemEvent]
) -> None:
    """Its last step tells, and none before it."""
    monkeypatch.setattr(watch, "SETTLE_SECONDS", 3_600.0)
    edits, found = Edits(CONTENT), list[set[str]]()
    waits = threading.Thread(target=lambda: found.append(edits.wait(None)), daemon=True)
    waits.start()
    for event in events[:-1]:
        edits.on_any_event(event)
    waits.join(0.05)
    assert waits.is_alive()
    edits.on_any_event(events[-1])
    waits.join(10)
    assert NOTE in found[0]


def test_where_nobody_tells_that_a_file_is_written_quiet_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on systems that do not say so, and for what is not shown alone; reading is no edit."""
    monkeypatch.setattr(watch, "SETTLE_SECONDS", 0.01)
    edits = Edits(CONTENT)
    events = [FileModifiedEvent(NOTE), FileClosedEvent(CATALOG)]
    for event in (
        *events,
        DirModifiedEvent(str(CONTENT)),
        FileClosedNoWriteEvent(f"{CONTENT}/incidents/b.md"),
    ):
        edits.on_any_event(event)
    assert {NOTE, CATALOG, str(CONTENT)} == edits.wait(None)
    assert set() == edits.wait(0.01)


def test_an_edit_at_the_very_end_is_no_error(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A file may be written in the moment in which watching ends; nobody is told of an error."""
    note = tmp_path / "incidents" / "2026-01-01-a.md"
    note.parent.mkdir()
    done = threading.Event()

    def write() -> None:
        while not done.wait(0.0002):
            note.write_text("a")

    writer = threading.Thread(target=write)
    writer.start()
    for _ in range(20):
        with watched(tmp_path, Edits(tmp_path)):
            pass
    done.set()
    writer.join()

    assert [] == caplog.messages
