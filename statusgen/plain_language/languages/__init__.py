"""The languages that the rules know, each with its own lists and measures."""

from __future__ import annotations

from functools import cache

from statusgen.plain_language.languages import chinese, english
from statusgen.plain_language.languages.language import Abbreviation, Language
from statusgen.plain_language.lexicon import Lexicon, make_entry, make_lexicon, rows
from statusgen.plain_language.lists import acronyms, jargon_en, jargon_zh, wordy_en, wordy_zh
from statusgen.plain_language.passages import is_chinese

_NOTHING = Lexicon({}, spaced=True)


def language_of(code: str, text: str) -> Language | None:
    """The language of words that stand under a language code; None when the rules do not know it.

    The words themselves decide: a notice in Chinese is judged as Chinese wherever it stands.
    """
    if not has_rules(code):
        return None
    return _chinese() if is_chinese(text) else _english()


def has_rules(code: str) -> bool:
    """Whether the rules know the language with this code, such as `en-GB`."""
    return code.split("-", maxsplit=1)[0] in ("en", "zh")


@cache
def _english() -> Language:
    return Language(
        code="en",
        jargon=_lexicon(jargon_en.JARGON, advised=True, spaced=True),
        wordy=_lexicon(wordy_en.WORDY, spaced=True),
        officialese=_NOTHING,
        insensitive=_lexicon(wordy_en.INSENSITIVE, spaced=True),
        hidden_verbs=_lexicon(wordy_en.HIDDEN_VERBS, spaced=True),
        abbreviations=_abbreviations(acronyms.KNOWN),
        known=frozenset(acronyms.ALLOWED_EN.split()),
        patterns=english.PATTERNS,
        most_words=25,
        most_in_clause=0,
        most_in_paragraph=150,
        short_update=12,
        short_resolution=25,
    )


@cache
def _chinese() -> Language:
    return Language(
        code="zh",
        jargon=_lexicon(jargon_zh.JARGON, advised=True, spaced=False),
        wordy=_lexicon(wordy_zh.WORDY, spaced=False),
        officialese=_lexicon(wordy_zh.OFFICIALESE, spaced=False),
        insensitive=_NOTHING,
        hidden_verbs=_lexicon(wordy_zh.HIDDEN_VERBS, spaced=False),
        abbreviations=_abbreviations(acronyms.KNOWN_ZH),
        known=frozenset(acronyms.ALLOWED_ZH.split()) | frozenset(acronyms.ALLOWED_EN.split()),
        patterns=chinese.PATTERNS,
        most_words=80,
        most_in_clause=40,
        most_in_paragraph=250,
        short_update=20,
        short_resolution=70,
    )


def _lexicon(table: str, *, spaced: bool, advised: bool = False) -> Lexicon:
    return make_lexicon((make_entry(cells, advised=advised) for cells in rows(table)), spaced=spaced)


def _abbreviations(table: str) -> dict[str, Abbreviation]:
    return {cells[0]: Abbreviation(cells[1], cells[2]) for cells in rows(table)}
