"""What statusgen writes, it reads as the same note."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.read import read_site
from statusgen.read.note_writer import scalar, write_note
from statusgen.read.yaml.invisible import is_blank, misplaced_positions
from statusgen.storage.disk import read_tree
from tests.sites import HERE, content, only_note, problems


@pytest.mark.parametrize("folder", [HERE.parent / "content", HERE / "golden" / "trams" / "content"])
def test_every_note_of_a_site_survives_being_written(folder: Path) -> None:
    """All kinds, both forms, both languages: written and read again, each note is equal."""
    files = read_tree(folder)
    reading = read_site(files)
    notes = {note.note.path.split("/")[0] + note.id: note.note for note in reading.notes if note.note}
    assert reading.settings is not None

    written = {path: data for path, data in files.items() if "/" not in path}
    for note in notes.values():
        written |= write_note(note, reading.settings)
    again = read_site(written)

    assert {one.code for one in problems(again)} <= {"missing-picture"}
    for one in again.notes:
        assert one.note is not None
        original = notes[one.note.path.split("/")[0] + one.id]
        assert one.note == replace(original, pictures=())


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1))
def test_any_line_of_text_survives_as_a_value(text: str) -> None:
    """Quotes, colons, stars, spaces: what goes in comes out."""
    words = " ".join(text.split())
    is_published = words and "<!--" not in words and not is_blank(words) and not misplaced_positions(words)
    if is_published and "\ufffe" not in words and "\uffff" not in words:
        note = only_note({"pages/x.md": f"---\ntitle: {scalar(words)}\n---\n"})

        assert note.title.variants == (("en", words),)


def test_the_form_is_the_documented_one() -> None:
    """Short times on the same day, offsets where a time happens twice, quotes only where needed."""
    text = """\
        ---
        title: "Cards: some fail"
        started: 2025-10-26 01:10 +02:00
        severity: minor
        services:
          trams: degraded
        aliases:
          - /old/
        ---

        A summary.

        ## Investigating · 2025-10-26 02:30 +01:00
        next update: 2025-10-26 02:50 +01:00
        id: 1-first

        We look.

        ## Resolved · 2025-10-27 00:10
        since: 2025-10-26 23:50

        All works.
        """
    reading = read_site(content({"incidents/x.md": text}))
    assert problems(reading) == []
    assert reading.settings is not None
    note = reading.notes[0].note
    assert note is not None

    (written,) = write_note(note, reading.settings).values()

    assert (
        written.decode()
        == """\
---
title: 'Cards: some fail'
started: 2025-10-26 01:10
severity: minor
services:
  trams: degraded
aliases:
  - '/old/'
---

A summary.

## Investigating · 2025-10-26 02:30 +01:00
next update: 02:50 +01:00
id: 1-first

We look.

## Resolved · 2025-10-27 00:10
since: 2025-10-26 23:50

All works.
"""
    )
