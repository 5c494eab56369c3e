"""Differences between versions of a note: digests of its facts, and the moves of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime
from itertools import pairwise

from statusgen.model.notes import DatedNote, Maintenance, text_fields
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


def facts_of(note: DatedNote) -> str:
    """Return digests of the front matter, `1f2e… en:9d8c… zh:7b6a…`: of facts, and of words by language.

    No setting but the time zone, in which times are written, changes them. Attributes with their default
    value are left out: a new attribute of the model revises no note that is without it.
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
    return " ".join((digest(services, *own)[:_LENGTH], *of_words))


def is_revision(before: str, after: str) -> bool:
    """Return whether facts differ, or words in a language that both versions have."""
    (facts_before, words_before), (facts_after, words_after) = _parts(before), _parts(after)
    both = words_before.keys() & words_after.keys()
    return facts_before != facts_after or any(words_before[one] != words_after[one] for one in both)


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
    first, *words = facts.split(" ")
    return first, {language: digest for language, _, digest in (one.partition(":") for one in words)}
