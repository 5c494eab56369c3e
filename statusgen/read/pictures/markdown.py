"""Pictures in Markdown without alternative text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

_MARKDOWN = r"(?<!\\)!\[\s*\](?P<next>\(\s*(?P<target><[^<>\n]*>|[^)\s]*)|\[)"
_HTML = r"(?<!\]\()<img(?=[\s/>])(?P<attributes>(?:[^<>\"']|\"[^<\"]*\"|'[^<']*')*)>"
_PICTURE = re.compile(f"{_MARKDOWN}|{_HTML}", re.IGNORECASE)
_ALT = re.compile(r"""(?<![\w-])alt\s*=\s*(?:"\s*[^\s"]|'\s*[^\s']|[^\s"'>])""", re.IGNORECASE)
_SRC = re.compile(r"""(?<![\w-])src\s*=\s*["']?([^\s"'>]+)""", re.IGNORECASE)
_NO_WORDS = re.compile(r"""\s(?:alt\s*=\s*(?:"\s*"|'\s*')|alt(?![\w-])(?:\s*=)?)""", re.IGNORECASE)
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
_INDENTED = re.compile(r" {4}|\t")


@dataclass(frozen=True, slots=True)
class UndescribedPicture:
    """Picture without alternative text: its place and its address."""

    line: int
    """Counts from 0."""
    column: int
    """Counts from 0, in code points of the line, like `length`."""
    length: int
    start: int
    end: int
    target: str
    markdown: bool


def undescribed_pictures(lines: list[tuple[str, bool]]) -> Iterator[UndescribedPicture]:
    """Yield the pictures without alternative text. `lines` come with whether they are code, which has none.

    `start` and `end` are positions in the lines joined by line feeds.
    """
    if not any("![" in line or "<" in line for line, _ in lines):
        return
    seen = [" " * len(line) if is_code or _INDENTED.match(line) else _plain(line) for line, is_code in lines]
    text = "\n".join(seen)
    ends = list(accumulate(len(line) + 1 for line in seen))
    for match in _PICTURE.finditer(text):
        attributes = match["attributes"]
        if attributes is not None and _ALT.search(attributes):
            continue
        number = bisect_right(ends, match.start())
        column = match.start() - (ends[number] - len(seen[number]) - 1)
        source = _SRC.search(attributes or "")
        target = (source[1] if source else "") if attributes is not None else match["target"] or ""
        length = min(len(match[0]), len(seen[number]) - column)
        yield UndescribedPicture(
            number, column, length, match.start(), match.end(), target.strip("<>"), attributes is None
        )


def with_alt(source: str, words: str) -> str:
    """Return a picture's source, as `undescribed_pictures` finds it, with alternative text."""
    if source.startswith("!"):
        return source.replace(source[: source.index("]") + 1], f"![{words}]", 1)
    return f'<img alt="{words}"{_NO_WORDS.sub("", source[len("<img") :])}'


def alt_from_name(target: str) -> str:
    """Return the words in a picture's file name: `broken card reader` for `/img/broken-card_reader.png`."""
    try:
        name = PurePosixPath(unquote(urlsplit(target).path)).stem
    except ValueError:
        name = ""
    return " ".join(re.findall(r"[^\W_]+", name)) or "picture"


def _plain(line: str) -> str:
    return _CODE.sub(lambda match: " " * len(match[0]), line)
