"""YAML nodes to typed values, with a JSON Schema for each: one source for reader, editor and docs.

A `Decoder` has both. It returns the value, or reports to the `Context` and returns None. `Field`s are
the keys of a mapping; `mappings.decode_fields` reads a mapping by them.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Generic, TypeVar, cast
from zoneinfo import ZoneInfo

from statusgen.model.diagnostics import Diagnostic, Level, Related, Span
from statusgen.model.status import Status
from statusgen.read.yaml.invisible import invisible_names
from statusgen.read.yaml.repairs import quoted, quoted_line, value_of
from statusgen.read.yaml.source import List, Node, Scalar, Table

T = TypeVar("T")
Schema = dict[str, Any]

_SHAPES = {Scalar: "text", List: "a list", Table: "a mapping"}


@dataclass(frozen=True, slots=True)
class ClockTime:
    """Time written without date or offset, and the instant that it was read as."""

    span: Span
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Context:
    """Target of reports, and everything that decoders need to know.

    `zone` and `languages` are the site's, `pictures` the names of the note's pictures. A clock time alone
    (`09:50`) is relative to `anchor`; its meaning also depends on the `status` of the update and on `begins`,
    the start in the front matter. `clock_times` collects the readings of times without date or offset.
    """

    problems: list[Diagnostic]
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    languages: tuple[str, ...] = ("en",)
    anchor: datetime | None = None
    status: Status | None = None
    begins: datetime | None = None
    clock_times: list[ClockTime] | None = None
    pictures: frozenset[str] = frozenset()
    aside: list[Diagnostic] = field(default_factory=list)
    """Those of `problems` that leave the rest of the value readable."""

    def report(
        self,
        code: str,
        span: Span,
        message: str,
        help: str = "",
        *related: Related,
        weight: Level | None = None,
    ) -> None:
        """Record a problem; `weight` overrides the level of its code."""
        self.problems.append(Diagnostic(code, span, message, help, related, weight))


@dataclass(frozen=True, slots=True)
class Decoder(Generic[T]):
    """Function that reads a value, and the JSON Schema of valid values."""

    decode: Callable[[Node, Context], T | None]
    schema: Schema
    is_text: bool = False
    """Whether readers see the value as it is written."""


@dataclass(frozen=True, slots=True, eq=False)
class Field(Generic[T]):
    """Key of a mapping. `name` has underscores; writers may use spaces or hyphens, or join the words.

    A field is equal to itself alone, so that it is a quick key of dictionaries.
    """

    name: str
    decoder: Decoder[T]
    about: str
    required: bool = False
    after: str = ""
    """Name of a key of the same mapping; a clock time alone is the next one after its time."""
    mistaken: tuple[str, ...] = ()
    """Names that other programs or forms have for it; they are refused, with this one as help."""
    may_be_empty: bool = True
    """Whether a key without a value counts as absent; else it is a mistake."""

    @property
    def spelling(self) -> str:
        """Return the key as the documentation writes it: `next update`."""
        return self.name.replace("_", " ")

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the English texts that name it in forms and on pages."""
        return ()


@dataclass(frozen=True, slots=True)
class Values:
    """Decoded values of a mapping, by field."""

    span: Span
    values: Mapping[str, object]
    spans: Mapping[str, Span]
    lost: frozenset[str] = frozenset()
    """Fields that are present or required, but could not be read completely.

    `?` represents an unknown key."""

    def get(self, field: Field[T]) -> T | None:
        """Return the value; None when it is absent or was reported as wrong."""
        return cast("T | None", self.values.get(field.name))

    def given(
        self, fields: Iterable[Field[Any]], renamed: Mapping[str, str] = MappingProxyType({})
    ) -> dict[str, Any]:
        """Return the values as keyword arguments, without absent and wrong ones.

        `renamed` has the names of arguments by the names of fields where the two differ.
        """
        return {
            renamed.get(one.name, one.name): value for one in fields if (value := self.get(one)) is not None
        }

    def place(self, field: Field[Any]) -> Span:
        """Return the place of the value, or of the mapping when it is absent."""
        return self.spans.get(field.name, self.span)


def same_key(one: str, other: str) -> bool:
    """Return whether two spellings are one key: `next update`, `Next-update`, `next_update`, `nextUpdate`."""
    return joined_key(one) == joined_key(other)


@lru_cache(1024)
def joined_key(key: str) -> str:
    """Return the key in lower case, without separators of words."""
    return re.sub(r"[\s_-]+", "", key).casefold()


def suggestion(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that was probably meant; None if none is similar."""
    spelled = {candidate.casefold(): candidate for candidate in known}
    matches = difflib.get_close_matches(word.casefold(), spelled, 1, 0.6)
    return spelled[matches[0]] if matches else None


def did_you_mean(word: str, known: Sequence[str], otherwise: str) -> str:
    """Return the help for a wrong word: the likely word, or `otherwise`."""
    match = suggestion(word, known)
    if match and (hidden := invisible_names(word)):
        return f"Write `{match}` again, without {hidden}."
    return f"Did you mean `{match}`?" if match else otherwise


def one_of(words: Sequence[str], joint: str = "or") -> str:
    """Return `a`, `b` or `c`, for a help text."""
    quoted = [f"`{word}`" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {joint} {quoted[-1]}"


def report_cut(node: Scalar, context: Context) -> None:
    """Report a text whose end YAML reads as a comment."""
    start = node.line.rfind(node.comment)
    whole = f"{node.value} {node.comment}"
    if start >= node.span.column:  # both are in one line
        whole = node.line[node.span.column - 1 :].strip()
    before = node.line[: node.span.column - 1].strip() if start >= node.span.column else ""
    is_line = re.fullmatch(r"(?:- )*[^{}\[\],]+:", before)
    shown = f"{before} {quoted(whole)}" if is_line else quoted(whole)
    message = f"readers do not see `{node.comment}`: to YAML, what follows ` #` is a comment"
    help = f"Put the text in quotes: `{shown}`; if it is a comment, give it a line of its own."
    context.report("cut-off-text", node.span, message, help)


def report_duplicate(key: Scalar, first: Span, context: Context) -> None:
    """Report a key that its mapping already has at `first`."""
    related = Related(first, "it is given here first")
    context.report("duplicate-key", key.span, f"`{key.value}` is given twice", "Remove one of them.", related)


def wrong_shape(node: Node, expected: str, context: Context, help: str = "") -> None:
    """Report a node of the wrong type; `expected` describes the right one."""
    if not help and isinstance(node, List | Table):
        help = "If it begins with `[` or `{` and is meant as text, put it in quotes; else write one value."
        if _is_value_of_line(node):
            help = (
                f"If it is meant as text, put it in quotes: `{quoted_line(node.line)}`; else write one value."
            )
    verb = "belong" if expected.endswith("lines") or " and " in expected else "belongs"
    context.report("wrong-type", node.span, f"this is {_SHAPES[type(node)]}; {expected} {verb} here", help)


def _is_value_of_line(node: List | Table) -> bool:
    """Return whether a list or mapping in brackets is the value of its line, not a part of that."""
    value = value_of(node.line)
    return value[:1] in ("[", "{") and node.line[node.span.column - 1 :].startswith(value)


def scalar(
    read: Callable[[str, Scalar, Context], T | None], expected: str, schema: Schema, *, is_text: bool = False
) -> Decoder[T]:
    """Return a decoder for text that `read` converts."""

    def decode(node: Node, context: Context) -> T | None:
        if not isinstance(node, Scalar):
            wrong_shape(node, expected, context, "" if is_text else "Write one value.")
            return None
        if is_text and node.comment:
            report_cut(node, context)
        return read(node.value.strip(), node, context)

    return Decoder(decode, schema, is_text)


def listing(item: Decoder[T], expected: str) -> Decoder[tuple[T, ...]]:
    """Return a decoder for a list; a single value counts as a list of one."""

    def decode(node: Node, context: Context) -> tuple[T, ...] | None:
        items = node.items if isinstance(node, List) else (node,)
        if isinstance(node, Table) and item.schema.get("type") != "object":
            wrong_shape(node, expected, context)
            return None
        values = (item.decode(one, context) for one in items if not (isinstance(one, Scalar) and one.absent))
        return tuple(value for value in values if value is not None)

    return Decoder(decode, {"type": "array", "items": item.schema})
