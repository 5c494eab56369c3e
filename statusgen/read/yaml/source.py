"""Bytes to text to located YAML nodes; the only module that knows the YAML library.

YAML is read as a stream of events, not as Python objects: values keep their raw text (`12:30` stays
`12:30`, `no` stays `no`) and their place, equal keys are both kept, anchors and aliases are refused before
anything is expanded, and depth is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from statusgen.model.diagnostics import Diagnostic, Span, unix_newlines
from statusgen.read.yaml.conflicts import conflicts
from statusgen.read.yaml.invisible import is_blank
from statusgen.read.yaml.repairs import explain_yaml_error, quoted_line, value_of, yaml_error_mark

MAX_FILE_BYTES = 1_000_000
MAX_DEPTH = 16

_Loader = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # where it was built, the C loader is ten times faster
_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160), 0xFFFE, 0xFFFF), "\ufffd")
_CONTROL |= dict.fromkeys((0x85, 0x2028, 0x2029), " ")  # YAML ends a line at these, editors and git do not
_HALVES = "\ud800-\udfff"  # surrogates, which no file can contain
_HAS_CONTROL = re.compile(f"[{re.escape(''.join(map(chr, _CONTROL)))}{_HALVES}]")
_CONTROL |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


@dataclass(frozen=True, slots=True)
class Source:
    """Text file with line feeds as newlines, without byte order mark, with control characters replaced."""

    path: str
    text: str
    lines: tuple[str, ...]

    def line_span(self, line: int) -> Span:
        """Return the span of a line, counted from 1, without the white space around it."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        start = len(text) - len(text.lstrip()) + 1
        return Span(self.path, line, start, max(start + len(text.strip()), start + 1))


@dataclass(frozen=True, slots=True)
class Scalar:
    """YAML value that is text; `plain` when it was not quoted."""

    value: str
    span: Span
    plain: bool = True
    line: str = ""
    """Line of the file in which the value begins."""
    comment: str = ""
    """Comment after the value in its last line, from `#` on; empty if the value was quoted."""

    @property
    def absent(self) -> bool:
        """Return whether the value is empty: `key:`, `key: ~`, `key: null`, or `key: ""` of editors.

        A value of invisible characters is empty too.
        """
        return is_blank(self.value) or (self.plain and self.value in ("~", "null", "Null", "NULL"))


@dataclass(frozen=True, slots=True)
class List:
    """YAML list."""

    items: tuple[Node, ...]
    span: Span
    line: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """YAML mapping; equal keys are both kept."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span
    line: str = ""


Node = Scalar | List | Table


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Consecutive lines of a file, and the number of the first."""

    text: str
    first_line: int


def read_source(path: str, data: bytes, problems: list[Diagnostic]) -> Source | None:
    """Return the decoded file; None, with a report, if it cannot be read."""
    if len(data) > MAX_FILE_BYTES:
        message = f"this file has more than {MAX_FILE_BYTES:,} bytes"
        problems.append(
            Diagnostic("file-too-large", Span(path), message, "Split it, or remove what was pasted in.")
        )
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        *above, begun = unix_newlines(data[: error.start].decode("utf-8-sig")).split("\n")
        line, column = len(above) + 1, len(begun) + 1
        span = Span(path, line, column, column + 1)
        help = "Save the file as UTF-8 (in most editors: “Save with encoding”)."
        problems.append(Diagnostic("not-utf8", span, "this file is not UTF-8 text from here on", help))
        return None
    text = _without_control(unix_newlines(text))
    lines = tuple(text.split("\n"))
    found = [*conflicts(path, text, lines)]
    problems += found
    return None if found else Source(path, text, lines)


def _without_control(text: str) -> str:
    """Return the text with replacements for characters that neither XML nor a terminal should get."""
    # few texts have any, and searching is much faster than translating
    return text.translate(_CONTROL) if _HAS_CONTROL.search(text) else text


def parse_yaml(source: Source, part: Excerpt, problems: list[Diagnostic]) -> Node | None:
    """Return the YAML of a part of a file as located nodes; None when empty or, with a report, unreadable."""
    builder = _Builder(source, part.first_line)
    try:
        return builder.document(iter(yaml.parse(part.text, Loader=_Loader)))
    except _RefusedError as refused:
        problems.append(refused.diagnostic)
    except yaml.YAMLError as error:
        mark = yaml_error_mark(error)
        line = part.first_line + (mark.line if mark else 0)
        column = mark.column + 1 if mark else 1
        problems.append(explain_yaml_error(source.path, source.lines, line, column, error))
    except (ValueError, OverflowError):  # raised by the loader in Python; that in C raises a YAMLError
        problems.append(_no_character(source, part))
    return None


def _no_character(source: Source, part: Excerpt) -> Diagnostic:
    """Return the diagnostic for a code point beyond those of Unicode."""
    before = re.split(r"\\U(?!000|0010)", part.text, maxsplit=1)[0]
    span = source.line_span(part.first_line + before.count("\n"))
    return Diagnostic("yaml-syntax", span, "there is no such character", "Write the character itself.")


def _mark(mark: Any) -> Any:
    """Return a mark without its optional type: parsed events always have marks."""
    return mark


class _RefusedError(Exception):
    """Valid YAML of a kind that content must not use."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(frozen=True, slots=True)
class _Builder:
    """Converter from YAML events to nodes. Its recursion is bounded by `MAX_DEPTH`."""

    source: Source
    first_line: int

    def document(self, events: Iterator[yaml.Event]) -> Node | None:
        node: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and node is not None:
                raise self._refuse(
                    "yaml-syntax", event, "a second YAML document begins here", "Remove this line."
                )
            if isinstance(event, yaml.NodeEvent):
                node = self._node(event, events, 0)
        return node

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        self._check(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            plain = event.implicit[0]
            comment = self._comment(event) if plain else ""
            value = _without_control(event.value)  # escapes in quotes can yield control characters: `\x01`
            return Scalar(value, self._span(event), plain, self._line(event), comment)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := next(events), yaml.SequenceEndEvent):
                items.append(self._node(inner, events, depth + 1))
            return List(tuple(items), self._span(event), self._line(event))
        entries = []
        while not isinstance(inner := next(events), yaml.MappingEndEvent):
            key = self._node(inner, events, depth + 1)
            if not isinstance(key, Scalar):
                raise self._refuse(
                    "yaml-syntax", inner, "a list or mapping cannot be a key", "Write `key: value`."
                )
            entries.append((key, self._node(next(events), events, depth + 1)))
        return Table(tuple(entries), self._span(event), self._line(event))

    def _check(self, event: yaml.Event, depth: int) -> None:
        if isinstance(event, yaml.AliasEvent):
            help = self._quoting(event, f"*{event.anchor}", "if the star is part of the text")
            raise self._refuse(
                "yaml-alias", event, "YAML reads a value that begins with `*` as an alias", help
            )
        if getattr(event, "anchor", None):
            help = self._quoting(event, "&", "if the `&` is part of the text; else write it out each time")
            raise self._refuse(
                "yaml-alias", event, "YAML reads a value that begins with `&` as an anchor", help
            )
        if getattr(event, "tag", None) is not None:
            help = self._quoting(event, "!", "if the `!` is part of the text")
            raise self._refuse("yaml-syntax", event, "YAML reads a value that begins with `!` as a tag", help)
        if depth > MAX_DEPTH:
            raise self._refuse(
                "yaml-too-deep", event, "these values are nested too deeply", "Write them flat."
            )

    def _quoting(self, event: yaml.Event, sign: str, condition: str) -> str:
        """Return the help to put a value in quotes, with the whole line if the value begins with the sign."""
        line = self._line(event)
        if value_of(line).startswith(sign):
            return f"Put the value in quotes: `{quoted_line(line)}`, {condition}."
        return f"Put the value in quotes, {condition}."

    def _line(self, event: yaml.Event) -> str:
        """Return the line of the file in which an event begins."""
        number: int = self.first_line + _mark(event.start_mark).line
        return self.source.lines[min(number, len(self.source.lines)) - 1]

    def _comment(self, event: yaml.Event) -> str:
        """Return the comment after a value, in the line where the value ends."""
        end = _mark(event.end_mark)
        number = min(self.first_line + end.line, len(self.source.lines))
        line = self.source.lines[number - 1]
        if "#" not in line:
            return ""
        rest = line[end.column :]
        behind = rest.lstrip()
        return behind.rstrip() if behind.startswith("#") and behind != rest else ""

    def _refuse(self, code: str, event: yaml.Event, message: str, help: str) -> _RefusedError:
        return _RefusedError(Diagnostic(code, self._span(event), message, help))

    def _span(self, event: yaml.Event) -> Span:
        """Return the event's place, cut to its first line; errors at the end are shown on the last line."""
        start, end = _mark(event.start_mark), _mark(event.end_mark)
        line = min(self.first_line + start.line, len(self.source.lines))
        text = self.source.lines[line - 1]
        column = min(start.column, len(text)) + 1
        whole = isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)) or end.line != start.line
        until = len(text.rstrip()) + 1 if whole else min(end.column, len(text)) + 1
        return Span(self.source.path, line, column, max(until, column + 1))
