"""What tells one version of a note from the next: digests of its facts, and the moves of a plan."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime
from itertools import pairwise

from statusgen.model import EMPTY, Incident, LocalText, Maintenance, Notice, Severity, Stage
from statusgen.read.note_fields import TEXT_FIELDS
from statusgen.timeline.maintenances import maintenance_life

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_FACTS = frozenset({"started", "severity", "starts", "ends", "announced", "published", "until"})
_LENGTH = 12


def facts_of(note: Incident | Maintenance | Notice) -> str:
    """Digests of the front matter, `1f2e… en:9d8c… zh:7b6a…`: of its facts, and of its words by language.

    They follow from no setting but the time zone, in which times are written.
    """
    services = sorted((one.service, one.state.key) for one in note.services)
    facts = [(name, _written(getattr(note, name))) for name in sorted(_names(note) & _FACTS)]
    words = dict[str, list[tuple[str, str]]]()
    for one in TEXT_FIELDS:
        text: LocalText = getattr(note, one.name, EMPTY)
        for language, said in text.variants:
            words.setdefault(language, []).append((one.name, said))
    told = (f"{language}:{_digest(said)}" for language, said in sorted(words.items()))
    return " ".join((_digest((services, facts)), *told))


def is_revision(before: str, after: str) -> bool:
    """Whether facts differ, or words in a language that both versions have."""
    (facts_before, words_before), (facts_after, words_after) = _parts(before), _parts(after)
    both = words_before.keys() & words_after.keys()
    return facts_before != facts_after or any(words_before[one] != words_after[one] for one in both)


def has_other_times(before: str, after: str) -> bool:
    """Whether anything but words differs."""
    return _parts(before)[0] != _parts(after)[0]


def has_changed_language(before: str, after: str, old: str, new: str) -> bool:
    """Whether words that were in the language `old` are now said to be in `new`."""
    words, now = _parts(before)[1], _parts(after)[1]
    return old in words and now.get(old) != words[old] and now.get(new) == words[old]


def moves_of(note: Maintenance) -> int:
    """How often its updates moved, shortened, cancelled or revived it; withdrawal counts as well."""
    standing = replace(note, withdrawn=EMPTY)
    so_far = (replace(standing, updates=note.updates[:count]) for count in range(len(note.updates) + 1))
    plans = [_plan(version) for version in so_far]
    moves = sum(before != after for before, after in pairwise(plans))
    return moves + bool(note.withdrawn)


def _plan(note: Maintenance) -> tuple[datetime, datetime, bool]:
    """When it is, and whether it is off. Neither needs to know what time it is."""
    life = maintenance_life(note, _NEVER)
    return life.starts, life.ends, life.stage is Stage.CANCELLED


def _names(note: Incident | Maintenance | Notice) -> set[str]:
    return {one.name for one in fields(note)}


def _written(value: datetime | Severity | None) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.key if value is not None else ""


def _digest(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:_LENGTH]


def _parts(facts: str) -> tuple[str, Mapping[str, str]]:
    first, *words = facts.split(" ")
    return first, {language: digest for language, _, digest in (one.partition(":") for one in words)}
