"""How the times in the marks of a cState note are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from statusgen.importers.cstate.marks import STAMPS, Mark
from statusgen.importers.cstate.times import CLOCK_TEXT, NEAR_DAY, is_time, near_day, read_time
from statusgen.importers.cstate.vocabulary import Vocabulary
from statusgen.model import Status

TIME_OF_DAY = re.compile(CLOCK_TEXT, re.IGNORECASE)
_NEAR_DAYS = re.compile(NEAR_DAY, re.IGNORECASE)
_OTHER_ZONE = re.compile(r"\s*\(?[A-Z]{1,4}T\b")
"""`CET`, `PST`: abbreviations of zones, which mean different ones in different places."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A time as the old page printed it, with its line in the words; the instant is None if it is none."""

    text: str
    line: int
    at: datetime | None = None
    zoned: bool = False


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the times and marks of a note are read; `start` and `end` are aware instants."""

    zone: tzinfo
    start: datetime
    end: datetime | None
    """What the front matter gives, whether it can be true or not."""
    vocabulary: Vocabulary

    @property
    def day(self) -> date:
        """The day of the beginning."""
        return self.start.astimezone(self.zone).date()

    def printed(self, text: str, line: int) -> Printed:
        """The time in a text, such as that of `track`; the whole text if there is none."""
        reading = read_time(text, self.zone, self.day)
        stamp = STAMPS.search(text)
        own = stamp[0] if stamp and reading else text.strip()
        return Printed(own, line, reading.at if reading else None, reading is not None and reading.zoned)

    def printed_in(self, mark: Mark, line: int) -> Printed | None:
        """The time in a mark; None if it names neither a day nor a time of day."""
        stamp = STAMPS.search(mark.text)
        near = None if stamp else _NEAR_DAYS.search(mark.text)
        if near:
            return self._near(mark, near, line)
        clock = TIME_OF_DAY.search(mark.text)
        other_zone = _OTHER_ZONE.match(mark.text, clock.end()) if clock else None
        if clock and other_zone:
            begin = stamp.start() if stamp else clock.start()
            return Printed(mark.text[begin : other_zone.end()], line)
        in_words = mark.label and not stamp and clock and not mark.label.startswith(clock[0])
        if in_words or not is_time(mark.text):
            return None
        return self.printed(mark.text, line)

    def _near(self, mark: Mark, near: re.Match[str], line: int) -> Printed:
        """A weekday or a day of the month, with the time of day beside it."""
        last = self.end.astimezone(self.zone).date() if self.end else None
        day = near_day(near[0], self.day, last)
        clock = TIME_OF_DAY.search(mark.text)
        spans = [one.span() for one in (near, clock) if one]
        own = mark.text[min(begin for begin, _ in spans) : max(end for _, end in spans)]
        if day is None or (clock and _OTHER_ZONE.match(mark.text, clock.end())):
            return Printed(own, line)
        if clock:
            reading = read_time(clock[0], self.zone, day)
            return Printed(own, line, reading.at if reading else None, reading is not None and reading.zoned)
        at = datetime.combine(day, time(), self.zone).astimezone(UTC)
        if day == self.day:
            at = self.start
        elif self.end and day == last and mark.status is Status.RESOLVED:
            at = self.end
        return Printed(own, line, at, zoned=True)  # a day is no sign of another zone
