"""Records of published notes and services, as JSON.

They can be read without the settings, so later changes of catalog, zone or languages do not affect them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum, IntEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from statusgen.model.catalog import Group, Service
from statusgen.model.notes import NOTE_TYPES, AnyNote, UndatedNote
from statusgen.model.output import PUBLISHED_NOTES, Output
from statusgen.model.status import Kind
from statusgen.timeline.learning import without_superseded
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import Timeline, month_of

FORMAT = 1
"""Raise it when the same keys get another meaning; records of other formats are skipped.

The keys of a record are the names of the model's fields, so a note with any other key is unreadable: its
value could be missing in silence.
"""

CATALOG_RECORD = "catalog.json"
_NOT_KEPT = frozenset({"pictures"})


@dataclass(frozen=True, slots=True)
class LastPublished:
    """The content of the last publication: notes by kind and id, services and groups by id."""

    notes: Mapping[tuple[Kind, str], AnyNote] = field(default_factory=dict)
    unreadable: frozenset[tuple[Kind, str]] = frozenset()
    """Notes that were published, but whose record another version of the program wrote."""
    services: Mapping[str, Service] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)


def note_records(timeline: Timeline) -> Iterator[Output]:
    """Yield records of notes and services as published, for a later run that cannot read them.

    A file holds the notes of one kind and month, so that files are few, and few of them change.
    """
    site = timeline.site
    reports = site.reports if site.settings.reports.public else ()
    undated: tuple[tuple[Kind, Sequence[UndatedNote]], ...] = (
        (Kind.PAGE, site.pages),
        (Kind.REPORT, reports),
    )
    packs: dict[tuple[str, str], list[NoteSummary | UndatedNote]] = {
        (kind, kind.value): [*notes] for kind, notes in undated if notes
    }
    for summary in timeline.notes:
        year, month = month_of(summary.starts, site.settings.zone)
        packs.setdefault((summary.kind, f"{summary.kind}-{year}-{month:02}"), []).append(summary)
    for (kind, name), notes in packs.items():
        yield Output(f"{PUBLISHED_NOTES}{name}.json", _pack_summaries, (kind, tuple(notes)))
    yield Output(PUBLISHED_NOTES + CATALOG_RECORD, pack_catalog, (site.groups, site.services))


def _pack_summaries(kind: str, notes: Iterable[NoteSummary | UndatedNote]) -> bytes:
    shown = (without_superseded(one.note) if isinstance(one, NoteSummary) else one for one in notes)
    return pack_notes(kind, shown)


def pack_notes(kind: str, notes: Iterable[AnyNote]) -> bytes:
    """Return the record of notes of one kind."""
    return _pack({"format": FORMAT, "kind": kind, "notes": [_plain(note) for note in notes]})


def pack_catalog(groups: Iterable[Group], services: Iterable[Service]) -> bytes:
    """Return the record of the service catalog."""
    return _pack(
        {
            "format": FORMAT,
            "groups": [_plain(group) for group in groups],
            "services": [_plain(service) for service in services],
        }
    )


def read_published(records: Mapping[str, bytes]) -> LastPublished:
    """Return the content of records by file name. A file that is not such a record is skipped."""
    notes, unreadable = dict[tuple[Kind, str], AnyNote](), set[tuple[Kind, str]]()
    services, groups = dict[str, Service](), dict[str, Group]()
    for name in records:
        try:
            record = json.loads(records[name])
            is_known = record["format"] == FORMAT
            if name == CATALOG_RECORD and is_known:
                services = _by_id(Service, record["services"])
                groups = _by_id(Group, record["groups"])
            elif record.get("kind") in NOTE_TYPES:
                kind = Kind(record["kind"])
                found = _by_id(NOTE_TYPES[kind], record["notes"]) if is_known else {}
                notes |= {(kind, id_): note for id_, note in found.items()}
                unreadable |= {(kind, one["id"]) for one in record["notes"] if one["id"] not in found}
        except _UNFIT:
            continue
    return LastPublished(notes, frozenset(unreadable), services, groups)


_UNFIT = (ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError)


def _by_id(kind: Any, records: Iterable[object]) -> dict[str, Any]:
    """Return the values of a type by id, without those that do not fit."""
    found = dict[str, Any]()
    for data in records:
        with suppress(*_UNFIT):
            one = _value(kind, data)
            found[one.id] = one
    return found


def _pack(record: object) -> bytes:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _plain(value: Any) -> Any:
    """Return a value of the model as JSON values, without the fields that have their defaults."""
    if isinstance(value, IntEnum):
        return value.name.lower()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        kind: Any = type(value)
        own = ((name, default, getattr(value, name)) for name, default in _kept(kind))
        return {name: _plain(one) for name, default, one in own if one != default}
    return value


@cache
def _kept(kind: Any) -> tuple[tuple[str, object], ...]:
    """Return the fields that are recorded, each with its default."""
    return tuple((one.name, one.default) for one in fields(kind) if one.compare and one.name not in _NOT_KEPT)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {name: hints[name] for name, _ in _kept(kind)}


def _value(kind: Any, data: Any) -> Any:
    """Return the value of a type from JSON values.

    Raises `TypeError`, `ValueError`, `LookupError` or `AttributeError` if it does not fit.
    """
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return None if data is None else _value(next(one for one in inner if one is not NoneType), data)
    if origin is tuple:
        kinds = inner[:1] * len(data) if inner[-1] is ... else inner
        return tuple(_value(one, part) for one, part in zip(kinds, data, strict=True))
    if is_dataclass(kind):
        make: Any = kind
        hints = _hints(make)
        return make(**{name: _value(hints[name], one) for name, one in data.items()})
    return _scalar(kind, data)


def _scalar(kind: Any, data: Any) -> Any:
    if issubclass(kind, IntEnum):
        return kind[data.upper()]
    if issubclass(kind, Enum):
        return kind(data)
    if issubclass(kind, datetime):
        at = datetime.fromisoformat(data)
        if at.tzinfo is None:
            raise ValueError(data)
        return at
    if issubclass(kind, date):
        return date.fromisoformat(data)
    if not isinstance(data, kind) and not (kind is float and isinstance(data, int)):
        raise TypeError(data)
    return data
