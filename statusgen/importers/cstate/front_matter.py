"""Read the front matter of a cState note, even where it is invalid YAML, and split off the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from statusgen.markdown.comments import public_line
from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.read.yaml.source import Excerpt, List, Node, Scalar, Source, Table, parse_yaml

YES = ("true", "yes", "on", "1")

_KEY_VALUE = re.compile(r"\s*[\"']?(?P<key>[A-Za-z_][\w-]*)[\"']?\s*[:=](?P<value>.*)")
_ITEM = re.compile(r"\s*-\s(?P<value>.*)")
_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")


@dataclass(frozen=True, slots=True)
class Value:
    """Texts of a key: none, one, or several."""

    texts: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Values of the front matter by lower-case key."""

    values: Mapping[str, Value] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """Return the first text of a key; empty if there is none."""
        return next(iter(self.texts(key)), "")

    def texts(self, key: str) -> tuple[str, ...]:
        """Return all texts of a key."""
        return self.values[key].texts if key in self.values else ()

    def is_true(self, key: str) -> bool:
        """Return whether a key has a text that means yes."""
        return self.text(key).lower() in YES

    def span(self, key: str, otherwise: Span) -> Span:
        """Return the place of a key's value, or `otherwise` if there is no such key."""
        return self.values[key].span if key in self.values else otherwise


def read_front_matter(source: Source, problems: list[Diagnostic]) -> tuple[FrontMatter, Excerpt]:
    """Return the front matter and the body; invalid YAML is read line by line, with a report."""
    header, body, fault = _cut(source)
    found: list[Diagnostic] = []
    node = parse_yaml(source, header, found) if not fault else None
    if isinstance(node, Table) and not found:
        return FrontMatter(dict(_values(node))), body
    if not header.text.strip():
        fault = fault or "this note has no front matter"
    message = fault or (found[0].message if found else "the front matter is not a list of keys")
    span = found[0].span if found else source.line_span(min(header.first_line, len(source.lines)))
    help = "It was read line by line, and no word is lost; compare the imported note with this one."
    problems.append(Diagnostic("import-file", span, message, help))
    return FrontMatter(dict(_by_line(header, source.path))), body


def _cut(source: Source) -> tuple[Excerpt, Excerpt, str]:
    """Return the front matter, the body, and what is wrong with the fences between them."""
    lines = source.lines
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    fence = lines[start].strip()
    if fence not in ("---", "+++"):
        return _without_opening(source, start)
    end = next((n for n in range(start + 1, len(lines)) if lines[n].strip() == fence), None)
    fault = "the front matter is TOML, not YAML" if fence == "+++" else ""
    if end is None:
        fault = "the front matter is never closed"
        end = next((n for n in range(start + 1, len(lines)) if not _is_header(lines[n])), len(lines))
        return _part(source, start + 1, end), _part(source, end, len(lines)), fault
    return _part(source, start + 1, end), _part(source, end + 1, len(lines)), fault


def _without_opening(source: Source, start: int) -> tuple[Excerpt, Excerpt, str]:
    """Cut a file without a fence at its beginning, from the line `start`."""
    lines = source.lines
    end = next((n for n in range(start, len(lines)) if not _is_header(lines[n])), len(lines))
    if end == start:
        return _part(source, start, start), _part(source, start, len(lines)), "this note has no front matter"
    after = end + 1 if end < len(lines) and lines[end].strip() == "---" else end
    body = _part(source, after, len(lines))
    return _part(source, start, end), body, "the front matter has no opening `---`"


def _is_header(line: str) -> bool:
    return bool(_KEY_VALUE.fullmatch(line) or _ITEM.fullmatch(line) or line.lstrip().startswith("#"))


def _part(source: Source, start: int, end: int) -> Excerpt:
    return Excerpt("\n".join(source.lines[start:end]), start + 1)


def _values(node: Table) -> Iterator[tuple[str, Value]]:
    for key, value in node.entries:
        yield key.value.strip().lower(), Value(tuple(_texts(value)), value.span)


def _texts(node: Node) -> Iterator[str]:
    """Yield all texts in a value, however it is nested."""
    match node:
        case Scalar():
            if not node.absent and (text := public_line(node.value)):
                yield text
        case List():
            for item in node.items:
                yield from _texts(item)
        case Table():
            for key, value in node.entries:
                yield ": ".join([public_line(key.value), *_texts(value)])


def _by_line(part: Excerpt, path: str) -> Iterator[tuple[str, Value]]:
    """Yield keys and values of lines that are not YAML."""
    values: dict[str, Value] = {}
    last = ""
    for number, line in enumerate(part.text.split("\n"), part.first_line):
        span = Span(path, number, 1, len(line) + 1)
        item, entry = _ITEM.fullmatch(line), _KEY_VALUE.fullmatch(line)
        if item and last:
            values[last] = Value((*values[last].texts, *_unquoted(item["value"])), values[last].span)
        elif entry and not line.lstrip().startswith("#"):
            last = entry["key"].lower()
            values[last] = Value(_unquoted(entry["value"]), span)
    yield from values.items()


def _unquoted(text: str) -> tuple[str, ...]:
    """Return the text of a value without quotes around it, or the texts of a list in brackets."""
    text = text.strip()
    while text.startswith("- "):
        text = text[2:].strip()
    if text.startswith("[") and text.endswith("]"):
        quoted = [first or second for first, second in _QUOTED.findall(text)]
        items = (public_line(one) for one in quoted or text[1:-1].split(","))
        return tuple(item for item in items if item)
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    line = public_line(text)
    return (line,) if line else ()
