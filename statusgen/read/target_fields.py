"""`slo` and `sla` of a service in `services.yml`: what is promised, for which period, and since when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from statusgen.model.diagnostics import Span
from statusgen.model.targets import Agreement, Target, Window
from statusgen.read.days import day
from statusgen.read.primitives import link
from statusgen.read.texts import words
from statusgen.read.yaml.decode import (
    Context,
    Decoder,
    Field,
    Schema,
    Values,
    did_you_mean,
    listing,
    one_of,
    scalar,
    wrong_shape,
)
from statusgen.read.yaml.mappings import record
from statusgen.read.yaml.repairs import quoted
from statusgen.read.yaml.source import Node, Scalar

_DAY = timedelta(days=1)
_PERCENT = r"(100(?:\.0+)?|[1-9]?[0-9](?:\.[0-9]+)?)"
_WINDOWS = {one.value: one for one in Window}
_SHORTEST = {Window.MONTH: 28, Window.QUARTER: 90, Window.YEAR: 365}
"""Days of the shortest period of the calendar."""


def _read_percent(text: str, node: Scalar, context: Context) -> str | None:
    """Return the digits as written, as floats cannot hold most of them."""
    if match := re.fullmatch(rf"{_PERCENT}\s*%?", text):
        return match[1]
    meant = re.fullmatch(rf"{_PERCENT}\s*%?", text.replace(",", "."))
    help = f"Write `{meant[1]}`, with a point." if meant else "Write a number such as `99.5`."
    context.report("bad-value", node.span, f"`{text}` is not a percentage from 0 to 100", help)
    return None


def _read_window(text: str, node: Scalar, context: Context) -> Window | None:
    window = _WINDOWS.get(text.lower())
    if window is None:
        number = re.sub(r"\D", "", text)  # `90 days` is no correction of `60 days`
        known = [name for name in _WINDOWS if re.sub(r"\D", "", name) == number]
        help = did_you_mean(text, known, f"It can be {one_of([*_WINDOWS])}.")
        context.report("slo-window", node.span, f"a target cannot be for `{text}`", help)
    return window


_percent = scalar(_read_percent, "a percentage", {"type": "number", "minimum": 0, "maximum": 100})
_window = scalar(_read_window, one_of([*_WINDOWS]), {"enum": [*_WINDOWS]})

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


def _former(values: Values, context: Context) -> _Placed | None:
    percent, until = values.get(PERCENT), values.get(UNTIL)
    if percent is not None:
        _report_low(percent, values.place(PERCENT), context)
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

    With a mistake there is none: nobody made the promise that is left.
    """
    percent = values.get(PERCENT)
    if percent is None or values.lost:
        return None
    since, former = values.get(FROM), values.get(BEFORE) or ()
    former = tuple(sorted(former, key=lambda one: one.target.until or date.max))
    if not _is_consistent(former, since, values, context):
        return None
    ends = [one.target.until for one in former]
    begins = (None, *(until + _DAY for until in ends if until))
    current = Target(percent=percent, window=values.get(WINDOW) or Window.DAYS_90, since=since)
    if since is None:
        current = replace(current, since=begins[-1])
    _report_unlikely(current, values.place(PERCENT), context)
    return (*_chained(former, begins), current)


def _chained(former: Iterable[_Placed], begins: Sequence[date | None]) -> Iterator[Target]:
    for one, since in zip(former, begins, strict=False):
        yield replace(one.target, since=since)


def _is_consistent(former: Sequence[_Placed], since: date | None, values: Values, context: Context) -> bool:
    """Report two targets that end on one day, and days between the last one and `from`."""
    before = len(context.problems)
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
    return len(context.problems) == before


def _report_unlikely(target: Target, place: Span, context: Context) -> None:
    """Report a low target, and one whose window may have less than a minute of downtime."""
    _report_low(target.percent, place, context)
    days = target.window.days or _SHORTEST[target.window]
    if target.allowed * days * 24 * 60 < 1:
        period = f"{'' if target.window.days else 'a '}{target.window.value}"
        much = "less than a minute of downtime" if target.allowed else "no downtime at all"
        message = f"`{target.percent}` allows {much} in {period}"
        help = "Incidents are rarely shorter: promise what you can keep, such as `99.9`."
        context.report("slo-unreachable", place, message, help)


def _report_low(percent: str, place: Span, context: Context) -> None:
    """Report a target below 50 percent, such as a share from 0 to 1 that is meant as percents."""
    value = Decimal(percent)
    if value >= 50:
        return
    help = "A target is in percent, such as `99.9`."
    if not value:
        help = "Leave `slo` out if no uptime is promised."
    elif value < 1:
        help = f"A target is in percent: did you mean `{(value * 100).normalize():f}`?"
    much = "more than half of the time" if value else "the whole time"
    context.report("slo-low", place, f"`{percent}` allows {much} to be down", help)


def report_early_targets(
    targets: Iterable[Target], counted: date | None, place: Span, context: Context
) -> None:
    """Report targets that begin or end before `counted`, the day from which uptime counts."""
    days = {day: key for one in targets for day, key in ((one.until, "until"), (one.since, "from")) if day}
    first = min(days, default=None)
    if counted and first and first < counted:
        message = f"`{days[first]}: {first}` is before the service counts, which is since {counted}"
        help = f"Correct the day, or `since: {counted}`: nothing before it is judged."
        context.report("slo-before-since", place, message, help)


_mapping = record(SLO_FIELDS, _targets, "a percentage, or a block with `target`,")
_SCHEMA: Schema = {"anyOf": [_percent.schema, _mapping.schema]}


def _slo(node: Node, context: Context) -> tuple[Target, ...] | None:
    if isinstance(node, Scalar):
        percent = _percent.decode(node, context)
        if percent is None:
            return None
        _report_unlikely(target := Target(percent=percent), node.span, context)
        return (target,)
    return _mapping.decode(node, context)


SAYS = Field("says", words, "What the contract promises, in a sentence.", required=True)
LINK = Field("link", link("https", "http"), "The address of the contract.")


def _agreement(values: Values, context: Context) -> Agreement | None:
    says = values.get(SAYS)
    if says and not values.get(LINK) and LINK.name not in values.lost:
        help = "Add a line `link: …` with the address of the contract, so that readers can check it."
        context.report("sla-without-link", values.place(SAYS), "this promise has no link", help)
    return Agreement(says, values.get(LINK) or "") if says else None


_words = record([SAYS, LINK], _agreement, "`says` and `link`")


def _sla(node: Node, context: Context) -> Agreement | None:
    if not isinstance(node, Scalar):
        return _words.decode(node, context)
    number = re.fullmatch(rf"{_PERCENT}\s*%?", node.value.strip().replace(",", "."))
    help = f"Write `{{says: {quoted(node.value)}, link: …}}`."
    if number:
        help = f"`sla` has the words of a contract and their link; a number belongs in `slo: {number[1]}`."
    wrong_shape(node, "`says` and `link`", context, help)
    return None


SLO: Field[tuple[Target, ...]] = Field("slo", Decoder(_slo, _SCHEMA), "The promised uptime.")
SLA = Field("sla", Decoder(_sla, _words.schema), "What the contract promises, in words.")
