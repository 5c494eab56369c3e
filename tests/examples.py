"""How many examples of a property are tried."""

from __future__ import annotations

from hypothesis import settings


def examples(number: int) -> int:
    """Return `max_examples` for a test with its own number of examples; `make fast` tries a fifth of it."""
    return max(1, number * settings().max_examples // 100)
