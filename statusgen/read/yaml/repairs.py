"""Messages of the YAML library as diagnostics for writers, with their correction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from statusgen.model.diagnostics import Diagnostic, Span

_TWO_COLONS = re.compile(r":\s.*:(\s|$)")
_KEY_VALUE = re.compile(r"([^:#]+:)\s++(\S(?:.*\S)?)\s*$")
_CUT_IN_FLOW = re.compile(r"(?<=: )[^'\",{}\[\]]{0,200}\s#[^,}\]]*")


def yaml_error_mark(error: Exception) -> Any:
    """Return the mark to show for an error of the YAML library: the failure, or the unclosed opening."""
    marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
    if any(what in str(getattr(error, "context", "")) for what in ("quoted scalar", "parsing a flow")):
        marks.reverse()
    return marks[0] or marks[1]


def explain_yaml_error(
    path: str, lines: Sequence[str], line: int, column: int, error: Exception
) -> Diagnostic:
    """Return the diagnostic for an error of the YAML library at a line and column (from 1) of a file."""
    problem = str(getattr(error, "problem", "") or error).splitlines()[0]
    context = str(getattr(error, "context", "") or "")
    line = min(line, len(lines)) or 1
    while column == 1 and line > 1 and not lines[line - 1].strip():
        line -= 1  # an error at the end is shown at the last line with text
    text = lines[line - 1]
    message, help = _explain(f"{context} {problem}", text)
    column = min(column, len(text) + 1)
    return Diagnostic(
        "yaml-syntax", Span(path, line, column, max(column + 1, len(text.rstrip()) + 1)), message, help
    )


@dataclass(frozen=True, slots=True)
class _Meaning:
    """Meaning of an error with one of these `words`; without `help`, the remedy is to quote the value."""

    words: tuple[str, ...]
    message: str
    help: str = ""


_MISALIGNED = _Meaning(
    ("<block end>", "expected key", "<document start>"),
    "this line does not line up with the keys above it",
    "Let all keys of one level begin in the same column, each as `key: value`.",
)
_TAB = _Meaning((), "a tab is where YAML allows only spaces", "Put spaces in place of the tab.")
_NESTED_QUOTES = _Meaning((), "there are quotation marks inside the quotation marks")
_MEANINGS = (
    _Meaning(
        ("mapping values are not allowed",), "a second `: ` in one line makes YAML see another key here"
    ),
    _Meaning(
        ("scanning an alias", "scanning an anchor"),
        "YAML gives a value that begins with `*` or `&` a meaning of its own",
    ),
    _Meaning(("unknown escape",), "inside double quotes, YAML gives a backslash a meaning of its own"),
    _Meaning(
        ("quoted scalar", "unexpected end of stream"),
        "a quotation mark is opened here and not closed",
        "Close it, or remove it.",
    ),
    _Meaning(("parsing a flow",), "a bracket is opened here and not closed", "Close it."),
    _MISALIGNED,
    _Meaning(
        ("could not find expected ':'",),
        "there is no `key: value` here",
        "Write `key: value`, with a colon and a space after the key.",
    ),
    _Meaning(
        ("characters are not allowed",), "there is a character here that YAML does not allow", "Remove it."
    ),
)


_BEGINNINGS = {
    "[": "YAML reads a value that begins with `[` as a list",
    "{": "YAML reads a value that begins with `{` as a mapping",
    "*": "YAML reads a value that begins with `*` as an alias",
    "&": "YAML reads a value that begins with `&` as an anchor",
    "!": "YAML reads a value that begins with `!` as a tag",
    ">": "YAML reads `>` as the sign that the text begins in the next line",
    "|": "YAML reads `|` as the sign that the text begins in the next line",
    '"': "YAML takes what is in the quotation marks for the whole value",
    "'": "YAML takes what is in the quotation marks for the whole value",
} | {sign: f"YAML cannot read a value that begins with `{sign}`" for sign in "@%-?:,]}"}
_BEGINNINGS["`"] = "YAML cannot read a value that begins with a backtick"
"""Reading of a value by its first character, after which YAML cannot continue."""


def _explain(complaint: str, text: str) -> tuple[str, str]:
    """Return message and help for an error of the library in a line."""
    meaning = next((one for one in _MEANINGS if any(words in complaint for words in one.words)), None)
    value = value_of(text)
    if "\t" in text[: len(text) - len(text.lstrip())] or ("\t" in text and "token" in complaint):
        meaning = _TAB
    elif meaning and "parsing a flow" in meaning.words:
        return meaning.message, _closing(text, value)
    elif meaning and "quoted scalar" in meaning.words and value[:1] in ("'", '"'):
        return meaning.message, f"Close it: `{quoted_line(text)}`."
    elif meaning is _MEANINGS[0] and text[:1] == " " and not _TWO_COLONS.search(text):
        meaning = _MISALIGNED
    elif value[:1] in ("'", '"') and _is_wrapped(value):
        meaning = _NESTED_QUOTES
    elif value[:1] in _BEGINNINGS:
        return _BEGINNINGS[value[0]], _quoting(text)
    if meaning is None:
        return f"YAML cannot read this ({complaint.strip()})", _quoting(text)
    return meaning.message, meaning.help or _quoting(text)


def _closing(text: str, value: str) -> str:
    sign = {"[": "]", "{": "}"}.get(value[:1])
    cut = _CUT_IN_FLOW.search(text)
    if cut:
        shown = text[: cut.start()] + f"'{cut[0].replace(chr(39), chr(39) * 2)}'" + text[cut.end() :]
        return f"YAML sees a comment after ` #`. Put the text in quotes: `{shown.strip()}`."
    if sign:
        return f"Close it with `{sign}`; if it is part of the text, write `{quoted_line(text)}`."
    return "Close it."


def value_of(text: str) -> str:
    """Return the value in a line `key: value`; empty for other lines."""
    match = _KEY_VALUE.match(text)
    return match[2] if match else ""


def quoted_line(text: str) -> str:
    """Return the line with its value in quotes, whatever quotes it has now."""
    match = _KEY_VALUE.match(text) or re.match(r"(\s*(?:- )?)(.*)$", text.rstrip())
    key, value = match.groups() if match else ("", text)
    return f"{key.strip()} {quoted(_unwrapped(value))}".strip()


def quoted(value: str) -> str:
    """Return the text as a YAML value in single quotes."""
    return f"'{value.replace(chr(39), chr(39) * 2)}'"


def _unwrapped(value: str) -> str:
    """Return the value without the quotes around it, closed or not; quotes of single words stay."""
    sign = value[:1]
    if sign not in ("'", '"'):
        return value
    if _is_wrapped(value):
        return value[1:-1].strip()
    return value if sign in value[1:] else value[1:].strip()


def _is_wrapped(value: str) -> bool:
    """Return whether the first and the last character are a pair of quotes."""
    sign, inner = value[0], value[1:-1]
    if len(value) < 2 or value[-1] != sign:
        return False
    closes_a_word = re.search(rf"\S{sign}(?:\s|$)", inner)
    opens_a_word = re.search(rf"(?:^|\s){sign}\S", inner)
    return not (closes_a_word and opens_a_word and closes_a_word.start() < opens_a_word.start())


def _quoting(text: str) -> str:
    """Return the help to put the line's value in quotes."""
    return f"Put the value in quotes: `{quoted_line(text)}`."
