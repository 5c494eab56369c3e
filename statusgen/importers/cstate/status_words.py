"""Recognise the status words of cState's authors, by language. The words are in status_words.toml."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from statusgen.model.status import Kind, Status, statuses_of

STATUSES = statuses_of(Kind.INCIDENT)
STATUS_WORDS: Mapping[str, Mapping[str, str]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)
"""Words separated by spaces, by language and kind."""

_ENGLISH = "en"
"""Recognised in every note, since authors copy the markers of cState's sample notes."""
_ALIASES = {"se": "sv", "fil": "tl", "ua": "uk"}
"""Language codes by the codes of cState's translations that differ."""
_MAX_DISTANCE = 4
"""Words before another one that may deny it."""

_SUFFIX = re.compile(r"\.([a-z]{2,3})(?:-[a-z]{2})?$")
_SIGNS = r"\s\d!-/:-@\[-`{-~“”„«»‘’–—·。、！："
_BETWEEN = re.compile(rf"[{_SIGNS}]+")
WORD = rf"[^{_SIGNS}]+"
"""Pattern of one of the words that `words_of` returns."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words that are recognised in the notes of some languages; see status_words.toml."""

    statuses: Mapping[str, Status]
    """Status by word."""
    fillers: frozenset[str]
    over: frozenset[str]
    denials: frozenset[str]
    connectors: frozenset[str]

    def first_status(self, marker: str) -> Status | None:
        """Return the status that a marker begins with, perhaps after fillers; None for another word."""
        known = (word for word in words_of(marker) if word in self.statuses or word not in self.fillers)
        return self.statuses.get(next(known, ""))

    def status(self, marker: str) -> Status | None:
        """Return the first status that a marker names; None if it names none."""
        return next((self.statuses[word] for word in words_of(marker) if word in self.statuses), None)

    def is_known(self, words: Iterable[str]) -> bool:
        """Return whether all words name a status or are fillers."""
        return all(word in self.statuses or word in self.fillers for word in words)

    def says_over(self, text: str) -> bool:
        """Return whether the first paragraph of a text says that the incident is over, without a denial."""
        words = words_of(text.strip().partition("\n\n")[0])
        return any(
            word in self.over and self.denials.isdisjoint(words[max(0, position - _MAX_DISTANCE) : position])
            for position, word in enumerate(words)
        )


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case without accents; digits and signs separate them."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return [word for word in _BETWEEN.split(plain) if word]


def languages_of(stem: str, site: tuple[str, ...]) -> tuple[str, ...]:
    """Return the language in the name of a translated file (`outage.it`), or else those of the site."""
    match = _SUFFIX.search(stem.lower())
    return (match[1],) if match and _ALIASES.get(match[1], match[1]) in STATUS_WORDS else site


@lru_cache(maxsize=32)
def vocabulary(languages: tuple[str, ...]) -> Vocabulary:
    """Return the words of some languages and of English; for a word of several, the first language counts."""
    codes = dict.fromkeys((*(_ALIASES.get(code, code) for code in languages), _ENGLISH))
    tables = [STATUS_WORDS[code] for code in codes if code in STATUS_WORDS]

    def united(kind: str, otherwise: str = "") -> frozenset[str]:
        return frozenset(word for one in tables for word in words_of(one.get(kind, one.get(otherwise, ""))))

    return Vocabulary(
        statuses={
            word: status
            for table in reversed(tables)
            for status in STATUSES
            for word in words_of(table.get(status.value, ""))
        },
        fillers=united("fillers"),
        over=united("over_in_text", otherwise="resolved"),
        denials=united("denials"),
        connectors=united("connectors"),
    )
