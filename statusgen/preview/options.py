"""Options of the preview."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PreviewOptions:
    """Content and theme to preview, and the clock."""

    content: Path
    theme: str | None
    trust_theme: bool
    clock: Callable[[], datetime]
    """Returns the instant to show."""
