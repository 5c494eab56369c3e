"""What a rule looks at: some words of a note in one language, with all that readers know already."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from statusgen.diagnostics import Diagnostic, Level, Replacement, Span
from statusgen.model import AnyNote, LocalText, Settings, Update
from statusgen.prose.plain.guide import RULES
from statusgen.prose.plain.language import Language
from statusgen.prose.plain.lexicon import Lexicon
from statusgen.prose.plain.passages import Passage, is_written_out, place
from statusgen.prose.plain.phases import Phase


@dataclass(frozen=True, slots=True)
class Scene:
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


@dataclass(frozen=True, slots=True)
class Subject:
    """An update in one language, or the words around the updates."""

    scene: Scene
    note: AnyNote
    update: Update | None
    earlier: tuple[Update, ...]
    phase: Phase
    language: Language
    variant: str
    """The code of the language in the site, which may be more precise: `zh-Hant`."""
    passages: tuple[Passage, ...]
    said: str
    """All the words here, without markup."""
    before: str = ""
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
    def story(self) -> str:
        """All that readers know with this."""
        return f"{self.before}\0{self.said}"


def matches(subject: Subject, pattern: re.Pattern[str]) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Where a pattern is found in the words here."""
    for passage in subject.passages:
        for match in pattern.finditer(passage.text):
            yield passage, match


def is_name(subject: Subject, passage: Passage, start: int, end: int) -> bool:
    """Whether a stretch is part of a name from the catalog."""
    stretches = subject.names.get(subject.passages.index(passage), ())
    return any(start < last and first < end for first, last in stretches)


def found(  # noqa: PLR0913 - all of it is told
    subject: Subject,
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
    replaced = Replacement(replacement or "", safe, passage.raw[start:end]) if written else None
    facts = {"span": said, "plain": replacement or ""} | values
    yield from _finding(subject, code, span, replaced, facts, most=Level.INFO if hint else Level.ERROR)


def missing(subject: Subject, code: str, span: Span | None = None, **values: object) -> Iterator[Diagnostic]:
    """A finding about what is not there."""
    yield from _finding(subject, code, span or subject.span, None, values)


def _finding(
    subject: Subject,
    code: str,
    span: Span,
    replaced: Replacement | None,
    values: Mapping[str, object],
    most: Level = Level.ERROR,
) -> Iterator[Diagnostic]:
    guide = RULES[code]
    level = guide.levels.get(subject.phase)
    if level is not None:
        wording = guide.wording[subject.language.code]
        message, help = wording.message.format(**values), wording.help.format(**values)
        weight = max(level, most, key=list(Level).index)
        yield Diagnostic(code, span, message, help, (), weight, replaced)
