"""Decoders for basic values: choices, times, numbers, ids, links, states of services."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import Enum
from typing import TypeVar
from urllib.parse import urlsplit

from statusgen.model.notes import AffectedService
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Meaning, Status
from statusgen.read.catalogues import names_typed_in
from statusgen.read.times import Sense, Toward, parse_instant
from statusgen.read.vocabulary import (
    SEVERITIES_BY_NAME,
    SEVERITY_NAMES,
    STATE_NAMES,
    STATES_BY_NAME,
    names_of,
    normalise_name,
)
from statusgen.read.yaml.decode import Context, Decoder, Schema, T, did_you_mean, one_of, scalar, wrong_shape
from statusgen.read.yaml.source import List, Node, Scalar, Table

E = TypeVar("E", bound=Enum)
N = TypeVar("N", int, float)

ID_PATTERN = r"[a-z0-9][a-z0-9-]*"
TRUE, FALSE = names_of("true"), names_of("false")


def _time(sense: Callable[[Context], Sense | None], example: str) -> Decoder[datetime]:
    """Return a decoder for times; a time without a date gets its meaning from the context."""

    def read(text: str, node: Scalar, context: Context) -> datetime | None:
        return parse_instant(text, node.span, context, sense(context))

    return scalar(read, "a time", {"type": "string", "examples": ["2026-05-01 09:20", example]})


def _beside(toward: Toward) -> Callable[[Context], Sense | None]:
    """Return the meaning of a clock time on one side of the update."""
    return lambda context: Sense(toward, at, at) if (at := context.anchor) else None


def _new_start(context: Context) -> Sense | None:
    """Return the meaning of a new start: near the planned one, on either side once work has begun."""
    at = context.anchor
    if at is None:
        return None
    status = context.status
    if status and (status.facts.meaning is Meaning.WORK or status is Status.COMPLETED):
        return Sense(Toward.NEAREST, at, at)
    return Sense(Toward.AHEAD, at, max(at, context.begins or at))


def _new_end(context: Context) -> Sense | None:
    """Return the meaning of a new end: after the start, or on either side once work is completed."""
    at = context.anchor
    if at is None:
        return None
    if context.status is Status.COMPLETED:
        return Sense(Toward.NEAREST, at, at)
    start = max(at, context.begins or at)
    return Sense(Toward.AHEAD, start, start)


instant = _time(lambda _: None, "2026-05-01T07:20Z")
instant_promised = _time(_beside(Toward.AHEAD), "09:20")
"""A clock time alone is the next one after the update."""
instant_before = _time(_beside(Toward.BACK), "09:20")
"""A clock time alone is the last one before the update."""
new_start = _time(_new_start, "09:20")
new_end = _time(_new_end, "09:20")


def _boolean(text: str, node: Scalar, context: Context) -> bool | None:
    if text.lower() in TRUE:
        return True
    if text.lower() in FALSE:
        return False
    context.report("bad-value", node.span, f"`{text}` is neither yes nor no", "Write `yes` or `no`.")
    return None


boolean = scalar(_boolean, "`yes` or `no`", {"type": "boolean"})


def _number(pattern: str, convert: Callable[[str], N], low: N, high: N, example: N) -> Decoder[N]:
    name, schema = ("whole number", "integer") if convert is int else ("number", "number")

    def read(text: str, node: Scalar, context: Context) -> N | None:
        match = re.fullmatch(pattern, text)
        if match and low <= convert(match[1]) <= high:
            return convert(match[1])
        message = f"`{text}` is not a {name} from {low:g} to {high:g}"
        context.report("bad-value", node.span, message, f"Write a number such as `{example:g}`.")
        return None

    return scalar(read, "a number", {"type": schema, "minimum": low, "maximum": high})


def number(low: float, high: float) -> Decoder[float]:
    """Return a decoder for decimal numbers from `low` to `high`; a final percent sign is ignored."""
    return _number(r"(-?\d+(?:\.\d+)?)\s*%?", float, low, high, high)


def whole(low: int, high: int) -> Decoder[int]:
    """Return a decoder for whole numbers from `low` to `high`."""
    return _number(r"(-?\d{1,9})", int, low, high, min(high, max(low, 10)))


def matching(pattern: str, expected: str, wrong: str, help: str, schema: str = "") -> Decoder[str]:
    """Return a decoder for text that matches a pattern; `wrong` continues the message after the text.

    `schema` is the pattern for the JSON Schema; empty: any text.
    """

    def read(text: str, node: Scalar, context: Context) -> str | None:
        if re.fullmatch(pattern, text, re.DOTALL):
            return text
        context.report("bad-value", node.span, f"`{text}` {wrong}", help)
        return None

    return scalar(read, expected, {"type": "string", **({"pattern": schema} if schema else {})})


def choice(by_name: Mapping[str, E], names: Mapping[E, tuple[str, ...]], what: str) -> Decoder[E]:
    """Return a decoder for one of a few names, in any language and spelling."""
    recommended = [spellings[0] for spellings in names.values()]

    def read(text: str, node: Scalar, context: Context) -> E | None:
        value = by_name.get(normalise_name(text))
        if value is None:
            spoken = frozenset[str]().union(*map(names_typed_in, ("en", *context.languages)))
            known = [
                *recommended,
                *(one for spellings in names.values() for one in spellings if one in spoken),
            ]
            help = did_you_mean(text, known, f"It can be {one_of(recommended)}.")
            context.report("bad-value", node.span, f"there is no {what} `{text}`", help)
        return value

    return scalar(read, f"a {what}", {"enum": [name for spellings in names.values() for name in spellings]})


def word(choices: Mapping[str, T], wrong: str) -> Decoder[T]:
    """Return a decoder for one of a few words, in any case; `wrong` is the message before another word."""
    words = list(choices)

    def read(text: str, node: Scalar, context: Context) -> T | None:
        if text.lower() not in choices:
            help = did_you_mean(text, words, f"Write {one_of(words)}.")
            context.report("bad-value", node.span, f"{wrong} `{text}`", help)
        return choices.get(text.lower())

    return scalar(read, one_of(words), {"enum": words})


state = choice(STATES_BY_NAME, STATE_NAMES, "service state")
severity = choice(SEVERITIES_BY_NAME, SEVERITY_NAMES, "severity")


def read_identifier(text: str, node: Scalar, context: Context, help: str = "") -> str | None:
    """Return an id; else report it, with a proposal if no help is given."""
    if re.fullmatch(ID_PATTERN, text):
        return text
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    help = help or (f"Write `{slug}`." if slug else "Choose a short name such as `checkout`.")
    message = f"`{text}` cannot be an id: ids have lower-case letters, digits and hyphens"
    context.report("bad-value", node.span, message, help)
    return None


identifier = scalar(read_identifier, "an id", {"type": "string", "pattern": f"^{ID_PATTERN}$"})


def link(*schemes: str) -> Decoder[str]:
    """Return a decoder for absolute addresses with one of the schemes."""
    wanted = one_of([f"{scheme}:" for scheme in schemes])

    def read(text: str, node: Scalar, context: Context) -> str | None:
        if is_link(text, schemes):
            return text
        help = f"Write the whole address; it begins with {wanted}."
        if meant := next((one for one in _whole(text) if is_link(one, schemes)), ""):
            help = f"Write the whole address: `{meant}`."
        context.report("bad-value", node.span, f"`{text}` is not an address", help)
        return None

    return scalar(read, "an address", {"type": "string", "pattern": f"^({'|'.join(schemes)}):"})


def _whole(text: str) -> Iterator[str]:
    """Yield the address that a text without a scheme may stand for."""
    if re.fullmatch(r"[^\s@:/]+@[\w-]+(\.[\w-]+)+", text):
        yield f"mailto:{text}"
    elif re.match(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(:\d+)?(/|$)", text, re.IGNORECASE):
        yield f"https://{text}"


def is_link(text: str, schemes: Sequence[str]) -> bool:
    """Return whether this is an absolute address with one of the schemes, safe in an HTML attribute."""
    try:
        parts = urlsplit(text)
        has_place = bool(parts.hostname) if parts.scheme in ("http", "https") else bool(parts.path)
        return parts.scheme in schemes and has_place and not re.search(r"[\s<>\"'\\`]", text)
    except ValueError:
        return False


def _effects(node: Node, context: Context) -> tuple[AffectedService, ...] | None:
    if isinstance(node, Table):
        found: dict[str, AffectedService] = {}
        for key, value in node.entries:
            if key.value in found:
                context.report(
                    "duplicate-key", key.span, f"`{key.value}` is given twice", "Remove one of them."
                )
            elif isinstance(value, Scalar) and not (value.plain or value.value):
                continue  # how editors write that no state was chosen
            # A service whose state cannot be read is not well either.
            said = state.decode(value, context)
            one = AffectedService(key.value, ServiceState.UNCONFIRMED if said is None else said, key.span)
            # Of two states, the worse one may be meant.
            found[key.value] = max(found.get(key.value, one), one, key=lambda each: each.state)
        return tuple(found.values())
    first = node.items[0] if isinstance(node, List) and node.items else node
    name = first.value if isinstance(first, Scalar) and first.value else "checkout"
    wrong_shape(
        node, "a state for each service", context, f"Write `services:`, and below it `  {name}: degraded`."
    )
    items = node.items if isinstance(node, List) else ()
    named = {one.value: one.span for one in items if isinstance(one, Scalar) and not one.absent}
    return tuple(AffectedService(service, ServiceState.UNCONFIRMED, span) for service, span in named.items())


_EFFECTS_SCHEMA: Schema = {"type": "object", "additionalProperties": state.schema}

effects: Decoder[tuple[AffectedService, ...]] = Decoder(_effects, _EFFECTS_SCHEMA)
"""`{checkout: degraded}`: services and their states."""


NONE_AFFECTED = (AffectedService("", ServiceState.OPERATIONAL),)
"""Value of `services: none`; `read.notes` turns it into `none_affected`."""


def _effects_or_none(node: Node, context: Context) -> tuple[AffectedService, ...] | None:
    if isinstance(node, Scalar) and normalise_name(node.value) in SEVERITY_NAMES[Severity.NONE]:
        return NONE_AFFECTED
    return _effects(node, context)


effects_or_none: Decoder[tuple[AffectedService, ...]] = Decoder(
    _effects_or_none, {"oneOf": [_EFFECTS_SCHEMA, {"enum": [*SEVERITY_NAMES[Severity.NONE]]}]}
)
"""`{checkout: degraded}`, or `none`."""


def _effects_or_ids(default: ServiceState) -> Decoder[tuple[AffectedService, ...]]:
    def decode(node: Node, context: Context) -> tuple[AffectedService, ...] | None:
        if isinstance(node, Table):
            return _effects(node, context)
        items = node.items if isinstance(node, List) else (node,)
        found: dict[str, AffectedService] = {}
        for item in items:
            if not isinstance(item, Scalar):
                wrong_shape(item, "the id of a service", context)
            elif not item.absent:
                found.setdefault(item.value, AffectedService(item.value, default, item.span))
        return tuple(found.values())

    ids = {"type": "array", "items": {"type": "string"}}
    return Decoder(decode, {"oneOf": [ids, {"type": "string"}, _EFFECTS_SCHEMA]})


effects_of_maintenance = _effects_or_ids(ServiceState.UNDER_MAINTENANCE)
"""List of ids, which are under maintenance, or states as in `effects`."""

concerned = _effects_or_ids(ServiceState.OPERATIONAL)
"""List of ids that a notice is about."""


def relative_to(context: Context, at: datetime, status: Status | None = None) -> Context:
    """Return the context for the fields of an update: a clock time alone is relative to the update's time."""
    return replace(context, anchor=at, status=status)
