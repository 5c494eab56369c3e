"""Plain text as Markdown, and Markdown with other links and headings, for pages of plain text."""

from __future__ import annotations

import re
from collections.abc import Callable

_CODE = re.compile(r"(^(?:```|~~~).*?^(?:```|~~~)[^\n]*$|`[^`\n]*`)", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"(\]\()(<[^>\n]{0,2000}>|[^)\s]+)")
_HEADING = re.compile(r"^(#{1,6})(?=\s)", re.MULTILINE)
_SIGNS = re.compile(r"([\\`*_\[\]]|~(?=~)|(?<=~)~)")
_ENTITIES = {"<": "&lt;", "|": "&#124;"}
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_SIGNS = re.compile(r"^()([#+>-]|\d+[.)])")
_ANY_SIGN = re.compile(r"[\\`*_\[\]<|&]|~~|^[#+>-]|^\d+[.)]")
"""Any sign that one of the patterns above matches: most text has none."""


def with_links(text: str, resolved: Callable[[str], str | None]) -> str:
    """Return Markdown with each inline link and picture at the address that `resolved` gives; code stays."""

    def moved(match: re.Match[str]) -> str:
        return match[1] + (resolved(match[2].strip("<>")) or "#")

    if "](" not in text:
        return text
    parts = _CODE.split(text)
    return "".join(part if index % 2 else _LINK.sub(moved, part) for index, part in enumerate(parts))


def with_headings(text: str, top: int) -> str:
    """Return Markdown whose highest heading has the level `top`; code stays."""
    if "#" not in text:
        return text
    parts = _CODE.split(text)
    levels = [len(marks) for part in parts[::2] for marks in _HEADING.findall(part)]
    shift = top - min(levels, default=top)

    def moved(match: re.Match[str]) -> str:
        return "#" * min(len(match[1]) + shift, 6)

    return "".join(part if index % 2 else _HEADING.sub(moved, part) for index, part in enumerate(parts))


def escape_markdown(text: str) -> str:
    """Return text in one line as Markdown that renders as the same text."""
    line = " ".join(text.split())
    if not _ANY_SIGN.search(line):
        return line
    line = _ENTITY.sub("&amp;", line)
    line = _SIGNS.sub(r"\\\1", line)
    for sign, entity in _ENTITIES.items():
        line = line.replace(sign, entity)
    return _LINE_SIGNS.sub(lambda start: f"{start[1]}{start[2][:-1]}\\{start[2][-1]}", line)
