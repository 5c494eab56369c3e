"""Decoders for days of the calendar, as days or as the instants at which they begin or end."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from statusgen.read.times import parse_day
from statusgen.read.yaml.decode import Context, Decoder, scalar
from statusgen.read.yaml.source import Scalar

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _day(text: str, node: Scalar, context: Context) -> date | None:
    return parse_day(text, node.span, context)


day = scalar(_day, "a day", {"type": "string", "examples": ["2026-05-01"]})


def _of_day(days: int) -> Decoder[datetime]:
    """Return a decoder for days; the value is the midnight that begins the day, plus a number of days."""

    def read(text: str, node: Scalar, context: Context) -> datetime | None:
        on = parse_day(text, node.span, context)
        return datetime.combine(on + timedelta(days), time(), context.zone).astimezone(UTC) if on else None

    return scalar(read, "a day", day.schema)


day_begin, day_end = _of_day(0), _of_day(1)
