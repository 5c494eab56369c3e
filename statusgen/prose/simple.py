"""Words without any markup, as most updates are: their HTML is known without asking Markdown.

A property test holds this against the whole way of `markdown`, which must give the same to the last byte.
"""

from __future__ import annotations

import re

# A line begins with a letter, so that it is no list, heading or quotation, and does not end with a space.
_MARKS = r",.;:?!%()'\"’‘“”–—…€£·，。、；：？！（）《》「」"
_LINE = rf"[^\W\d](?:[\w {_MARKS}-]*[\w{_MARKS}])?"
_SIMPLE = re.compile(rf"{_LINE}(?:\n\n?{_LINE})*")


def is_simple(text: str) -> bool:
    """Whether nothing in a text means anything to Markdown but the empty lines between paragraphs."""
    return "_" not in text and _SIMPLE.fullmatch(text) is not None


def simple_html(text: str) -> str:
    """The paragraphs of a simple text."""
    return "\n".join(f"<p>{part}</p>" for part in text.split("\n\n"))
