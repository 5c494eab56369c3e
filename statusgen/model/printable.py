"""Text for terminals and logs: make it safe to print, and count nouns."""

from __future__ import annotations

import re
import unicodedata

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_JOINERS = "\u200c\u200d"  # part of how some scripts and emoji are written


def harmless(text: str) -> str:
    """Return the text on one line: tabs become spaces, control and invisible characters visible ones.

    Such characters could control a terminal, or hide what is written.
    """
    return text if text.isascii() and text.isprintable() else "".join(map(_visible, text))


def harmless_lines(text: str) -> str:
    """Apply `harmless` to each line of the text, so that its line feeds stay."""
    return "\n".join(map(harmless, text.split("\n")))


def _visible(letter: str) -> str:
    code = ord(letter)
    if letter == "\t":
        return "    "
    if code < 32:
        return chr(0x2400 + code)  # the picture of that control character
    if code == 127 or (
        unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") and letter not in _JOINERS
    ):
        return "\ufffd"
    return letter


def strip_controls(text: str) -> str:
    """Remove the characters that XML or iCalendar cannot hold; tabs and line feeds stay."""
    return _CONTROL.sub("", text)


def plural(count: int, noun: str) -> str:
    """Return a count with its noun: `1 file`, `2 files`, `1,200 files`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
