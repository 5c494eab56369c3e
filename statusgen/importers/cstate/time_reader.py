"""Read the times in the markers and shortcodes of a cState note."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from statusgen.importers.cstate.markers import STAMPS, Marker
from statusgen.importers.cstate.status_words import Vocabulary
from statusgen.importers.cstate.times import CLOCK_TEXT, NEAR_DAY, Reading, is_time, near_day, read_time
from statusgen.model.notes import Status

TIME_OF_DAY = re.compile(CLOCK_TEXT, re.IGNORECASE)
_NEAR_DAYS = re.compile(NEAR_DAY, re.IGNORECASE)
_OTHER_ZONE = re.compile(r"\s*\(?[A-Z]{1,4}T\b")
"""Abbreviation of a zone, `CET` or `PST`: several zones share one."""


@dataclass(frozen=True, slots=True)
class PrintedTime:
    """A time as the old page printed it."""

    text: str
    line: int
    """Line in the body; the first is 0."""
    at: datetime | None = None
    """Instant in UTC; None if the text cannot be read."""
    zoned: bool = False
    """Whether the text names its time zone."""


@dataclass(frozen=True, slots=True)
class TimeReader:
    """Facts about a note by which its times are read; `start` and `end` are aware instants."""

    zone: tzinfo
    start: datetime
    end: datetime | None
    """End in the front matter, plausible or not; None if there is none."""
    vocabulary: Vocabulary

    @property
    def day(self) -> date:
        """Day on which the note begins, in its zone."""
        return self.start.astimezone(self.zone).date()

    def read(self, text: str, line: int) -> PrintedTime:
        """Read the time in a text, such as that of `track`; without a time, keep the whole text."""
        stamp = STAMPS.search(text)
        reading = read_time(text, self.zone, self.day)
        return _printed(stamp[0] if stamp and reading else text.strip(), line, reading)

    def read_marker(self, marker: Marker, line: int) -> PrintedTime | None:
        """Read the time in a marker; None if it names neither a day nor a time of day."""
        stamp = STAMPS.search(marker.text)
        near = None if stamp else _NEAR_DAYS.search(marker.text)
        if near:
            return self._near(marker, near, line)
        clock = TIME_OF_DAY.search(marker.text)
        other_zone = _OTHER_ZONE.match(marker.text, clock.end()) if clock else None
        if clock and other_zone:
            begin = stamp.start() if stamp else clock.start()
            return PrintedTime(marker.text[begin : other_zone.end()], line)
        in_words = marker.label and not stamp and clock and not marker.label.startswith(clock[0])
        if in_words or not is_time(marker.text):
            return None
        return self.read(marker.text, line)

    def _near(self, marker: Marker, near: re.Match[str], line: int) -> PrintedTime:
        """Read a weekday or a day of the month, with the time of day beside it."""
        last = self.end.astimezone(self.zone).date() if self.end else None
        day = near_day(near[0], self.day, last)
        clock = TIME_OF_DAY.search(marker.text)
        spans = [one.span() for one in (near, clock) if one]
        own = marker.text[min(begin for begin, _ in spans) : max(end for _, end in spans)]
        if day is None or (clock and _OTHER_ZONE.match(marker.text, clock.end())):
            return PrintedTime(own, line)
        if clock:
            return _printed(own, line, read_time(clock[0], self.zone, day))
        at = datetime.combine(day, time(), self.zone).astimezone(UTC)
        if day == self.day:
            at = self.start
        elif self.end and day == last and marker.status is Status.RESOLVED:
            at = self.end
        return PrintedTime(own, line, at, zoned=True)  # a day alone needs no zone


def _printed(text: str, line: int, reading: Reading | None) -> PrintedTime:
    return PrintedTime(text, line, reading.at, reading.zoned) if reading else PrintedTime(text, line)
