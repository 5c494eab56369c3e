"""Options of the preview."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PreviewOptions:
    """What to preview; the options are those of `BuildOptions`."""

    content: Path
    theme: str | None
    trust_theme: bool
    clock: Callable[[], datetime]
    """Returns the instant to show."""
