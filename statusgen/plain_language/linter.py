"""The linter of plain language: all rules over all notes of a site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from statusgen.model.diagnostics import Diagnostic, Level
from statusgen.model.lint_rules import Phase, lint_rules
from statusgen.model.notes import AnyNote, Maintenance, Page, Update, listed_texts, text_fields
from statusgen.model.site import Site
from statusgen.model.text import LocalText
from statusgen.plain_language.languages import LANGUAGES, has_rules, language_of
from statusgen.plain_language.languages.language import Language
from statusgen.plain_language.lexicon import Entry, make_lexicon
from statusgen.plain_language.passages import MAX_TEXT, make_passage, make_passages, place
from statusgen.plain_language.phases import phase_of
from statusgen.plain_language.rules import (
    ABOUT_WORDS,
    BY_PRECISION,
    FACT_RULES,
    IN_EVERY_LANGUAGE,
    WORDING_RULES,
)
from statusgen.plain_language.rules.sentences import reading_level
from statusgen.plain_language.rules.translations import translation_mismatch
from statusgen.plain_language.rules.words import spellings
from statusgen.plain_language.target import LintContext, LintTarget, find_names


@dataclass(frozen=True, slots=True)
class NoteFindings:
    """Findings in an update, or for None in the title and introduction of a note."""

    note: AnyNote
    update: Update | None
    findings: tuple[Diagnostic, ...]
    """The most serious first."""


def lint_site(
    site: Site, now: datetime, languages: Mapping[str, Language] = LANGUAGES
) -> tuple[NoteFindings, ...]:
    """Return the findings of all notes but free pages, as of the instant `now`."""
    context = lint_context(site, now, languages)
    dated: tuple[AnyNote, ...] = (*site.incidents, *site.maintenances, *site.notices, *site.problems)
    notes: tuple[AnyNote, ...] = (*dated, *site.reports)
    return tuple(_name_languages_once(one for note in notes for one in lint_note(note, context)))


def _name_languages_once(found: Iterable[NoteFindings]) -> Iterator[NoteFindings]:
    """Leave out the finding about a language without rules where an earlier note has it."""
    named: set[str] = set()
    for one in found:
        kept = tuple(each for each in one.findings if each.code != "not-judged" or each.message not in named)
        named |= {each.message for each in kept if each.code == "not-judged"}
        yield one if len(kept) == len(one.findings) else replace(one, findings=kept)


def lint_context(site: Site, now: datetime, languages: Mapping[str, Language] = LANGUAGES) -> LintContext:
    """Return what the rules know of a site as a whole, as of the instant `now`."""
    services = [name for one in site.services for name in _all_words(one.name)]
    groups = [name for group in site.groups for name in _all_words(group.name)]
    own = [*services, *groups, *_all_words(site.settings.name)]
    terms = (word for term in site.glossary for word in (*_all_words(term.term), *term.also))
    names = make_lexicon(((name, Entry(name)) for name in own if len(name) > 1), spaced=True)
    return LintContext(
        settings=site.settings,
        names=names,
        services={one.id: one.name for one in site.services},
        spellings=spellings(services),
        terms=frozenset(word.lower() for word in terms),
        now=now,
        languages=languages,
    )


def _all_words(text: LocalText) -> tuple[str, ...]:
    return tuple(words for _, words in text.variants)


def lint_note(note: AnyNote, context: LintContext) -> Iterator[NoteFindings]:
    """Yield the findings of a note: first those of its title and introduction, then those of each update."""
    if isinstance(note, Page):
        return
    languages = _languages(note, context)
    for index, update in enumerate((None, *note.updates)):
        earlier = note.updates[: max(index - 1, 0)]
        found = [one for target in _targets(note, update, earlier, context) for one in _findings(target)]
        found += translation_mismatch(note, update, languages, context)
        if index == 0:
            found += reading_level(note, context)
            found += _not_judged(note, context)
        accepted = {one.rule for one in (*note.lint_ok, *(update.lint_ok if update else ()))}
        yield NoteFindings(note, update, _kept(found, accepted, context))


def _not_judged(note: AnyNote, context: LintContext) -> Iterator[Diagnostic]:
    """Yield a finding for each language of a note that has no rules, at the first words in it.

    The finding is in the site's main language.
    """
    named: set[str] = set()
    main = language_of(context.settings.languages[0], languages=context.languages)
    text = main.rule_text(lint_rules()["not-judged"])
    for one in texts_of(note):
        for (code, words_of), origin in zip(one.variants, one.origins, strict=False):
            if code not in named and not has_rules(code, context.languages):
                named.add(code)
                passage = make_passage("title", words_of[:MAX_TEXT], origin)
                span = place(passage, 0, len(passage.raw))
                message = text.message.format(language=code)
                yield Diagnostic("not-judged", span, message, text.help, (), Level.INFO)


def texts_of(note: AnyNote) -> Iterator[LocalText]:
    """Yield all texts of a note and its updates, the title first."""
    return (text for owner in (note, *note.updates) for _, text in _texts(owner))


def _texts(owner: AnyNote | Update) -> list[tuple[str, LocalText]]:
    return [*((name, getattr(owner, name)) for name in text_fields(owner)), *listed_texts(owner)]


def _languages(note: AnyNote, context: LintContext) -> tuple[str, ...]:
    """Return the languages of the site in which a note has a title, introduction or update."""
    texts = (note.title, note.intro, *(one.body for one in note.updates))
    own = {code for text in texts for code, _ in text.variants}
    return tuple(code for code in context.settings.languages if code in own)


def _kept(findings: Sequence[Diagnostic], accepted: set[str], context: LintContext) -> tuple[Diagnostic, ...]:
    """Return the findings that were not accepted, at the levels of the site, the most serious first."""
    levels = dict(context.settings.plain_language.levels)
    kept: dict[Diagnostic, None] = {}
    if any(one.code == "resolution-missing" for one in findings):  # its help asks for the action as well
        accepted = accepted | {"customer-action-unclear"}
    for one in findings:
        level = levels.get(one.code, one.level)
        if one.code not in accepted and level is not None and not _covered(one, findings):
            kept[one if level is one.level else replace(one, weight=level)] = None
    weights = list(Level)
    order = list(lint_rules())
    found = sorted(kept, key=lambda one: (weights.index(one.level), order.index(one.code), one.span))
    return tuple(_few_hints(found))


def _covered(one: Diagnostic, findings: Iterable[Diagnostic]) -> bool:
    """Return whether a more specific rule has a finding about the same words."""
    if one.code not in ABOUT_WORDS:
        return False
    return any(
        BY_PRECISION.index(other.code) < BY_PRECISION.index(one.code)
        and (other.span.path, other.span.line) == (one.span.path, one.span.line)
        and other.span.column < one.span.end
        and one.span.column < other.span.end
        for other in findings
        if other.code in BY_PRECISION
    )


MAX_HINTS = 2
"""Hints of one rule in a file: a third teaches nothing new …"""
_EACH = ("jargon", "acronym")
"""… unless each is about another word."""


def _few_hints(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    counts = Counter[tuple[str, str]]()
    for one in found:
        counts[one.code, one.span.path] += 1
        if one.level is not Level.INFO or one.code in _EACH or counts[one.code, one.span.path] <= MAX_HINTS:
            yield one


def _targets(
    note: AnyNote, update: Update | None, earlier: tuple[Update, ...], context: LintContext
) -> Iterator[LintTarget]:
    """Yield an update, or for None title and introduction, in each of its languages, the main one first."""
    texts = _texts(update or note)
    codes = dict.fromkeys(code for _, text in texts for code, _ in text.variants)
    if update and not codes:
        codes = dict.fromkeys(code for code, _ in note.title.variants[:1])
    for code in codes:
        passages = tuple(one for name, text in texts for one in make_passages(name, text, code))
        words = "\n".join(one.text for one in passages)
        before = _text_before(note, earlier, code) if update else ""
        language = language_of(code, words or before, context.languages)
        phase = _phase(note, update, earlier)
        names = tuple(find_names(context, one) for one in passages)
        yield LintTarget(
            context, note, update, earlier, phase, language, code, passages, words, before, names
        )


def _phase(note: AnyNote, update: Update | None, earlier: tuple[Update, ...]) -> Phase:
    if update is None and isinstance(note, Maintenance) and not note.updates and note.intro:
        return Phase.PLANNED  # the introduction is the announcement
    return phase_of(note, update, earlier)


def _text_before(note: AnyNote, earlier: Sequence[Update], code: str) -> str:
    texts = (text for owner in (note, *earlier) for _, text in _texts(owner))
    return "\0".join(words_of for text in texts for own, words_of in text.variants if own == code)


def _findings(target: LintTarget) -> Iterator[Diagnostic]:
    main = next((code for code, _ in target.note.title.variants), target.variant)
    rules = WORDING_RULES | FACT_RULES if target.variant == main else WORDING_RULES
    table = lint_rules()
    for code, rule in rules.items():
        known = target.language.judges_words or code in IN_EVERY_LANGUAGE
        if known and target.phase in table[code].levels:
            yield from rule(target)
