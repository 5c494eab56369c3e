"""Ids for clients of the Statuspage API, derived from our permanent ids and nothing else."""

from __future__ import annotations

import hashlib
from functools import lru_cache

_ALPHABET = "0123456789bcdfghjklmnpqrstvwxyz"
"""No vowels, so that no id is a word."""

_LENGTH = 12


def page_code(site: str) -> str:
    """Return the id of the page, from the site's identity."""
    return _code(f"page:{site}")


def component_code(service: str) -> str:
    """Return the id of a service."""
    return _code(f"component:{service}")


def group_code(group: str) -> str:
    """Return the id of a group of services."""
    return _code(f"group:{group}")


def note_code(key: str) -> str:
    """Return the id of an incident or maintenance, from its key."""
    return _code(f"note:{key}")


def update_code(key: str, name: str) -> str:
    """Return the id of an update, from the key of its note and its id within the note."""
    return _code(f"update:{key}/{name}")


@lru_cache(256)  # a note's, for each language, and what all share
def _code(name: str) -> str:
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()) % len(_ALPHABET) ** _LENGTH
    digits = []
    for _ in range(_LENGTH):
        number, digit = divmod(number, len(_ALPHABET))
        digits.append(_ALPHABET[digit])
    return "".join(digits)
