"""Our own safe HTML as plain text: the structure stays, the tags go."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urljoin

_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:[^>\"]|\"[^\"]*\")*)>|([^<]+)|<")
ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_FOOTNOTE = re.compile(r"#[^#]*~fn(?:ref[0-9]*)?:[0-9]+$")
"""Targets of links to footnotes and back."""
_SIMPLE = re.compile(r"</?(?:code|em|strong)>")
_ONLY_PARAGRAPHS = re.compile(r"<(?!/?p>)")
_LINES = frozenset({
    "caption", "dd", "details", "div", "dt", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "p",
    "summary", "tr",
})  # fmt: skip
"""Elements whose words are lines of their own."""
_APART = frozenset({
    "blockquote", "details", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "table", "ul",
})  # fmt: skip
"""Elements with a blank line before and after them, except within lists."""
_BLOCKS = _LINES | _APART | {"li"}
_MOST_ITEMS_OPEN = 20
"""Maximum number of nested lists and quotations that are shown; deeper ones look like the last of them."""


@lru_cache(64)  # the texts of a note in each language
def html_to_text(markup: str, base: str = "") -> str:
    """Return the words as lines: paragraphs separate, items with numbers or bullets, code line by line.

    Links keep their address if it differs from their text; addresses within the site are joined to `base`.
    """
    bare = _SIMPLE.sub("", markup)
    if not _ONLY_PARAGRAPHS.search(bare):
        parts = (" ".join(html.unescape(part).split()) for part in re.split("</?p>", bare))
        return "\n\n".join(part for part in parts if part)
    return "\n".join(_text_lines(markup, _Writer(base=base)))


def html_to_line(markup: str) -> str:
    """Return the words in one line: items keep their numbers and bullets, links lose their address."""
    return " ".join(" ".join(_text_lines(markup, _Writer(in_one_line=True))).split())


def with_written_numbers(markup: str) -> str:
    """Return the HTML with list numbers as text, for programs that drop them together with the tags."""
    if "<ol" not in markup:
        return markup
    lists: list[_Nest] = []

    def written(token: re.Match[str]) -> str:
        slash, tag, attributes, _ = token.groups()
        if tag in ("ol", "ul"):
            if slash:
                closed = lists.pop() if lists else _Nest(tag)
                return "</div>" if closed.tag == "ol" else token[0]
            lists.append(_Nest(tag, number=_start(attributes)))
            return '<div style="margin-left: 1em">' if tag == "ol" else token[0]
        if tag != "li" or not lists or lists[-1].tag != "ol":
            return token[0]
        lists[-1].number += not slash
        return "</div>" if slash else f"<div>{lists[-1].number - 1}. "

    return re.sub(r"(<div>[0-9]+\. )\s*<p>(.*?)</p>", r"\1\2<br>", _TOKEN.sub(written, markup))


def shorten_lines(text: str, limit: int) -> str:
    """Return lines of at most `limit` characters in total; `…` marks missing words."""
    if len(text) <= limit:
        return text
    kept, _, cut = text[:limit].rpartition("\n")
    if not cut.strip("0123456789.->• "):  # a number or a bullet without words
        return f"{kept.rstrip()}…" if not cut else f"{kept}\n…"
    return f"{kept}\n{shorten(f'{cut}…', len(cut))}".lstrip("\n")


def shorten(line: str, limit: int) -> str:
    """Return at most `limit` characters, cut between words if there are spaces; `…` marks missing words."""
    if len(line) <= limit:
        return line
    space = line.rfind(" ", 0, limit)
    cut = line[:space] if space >= limit // 2 else line[: limit - 1]
    return cut.rstrip(" ,;:.、，；：。") + "…"


@dataclass(slots=True)
class _Nest:
    """Open list, item or quotation, with the prefixes of its first line and of its other lines."""

    tag: str
    first: str = ""
    rest: str = ""
    number: int = 0


@dataclass(slots=True)
class _Writer:
    base: str = ""
    in_one_line: bool = False
    lines: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    nests: list[_Nest] = field(default_factory=list)
    links: list[tuple[int, str]] = field(default_factory=list)
    """Index in `words` at which each open link begins, and its address."""
    blank_depth: int | None = None
    """Number of nests whose prefix the pending blank line gets; None: no blank line is pending."""
    items: int = 0
    """Number of open list items."""
    cells: int = 0
    """Number of cells in the row so far."""
    in_code: bool = False

    def begin(self, tag: str, attributes: str) -> None:
        """Read an opening tag."""
        if tag in _BLOCKS:
            self.end_line()
            self.schedule_blank_line(tag)
        given = dict(ATTRIBUTE.findall(attributes)) if attributes else {}
        match tag:
            case "ol" | "ul" | "li" | "blockquote":
                self.nests.append(self._nest(tag, attributes))
                self.items += tag == "li"
            case "pre":
                self.in_code = True
            case "br":
                self.end_line()
            case "tr":
                self.cells = 0
            case "td" | "th":
                self.words += [" | "] if self.cells else []
                self.cells += 1
            case "img":
                self.words.append(html.unescape(given.get("alt", "")))
            case "a" if not self.in_one_line:
                address = html.unescape(given.get("href", ""))
                self.links.append((len(self.words), "" if _FOOTNOTE.search(address) else address))
            case "del" | "s":
                self.words.append("~~")
            case _:
                pass

    def _nest(self, tag: str, attributes: str) -> _Nest:
        if tag == "blockquote":
            mark = "" if self.in_one_line else "> "
            return _Nest(tag, mark, mark)
        return self._item() if tag == "li" else _Nest(tag, number=_start(attributes))

    def _item(self) -> _Nest:
        list_ = next((one for one in reversed(self.nests) if one.tag in ("ol", "ul")), None)
        mark = "• " if self.in_one_line else "- "
        if list_ is not None and list_.tag == "ol":
            mark = f"{list_.number}. "
            list_.number += 1
        return _Nest("li", mark, " " * len(mark))

    def end(self, tag: str) -> None:
        """Read a closing tag."""
        if tag in _BLOCKS:
            self.end_line()
            self.in_code = self.in_code and tag != "pre"
            if self.nests and self.nests[-1].tag == tag:
                closed = self.nests.pop()
                self.items -= tag == "li"
                if tag == "li" and closed.first and not self.in_one_line:
                    self.nests.append(closed)  # an empty item still counts
                    self._write("")
                    self.nests.pop()
            self.schedule_blank_line(tag)
        elif tag == "a" and self.links:
            start, address = self.links.pop()
            shown = "".join(self.words[start:]).strip()
            if shown == "↩":
                del self.words[start:]
            if address and not address.startswith("#") and shown not in (address, address.partition(":")[2]):
                full = urljoin(self.base, address)
                self.words.append(f" ({full})" if shown else full)
        elif tag in ("del", "s"):
            self.words.append("~~")

    def schedule_blank_line(self, tag: str) -> None:
        """Schedule a blank line between the text so far and the next text."""
        if not self.items and tag in _APART:
            self.blank_depth = (
                len(self.nests) if self.blank_depth is None else min(self.blank_depth, len(self.nests))
            )

    def add_words(self, words: str) -> None:
        """Read words."""
        self.words.append(html.unescape(words))

    def end_line(self) -> None:
        """Write the current line, if it has words; write all lines of code."""
        words = "".join(self.words)
        self.words.clear()
        self.links = [(0, address) for _, address in self.links]
        if self.in_code:
            for line in words.removesuffix("\n").split("\n") if words else ():
                self._write(line)
        elif line := " ".join(words.split()):
            self._write(line)

    def _write(self, line: str) -> None:
        shown = self.nests[:_MOST_ITEMS_OPEN]
        if self.blank_depth is not None and self.lines:
            self.lines.append("".join(one.rest for one in shown[: self.blank_depth]).rstrip())
        self.blank_depth = None
        marks = []
        for one in shown:
            marks.append(one.first or one.rest)
            one.first = ""
        self.lines.append(("".join(marks) + line).rstrip())


def _start(attributes: str) -> int:
    """Return the first number of a list."""
    return int(dict(ATTRIBUTE.findall(attributes)).get("start") or 1)


def _text_lines(markup: str, writer: _Writer) -> list[str]:
    for token in _TOKEN.finditer(markup):
        slash, tag, attributes, words = token.groups()
        if words is not None:
            writer.add_words(words)
        elif tag is None:
            writer.add_words("<")
        elif slash:
            writer.end(tag)
        else:
            writer.begin(tag, attributes)
    writer.end_line()
    return writer.lines
