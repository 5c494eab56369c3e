"""Updates as they are found in the body of a note, before their fields are decoded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from statusgen.model.diagnostics import Span
from statusgen.model.status import Status
from statusgen.read.body import Words
from statusgen.read.yaml.source import Excerpt


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """Update of a file: its status and time, its fields (YAML), its words."""

    status: Status
    at: datetime
    written: str
    """Text of its time."""
    fields: Excerpt
    body: Words
    span: Span
    status_lost: bool = False
    """Whether its status is unreadable; it then counts as an update that changes nothing."""
    cut: bool = False
    """Whether words are held back, because of half a comment or of internal fields among them."""
    hides: bool = False
    """Whether `public` is among these words: what it was to hide is hidden."""


@dataclass(frozen=True, slots=True)
class SplitBody:
    """Body of a note: its introduction, its updates, and the statuses of those without a readable time.

    A status is None if it is unreadable too.
    """

    intro: Words
    updates: tuple[RawUpdate, ...]
    lost: tuple[Status | None, ...]
    intro_cut: bool = False
    """Whether the introduction is held back, because of internal fields in it."""
    hides: bool = False
    """Whether `public` is among the words of the introduction."""
