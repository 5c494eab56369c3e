"""What is shown of edited notes before the whole site is compiled."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statusgen.model.cache import Cache
from statusgen.model.output import fingerprint
from statusgen.model.status import DATED_FOLDERS
from statusgen.pipeline.compile import compile_site
from statusgen.pipeline.compile_notes import compile_notes
from statusgen.read import shared_name
from statusgen.storage.disk import read_themes, read_tree

DEMO = Path(__file__).parents[2] / "content"
NOW = datetime(2026, 11, 17, 14, 40, tzinfo=UTC)
TRAMS_NOW = datetime(2026, 5, 4, 16, tzinfo=UTC)
URL = "http://localhost/"
FILES = read_tree(DEMO)
THEMES = read_themes(DEMO)
CACHE = Cache()
DUCT, ACTING = (
    "maintenance/2026-05-02-duct.md",
    b"""\
---
title: We look into the duct
services: [ticket-machines]
starts: 2026-05-02 10:00
ends: 2026-05-02 11:00
---

## Completed \xc2\xb7 2026-05-02 11:00

It is full.

## Postmortem \xc2\xb7 2026-05-03 11:00
actions:
  - do: A wider duct
    for: one-cable

It is too small.
""",
)
NOTES = sorted({shared_name(path) for path in FILES if path.startswith(DATED_FOLDERS)})


def shown(
    files: dict[str, bytes], edited: Iterable[str], now: datetime = NOW
) -> dict[str, tuple[str, bytes]]:
    """Fingerprint and bytes of what is shown first, by path."""
    found = compile_notes(files, THEMES, edited, now=now, theme=None, url=URL, has_learned=True, cache=CACHE)
    return {one.path: (fingerprint(one, ""), one.make()) for one in found}


@pytest.fixture(scope="module")
def site() -> dict[str, tuple[str, bytes]]:
    """The same of the whole site."""
    made = compile_site(FILES, THEMES, now=NOW, url=URL, live=False, cache=CACHE).outputs
    return {one.path: (fingerprint(one, ""), one.make()) for one in made}


@pytest.mark.parametrize("name", NOTES[::4])
def test_it_is_what_the_whole_site_has(name: str, site: dict[str, tuple[str, bytes]]) -> None:
    """All that lies on and below the pages of a note, in every language, and at its old addresses."""
    found = shown(FILES, [path for path in FILES if shared_name(path) == name])
    own = {path: one for path, one in site.items() if f"/{name}/" in f"/{path}"}
    assert own.items() <= found.items() <= site.items()


def test_several_notes_are_shown_together() -> None:
    """Up to what somebody may have edited by hand."""
    paths = [next(path for path in FILES if shared_name(path) == name) for name in NOTES]
    two = shown(FILES, paths[:1]) | shown(FILES, paths[1:2])
    assert two == shown(FILES, paths[:2])
    assert len(NOTES) > 10
    assert {} == shown(FILES, paths)


@pytest.mark.parametrize("edited", [[], ["site.yml"], ["services.yml"], ["pages/about.md"], ["else/x.md"]])
def test_only_notes_can_be_shown_alone(edited: list[str]) -> None:
    """What else is edited shows in many places, or in none."""
    assert {} == shown(FILES, edited)


def test_what_cannot_be_published_is_not_shown() -> None:
    """The page stays as it was, with the mistakes that compiling all finds."""
    name = NOTES[0]
    path = next(path for path in FILES if shared_name(path) == name)
    assert {} == shown(FILES | {path: b"---\nseverity: [\n---\n"}, [path])
    assert {} == shown({one: data for one, data in FILES.items() if shared_name(one) != name}, [path])


def test_digests_of_the_files_before_the_edit_are_not_believed() -> None:
    """The cache of the whole site has them."""
    path = next(path for path in FILES if shared_name(path) == NOTES[0])
    digests = {one: hashlib.sha256(data).hexdigest() for one, data in FILES.items()}
    words = FILES[path] + b"\nThis is new.\n"
    cache = Cache(CACHE.current, digests=digests)
    found = compile_notes(
        FILES | {path: words}, THEMES, [path], now=NOW, theme=None, url=URL, has_learned=True, cache=cache
    )
    assert any(b"This is new." in one.make() for one in found)


def test_a_note_has_one_name_in_either_form_of_unicode() -> None:
    """As when one file was written on macOS and the other one on Linux."""
    composed, decomposed = "incidents/2026-11-17-st\u00f6rung", "incidents/2026-11-17-sto\u0308rung"
    head = "---\ntitle: Loans are late\nservices: {loans: degraded}\n---\n\n"
    note = f"{head}## Investigating · 2026-11-17 09:00\n\nWe look into it.\n".encode()
    files = FILES | {f"{composed}.md": note, f"{decomposed}.zh.md": "---\ntitle: 借阅延迟\n---\n".encode()}
    for edited in (f"{composed}.md", f"{decomposed}.zh.md"):
        assert "借阅延迟".encode() in shown(files, [edited])[f"zh/{composed}/index.html"][1]


def test_notes_that_are_linked_are_shown_as_the_whole_site_has_them() -> None:
    """Whichever of them is edited, with the links to all others; only its own pages are shown."""
    files = {**read_tree(Path(__file__).parents[1] / "golden" / "trams" / "content"), DUCT: ACTING}
    whole = compile_site(files, THEMES, now=TRAMS_NOW, url=URL, live=False, cache=CACHE).outputs
    site = {one.path: (fingerprint(one, ""), one.make()) for one in whole}
    for name in (
        "incidents/2026-05-01-cards",
        "maintenance/2026-04-30-card-readers",
        "problems/one-cable",
        DUCT[:-3],
    ):
        found = shown(files, [path for path in files if shared_name(path) == name], TRAMS_NOW)
        assert f"{name}/index.html" in found
        own = {path: one for path, one in site.items() if f"/{name}/" in f"/{path}"}
        assert own.items() <= found.items() <= site.items()
