"""GitHub's Markdown on top of Python-Markdown: its blocks and its inline markup."""

from __future__ import annotations

import re
import string
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor, SubstituteTagInlineProcessor
from markdown.util import AtomicString, code_escape

from statusgen.markdown.block_syntax import REFERENCE, cells
from statusgen.markdown.blocks import Block, BlockKind, read_blocks
from statusgen.markdown.bounds import has_bounded_markup

_STRUCK = r"(?<!~)(~~)(?=[^\s~])(.{1,1000}?)(?<=[^\s~])~~(?!~)"
"""The length is bounded, or each `~~` would be searched to the end. This is not a delimiter of the library,
whose delimiters interfere with each other in unusual text."""
_TASK = re.compile(r"^\[([ xX])\] (?=\S)")
_BOXES = {" ": "☐ ", "x": "☑ ", "X": "☑ "}


class Dialect(Extension):
    """Extension with the Markdown features of GitHub and of editors that preview it."""

    def __init__(self, footnotes: FootnoteExtension) -> None:
        super().__init__()
        self.footnotes = footnotes

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Replace the parser of blocks, and add the inline markup."""
        md.parser = _Blocks(md, self.footnotes)
        md.preprocessors.deregister("html_block")  # `read_blocks` reads blocks of HTML too
        md.inlinePatterns.register(_Code(_Code.START, md), "backtick", 190)
        md.ESCAPED_CHARS = list(string.punctuation)
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\(?=\n)", "br"), "backslash-break", 185)
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r" {2,}(?=\n)", "br"), "linebreak", 100)
        # Below HTML tags (90), so that addresses in attributes of tags do not become links.
        md.inlinePatterns.register(_BareAddress(_BareAddress.START, md), "bare-address", 85)
        md.inlinePatterns.register(_BareMail(_BareMail.START, md), "bare-mail", 84)
        md.inlinePatterns.register(SimpleTagInlineProcessor(_STRUCK, "del"), "struck", 55)


class _Blocks(BlockParser):
    """Parser that fills the library's tree with the blocks of `read_blocks`."""

    def __init__(self, md: Markdown, footnotes: FootnoteExtension) -> None:
        super().__init__(md)
        self.footnotes = footnotes

    def parseChunk(self, parent: Element, text: str) -> None:  # noqa: N802 - the library's name
        """Add the blocks of a text to an element."""
        for block in read_blocks(text.split("\n")):
            self._add(parent, block, tight=False)

    def _add(self, parent: Element, block: Block, *, tight: bool) -> None:
        match block.kind:
            case BlockKind.PARAGRAPH:
                self._add_words(parent, "\n".join(block.lines), tight=tight)
            case BlockKind.HEADING:
                if words := self._without_references("\n".join(block.lines)):
                    SubElement(parent, f"h{block.number}").text = _inline(words)
            case BlockKind.RULE:
                SubElement(parent, "hr")
            case BlockKind.FENCE | BlockKind.CODE:
                code = SubElement(SubElement(parent, "pre"), "code")
                code.text = AtomicString(code_escape("\n".join(block.lines).rstrip() + "\n"))
            case BlockKind.RAW:
                SubElement(parent, "p").text = self.md.htmlStash.store("\n".join(block.lines))
            case BlockKind.TABLE:
                _add_table(parent, block)
            case BlockKind.NOTE:
                self.footnotes.setFootnote(block.mark, "\n".join(block.lines).rstrip())
            case _:
                self._add_container(parent, block)

    def _add_container(self, parent: Element, block: Block) -> None:
        if block.kind is BlockKind.LIST:
            self._add_list(parent, block)
            return
        quote = SubElement(parent, "blockquote")
        for inner in block.blocks:
            self._add(quote, inner, tight=False)

    def _add_list(self, parent: Element, block: Block) -> None:
        is_numbered = block.mark in ".)"
        made = SubElement(parent, "ol" if is_numbered else "ul")
        if is_numbered and block.number != 1:
            made.set("start", str(block.number))
        tight = not block.is_loose
        for item in block.blocks:
            entry = SubElement(made, "li")
            if item.blocks and item.blocks[0].kind is BlockKind.PARAGRAPH:
                lines = item.blocks[0].lines
                lines[0] = _TASK.sub(lambda box: _BOXES[box[1]], lines[0])
            for inner in item.blocks:
                self._add(entry, inner, tight=tight)

    def _add_words(self, parent: Element, text: str, *, tight: bool) -> None:
        words = _inline(self._without_references(text))
        if not words:
            return
        if not tight:
            SubElement(parent, "p").text = words
        elif len(parent):
            parent[-1].tail = words
        else:
            parent.text = words

    def _without_references(self, text: str) -> str:
        """Store the link reference definitions at the start of a paragraph; return its other words."""
        position = 0
        while text.startswith("[", position) and (found := REFERENCE.match(text, position)):
            label, bracketed, bare, *titles = found.groups()
            address = bare if bracketed is None else bracketed
            title = next(filter(None, titles), "")
            self.md.references.setdefault(" ".join(label.split()).lower(), (address, title))
            position = found.end()
        return text[position:].strip()


def _inline(words: str) -> str:
    """Return text for inline parsing, or literal text if parsing it would take too long."""
    return words if has_bounded_markup(words) else AtomicString(code_escape(words))


def _add_table(parent: Element, block: Block) -> None:
    table = SubElement(parent, "table")
    header, *rows = block.lines
    _add_row(SubElement(table, "thead"), "th", header, block.aligned)
    body = SubElement(table, "tbody")
    for row in rows:
        _add_row(body, "td", row, block.aligned)


def _add_row(parent: Element, tag: str, row: str, aligned: tuple[str, ...]) -> None:
    made = SubElement(parent, "tr")
    written = cells(row)
    for number, align in enumerate(aligned):
        cell = SubElement(made, tag)
        cell.text = _inline(written[number]) if number < len(written) else ""
        if align:
            cell.set("align", align)


class _Code(InlineProcessor):
    """`` `code` `` between two runs of as many backticks; an unpaired run is text."""

    START = r"(?<!\\)(?:\\\\)*(`+)"

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str, int, int]:
        """Return the code, with its start and end in `data`."""
        run = m[1]
        end = re.compile(rf"(?<!`){run}(?!`)").search(data, m.end())
        if end is None:
            return run, m.start(1), m.end()
        code = Element("code")
        words = data[m.end() : end.start()].replace("\n", " ")
        if words.strip(" ") and words[0] == words[-1] == " ":
            words = words[1:-1]
        code.text = AtomicString(code_escape(words))
        return code, m.start(1), end.end()


class _BareAddress(InlineProcessor):
    """Link for `https://…` and `www.…` in running text, without the punctuation that ends the sentence.

    An address directly after a placeholder, such as that of a tag, is left alone: it may be a link already.
    """

    START = r"(?<![\x03A-Za-z0-9])(?:https?://|www\.(?=[A-Za-z0-9]))[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+"
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's name
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - the library's signature
    ) -> tuple[Element, int, int]:
        """Return the link, with its start and end in `data`."""
        address = _without_punctuation(m[0])
        link = Element("a", href=f"https://{address}" if address.startswith("www.") else address)
        link.text = AtomicString(address)
        return link, m.start(0), m.start(0) + len(address)


def _without_punctuation(address: str) -> str:
    while address[-1] in ".,;:!?'*" or (address[-1] == ")" and address.count(")") > address.count("(")):
        address = address[:-1]
    return address


class _BareMail(InlineProcessor):
    """Link for `help@pay.example` in running text."""

    START = (
        r"(?<![\x03A-Za-z0-9._+/-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
        r"(?![A-Za-z0-9_-])"
    )
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's name
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - the library's signature
    ) -> tuple[Element, int, int]:
        """Return the link, with its start and end in `data`."""
        link = Element("a", href=f"mailto:{m[0]}")
        link.text = AtomicString(m[0])
        return link, m.start(0), m.end(0)
