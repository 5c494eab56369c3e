"""`reviews` in `site.yml`: what readers see of postmortems, and when postmortems and actions are due."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from statusgen.model.settings import Reviews, Within
from statusgen.read.days import WEEKDAYS, day
from statusgen.read.learning_fields import parts
from statusgen.read.vocabulary import (
    ACTION_NAMES,
    ACTIONS_BY_NAME,
    SEVERITIES_BY_NAME,
    SEVERITY_NAMES,
    E,
    normalise_name,
)
from statusgen.read.yaml.decode import (
    Context,
    Decoder,
    Field,
    T,
    Values,
    did_you_mean,
    listing,
    one_of,
    scalar,
    wrong_shape,
)
from statusgen.read.yaml.source import Node, Scalar, Table

DEFAULTS = Reviews()
_UNITS = {"day": 1, "week": 7, "working day": 1}
_WITHIN = re.compile(r"(?P<number>\d{1,3})\s+(?P<unit>working day|day|week)s?", re.IGNORECASE)


def _within(text: str, node: Scalar, context: Context) -> Within | None:
    match = _WITHIN.fullmatch(text)
    if match is None:
        help = "Write it as `3 days`, `5 working days` or `8 weeks`."
        context.report("bad-value", node.span, f"`{text}` is not a number of days", help)
        return None
    unit = match["unit"].lower()
    return Within(int(match["number"]) * _UNITS[unit], unit == "working day")


within = scalar(_within, "a number of days", {"type": "string", "examples": ["5 working days"]})


def by_name(
    by_name: Mapping[str, E], names: Mapping[E, tuple[str, ...]], what: str, value: Decoder[T]
) -> Decoder[tuple[tuple[E, T], ...]]:
    """Return a decoder for a value for each of some names."""
    keys = [spellings[0] for spellings in names.values()]

    def decode(node: Node, context: Context) -> tuple[tuple[E, T], ...] | None:
        if not isinstance(node, Table):
            help = f"Write `{{{keys[-1]}: {node.value}}}`." if isinstance(node, Scalar) else ""
            wrong_shape(node, f"`{keys[-1]}: …` lines", context, help)
            return None
        found = dict[E, T]()
        for key, given in node.entries:
            one, decoded = by_name.get(normalise_name(key.value)), value.decode(given, context)
            if one is None or one not in names:
                help = did_you_mean(key.value, keys, f"It can be {one_of(keys)}.")
                context.report("bad-value", key.span, f"there is no {what} `{key.value}`", help)
            elif decoded is not None:
                found[one] = decoded
        return tuple(found.items())

    return Decoder(decode, {"type": "object", "additionalProperties": value.schema})


def _working_days(text: str, node: Scalar, context: Context) -> tuple[int, ...] | None:
    """Return the weekdays of `monday-friday`, or of one day."""
    first, dash, last = (part.strip().lower() for part in text.partition("-"))
    if first in WEEKDAYS and (last in WEEKDAYS or not dash):
        begin = WEEKDAYS.index(first)
        count = (WEEKDAYS.index(last) - begin) % 7 + 1 if dash else 1
        return tuple((begin + number) % 7 for number in range(count))
    help = "Write the first and the last: `monday-friday`."
    context.report("bad-value", node.span, f"`{text}` does not name weekdays", help)
    return None


POSTMORTEM_WITHIN = Field(
    "postmortem_within",
    by_name(SEVERITIES_BY_NAME, SEVERITY_NAMES, "severity", within),
    "By severity, how long after the end of an incident its postmortem is due.",
)
ACTIONS_WITHIN = Field(
    "actions_within",
    by_name(ACTIONS_BY_NAME, ACTION_NAMES, "kind of action", within),
    "By kind, how long after the postmortem an action is due that names no day.",
)
WORKING_DAYS = Field(
    "working_days",
    listing(scalar(_working_days, "weekdays", {"type": "string"}), "a list"),
    "The first and the last day of the working week; `monday-friday` without it.",
)
HOLIDAYS = Field("holidays", listing(day, "a list of days"), "Days on which nobody works.")
SINCE = Field(
    "since", day, "Incidents that ended before this day need no postmortem; 90 days ago without it."
)
PUBLIC_PARTS = Field(
    "public",
    parts,
    f"What readers see: some of {one_of(DEFAULTS.public, 'and')}; `cost`, `owner` and `link` too, if named.",
    may_be_empty=False,
)
REVIEW_FIELDS: tuple[Field[Any], ...] = (
    POSTMORTEM_WITHIN, ACTIONS_WITHIN, WORKING_DAYS, HOLIDAYS, SINCE, PUBLIC_PARTS,
)  # fmt: skip


def build_reviews(values: Values, _: Context) -> Reviews:
    """Return the decoded value of `reviews`. If `public` cannot be read, readers see nothing of it."""
    given = values.given(REVIEW_FIELDS)
    if "working_days" in given:
        given["working_days"] = tuple(sorted({day for days in given["working_days"] for day in days}))
    if PUBLIC_PARTS.name in values.lost or "?" in values.lost:
        given["public"] = ()
    return Reviews(**given)
