"""The writer's own editor for long words, as `VISUAL` or `EDITOR` names it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from statusgen.cli.console import print_message


def has_editor() -> bool:
    """Return whether the environment names an editor."""
    return bool(_command())


def edit_words(words: str) -> str:
    """Return the words as the writer leaves them in the editor; unchanged if it or its file cannot be used.

    That file then stays, and a message names it.
    """
    folder = Path(tempfile.mkdtemp())
    path = folder / "update.md"
    path.write_text(f"{words}\n", encoding="utf-8")
    try:
        subprocess.run([*_command(), str(path)], check=True)  # noqa: S603 - what the user has set
        found = path.read_text(encoding="utf-8-sig").rstrip()
    except (OSError, subprocess.CalledProcessError, UnicodeDecodeError) as error:
        print_message(f"Nothing is taken over from the editor ({error}). The file that it saved is {path}.")
        return words
    shutil.rmtree(folder, ignore_errors=True)
    return found


def _command() -> list[str]:
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    with suppress(ValueError):
        return shlex.split(command)
    return [command]
