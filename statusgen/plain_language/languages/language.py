"""What the rules need to know of a language: its lists of words, and how people say things in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from statusgen.plain_language.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """What the letters stand for, and the same in plain words."""

    name: str
    plain: str


@dataclass(frozen=True, slots=True)
class Patterns:
    """How people say things, as patterns over blanked text. Case is ignored unless a pattern says so."""

    effect: re.Pattern[str]
    """What people notice: cannot, slow, failed, …"""
    action: re.Pattern[str]
    """Somebody works on it."""
    work_on: re.Pattern[str]
    """Somebody works on it, but nobody is named."""
    promise: re.Pattern[str]
    """When the next update comes, with a time or in so and so many minutes."""
    promised_minutes: re.Pattern[str]
    """A promise in `number` minutes or hours (`unit`)."""
    workaround: re.Pattern[str]
    needed_action: re.Pattern[str]
    """What readers need to do, or that they need not."""
    cause: re.Pattern[str]
    data: re.Pattern[str]
    """Information of the readers is concerned."""
    data_safe: re.Pattern[str]
    audience: re.Pattern[str]
    """Who is affected, in words."""
    vague_title: re.Pattern[str]
    """Words that say nothing in a title, all of them."""
    title_effect: re.Pattern[str]
    """What people notice, in a title."""
    vague_head: re.Pattern[str]
    """A word such as incident; without one a title is not judged."""
    placeholder: re.Pattern[str]
    vague_scope: re.Pattern[str]
    scope_detail: re.Pattern[str]
    """A number, a place or a condition in the same sentence."""
    vague_impact: re.Pattern[str]
    vague_time: re.Pattern[str]
    eta: re.Pattern[str]
    blame: re.Pattern[str]
    minimise: re.Pattern[str]
    speculation: re.Pattern[str]
    stock_apology: re.Pattern[str]
    apology: re.Pattern[str]
    alarm: re.Pattern[str]
    clock: re.Pattern[str]
    zone: re.Pattern[str]
    ambiguous_zone: re.Pattern[str]
    relative_time: re.Pattern[str]
    absolute_time: re.Pattern[str]
    link_words: re.Pattern[str]
    """Words of a link that do not say where it leads."""
    filler: frozenset[str]
    """Words that are in many updates and no news."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language the rules know."""

    code: str
    jargon: Lexicon
    wordy: Lexicon
    officialese: Lexicon
    insensitive: Lexicon
    hidden_verbs: Lexicon
    abbreviations: Mapping[str, Abbreviation]
    known: frozenset[str]
    """Abbreviations that need no explanation."""
    patterns: Patterns
    most_words: int
    """In a sentence: words, or characters where words are not spaced."""
    most_in_clause: int
    """Characters between two marks of punctuation; 0 where sentences are counted in words."""
    most_in_paragraph: int
    short_update: int
    short_resolution: int
