"""Blocks of a Markdown text as CommonMark and GitHub read them: lists, quotes, code, tables, paragraphs.

Lines are read one after the other. Each continues the open containers or closes them, may open new ones, and
adds its rest to the innermost block. The work for a line is bounded by `_DEEPEST`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import pairwise

from statusgen.markdown import block_syntax as syntax

_DEEPEST = 40
"""Maximum depth of containers; markers below it are words."""


class BlockKind(Enum):
    """Kind of a block."""

    DOCUMENT = auto()
    QUOTE = auto()
    LIST = auto()
    ITEM = auto()
    PARAGRAPH = auto()
    HEADING = auto()
    RULE = auto()
    FENCE = auto()
    CODE = auto()
    RAW = auto()
    TABLE = auto()
    NOTE = auto()


_CONTAINERS = frozenset({BlockKind.DOCUMENT, BlockKind.QUOTE, BlockKind.LIST, BlockKind.ITEM})


@dataclass(slots=True)
class Block:
    """Block with its inner blocks or its lines. Line numbers count from 0."""

    kind: BlockKind
    first: int
    last: int
    """Last line of the block, without blank lines after it."""
    blocks: list[Block] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    mark: str = ""
    """Bullet of a list or the sign after its numbers, the fence of code, the key of `RAW_ENDS` that ends raw
    HTML, the label of a footnote."""
    number: int = 0
    """First number of a list, level of a heading, indentation of an item, of a fence, or of the last line of
    a paragraph."""
    aligned: tuple[str, ...] = ()
    """Alignment of each column of a table: `left`, `center`, `right` or empty."""

    @property
    def is_loose(self) -> bool:
        """Return whether the items of a list are separate paragraphs: there is a blank line among them."""
        return _apart(self.blocks) or any(_apart(item.blocks) for item in self.blocks)


def _apart(blocks: list[Block]) -> bool:
    return any(after.first > before.last + 1 for before, after in pairwise(blocks))


def read_blocks(lines: Iterable[str]) -> list[Block]:
    """Return the blocks of lines without tabs."""
    given = list(lines)
    reader = _Reader(raw_until=syntax.last_raw_ends(given))
    for number, line in enumerate(given):
        reader.read(number, line)
    reader.close(0)
    return reader.document.blocks


@dataclass(slots=True)
class _Reader:
    document: Block = field(default_factory=lambda: Block(BlockKind.DOCUMENT, 0, 0))
    open: list[Block] = field(default_factory=list)
    """Open blocks from the outermost to the innermost, without the document."""
    number: int = 0
    raw_until: Mapping[str, int] = field(default_factory=dict)
    """Last line that ends each kind of raw HTML. An opening without an end after it is no HTML."""

    def read(self, number: int, line: str) -> None:
        """Read the next line."""
        self.number = number
        depth, position = self._continued(line)
        rest, leaf = line[position:], self._leaf_at(depth)
        if leaf and self._verbatim(leaf, line, position):
            return
        if leaf and _is_reference(leaf, rest):
            self.close(depth)
            leaf = None
        if not rest.strip():
            self._blank(depth, leaf)
            return
        depth, leaf, rest, is_new = self._started(depth, leaf, rest)
        if not rest.strip():
            return
        tip = self.open[-1] if self.open else None
        if leaf and leaf.kind in (BlockKind.TABLE, BlockKind.NOTE):
            self._add_line(leaf, rest.strip() if leaf.kind is BlockKind.TABLE else rest)
        elif tip and tip.kind in (BlockKind.PARAGRAPH, BlockKind.NOTE) and not is_new:
            self._add_line(tip, rest.lstrip(" "))
            tip.number = syntax.indentation_end(rest, 0)
        else:
            self._open(BlockKind.PARAGRAPH, depth).lines.append(rest.lstrip(" "))

    def _leaf_at(self, depth: int) -> Block | None:
        block = self.open[depth] if depth < len(self.open) else None
        return block if block and block.kind not in _CONTAINERS else None

    def _continued(self, line: str) -> tuple[int, int]:
        """Return how many open containers the line continues, and where their content begins in it."""
        position = 0
        for depth, block in enumerate(self.open):
            start = syntax.indentation_end(line, position)
            if block.kind is BlockKind.QUOTE:
                if start - position > 3 or not line.startswith(">", start):
                    return depth, position
                position = start + 1 + line.startswith(" ", start + 1)
            elif block.kind is BlockKind.ITEM:
                is_over = start - position < block.number
                if start == len(line):  # an item may begin with one blank line
                    is_over = not block.blocks and self.number > block.first
                if is_over:
                    return depth, position
                position = min(position + block.number, len(line))
            elif block.kind is not BlockKind.LIST:
                return depth, position
        return len(self.open), position

    def _verbatim(self, leaf: Block, line: str, position: int) -> bool:
        """Add the line to open code, raw HTML or a footnote, if it continues one; return whether it does."""
        indent = syntax.indentation_end(line, position) - position
        rest = line[position:]
        match leaf.kind:
            case BlockKind.FENCE:
                bare = rest.strip()
                if indent <= 3 and bare.startswith(leaf.mark) and not bare.strip(leaf.mark[0]):
                    leaf.last = self.number
                    self.close(self.open.index(leaf))
                else:
                    self._add_line(leaf, rest[min(indent, leaf.number) :])
                return True
            case BlockKind.CODE if indent >= 4 or not rest.strip():
                leaf.lines.append(rest[4:])
                leaf.last = self.number if rest.strip() else leaf.last
                return True
            case BlockKind.RAW:
                is_end = syntax.RAW_ENDS[leaf.mark].search(rest) is not None
                if not (is_end and leaf.mark == "block"):
                    self._add_line(leaf, rest)
                if is_end:
                    self.close(self.open.index(leaf))
                return True
            case BlockKind.NOTE if indent >= 4:
                self._add_line(leaf, rest[4:])
                return True
        return False

    def _blank(self, depth: int, leaf: Block | None) -> None:
        if leaf and leaf.kind is BlockKind.NOTE:
            leaf.lines.append("")
            return
        while depth < len(self.open) and self.open[depth].kind is BlockKind.LIST:
            depth += 1
        self.close(depth)

    def _started(self, depth: int, leaf: Block | None, rest: str) -> tuple[int, Block | None, str, bool]:
        """Open all blocks that begin in the rest of a line.

        Returns the depth, the block that continues (None if another one begins), the rest of the line, and
        whether a block was opened.
        """
        is_new = False
        while True:
            indent = syntax.indentation_end(rest, 0)
            lazy = self.open[-1].kind if self.open and not is_new else None
            if indent >= 4:
                in_note = lazy is BlockKind.NOTE and self.open[-1].lines[-1]
                if lazy is BlockKind.PARAGRAPH or in_note or not rest.strip():
                    return depth, leaf, rest, is_new
                self._open(BlockKind.CODE, depth).lines.append(rest[4:])
                return depth, None, "", True
            opened = self._start(depth, leaf, rest[indent:], indent)
            if opened is None:
                ended = bool(leaf and leaf.kind is BlockKind.NOTE and not leaf.lines[-1])
                return depth, None if ended else leaf, rest, is_new or ended
            depth, leaf, rest, is_new = len(self.open), None, opened, True
            if not rest.strip() or (self.open and self.open[-1].kind not in _CONTAINERS):
                return depth, leaf, "", is_new

    def _start(self, depth: int, leaf: Block | None, text: str, indent: int) -> str | None:
        """Open the block that begins with `text`; return the rest of the text, None if no block begins."""
        first = text[:1]
        paragraph = leaf if leaf and leaf.kind is BlockKind.PARAGRAPH else None
        if first == ">" and len(self.open) < _DEEPEST:
            self._open(BlockKind.QUOTE, depth)
            return text[1:].removeprefix(" ")
        if paragraph and first in "=-:|" and self._underlined(depth, paragraph, text):
            return ""
        if first in "-*_" and syntax.is_rule(text):
            self._open(BlockKind.RULE, depth)
            self.close(len(self.open) - 1)
            return ""
        if first in "#`~<[" and self._start_leaf(depth, text, indent):
            return ""
        return self._item(depth, paragraph, text, indent)

    def _start_leaf(self, depth: int, text: str, indent: int) -> bool:
        """Open a heading, code, raw HTML or a footnote at the start of the text, if there is one."""
        if heading := syntax.HEADING.match(text):
            block = self._open(BlockKind.HEADING, depth, number=len(heading[1]))
            block.lines.append(syntax.heading_text(heading[2]))
            self.close(len(self.open) - 1)
        elif fence := syntax.FENCE.fullmatch(text):
            self._open(BlockKind.FENCE, depth, mark=fence[1] or fence[2], number=indent)
        elif (ending := syntax.raw_ending(text)) and self.number <= self.raw_until.get(ending, self.number):
            self._open(BlockKind.RAW, depth, mark=ending).lines.append(text)
            if syntax.RAW_ENDS[ending].search(text, 2):
                self.close(len(self.open) - 1)
        elif note := syntax.NOTE.match(text):
            self._open(BlockKind.NOTE, depth, mark=note[1]).lines.append(text[note.end() :])
        else:
            return False
        return True

    def _underlined(self, depth: int, paragraph: Block, text: str) -> bool:
        """Turn the paragraph before a line into a heading or a table, if the line makes it one."""
        if syntax.UNDERLINE.fullmatch(text):
            paragraph.kind, paragraph.number = BlockKind.HEADING, 1 if text[0] == "=" else 2
            paragraph.last = self.number
            self.close(depth)
            return True
        aligned = syntax.alignments(text)
        if not aligned or paragraph.number >= 4 or len(syntax.cells(paragraph.lines[-1])) != len(aligned):
            return False
        header = paragraph.lines.pop()
        if paragraph.lines:
            paragraph.last -= 1
            self._open(BlockKind.TABLE, depth).first -= 1
        table = self.open[-1]
        table.kind, table.aligned, table.last = BlockKind.TABLE, aligned, self.number
        table.lines.append(header)
        return True

    def _item(self, depth: int, paragraph: Block | None, text: str, indent: int) -> str | None:
        marker = syntax.MARKER.match(text)
        if not marker or len(self.open) >= _DEEPEST:
            return None
        bullet, number, after, spaces = marker.groups()
        is_empty = marker.end() == len(text)
        if paragraph and (is_empty or (number and int(number) != 1)):
            return None  # `2026. That was …` ends a sentence; it is no item
        gap = 1 if is_empty or len(spaces) > 4 else len(spaces)
        width = marker.end() - len(spaces) + gap
        self.close(depth)
        mark = bullet or after
        if not (self.open and self.open[-1].kind is BlockKind.LIST and self.open[-1].mark == mark):
            self._open(BlockKind.LIST, depth, mark=mark, number=int(number or 1))
        self._open(BlockKind.ITEM, len(self.open), number=indent + width)
        return text[width:]

    def _open(self, kind: BlockKind, depth: int, *, mark: str = "", number: int = 0) -> Block:
        """Open a block below the first `depth` open blocks; all others are closed."""
        self.close(depth)
        if kind is not BlockKind.ITEM and self.open and self.open[-1].kind is BlockKind.LIST:
            self.close(len(self.open) - 1)
        block = Block(kind, self.number, self.number, mark=mark, number=number)
        (self.open[-1] if self.open else self.document).blocks.append(block)
        self.open.append(block)
        return block

    def _add_line(self, block: Block, line: str) -> None:
        block.lines.append(line)
        block.last = self.number

    def close(self, depth: int) -> None:
        """Close the innermost open blocks until `depth` are left."""
        while len(self.open) > depth:
            closed = self.open.pop()
            outer = self.open[-1] if self.open else self.document
            outer.last = max(outer.last, closed.last)


def _is_reference(leaf: Block, following: str) -> bool:
    """Return whether a paragraph is a complete link reference definition: only a title may follow."""
    return (
        leaf.kind is BlockKind.PARAGRAPH
        and leaf.lines[0].startswith("[")
        and len(leaf.lines) <= 3
        and following.lstrip(" ")[:1] not in tuple("\"'(")
        and syntax.REFERENCE.fullmatch("\n".join(leaf.lines)) is not None
    )
