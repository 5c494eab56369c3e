"""What the YAML library's complaints mean for a writer, and how to mend them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from statusgen.diagnostics import Diagnostic, Span

_TWO_COLONS = re.compile(r":\s.*:(\s|$)")
_KEY_VALUE = re.compile(r"^(\s*(?:- )?[^:#]+:)\s+(.*\S)\s*$")


def yaml_error_mark(error: Exception) -> Any:
    """The place to show for an error of the YAML library: where a quotation opens, or where reading fails."""
    marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
    if "quoted scalar" in str(getattr(error, "context", "")):
        marks.reverse()
    return marks[0] or marks[1]


def explain_yaml_error(
    path: str, lines: Sequence[str], line: int, column: int, error: Exception
) -> Diagnostic:
    """A diagnostic for an error of the YAML library at a line and column (from 1) of a file."""
    problem = str(getattr(error, "problem", "") or error).splitlines()[0]
    context = str(getattr(error, "context", "") or "")
    line = min(line, len(lines)) or 1
    if column == 1 and line > 1 and not lines[line - 1].strip():
        line = _last_written(lines, line)  # an error "at the end" is shown where words still stand
    text = lines[line - 1]
    message, mend = _explain(f"{context} {problem}", text)
    column = min(column, len(text) + 1)
    return Diagnostic(
        "yaml-syntax", Span(path, line, column, max(column + 1, len(text.rstrip()) + 1)), message, mend
    )


def _last_written(lines: Sequence[str], line: int) -> int:
    while line > 1 and not lines[line - 1].strip():
        line -= 1
    return line


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a complaint with one of these `words` means; without a mend, quoting the value helps."""

    words: tuple[str, ...]
    message: str
    mend: str = ""


_MISALIGNED = _Meaning(
    ("<block end>", "expected key", "<document start>"),
    "this line does not line up with the keys above it",
    "Let all keys of one level begin in the same column, each as `key: value`.",
)
_TAB = _Meaning((), "a tab stands where YAML allows only spaces", "Put spaces in place of the tab.")
_NESTED_QUOTES = _Meaning((), "there are quotation marks inside the quotation marks")
_MEANINGS = (
    _Meaning(
        ("mapping values are not allowed",), "a second `: ` in one line makes YAML see another key here"
    ),
    _Meaning(
        ("scanning an alias", "scanning an anchor"),
        "YAML gives a value that begins with `*` or `&` a meaning of its own",
    ),
    _Meaning(("cannot start any token",), "YAML cannot read a value that begins with this character"),
    _Meaning(
        ("quoted scalar", "unexpected end of stream"),
        "a quotation mark is opened here and not closed",
        "Close it, or remove it.",
    ),
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


def _explain(complaint: str, text: str) -> tuple[str, str]:
    """Message and mend for what the library says about a line."""
    meaning = next((one for one in _MEANINGS if any(words in complaint for words in one.words)), None)
    if "\t" in text[: len(text) - len(text.lstrip())] or ("\t" in text and "token" in complaint):
        meaning = _TAB
    elif meaning is _MEANINGS[0] and text[:1] == " " and not _TWO_COLONS.search(text):
        meaning = _MISALIGNED
    elif meaning is _MISALIGNED and max(text.count('"'), text.count("'")) > 2:
        meaning = _NESTED_QUOTES
    if meaning is None:
        return f"YAML cannot read this ({complaint.strip()})", _quoting(text)
    return meaning.message, meaning.mend or _quoting(text)


def _quoting(text: str) -> str:
    """The mend that puts the line's value in quotes."""
    match = _KEY_VALUE.match(text)
    key, value = match.groups() if match else re.match(r"^(\s*(?:- )?)(.*?)\s*$", text).groups()  # type: ignore[union-attr] # it matches every line
    value = value.strip("\"'")
    joint = " " if match else ""
    return f"Put the value in quotes: `{key.strip()}{joint or ' '}'{value.replace(chr(39), chr(39) * 2)}'`."
