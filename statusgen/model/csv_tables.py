"""Tables as CSV, for spreadsheets. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

Cell = object
"""A text, a number, or None for an empty cell."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings of texts that spreadsheets run as formulas."""


def csv_text(names: Sequence[str], rows: Iterable[Iterable[Cell]]) -> str:
    """Return a table with the names of its columns."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(names)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return file.getvalue()


def csv_bytes(names: Sequence[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    """Return a table as a file, in UTF-8 with the mark by which Excel knows it."""
    return csv_text(names, rows).encode("utf-8-sig")


def _safe(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula: texts may be anybody's, numbers are ours."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
