"""Translations that could not be read keep their last published words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from statusgen.model.diagnostics import Level
from statusgen.model.notes import AnyNote, Note, Update, listed_texts, text_fields
from statusgen.model.text import LocalText
from statusgen.pipeline.recovery.attempt import Attempt

Owner = TypeVar("Owner", bound=Note | Update)


def recover_translations(note: AnyNote, attempt: Attempt) -> AnyNote:
    """Return the note with the last published words of translations that have errors.

    A text has them only if the words that it translates are unchanged; a list, such as that of actions, only
    if that holds for all its texts.
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
    return cast("Owner", replace(cast("Any", owner), **texts, **_lists(owner, last, language)))


def _joined(text: LocalText, last: LocalText, language: str) -> LocalText:
    """Return the text with its last published words in a language, unless it has some or is another text."""
    words, before = dict(text.variants), dict(last.variants)
    if not words or language in words or language not in before or text.variants[0] not in last.variants:
        return text
    return LocalText((*text.variants, (language, before[language])))


def _lists(owner: Note | Update, last: Note | Update, language: str) -> dict[str, Any]:
    """Return the lists, by name, whose texts all have last published words."""
    published = {(name, one): text for name, text in listed_texts(last) for one in text.variants}
    joined = {
        (name, text): _joined(text, published.get((name, text.variants[0]), text), language)
        for name, text in listed_texts(owner)
        if text
    }
    incomplete = {name for (name, text), found in joined.items() if found is text}
    return {
        name: _with_texts(getattr(owner, name), {text: found for (_, text), found in joined.items()})
        for name in {name for name, _ in joined} - incomplete
    }


def _with_texts(value: Any, texts: Mapping[LocalText, LocalText]) -> Any:
    """Return a list, or a part of it, with other texts in place of its own."""
    if isinstance(value, LocalText):
        return texts.get(value, value)
    if isinstance(value, tuple):
        return tuple(_with_texts(one, texts) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        own = ((one.name, getattr(value, one.name)) for one in fields(value))
        return replace(value, **{name: _with_texts(one, texts) for name, one in own})
    return value
