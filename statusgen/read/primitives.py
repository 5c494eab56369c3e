"""Decoders for the small values that content is made of: texts, choices, times, numbers, ids, links."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import Enum
from typing import TypeVar
from urllib.parse import urlsplit

from statusgen.markdown.comments import public_line
from statusgen.model.diagnostics import Span
from statusgen.model.notes import AffectedService, Meaning, Status
from statusgen.model.states import ServiceState, Severity
from statusgen.model.text import EMPTY, LocalText, Origin, localise
from statusgen.read.body import Words
from statusgen.read.times import Sense, Toward, parse_day, parse_instant
from statusgen.read.vocabulary import (
    SEVERITIES_BY_NAME,
    SEVERITY_NAMES,
    STATE_NAMES,
    STATES_BY_NAME,
    normalise_name,
)
from statusgen.read.yaml.decode import (
    Context,
    Decoder,
    Field,
    Schema,
    Values,
    did_you_mean,
    one_of,
    scalar,
    wrong_shape,
)
from statusgen.read.yaml.invisible import called, is_blank, misplaced, without
from statusgen.read.yaml.source import Node, Scalar, Table
from statusgen.read.yaml.source import Sequence as List

E = TypeVar("E", bound=Enum)

ID_PATTERN = r"[a-z0-9][a-z0-9-]*"
LANGUAGE_PATTERN = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
TRUE, FALSE = ("true", "yes", "on", "是"), ("false", "no", "off", "否")


def _text(text: str, node: Scalar, context: Context) -> str | None:
    words = public_line(text)
    if is_blank(words):
        context.report("bad-value", node.span, "there are no words here", "Write some, or remove the line.")
        return None
    places = misplaced(words)
    if not places:
        return words
    letters = [words[at] for at in places]
    message = f"readers cannot see {called(letters)} here; it is left out"
    context.report(
        "invisible-character", _place_of(letters[0], node), message, "Remove it from the file, too."
    )
    return public_line(without(words, places))


def _place_of(letter: str, node: Scalar) -> Span:
    """Where a letter of a value is; the value, where it is written as an escape or in a later line."""
    at = node.line.find(letter, node.span.column - 1)
    return replace(node.span, column=at + 1, end=at + 2) if at >= 0 else node.span


text = scalar(_text, "text", {"type": ["string", "number", "boolean"]}, is_text=True)
"""One line of plain text, without HTML comments."""


def _words(node: Node, context: Context) -> LocalText | None:
    if not isinstance(node, Table):
        one = text.decode(node, context)
        return None if one is None else LocalText(((context.languages[0], one),))
    found: dict[str, str] = {}
    for key, value in node.entries:
        if key.value not in context.languages:
            help = f"Add it to `languages` in site.yml; now there is {one_of(context.languages, 'and')}."
            context.report("bad-language", key.span, f"the site has no language `{key.value}`", help)
        elif key.value in found:
            context.report("duplicate-key", key.span, f"`{key.value}` stands twice", "Remove one of them.")
        elif (one := text.decode(value, context)) is not None:
            found[key.value] = one
    if not node.entries:
        context.report("bad-value", node.span, "there are no words here", "Write some, or remove the line.")
    return localise((code, found.get(code, "")) for code in context.languages) or None


words: Decoder[LocalText] = Decoder(
    _words,
    {
        "oneOf": [
            {"type": ["string", "number", "boolean"]},
            {
                "type": "object",
                "propertyNames": {"pattern": f"^{LANGUAGE_PATTERN}$"},
                "additionalProperties": {"type": ["string", "number", "boolean"]},
                "minProperties": 1,
            },
        ]
    },
    is_text=True,
)
"""One text, in the site's default language, or a text a language: `{en: …, zh: …}`."""


def in_default_language(one: Words | None, context: Context) -> LocalText:
    """A text of a note's main file."""
    return with_variant(EMPTY, context.languages[0], one)


def with_variant(text: LocalText, language: str, words: Words | None) -> LocalText:
    """The text with its words in one more language, if there are any."""
    if words is None or not words.text:
        return text
    return LocalText((*text.variants, (language, words.text)), (*text.origins, words.origin))


def located(values: Values, wanted: Field[str]) -> Words | None:
    """The text of a field with its place."""
    found = values.get(wanted)
    return Words(found, Origin(values.place(wanted))) if found else None


def _time(sense: Callable[[Context], Sense | None], example: str) -> Decoder[datetime]:
    """A time; one without a date has the sense that follows from the context."""

    def read(text: str, node: Scalar, context: Context) -> datetime | None:
        return parse_instant(text, node.span, context, sense(context))

    return scalar(read, "a time", {"type": "string", "examples": ["2026-05-01 09:20", example]})


def _promised(context: Context) -> Sense | None:
    at = context.anchor
    return Sense(Toward.AHEAD, at, at, usual=_USUAL) if at else None


def _looking_back(context: Context) -> Sense | None:
    at = context.anchor
    return Sense(Toward.BACK, at, at, usual=_USUAL) if at else None


def _new_start(context: Context) -> Sense | None:
    """Near the planned start; once work has begun, that may be told before or after it began."""
    at = context.anchor
    if at is None:
        return None
    status = context.status
    if status and (status.facts.meaning is Meaning.WORK or status is Status.COMPLETED):
        return Sense(Toward.NEAREST, at, at)
    return Sense(Toward.AHEAD, at, max(at, context.begins or at))


def _new_end(context: Context) -> Sense | None:
    """After the start; once work is completed, that may be told before or after its end."""
    at = context.anchor
    if at is None:
        return None
    if context.status is Status.COMPLETED:
        return Sense(Toward.NEAREST, at, at)
    start = max(at, context.begins or at)
    return Sense(Toward.AHEAD, start, start)


_USUAL = timedelta(hours=18)

instant = _time(lambda _: None, "2026-05-01T07:20Z")
instant_promised = _time(_promised, "09:20")
"""A clock time alone is the next one to come."""
instant_before = _time(_looking_back, "09:20")
"""A clock time alone is the last one that was."""
new_start = _time(_new_start, "09:20")
new_end = _time(_new_end, "09:20")


def _day(text: str, node: Scalar, context: Context) -> date | None:
    return parse_day(text, node.span, context)


day = scalar(_day, "a day", {"type": "string", "examples": ["2026-05-01"]})


def _boolean(text: str, node: Scalar, context: Context) -> bool | None:
    if text.lower() in TRUE:
        return True
    if text.lower() in FALSE:
        return False
    context.report("bad-value", node.span, f"`{text}` is neither yes nor no", "Write `true` or `false`.")
    return None


boolean = scalar(_boolean, "`true` or `false`", {"type": "boolean"})


def number(low: float, high: float) -> Decoder[float]:
    """A decimal number from `low` to `high`; a closing percent sign is read over."""

    def read(text: str, node: Scalar, context: Context) -> float | None:
        match = re.fullmatch(r"(-?\d+(?:\.\d+)?)\s*%?", text)
        if match and low <= float(match[1]) <= high:
            return float(match[1])
        help = f"Write a number such as `{high:g}`."
        context.report("bad-value", node.span, f"`{text}` is not a number from {low:g} to {high:g}", help)
        return None

    return scalar(read, "a number", {"type": "number", "minimum": low, "maximum": high})


def whole(low: int, high: int) -> Decoder[int]:
    """A whole number from `low` to `high`."""

    def read(text: str, node: Scalar, context: Context) -> int | None:
        if re.fullmatch(r"-?\d{1,9}", text) and low <= int(text) <= high:
            return int(text)
        help = f"Write a number such as `{min(high, max(low, 10))}`."
        context.report("bad-value", node.span, f"`{text}` is not a whole number from {low} to {high}", help)
        return None

    return scalar(read, "a number", {"type": "integer", "minimum": low, "maximum": high})


def choice(by_name: Mapping[str, E], names: Mapping[E, tuple[str, ...]], what: str) -> Decoder[E]:
    """One of a few names, in any language and spelling."""
    recommended = [spellings[0] for spellings in names.values()]

    def read(text: str, node: Scalar, context: Context) -> E | None:
        value = by_name.get(normalise_name(text))
        if value is None:
            help = did_you_mean(text, list(by_name), f"It can be {one_of(recommended)}.")
            context.report("bad-value", node.span, f"there is no {what} `{text}`", help)
        return value

    return scalar(read, f"a {what}", {"enum": [name for spellings in names.values() for name in spellings]})


state = choice(STATES_BY_NAME, STATE_NAMES, "service state")
severity = choice(SEVERITIES_BY_NAME, SEVERITY_NAMES, "severity")


def _identifier(text: str, node: Scalar, context: Context) -> str | None:
    if re.fullmatch(ID_PATTERN, text):
        return text
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    help = f"Write `{slug}`." if slug else "Choose a short name such as `checkout`."
    message = f"`{text}` cannot be an id: ids have lower-case letters, digits and hyphens"
    context.report("bad-value", node.span, message, help)
    return None


identifier = scalar(_identifier, "an id", {"type": "string", "pattern": f"^{ID_PATTERN}$"})


def link(*schemes: str) -> Decoder[str]:
    """An absolute address with one of the schemes."""
    wanted = one_of([f"{scheme}:" for scheme in schemes])

    def read(text: str, node: Scalar, context: Context) -> str | None:
        if is_link(text, schemes):
            return text
        help = f"Write the whole address; it begins with {wanted}."
        context.report("bad-value", node.span, f"`{text}` is not an address", help)
        return None

    return scalar(read, "an address", {"type": "string", "pattern": f"^({'|'.join(schemes)}):"})


def is_link(text: str, schemes: Sequence[str]) -> bool:
    """Whether this is an absolute address with one of the schemes, fit for an attribute."""
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
                    "duplicate-key", key.span, f"`{key.value}` stands twice", "Remove one of them."
                )
            elif isinstance(value, Scalar) and not (value.plain or value.value):
                continue  # so editors say that nobody chose a state
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
"""What `services: none` is read as; `read.notes` makes a fact of it."""


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
"""A list of ids, which are under maintenance meanwhile, or states as in `effects`."""

concerned = _effects_or_ids(ServiceState.OPERATIONAL)
"""A list of ids that a notice is about."""


def in_day_of(context: Context, at: datetime, status: Status | None = None) -> Context:
    """The context for the fields of an update: a clock time alone is counted from the update's time."""
    return replace(context, anchor=at, status=status)
