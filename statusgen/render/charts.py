"""Charts as SVG paths: all coordinates are whole numbers, so that equal data gives equal bytes everywhere.

One unit is half a pixel on a narrow phone, where words are 28 units high. Style sheets give colours and
widths: the policy of pages forbids them in the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from statusgen.model.states import Severity
from statusgen.render.localization.formatter import Formatter, begun_day, duration, ended_day
from statusgen.render.localization.periods import TickUnit, month_abbreviation, tick_name
from statusgen.render.views.charts import DrawingView, ShapeView, WordsView
from statusgen.timeline.calendar import midnight
from statusgen.timeline.lengths import Quarter
from statusgen.timeline.spendings import Spending
from statusgen.timeline.values import Level

WIDTH = 640
_WORDS = 28
"""Height of words."""
_LEFT = 100
"""Room for the words of the scale."""
_TOP = _WORDS + 8
_PLOT = 300
_BOTTOM = _TOP + _PLOT
_STEP = 4
"""Marks are at multiples of this number."""

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_Tick = tuple[timedelta, int, TickUnit]
_TICKS: tuple[_Tick, ...] = (
    (_MINUTE, 1, "minute"),
    (10 * _MINUTE, 10, "minute"),
    (_HOUR, 1, "hour"),
    (6 * _HOUR, 6, "hour"),
    (_DAY, 1, "day"),
    (7 * _DAY, 1, "week"),
    (28 * _DAY, 4, "week"),
    (365 * _DAY, 1, "year"),
    (3650 * _DAY, 10, "year"),
)
_FEWEST_TICKS = 5


def mark(severity: Severity, x: int, y: int) -> str:
    """Return the mark of an incident: a dash, a dot, a square or a cross, so that none needs its colour.

    A line without a length has the shape of its ends, which the style sheet gives.
    """
    match severity:
        case Severity.NONE:
            return f"M{x - 5} {y}h10"
        case Severity.CRITICAL:
            return f"M{x - 7} {y - 7}l14 14m0-14l-14 14"
        case _:
            return f"M{x} {y}h0"


def lengths_drawing(fmt: Formatter, quarters: Sequence[Quarter]) -> DrawingView | None:
    """Return one mark for each incident: its begin to the right, its length upwards, in powers.

    A line is the median of a quarter, a band its quartiles. None without any length.
    """
    known = [(one, one.length) for quarter in quarters for one in quarter.lengths.incidents if one.length]
    if not known:
        return None
    ticks = _ticks_up_to(max(length for _, length in known))
    scale = _height_of(ticks[-1][0])
    place = _place(quarters, fmt.zone)
    marks: dict[Severity, dict[str, None]] = {severity: {} for severity in Severity}
    for one, length in known:
        marks[one.severity][mark(one.severity, _rounded(place(one.began)), _rounded(scale(length)))] = None
    grid = "".join(f"M0 {scale(length)}H{WIDTH}" for length, _, _ in ticks)
    edges = "".join(f"M{x} {_BOTTOM}v{_WORDS}" for x, _, _ in _columns(quarters))
    shapes = (
        ShapeView("grid", grid + edges),
        ShapeView("band", "".join(_bands(quarters, scale))),
        *(ShapeView(severity.key, "".join(own)) for severity, own in marks.items()),
        ShapeView("median", "".join(_medians(quarters, scale))),
    )
    return DrawingView(
        WIDTH,
        _BOTTOM + 3 * _WORDS + 16,
        tuple(one for one in shapes if one.path),
        (*_scale_words(fmt, ticks, scale), *_quarter_words(fmt, quarters)),
    )


def _rounded(place: int) -> int:
    """Return a place that many marks share, to draw them once: a mark is larger than the difference."""
    return place // _STEP * _STEP


def _ticks_up_to(longest: timedelta) -> Sequence[_Tick]:
    """Return the ticks up to the first that is not exceeded, but not fewer than up to a day."""
    count = next((count for count, tick in enumerate(_TICKS, 1) if tick[0] >= longest), len(_TICKS))
    return _TICKS[: max(count, _FEWEST_TICKS)]


def _height_of(highest: timedelta) -> Callable[[timedelta], int]:
    """Return a function from a length to its place. Decimals, unlike floats, are the same on all machines."""
    whole = _logarithm(highest)

    def place(length: timedelta) -> int:
        return _BOTTOM - int(_PLOT * min(_logarithm(length) / whole, Decimal(1)))

    return place


def _logarithm(length: timedelta) -> Decimal:
    return Decimal(max(length, _MINUTE) // timedelta.resolution).ln() - _MINUTE_LOGARITHM


_MINUTE_LOGARITHM = Decimal(_MINUTE // timedelta.resolution).ln()


def _place(quarters: Sequence[Quarter], zone: ZoneInfo) -> Callable[[datetime], int]:
    first, last = midnight(quarters[0].start, zone), midnight(quarters[-1].end, zone)
    return lambda at: _LEFT + (WIDTH - _LEFT) * (at - first) // (last - first)


def _columns(quarters: Sequence[Quarter]) -> Iterator[tuple[int, int, Quarter]]:
    """Yield the left and the right edge of each quarter."""
    first, last = quarters[0].start, quarters[-1].end
    edges = (
        [_LEFT + (WIDTH - _LEFT) * (day - first) // (last - first) for day in (one.start, one.end)]
        for one in quarters
    )
    return ((left, right, one) for (left, right), one in zip(edges, quarters, strict=True))


_INSET = 8


def _bands(quarters: Sequence[Quarter], scale: Callable[[timedelta], int]) -> Iterator[str]:
    for left, right, one in _columns(quarters):
        if one.lengths.sample.quartiles:
            low, high = map(scale, one.lengths.sample.quartiles)
            yield f"M{left + _INSET} {low}H{right - _INSET}V{high}H{left + _INSET}z"


def _medians(quarters: Sequence[Quarter], scale: Callable[[timedelta], int]) -> Iterator[str]:
    for left, right, one in _columns(quarters):
        if one.lengths.sample.median is not None:
            yield f"M{left + _INSET} {scale(one.lengths.sample.median)}H{right - _INSET}"


def _scale_words(
    fmt: Formatter, ticks: Sequence[_Tick], scale: Callable[[timedelta], int]
) -> Iterator[WordsView]:
    for length, count, unit in ticks:
        yield WordsView(0, scale(length) - 6, tick_name(fmt, count, unit))


def known_count(fmt: Formatter, one: Quarter) -> str:
    """Return the number of incidents of a quarter with a known length: `n=12`."""
    return fmt.texts.gettext("n=%(count)s") % {"count": one.lengths.sample.count}


def _quarter_words(fmt: Formatter, quarters: Sequence[Quarter]) -> Iterator[WordsView]:
    """Yield the month with which each quarter begins, the year where it is new, and the number of lengths."""
    for index, (x, _, one) in enumerate(_columns(quarters)):
        yield WordsView(x + _INSET, _BOTTOM + _WORDS, month_abbreviation(fmt, one.start))
        if index == 0 or one.start.month == 1:
            yield WordsView(x + _INSET, _BOTTOM + 2 * _WORDS, f"{one.start.year}")
        yield WordsView(x + _INSET, _BOTTOM + 3 * _WORDS + 6, known_count(fmt, one))


_BUDGET_PLOT = 220
_TICK = 14


def budget_drawing(
    fmt: Formatter, level: Level, spendings: Sequence[Spending], until: datetime
) -> DrawingView | None:
    """Return what is left of a budget from the start of its window to an instant, falling with each downtime.

    A line is at zero, with a tick for each downtime. None if nothing is allowed and nothing was used.
    """
    plot = _BudgetPlot(level)
    if level.allowed == plot.lowest:
        return None
    zero, days = plot.down(Fraction()), plot.down(plot.lowest) + _TICK + _WORDS
    falls = (f"H{plot.across(one.start)}L{plot.across(one.end)} {plot.down(one.left)}" for one in spendings)
    line = f"M0 {_TOP}{''.join(falls)}H{plot.across(min(until, level.end))}"
    ticks = (f"M{plot.across(one.start)} {zero - _TICK}v{2 * _TICK}" for one in spendings)
    shapes = (
        ShapeView("left", f"{line}V{zero}H0z"),
        ShapeView("grid", f"M0 {_TOP}H{WIDTH}"),
        ShapeView("zero", f"M0 {zero}H{WIDTH}"),
        ShapeView("ticks", "".join(ticks)),
        ShapeView("line", line),
    )
    words = (
        WordsView(WIDTH, _TOP - 8, duration(fmt, timedelta(microseconds=int(level.allowed))), "end"),
        WordsView(0, zero - 8, "0"),
        WordsView(0, days, begun_day(fmt, level.start).text),
        WordsView(WIDTH, days, ended_day(fmt, level.end).text, "end"),
    )
    return DrawingView(WIDTH, days + 12, tuple(one for one in shapes if one.path), words)


@dataclass(frozen=True, slots=True)
class _BudgetPlot:
    """Places of instants and of what is left in the drawing of a budget."""

    level: Level

    @property
    def lowest(self) -> Fraction:
        return min(self.level.left, Fraction())

    def across(self, at: datetime) -> int:
        return WIDTH * (at - self.level.start) // (self.level.end - self.level.start)

    def down(self, left: Fraction) -> int:
        allowed = self.level.allowed
        return _TOP + int(_BUDGET_PLOT * (allowed - left) / (allowed - self.lowest))
