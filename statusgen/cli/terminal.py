"""The writer's terminal: questions with arrow keys where it can show them, else line by line."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial

from statusgen.authoring.session import Prompt
from statusgen.cli.console import is_utf8, print_message, prompt
from statusgen.cli.line_prompts import HELP, ask_by_line

Ask = Callable[[Prompt], str]


def terminal() -> Ask:
    """Return how to ask at this terminal."""
    return _ask_with_keys if _moves_cursor() else partial(ask_by_line, prompt)


def help_on_keys() -> str:
    """Return how to go back and to break off at this terminal."""
    if not _moves_cursor():
        return HELP
    from statusgen.cli import key_prompts  # noqa: PLC0415 - loads quickly where nobody is asked

    return key_prompts.HELP


def _moves_cursor() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")


def _ask_with_keys(question: Prompt) -> str:
    from statusgen.cli.key_prompts import ask_with_keys  # noqa: PLC0415 - loads quickly where nobody is asked

    while not is_utf8(answer := ask_with_keys(question)):
        print_message("The terminal did not send UTF-8 text. Answer again.")
    return answer
