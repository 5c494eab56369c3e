"""`diff` names actions that readers have seen and that vanish; a tick on an action is no news to anybody."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest

from statusgen.diff import Changes, compare, format_text
from statusgen.model.output import Result
from statusgen.pipeline.compile import compile_site
from tests.sites import THEMES, content, make

NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)
ACTIONS = """\
actions:
  - do: A second line
    due: 2026-06-30
  - do: A bell in the depot
"""
INCIDENT = f"""\
---
title: Trams stop
services: {{trams: partial outage}}
---

## Investigating · 2026-05-01 09:20

We look.

## Resolved · 2026-05-01 10:20

Trams run.

## Postmortem · 2026-05-03 10:20
{ACTIONS}
A wire broke.
"""
PROBLEM = f"---\ntitle: Old wires\nopened: 2026-05-01\npublic: yes\n{ACTIONS}---\n"
NOTES = {"incidents/stop.md": INCIDENT, "problems/wires.md": PROBLEM}
FEEDS = ("feed.json", ".rss", ".atom", "feed.xml", ".ics")


def compiled(notes: dict[str, str], before: Result | None = None, now: datetime = NOW) -> Result:
    """A publication of these notes."""
    result = compile_site(content(notes), THEMES, now=now, previous=before.records() if before else None)
    assert not result.failed
    return result


def files(result: Result) -> dict[str, bytes]:
    """The published files."""
    return {one.path: make(one) for one in result.outputs if not one.path.startswith(".")}


def changes(part: str, other: str, *, note: str = "incidents/stop.md") -> Changes:
    """Of a publication in which a part of a note is replaced."""
    assert part in NOTES[note]
    before = compiled(NOTES)
    after = compiled(NOTES | {note: NOTES[note].replace(part, other)}, before)
    return compare(files(before), files(after), (before.records(), after.records()))


@pytest.mark.parametrize(
    ("note", "page"), [("incidents/stop.md", "Trams stop"), ("problems/wires.md", "Old wires")]
)
def test_an_action_that_is_gone_is_named(note: str, page: str) -> None:
    """With the page that had it."""
    found = changes("  - do: A bell in the depot\n", "", note=note)
    address = note.replace(".md", "/")
    assert f"- “A bell in the depot” is gone: {page} (/{address})" in format_text(found)
    assert not found.none


def test_other_words_are_named() -> None:
    """Beside the ones that readers have seen."""
    text = format_text(changes("A bell in", "A lamp in"))
    assert "- “A bell in the depot” is now “A lamp in the depot”: Trams stop (/incidents/stop/)" in text


def test_similar_words_belong_together() -> None:
    """Also where an action above them is gone."""
    text = format_text(changes(ACTIONS, "actions:\n  - do: A bell at the depot\n"))
    assert "- “A second line” is gone: " in text
    assert "- “A bell in the depot” is now “A bell at the depot”: " in text


@pytest.mark.parametrize("note", NOTES)
def test_a_later_day_is_named(note: str) -> None:
    """Or none; an earlier one keeps the promise."""
    for other in ("due: 2027-06-30", "kind: prevent"):
        found = format_text(changes("due: 2026-06-30", other, note=note))
        assert "- “A second line” is due later, or on no day any more: " in found
        assert "why it takes longer" in found
        assert "looks broken" not in found
    assert () == changes("due: 2026-06-30", "due: 2026-06-20", note=note).broken_promises


def test_what_is_not_done_any_more_is_named() -> None:
    """Readers have seen that it was."""
    done = NOTES | {"incidents/stop.md": INCIDENT.replace("due: 2026-06-30", "done: 2026-06-09")}
    before = compiled(done)
    after = compiled(NOTES, before)
    found = compare(files(before), files(after), (before.records(), after.records()))
    assert "- “A second line” is not done any more: Trams stop (/incidents/stop/)" in format_text(found)


def test_a_note_with_another_name_has_its_actions() -> None:
    """If it names its old address; without that, they are gone."""
    before = compiled(NOTES)
    for head, gone in (("---\naliases: [/incidents/stop/]\n", 0), ("---\n", 2)):
        notes = {
            "incidents/trams.md": INCIDENT.replace("---\n", head, 1),
            "problems/wires.md": PROBLEM,
        }
        after = compiled(notes, before)
        found = compare(files(before), files(after), (before.records(), after.records()))
        assert gone == len(found.broken_promises)


def test_hidden_actions_are_gone_for_readers() -> None:
    """Whatever the files still say."""
    found = changes(ACTIONS, f"{ACTIONS}public: [figures]\n")
    assert 2 == len(found.broken_promises)
    assert "- “A second line” is not shown any more: " in format_text(found)
    assert "on purpose" in format_text(found)
    assert "looks broken" not in format_text(found)


def test_actions_of_a_withdrawn_incident_are_named() -> None:
    """Its page stays, and no list has its actions any more."""
    found = format_text(changes("---\n\n", "withdrawn: It was another line.\n---\n\n"))
    assert "- “A second line” is no longer in /learned/, as the note is withdrawn: " in found
    assert "looks broken" not in found


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("due: 2026-06-30", "due: 2026-06-30\n    done: 2026-06-09"),
        ("due: 2026-06-30", "dropped: {on: 2026-06-09, why: It costs too much.}"),
        ("  - do: A bell", "  - do: A third line\n  - do: A bell"),
        ("A wire broke.", "Two wires broke."),
    ],
)
def test_actions_that_stay_are_not_named(part: str, other: str) -> None:
    """Done, dropped, or beside new ones."""
    assert () == changes(part, other).broken_promises


@pytest.mark.parametrize(
    "other",
    [
        "due: 2026-06-30\n    done: 2026-06-09",
        "dropped: {on: 2026-06-09, why: It costs too much.}",
        "due: 2026-07-31",
    ],
)
@pytest.mark.parametrize("note", NOTES)
def test_a_tick_is_no_news(note: str, other: str) -> None:
    """No message, no other text of an earlier one, no revision, nothing marked as edited."""
    before = compiled(NOTES)
    ticked = NOTES | {note: NOTES[note].replace("due: 2026-06-30", other)}
    after = compiled(ticked, before)
    found = compare(files(before), files(after), (before.records(), after.records()))
    assert ((), (), (), ()) == (found.messages, found.edited, found.removed_messages, found.moved)
    old, new = files(before), files(after)
    address = note.replace(".md", "/")
    feeds = [path for path in old if path.endswith(FEEDS)]
    assert {"feed.json", "calendar.ics", "incidents/stop/updates.rss"} <= {*feeds}
    for path in feeds:
        assert old[path] == new[path], path
    page = new[f"{address}index.html"].decode()
    assert page.count("edited") == old[f"{address}index.html"].decode().count("edited")
    assert _revisions(before) == _revisions(after)
    # Nor at the next publication, which knows this one alone.
    assert _revisions(after) == _revisions(compiled(ticked, after))


def _revisions(result: Result) -> object:
    """What a publication knows of later edits."""
    made = {one.path: one.make() for one in result.outputs if "revisions" in one.path}
    assert made
    return {path: json.loads(data) for path, data in made.items()}


def test_a_tick_changes_the_page() -> None:
    """Else the tests above prove nothing."""
    before = compiled(NOTES)
    after = compiled(
        NOTES | {"incidents/stop.md": INCIDENT.replace("06-30", "06-30\n    done: 2026-06-09")}, before
    )
    old, new = (re.sub(rb"\s+", b" ", b"".join(one.records().values())) for one in (before, after))
    assert old != new
