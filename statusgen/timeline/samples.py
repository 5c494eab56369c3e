"""Lengths of time as a sample: the middle one and the quartiles, if there are enough of them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

FEWEST_FOR_MEDIAN = 3
FEWEST_FOR_QUARTILES = 8


@dataclass(frozen=True, slots=True)
class Sample:
    """Lengths of time, the shortest first, of those incidents for which they are known."""

    values: tuple[timedelta, ...]
    of: int
    """Number of all incidents, those without a value included."""

    @property
    def count(self) -> int:
        """Return the number of values."""
        return len(self.values)

    @property
    def median(self) -> timedelta | None:
        """Return the middle value, of an even number the shorter of both; None below three values."""
        return self._quantile(2) if self.count >= FEWEST_FOR_MEDIAN else None

    @property
    def quartiles(self) -> tuple[timedelta, timedelta] | None:
        """Return the shortest values that a quarter and three quarters do not exceed; None below eight."""
        return (self._quantile(1), self._quantile(3)) if self.count >= FEWEST_FOR_QUARTILES else None

    @property
    def longest(self) -> timedelta | None:
        """Return the longest value; None without any."""
        return self.values[-1] if self.values else None

    def _quantile(self, quarters: int) -> timedelta:
        """Return the value at a quartile, by nearest rank: 2 is the median."""
        return self.values[-(-self.count * quarters // 4) - 1]


def sample(lengths: Iterable[timedelta | None]) -> Sample:
    """Return a sample of lengths, None for those that are not known. None is below zero."""
    listed = [*lengths]
    known = (max(one, timedelta()) for one in listed if one is not None)
    return Sample(tuple(sorted(known)), len(listed))
