"""How hard words are to read, in bands: school years for English, counts for Chinese.

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

from statusgen.plain_language.passages import Passage, chinese_length

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_SILENT = re.compile(r"(?:(?<=[^laeiouy])es|(?<=[^aeioudty])ed|(?<=[^laeiouy])e|(?<=[aeiouy]l)e)$")
_VOWELS = re.compile(r"[aeiouy]+")
_CLAUSE = re.compile(r"(?:(?<=\d)[:：,](?=\d)|[^，、；。！？：,;:!?（）()\n])+")
LEAST_WORDS = 100


class Band(IntEnum):
    """How hard something is to read: easy below 8.5 years of school, fair below 10.5, hard below 12.5."""

    EASY = 0
    FAIR = 1
    HARD = 2
    VERY_HARD = 3


@dataclass(frozen=True, slots=True)
class Count:
    """What is counted in words; counts of several passages add up."""

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
    """What is in a passage, without the words of names."""
    total, letters = Count(), list(passage.text)
    for first, last in names:
        letters[first:last] = " " * (last - first)
    without = "".join(letters)
    for start, end in passage.sentences:
        text = without[start:end]
        found = _WORD.findall(text)
        clauses = [one for one in _CLAUSE.findall(text) if chinese_length(one)]
        total += Count(
            len(found),
            1 if found or clauses else 0,
            sum(map(syllables, found)),
            chinese_length(text),
            len(clauses),
        )
    return total


def syllables(word: str) -> int:
    """How many syllables an English word has: its groups of vowels, without a silent e."""
    word = word.lower()
    if len(word) > 3:
        word = _SILENT.sub("", word)
    return max(1, len(_VOWELS.findall(word)))


def grade(count: Count) -> float | None:
    """The years of school that English words take; None when they are too few to say."""
    if count.words < LEAST_WORDS or not count.sentences:
        return None
    return 0.39 * count.words / count.sentences + 11.8 * count.syllables / count.words - 15.59


def band(count: Count, *, chinese: bool) -> Band | None:
    """The band of some words; None when they are too few to say."""
    if chinese:
        return _chinese_band(count)
    years = grade(count)
    if years is None:
        return None
    return next(
        (band for band, most in ((Band.EASY, 8.5), (Band.FAIR, 10.5), (Band.HARD, 12.5)) if years < most),
        Band.VERY_HARD,
    )


def _chinese_band(count: Count) -> Band | None:
    """By the mean length of clauses: up to 12 characters is easy, up to 16 fair, up to 20 hard."""
    if count.characters < 2 * LEAST_WORDS or not count.clauses:
        return None
    mean = count.characters / count.clauses
    return next(
        (band for band, most in ((Band.EASY, 12), (Band.FAIR, 16), (Band.HARD, 20)) if mean < most),
        Band.VERY_HARD,
    )
