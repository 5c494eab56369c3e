"""What an earlier postmortem says, which the next one takes over: pages show the newest alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from statusgen.model.learning import CourseEntry, texts_in
from statusgen.model.notes import DatedNote
from statusgen.model.settings import Settings
from statusgen.model.text import EMPTY
from statusgen.read.catalogues import Texts, msgid
from statusgen.read.learning_fields import POSTMORTEM_FIELDS
from statusgen.read.list_writer import written_day
from statusgen.read.note_fields import SUMMARY
from statusgen.timeline.learning import newest_postmortem

_KEPT = msgid(
    "There is a postmortem of {day} already ({parts}). The new one keeps all of it, and adds what you write."
)
_NO_PARTS = msgid("only words")


def describe_earlier(note: DatedNote, settings: Settings, texts: Texts) -> str:
    """Return that there is a postmortem already, with the number of entries in its lists; else nothing."""
    earlier = newest_postmortem(note)
    if earlier is None:
        return ""
    counts = [(one, len(getattr(earlier, one.name))) for one in POSTMORTEM_FIELDS if one.has_texts]
    named = [f"{texts.gettext(one.label).lower()}: {count}" for one, count in counts if count]
    parts = ", ".join(named) or texts.gettext(_NO_PARTS)
    return texts.gettext(_KEPT).format(day=written_day(earlier.at, settings.zone), parts=parts)


def with_earlier(note: DatedNote, learned: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a new postmortem by name, with those of the earlier one that it leaves out.

    Its lists are added to the earlier ones.
    """
    earlier = newest_postmortem(note)
    if earlier is None:
        return dict(learned)
    found = dict(learned)
    for one in (SUMMARY, *POSTMORTEM_FIELDS):
        before, given = getattr(earlier, one.name), found.get(one.name)
        if one.has_texts:
            found[one.name] = with_added(before, given or ())
        elif given in (None, EMPTY):
            found[one.name] = before
    return found


def with_added(before: Sequence[Any], given: Iterable[Any]) -> tuple[Any, ...]:
    """Return entries of a list with the given ones; one with the same words as another changes its facts."""
    new = {_words(one): one for one in given}
    kept = [_changed(one, new.pop(_words(one))) if _words(one) in new else one for one in before]
    return (*kept, *new.values())


def _words(item: Any) -> tuple[object, str]:
    """Return what makes an entry the same as another one."""
    text = next(texts_in(item))
    return getattr(item, "at", None), next((words for _, words in text.variants), "")


def _changed(before: Any, given: Any) -> Any:
    """Return an entry with the facts that another one with the same words has; both in all languages."""
    if isinstance(before, CourseEntry) or not hasattr(before, "span"):
        return before
    main = next(texts_in(before))
    facts = {one.name: getattr(given, one.name) for one in fields(given) if one.compare}
    return replace(before, **{name: value for name, value in facts.items() if value and value != main})
