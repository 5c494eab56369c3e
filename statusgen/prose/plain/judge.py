"""All rules over all notes: the findings about the wording of a site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from statusgen.diagnostics import Diagnostic, Level
from statusgen.model import AnyNote, LocalText, Maintenance, Page, Site, Update
from statusgen.prose.plain import essentials, form, leaks, promises, sentences, times, tone, words
from statusgen.prose.plain.guide import RULES
from statusgen.prose.plain.languages import has_rules, language_of
from statusgen.prose.plain.lexicon import Entry, find_entries, make_lexicon
from statusgen.prose.plain.passages import Passage, make_passage, place
from statusgen.prose.plain.phases import Phase, phase_of
from statusgen.prose.plain.readability import Band, Count, band, count_words
from statusgen.prose.plain.subject import Scene, Subject
from statusgen.prose.plain.translations import translation_mismatch

Rule = Callable[[Subject], Iterator[Diagnostic]]
NOT_JUDGED = "not-judged"
"""The code of the finding that a language has no rules."""

FACTS: tuple[Rule, ...] = (
    essentials.impact_missing,
    essentials.scope_missing,
    essentials.action_missing,
    essentials.workaround_missing,
    essentials.empty_update,
    essentials.resolution_missing,
    essentials.data_safety_missing,
    essentials.when_missing,
    essentials.customer_action_unclear,
    essentials.apology_missing,
    promises.next_update_missing,
    promises.next_update_too_far,
    promises.next_update_overdue,
)
"""What an update as a whole says; asked of one language alone, as facts are the same in all."""

WORDING: tuple[Rule, ...] = (
    essentials.vague_title,
    leaks.placeholder,
    leaks.secret,
    leaks.internal_detail,
    words.jargon,
    words.acronym,
    words.wordy,
    words.insensitive,
    words.hidden_verb,
    words.officialese,
    words.inconsistent_name,
    sentences.long_sentence,
    sentences.long_paragraph,
    sentences.passive,
    tone.vague_scope,
    tone.vague_impact,
    tone.vague_time,
    tone.blame,
    tone.minimise,
    tone.speculation,
    tone.stock_apology,
    tone.alarm_or_joke,
    times.tz_missing,
    times.tz_ambiguous,
    times.relative_time,
    times.date_ambiguous,
    times.date_mismatch,
    tone.eta_promise,
    form.link_text,
    form.code_in_text,
    form.zh_typography,
)


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found in an update, or in the words around the updates."""

    note: AnyNote
    update: Update | None
    findings: tuple[Diagnostic, ...]
    """The most serious first."""


def judge_site(site: Site, now: datetime) -> tuple[Judged, ...]:
    """What is to be said about the words of all notes but free pages, in the order of the notes."""
    scene = scene_of(site, now)
    notes: tuple[AnyNote, ...] = (*site.incidents, *site.maintenances, *site.notices)
    return tuple(_said_once(one for note in notes for one in judge_note(note, scene)))


def _said_once(judged: Iterable[Judged]) -> Iterator[Judged]:
    """Name each language without rules only where it is met first."""
    named: set[str] = set()
    for one in judged:
        kept = tuple(each for each in one.findings if each.code != NOT_JUDGED or each.message not in named)
        named |= {each.message for each in kept if each.code == NOT_JUDGED}
        yield one if len(kept) == len(one.findings) else replace(one, findings=kept)


def scene_of(site: Site, now: datetime) -> Scene:
    """What the words of a site are judged against."""
    services = [name for one in site.services for name in _all_words(one.name)]
    groups = [name for group in site.groups for name in _all_words(group.name)]
    own = [*services, *groups, *_all_words(site.settings.name)]
    terms = (word for term in site.glossary for word in (*_all_words(term.term), *term.also))
    names = make_lexicon(((name, Entry(name)) for name in own if len(name) > 1), spaced=True)
    return Scene(
        settings=site.settings,
        names=names,
        services={one.id: one.name for one in site.services},
        spellings=words.spellings(services),
        terms=frozenset(word.lower() for word in terms),
        now=now,
    )


def _all_words(text: LocalText) -> tuple[str, ...]:
    return tuple(words for _, words in text.variants)


def judge_note(note: AnyNote, scene: Scene) -> Iterator[Judged]:
    """What is to be said about a note, its title first, then update after update."""
    if isinstance(note, Page):
        return
    languages = _languages(note, scene)
    for index, update in enumerate((None, *note.updates)):
        earlier = note.updates[: max(index - 1, 0)]
        found = [one for subject in _subjects(note, update, earlier, scene) for one in _findings(subject)]
        found += translation_mismatch(note, update, languages, scene.services)
        if index == 0:
            found += _reading_level(note, scene)
            found += _not_judged(note, scene)
        accepted = {one.rule for one in (*note.accepted, *(update.accepted if update else ()))}
        yield Judged(note, update, _kept(found, accepted, scene))


def _not_judged(note: AnyNote, scene: Scene) -> Iterator[Diagnostic]:
    """Yield a finding for each language of the note that has no rules, at the first words in it.

    It is in Chinese where the site's main language is, as nobody knows the writer's.
    """
    named: set[str] = set()
    wording = RULES[NOT_JUDGED].wording["zh" if scene.settings.languages[0].startswith("zh") else "en"]
    for text in texts_of(note):
        for (code, words_of), origin in zip(text.variants, text.origins, strict=False):
            if code not in named and not has_rules(code):
                named.add(code)
                passage = make_passage("title", words_of[:MOST_JUDGED], origin)
                span = place(passage, 0, len(passage.raw))
                message = wording.message.format(language=code)
                yield Diagnostic(NOT_JUDGED, span, message, wording.help, (), Level.INFO)


def texts_of(note: AnyNote) -> Iterator[LocalText]:
    """Yield all words of a note, its title first."""
    yield from (note.title, note.intro, note.impact, note.workaround)
    for one in note.updates:
        yield from (one.body, one.summary, one.impact, one.workaround)


def _languages(note: AnyNote, scene: Scene) -> tuple[str, ...]:
    """The languages of the site that the note is written in at all."""
    texts = (note.title, note.intro, *(one.body for one in note.updates))
    own = {code for text in texts for code, _ in text.variants}
    return tuple(code for code in scene.settings.languages if code in own)


def _kept(findings: Sequence[Diagnostic], accepted: set[str], scene: Scene) -> tuple[Diagnostic, ...]:
    """Without what was accepted, at the site's levels, the most serious first."""
    levels = dict(scene.settings.plain_language.levels)
    kept: dict[Diagnostic, None] = {}
    if any(one.code == "resolution-missing" for one in findings):  # which asks for that as well
        accepted = accepted | {"customer-action-unclear"}
    for one in findings:
        level = levels.get(one.code, one.level)
        if one.code not in accepted and level is not None and not _covered(one, findings):
            kept[one if level is one.level else replace(one, weight=level)] = None
    weights = list(Level)
    order = list(RULES)
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


def _subjects(
    note: AnyNote, update: Update | None, earlier: tuple[Update, ...], scene: Scene
) -> Iterator[Subject]:
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
        language = language_of(code, said or before)
        if language:
            phase = _phase(note, update, earlier)
            names = {
                index: tuple((start, end) for start, end, _ in find_entries(scene.names, one.text))
                for index, one in enumerate(passages)
            }
            yield Subject(scene, note, update, earlier, phase, language, code, passages, said, before, names)


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


def _findings(subject: Subject) -> Iterator[Diagnostic]:
    for rule in WORDING:
        yield from rule(subject)
    if subject.variant == next((code for code, _ in subject.note.title.variants), subject.variant):
        for rule in FACTS:
            yield from rule(subject)


def _reading_level(note: AnyNote, scene: Scene) -> Iterator[Diagnostic]:
    """One finding for the note as a whole: single updates are too short to tell."""
    texts = (
        note.title,
        note.intro,
        note.impact,
        *(text for one in note.updates for text in (one.body, one.impact)),
    )
    for code in dict.fromkeys(code for text in texts for code, _ in text.variants):
        passages = [one for text in texts for one in _passages("title", text, code)]
        language = language_of(code, "\n".join(one.text for one in passages[:3]))
        if language is None or sum(len(one.text) for one in passages) < 400 * (
            0.5 if language.code == "zh" else 1
        ):
            continue
        total = sum((count_words(one, _names(one, scene)) for one in passages), Count())
        found = band(total, chinese=language.code == "zh")
        if found is not None and found >= Band.HARD:
            wording = RULES["reading-level"].wording[language.code]
            message = wording.message.format(band=_BANDS[language.code][found])
            level = Level.WARNING if found is Band.VERY_HARD else Level.INFO
            span = place(passages[0], 0, len(passages[0].raw))
            yield Diagnostic("reading-level", span, message, wording.help, (), level)


def _names(passage: Passage, scene: Scene) -> Iterator[tuple[int, int]]:
    return ((start, end) for start, end, _ in find_entries(scene.names, passage.text))


_BANDS = {
    "en": {Band.HARD: "hard", Band.VERY_HARD: "very hard"},
    "zh": {Band.HARD: "偏难", Band.VERY_HARD: "很难读"},
}
