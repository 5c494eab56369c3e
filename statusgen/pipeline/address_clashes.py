"""Clashes of two files at one address, and the notes that cause them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass

from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.model.notes import AnyNote
from statusgen.model.output import OutputGroup, Part, all_folders_of, outputs_of
from statusgen.model.site import Site


@dataclass(frozen=True, slots=True)
class Clash:
    """Two outputs that exclude each other; `note` is the key of the note that causes one of them."""

    note: str
    diagnostic: Diagnostic


def find_clashes(
    parts: Iterable[Part], site: Callable[[], Site], published: Callable[[], Container[str]]
) -> tuple[Clash, ...]:
    """Return outputs with one address, names that differ only in case, and files where a folder must be.

    `published` returns the keys of notes in the last publication: they keep their addresses.
    """
    places = (
        place for part in parts for place in (part.roots if isinstance(part, OutputGroup) else (part.path,))
    )
    if not _contested(places):
        return ()
    notes = _all_notes(site())
    paths = (output.path for part in parts for output in outputs_of(part))
    before = published()
    return tuple(_clash(path, notes, before) for path in _contested(paths))


def _contested(places: Iterable[str]) -> list[str]:
    """Return the places with two files, and the files below which there are others."""
    counts = Counter(place.casefold() for place in places)
    folders = all_folders_of(counts)
    return sorted(place for place, count in counts.items() if count > 1 or place in folders)


def _clash(path: str, notes: Sequence[AnyNote], published: Container[str]) -> Clash:
    address = "/" + path.removesuffix("index.html")
    blamed = [note for note in notes if _claims(note, address)]
    blamed.sort(key=lambda note: (_claims_by_alias(note, address), note.key not in published))
    span = blamed[-1].span if blamed else Span(path)
    help = "Rename one of the files, or remove the alias."
    diagnostic = Diagnostic("address-clash", span, f"two files would be published at `{address}`", help)
    return Clash(blamed[-1].key if blamed else "", diagnostic)


def _claims(note: AnyNote, address: str) -> bool:
    """Return whether a note may have an output at or below an address, in any case and language."""
    return note.id.casefold() in address.split("/") or _claims_by_alias(note, address)


def _claims_by_alias(note: AnyNote, address: str) -> bool:
    aliases = (f"/{alias.strip('/').casefold()}/" for alias in note.aliases)
    below = address.rstrip("/") + "/"
    return any(below in alias or alias in below for alias in aliases)


def _all_notes(site: Site) -> tuple[AnyNote, ...]:
    return (*site.incidents, *site.maintenances, *site.notices, *site.pages)
