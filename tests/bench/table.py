"""Values in rounds to a table: medians with their spread, and ratios taken round by round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

_UNITS = {"s": 1.0, "MB": 1e6, "kB": 1e3, "": 1.0}


@dataclass(frozen=True, slots=True)
class Column:
    """A program's values, or their ratio to another's."""

    name: str
    program: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A measure at one size: values by program, one a round."""

    size: str
    measure: str
    unit: str
    values: Mapping[str, Sequence[float]]


def as_text(columns: Sequence[Column], lines: Sequence[Line]) -> str:
    """For a terminal, aligned."""
    rows = _rows(columns, lines)
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if index < 2 else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def as_markdown(columns: Sequence[Column], lines: Sequence[Line], about: str) -> str:
    """For a document, below what tells where the values were seen."""
    head, *rows = _rows(columns, lines)
    rule = ["---:", "---", *("---:" for _ in columns)]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))
    return f"{about}\n\n{table}\n"


def _rows(columns: Sequence[Column], lines: Sequence[Line]) -> list[list[str]]:
    rows = [[line.size, line.measure, *(_cell(column, line) for column in columns)] for line in lines]
    return [["incidents", "measure", *(column.name for column in columns)], *rows]


def _cell(column: Column, line: Line) -> str:
    values = line.values.get(column.program, ())
    if not column.beside:
        return _spread([value / _UNITS[line.unit] for value in values], line.unit)
    others = line.values.get(column.beside, ())
    return _spread([one / other for one, other in zip(values, others, strict=False)], "×")


def _spread(values: Sequence[float], unit: str) -> str:
    """The median, and the least and the greatest where they differ from it."""
    if not values:
        return ""
    middle, least, most = (_number(value) for value in (median(values), min(values), max(values)))
    told = f"{middle} {unit}".rstrip()
    return told if least == most else f"{told} ({least}–{most})"


def _number(value: float) -> str:
    """With three figures that mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.3g}"
