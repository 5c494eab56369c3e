"""Notes in relation to each other: the ids that they name, and what readers may see of them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from statusgen.model.cache import Cache
from statusgen.model.diagnostics import Diagnostic
from statusgen.model.notes import Maintenance, Problem
from statusgen.model.packed import Lazy
from statusgen.model.recurrence import occurrence_id, series_of
from statusgen.model.status import Kind
from statusgen.read.note_files import NoteFiles
from statusgen.read.notes import ReadNote
from statusgen.read.public_notes import Link, is_public, public_note
from statusgen.read.recurrence import days_of
from statusgen.read.recurrence_checks import is_unknown
from statusgen.read.yaml.decode import did_you_mean

_UNKNOWN = {Kind.PROBLEM: ("unknown-problem", "problem"), Kind.MAINTENANCE: ("unknown-change", "maintenance")}


def with_links_checked(
    notes: Sequence[ReadNote], written: Iterable[NoteFiles], zone: ZoneInfo
) -> Iterator[ReadNote]:
    """Yield the notes; those that name a draft have a warning for it, or an error if there is no such note.

    `written` are the files of all notes: those that are not among `notes` are drafts.
    """
    known = {kind: {one.id for one in notes if one.kind is kind and not one.recurs} for kind in _UNKNOWN}
    named = {link.id for one in notes for link in one.links if "/" in link.id}
    series = {one.id: one for one in notes if one.recurs}
    known[Kind.MAINTENANCE] |= {*_known_days(series, named, zone)}
    drafts = {(one.kind, one.id) for one in written}
    replaced = {one.id: series_of(link.id) for one in notes for link in one.links if link.replaces}
    for one in notes:
        wrong = [link for link in one.links if not _is_known(link, known[link.kind], series)]
        found = [_problem(link, known[link.kind], series, drafts) for link in wrong]
        found += _circle(one, replaced)
        yield replace(one, problems=(*one.problems, *found), digest=b"") if found else one


def _is_known(link: Link, known: Collection[str], series: Collection[str]) -> bool:
    return link.id in known or (link.replaces and link.id in series)


def _circle(one: ReadNote, replaced: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield an error if a maintenance replaces itself, directly or by way of others."""
    link = next((link for link in one.links if link.replaces), None)
    if link is None:
        return
    way, id_ = [one.id], series_of(link.id)
    while id_ not in way:
        if id_ not in replaced:
            return
        way.append(id_)
        id_ = replaced[id_]
    if id_ == one.id:
        names = ", which replaces ".join(f"`{each}`" for each in [*way[1:], id_])
        help = "Name only work that was called off before, or take one `supersedes` out."
        yield Diagnostic("supersedes-cycle", link.span, f"`{one.id}` replaces {names}", help)


def _known_days(series: Mapping[str, ReadNote], ids: Iterable[str], zone: ZoneInfo) -> Iterator[str]:
    """Yield those of the ids that are of recurring work and a day of its rule, as far as that is known."""
    wanted = dict[str, set[date]]()
    for id_ in ids:
        name, _, day = id_.partition("/")
        wanted.setdefault(name, set()).add(date.fromisoformat(day))
    for name, days in wanted.items():
        note = series[name].note if name in series else None
        if isinstance(note, Maintenance):
            found = days if is_unknown(note) else {day for day, _ in days_of(note, max(days), zone)} & days
            yield from (occurrence_id(name, day) for day in found)


def _problem(
    link: Link, known: Iterable[str], series: Collection[str], drafts: Collection[tuple[Kind, str]]
) -> Diagnostic:
    if link.kind is Kind.MAINTENANCE and series_of(link.id) in series:
        return _of_series(link)
    return _draft(link) if (link.kind, link.id) in drafts else _unknown(link, sorted(known))


def _of_series(link: Link) -> Diagnostic:
    name, _, day = link.id.partition("/")
    message = f"`{name}` recurs, and this does not say which day is meant"
    if day:
        message = f"`{name}` recurs, and does not begin on {day}"
    help = f"Write its name and the day on which it begins by its rule, such as `{name}/2026-06-07`."
    return Diagnostic("unknown-occurrence", link.span, message, help)


def _draft(link: Link) -> Diagnostic:
    message = f"the {_UNKNOWN[link.kind][1]} `{link.id}` is a draft, so it is not shown here"
    help = "Take `draft` out of its file once readers may see it."
    return Diagnostic("names-draft", link.span, message, help)


def _unknown(link: Link, known: Sequence[str]) -> Diagnostic:
    code, what = _UNKNOWN[link.kind]
    help = f"Write the name of its file in {link.kind.folder}/, without `.md`."
    if link.kind is Kind.MAINTENANCE and not link.replaces:
        help += " If a company caused it, name it as `supplier`."
    help = did_you_mean(link.id, known, help)
    return Diagnostic(code, link.span, f"there is no {what} `{link.id}`", help)


def for_readers(notes: Iterable[ReadNote], parts: tuple[str, ...], cache: Cache) -> Iterator[ReadNote]:
    """Yield the notes without what is internal; `parts` are those that the site makes public."""
    notes = tuple(notes)
    public = public_problems(notes)
    for one in notes:
        if one.kept is None or not one.is_guarded:
            yield one
            continue
        named = sorted(public.intersection(link.id for link in one.links if link.kind is Kind.PROBLEM))
        digest = hashlib.sha256(one.digest + repr((parts, named)).encode()).digest() if one.digest else b""
        make = partial(_for_readers, one, parts, named, digest)
        yield cache.get_or_compute("public_notes", digest, make) if digest else make()


def public_problems(notes: Iterable[ReadNote]) -> frozenset[str]:
    """Return the ids of the problems that readers may see."""
    problems = (one.note for one in notes if one.kind is Kind.PROBLEM)
    return frozenset(note.id for note in problems if isinstance(note, Problem) and is_public(note))


def _for_readers(one: ReadNote, parts: tuple[str, ...], problems: Sequence[str], digest: bytes) -> ReadNote:
    whole = one.note
    note = public_note(whole, parts, problems) if whole else None
    if note == whole:
        return replace(one, digest=digest)
    return replace(one, kept=Lazy(note) if note else None, with_internal=one.kept, digest=digest)
