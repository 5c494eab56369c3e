"""Partial reading of an invalid YAML mapping: its valid entries still count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from statusgen.model.diagnostics import Diagnostic
from statusgen.read.yaml.decode import joined_key
from statusgen.read.yaml.source import Node, Part, Scalar, Source, Table, parse_yaml

_KEY = re.compile(r"""["']?(?P<key>[^\s"'#\-][^"':]*)["']?\s*:(?:\s|$)""")


@dataclass(frozen=True, slots=True)
class Mapping:
    """Readable part of a mapping, and the joined keys of the rest; an empty key means all of it."""

    node: Node | None
    lost: frozenset[str] = frozenset()


def parse_mapping(source: Source, part: Part, problems: list[Diagnostic]) -> Mapping:
    """Return the mapping in a part of a file. If it is invalid as a whole, each of its keys is read alone."""
    found = list[Diagnostic]()
    node = parse_yaml(source, part, found)
    if not found:
        return Mapping(node)
    entries, lost = list[tuple[Scalar, Node]](), set[str]()
    of_blocks = list[Diagnostic]()
    for key, block in _blocks(part):
        own = list[Diagnostic]()
        last = block.first_line + block.text.count("\n")
        # Errors at the end of a block are reported at its last line.
        one = parse_yaml(replace(source, lines=source.lines[:last]), block, own)
        if own or not (one is None or isinstance(one, Table)):
            lost.add(key)
            of_blocks += own
        elif one:
            entries += one.entries
    problems += of_blocks or found
    sound = entries[0][0].span if entries else source.line_span(part.first_line)
    return Mapping(Table(tuple(entries), sound) if entries else None, frozenset(lost or {""}))


def _blocks(part: Part) -> Iterator[tuple[str, Part]]:
    """Yield each key of the mapping with its lines and the lines indented below."""
    key, first, own = "", part.first_line, list[str]()
    for number, line in enumerate(part.text.split("\n"), part.first_line):
        match = _KEY.match(line)
        if match:
            if any(one.strip() for one in own):
                yield key, Part("\n".join(own), first)
            key, first, own = joined_key(match["key"]), number, []
        own.append(line)
    if any(one.strip() for one in own):
        yield key, Part("\n".join(own), first)
