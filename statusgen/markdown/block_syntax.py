"""Patterns of Markdown blocks: what a line begins, by its text alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

HEADING = re.compile(r"(#{1,6})(?: +|$)(.*)")
UNDERLINE = re.compile(r"(?:=+|-+) *")
FENCE = re.compile(r"(`{3,})[^`]*|(~{3,}).*")
MARKER = re.compile(r"(?:([-*+])|([0-9]{1,9})([.)]))(?= |$)( *)")
NOTE = re.compile(r"\[\^([^\]]*)\]: *")
REFERENCE = re.compile(
    r"\[(?!\^)([^\[\]]+)\]: *\n? *(?:<([^<>\n]*)>|([^\s<]\S*))"
    r"(?:[ \n] *(?:\"([^\"\n]*)\"|'([^'\n]*)'|\(([^()\n]*)\)))? *(?:\n|\Z)"
)
"""Link reference definition: label, address in brackets or bare, title in one of three kinds of quotes."""
_DELIMITER = re.compile(r":?-+:?")
_RAW = re.compile(
    r"<(?:(?P<code>script|pre|style|textarea)(?=[\s>]|$)|(?P<comment>!--)|(?P<instruction>\?)"
    r"|(?P<data>!\[CDATA\[)|(?P<declaration>![A-Za-z])|/?(?P<block>[A-Za-z][A-Za-z0-9]*)(?=[\s>]|/>|$))",
    re.IGNORECASE,
)
RAW_ENDS = {
    "code": re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE),
    "comment": re.compile(r"-->"),
    "instruction": re.compile(r"\?>"),
    "data": re.compile(r"\]\]>"),
    "declaration": re.compile(r">"),
    "block": re.compile(r"^ *$"),
}
_RAW_BLOCKS = frozenset({
    "article", "aside", "blockquote", "body", "caption", "center", "col", "colgroup", "dd", "details", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frame", "frameset", "h1", "h2", "h3",
    "h4", "h5", "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "main", "nav", "ol",
    "optgroup", "p", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
"""Elements whose tag begins a block of HTML. Names that may be meant as words (`<address>`) are left out."""


def cells(row: str) -> list[str]:
    r"""Return the cells of a row; `\|` does not separate any."""
    inner = row.strip().removeprefix("|")
    parts = re.split(r"(?<!\\)\|", inner)
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    return [part.replace("\\|", "|").strip() for part in parts]


def alignments(row: str) -> tuple[str, ...]:
    """Return the alignment of each column from the row below a table's header; empty for other rows."""
    if "|" not in row:
        return ()
    marks = cells(row)
    if not all(_DELIMITER.fullmatch(mark) for mark in marks):
        return ()
    by_ends: Mapping[tuple[bool, bool], str] = {
        (True, True): "center", (True, False): "left", (False, True): "right", (False, False): "",
    }  # fmt: skip
    return tuple(by_ends[mark.startswith(":"), mark.endswith(":")] for mark in marks)


def indentation_end(line: str, position: int) -> int:
    """Return the position of the first character after spaces."""
    while line.startswith(" ", position):
        position += 1
    return position


def heading_text(text: str) -> str:
    """Return the words of a heading without its closing `#` signs."""
    bare = text.rstrip()
    words = bare.rstrip("#")
    return words.strip() if not words or words.endswith(" ") else bare.strip()


def is_rule(text: str) -> bool:
    """Return whether the line is a thematic break such as `* * *`."""
    bare = text.replace(" ", "")
    return len(bare) >= 3 and not bare.strip(bare[0])


def raw_ending(text: str) -> str:
    """Return the key of `RAW_ENDS` for the block of HTML that begins here; empty if none does."""
    match = _RAW.match(text)
    if not match or not match.lastgroup:
        return ""
    return "" if match["block"] and match["block"].lower() not in _RAW_BLOCKS else match.lastgroup


def last_raw_ends(lines: Sequence[str]) -> dict[str, int]:
    """Return the number of the last line that ends each kind of raw HTML; -1 if none does."""
    ends = {kind: -1 for kind in RAW_ENDS if kind != "block"}
    for number, line in enumerate(lines):
        if ">" in line:
            ends |= {kind: number for kind in ends if RAW_ENDS[kind].search(line)}
    return ends
