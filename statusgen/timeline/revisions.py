"""Differences between versions of a note: digests of its facts, and the moves of a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime
from itertools import pairwise

from statusgen.model.notes import DatedNote, Maintenance, Update, text_fields
from statusgen.model.status import Status
from statusgen.model.text import EMPTY
from statusgen.timeline.digests import Fact, digest
from statusgen.timeline.facts import fact_of, own_names
from statusgen.timeline.maintenances import maintenance_state

_ANY_INSTANT = datetime(1970, 1, 1, tzinfo=UTC)
_NO_REVISION = frozenset({"unconfirmed", "actions", "public", "risk", "approved"})
"""Attributes whose change is no news: marking an action as done sends nothing again, nor does an approval."""
_LENGTH = 12
"""Digits of a digest in records."""
_SHORT = 4
"""Digits of the digest of an update: notes have many."""
_FACTS_OF_UPDATES = ("status", "at", "since", "next_update", "starts", "ends", "report_by")
"""Attributes of updates that figures follow from, besides the states of services."""


def facts_of(note: DatedNote) -> str:
    """Return digests `1f2e… en:9d8c… zh:7b6a… @3c4d…`: facts, words by language, facts of updates in order.

    Words of updates do not count: a writer says when they were `edited`. No setting but the time zone, in
    which times are written, changes facts. Attributes with their default value are left out: a new attribute
    of the model revises no note that is without it.
    """
    texts, default = text_fields(note), {one.name: one.default for one in fields(note)}
    services = sorted((one.service, one.state.key) for one in note.services)
    names = (name for name in own_names(note) if name not in texts and name not in _NO_REVISION)
    own = [(name, fact_of(getattr(note, name))) for name in names if getattr(note, name) != default[name]]
    words = dict[str, list[Fact]]()
    for name in texts:
        for language, text in getattr(note, name).variants if name != "intro" else ():
            words.setdefault(language, []).append((name, text))
    of_words = (f"{language}:{digest(*listed)[:_LENGTH]}" for language, listed in sorted(words.items()))
    of_updates = "".join(digest(*_update_facts(one))[:_SHORT] for one in note.updates)
    return " ".join(
        (digest(services, *own)[:_LENGTH], *of_words, *([f"@{of_updates}"] if of_updates else []))
    )


def _update_facts(update: Update) -> Iterator[Fact]:
    """Yield the facts of an update by name. States are in any order."""
    given = ((name, getattr(update, name)) for name in _FACTS_OF_UPDATES)
    yield from ((name, fact_of(value)) for name, value in given if value)
    yield sorted((one.service, one.state.key) for one in update.services)


def is_revision(before: str, after: str) -> bool:
    """Return whether facts differ, those of updates that both may have, or words in a language of both."""
    (facts_before, words_before), (facts_after, words_after) = _parts(before), _parts(after)
    both = words_before.keys() & words_after.keys()
    updates_before, updates_after = _updates(before), _updates(after)
    return (
        facts_before != facts_after
        or any(words_before[one] != words_after[one] for one in both)
        or not updates_after.startswith(updates_before)
    )


def has_other_times(before: str, after: str) -> bool:
    """Return whether anything but words differs."""
    return _parts(before)[0] != _parts(after)[0]


def has_changed_language(before: str, after: str, old: str, new: str) -> bool:
    """Return whether the words that were in the language `old` are in `new` now."""
    words, now = _parts(before)[1], _parts(after)[1]
    return old in words and now.get(old) != words[old] and now.get(new) == words[old]


def moves_of(note: Maintenance) -> int:
    """Return how often updates moved, shortened, cancelled or revived work; withdrawal counts as well."""
    standing = replace(note, withdrawn=EMPTY)
    so_far = (replace(standing, updates=note.updates[:count]) for count in range(len(note.updates) + 1))
    plans = [_plan(version) for version in so_far]
    moves = sum(before != after for before, after in pairwise(plans))
    return moves + bool(note.withdrawn)


def _plan(note: Maintenance) -> tuple[datetime, datetime | None, bool]:
    """Return when work is planned, and whether it is cancelled. Neither depends on the instant."""
    state = maintenance_state(note, _ANY_INSTANT)
    return state.starts, state.ends, state.status is Status.CANCELLED


def _parts(facts: str) -> tuple[str, Mapping[str, str]]:
    first, *words = facts.partition(" @")[0].split(" ")
    return first, {language: digest for language, _, digest in (one.partition(":") for one in words)}


def _updates(facts: str) -> str:
    """Return the digests of updates; empty for a record without them."""
    return facts.partition(" @")[2]
