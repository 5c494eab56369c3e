"""What a rule looks at: some words of a note in one language, with all that readers know already."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from statusgen.diagnostics import Diagnostic, Level, Replacement, Span
from statusgen.lint_rules import Phase, lint_rules
from statusgen.model import AnyNote, LocalText, Settings, Update
from statusgen.plain_language.languages.language import Language
from statusgen.plain_language.lexicon import Lexicon
from statusgen.plain_language.passages import Passage, is_written_out, place


@dataclass(frozen=True, slots=True)
class LintContext:
    """What all words of a site are judged against."""

    settings: Settings
    names: Lexicon
    """The names of services, groups and the site itself: names are not jargon."""
    services: Mapping[str, LocalText]
    """The names of each service, by id."""
    spellings: Mapping[str, str]
    """Names that could be misspelt, by their letters alone."""
    terms: frozenset[str]
    """What the glossary explains, in lower case."""
    now: datetime
    languages: Mapping[str, Language]
    """The languages that have rules, by code."""


@dataclass(frozen=True, slots=True)
class LintTarget:
    """An update in one language, or the words around the updates."""

    context: LintContext
    note: AnyNote
    update: Update | None
    earlier: tuple[Update, ...]
    phase: Phase
    language: Language
    variant: str
    """The code of the language in the site, which may be more precise: `zh-Hant`."""
    passages: tuple[Passage, ...]
    text: str
    """All the words here, without markup."""
    text_before: str = ""
    """What readers of this language know already: title, introduction, earlier updates; `\\0` between."""
    names: Mapping[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    """Where names stand, by the number of the passage."""

    @property
    def span(self) -> Span:
        """Where to show what is missing."""
        return self.update.span if self.update else self.note.span

    @property
    def body(self) -> Passage | None:
        """The main words: the body of an update, or the introduction."""
        return next((one for one in self.passages if one.field in ("body", "intro")), None)

    @property
    def text_so_far(self) -> str:
        """All that readers know with this."""
        return f"{self.text_before}\0{self.text}"


def matches(target: LintTarget, pattern: re.Pattern[str]) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Where a pattern is found in the words here."""
    for passage in target.passages:
        for match in pattern.finditer(passage.text):
            yield passage, match


def is_name(target: LintTarget, passage: Passage, start: int, end: int) -> bool:
    """Whether a stretch is part of a name from the catalog."""
    stretches = target.names.get(target.passages.index(passage), ())
    return any(start < last and first < end for first, last in stretches)


def found(  # noqa: PLR0913 - all of it is told
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
) -> Iterator[Diagnostic]:
    """A finding about words that are there; nothing where the rule does not hold in this phase.

    A `hint` weighs no more than that, whatever the phase.
    """
    span = place(passage, start, end)
    said = " ".join(passage.raw[start:end].split())
    written = replacement is not None and is_written_out(passage)
    mended = Replacement(replacement or "", safe, passage.raw[start:end]) if written else None
    facts = {"span": said, "plain": replacement or ""} | values
    yield from _finding(target, code, span, mended, facts, most=Level.INFO if hint else Level.ERROR)


def missing(
    target: LintTarget, code: str, span: Span | None = None, **values: object
) -> Iterator[Diagnostic]:
    """A finding about what is not there."""
    yield from _finding(target, code, span or target.span, None, values)


def _finding(
    target: LintTarget,
    code: str,
    span: Span,
    mended: Replacement | None,
    values: Mapping[str, object],
    most: Level = Level.ERROR,
) -> Iterator[Diagnostic]:
    rule = lint_rules()[code]
    level = rule.levels.get(target.phase)
    if level is not None:
        text = rule.text(target.language.code)
        message, mend = text.message.format(**values), text.help.format(**values)
        weight = max(level, most, key=list(Level).index)
        yield Diagnostic(code, span, message, mend, (), weight, mended)
