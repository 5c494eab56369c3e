"""What the benchmark of speed measures is what it says: the same notes for everyone, and all of them."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from statusgen.model.diagnostics import Level
from statusgen.pipeline.check import check_site
from statusgen.pipeline.compile import compile_site
from statusgen.storage.disk import read_themes, read_tree
from tests.bench.corpus import NOW
from tests.bench.dialects import BETWEEN
from tests.bench.generators import HUGO, STATUSGEN, write_sites
from tests.bench.history import POSTMORTEMS, history
from tests.bench.process import run
from tests.bench.serving import shown_after
from tests.bench.speed import edit
from tests.bench.table import Column, Line, as_markdown

INSTANT = datetime.fromisoformat(NOW)
INCIDENTS = 40


def test_the_same_incidents_come_at_every_run() -> None:
    """Every generator, and every measure of another day, publishes the same notes."""
    assert list(history(INCIDENTS)) == list(history(INCIDENTS))


def test_incidents_are_as_long_as_told() -> None:
    """Three to five updates of sixty words, two while open; one in twenty has a postmortem of six hundred."""
    told = list(history(INCIDENTS))
    updates = [[one for one in incident.updates if one.status != "Postmortem"] for incident in told]
    postmortems = [one for incident in told for one in incident.updates if one.status == "Postmortem"]

    assert {2} == {len(one) for one in updates[:3]}
    assert {3, 4, 5} == {len(one) for one in updates[3:]}
    assert {60} == {len(one.words.split()) for of_incident in updates for one in of_incident}
    assert INCIDENTS // POSTMORTEMS == len(postmortems)
    assert all(500 <= len(one.words.split()) <= 700 for one in postmortems)


def test_our_site_has_no_errors(tmp_path: Path) -> None:
    """All notes are published, on the day the benchmark looks at."""
    write_sites([STATUSGEN], tmp_path, history(INCIDENTS))
    files, themes = read_tree(tmp_path / "statusgen" / "content"), read_themes(tmp_path)

    problems = check_site(files, themes, now=INSTANT)

    assert [] == [problem for problem in problems if problem.level is Level.ERROR]
    assert ("incident", INCIDENTS) in compile_site(files, themes, now=INSTANT).counts


def test_hugo_gets_every_note_and_every_update(tmp_path: Path) -> None:
    """Neither a header nor a word is lost on the way to the rival."""
    told = list(history(INCIDENTS))
    write_sites([HUGO], tmp_path, told)
    notes = {path.stem: path.read_text() for path in (tmp_path / "hugo/content/incidents").iterdir()}

    read = {id_: _read_hugo(text) for id_, text in notes.items()}

    assert {one.id: [(each.status.lower(), each.words) for each in one.updates] for one in told} == read


def _read_hugo(text: str) -> list[tuple[str, str]]:
    header, end = json.JSONDecoder().raw_decode(text)
    words = text[end:].strip().split(BETWEEN)
    statuses = [update["status"] for update in header["params"]["updates"]]
    return list(zip(statuses, words, strict=True))


@pytest.mark.slow
def test_the_preview_is_timed_until_it_shows_the_edit(tmp_path: Path) -> None:
    """The clock stops when the server's page has the words that were written."""
    write_sites([STATUSGEN], tmp_path, history(4))
    newest, site = next(history(4)), tmp_path / "statusgen"

    seconds = list(
        shown_after(STATUSGEN, site, newest, partial(edit, STATUSGEN, site, newest, count(1)), times=2)
    )

    assert 2 == len(seconds)
    assert all(one > 0 for one in seconds)
    assert STATUSGEN.note(site, newest).read_text().endswith("\nEdit number 1.\n\nEdit number 2.\n")


def test_memory_is_that_of_the_program(tmp_path: Path) -> None:
    """What it gave back before its end is counted, and not what the process holds that measures it."""
    ours = bytearray(b"." * 3 * 10**8)
    seen = run((sys.executable, "-c", "bytearray(b'.' * 10**8)"), tmp_path)
    del ours

    assert 10**8 <= seen.memory < 3 * 10**8


def test_ratios_are_taken_round_by_round() -> None:
    """A round in which the machine was busy for both changes no ratio."""
    columns = (Column("ours", "a"), Column("ratio", "a", "b"))
    line = Line("10", "build", "s", {"a": [1.0, 8.0, 2.0], "b": [2.0, 16.0, 4.0]})

    assert (
        "Here.\n\n"
        "| incidents | measure | ours | ratio |\n"
        "| ---: | --- | ---: | ---: |\n"
        "| 10 | build | 2 s (1–8) | 0.5 × |\n"
    ) == as_markdown(columns, [line], "Here.")


def test_a_program_that_fails_ends_the_benchmark(tmp_path: Path) -> None:
    """A build that breaks off early must not pass for a quick one; its own words say why."""
    with pytest.raises(RuntimeError, match="no such note"):
        run((sys.executable, "-c", "raise SystemExit('no such note')"), tmp_path)
