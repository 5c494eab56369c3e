"""Promises about the uptime of a service: its targets, and the words of its contract."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from statusgen.model.text import LocalText


class Window(StrEnum):
    """Period for which a target holds: the last days up to now, or a period of the calendar."""

    DAYS_30 = "30 days"
    DAYS_90 = "90 days"
    DAYS_365 = "365 days"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def days(self) -> int | None:
        """Return the number of days, today included; None for a period of the calendar."""
        number, _, unit = self.value.partition(" ")
        return int(number) if unit else None

    @property
    def months(self) -> int:
        """Return the number of months of a period of the calendar; 0 for a number of days."""
        return {Window.MONTH: 1, Window.QUARTER: 3, Window.YEAR: 12}.get(self, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Uptime that is promised from one day to another, both included, in the site's time zone."""

    percent: str
    """A decimal number from 0 to 100 as written, such as `99.95`: floats cannot hold most of them."""
    window: Window = Window.DAYS_90
    since: date | None = None
    """None: it holds for all time before `until`."""
    until: date | None = None
    """None: it holds now."""

    @property
    def allowed(self) -> Fraction:
        """Return the share of time that may be down."""
        return 1 - Fraction(self.percent) / 100


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a contract promises (SLA), in words: statusgen calculates nothing from it."""

    words: LocalText
    link: str = ""
    """Address of the contract."""
