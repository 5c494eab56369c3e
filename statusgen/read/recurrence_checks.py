"""Checks of recurring work: its rule, its exceptions, and the days that updates are about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.model.notes import UNKNOWN_TIME, AnyNote, Maintenance
from statusgen.read.catalog import Catalog
from statusgen.read.recurrence import OF_THE_SERIES, days_of, occurrences_until
from statusgen.read.recurrence_fields import EXCEPTIONS, LAST_DAY, SHOW_AHEAD
from statusgen.read.repeat import day_numbers
from statusgen.read.time_checks import place_of

_LONGEST = timedelta(days=5 * 366)
"""A rule that does not hold within this time is taken for a mistake."""


def judged_occurrences(series: Maintenance, catalog: Catalog) -> tuple[Maintenance, ...]:
    """Return the first occurrence, and those about which the note says something of their own."""
    if is_unknown(series):
        return ()
    found = occurrences_until(series, series.starts, catalog.zone)
    return tuple(one for number, one in enumerate(found) if number == 0 or one.updates)


def is_unknown(series: Maintenance) -> bool:
    """Return whether the occurrences of recurring work do not follow from what could be read."""
    needed = {"repeat", "until", "exceptions", "starts", "ends", "?"}
    return not series.repeat or UNKNOWN_TIME in (series.starts, series.ends) or bool(needed & {*series.lost})


def without_rule(note: AnyNote, _: Catalog) -> Iterator[Diagnostic]:
    """Find fields of recurring work where nothing recurs."""
    if not isinstance(note, Maintenance) or note.repeat or "repeat" in note.lost or note.occurrence:
        return
    given = (one for one in (LAST_DAY, SHOW_AHEAD, EXCEPTIONS) if one.name in note.places)
    for one in given:
        help = "Add how it recurs, such as `repeat: every sunday`; else remove the line."
        yield Diagnostic("bad-repeat", note.places[one.name], f"`{one.spelling}` needs `repeat`", help)
    for update in note.updates:
        if update.on:
            message, help = "this work does not recur, so no update is about a day of it", "Remove the line."
            yield Diagnostic("unknown-occurrence", place_of(update, "on"), message, help)


def rule_problems(series: Maintenance, catalog: Catalog) -> Iterator[Diagnostic]:
    """Find rules that never hold or do not have the first day, and days that a rule does not have."""
    place = place_of(series, "repeat")
    if series.starts == UNKNOWN_TIME:
        yield from _hints(series, place)
        return
    first = series.starts.astimezone(catalog.zone).date()
    whole = (one for one, _ in days_of(series, first + _LONGEST, catalog.zone))
    begins = next(whole, None)
    if series.until and series.until < first:
        message = f"`until` is before the first day, {first}"
        yield Diagnostic("ends-before-start", place_of(series, "until"), message, "Write a later day.")
    elif begins is None:
        message = "no day within five years follows from this rule"
        yield Diagnostic("bad-repeat", place, message, "Correct the rule.")
    elif begins != first:
        message = f"`starts` is on {_named(first)}, which is no day of the rule"
        help = f"The next one is {_named(begins)}: begin with it, or correct `repeat`."
        yield Diagnostic("first-not-in-rule", place_of(series, "starts"), message, help)
    else:
        yield from _unknown_days(series, first, catalog)
    yield from _hints(series, place)


def _hints(series: Maintenance, place: Span) -> Iterator[Diagnostic]:
    missing = [number for number in day_numbers(series.repeat) if number > 28]
    if missing:
        message = f"months without day {missing[0]} are left out"
        help = "If the last day is meant, write `every month on the last day`."
        yield Diagnostic("skipped-days", place, message, help)


def _unknown_days(series: Maintenance, first: date, catalog: Catalog) -> Iterator[Diagnostic]:
    """Yield the days that exceptions and updates name but the rule does not have, and updates without one."""
    named = [(one.day, one.span) for one in series.exceptions]
    named += [(one.on, place_of(one, "on")) for one in series.updates if one.on]
    if not (named or series.updates):
        return
    last = max(first, *(day for day, _ in named), *(one.at.date() for one in series.updates))
    known = [day for day, _ in days_of(series, last + timedelta(days=400), catalog.zone)]
    days = {*known}
    for day, place in named:
        if day not in days:
            message = f"{_named(day)} is no day on which this work begins"
            yield Diagnostic("unknown-occurrence", place, message, _nearest(day, known))
    for update in series.updates:
        if not update.on and "on" not in update.lost and update.status not in OF_THE_SERIES:
            message = f"“{update.status.value.replace('-', ' ')}” does not say which day it is about"
            near = min(known, key=lambda one: abs(one - update.at.astimezone(catalog.zone).date()))
            help = f"Write below the heading `on: {near}`, the day on which the work begins by its rule."
            yield Diagnostic("unknown-occurrence", update.span, message, help)


def _nearest(day: date, known: list[date]) -> str:
    near = sorted(sorted(known, key=lambda one: abs(one - day))[:2])
    days = " and ".join(_named(one) for one in near)
    return f"The nearest are {days}." if len(near) > 1 else f"The only one is {days}."


def _named(day: date) -> str:
    return f"{day:%A}, {day.isoformat()}"
