"""Readability in bands: by years of school for English, by the length of clauses for Chinese.

English: the Flesch–Kincaid grade (Kincaid et al., 1975), 0.39 × words per sentence + 11.8 × syllables per
word − 15.59, which is meant in years of school and means little below 100 words. Names, numbers and
addresses are left out, as WCAG 3.1.5 has it. For Chinese notices no formula holds; what carries the signal is
the length of clauses and sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from statusgen.plain_language.passages import Passage, count_characters

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_SILENT = re.compile(r"(?:(?<=[^laeiouy])es|(?<=[^aeioudty])ed|(?<=[^laeiouy])e|(?<=[aeiouy]l)e)$")
_VOWELS = re.compile(r"[aeiouy]+")
_CLAUSE = re.compile(r"(?:(?<=\d)[:：,](?=\d)|[^，、；。！？：,;:!?（）()\n])+")
LEAST_WORDS = 100


class Band(IntEnum):
    """Difficulty of a text."""

    EASY = 0
    FAIR = 1
    HARD = 2
    VERY_HARD = 3


@dataclass(frozen=True, slots=True)
class Count:
    """Counts of a text. Counts of several passages add up."""

    words: int = 0
    sentences: int = 0
    syllables: int = 0
    characters: int = 0
    clauses: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.words + other.words,
            self.sentences + other.sentences,
            self.syllables + other.syllables,
            self.characters + other.characters,
            self.clauses + other.clauses,
        )


def count_words(passage: Passage, names: Iterable[tuple[int, int]] = ()) -> Count:
    """Return the counts of a passage without the stretches of `names`."""
    total, letters = Count(), list(passage.text)
    for first, last in names:
        letters[first:last] = " " * (last - first)
    without = "".join(letters)
    for start, end in passage.sentences:
        text = without[start:end]
        found = _WORD.findall(text)
        clauses = [one for one in _CLAUSE.findall(text) if count_characters(one)]
        total += Count(
            len(found),
            1 if found or clauses else 0,
            sum(map(syllables, found)),
            count_characters(text),
            len(clauses),
        )
    return total


def syllables(word: str) -> int:
    """Return the number of syllables of an English word: its groups of vowels, without a silent e."""
    word = word.lower()
    if len(word) > 3:
        word = _SILENT.sub("", word)
    return max(1, len(_VOWELS.findall(word)))


def grade(count: Count) -> float | None:
    """Return the Flesch–Kincaid grade of an English text, in years of school; None below `LEAST_WORDS`."""
    if count.words < LEAST_WORDS or not count.sentences:
        return None
    return 0.39 * count.words / count.sentences + 11.8 * count.syllables / count.words - 15.59


def school_years_band(count: Count) -> Band | None:
    """Return the band of an English text by its grade; None if it is too short to say."""
    years = grade(count)
    return None if years is None else _band(years, 8.5, 10.5, 12.5)


def clause_band(count: Count) -> Band | None:
    """Return the band of a Chinese text by the mean length of its clauses; None if it is too short to say."""
    if count.characters < 2 * LEAST_WORDS or not count.clauses:
        return None
    return _band(count.characters / count.clauses, 12, 16, 20)


def _band(measure: float, *limits: float) -> Band:
    return next((band for band, most in zip(Band, limits, strict=False) if measure < most), Band.VERY_HARD)
