"""`slo` and `sla` of a service in `services.yml`: what is promised, for which period, and since when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from statusgen.model.diagnostics import Span
from statusgen.model.targets import Agreement, Target, Window
from statusgen.read.days import day
from statusgen.read.primitives import exact_number, link, word
from statusgen.read.texts import words
from statusgen.read.yaml.decode import Context, Decoder, Field, Schema, Values, listing
from statusgen.read.yaml.mappings import record
from statusgen.read.yaml.source import Node, Scalar

_DAY = timedelta(days=1)
_window: Decoder[Window] = word({one.value: one for one in Window}, "a target cannot be for")
_percent = exact_number(0, 100)

PERCENT = Field("target", _percent, "The promised uptime in percent.", required=True)
WINDOW = Field(
    "window", _window, f"The period for which it is promised; `{Window.DAYS_90.value}` without it."
)
FROM = Field("from", day, "The first day that is judged by it.")
UNTIL = Field("until", day, "The last day that was judged by it.", required=True)


@dataclass(frozen=True, slots=True)
class _Placed:
    """Target with the place of the day that ends it."""

    target: Target
    span: Span


def _former(values: Values, _: Context) -> _Placed | None:
    percent, until = values.get(PERCENT), values.get(UNTIL)
    if percent is None or until is None:
        return None
    window = values.get(WINDOW) or Window.DAYS_90
    return _Placed(Target(percent=percent, window=window, until=until), values.place(UNTIL))


BEFORE = Field(
    "before",
    listing(record([PERCENT, UNTIL, WINDOW], _former, "`target` and `until`"), "a list"),
    "Earlier targets, each with the last day that was judged by it.",
)
SLO_FIELDS: tuple[Field[Any], ...] = (PERCENT, WINDOW, FROM, BEFORE)


def _targets(values: Values, context: Context) -> tuple[Target, ...] | None:
    """Return the targets, oldest first; each begins on the day after the one before it ends.

    No two of them hold on one day, even if the file says so.
    """
    percent = values.get(PERCENT)
    if percent is None:
        return None
    since, former = values.get(FROM), values.get(BEFORE) or ()
    former = tuple(sorted(former, key=lambda one: one.target.until or date.max))
    _report_contradictions(former, since, values, context)
    ends = [one.target.until for one in former]
    begins = (None, *(until + _DAY for until in ends if until))
    window, days = values.get(WINDOW) or Window.DAYS_90, [one for one in (since, begins[-1]) if one]
    current = Target(percent=percent, window=window, since=max(days, default=None))
    return (*_chained(former, begins), current)


def _chained(former: Iterable[_Placed], begins: Sequence[date | None]) -> Iterator[Target]:
    for one, since in zip(former, begins, strict=False):
        yield replace(one.target, since=since)


def _report_contradictions(
    former: Sequence[_Placed], since: date | None, values: Values, context: Context
) -> None:
    """Report two targets that end on one day, and days between the last one and `from`."""
    for first, second in pairwise(former):
        if first.target.until == second.target.until:
            help = "Give each target a day of its own on which it ended."
            context.report("slo-window", second.span, f"two targets end on {second.target.until}", help)
    until = former[-1].target.until if former else None
    if since and until and since != until + _DAY:
        wrong = "is judged by two targets" if since <= until else "is judged by no target"
        day = since if since <= until else until + _DAY
        help = f"Write `from: {until + _DAY}`, or leave `from` out."
        context.report("slo-window", values.place(FROM), f"{day} {wrong}", help)


_mapping = record(SLO_FIELDS, _targets, "`target`, `window` and `from`")
_SCHEMA: Schema = {"anyOf": [_percent.schema, _mapping.schema]}


def _slo(node: Node, context: Context) -> tuple[Target, ...] | None:
    if isinstance(node, Scalar):
        percent = _percent.decode(node, context)
        return None if percent is None else (Target(percent=percent),)
    return _mapping.decode(node, context)


SAYS = Field("says", words, "What the contract promises, in a sentence.", required=True)
LINK = Field("link", link("https", "http"), "The address of the contract.")


def _agreement(values: Values, _: Context) -> Agreement | None:
    says = values.get(SAYS)
    return Agreement(says, values.get(LINK) or "") if says else None


SLO: Field[tuple[Target, ...]] = Field("slo", Decoder(_slo, _SCHEMA), "The promised uptime.")
SLA = Field(
    "sla", record([SAYS, LINK], _agreement, "`says` and `link`"), "What the contract promises, in words."
)
