"""Charts: drawings of lines and words, each with the same data as a table."""

from __future__ import annotations

from dataclasses import dataclass

from statusgen.render.views.words import Day, Label, Link, Moment


@dataclass(frozen=True, slots=True)
class ShapeView:
    """All lines of one kind in a drawing."""

    key: str
    """Class of the style sheet, such as the key of a severity."""
    path: str
    """SVG path, of whole numbers only."""


@dataclass(frozen=True, slots=True)
class WordsView:
    """Words in a drawing."""

    x: int
    y: int
    """The line on which the letters are."""
    text: str
    anchor: str = "start"
    """The part of the words that is at `x`."""


@dataclass(frozen=True, slots=True)
class DrawingView:
    """A drawing in units of its own. It says nothing that is not beside it in words."""

    width: int
    height: int
    shapes: tuple[ShapeView, ...]
    words: tuple[WordsView, ...]


@dataclass(frozen=True, slots=True)
class KeyView:
    """A line of a legend, with the mark that it explains."""

    label: Label
    mark: ShapeView
    """In a square of 20 units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterView:
    """Lengths of the incidents of a quarter. Words are empty if there are too few incidents for them."""

    name: str
    """`Q2 2026`."""
    count: int
    """All incidents."""
    known: str
    """Incidents with a known length: `n=12`."""
    median: str
    """`57 minutes`."""
    quartiles: tuple[str, str] | None
    longest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentDurationView:
    """An incident and how long it lasted."""

    began: Day
    link: Link
    severity: Label
    length: str
    """Empty if it has none."""
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthsView:
    """`measures.html`: how long incidents lasted, in four whole quarters and the quarter so far."""

    finding: str
    """Sentences that say what the drawing shows."""
    drawing: DrawingView | None
    """None without any length."""
    legend: tuple[KeyView, ...]
    quarters: tuple[QuarterView, ...]
    """The newest first."""
    incidents: tuple[IncidentDurationView, ...]
    """The newest first, at most 50."""
    total: int
    """Number of all incidents."""
    file: str
    """Link to all of them as CSV."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingView:
    """Downtime that used some of a budget."""

    began: Moment
    links: tuple[Link, ...]
    """Incidents that caused it."""
    used: str
    left: str
    """`7 hours 36 minutes`; `over by 41 minutes` if more than the budget is used."""
    over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetView:
    """Chart and table of what is left of the downtime that a target allows."""

    finding: str
    drawing: DrawingView | None
    """None if nothing is allowed and nothing was used."""
    spendings: tuple[SpendingView, ...]
    """The newest first."""
