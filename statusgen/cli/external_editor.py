"""The writer's own editor for long words, as `VISUAL` or `EDITOR` names it."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path


def has_editor() -> bool:
    """Return whether the environment names an editor."""
    return bool(_command())


def edit_words(words: str) -> str:
    """Return the words as the writer leaves them in the editor; unchanged if it cannot be started."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "update.md"
        path.write_text(f"{words}\n", encoding="utf-8")
        try:
            subprocess.run([*_command(), str(path)], check=True)  # noqa: S603 - what the user has set
            return path.read_text(encoding="utf-8").rstrip()
        except (OSError, subprocess.CalledProcessError, UnicodeDecodeError):
            return words


def _command() -> list[str]:
    return shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
