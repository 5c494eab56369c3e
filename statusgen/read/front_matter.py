"""Parts of a note's file: front matter and body."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.read.fields_in_words import plain_colon
from statusgen.read.vocabulary import TROUBLE, names_of
from statusgen.read.yaml.decode import Context, Field, Values, same_key
from statusgen.read.yaml.mappings import parse_mapping
from statusgen.read.yaml.source import Excerpt, Node, Scalar, Source, Table, read_source

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parsed:
    """File of a note: its front matter as a node, and its body."""

    source: Source
    header: Node | None
    body: Excerpt
    lost: frozenset[str] = frozenset()
    """Keys of the front matter whose lines are not valid YAML."""

    @property
    def top(self) -> Span:
        """Return the span of the first line, where missing keys are reported."""
        return self.source.line_span(1)

    def value(self, field: Field[T], context: Context) -> T | None:
        """Return the value of one key before all others are decoded, which reports its mistakes."""
        node = self._node(field)
        return field.decoder.decode(node, replace(context, problems=[])) if node else None

    def text(self, field: Field[T]) -> str:
        """Return the text of a value as it is written; empty if it is absent."""
        node = self._node(field)
        return node.value if isinstance(node, Scalar) else ""

    def _node(self, field: Field[T]) -> Node | None:
        entries = self.header.entries if isinstance(self.header, Table) else ()
        return next((value for key, value in entries if same_key(key.value, field.name)), None)


def parse_note_file(path: str, files: Mapping[str, bytes], context: Context) -> Parsed | None:
    """Return a file with front matter and body; None, with a report, without front matter."""
    source = read_source(path, files[path], context.problems)
    parts = split_front_matter(source, context.problems, context.languages) if source else None
    if source is None or parts is None:
        return None
    header, body = parts
    found = parse_mapping(source, header, context.problems)
    return Parsed(source, found.node, body, found.lost)


def _any(*keys: str) -> re.Pattern[str]:
    """Return the pattern of some words and their other names in all languages."""
    names = (name for key in keys for name in names_of(key))
    return re.compile("|".join(map(re.escape, names)), re.IGNORECASE)


_HIDDEN = {
    "draft": _any("draft"),
    "announced": re.compile("(?i:announced)"),
    "services": _any("outage", *(one.key for one in TROUBLE)),
}
"""Keys that must not be missed, and patterns that find them or their values in invalid YAML."""


def hidden_keys(parsed: Parsed, values: Values) -> frozenset[str]:
    """Return the keys of `_HIDDEN` that may be among the unreadable lines."""
    if not parsed.lost:
        return frozenset()
    text = "\n".join(parsed.source.lines[: parsed.body.first_line - 1])
    return frozenset(
        name for name, look in _HIDDEN.items() if name not in values.values and look.search(text)
    )


def parse_words_file(path: str, files: Mapping[str, bytes], context: Context) -> Parsed | None:
    """Return a file whose front matter is optional, as in translations."""
    source = read_source(path, files[path], context.problems)
    if source is None:
        return None
    first = next((line.rstrip() for line in source.lines if line.strip()), "")
    if first in ("---", "+++"):
        return parse_note_file(path, files, context)
    return Parsed(source, None, Excerpt(source.text, 1))


def split_front_matter(
    source: Source, problems: list[Diagnostic], languages: Sequence[str] = ()
) -> tuple[Excerpt, Excerpt] | None:
    """Return the YAML between the `---` lines and the body after them, or None with a report.

    Blank lines before the first `---` are allowed.
    """
    lines = source.lines
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    first = lines[start].rstrip()
    if first == "+++":
        help = "Put `---` in place of both `+++` lines, and write `key: value` in place of `key = value`."
        message = "this front matter is TOML; statusgen reads YAML"
        problems.append(Diagnostic("toml-front-matter", source.line_span(start + 1), message, help))
        return None
    if first != "---":
        help = "Begin the file with a line `---`, then `title: …`, then another line `---`."
        message = "this file has no front matter"
        problems.append(Diagnostic("missing-front-matter", source.line_span(start + 1), message, help))
        return None
    end = next((n for n in range(start + 1, len(lines)) if lines[n].rstrip() in ("---", "...")), None)
    if end is None:
        _report_unclosed(source, start, problems)
        return None
    header = Excerpt("\n".join(plain_colon(line, languages) for line in lines[start + 1 : end]), start + 2)
    return header, Excerpt("\n".join(lines[end + 1 :]), end + 2)


def _report_unclosed(source: Source, start: int, problems: list[Diagnostic]) -> None:
    after = start + 1
    while (
        after < len(source.lines)
        and source.lines[after].strip()
        and not source.lines[after].startswith("## ")
    ):
        after += 1
    help = f"Put a line `---` after line {after}, where the keys end."
    message = "the front matter that begins here is never closed"
    problems.append(Diagnostic("unclosed-front-matter", source.line_span(start + 1), message, help))
