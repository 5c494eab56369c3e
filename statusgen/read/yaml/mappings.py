"""YAML mappings: reading valid and partly invalid ones, decoding by fields, and their JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from statusgen.model.diagnostics import Diagnostic, Level, Span
from statusgen.read.translated_keys import field_named
from statusgen.read.vocabulary import names_of
from statusgen.read.yaml.decode import (
    Context,
    Decoder,
    Field,
    Schema,
    T,
    Values,
    did_you_mean,
    joined_key,
    one_of,
    report_duplicate,
    suggestion,
    wrong_shape,
)
from statusgen.read.yaml.repairs import quoted
from statusgen.read.yaml.source import Excerpt, Node, Scalar, Source, Table, parse_yaml


def decode_fields(
    node: Node | None,
    fields: Sequence[Field[Any]],
    context: Context,
    span: Span,
    unread: frozenset[str] = frozenset(),
) -> Values:
    """Read a mapping by its fields; if there is no mapping, missing fields are reported at `span`.

    `unread` are the keys whose lines are not valid YAML, which has been reported already.
    """
    known = {one.name: one for one in fields}
    if node is not None and not isinstance(node, Table):
        wrong_shape(node, "`key: value` lines", context)
        return Values(node.span, {}, {}, frozenset(known))
    place = node.span if node else span
    names = {joined_key(name): name for name in known}
    lost = set(known) if "" in unread else {names.get(joined_key(name), "?") for name in unread}
    entries = _known_entries(node.entries if node else (), known, context, lost)
    for one in fields:
        if one.required and one.name not in entries and one.name not in lost:
            lost.add(one.name)
            context.report(
                "missing-key", place, f"`{one.spelling}` is missing", f"Add a line `{one.spelling}: …`."
            )
    values = _decoded(entries, known, context, lost)
    for name, (key, value) in entries.items():
        if name not in values and isinstance(value, Scalar):
            if known[name].required or not known[name].may_be_empty:
                lost.add(name)
            _report_empty(key, value, known[name], context)
    return Values(place, values, {name: entries[name][1].span for name in values}, frozenset(lost))


def _report_empty(key: Scalar, value: Scalar, field: Field[Any], context: Context) -> None:
    """Report a missing value, if the key is required or YAML reads its text as a comment."""
    message, help = f"`{key.value}` has no value", f"Write `{key.value}: …`."
    if field.decoder.is_text and value.comment:
        message += ": to YAML, what follows `#` is a comment"
        help = f"Put the text in quotes: `{key.value}: {quoted(value.comment)}`."
    if field.required:
        context.report("missing-key", value.span, message, help)
    elif not field.may_be_empty:
        context.report("bad-value", value.span, message, f"Write `{key.value}: no`, or remove the line.")
    elif field.decoder.is_text and re.match(r"#\w", value.comment):
        context.report("cut-off-text", value.span, message, help)


def _decoded(
    entries: Mapping[str, tuple[Scalar, Node]],
    known: Mapping[str, Field[Any]],
    context: Context,
    lost: set[str],
) -> dict[str, object]:
    """Return the values in the order written; a field with `after` is decoded relative to that one.

    Names of fields that cannot be read completely are added to `lost`.
    """
    values: dict[str, object] = {}
    for name in sorted(entries, key=lambda name: bool(known[name].after)):
        value = entries[name][1]
        if isinstance(value, Scalar) and value.absent:
            continue
        start = values.get(known[name].after)
        own = (
            replace(context, anchor=start, status=None, begins=None)
            if isinstance(start, datetime)
            else context
        )
        before = len(context.problems)
        values[name] = known[name].decoder.decode(value, own)
        if any(one.level is Level.ERROR and one not in context.aside for one in context.problems[before:]):
            lost.add(name)
    return {name: values[name] for name in entries if name in values}


_DRAFT = frozenset(name.casefold() for name in (*names_of("draft"), "wip"))
_DRAFT_KEYS = {joined_key(name) for name in _DRAFT} - {"draft"}
_DRAFT_KEYS |= {"published", "publish", "public", "visible", "hidden", "private", "unlisted"}
"""Keys that have the meaning of `draft` elsewhere or in other languages."""
_ANSWERS = frozenset((*names_of("true"), *names_of("false"), "1", "0", ""))


def may_mean_draft(key: Scalar, value: Node) -> bool:
    """Return whether an unknown key may be meant to keep this from being published."""
    text = value.value.strip().casefold() if isinstance(value, Scalar) else ""
    return (joined_key(key.value) in _DRAFT_KEYS and text in _ANSWERS) or text in _DRAFT


def _known_entries(
    written: Iterable[tuple[Scalar, Node]], known: Mapping[str, Field[Any]], context: Context, lost: set[str]
) -> dict[str, tuple[Scalar, Node]]:
    """Return the entries by the name of their field; report unknown ones, and add them to `lost`."""
    entries: dict[str, tuple[Scalar, Node]] = {}
    names = {joined_key(name): name for name in known}
    for key, value in written:
        name = names.get(joined_key(key.value))
        if (name is None or name in entries) and may_mean_draft(key, value):
            lost.add("draft")
        if name is None:
            spellings = {one.spelling: one.name for one in known.values()}
            mistaken = {joined_key(other): one for one in known.values() for other in one.mistaken}
            meant = mistaken.get(joined_key(key.value)) or field_named(
                key.value, known.values(), context.languages
            )
            close = meant.spelling if meant else suggestion(key.value, spellings)
            lost.add(spellings[close] if close else "?")
            help = did_you_mean(key.value, [*spellings], f"Keys here are {one_of([*spellings])}.")
            help = f"Write `{meant.spelling}`: {meant.about}" if meant else help
            context.report("unknown-key", key.span, f"there is no key `{key.value}` here", help)
        elif name in entries:
            lost.add(name)
            report_duplicate(key, entries[name][0].span, context)
        else:
            entries[name] = (key, value)
    return entries


def record(
    fields: Sequence[Field[Any]],
    build: Callable[[Values, Context], T | None],
    expected: str,
    dispensable: Collection[str] = (),
) -> Decoder[T]:
    """Return a decoder for a mapping with known keys. A mistake in a dispensable one leaves that one out."""

    def decode(node: Node, context: Context) -> T | None:
        if not isinstance(node, Table):
            wrong_shape(node, expected, context, _as_record(node, fields))
            return None
        before = len(context.problems)
        values = decode_fields(node, fields, context, node.span)
        if values.lost.issubset(dispensable):
            context.aside.extend(context.problems[before:])
            sound = {name: value for name, value in values.values.items() if name not in values.lost}
            values = replace(values, values=sound)
        return build(values, context)

    return Decoder(decode, object_schema(fields))


def _as_record(node: Node, fields: Sequence[Field[Any]]) -> str:
    """Return the help for a text where a mapping belongs: the text as its first required key."""
    names = [one.spelling for one in fields if one.required]
    if not names or not isinstance(node, Scalar) or node.absent:
        return ""
    first, *others = names
    if not others:
        return f"Write it in a line of its own: `- {first}: {quoted(node.value)}`."
    entries = [f"{first}: {node.value}", *(f"{name}: …" for name in others)]
    return f"Write `{{{', '.join(entries)}}}`."


def object_schema(fields: Sequence[Field[Any]]) -> Schema:
    """Return the JSON Schema of a mapping with these fields, in every spelling of its keys."""
    properties: Schema = {}
    patterns: Schema = {}
    for one in fields:
        described = {"description": one.about, **one.decoder.schema}
        properties[one.spelling] = described
        if "_" in one.name:
            words = (f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in one.name.split("_"))
            patterns[f"^{'[-_ ]?'.join(words)}$"] = described
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    if patterns:
        schema["patternProperties"] = patterns
    required = [one for one in fields if one.required]
    if any("_" in one.name for one in required):
        schema["allOf"] = [_any_spelling(one) for one in required]
    elif required:
        schema["required"] = [one.name for one in required]
    return schema


def _any_spelling(one: Field[Any]) -> Schema:
    first, *others = one.name.split("_")
    camel = first + "".join(word.capitalize() for word in others)
    joined = (*(joint.join((first, *others)) for joint in " _-"), first + "".join(others), camel)
    spellings = dict.fromkeys([*joined, camel[0].upper() + camel[1:]])
    return {"anyOf": [{"required": [spelling]} for spelling in spellings]}


_ENTRY = re.compile(r"""["']?(?P<key>[^\s"'#\-][^"':]*)["']?\s*:(?:\s|$)""")


@dataclass(frozen=True, slots=True)
class PartialMapping:
    """Readable part of a mapping, and the joined keys of the rest; an empty key means all of it."""

    node: Node | None
    lost: frozenset[str] = frozenset()


def parse_mapping(source: Source, part: Excerpt, problems: list[Diagnostic]) -> PartialMapping:
    """Return the mapping in a part of a file. If it is invalid as a whole, each of its keys is read alone."""
    found = list[Diagnostic]()
    node = parse_yaml(source, part, found)
    if not found:
        return PartialMapping(node)
    entries, lost = list[tuple[Scalar, Node]](), set[str]()
    of_blocks = list[Diagnostic]()
    for key, block in _entries(part):
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
    return PartialMapping(Table(tuple(entries), sound) if entries else None, frozenset(lost or {""}))


def _entries(part: Excerpt) -> Iterator[tuple[str, Excerpt]]:
    """Yield each key of the mapping with its lines and the lines indented below."""
    key, first, own = "", part.first_line, list[str]()
    for number, line in enumerate(part.text.split("\n"), part.first_line):
        match = _ENTRY.match(line)
        if match:
            if any(one.strip() for one in own):
                yield key, Excerpt("\n".join(own), first)
            key, first, own = joined_key(match["key"]), number, []
        own.append(line)
    if any(one.strip() for one in own):
        yield key, Excerpt("\n".join(own), first)
