"""Passages: the words of a Markdown text without markup, in blocks, sentences and words.

Markup, code and addresses are blanked out character for character, so that every place in a passage is the
same place in what the writer wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from statusgen.model.diagnostics import Span
from statusgen.model.text import LocalText, Origin
from statusgen.read.body import with_code_marked

MAX_TEXT = 30_000
"""Characters of a text that are linted. A longer one was pasted, and its wording is not the problem."""
ADDRESS = "\ufffc"
"""Replaces each character of an address in a text."""

_BLANKED = re.compile(
    r"(?P<code>(?<!`)(`+)(?!`).{1,2000}?(?<!`)\2(?!`)|<(?P<tag>code|pre|kbd|samp)\b.{0,2000}?</(?P=tag)>)"
    r"|(?P<address><?(?:https?|mailto|ftp)://?[^\s<>)\]，。；、！？（）\u3400-\u9fff]*[^\s<>)\]，。；、！？（）\u3400-\u9fff.,;:!?'\"]>?)"
    r"|(?P<note>\[\^[^\]\n]{1,99}\]:?)"
    r"|(?P<html></?[A-Za-z][^<>\n]{0,500}>)"
    r"|(?P<escape>\\(?=[!-/:-@\[-`{-~]))"
    r"|(?P<strong>\*+|(?<![^\W_])_+|_+(?![^\W_])|~~)",
    re.DOTALL,
)
_LINKED = re.compile(
    r"\[(?P<words>[^\[\]\n]{0,500})\](?P<target>\(\s{0,9}(?:[^()\s]|\([^()\s]{0,99}\)){0,999}(?:\s{1,9}\"[^\"\n]{0,200}\")?\s{0,9}\)|\[[^\]\n]{0,99}\])"
)
_BLOCK_START = re.compile(r"\s{0,3}(?:#{1,6}\s|[-*+]\s|\d{1,3}[.)]\s|>|\|)|\s*$|\s{4,}(?:[-*+]|\d+[.)])\s")
_MARKER = re.compile(r"\s*(?:>\s*)*(?:#{1,6}\s+|[-*+]\s+|\d{1,3}[.)]\s+)?(?:\[[ xX]\]\s+)?")
_CJK = re.compile(r"[\u3400-\u9fff]")
_IN_LINE = re.compile(r"[^\n]")
_COUNTED = re.compile(r"\ufffc+|[A-Za-z0-9][\w.:/%-]*", re.ASCII)
"""A word or number in Latin letters, which counts as one character."""
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’&/-](?=[^\W_]))*|\d[\w.,:/%-]*|\ufffc+")
_END = re.compile(
    r"(?<![.!?])[.!?]+[\"”’)\]]{0,5}(?=\s+[\"“‘(\[]*[A-Z0-9\ufffc]|\s*$)|[。！？；]+[”’」』）]*"
)
_NO_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|a\.m|p\.m|approx|etc|vs|no|nr|st|mr|mrs|ms|dr|inc|ltd|co|jan|feb|mar|apr|jun|jul|aug"
    r"|sept?|oct|nov|dec)|\b[A-Z])\.$",
    re.IGNORECASE,
)


class Stretch(NamedTuple):
    """A stretch of a passage, from `start` up to `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a note in one language, such as its title or the body of an update."""

    field: str
    """`title`, `intro`, `body`, `impact`, `workaround`."""
    raw: str
    """As it was written."""
    text: str
    """As long as `raw`, with spaces in place of markup and code."""
    origin: Origin
    blocks: tuple[Stretch, ...]
    """Paragraphs, list items, headings and rows of tables."""
    sentences: tuple[Stretch, ...]


def make_passage(field: str, raw: str, origin: Origin) -> Passage:
    """Return the passage of a Markdown text; titles and fields of one line are Markdown, too."""
    text = _without_code_blocks(raw)
    if "](" in text or "][" in text:
        text = _LINKED.sub(_words_of_link, text)
    if any(sign in text for sign in "`<[*_\\~:"):
        text = _BLANKED.sub(_blank, text)
        text = text.replace("![", "  ") if "![" in text else text
    blocks = tuple(_blocks(raw, text))
    sentences = tuple(one for block in blocks for one in _sentences(text, block))
    return Passage(field, raw, text, origin, blocks, sentences)


def make_passages(field: str, text: LocalText, code: str) -> Iterator[Passage]:
    """Yield the passage of a text in the language `code`, cut to `MAX_TEXT`; nothing if it has none."""
    for (own, words), origin in zip(text.variants, text.origins, strict=False):
        if own == code:
            yield make_passage(field, words[:MAX_TEXT], origin)


def _without_code_blocks(raw: str) -> str:
    if "```" not in raw and "~~~" not in raw:
        return raw
    marked = with_code_marked(raw.split("\n"))
    return "\n".join(" " * len(line) if is_code else line for line, is_code in marked)


def _words_of_link(match: re.Match[str]) -> str:
    return f" {match['words']} " + " " * len(match["target"])


def _blank(match: re.Match[str]) -> str:
    filler = ADDRESS if match.lastgroup == "address" else " "
    return _IN_LINE.sub(filler, match[0])


def _blocks(raw: str, text: str) -> Iterator[Stretch]:
    start = position = 0
    for line in text.split("\n"):
        end = position + len(line)
        if position and (_BLOCK_START.match(raw, position, end) or raw[position - 2] in ":："):
            yield from _block(text, start, position - 1)
            start = position
        position = end + 1
    yield from _block(text, start, len(text))


def _block(text: str, start: int, end: int) -> Iterator[Stretch]:
    """Yield a block without the marker of its list or heading and without white space around it."""
    marker = _MARKER.match(text, start, end)
    start = marker.end() if marker else start
    end = start + len(text[start:end].rstrip())
    if start < end:
        yield Stretch(start, end)


def _sentences(text: str, block: Stretch) -> Iterator[Stretch]:
    start = block.start
    for match in _END.finditer(text, block.start, block.end):
        if match.end() < block.end and match[0] == "." and _NO_END.search(text[start : match.end()]):
            continue
        yield Stretch(start, match.end())
        start = match.end()
        while start < block.end and text[start].isspace():
            start += 1
    if start < block.end:
        yield Stretch(start, block.end)


def words_in(passage: Passage, stretch: Stretch) -> list[re.Match[str]]:
    """Return the words of a stretch. A number, a time or an address is one word."""
    return list(_WORD.finditer(passage.text, stretch.start, stretch.end))


def sentence_at(passage: Passage, position: int) -> Stretch:
    """Return the sentence at a position; the whole text if there is none."""
    for sentence in passage.sentences:
        if sentence.start <= position < sentence.end:
            return sentence
    return Stretch(0, len(passage.text))


def count_characters(text: str) -> int:
    """Return the length as readers of Chinese count: each character, each word or number in Latin letters."""
    return len(_CJK.findall(text)) + len(_COUNTED.findall(text))


def place(passage: Passage, start: int, end: int) -> Span:
    """Return the place of a stretch in its file, cut to its first line."""
    origin = passage.origin
    if origin.lines:
        line = passage.raw.count("\n", 0, start)
        first = passage.raw.rfind("\n", 0, start) + 1
        last = passage.raw.find("\n", start)
        stop = min(end, last) if last >= 0 else end
        return Span(origin.span.path, origin.lines[line], start - first + 1, max(stop, start + 1) - first + 1)
    if not is_written_out(passage):
        return origin.span
    column = origin.span.column + _around(passage) // 2
    return Span(origin.span.path, origin.span.line, column + start, column + end)


def is_written_out(passage: Passage) -> bool:
    """Return whether the file has the words as they are: a YAML value may be folded, or have escapes."""
    return bool(passage.origin.lines) or _around(passage) in (0, 2)


def _around(passage: Passage) -> int:
    """Return the number of signs around a YAML value: two if it is quoted."""
    return passage.origin.span.end - passage.origin.span.column - len(passage.raw)
