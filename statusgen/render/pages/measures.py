"""Views of how long incidents lasted and of what is left of a budget: charts, and tables of the same data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

from statusgen.model.states import Severity
from statusgen.model.status import Kind
from statusgen.model.text import N_
from statusgen.render.charts import budget_drawing, known_count, lengths_drawing, mark
from statusgen.render.context import RenderContext, href
from statusgen.render.localization.formatter import (
    Formatter,
    duration,
    hours,
    local_date,
    medium_day,
    moment,
    percent,
    sentences,
    short_day,
)
from statusgen.render.localization.labels import kind_label, severity_label
from statusgen.render.localization.periods import short_quarter
from statusgen.render.pages.learning import note_link
from statusgen.render.pages.targets import percents
from statusgen.render.urls import LENGTHS_CSV, REPORTS, note_address
from statusgen.render.views.charts import (
    BudgetView,
    IncidentDurationView,
    KeyView,
    LengthsView,
    QuarterView,
    ShapeView,
    SpendingView,
)
from statusgen.render.views.words import Link, Text
from statusgen.timeline.lengths import IncidentDuration, Lengths, Quarter
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.spendings import Spending
from statusgen.timeline.values import Level

MOST_LISTED = 50
"""Incidents in the table; a file has all of them."""


def lengths_view(
    context: RenderContext,
    quarters: Sequence[Quarter],
    notes: Mapping[str, NoteSummary],
    first: date = date.min,
) -> LengthsView:
    """Return how long the incidents of some quarters lasted; `notes` has them by key.

    `first` is the first day that counts.
    """
    fmt = context.formatter
    whole = Lengths(tuple(one for quarter in quarters for one in quarter.lengths.incidents))
    newest = whole.incidents[: -MOST_LISTED - 1 : -1]
    severities = {one.severity for one in whole.incidents if one.length}
    return LengthsView(
        finding=_finding(fmt, whole, max(first, quarters[0].start)),
        drawing=lengths_drawing(fmt, quarters),
        legend=tuple(
            KeyView(severity_label(fmt, one), ShapeView(one.key, mark(one, 10, 10)))
            for one in Severity
            if one in severities
        ),
        quarters=tuple(_quarter(fmt, one) for one in reversed(quarters)),
        incidents=tuple(_incident(context, one, notes[one.key]) for one in newest),
        total=len(whole.incidents),
        file=href(context, REPORTS + LENGTHS_CSV),
    )


def _finding(fmt: Formatter, whole: Lengths, since: date) -> str:
    texts, found = fmt.texts, whole.sample
    values = {"day": short_day(fmt, since), "count": found.count}
    if found.longest is None:
        first = texts.gettext("Since %(day)s, no incident with a known length has ended.") % values
    else:
        first = texts.ngettext(
            "Since %(day)s: %(count)s incident with a known length.",
            "Since %(day)s: %(count)s incidents with a known length.",
            found.count,
        ) % values  # fmt: skip
    return sentences([first, *_facts(fmt, whole)])


def _facts(fmt: Formatter, whole: Lengths) -> Iterator[str]:
    texts, found = fmt.texts, whole.sample
    if found.median is not None:
        yield texts.gettext("Half of them lasted no longer than %(time)s.") % {
            "time": duration(fmt, found.median)
        }
    if found.longest is not None:
        yield texts.gettext("The longest lasted %(time)s.") % {"time": duration(fmt, found.longest)}
    if whole.without_length:
        yield texts.ngettext(
            "The length of %(count)s incident is not known.",
            "The lengths of %(count)s incidents are not known.",
            whole.without_length,
        ) % {"count": whole.without_length}
    if whole.open:
        yield texts.ngettext(
            "%(count)s incident is not over.", "%(count)s incidents are not over.", whole.open
        ) % {"count": whole.open}


def _quarter(fmt: Formatter, one: Quarter) -> QuarterView:
    found = one.lengths.sample
    return QuarterView(
        name=short_quarter(fmt, one.start),
        count=len(one.lengths.incidents),
        median=_length(fmt, found.median),
        known=known_count(fmt, one),
        quartiles=(duration(fmt, found.quartiles[0]), duration(fmt, found.quartiles[1]))
        if found.quartiles
        else None,
        longest=_length(fmt, found.longest),
    )


def _incident(context: RenderContext, one: IncidentDuration, note: NoteSummary) -> IncidentDurationView:
    fmt = context.formatter
    return IncidentDurationView(
        began=medium_day(fmt, local_date(fmt, one.began)),
        link=note_link(context, note),
        severity=severity_label(fmt, one.severity),
        length=_length(fmt, one.length),
        open=one.restored is None,
    )


def _length(fmt: Formatter, length: timedelta | None) -> str:
    return "" if length is None else duration(fmt, length)


_FINDINGS = {
    (False, False): N_("Of %(allowed)s of downtime that %(target)s allows, %(rest)s are left."),
    (False, True): N_("Of %(allowed)s of downtime that %(target)s allows, all are used, and %(rest)s more."),
    (True, False): N_(
        "Of %(allowed)s of downtime that the targets together allow (%(targets)s), %(rest)s are left."
    ),
    (True, True): N_(
        "Of %(allowed)s of downtime that the targets together allow (%(targets)s),"
        " all are used, and %(rest)s more."
    ),
}
"""By whether several targets judge the window one after another, and whether more is used than allowed."""


def budget_view(
    context: RenderContext,
    level: Level,
    spent: Sequence[Spending],
    until: datetime,
    notes: Mapping[str, NoteSummary],
) -> BudgetView:
    """Return what is left of a budget at an instant; `notes` has those that are known by key."""
    fmt = context.formatter
    values = {
        "target": percent(fmt, level.target.percent),
        "targets": percents(fmt, level),
        "allowed": hours(fmt, _whole(level.allowed)),
        "rest": hours(fmt, _whole(abs(level.left))),
    }
    return BudgetView(
        finding=fmt.texts.gettext(_FINDINGS[len(level.percents) > 1, level.left < 0]) % values,
        drawing=budget_drawing(fmt, level, spent, until),
        spendings=tuple(_spending(context, one, notes) for one in reversed(spent)),
    )


def _spending(context: RenderContext, one: Spending, notes: Mapping[str, NoteSummary]) -> SpendingView:
    fmt = context.formatter
    return SpendingView(
        began=moment(fmt, one.start),
        links=tuple(_links(context, one.notes, notes)),
        used=hours(fmt, _whole(one.used)),
        left=hours(fmt, _whole(abs(one.left))),
        over=one.left < 0,
    )


def _links(context: RenderContext, keys: Iterable[str], notes: Mapping[str, NoteSummary]) -> Iterator[Link]:
    """Yield links to incidents. One that is not among the known notes has no title here."""
    for key in keys:
        if key in notes:
            yield note_link(context, notes[key])
        else:
            kind, _, id_ = key.partition("/")
            address = note_address(Kind(kind), id_)
            yield Link(href(context, address), Text(kind_label(context.formatter, Kind(kind)).text))


def _whole(microseconds: Fraction) -> timedelta:
    """Return whole microseconds, rounded towards zero."""
    return timedelta(microseconds=int(microseconds))
