"""What statusgen writes, it reads as the same note."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_type_hints
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.model.changes import Approval, ChangeType, Risk
from statusgen.model.learning import (
    PARTS,
    Action,
    ActionKind,
    CourseEntry,
    Detection,
    Factor,
    FactorKind,
)
from statusgen.model.notes import NOTE_TYPES, Accepted, AffectedService, AnyNote, Incident, Update
from statusgen.model.recurrence import OccurrenceException
from statusgen.model.settings import Settings
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Kind, Status
from statusgen.model.text import EMPTY, LocalText
from statusgen.read import note_field, read_site
from statusgen.read.list_writer import scalar
from statusgen.read.note_field import NoteField
from statusgen.read.note_fields import (
    NOT_STORED,
    NOTE_FIELDS,
    UPDATE_FIELDS,
    Fields,
    update_fields,
)
from statusgen.read.note_writer import update_file, write_note
from statusgen.read.yaml.invisible import is_blank, misplaced_positions
from statusgen.storage.disk import read_tree
from tests.sites import HERE, content, only_note, problems


@pytest.mark.parametrize("folder", [HERE.parent / "content", HERE / "golden" / "trams" / "content"])
def test_every_note_of_a_site_survives_being_written(folder: Path) -> None:
    """All kinds, both forms, both languages: written and read again, each note is equal."""
    files = read_tree(folder)
    reading = read_site(files)
    notes = {one.main.split("/")[0] + one.id: one.whole for one in reading.notes if one.whole}
    assert reading.settings is not None

    written = {path: data for path, data in files.items() if "/" not in path}
    for note in notes.values():
        written |= write_note(note, reading.settings)
    again = read_site(written)

    assert {one.code for one in problems(again)} <= {"missing-picture"}
    for one in again.notes:
        original = notes[one.main.split("/")[0] + one.id]
        assert one.whole == replace(original, pictures=())


RULES, REASONS = st.sampled_from(["jargon", "passive"]), st.sampled_from(["Our readers know it", "yes: so"])
INSTANTS = st.integers(946_684_800, 4_102_444_800).map(lambda second: datetime.fromtimestamp(second, UTC))
WORDS = st.sampled_from(
    [EMPTY, LocalText((("en", "Some"),)), LocalText((("en", "Some: 1 # 2"), ("zh", "有些")))]
)
STATES = st.sampled_from([one for one in ServiceState if one is not ServiceState.UNCONFIRMED])
BOTH = st.sampled_from(
    [LocalText((("en", "Some: 1"), ("zh", "有些"))), LocalText((("en", "3"), ("zh", "四")))]
)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1)).map(
    lambda day: datetime.combine(day, time(), ZoneInfo("Europe/Berlin")).astimezone(UTC)
)
FACTORS = st.builds(
    Factor,
    what=BOTH,
    kind=st.none() | st.sampled_from(FactorKind),
    supplier=st.sampled_from(["", "Power: Ltd"]),
    why=st.lists(BOTH, max_size=3).map(tuple),
)
OPEN_ACTIONS = st.builds(
    Action,
    do=BOTH,
    kind=st.none() | st.sampled_from(ActionKind),
    owner=st.sampled_from(["", "network team"]),
    due=st.none() | DAYS,
    done=st.none() | DAYS,
    link=st.sampled_from(["", "https://git.example/1"]),
)
ACTIONS = OPEN_ACTIONS | st.builds(
    lambda action, day, why: replace(action, done=None, dropped=day, reason=why), OPEN_ACTIONS, DAYS, BOTH
)
APPROVALS = st.builds(
    Approval,
    by=st.sampled_from(["change board", "Board: A, B"]),
    on=DAYS,
    link=st.sampled_from(["", "https://git.example/1"]),
)
CALLED_OFF = st.builds(
    OccurrenceException,
    day=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    cancelled=st.just(value=True),
    reason=WORDS,
)
MOVED = st.builds(
    OccurrenceException,
    day=st.dates(date(2027, 1, 1), date(2027, 12, 31)),
    starts=INSTANTS,
    ends=st.none() | INSTANTS,
    reason=WORDS,
)
OF_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    LocalText: WORDS,
    datetime: INSTANTS,
    date: st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    bool: st.booleans(),
    str: st.from_regex(r"[0-9][A-Za-z0-9_.:-]{0,9}", fullmatch=True),
    Severity: st.sampled_from(Severity),
    ChangeType: st.sampled_from(ChangeType),
    Risk: st.sampled_from(Risk),
    tuple[Approval, ...]: st.lists(APPROVALS, max_size=2).map(tuple),
    tuple[str, ...]: st.sampled_from([(), ("/old/",), ("/a/b/", "/c/")]),
    tuple[Detection, ...]: st.lists(st.sampled_from(Detection), max_size=2).map(tuple),
    tuple[LocalText, ...]: st.lists(BOTH, max_size=2).map(tuple),
    tuple[Factor, ...]: st.lists(FACTORS, max_size=2).map(tuple),
    tuple[Action, ...]: st.lists(ACTIONS, max_size=2).map(tuple),
    tuple[CourseEntry, ...]: st.lists(st.builds(CourseEntry, INSTANTS, BOTH), max_size=2).map(tuple),
    tuple[AffectedService, ...]: st.dictionaries(st.sampled_from(["trams", "website"]), STATES).map(
        lambda states: tuple(map(AffectedService, states.keys(), states.values()))
    ),
    tuple[OccurrenceException, ...]: st.tuples(CALLED_OFF, MOVED) | st.just(()),
    tuple[Accepted, ...]: st.dictionaries(RULES, REASONS).map(
        lambda reasons: tuple(map(Accepted, reasons.keys(), reasons.values()))
    ),
}
"""Values for a field by the type of its attribute; numbers are as its schema allows."""
IDS = st.sampled_from(["two-lines", "2026-05-01-a"])
OF_FIELD: dict[str, st.SearchStrategy[Any]] = {
    "caused_by": st.lists(IDS, max_size=2, unique=True).map(tuple),
    "problem": st.just("") | IDS,
    "supersedes": st.just("") | IDS,
    "repeat": st.sampled_from(["", "FREQ=WEEKLY;BYDAY=MO,SU", "FREQ=MONTHLY;BYDAY=-1FR"]),
    "show_ahead": st.integers(1, 700),
    "public": st.none() | st.lists(st.sampled_from(PARTS), unique=True, max_size=3).map(tuple),
}
"""Values for fields that their type does not tell."""
NOT_DECLARED = {"intro", "body", "updates", "pictures", "status", "at", "none_affected", "unconfirmed"}
NOT_DECLARED |= {"lost", "path", "span", "places", "occurrence"}
"""Attributes of notes and updates that are no declared field."""


def _values(draw: st.DrawFn, owner: type[Any], declared: Fields) -> dict[str, Any]:
    """A value for each declared field, which must be an attribute of the note or update."""
    hints = get_type_hints(owner)
    return {
        one.name: draw(_values_of(hints[one.name], one)) for one in declared if one.name not in NOT_STORED
    }


def _values_of(hint: Any, field: NoteField[Any]) -> st.SearchStrategy[Any]:
    if field.name in OF_FIELD and hint is not bool:
        return OF_FIELD[field.name]
    if any(field.decoder is one for one in note_field.DAYS):
        return DAYS if field.required else st.none() | DAYS
    if isinstance(hint, UnionType):
        (kind,) = (one for one in get_args(hint) if one is not NoneType)
        return st.none() | _values_of(kind, field)
    if hint in (int, float):
        numbers = st.integers if hint is int else st.floats
        return numbers(field.decoder.schema["minimum"], field.decoder.schema["maximum"])
    return OF_TYPE[hint]


@st.composite
def notes(draw: st.DrawFn, kind: Kind) -> AnyNote:
    """A note of a kind with one update, with values for all of their fields."""
    status = Status.POSTMORTEM if kind in Status.POSTMORTEM.facts.kinds else Status.UPDATE
    fields_of_update = _values(draw, Update, update_fields(kind))
    update = Update(status=status, at=draw(INSTANTS), body=draw(WORDS), **fields_of_update)
    own = _values(draw, NOTE_TYPES[kind], NOTE_FIELDS[kind]) | {"title": LocalText((("en", "A title"),))}
    if kind is Kind.INCIDENT and not own["services"]:
        own["none_affected"] = draw(st.booleans())
    if kind is Kind.REPORT:
        own |= {"title": EMPTY}
    id_ = "2026-05" if kind is Kind.REPORT else "x"
    return NOTE_TYPES[kind](id=id_, updates=(update,) if kind.is_dated else (), intro=draw(WORDS), **own)


@pytest.mark.parametrize("kind", Kind)
@given(data=st.data())
def test_every_declared_field_survives_being_written(kind: Kind, data: st.DataObject) -> None:
    """Whatever its value is, in a note of one file and in one whose update has a file of its own."""
    note = data.draw(notes(kind))
    settings = Settings(name=EMPTY, url="", zone=ZoneInfo("Europe/Berlin"), languages=("en", "zh"))
    alone = replace(note, updates=())
    files = [write_note(note, settings)]
    if kind.is_dated:
        folder = f"{kind.folder}/x"
        parts = {
            f"{folder}/{kind.value}{path.removeprefix(folder)}": one
            for path, one in write_note(alone, settings).items()
        }
        update = update_file(note.updates[0], "en", settings.zone).encode()
        files.append(parts | {f"{folder}/1.md": update})
    for number, written in enumerate(files):
        (found,) = read_site(content() | written).notes

        read = found.whole
        assert read is not None
        if number:  # its translation would be a file of its own
            names = [one.name for one in update_fields(kind) if not (one.is_text or one.has_texts)]
            (before,), (after,) = note.updates, read.updates
            assert [getattr(before, name) for name in names] == [getattr(after, name) for name in names]
            read, note = replace(read, updates=()), alone
        assert note == read
        assert note.lint_ok == read.lint_ok
        assert [one.lint_ok for one in note.updates] == [one.lint_ok for one in read.updates]


def test_the_course_of_events_in_the_hour_that_happens_twice() -> None:
    """Its times are written with their offsets, and are read so."""
    hour = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    words = LocalText((("en", "Clocks: they go back"), ("zh", "时钟倒退")))
    course = (CourseEntry(hour, words), CourseEntry(hour.replace(hour=1), words))
    update = Update(status=Status.POSTMORTEM, at=hour.replace(month=11), course=course)
    note = Incident(id="x", title=LocalText((("en", "A title"),)), started=hour, updates=(update,))
    settings = Settings(name=EMPTY, url="", zone=ZoneInfo("Europe/Berlin"), languages=("en", "zh"))
    (found,) = read_site(content() | write_note(note, settings)).notes
    assert found.whole is not None
    assert course == found.whole.updates[0].course


def test_every_attribute_is_a_declared_field() -> None:
    """Or one that the reader fills otherwise."""
    attributes = {one.name for owner in (*NOTE_TYPES.values(), Update) for one in fields(owner)}
    declared = {one.name for each in (*NOTE_FIELDS.values(), UPDATE_FIELDS) for one in each}

    assert NOT_DECLARED == attributes - declared


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
