"""What a cState note's front matter says of its times, and where to report what is odd about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from statusgen.diagnostics import Diagnostic
from statusgen.importers.cstate.config import Catalog
from statusgen.importers.cstate.header import Header
from statusgen.importers.cstate.times import read_time, years_beside
from statusgen.read.source import Source

YES = ("true", "yes", "on", "1")


@dataclass(frozen=True, slots=True)
class OldSite:
    """What all notes of the old site share."""

    language: str
    languages: tuple[str, ...]
    """All that its configuration names, the first one first."""
    catalog: Catalog
    zone: ZoneInfo
    """Of times that name none."""
    now: datetime
    """When it is imported, an aware instant: what is printed as later than this was mistyped."""
    lowers_addresses: bool
    """Whether its addresses are in lower case, as they are without `disablePathToLower`."""


@dataclass(frozen=True, slots=True)
class Old:
    """A note of the old site, and where to report."""

    source: Source
    header: Header
    site: OldSite
    day: date
    """The day in its file's name, else that of its date, else `UNKNOWN`."""
    problems: list[Diagnostic]

    def report(self, code: str, key: str, message: str, help: str) -> None:
        """Report what was decided about a key."""
        span = self.header.span(key, self.source.line_span(1))
        self.problems.append(Diagnostic(code, span, message, help))

    def report_line(self, code: str, line: int, message: str, help: str) -> None:
        """Report what was decided about a line of the file; the first one is 1."""
        span = self.source.line_span(min(line, len(self.source.lines)))
        self.problems.append(Diagnostic(code, span, message, help))


def began(old: Old) -> datetime:
    """When it began."""
    given = _instant(old, "date")
    if given and given > old.site.now and not is_announced(old.header):
        help = "It is kept; if its year is mistyped, correct the old note and import again."
        old.report("import-time", "date", "this beginning is in the future", help)
    return given or datetime.combine(old.day, time(), old.site.zone).astimezone(UTC)


def is_announced(header: Header) -> bool:
    """Whether the old page showed it as an announcement."""
    return header.text("informational").lower() in YES


def _instant(old: Old, key: str) -> datetime | None:
    text = old.header.text(key)
    if not text:
        if key == "date":
            help = f"It is taken as the beginning of {old.day}."
            old.report("import-time", key, "nothing says when this began", help)
        return None
    reading = read_time(text, old.site.zone, old.day)
    if reading is None:
        old.report(
            "import-time", key, f"`{text}` is not a time", f"It is taken as the beginning of {old.day}."
        )
        return None
    if not reading.exact:
        help = f"It is taken as {reading.at:%Y-%m-%d %H:%M} UTC."
        old.report("import-time", key, f"`{text}` is not a time as it stands", help)
    elif not reading.zoned:
        help = f"It is taken to be in {old.site.zone.key}; if it is not, import again with `--zone`."
        old.report("import-zone", key, f"`{text}` names no time zone", help)
    return reading.at


def ended(old: Old, start: datetime, last: datetime | None) -> datetime | None:
    """When it was over; None if it goes on. `last` is the last time in the past that its words print."""
    resolved = old.header.text("resolved").lower() in YES
    given = _instant(old, "resolvedwhen") if old.header.text("resolvedwhen") else None
    otherwise = max(start, last or start)
    if given and given > old.site.now and (resolved or not is_announced(old.header)):
        return _before_now(old, given, start, otherwise if resolved else None)
    if given and given >= start:
        if not resolved:
            help = "It is taken as over since then; remove the resolved update if it is not."
            old.report("import-state", "resolved", "this note has an end but is not marked as resolved", help)
        return given
    if resolved:
        key, message = ("resolvedwhen", _BEFORE) if given else ("resolved", "nothing says when this was over")
        old.report("import-state", key, message, f"It is taken as over at {_shown(otherwise, start)}.")
        return otherwise
    if given:
        old.report("import-state", "resolvedwhen", _BEFORE, "It is taken as still open.")
    elif not old.header.text("informational"):
        help = "It is taken as still open; add a resolved update if it is not."
        old.report("import-state", "resolved", "this note is not marked as resolved", help)
    return None


_BEFORE = "this end lies before the start"


def _shown(at: datetime, start: datetime) -> str:
    return "once" if at == start else f"the last time that it prints, {at:%Y-%m-%d %H:%M} UTC"


def _before_now(old: Old, given: datetime, start: datetime, otherwise: datetime | None) -> datetime | None:
    """The end instead of one in the future: the same day a year before, if it fits; None: still open."""
    end = next((one for one in years_beside(given) if start <= one <= old.site.now), otherwise)
    help = f"It is taken as {end:%Y-%m-%d %H:%M} UTC." if end else "It is taken as still open."
    old.report("import-time", "resolvedwhen", "this end is in the future", help)
    return end
