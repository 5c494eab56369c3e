"""`changes` in `site.yml`: notice, approvals, windows and freezes of planned work, and what readers see."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import Any

from statusgen.model.changes import CHANGE_PARTS, ChangeRules, Freeze, WorkWindow
from statusgen.model.diagnostics import Span
from statusgen.model.states import ServiceState
from statusgen.read.days import WEEKDAYS, day
from statusgen.read.primitives import boolean, identifier, whole
from statusgen.read.review_settings import by_name
from statusgen.read.texts import words
from statusgen.read.vocabulary import CHANGE_NAMES, CHANGES_BY_NAME, STATE_NAMES, STATES_BY_NAME
from statusgen.read.yaml.decode import (
    Context,
    Decoder,
    Field,
    Values,
    did_you_mean,
    listing,
    one_of,
    scalar,
)
from statusgen.read.yaml.mappings import record
from statusgen.read.yaml.source import Node, Scalar

_HOURS = {"h": 1, "hour": 1, "day": 24, "week": 168}
_LENGTH = re.compile(r"(?P<number>\d{1,4})\s*(?P<unit>h|hour|day|week)s?", re.IGNORECASE)
_CLOCK = r"([01]?\d|2[0-3]|24(?=[:：]00))[:：]([0-5]\d)"
_WINDOW = re.compile(rf"every (?P<days>.+?)\s+{_CLOCK}\s*[-–]\s*{_CLOCK}", re.IGNORECASE)
_PLANNED = {
    state: STATE_NAMES[state]
    for state in (
        ServiceState.UNDER_MAINTENANCE,
        ServiceState.DEGRADED,
        ServiceState.PARTIAL_OUTAGE,
        ServiceState.MAJOR_OUTAGE,
    )
}


def _length(text: str, node: Scalar, context: Context) -> timedelta | None:
    match = _LENGTH.fullmatch(text)
    if match is None:
        context.report(
            "bad-value", node.span, f"`{text}` is not a time", "Write it as `48 h`, `7 days` or `2 weeks`."
        )
        return None
    return timedelta(hours=int(match["number"]) * _HOURS[match["unit"].lower()])


_length_of_time = scalar(_length, "a time", {"type": "string", "examples": ["48 h", "7 days"]})


def _window(text: str, node: Scalar, context: Context) -> WorkWindow | None:
    match = _WINDOW.fullmatch(text)
    days = _weekdays(match["days"].lower()) if match else None
    times = match.groups()[1:] if match else ()
    if days is None or times[:2] == times[2:]:
        help = "Write the days and the times: `every sunday 00:00-06:00` or `every day 22:00-05:00`."
        context.report("bad-value", node.span, f"`{text}` does not name a time of the week", help)
        return None
    start, end = (time(int(hour) % 24, int(minute)) for hour, minute in (times[:2], times[2:]))
    return WorkWindow(days, start, end)


def _weekdays(text: str) -> tuple[int, ...] | None:
    """Return the weekdays of `day`, `sunday` or `saturday and sunday`; None for anything else."""
    if text == "day":
        return tuple(range(7))
    names = [one.removesuffix("s") for one in re.split(r",\s*| and ", text)]
    if not all(one in WEEKDAYS for one in names):
        return None
    return tuple(sorted(WEEKDAYS.index(one) for one in names))


NOTICE = Field(
    "notice",
    by_name(STATES_BY_NAME, _PLANNED, "service state", _length_of_time),
    "By the worst state of planned work, how long before it must be announced.",
)
APPROVALS = Field(
    "approvals",
    by_name(CHANGES_BY_NAME, CHANGE_NAMES, "type of change", whole(0, 9)),
    "By type of change, how many approvals it needs.",
)
EMERGENCY_WITHIN = Field(
    "emergency_approval_within", _length_of_time, "How long after its start an emergency must be approved."
)
WINDOWS = Field(
    "windows",
    listing(scalar(_window, "a time of the week", {"type": "string"}), "a list"),
    "Times of the week in which work should lie.",
)

FROM = Field("from", day, "The first day.", required=True)
UNTIL = Field("until", day, "The last day.", required=True)
REASON = Field("reason", words, "Why there is no work; readers see it.")


def _placed(node: Node, context: Context) -> tuple[str, Span] | None:
    id_ = identifier.decode(node, context)
    return (id_, node.span) if id_ else None


SERVICES = Field(
    "services", listing(Decoder(_placed, identifier.schema), "a list"), "The services; all without it."
)
HARD = Field("hard", boolean, "`yes`: work in it is an error, else a warning.")


def _freeze(values: Values, context: Context) -> Freeze | None:
    start, end = values.get(FROM), values.get(UNTIL)
    if start is None or end is None:
        return None
    if end < start:
        context.report("bad-value", values.place(UNTIL), f"{end} is before {start}", "Write the last day.")
        return None
    services = values.get(SERVICES) or ()
    return Freeze(
        start=start,
        end=end,
        **values.given((REASON, HARD)),
        services=tuple(id_ for id_, _ in services),
        places=tuple(place for _, place in services),
        span=values.place(FROM),
    )


FREEZES = Field(
    "freezes",
    listing(record([FROM, UNTIL, REASON, SERVICES, HARD], _freeze, "`from` and `until`"), "a list"),
    "Days on which no work is done.",
)


def _part(text: str, node: Scalar, context: Context) -> str | None:
    if text.lower() in CHANGE_PARTS:
        return text.lower()
    help = did_you_mean(text, CHANGE_PARTS, f"It can be {one_of(CHANGE_PARTS, 'and')}.")
    context.report("bad-value", node.span, f"readers cannot be shown `{text}`", help)
    return None


PUBLIC: Field[tuple[str, ...]] = Field(
    "public",
    listing(scalar(_part, "a part", {"enum": [*CHANGE_PARTS]}), "a list"),
    f"What readers see besides the reason and the fallback: some of the keys {one_of(CHANGE_PARTS, 'and')}.",
    may_be_empty=False,
)
CHANGE_RULES: tuple[Field[Any], ...] = (NOTICE, APPROVALS, EMERGENCY_WITHIN, WINDOWS, FREEZES, PUBLIC)


def build_changes(values: Values, _: Context) -> ChangeRules:
    """Return the decoded rules. If `public` cannot be read, readers see nothing of it."""
    given = values.given(CHANGE_RULES)
    if PUBLIC.name in values.lost or "?" in values.lost:
        given["public"] = ()
    return ChangeRules(**given)
