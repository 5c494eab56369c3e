"""Findings beside the words in the preview: placed, worded, and harmless."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from statusgen.model.output import Output
from statusgen.model.status import Kind
from statusgen.pipeline.lint import lint_content, lint_content_note
from statusgen.plain_language import NoteFindings
from statusgen.preview.annotations import annotations_of_page, lazy_judge
from statusgen.preview.snapshot import Snapshot, respond
from tests.sites import content

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
NOTE = """\
---
title: Trams <b>stop</b> after a failover
services:
  trams: partial outage
started: 2026-05-01 09:10
---

## Investigating · 2026-05-01 09:20
next update: 10:30

The kernel </script><script>alert(1)</script> is stale.
"""
TRANSLATION = """\
---
title: 电车停运
---

## 调查中 · 2026-05-01 09:20

服务器宕机，我们正在处理。
"""
FILES = content({"incidents/a.md": NOTE, "incidents/a.zh.md": TRANSLATION})
ANCHOR = "2026-05-01T09-20"


def remarks(path: str) -> dict[str, list[dict[str, str]]]:
    """The findings for a page, by anchor."""
    found: dict[str, list[dict[str, str]]] = json.loads(annotations_of_page(lazy_judge(FILES, NOW), path))
    return found


def test_findings_stand_at_their_updates() -> None:
    """Those of the title at the top."""
    found = remarks("incidents/a/index.html")
    assert {"", ANCHOR} == set(found)
    assert "“failover” is a technical term" in [one["message"] for one in found[""]]
    assert "“kernel” is a technical term" in [one["message"] for one in found[ANCHOR]]


def test_a_translation_shows_what_is_said_about_it() -> None:
    """In its own language."""
    found = remarks("zh/incidents/a/index.html")
    assert "“宕机”是技术词" in [one["message"] for one in found[ANCHOR]]


def test_other_pages_have_none() -> None:
    """Not even those whose address looks alike."""
    assert (
        {}
        == remarks("index.html")
        == remarks("services/trams/index.html")
        == remarks("incidents/b/index.html")
    )


def page() -> bytes:
    """Render a page."""
    return b"<body>page</body>"


def test_pages_of_the_preview_can_ask_for_them() -> None:
    """By their address, as data; they are in no page. Of a note without a page nothing is said."""
    outputs = {"incidents/a/index.html": Output("incidents/a/index.html", page, ())}
    snapshot = Snapshot(1, outputs, "", lazy_judge(FILES, NOW))
    answer = respond(snapshot, "/.statusgen/annotations/incidents/a/")
    assert ("application/json", set(remarks("incidents/a/index.html"))) == (
        answer.type,
        set(json.loads(answer.body)),
    )
    assert {} == json.loads(respond(snapshot, "/.statusgen/annotations/").body)
    unpublished = Snapshot(1, {}, "", lazy_judge(FILES, NOW))
    assert {} == json.loads(respond(unpublished, "/.statusgen/annotations/incidents/a/").body)
    assert b"technical term" not in respond(snapshot, "/incidents/a/").body


def test_one_note_is_judged_as_it_is_among_all() -> None:
    """Though no other note is read for it; a note of a like name is another."""
    words = FILES["incidents/a.md"]
    every = FILES | {"incidents/a.b.md": words, "incidents/a/1200.md": b"broken", "incidents/b.md": words}
    for files in (FILES, every):
        found: dict[tuple[Kind, str], list[NoteFindings]] = {}
        for one in lint_content(files, NOW):
            kind, id_ = one.note.key.split("/")
            found.setdefault((Kind(kind), id_), []).append(one)
        for (kind, id_), judged in found.items():
            assert judged == list(lint_content_note(files, NOW, kind, id_))
    assert (
        ()
        == lint_content_note(every, NOW, Kind.INCIDENT, "a")
        == lint_content_note(every, NOW, Kind.NOTICE, "a")
    )
    assert {"a.b", "b"} <= {one.note.id for one in lint_content(every, NOW)}
