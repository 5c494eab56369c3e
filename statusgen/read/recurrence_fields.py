"""Fields of recurring work: its rule, its end, its exceptions, and the day that an update is about."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from statusgen.model.recurrence import SHOWN_AHEAD, OccurrenceException
from statusgen.model.text import EMPTY, LocalText
from statusgen.read.days import day
from statusgen.read.note_field import NoteField
from statusgen.read.primitives import instant_promised
from statusgen.read.repeat import RepeatError, parse_repeat
from statusgen.read.texts import words
from statusgen.read.times import parse_day
from statusgen.read.yaml.decode import (
    Context,
    Decoder,
    Field,
    Values,
    report_duplicate,
    scalar,
    wrong_shape,
)
from statusgen.read.yaml.mappings import record
from statusgen.read.yaml.source import Node, Scalar, Table

_LENGTH = re.compile(r"(?P<number>\d{1,3})\s*(?:(?P<unit>day|week)s?)?", re.IGNORECASE)
_MOST_AHEAD = 730
_CANCELLED = re.compile(r"cancell?ed\b[\s,.:;–—-]*(?P<reason>.*)", re.IGNORECASE | re.DOTALL)


def _repeat(text: str, node: Scalar, context: Context) -> str | None:
    try:
        return parse_repeat(text)
    except RepeatError as error:
        context.report("bad-repeat", node.span, str(error), error.help)
        return None


def _ahead(text: str, node: Scalar, context: Context) -> int | None:
    match = _LENGTH.fullmatch(text)
    days = int(match["number"]) * (7 if (match["unit"] or "").lower() == "week" else 1) if match else 0
    if 1 <= days <= _MOST_AHEAD:
        return days
    help = f"Write it as `60 days` or `8 weeks`; it can be up to {_MOST_AHEAD} days."
    context.report("bad-value", node.span, f"`{text}` is not a number of days", help)
    return None


STARTS = Field("starts", instant_promised, "The new start; a clock time alone is on that day.")
ENDS = Field("ends", instant_promised, "The new end.", after="starts")
CANCELLED = Field("cancelled", words, "That it is not done, and why; readers see it.")
REASON = Field("reason", words, "Why it has other times; readers see it.")

_changes: Decoder[Values] = record(
    [STARTS, ENDS, CANCELLED, REASON], lambda values, _: values, "`cancelled`, or `starts` and `ends`,"
)


def _exception(key: Scalar, value: Node, context: Context) -> OccurrenceException | None:
    """Return what is different on a day: `cancelled, because …`, or a mapping."""
    on = parse_day(key.value, key.span, context)
    if on is None:
        return None
    if isinstance(value, Scalar):
        match = _CANCELLED.fullmatch(value.value.strip())
        if match is None:
            _refuse(on, value, context)
            return None
        reason = match["reason"][:1].upper() + match["reason"][1:]
        because = LocalText(((context.languages[0], reason),)) if reason else EMPTY
        return OccurrenceException(day=on, cancelled=True, reason=because, span=key.span)
    midnight = datetime.combine(on, time(), context.zone).astimezone(UTC)
    values = _changes.decode(value, replace(context, anchor=midnight, status=None, begins=None))
    if values is None or values.lost:
        return None
    cancelled, starts, ends = values.get(CANCELLED), values.get(STARTS), values.get(ENDS)
    if not (cancelled or starts or ends) or (cancelled and (starts or ends)):
        _refuse(on, value, context)
        return None
    reason_given = cancelled or values.get(REASON) or EMPTY
    return OccurrenceException(
        day=on, cancelled=bool(cancelled), starts=starts, ends=ends, reason=reason_given, span=key.span
    )


def _refuse(on: date, value: Node, context: Context) -> None:
    help = f"Write `{on}: cancelled, because …`, or `{on}: {{starts: 03:00, ends: 05:00}}`."
    context.report("bad-value", value.span, f"this does not say what is different on {on}", help)


def _exceptions(node: Node, context: Context) -> tuple[OccurrenceException, ...] | None:
    if not isinstance(node, Table):
        help = "Write `exceptions:`, and below it `  2026-08-02: cancelled, because …`."
        wrong_shape(node, "a line for each day", context, help)
        return None
    found = dict[date, OccurrenceException]()
    for key, value in node.entries:
        one = _exception(key, value, context)
        if one and one.day in found:
            report_duplicate(key, found[one.day].span, context)
        elif one:
            found[one.day] = one
    return tuple(found.values())


_exception_schema = {"oneOf": [{"type": "string"}, _changes.schema]}

REPEAT = NoteField(
    "repeat", scalar(_repeat, "a phrase", {"type": "string", "examples": ["every sunday"]}),
    "How it recurs.", label="Repeats", question="How does it recur, if it does?",
    example="every first sunday of the month", hint="Leave empty if it is done once.",
)  # fmt: skip
LAST_DAY = NoteField(
    "until",
    day,
    "Recurring work: the last day on which it may begin.",
    label="Last day of recurring work",
    question="Until which day does it recur?",
    example="2027-05-31",
    hint="Leave empty if it has no end yet.",
    answer="last_day",
)
SHOW_AHEAD = NoteField(
    "show_ahead",
    scalar(_ahead, "a number of days", {"type": ["string", "integer"], "examples": ["60 days"]}),
    f"Recurring work: how long before its start readers see it; {SHOWN_AHEAD} days without it.",
)  # fmt: skip
EXCEPTIONS = NoteField(
    "exceptions",
    Decoder(_exceptions, {"type": "object", "additionalProperties": _exception_schema}),
    "Recurring work: the days on which it is cancelled or has other times.", mistaken=("except", "exdate"),
)  # fmt: skip
RECURRENCE_FIELDS: tuple[NoteField[Any], ...] = (REPEAT, LAST_DAY, SHOW_AHEAD, EXCEPTIONS)
"""Fields of the front matter of maintenance."""

ON = NoteField(
    "on", day, "Recurring work: the day that the update is about, by the rule.",
    label="Day of recurring work", question="Which day is it about, if the work recurs?",
    example="2026-06-07",
)  # fmt: skip
