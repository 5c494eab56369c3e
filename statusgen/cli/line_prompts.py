"""Questions line by line, for terminals that can only print and read: `TERM=dumb`, redirected output."""

from __future__ import annotations

from collections.abc import Callable

from statusgen.authoring.session import AgainError, Prompt
from statusgen.cli.external_editor import edit_words, has_editor

BACK, LEAVE_OUT, OPEN_EDITOR = "<", "-", ":e"
"""Answers with a meaning of their own."""
HELP = f"At any question, {BACK} goes back to the one before, and Ctrl-C stops and keeps your answers."


def ask_by_line(read: Callable[[str], str], prompt: Prompt) -> str:
    """Return the answer to a question. `read` prints a text and returns the line that is typed."""
    if prompt.is_words:
        return _words(read, prompt)
    parts = [prompt.question]
    if prompt.usual:
        parts[0] += (
            f" (Enter keeps: {prompt.usual}{f'; {LEAVE_OUT} leaves it out' if prompt.optional else ''})"
        )
    group = ""
    for number, one in enumerate(prompt.options, 1):
        if one.group != group:
            parts.append(f" {one.group}" if one.group else "")
            group = one.group
        parts.append(f"  {number}  {one.label}")
    answer = _line(read, "\n".join([*parts, "> "])).strip()
    if answer == LEAVE_OUT and prompt.optional:
        return ""
    return answer or prompt.usual


def _line(read: Callable[[str], str], question: str) -> str:
    answer = read(question).rstrip()
    if answer.strip() == BACK:
        raise AgainError
    return answer


def _words(read: Callable[[str], str], prompt: Prompt) -> str:
    """Return paragraphs, from the beginning that `usual` is."""
    lines = prompt.usual.splitlines()
    so_far = f" So far:\n\n{prompt.usual}\n\nGo on" if lines else ""
    editor = f"; {OPEN_EDITOR} opens your editor" if has_editor() else ""
    end = f"end with a line that has only a dot, or with two empty lines{editor}"
    question = f"{prompt.question}{so_far} ({end})\n> "
    while True:
        line = _line(read, question)
        question = "> "
        if line == OPEN_EDITOR and editor:
            return edit_words("\n".join(lines))
        if line == "." or not (line or (lines and lines[-1])):
            return "\n".join(lines)
        lines.append(line)
        prompt.typed("\n".join([*lines, ""]))
