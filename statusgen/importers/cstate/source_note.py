"""A note of the old site: where to report diagnostics about it, and when it began and ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from statusgen.importers.cstate.config import Catalog
from statusgen.importers.cstate.front_matter import FrontMatter
from statusgen.importers.cstate.times import read_time, years_beside
from statusgen.model.diagnostics import Diagnostic
from statusgen.read.yaml.source import Source


@dataclass(frozen=True, slots=True)
class SourceSite:
    """Facts about the old site that all notes share."""

    language: str
    languages: tuple[str, ...]
    """All languages that its configuration names, the first one first."""
    catalog: Catalog
    zone: ZoneInfo
    """Time zone of times that name none."""
    now: datetime
    """Instant of the import, aware: a later printed time is a typing mistake."""
    lowers_addresses: bool
    """Whether its addresses are in lower case: they are without `disablePathToLower`."""


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A note of the old site, and the list of diagnostics about it."""

    source: Source
    front_matter: FrontMatter
    site: SourceSite
    day: date
    """Day in the name of its file, or `UNKNOWN`."""
    problems: list[Diagnostic]

    @property
    def is_announced(self) -> bool:
        """Return whether the old page showed the note as an announcement."""
        return self.front_matter.is_true("informational")

    def report(self, code: str, key: str, message: str, help: str) -> None:
        """Add a diagnostic at the value of a key."""
        span = self.front_matter.span(key, self.source.line_span(1))
        self.problems.append(Diagnostic(code, span, message, help))

    def report_line(self, code: str, line: int, message: str, help: str) -> None:
        """Add a diagnostic at a line of the file; the first line is 1."""
        span = self.source.line_span(min(line, len(self.source.lines)))
        self.problems.append(Diagnostic(code, span, message, help))


def start_of(note: SourceNote) -> datetime:
    """Return the instant at which the incident began, in UTC; reports one that is guessed."""
    given = _instant(note, "date")
    if given and given > note.site.now and not note.is_announced:
        help = "It is kept; if its year is mistyped, correct the old note and import again."
        note.report("import-time", "date", "this beginning is in the future", help)
    return given or datetime.combine(note.day, time(), note.site.zone).astimezone(UTC)


def _instant(note: SourceNote, key: str) -> datetime | None:
    """Read the time of a key in UTC; None if there is none. Reports anything that is not exact."""
    text = note.front_matter.text(key)
    if not text:
        if key == "date":
            help = f"It is taken as the beginning of {note.day}."
            note.report("import-time", key, "nothing says when this began", help)
        return None
    reading = read_time(text, note.site.zone, note.day)
    if reading is None:
        note.report(
            "import-time", key, f"`{text}` is not a time", f"It is taken as the beginning of {note.day}."
        )
        return None
    if not reading.exact:
        help = f"It is taken as {reading.at:%Y-%m-%d %H:%M} UTC."
        note.report("import-time", key, f"`{text}` is not a time as it stands", help)
    elif not reading.zoned:
        help = f"It is taken to be in {note.site.zone.key}; if it is not, import again with `--zone`."
        note.report("import-zone", key, f"`{text}` names no time zone", help)
    return reading.at


def end_of(note: SourceNote, start: datetime, last: datetime | None) -> datetime | None:
    """Return the instant at which the incident ended, in UTC; None if it is open. Reports guesses.

    `last` is the latest plausible time that its text prints, or None.
    """
    resolved = note.front_matter.is_true("resolved")
    given = _instant(note, "resolvedwhen") if note.front_matter.text("resolvedwhen") else None
    otherwise = max(start, last or start)
    if given and given > note.site.now and (resolved or not note.is_announced):
        return _before_now(note, given, start, otherwise if resolved else None)
    if given and given >= start:
        if not resolved:
            help = "It is taken as over since then; remove the resolved update if it is not."
            note.report(
                "import-state", "resolved", "this note has an end but is not marked as resolved", help
            )
        return given
    if resolved:
        key, message = ("resolvedwhen", _BEFORE) if given else ("resolved", "nothing says when this was over")
        note.report("import-state", key, message, f"It is taken as over at {_shown(otherwise, start)}.")
        return otherwise
    if given:
        note.report("import-state", "resolvedwhen", _BEFORE, "It is taken as still open.")
    elif not note.front_matter.text("informational"):
        help = "It is taken as still open; add a resolved update if it is not."
        note.report("import-state", "resolved", "this note is not marked as resolved", help)
    return None


_BEFORE = "this end is before the start"


def _shown(at: datetime, start: datetime) -> str:
    return "once" if at == start else f"the last time that it prints, {at:%Y-%m-%d %H:%M} UTC"


def _before_now(
    note: SourceNote, given: datetime, start: datetime, otherwise: datetime | None
) -> datetime | None:
    """Return the end instead of one in the future: a year earlier if that fits, else `otherwise`."""
    end = next((one for one in years_beside(given) if start <= one <= note.site.now), otherwise)
    help = f"It is taken as {end:%Y-%m-%d %H:%M} UTC." if end else "It is taken as still open."
    note.report("import-time", "resolvedwhen", "this end is in the future", help)
    return end
