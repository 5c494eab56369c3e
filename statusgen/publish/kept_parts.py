"""The parts of the cache that a build leaves for the next one on this machine."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypedDict

from statusgen.model.cache import Cache, Parts
from statusgen.model.diagnostics import Diagnostic
from statusgen.read import ReadNote, SharedContent
from statusgen.timeline.note_summary import NoteSummary


class KeptParts(TypedDict, total=False):
    """The types of the values, by part and key."""

    settings: dict[bytes, SharedContent]
    notes: dict[bytes, ReadNote | None]
    public_notes: dict[bytes, ReadNote]
    checks: dict[bytes, tuple[Diagnostic, ...]]
    archived: dict[bytes, NoteSummary]
    translations: dict[bytes, bytes]
    templates: dict[bytes, bytes]


def parts_to_keep(cache: Cache) -> Parts:
    """Return what a run used and the next one may need.

    Notes with pictures are left out: they would fill the disk, and are not what takes long to read.
    """
    return {
        part: {key: one for key, one in cache.current[part].items() if not getattr(one, "pictures", ())}
        for part in KeptParts.__annotations__
    }


def computed_parts(cache: Cache) -> Parts:
    """Return what a run computed because no earlier run had left it."""
    known = cache.previous
    return {
        part: {key: one for key, one in cache.current[part].items() if key not in known.get(part, {})}
        for part in KeptParts.__annotations__
    }


def merged(several: Iterable[Parts]) -> Parts:
    """Return all values of several collections of parts."""
    found = dict[str, dict[Any, Any]]()
    for parts in several:
        for part, values in parts.items():
            found.setdefault(part, {}).update(values)
    return found


def differences(one: Parts, other: Parts) -> int:
    """Count the keys that only one of the two has."""
    return sum(len(one.get(part, {}).keys() ^ other.get(part, {}).keys()) for part in {*one, *other})
