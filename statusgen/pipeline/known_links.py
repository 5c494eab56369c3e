"""Content without the names of notes that readers do not know of yet."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime

from statusgen.model.notes import AnyNote, UndatedNote
from statusgen.model.packed import Lazy
from statusgen.model.recurrence import series_of
from statusgen.model.status import Kind
from statusgen.pipeline.content import Content
from statusgen.read import ReadNote
from statusgen.read.public_notes import Link, links_of, with_links
from statusgen.timeline.visible import known_from

Key = tuple[Kind, str]


def with_known_links(content: Content, now: datetime) -> Content:
    """Return the content whose notes name only notes that are published at `now`."""
    named = {(link.kind, link.id) for one in content.notes for link in _links(one)}
    known = {key for one in content.notes for key in _keys(one) if key in named and _is_known(one.note, now)}
    return replace(content, notes=tuple(_with_known(one, known) for one in content.notes))


def _keys(one: ReadNote) -> Iterator[Key]:
    """Yield the key of a note, and that of the series that a date of recurring work belongs to."""
    yield one.kind, one.id
    if series_of(one.id) != one.id:
        yield one.kind, series_of(one.id)


def _links(one: ReadNote) -> tuple[Link, ...]:
    """Return what a note names for readers: not all that its files name, and if it was recovered, others."""
    if one.digest and one.with_internal is None:
        return one.links
    return tuple(links_of(one.note)) if one.note else ()


def _is_known(note: AnyNote | None, now: datetime) -> bool:
    if note is None or isinstance(note, UndatedNote):
        return False
    since = known_from(note)
    return since is None or since <= now


def _with_known(one: ReadNote, known: Collection[Key]) -> ReadNote:
    links = _links(one)
    hidden = sorted({(link.kind, link.id) for link in links} - {*known})
    if not hidden or one.note is None:
        return one
    note = with_links(one.note, lambda kind, id_: (kind, id_) in known)
    digest = hashlib.sha256(one.digest + repr(hidden).encode()).digest() if one.digest else b""
    return replace(one, kept=Lazy(note), digest=digest)
