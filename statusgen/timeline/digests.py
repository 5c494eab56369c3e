"""Digests for published files and records: of plain facts alone, never of names in the code."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime

Fact = str | int | bool | datetime | None | Sequence["Fact"]
"""A value of exactly one of these types, or a tuple or list of them; instants are aware."""

_FORMAT = 1
"""Raise this number to change every digest on purpose."""
_PLAIN = frozenset({str, int, bool, type(None)})


def digest(*facts: Fact) -> str:
    """Return 16 hexadecimal digits, the same for the same facts in every version of the program.

    They are the start of the SHA-256 of the facts as JSON, with instants in UTC. Raises `TypeError` for
    dataclasses, enumerations and all else whose text follows from names in the code, and for naive instants.
    """
    text = json.dumps([_FORMAT, _plain(facts)], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(fact: Fact) -> object:
    """Return the fact as JSON has it. Types are compared exactly: an enumeration may also be a `str`."""
    kind = type(fact)
    if kind in _PLAIN:
        return fact
    if isinstance(fact, (tuple, list)) and kind in (tuple, list):
        return [_plain(one) for one in fact]
    if isinstance(fact, datetime) and fact.tzinfo:
        return fact.astimezone(UTC).isoformat()
    raise TypeError(f"a digest needs plain facts, not {fact!r}")
