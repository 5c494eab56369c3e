"""A language of the rules: its tables of words, its limits and phrases, its patterns and functions."""

from __future__ import annotations

import pkgutil
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from statusgen.model.lint_rules import LintRule, RuleText
from statusgen.plain_language.languages.tables import (
    TableError,
    read_abbreviations,
    read_jargon,
    read_phrases,
    read_words,
)
from statusgen.plain_language.lexicon import Lexicon
from statusgen.plain_language.passages import count_characters
from statusgen.plain_language.readability import Band, Count

NEVER = re.compile(r"(?!)")
"""For what a language does not have."""


class Abbreviation(NamedTuple):
    """Meaning of the letters, and the same in plain words."""

    name: str
    plain: str


class NamedDate(NamedTuple):
    """A date in words, at its place in a text. Without a year, `year` is None; without a weekday, `weekday`."""

    start: int
    end: int
    month: int
    day: int
    year: int | None
    weekday: int | None
    """Monday is 0."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Measures, in words; in characters where words are not spaced."""

    sentence: int
    clause: int
    """Between two marks of punctuation; 0 where only sentences are measured."""
    paragraph: int
    short_update: int
    short_resolution: int
    reading_level: int
    """Characters from which a note has a reading level."""
    title: int
    """Letters beside names and vague words that say something in a title."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """Phrases of incident notes, as patterns over blanked text. Case is ignored unless a pattern says so."""

    effect: re.Pattern[str]
    """An effect that people notice: cannot, slow, failed, …"""
    action: re.Pattern[str]
    """Work on the problem, with a word about who does it."""
    work_on: re.Pattern[str]
    """Work on the problem, without a word about who does it."""
    promise: re.Pattern[str]
    """The promise of the next update, at a time or in a number of minutes."""
    promised_minutes: re.Pattern[str]
    """A promise in `number` minutes; in hours if there is a group `hours`."""
    news: re.Pattern[str]
    """A sentence about the next update."""
    workaround: re.Pattern[str]
    needed_action: re.Pattern[str]
    """A step that readers need to take, or that they need not."""
    cause: re.Pattern[str]
    data: re.Pattern[str]
    """Information of the readers is concerned."""
    data_safe: re.Pattern[str]
    audience: re.Pattern[str]
    """The people who are affected, in words."""
    vague_title: re.Pattern[str]
    """Words that say nothing in a title, all of them."""
    title_effect: re.Pattern[str]
    """An effect that people notice, in a title."""
    vague_head: re.Pattern[str]
    """A word such as incident; a title without one passes."""
    placeholder: re.Pattern[str]
    vague_scope: re.Pattern[str]
    scope_detail: re.Pattern[str]
    """A number, a place or a condition in the same sentence."""
    vague_impact: re.Pattern[str]
    vague_time: re.Pattern[str]
    eta: re.Pattern[str]
    blame: re.Pattern[str]
    person_blamed: re.Pattern[str]
    """Fault of a person, or what somebody should have done."""
    minimise: re.Pattern[str]
    speculation: re.Pattern[str]
    stock_apology: re.Pattern[str]
    apology: re.Pattern[str]
    alarm: re.Pattern[str]
    began: re.Pattern[str]
    """A beginning in the past: at the time `clock`, or in words alone."""
    clock: re.Pattern[str]
    zone: re.Pattern[str]
    ambiguous_zone: re.Pattern[str]
    relative_time: re.Pattern[str]
    absolute_time: re.Pattern[str]
    about_work: re.Pattern[str]
    """A sentence about planned work."""
    before_date: re.Pattern[str]
    """The words directly before figures that are a date."""
    before_version: re.Pattern[str]
    """The words directly before figures that are a version."""
    link_words: re.Pattern[str]
    """Words of a link that do not say where it leads."""
    that_is: re.Pattern[str]
    """The beginning of an explanation behind a term."""
    half_width: re.Pattern[str]
    """Punctuation that should be full-width."""
    spoken_clock: re.Pattern[str]
    """A clock time in words: `hour`, and `minute` or `half` (past)."""
    afternoon: re.Pattern[str]
    """The words directly before a clock time after noon."""
    month: re.Pattern[str]
    """The name of a month beside a day, without the day."""
    month_alone: re.Pattern[str]
    """The full name of a month."""
    number_word: re.Pattern[str]
    """A stretch of letters that may say a number."""


def package_file(name: str) -> str:
    """Return the text of a file in `plain_language/data`, such as `en/jargon.txt`; empty if there is none.

    The files are part of the program: reading them depends on nothing outside.
    """
    try:
        data = pkgutil.get_data("statusgen", f"plain_language/data/{name}")
    except FileNotFoundError:
        return ""
    return (data or b"").decode()


@dataclass(frozen=True)
class Language:
    """A language that the rules know. Its tables are read when a rule first asks for them."""

    code: str
    """`en`: also the name of its folder."""
    patterns: Patterns
    has_news: Callable[[str, str], bool]
    """Return whether a short text says something that the text before it does not, which is the second."""
    reading_band: Callable[[Count], Band | None]
    """Return how hard a text is to read; None if it is too short to say."""
    active_voice: Callable[[re.Match[str]], str]
    """Return the words in place of a match of `patterns.work_on`, so that they say who works."""
    dates: Callable[[str], Iterator[NamedDate]]
    """Yield the dates in a text. They may overlap: the first counts."""
    script: Callable[[str], bool] | None = None
    """Return whether a text is in the script of this language; None for Latin letters."""
    read: Callable[[str], str] = package_file
    """Return the text of a file of the tables; empty if there is none."""
    judges_words: bool = True
    """Whether there are rules about its words. Without them, only fields are judged."""

    @cached_property
    def jargon(self) -> Lexicon:
        """Technical terms."""
        return read_jargon(name := f"{self.code}/jargon.txt", self.read(name), spaced=self.spaced)

    @cached_property
    def wordy(self) -> Lexicon:
        """Phrases with simpler words for the same."""
        return self._phrases("wordy")

    @cached_property
    def officialese(self) -> Lexicon:
        """Phrases of offices."""
        return self._phrases("officialese")

    @cached_property
    def insensitive(self) -> Lexicon:
        """Words that can hurt people."""
        return self._phrases("insensitive")

    @cached_property
    def hidden_verbs(self) -> Lexicon:
        """Nouns that hide a verb."""
        return self._phrases("hidden-verbs")

    def _phrases(self, table: str) -> Lexicon:
        name = f"{self.code}/{table}.txt"
        return read_phrases(name, self.read(name), spaced=self.spaced)

    @cached_property
    def abbreviations(self) -> Mapping[str, Abbreviation]:
        """Abbreviations that need words, by their letters."""
        name = f"{self.code}/abbreviations.txt"
        found = read_abbreviations(name, self.read(name))
        return {letters: Abbreviation(*words) for letters, words in found.items()}

    @cached_property
    def known_abbreviations(self) -> frozenset[str]:
        """Abbreviations that need no explanation: those of all languages, and those of this one."""
        files = ("known-abbreviations.txt", f"{self.code}/known-abbreviations.txt")
        return frozenset[str]().union(*(read_words(self.read(name)) for name in files))

    @cached_property
    def filler(self) -> frozenset[str]:
        """Words that are in many updates and are no news."""
        return read_words(self.read(f"{self.code}/filler.txt"))

    @cached_property
    def _settings(self) -> Mapping[str, Any]:
        own = self._table(self.code)
        if self.judges_words:
            return own
        return {
            key: {**value, **own.get(key, {})} if isinstance(value, dict) else value
            for key, value in self._table("other").items()
        }

    def _table(self, folder: str) -> Mapping[str, Any]:
        name = f"{folder}/language.toml"
        try:
            return tomllib.loads(self.read(name))
        except tomllib.TOMLDecodeError as error:
            raise TableError(f"{name}: {error}") from error

    def rule_text(self, rule: LintRule) -> RuleText:
        """Return the texts of a rule: those of `language.toml`, else those of the table of rules."""
        own = self._settings.get("rules", {}).get(rule.code)
        return RuleText(**own) if own else rule.text(self.code)

    @cached_property
    def limits(self) -> Limits:
        """Measures of sentences, paragraphs, updates and titles."""
        return Limits(**self._settings["limits"])

    @cached_property
    def phrases(self) -> Mapping[str, str]:
        """Parts of findings, by name. They may hold `{names}`."""
        return dict(self._settings["phrases"])

    @cached_property
    def spaced(self) -> bool:
        """Return whether there are spaces between words: then lengths are in words, otherwise in characters."""
        return bool(self._settings["spaced"])

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Numbers by the words that say them."""
        table: Mapping[str, str] = self._settings["numbers"]
        return {word: int(number) for number, words in table.items() for word in words.split()}

    def length(self, text: str) -> int:
        """Return the number of words in a text; of characters where words are not spaced."""
        return len(text.split()) if self.spaced else count_characters(text)

    def join(self, words: list[str]) -> str:
        """Return words as a list in a sentence: `a, b and c`."""
        first = self.phrases["comma"].join(words[:-1])
        return self.phrases["and"].join(filter(None, (first, words[-1])))

    def month_number(self, name: str) -> int:
        """Return the number of a month, from 1, by the first three letters of its name."""
        start = name[:3].lower()
        return next(number for number, one in enumerate(self._months, 1) if one.lower().startswith(start))

    @cached_property
    def _months(self) -> tuple[str, ...]:
        return tuple(self._settings["months"])

    def format_date(self, day: date) -> str:
        """Return a date in words."""
        return self.phrases["date"].format(day=day.day, month=self.month_name(day), year=day.year)

    def month_name(self, day: date) -> str:
        """Return the name of the month of a date."""
        return self._months[day.month - 1]

    def weekday_name(self, day: date) -> str:
        """Return the name of the weekday of a date."""
        return str(self._settings["weekdays"][day.weekday()])

    def format_clock(self, clock: str, zone: str) -> str:
        """Return a clock time, as it was written, with the name of its zone, such as `UTC+2`."""
        pattern = self._settings.get("clocks", {}).get(zone, self.phrases["clock"])
        return str(pattern).format(clock=clock, zone=zone)
