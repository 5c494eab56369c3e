"""Names of quarters and years, and short names for the scales of charts."""

from __future__ import annotations

from datetime import date
from typing import Literal

from babel.dates import format_date, format_skeleton
from babel.units import format_unit

from statusgen.render.localization.formatter import Formatter, first_letter

TickUnit = Literal["minute", "hour", "day", "week", "year"]


def quarter_name(fmt: Formatter, day: date) -> str:
    """Return `2nd quarter 2026`, the quarter of a day."""
    return first_letter(format_skeleton("yQQQQ", day, locale=fmt.locale))


def year_name(fmt: Formatter, day: date) -> str:
    """Return `2026`, the year of a day."""
    return format_skeleton("y", day, locale=fmt.locale)


def month_abbreviation(fmt: Formatter, day: date) -> str:
    """Return `May`, for charts."""
    return format_date(day, "LLL", locale=fmt.locale)


def short_quarter(fmt: Formatter, day: date) -> str:
    """Return `Q2 2026`, the quarter of a day."""
    return format_skeleton("yQQQ", day, locale=fmt.locale)


def tick_name(fmt: Formatter, count: int, unit: TickUnit) -> str:
    """Return a length for the scale of a chart: `10 min`."""
    return format_unit(count, f"duration-{unit}", length="short", locale=fmt.locale)
