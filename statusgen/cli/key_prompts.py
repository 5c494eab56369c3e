"""Questions with arrow keys, by questionary and prompt_toolkit."""

from __future__ import annotations

import questionary
from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings

from statusgen.authoring.session import AgainError, Prompt
from statusgen.read.catalogues import msgid

HELP = msgid("Shift-Tab goes back to the question before, Ctrl-C stops and keeps your answers.")
_END = msgid("End: an empty line twice, or a dot · Editor: Ctrl-X Ctrl-E · Back: Shift-Tab")
_ONE = msgid("(↑ ↓, then Enter)")
_NUMBERED = msgid("(↑ ↓ or its number, then Enter)")
_LEAVE_OUT, _LEFT_OUT = msgid("leave out"), msgid("(left out)")
_SEVERAL = msgid("(↑ ↓ move, Space chooses, Enter ends)")
_FILTERED = msgid("(↑ ↓ move, Space chooses, Enter ends; type to filter)")
_MOST_NUMBERED = 9
"""Most options that are chosen by one key each."""
_MANY = 12
"""From this number of services on, typing letters filters the list."""


def ask_with_keys(prompt: Prompt) -> str:
    """Return the answer to a question at a terminal that moves the cursor."""
    if not prompt.options:
        return _typed(prompt)
    question = _several(prompt) if prompt.several else _one(prompt)
    own = question.application.key_bindings
    question.application.key_bindings = merge_key_bindings([*([own] if own else []), _back("s-tab", "left")])
    found = question.unsafe_ask()
    if not prompt.several:
        return str(found)
    labels = [one.label for one in prompt.options if one.value in found]
    chosen = ", ".join(labels) or prompt.texts.gettext(_LEFT_OUT)
    print_formatted_text(f"? {prompt.question} {chosen}", output=question.application.output)
    return ", ".join(found)


def _one(prompt: Prompt) -> questionary.Question:
    values = [one.value for one in prompt.options]
    is_numbered = len(values) <= _MOST_NUMBERED
    choices = _choices(prompt)
    if prompt.optional:
        choices.insert(0, questionary.Choice(prompt.texts.gettext(_LEAVE_OUT), "", shortcut_key="0"))
    return questionary.select(
        prompt.question,
        choices,
        default=prompt.usual if prompt.usual in values else None,
        use_shortcuts=is_numbered,
        use_jk_keys=False,
        instruction=prompt.texts.gettext(_NUMBERED if is_numbered else _ONE),
    )


def _several(prompt: Prompt) -> questionary.Question:
    return questionary.checkbox(
        prompt.question,
        _choices(prompt),
        use_search_filter=len(prompt.options) >= _MANY,
        use_jk_keys=False,
        instruction=prompt.texts.gettext(_FILTERED if len(prompt.options) >= _MANY else _SEVERAL),
        erase_when_done=True,  # it would say "done"
    )


def _choices(prompt: Prompt) -> list[questionary.Choice]:
    chosen, group, found = prompt.usual.split(", "), "", list[questionary.Choice]()
    for one in prompt.options:
        if one.group != group:
            found.append(questionary.Separator(one.group or " "))
            group = one.group
        found.append(questionary.Choice(one.label, one.value, checked=prompt.several and one.value in chosen))
    return found


def _typed(prompt: Prompt) -> str:
    bindings = _back("s-tab")
    if prompt.is_words:
        bindings.add("enter")(_end_or_new_line)
    session: PromptSession[str] = PromptSession(
        multiline=prompt.is_words,
        key_bindings=bindings,
        enable_open_in_editor=True,
        tempfile_suffix=".md",
        bottom_toolbar=prompt.texts.gettext(_END) if prompt.is_words else None,
    )
    session.default_buffer.on_text_changed += lambda buffer: prompt.typed(buffer.text)
    print_formatted_text(prompt.question, output=session.output)  # as part of the prompt, it would be cut
    return session.prompt("> ", default=prompt.usual)


def _end_or_new_line(event: KeyPressEvent) -> None:
    buffer = event.current_buffer
    lines = buffer.text.split("\n")
    if buffer.document.is_cursor_at_the_end and (lines[-1] == "." or lines[-2:] == ["", ""]):
        buffer.text = "\n".join(lines[:-1])
        buffer.validate_and_handle()
    else:
        buffer.newline()


def _back(*keys: str) -> KeyBindings:
    bindings = KeyBindings()
    for key in keys:

        @bindings.add(key, eager=True)
        def _(event: KeyPressEvent) -> None:
            event.app.exit(exception=AgainError())

    return bindings
