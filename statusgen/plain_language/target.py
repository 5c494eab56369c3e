"""Target of a rule: a part of a note in one language, and what its readers know already."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from statusgen.model.diagnostics import Diagnostic, Level, Replacement, Span
from statusgen.model.lint_rules import Phase, lint_rules
from statusgen.model.notes import AnyNote, Update
from statusgen.model.settings import Settings
from statusgen.model.text import LocalText
from statusgen.plain_language.languages.language import Language
from statusgen.plain_language.lexicon import Lexicon, find_entries
from statusgen.plain_language.passages import Passage, Stretch, is_written_out, place


@dataclass(frozen=True, slots=True)
class LintContext:
    """Facts of a site as a whole that the rules use."""

    settings: Settings
    names: Lexicon
    """The names of services, groups and the site itself: names are not jargon."""
    services: Mapping[str, LocalText]
    """The names of each service, by id."""
    spellings: Mapping[str, str]
    """Names that could be misspelt, by their letters alone."""
    terms: frozenset[str]
    """Terms that the glossary explains, in lower case."""
    now: datetime
    """An aware instant."""
    languages: Mapping[str, Language]
    """The languages that have rules, by code."""


@dataclass(frozen=True, slots=True)
class LintTarget:
    """An update in one language; for the update None the title and introduction of the note."""

    context: LintContext
    note: AnyNote
    update: Update | None
    earlier: tuple[Update, ...]
    phase: Phase
    language: Language
    variant: str
    """Code of the language in the site, which may be longer than that of the rules: `zh-Hant`."""
    passages: tuple[Passage, ...]
    text: str
    """The words of all passages, without markup."""
    text_before: str = ""
    """Title, introduction and earlier updates in this language, with `\\0` between them."""
    names: tuple[tuple[Stretch, ...], ...] = ()
    """Stretches that are names from the catalog, for each passage."""

    @property
    def span(self) -> Span:
        """Place of findings about what is missing."""
        return self.update.span if self.update else self.note.span

    @property
    def updates(self) -> tuple[Update, ...]:
        """The updates up to this one, which readers have seen."""
        return (*self.earlier, self.update) if self.update else self.earlier

    @property
    def body(self) -> Passage | None:
        """The body of an update, or the introduction; None if there is none."""
        return next((one for one in self.passages if one.field in ("body", "intro")), None)

    @property
    def text_so_far(self) -> str:
        """All that a reader of the target has read in this language."""
        return f"{self.text_before}\0{self.text}"


def find_names(context: LintContext, passage: Passage) -> tuple[Stretch, ...]:
    """Return the stretches of a passage that are names from the catalog."""
    return tuple(Stretch(start, end) for start, end, _ in find_entries(context.names, passage.text))


def is_name(target: LintTarget, passage: Passage, start: int, end: int) -> bool:
    """Return whether a stretch overlaps with a name from the catalog."""
    names = target.names[target.passages.index(passage)]
    return any(start < last and first < end for first, last in names)


def matches(target: LintTarget, pattern: re.Pattern[str]) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Yield the matches of a pattern in all passages of a target."""
    for passage in target.passages:
        for match in pattern.finditer(passage.text):
            yield passage, match


def found(  # noqa: PLR0913 - the place takes three
    target: LintTarget,
    code: str,
    passage: Passage,
    start: int,
    end: int,
    replacement: str | None = None,
    *,
    safe: bool = False,
    hint: bool = False,
    **values: object,
) -> Diagnostic:
    """Return a finding about the words from `start` to `end` of a passage.

    `values` fill in the texts of the rule, with the words as `span` and the replacement as `plain`.
    A `hint` has the level info in every phase.
    """
    words = " ".join(passage.raw[start:end].split())
    can_replace = replacement is not None and is_written_out(passage)
    fix = Replacement(replacement or "", safe, passage.raw[start:end]) if can_replace else None
    values = {"span": words, "plain": replacement or ""} | values
    return _finding(target, code, place(passage, start, end), values, fix, Level.INFO if hint else None)


def missing(
    target: LintTarget, code: str, span: Span | None = None, *, hint: bool = False, **values: object
) -> Diagnostic:
    """Return a finding about words that are not there, at the beginning of the target if there is no span."""
    return _finding(target, code, span or target.span, values, level=Level.INFO if hint else None)


def _finding(
    target: LintTarget,
    code: str,
    span: Span,
    values: Mapping[str, object],
    fix: Replacement | None = None,
    level: Level | None = None,
) -> Diagnostic:
    rule = lint_rules()[code]
    text = target.language.rule_text(rule)
    message, help_ = text.message.format(**values), text.help.format(**values)
    return Diagnostic(code, span, message, help_, (), level or rule.levels[target.phase], fix)
