"""Terms that a site uses often and could explain in its glossary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from statusgen.plain_language.languages import language_of
from statusgen.plain_language.lexicon import find_entries

OFTEN = 3
"""Notes with a term from which it is proposed."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A term for the glossary, its meaning, and the number of notes that use it."""

    term: str
    meaning: str
    notes: int


def propose_terms(used: Iterable[tuple[str, str]]) -> tuple[Proposal, ...]:
    """Return terms for the glossary, the most frequent first, from pairs of technical words and a note."""
    notes: dict[tuple[str, str], set[str]] = {}
    for words, note in used:
        known = _known(words)
        if known:
            notes.setdefault(known, set()).add(note)
    often = [(len(where), known) for known, where in notes.items() if len(where) >= OFTEN]
    return tuple(Proposal(term, meaning, count) for count, (term, meaning) in sorted(often, key=_order))


def _order(one: tuple[int, tuple[str, str]]) -> tuple[int, str]:
    return -one[0], one[1][0]


def _known(words: str) -> tuple[str, str] | None:
    """Return the term as it is in the lists, with its meaning; None if it is not in them."""
    language = language_of("en", words)
    found = next(iter(find_entries(language.jargon, words)), None)
    if found and found.entry.meaning:
        return found.entry.term, found.entry.meaning
    abbreviation = language.abbreviations.get(words.removesuffix("s"))
    if abbreviation is None:
        return None
    meaning = abbreviation.plain[:1].upper() + abbreviation.plain[1:]
    return words.removesuffix("s"), f"{meaning}{language.phrases['stop']}"
