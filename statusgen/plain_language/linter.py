"""All rules over all notes: the findings about the wording of a site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from statusgen.diagnostics import Diagnostic, Level
from statusgen.lint_rules import Phase, lint_rules
from statusgen.model import AnyNote, LocalText, Maintenance, Page, Site, Update
from statusgen.plain_language.languages import LANGUAGES, has_rules, language_for, language_of
from statusgen.plain_language.languages.language import Language
from statusgen.plain_language.lexicon import Entry, find_entries, make_lexicon
from statusgen.plain_language.passages import Passage, make_passage, place
from statusgen.plain_language.phases import phase_of
from statusgen.plain_language.readability import Band, Count, count_words
from statusgen.plain_language.rules import completeness, form, leaks, promises, sentences, times, tone, words
from statusgen.plain_language.rules.translations import translation_mismatch
from statusgen.plain_language.target import LintContext, LintTarget

Rule = Callable[[LintTarget], Iterator[Diagnostic]]
NOT_JUDGED = "not-judged"
"""The code of the finding that a language has no rules."""

FACTS: Mapping[str, Rule] = {
    "impact-missing": completeness.impact_missing,
    "scope-missing": completeness.scope_missing,
    "action-missing": completeness.action_missing,
    "workaround-missing": completeness.workaround_missing,
    "no-news": completeness.no_news,
    "resolution-missing": completeness.resolution_missing,
    "data-safety-missing": completeness.data_safety_missing,
    "when-missing": completeness.when_missing,
    "customer-action-unclear": completeness.customer_action_unclear,
    "apology-missing": completeness.apology_missing,
    "next-update-missing": promises.next_update_missing,
    "next-update-too-far": promises.next_update_too_far,
    "next-update-overdue": promises.next_update_overdue,
}
"""Rules about an update as a whole, by code. Only one language is asked, as facts are the same in all."""

WORDING: Mapping[str, Rule] = {
    "title-vague": completeness.title_vague,
    "placeholder": leaks.placeholder,
    "secret": leaks.secret,
    "internal-detail": leaks.internal_detail,
    "jargon": words.jargon,
    "acronym": words.acronym,
    "wordy": words.wordy,
    "insensitive": words.insensitive,
    "hidden-verb": words.hidden_verb,
    "officialese-zh": words.officialese_zh,
    "inconsistent-name": words.inconsistent_name,
    "long-sentence": sentences.long_sentence,
    "long-paragraph": sentences.long_paragraph,
    "passive": sentences.passive,
    "vague-scope": tone.vague_scope,
    "vague-impact": tone.vague_impact,
    "vague-time": tone.vague_time,
    "blame": tone.blame,
    "minimise": tone.minimise,
    "speculation": tone.speculation,
    "stock-apology": tone.stock_apology,
    "alarm-or-joke": tone.alarm_or_joke,
    "tz-missing": times.tz_missing,
    "tz-ambiguous": times.tz_ambiguous,
    "relative-time": times.relative_time,
    "date-ambiguous": times.date_ambiguous,
    "date-mismatch": times.date_mismatch,
    "eta-promise": tone.eta_promise,
    "link-text": form.link_text,
    "code-in-text": form.code_in_text,
    "zh-typography": form.zh_typography,
}


NOTE_RULES = ("reading-level", "translation-mismatch", NOT_JUDGED)
"""Rules about a note in more than one language or update, which are not asked through a target."""


@dataclass(frozen=True, slots=True)
class NoteFindings:
    """What was found in an update, or in the words around the updates."""

    note: AnyNote
    update: Update | None
    findings: tuple[Diagnostic, ...]
    """The most serious first."""


def lint_site(
    site: Site, now: datetime, languages: Mapping[str, Language] = LANGUAGES
) -> tuple[NoteFindings, ...]:
    """What is to be said about the words of all notes but free pages, in the order of the notes."""
    context = lint_context(site, now, languages)
    notes: tuple[AnyNote, ...] = (*site.incidents, *site.maintenances, *site.notices)
    return tuple(_said_once(one for note in notes for one in lint_note(note, context)))


def _said_once(judged: Iterable[NoteFindings]) -> Iterator[NoteFindings]:
    """Name each language without rules only where it is met first."""
    named: set[str] = set()
    for one in judged:
        kept = tuple(each for each in one.findings if each.code != NOT_JUDGED or each.message not in named)
        named |= {each.message for each in kept if each.code == NOT_JUDGED}
        yield one if len(kept) == len(one.findings) else replace(one, findings=kept)


def lint_context(site: Site, now: datetime, languages: Mapping[str, Language] = LANGUAGES) -> LintContext:
    """Return what the rules know of a site as a whole, at an instant."""
    services = [name for one in site.services for name in _all_words(one.name)]
    groups = [name for group in site.groups for name in _all_words(group.name)]
    own = [*services, *groups, *_all_words(site.settings.name)]
    terms = (word for term in site.glossary for word in (*_all_words(term.term), *term.also))
    names = make_lexicon(((name, Entry(name)) for name in own if len(name) > 1), spaced=True)
    return LintContext(
        settings=site.settings,
        names=names,
        services={one.id: one.name for one in site.services},
        spellings=words.spellings(services),
        terms=frozenset(word.lower() for word in terms),
        now=now,
        languages=languages,
    )


def _all_words(text: LocalText) -> tuple[str, ...]:
    return tuple(words for _, words in text.variants)


def lint_note(note: AnyNote, context: LintContext) -> Iterator[NoteFindings]:
    """What is to be said about a note, its title first, then update after update."""
    if isinstance(note, Page):
        return
    languages = _languages(note, context)
    for index, update in enumerate((None, *note.updates)):
        earlier = note.updates[: max(index - 1, 0)]
        found = [one for target in _targets(note, update, earlier, context) for one in _findings(target)]
        found += translation_mismatch(note, update, languages, context)
        if index == 0:
            found += _reading_level(note, context)
            found += _not_judged(note, context)
        accepted = {one.rule for one in (*note.accepted, *(update.accepted if update else ()))}
        yield NoteFindings(note, update, _kept(found, accepted, context))


def _not_judged(note: AnyNote, context: LintContext) -> Iterator[Diagnostic]:
    """Yield a finding for each language of the note that has no rules, at the first words in it.

    It is in Chinese where the site's main language is, as nobody knows the writer's.
    """
    named: set[str] = set()
    main = language_for(context.settings.languages[0], languages=context.languages)
    text = lint_rules()[NOT_JUDGED].text(main.code)
    for one in texts_of(note):
        for (code, words_of), origin in zip(one.variants, one.origins, strict=False):
            if code not in named and not has_rules(code, context.languages):
                named.add(code)
                passage = make_passage("title", words_of[:MOST_JUDGED], origin)
                span = place(passage, 0, len(passage.raw))
                message = text.message.format(language=code)
                yield Diagnostic(NOT_JUDGED, span, message, text.help, (), Level.INFO)


def texts_of(note: AnyNote) -> Iterator[LocalText]:
    """Yield all words of a note, its title first."""
    yield from (note.title, note.intro, note.impact, note.workaround)
    for one in note.updates:
        yield from (one.body, one.summary, one.impact, one.workaround)


def _languages(note: AnyNote, context: LintContext) -> tuple[str, ...]:
    """The languages of the site that the note is written in at all."""
    texts = (note.title, note.intro, *(one.body for one in note.updates))
    own = {code for text in texts for code, _ in text.variants}
    return tuple(code for code in context.settings.languages if code in own)


def _kept(findings: Sequence[Diagnostic], accepted: set[str], context: LintContext) -> tuple[Diagnostic, ...]:
    """Without what was accepted, at the site's levels, the most serious first."""
    levels = dict(context.settings.plain_language.levels)
    kept: dict[Diagnostic, None] = {}
    if any(one.code == "resolution-missing" for one in findings):  # which asks for that as well
        accepted = accepted | {"customer-action-unclear"}
    for one in findings:
        level = levels.get(one.code, one.level)
        if one.code not in accepted and level is not None and not _covered(one, findings):
            kept[one if level is one.level else replace(one, weight=level)] = None
    weights = list(Level)
    order = list(lint_rules())
    found = sorted(kept, key=lambda one: (weights.index(one.level), order.index(one.code), one.span))
    return tuple(_few_hints(found))


_ABOUT_WORDS = ("jargon", "acronym", "hidden-verb", "officialese-zh", "wordy", "passive", "alarm-or-joke")
_ABOUT_MORE = ("secret", "placeholder", "internal-detail", "vague-impact", "stock-apology", *_ABOUT_WORDS)


def _covered(one: Diagnostic, findings: Iterable[Diagnostic]) -> bool:
    """Whether a more telling rule says something about these very words."""
    if one.code not in _ABOUT_WORDS:
        return False
    return any(
        _ABOUT_MORE.index(other.code) < _ABOUT_MORE.index(one.code)
        and (other.span.path, other.span.line) == (one.span.path, one.span.line)
        and other.span.column < one.span.end
        and one.span.column < other.span.end
        for other in findings
        if other.code in _ABOUT_MORE
    )


MOST_HINTS = 2
"""A third hint by the same rule teaches nothing more …"""
_EACH = ("jargon", "acronym")
"""… but here each is about another word."""


def _few_hints(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    counts = Counter[tuple[str, str]]()
    for one in found:
        counts[one.code, one.span.path] += 1
        if one.level is not Level.INFO or one.code in _EACH or counts[one.code, one.span.path] <= MOST_HINTS:
            yield one


def _targets(
    note: AnyNote, update: Update | None, earlier: tuple[Update, ...], context: LintContext
) -> Iterator[LintTarget]:
    """The words in each of their languages, the main one first."""
    texts = (
        (
            ("body", update.body),
            ("summary", update.summary),
            ("impact", update.impact),
            ("workaround", update.workaround),
        )
        if update
        else (
            ("title", note.title),
            ("intro", note.intro),
            ("impact", note.impact),
            ("workaround", note.workaround),
        )
    )
    codes = dict.fromkeys(code for _, text in texts for code, _ in text.variants)
    if update and not codes:
        codes = dict.fromkeys(code for code, _ in note.title.variants[:1])
    for code in codes:
        passages = tuple(one for name, text in texts for one in _passages(name, text, code))
        said = "\n".join(one.text for one in passages)
        before = _before(note, earlier, code) if update else ""
        language = language_of(code, said or before, context.languages)
        if language:
            phase = _phase(note, update, earlier)
            names = {
                index: tuple((start, end) for start, end, _ in find_entries(context.names, one.text))
                for index, one in enumerate(passages)
            }
            yield LintTarget(
                context, note, update, earlier, phase, language, code, passages, said, before, names
            )


def _phase(note: AnyNote, update: Update | None, earlier: tuple[Update, ...]) -> Phase:
    if update is None and isinstance(note, Maintenance) and not note.updates and note.intro:
        return Phase.PLANNED  # the introduction is the announcement
    return phase_of(note, update, earlier)


def _passages(name: str, text: LocalText, code: str) -> Iterator[Passage]:
    for (own, words_of), origin in zip(text.variants, text.origins, strict=False):
        if own == code:
            yield make_passage(name, words_of[:MOST_JUDGED], origin)


MOST_JUDGED = 30_000
"""Characters of a text; who pasted more has other worries than its wording."""


def _before(note: AnyNote, earlier: Sequence[Update], code: str) -> str:
    texts = [note.title, note.impact, note.workaround, note.intro]
    texts += [text for one in earlier for text in (one.body, one.impact, one.workaround)]
    return "\0".join(words_of for text in texts for own, words_of in text.variants if own == code)


def _findings(target: LintTarget) -> Iterator[Diagnostic]:
    main = next((code for code, _ in target.note.title.variants), target.variant)
    known = lint_rules()
    for code, rule in ({**WORDING, **FACTS} if target.variant == main else WORDING).items():
        if target.phase in known[code].levels:
            yield from rule(target)


def _reading_level(note: AnyNote, context: LintContext) -> Iterator[Diagnostic]:
    """One finding for the note as a whole: single updates are too short to tell."""
    texts = (
        note.title,
        note.intro,
        note.impact,
        *(text for one in note.updates for text in (one.body, one.impact)),
    )
    for code in dict.fromkeys(code for text in texts for code, _ in text.variants):
        passages = [one for text in texts for one in _passages("title", text, code)]
        language = language_of(code, "\n".join(one.text for one in passages[:3]), context.languages)
        if language is None or sum(len(one.text) for one in passages) < language.limits.reading_level:
            continue
        total = sum((count_words(one, _names(one, context)) for one in passages), Count())
        found = language.reading_band(total)
        if found is not None and found >= Band.HARD:
            text = lint_rules()["reading-level"].text(language.code)
            message = text.message.format(band=language.phrases[found.name.lower()])
            level = Level.WARNING if found is Band.VERY_HARD else Level.INFO
            span = place(passages[0], 0, len(passages[0].raw))
            yield Diagnostic("reading-level", span, message, text.help, (), level)


def _names(passage: Passage, context: LintContext) -> Iterator[tuple[int, int]]:
    return ((start, end) for start, end, _ in find_entries(context.names, passage.text))
