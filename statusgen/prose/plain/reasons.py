"""Why each rule of plain language exists: where it comes from, with a bad and a good example."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """What `statusgen explain` tells."""

    why: str
    source: str
    bad: str
    good: str


REASONS: dict[str, Reason] = {}
