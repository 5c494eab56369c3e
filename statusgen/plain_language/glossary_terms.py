"""Terms that a site uses often and could explain in its glossary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from statusgen.plain_language.languages import language_of
from statusgen.plain_language.lexicon import find_entries

OFTEN = 3
"""In so many notes a term is used often."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A term, what it means as far as the rules know, and in how many notes it stands."""

    term: str
    meaning: str
    notes: int


def propose_terms(used: Iterable[tuple[str, str]]) -> tuple[Proposal, ...]:
    """Proposals for the glossary from technical words and the notes in which they were found, by count."""
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
    """The term as it stands in the lists, with its meaning; None if nothing is known of it."""
    language = language_of("en", words)
    if language is None:
        return None
    found = next(iter(find_entries(language.jargon, words)), None)
    if found and found.entry.meaning:
        return found.entry.term, found.entry.meaning
    abbreviation = language.abbreviations.get(words.removesuffix("s"))
    if abbreviation is None:
        return None
    meaning = abbreviation.plain[:1].upper() + abbreviation.plain[1:]
    return words.removesuffix("s"), f"{meaning}{language.phrases['stop']}"
