"""Rules about the length of sentences and paragraphs, and how hard an incident is to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from statusgen.model.diagnostics import Diagnostic, Level
from statusgen.model.lint_rules import lint_rules
from statusgen.model.notes import AnyNote
from statusgen.plain_language.languages import language_of
from statusgen.plain_language.passages import (
    Passage,
    Stretch,
    count_characters,
    make_passages,
    place,
    words_in,
)
from statusgen.plain_language.readability import Band, Count, count_words
from statusgen.plain_language.target import LintContext, LintTarget, find_names, found, matches

_CLAUSES = re.compile(r"(?:(?<=\d)[:：,](?=\d)|[^，、；。！？：,;:!?（）()\n“”\"])+")

_NEARLY = 3
"""Words above the limit that are only worth a hint."""


def long_sentence(target: LintTarget) -> Iterator[Diagnostic]:
    """Find long sentences, or long clauses where the language has a limit for them."""
    count = _by_clauses if target.language.limits.clause else _by_words
    for passage in target.passages:
        for sentence in passage.sentences:
            yield from count(target, passage, sentence)


def _by_words(target: LintTarget, passage: Passage, sentence: Stretch) -> Iterator[Diagnostic]:
    most = target.context.settings.plain_language.sentence_words or target.language.limits.sentence
    if sentence.end - sentence.start < most * 3:
        return
    words = words_in(passage, sentence)
    count = len(words) - _words_of_names(target, passage, sentence)
    if count > most and not _is_list(passage, sentence, count):
        hint = count <= most + _NEARLY
        yield found(target, "long-sentence", passage, *sentence, hint=hint, count=count)


def _words_of_names(target: LintTarget, passage: Passage, sentence: Stretch) -> int:
    """Return the number of words in the names of a sentence, without the first of each name."""
    own = target.names[target.passages.index(passage)]
    inside = (name for name in own if sentence.start <= name[0] < sentence.end)
    return sum(len(passage.text[start:end].split()) - 1 for start, end in inside)


def _is_list(passage: Passage, sentence: Stretch, count: int) -> bool:
    """Return whether a sentence is a list: it has a comma for every three words."""
    return passage.text.count(",", *sentence) * 3 >= count


def _by_clauses(target: LintTarget, passage: Passage, sentence: Stretch) -> Iterator[Diagnostic]:
    text = passage.text[sentence.start : sentence.end]
    if len(text) <= target.language.limits.clause:
        return
    count = count_characters(text)
    if count > target.language.limits.sentence:
        yield found(target, "long-sentence", passage, *sentence, count=count)
        return
    for clause in _CLAUSES.finditer(text):
        length = count_characters(clause[0])
        if length > target.language.limits.clause:
            start = sentence.start + clause.start()
            yield found(target, "long-sentence", passage, start, sentence.start + clause.end(), count=length)
            return


def long_paragraph(target: LintTarget) -> Iterator[Diagnostic]:
    """Find long paragraphs."""
    most = target.language.limits.paragraph
    for passage in target.passages:
        for block in passage.blocks:
            if block.end - block.start < most:
                continue
            text = passage.text[block.start : block.end]
            count = target.language.length(text)
            if count > most:
                yield found(target, "long-paragraph", passage, *block)


def passive(target: LintTarget) -> Iterator[Diagnostic]:
    """Find sentences that do not say who works on the problem."""
    for passage, match in matches(target, target.language.patterns.work_on):
        plain = target.language.active_voice(match)
        plain = plain[:1].upper() + plain[1:] if match[0][0].isupper() else plain
        yield found(target, "passive", passage, *match.span(), plain)


def reading_level(note: AnyNote, context: LintContext) -> Iterator[Diagnostic]:
    """Yield a finding if a note as a whole is hard to read. Single updates are too short to measure."""
    of_updates = (text for one in note.updates for text in (one.body, one.impact))
    texts = (note.title, note.intro, note.impact, *of_updates)
    for code in dict.fromkeys(code for text in texts for code, _ in text.variants):
        passages = [one for text in texts for one in make_passages("title", text, code)]
        language = language_of(code, "\n".join(one.text for one in passages[:3]), context.languages)
        if (
            not language.judges_words
            or sum(len(one.text) for one in passages) < language.limits.reading_level
        ):
            continue
        counts = (count_words(one, find_names(context, one)) for one in passages)
        band = language.reading_band(sum(counts, Count()))
        if band is not None and band >= Band.HARD:
            text = language.rule_text(lint_rules()["reading-level"])
            message = text.message.format(band=language.phrases[band.name.lower()])
            level = Level.WARNING if band is Band.VERY_HARD else Level.INFO
            span = place(passages[0], 0, len(passages[0].raw))
            yield Diagnostic("reading-level", span, message, text.help, (), level)
