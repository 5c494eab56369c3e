"""Rules about the length of sentences and paragraphs, and how hard an incident is to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from statusgen.diagnostics import Diagnostic
from statusgen.plain_language.passages import Passage, Stretch, chinese_length, words_in
from statusgen.plain_language.target import LintTarget, found, matches

_CLAUSES = re.compile(r"(?:(?<=\d)[:：,](?=\d)|[^，、；。！？：,;:!?（）()\n“”\"])+")

_NEARLY = 3
"""So many words too many are only worth a hint."""


def long_sentence(target: LintTarget) -> Iterator[Diagnostic]:
    """One idea in a sentence."""
    count = _chinese if target.language.most_in_clause else _english
    for passage in target.passages:
        for sentence in passage.sentences:
            yield from count(target, passage, sentence)


def _english(target: LintTarget, passage: Passage, sentence: Stretch) -> Iterator[Diagnostic]:
    most = target.context.settings.plain_language.sentence_words or target.language.most_words
    if sentence.end - sentence.start < most * 3:
        return
    words = words_in(passage, sentence)
    count = len(words) - _words_of_names(target, passage, sentence)
    if count > most and not _is_list(passage, sentence, count):
        hint = count <= most + _NEARLY
        yield from found(target, "long-sentence", passage, *sentence, hint=hint, count=count)


def _words_of_names(target: LintTarget, passage: Passage, sentence: Stretch) -> int:
    """How many words names have beyond one each."""
    own = target.names.get(target.passages.index(passage), ())
    inside = (name for name in own if sentence.start <= name[0] < sentence.end)
    return sum(len(passage.text[start:end].split()) - 1 for start, end in inside)


def _is_list(passage: Passage, sentence: Stretch, count: int) -> bool:
    """Whether it enumerates: one comma in every three words is a list of names, not a tangle of clauses."""
    return passage.text.count(",", *sentence) * 3 >= count


def _chinese(target: LintTarget, passage: Passage, sentence: Stretch) -> Iterator[Diagnostic]:
    text = passage.text[sentence.start : sentence.end]
    if len(text) <= target.language.most_in_clause:
        return
    count = chinese_length(text)
    if count > target.language.most_words:
        yield from found(target, "long-sentence", passage, *sentence, count=count)
        return
    for clause in _CLAUSES.finditer(text):
        length = chinese_length(clause[0])
        if length > target.language.most_in_clause:
            start = sentence.start + clause.start()
            yield from found(
                target, "long-sentence", passage, start, sentence.start + clause.end(), count=length
            )
            return


def long_paragraph(target: LintTarget) -> Iterator[Diagnostic]:
    """One thought in a paragraph."""
    most = target.language.most_in_paragraph
    for passage in target.passages:
        for block in passage.blocks:
            if block.end - block.start < most:
                continue
            text = passage.text[block.start : block.end]
            count = chinese_length(text) if target.language.most_in_clause else len(text.split())
            if count > most:
                yield from found(target, "long-paragraph", passage, *block)


_DOING = {
    "investigated": "we are investigating this",
    "analyzed": "we are analysing this",
    "analysed": "we are analysing this",
    "looked into": "we are looking into this",
    "looked at": "we are looking into this",
    "addressed": "we are fixing this",
}


def passive(target: LintTarget) -> Iterator[Diagnostic]:
    """People hear who works on it."""
    for passage, match in matches(target, target.language.patterns.work_on):
        verb = match.groupdict().get("verb")
        plain = _DOING.get(verb.lower(), f"we are {_ing(verb)} this") if verb else "我们正在处理这个问题"
        begins = match[0][0].isupper()
        yield from found(
            target, "passive", passage, *match.span(), plain[:1].upper() + plain[1:] if begins else plain
        )


_PAST = re.compile(r"ed\b", re.ASCII)


def _ing(verb: str) -> str:
    return _PAST.sub("ing", verb.lower())
