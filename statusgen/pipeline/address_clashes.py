"""Clashes of two files at one address, and the notes that cause them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.model.notes import AnyNote
from statusgen.model.output import OutputGroup, Part, all_folders_of, outputs_of
from statusgen.model.packed import Lazy
from statusgen.model.site import Site, UnreadableNote
from statusgen.model.status import Kind
from statusgen.pipeline.content import Content
from statusgen.pipeline.published import read_published
from statusgen.read import ReadNote

NoteId = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two outputs that exclude each other; `note` causes one of them, and is None if no note does."""

    note: NoteId | None
    diagnostic: Diagnostic


def find_clashes(
    parts: Iterable[Part], site: Callable[[], Site], previous: Mapping[str, bytes]
) -> tuple[Clash, ...]:
    """Return outputs with one address, names that differ only in case, and files where a folder must be.

    Notes of the last publication, whose records are `previous`, keep their addresses.
    """
    places = (
        place for part in parts for place in (part.roots if isinstance(part, OutputGroup) else (part.path,))
    )
    if not _contested(places):
        return ()
    notes = _all_notes(site())
    paths = (output.path for part in parts for output in outputs_of(part))
    published = read_published(previous).notes
    return tuple(_clash(path, notes, published) for path in _contested(paths))


def _contested(places: Iterable[str]) -> list[str]:
    """Return the places with two files, and the files below which there are others."""
    counts = Counter(place.casefold() for place in places)
    folders = all_folders_of(counts)
    return sorted(place for place, count in counts.items() if count > 1 or place in folders)


def _clash(path: str, notes: Sequence[AnyNote], published: Container[NoteId]) -> Clash:
    address = "/" + path.removesuffix("index.html")
    blamed = [note for note in notes if _claims(note, address)]
    blamed.sort(key=lambda note: (_claims_by_alias(note, address), (note.kind, note.id) not in published))
    last = blamed[-1] if blamed else None
    message = f"two files would be published at `{address}`"
    help = "Rename one of the files, or remove the alias."
    diagnostic = Diagnostic("address-clash", last.span if last else Span(path), message, help)
    return Clash((last.kind, last.id) if last else None, diagnostic)


def _claims(note: AnyNote, address: str) -> bool:
    """Return whether a note may have an output at or below an address, in any case and language."""
    return note.id.casefold() in address.split("/") or _claims_by_alias(note, address)


def _claims_by_alias(note: AnyNote, address: str) -> bool:
    aliases = (f"/{alias.strip('/').casefold()}/" for alias in note.aliases)
    below = address.rstrip("/") + "/"
    return any(below in alias or alias in below for alias in aliases)


def _all_notes(site: Site) -> tuple[AnyNote, ...]:
    dated: tuple[AnyNote, ...] = (*site.incidents, *site.maintenances, *site.notices, *site.problems)
    return (*dated, *site.pages, *site.reports)


def without_aliases(content: Content, clashing: Container[NoteId | None]) -> Content:
    """Return the content without the aliases of clashing notes."""

    def without(one: ReadNote) -> ReadNote:
        if (one.kind, one.id) not in clashing or not one.note or not one.note.aliases:
            return one
        return replace(one, kept=Lazy[AnyNote](replace(one.note, aliases=())), digest=b"")

    return replace(content, notes=tuple(map(without, content.notes)))


def without_notes(content: Content, clashing: Container[NoteId | None]) -> Content:
    """Return the content without clashing notes, which then count as unreadable."""
    out = [one for one in content.notes if (one.kind, one.id) in clashing]
    unreadable = [UnreadableNote(one.kind, one.id, None) for one in out if one.kind.is_dated]
    notes = tuple(one for one in content.notes if one not in out)
    return replace(content, notes=notes, unreadable=(*content.unreadable, *unreadable))
