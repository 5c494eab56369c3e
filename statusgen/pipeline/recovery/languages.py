"""Translations that could not be read keep their last published words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar, cast

from statusgen.model.diagnostics import Level
from statusgen.model.notes import AnyNote, Note, Update, text_fields
from statusgen.model.text import LocalText
from statusgen.pipeline.recovery.attempt import Attempt

Owner = TypeVar("Owner", bound=Note | Update)


def recover_translations(note: AnyNote, attempt: Attempt) -> AnyNote:
    """Return the note with the last published words of translations that have errors.

    A text has them only if the words that it translates are unchanged.
    """
    if attempt.last is None:
        return note
    wrong = [one.span.path.lower() for one in attempt.read.problems if one.level is Level.ERROR]
    before = attempt.last_updates()
    for language in attempt.context.languages[1:]:
        if any(path.endswith(f".{language.lower()}.md") for path in wrong):
            attempt.restored.append(language)
            updates = tuple(_in_language(one, before.get(one.id), language) for one in note.updates)
            note = replace(_in_language(note, attempt.last, language), updates=updates)
    return note


def _in_language(owner: Owner, last: Owner | None, language: str) -> Owner:
    if last is None:
        return owner
    texts = {
        name: _joined(getattr(owner, name), getattr(last, name), language) for name in text_fields(owner)
    }
    return cast("Owner", replace(cast("Any", owner), **texts))


def _joined(text: LocalText, last: LocalText, language: str) -> LocalText:
    """Return the text with its last published words in a language, unless it has some or is another text."""
    words, before = dict(text.variants), dict(last.variants)
    if not words or language in words or language not in before or text.variants[0] not in last.variants:
        return text
    return LocalText((*text.variants, (language, before[language])))
