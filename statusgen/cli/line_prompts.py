"""Questions line by line, for terminals that can only print and read: `TERM=dumb`, redirected output."""

from __future__ import annotations

from collections.abc import Callable

from statusgen.authoring.session import AgainError, Prompt
from statusgen.cli.external_editor import edit_words, has_editor
from statusgen.read.catalogues import msgid

BACK, LEAVE_OUT, OPEN_EDITOR = "<", "-", ":e"
"""Answers with a meaning of their own."""
HELP = msgid("At any question, < goes back to the one before, and Ctrl-C stops and keeps your answers.")


def ask_by_line(read: Callable[[str], str], prompt: Prompt) -> str:
    """Return the answer to a question. `read` prints a text and returns the line that is typed."""
    if prompt.is_words:
        return _words(read, prompt)
    translate = prompt.texts.gettext
    parts = [" ".join(filter(None, (prompt.question, prompt.hint)))]
    if prompt.usual:
        keeps = msgid("(Enter keeps: {answer}; - leaves it out)")
        keeps = keeps if prompt.optional else msgid("(Enter keeps: {answer})")
        parts[0] += " " + translate(keeps).format(answer=prompt.usual)
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
    translate, editor = prompt.texts.gettext, has_editor()
    begun = msgid("So far:")
    so_far = f" {translate(begun)}\n\n{prompt.usual}\n\n" if lines else " "
    end = msgid("(end with a line that has only a dot, or with two empty lines; :e opens your editor)")
    end = end if editor else msgid("(end with a line that has only a dot, or with two empty lines)")
    question = f"{prompt.question}{so_far}{translate(end)}\n> "
    while True:
        line = _line(read, question)
        question = "> "
        if line == OPEN_EDITOR and editor:
            return edit_words("\n".join(lines))
        if line == "." or not (line or (lines and lines[-1])):
            return "\n".join(lines)
        lines.append(line)
        prompt.typed("\n".join([*lines, ""]))
