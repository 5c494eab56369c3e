"""Rules about tone: exact rather than vague, calm, responsible and warm."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from statusgen.model.diagnostics import Diagnostic
from statusgen.model.lint_rules import Phase
from statusgen.model.text import LocalText
from statusgen.plain_language.languages import language_of
from statusgen.plain_language.languages.language import Patterns
from statusgen.plain_language.passages import sentence_at
from statusgen.plain_language.phases import OPEN
from statusgen.plain_language.target import LintTarget, found, is_name, matches

Rule = Callable[[LintTarget], Iterator[Diagnostic]]


def vague_scope(target: LintTarget) -> Iterator[Diagnostic]:
    """Find words such as some users, without a number, a place or a condition in their sentence."""
    for passage, match in matches(target, target.language.patterns.vague_scope):
        sentence = sentence_at(passage, match.start())
        around = passage.text[sentence.start : match.start()] + " " + passage.text[match.end() : sentence.end]
        if not target.language.patterns.scope_detail.search(around):
            yield found(target, "vague-scope", passage, *match.span())


_NEAR = 25
"""Characters: a clock time nearer than this makes a vague time exact, “soon, by 15:30”."""


def vague_time(target: LintTarget) -> Iterator[Diagnostic]:
    """Find words such as soon, where no time and no promised update is near."""
    update = target.update
    patterns = target.language.patterns
    for passage, match in matches(target, patterns.vague_time):
        sentence = sentence_at(passage, match.start())
        text = passage.text[sentence.start : sentence.end]
        promised = update is not None and update.next_update is not None and patterns.news.search(text)
        near = passage.text[
            max(sentence.start, match.start() - _NEAR) : min(sentence.end, match.end() + _NEAR)
        ]
        if not promised and not patterns.clock.search(near) and not patterns.promise.search(text):
            yield found(target, "vague-time", passage, *match.span())


def alarm_or_joke(target: LintTarget) -> Iterator[Diagnostic]:
    """Find the first loud word or sign, or words in capitals."""
    for passage, match in matches(target, target.language.patterns.alarm):
        if target.phase in OPEN or match[0][0].isalpha():
            yield found(target, "alarm-or-joke", passage, *match.span())
            return
    for passage, match in matches(target, _SHOUTING):
        if not is_name(target, passage, *match.span()):
            yield found(target, "alarm-or-joke", passage, *match.span())
            return


_SHOUTING = re.compile(
    r"\b[A-Z]{5,}\b(?=[^\w\u3400-\u9fff]+[A-Z]{2,}\b)|\b(?:WARNING|URGENT|IMPORTANT|ATTENTION|NEVER|ALWAYS|MUST)\b",
    re.ASCII,
)


def blame(target: LintTarget) -> Iterator[Diagnostic]:
    """Find the first words that point at somebody else.

    In a postmortem, words about people are for `person_blamed`, and actions of our own answer for the others.
    """
    patterns, is_postmortem = target.language.patterns, target.phase is Phase.POSTMORTEM
    if is_postmortem and target.update and target.update.actions:
        return
    for passage, match in matches(target, patterns.blame):
        is_person = is_postmortem and patterns.person_blamed.search(passage.text, *match.span())
        if not is_person and not is_name(target, passage, *match.span()):
            yield found(target, "blame", passage, *match.span())
            return


def _plain_rule(code: str, pattern: Callable[[Patterns], re.Pattern[str]], *, once: bool = True) -> Rule:
    def rule(target: LintTarget) -> Iterator[Diagnostic]:
        for passage, match in matches(target, pattern(target.language.patterns)):
            if not is_name(target, passage, *match.span()):
                yield found(target, code, passage, *match.span())
                if once:
                    return

    return rule


vague_impact = _plain_rule("vague-impact", lambda patterns: patterns.vague_impact)
eta_promise = _plain_rule("eta-promise", lambda patterns: patterns.eta)
person_blamed = _plain_rule("person-blamed", lambda patterns: patterns.person_blamed)


def words_of_blame(text: LocalText) -> str:
    """Return the first words of a text that find fault with a person, in any of its languages; else empty."""
    for code, words in text.variants:
        if match := language_of(code, words).patterns.person_blamed.search(words):
            return match[0]
    return ""


minimise = _plain_rule("minimise", lambda patterns: patterns.minimise)
speculation = _plain_rule("speculation", lambda patterns: patterns.speculation)
stock_apology = _plain_rule("stock-apology", lambda patterns: patterns.stock_apology)
