"""Diagnostics as values: the place, the problem, and what to do about it.

Nothing here prints or raises. Readers and checks append `Diagnostic`s to a list; `reporting` formats them
for people and machines. `CODES` has the codes of all but the plain-language rules: see `lint_rules`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Severity of a diagnostic, the worst first. Only errors keep a note from being published."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Part of one line of a content file.

    `path` is relative to the content folder, with `/`. Lines and columns count from 1, columns in
    code points; `end` is the column after the last character. `line` 0 means the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 0
    end: int = 0


def lines_of(data: bytes) -> list[str]:
    """Return the lines of a file as `Span` counts them; bytes that are not UTF-8 are replaced."""
    return unix_newlines(data.decode("utf-8-sig", errors="replace")).split("\n")


def unix_newlines(text: str) -> str:
    """Return the text with LF for each CR LF and CR."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that explains the problem, such as the first of two equal keys."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """Text that can replace the words `of` at the span; `safe` if it is right in any context."""

    text: str
    safe: bool = False
    of: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: `message` describes it in plain words, `help` gives the remedy."""

    code: str
    span: Span
    message: str
    help: str = ""
    related: tuple[Related, ...] = ()
    weight: Level | None = None
    """Level of this diagnostic where it does not follow from the code: in findings about wording."""
    replacement: Replacement | None = None

    @property
    def level(self) -> Level:
        """Return the severity: `weight` if given, else that of the code."""
        return self.weight or CODES[self.code][0]


CODES: dict[str, tuple[Level, str]] = {
    # Files
    "not-utf8": (Level.ERROR, "A file is not UTF-8 text."),
    "conflict-marker": (Level.ERROR, "A file has merge conflict markers."),
    "file-too-large": (Level.ERROR, "A file is larger than statusgen reads."),
    "missing-file": (Level.ERROR, "A file that the site needs is missing."),
    "bad-file-name": (
        Level.ERROR,
        "A file's name cannot become an address, or is not the month of a report.",
    ),
    "wrong-picture": (Level.ERROR, "A picture is not what its name says, or cannot be published as it is."),
    "address-clash": (Level.ERROR, "Two files would be published at the same address."),
    "misplaced-note": (
        Level.ERROR,
        "A file looks like a note, but its name or folder is not that of a note.",
    ),
    "unused-file": (Level.WARNING, "A file in the content folder is not published."),
    "passed-over": (Level.INFO, "A file that is not a note is not published."),
    # YAML
    "missing-front-matter": (Level.ERROR, "A note has no front matter between `---` lines."),
    "unclosed-front-matter": (Level.ERROR, "The front matter has no closing `---` line."),
    "toml-front-matter": (Level.ERROR, "The front matter is TOML (`+++`), not YAML."),
    "yaml-syntax": (Level.ERROR, "The YAML cannot be read."),
    "yaml-alias": (Level.ERROR, "YAML anchors and aliases are not allowed."),
    "cut-off-text": (Level.WARNING, "YAML reads part of a text as a comment and cuts it off."),
    "yaml-too-deep": (Level.ERROR, "YAML values are nested too deeply."),
    # Values
    "unknown-key": (Level.ERROR, "An unknown key."),
    "duplicate-key": (Level.ERROR, "The same key is given twice."),
    "missing-key": (Level.ERROR, "A required key is missing."),
    "invisible-character": (Level.WARNING, "A short text has an invisible character."),
    "wrong-type": (Level.ERROR, "A value has the wrong shape, such as a list where text belongs."),
    "bad-value": (Level.ERROR, "A value is not allowed here."),
    "bad-time": (Level.ERROR, "A time cannot be read."),
    "nonexistent-time": (Level.ERROR, "Clocks skip this time in the site's time zone."),
    "ambiguous-time": (Level.ERROR, "This time happens twice in the site's time zone."),
    "clock-past-midnight": (Level.INFO, "A clock time without a date is on another day than its update."),
    "bad-language": (Level.ERROR, "A language that the site does not have."),
    # Notes
    "not-an-update": (Level.ERROR, "A level-2 heading is not an update."),
    "nearly-an-update": (Level.ERROR, "A line that is meant as an update is read as text."),
    "maybe-an-update": (Level.WARNING, "A line that may be meant as an update is read as text."),
    "fields-in-words": (Level.ERROR, "A field of an update is in its text."),
    "unknown-status": (Level.ERROR, "An update has a status that does not exist."),
    "wrong-status": (Level.ERROR, "An update has a status that this kind of note does not have."),
    "missing-update-time": (Level.ERROR, "An update has no time."),
    "duplicate-update-time": (Level.WARNING, "Two updates of a note have the same time, or the same id."),
    "no-updates": (Level.WARNING, "An incident has no update."),
    "no-services": (Level.WARNING, "An incident does not say which services it affects."),
    "empty-update": (Level.WARNING, "An update has no text."),
    "misplaced-field": (Level.ERROR, "An update that is no postmortem has a field of postmortems."),
    "unclosed-code": (Level.ERROR, "A block of code is not closed and hides updates."),
    "unclosed-comment": (Level.ERROR, "An HTML comment is opened but not closed."),
    "unopened-comment": (Level.ERROR, "An HTML comment is closed but not opened."),
    "default-language-file": (Level.ERROR, "A file's name gives the default language, which has no code."),
    "unmatched-translation": (Level.WARNING, "A translated note or update has no original."),
    "translated-fact": (
        Level.WARNING,
        "A translation states facts, which belong in the main file; an error for `public`, which hides.",
    ),
    # Across files
    "unknown-service": (Level.ERROR, "A service is not in the catalog."),
    "unknown-problem": (Level.ERROR, "A note names a problem that does not exist."),
    "unknown-change": (Level.ERROR, "A note names a maintenance that does not exist."),
    "supersedes-cycle": (Level.ERROR, "A maintenance replaces itself, or several do so in a circle."),
    "lists-replaced": (
        Level.WARNING,
        "A postmortem leaves out factors or actions of an earlier one, which readers then do not see.",
    ),
    "names-draft": (Level.WARNING, "A note names a problem or a maintenance that is a draft."),
    "duplicate-id": (Level.ERROR, "Two services or groups have the same id."),
    "dependency-cycle": (Level.ERROR, "Services depend on each other in a circle."),
    "ends-before-start": (Level.ERROR, "An end is before its start."),
    "no-duration": (Level.WARNING, "An incident ends in the minute in which it began."),
    "started-after-update": (Level.ERROR, "`started` is after the first update."),
    "reopened": (Level.INFO, "An update reopens an incident or a problem."),
    "promise-before-update": (Level.ERROR, "What an update promises is due before the update."),
    "since-after-update": (Level.ERROR, "`since` is after the update."),
    "update-after-end": (Level.WARNING, "A maintenance has an update after its end."),
    "not-shown-yet": (Level.WARNING, "An update is dated in the future and not shown until then."),
    "services-after-resolved": (
        Level.WARNING,
        "An update that resolves the incident still names affected services.",
    ),
    "services-after-end": (Level.ERROR, "An update after the end names affected services."),
    "slo-window": (
        Level.ERROR,
        "The window of a target is unknown, or a day is judged by two targets or by none.",
    ),
    "slo-unreachable": (Level.INFO, "A target allows less than a minute of downtime."),
    "slo-low": (Level.INFO, "A target allows more than half of the time to be down."),
    "slo-before-since": (Level.WARNING, "A target begins or ends before its service counts."),
    "sla-without-link": (Level.INFO, "What a contract promises has no link to the contract."),
    "unsafe-link": (Level.WARNING, "A link has an address that is not allowed."),
    "missing-picture": (Level.WARNING, "A picture of a note is missing."),
    "picture-without-words": (Level.WARNING, "A picture has no alternative text."),
    "missing-interface": (Level.WARNING, "The theme has no interface texts in a language."),
    # Recurring work
    "bad-repeat": (Level.ERROR, "A rule of recurring work cannot be read, or never holds."),
    "first-not-in-rule": (Level.ERROR, "The start of recurring work is not on a day of its rule."),
    "endless-repeat": (Level.INFO, "Recurring work has no last day."),
    "skipped-days": (Level.INFO, "A rule names a day that some months do not have."),
    "unknown-occurrence": (
        Level.ERROR,
        "An update or an exception names no day of recurring work, or none that the rule has.",
    ),
    "past-occurrence-lost": (
        Level.ERROR,
        "A change of recurring work undoes dates that have begun, or gives them other times or services.",
    ),
    "shown-dates-gone": (
        Level.WARNING,
        "Dates of recurring work that readers were shown are gone, and nobody was told.",
    ),
    "past-occurrences-unknown": (
        Level.INFO,
        "Nothing published or committed shows which recurring work has begun.",
    ),
    # Learning
    "detected-after-first-update": (Level.WARNING, "An incident was posted before it was noticed."),
    "detected-before-start": (Level.INFO, "An incident was noticed before it began."),
    "why-ends-at-a-person": (Level.INFO, "A chain of reasons ends with what a person did."),
    "one-factor": (Level.INFO, "A serious incident has one factor alone, without reasons."),
    "no-preventing-action": (
        Level.INFO,
        "A postmortem has factors and no action that prevents them; a warning if the incident was critical.",
    ),
    "person-named": (
        Level.WARNING,
        "A postmortem or a problem names a person, or approved work does; a hint if a word may be a name.",
    ),
    "action-without-owner": (Level.WARNING, "An open action has no owner."),
    "action-without-date": (Level.WARNING, "An open action is not due on any day."),
    "action-overdue": (Level.WARNING, "An action is late."),
    "done-before-start": (Level.WARNING, "An action was done before the incident began."),
    "due-before-update": (Level.WARNING, "An open action is due before the postmortem that promises it."),
    "opened-after-update": (Level.WARNING, "A problem has an update from before it was known."),
    "day-to-come": (
        Level.WARNING,
        "What is approved, done or has happened, or the month of a report, is in the future.",
    ),
    "report-before-since": (Level.WARNING, "Words for a month before anything counts in reports."),
    "report-far-ahead": (Level.WARNING, "A postmortem is promised for more than a year later."),
    "report-after-rule": (
        Level.INFO,
        "A postmortem is promised for a later day than the site's rule allows.",
    ),
    "postmortem-due": (Level.INFO, "A postmortem is due on a day to come."),
    "postmortem-overdue": (Level.WARNING, "A postmortem is late."),
    "comes-again": (Level.INFO, "Incidents have something in common, and name no common problem."),
    "problem-without-incident": (Level.INFO, "No incident names a problem."),
    # Changes
    "short-notice": (
        Level.WARNING,
        "Planned work is announced later than the rules ask; a hint if that is not known.",
    ),
    "not-approved": (
        Level.WARNING,
        "Planned work lacks approvals when they are due; an error if its risk is high.",
    ),
    "approved-after-start": (
        Level.WARNING,
        "Planned work was approved after its start, or too long after it.",
    ),
    "no-fallback": (
        Level.INFO,
        "Planned work does not say what happens if it fails; a warning for outages and high risk.",
    ),
    "in-freeze": (Level.WARNING, "Planned work is in a freeze; an error if the freeze is hard."),
    "outside-window": (Level.INFO, "Planned work is outside the windows for work."),
    "collides": (
        Level.WARNING,
        "Planned work overlaps other work on the same service, or on one that depends on it.",
    ),
    "collides-with-incident": (
        Level.WARNING,
        "Planned work begins while one of its services is in an open incident.",
    ),
    "ends-late": (Level.INFO, "The fallback of planned work names a time after its end."),
    # Identity
    "site-id-missing": (Level.WARNING, "The site has no permanent `site id`."),
    "site-id-changed": (Level.WARNING, "The `site id` is not that of the last publication."),
    "zone-changed": (Level.WARNING, "The time zone is not that of the last publication."),
    "default-language-changed": (Level.WARNING, "The default language is not that of the last publication."),
    # Theme and outputs
    "low-contrast": (Level.ERROR, "The contrast of two colours is too low."),
    "template-error": (Level.ERROR, "A template of the theme is broken, or does what the sandbox refuses."),
    "kept-last-version": (
        Level.WARNING,
        "The last published version of a note, or of a part of it, was kept.",
    ),
    "left-out": (Level.WARNING, "A note, or a part of it, was left out because of its errors."),
    # Import
    "import-time": (Level.WARNING, "A time in the imported note could not be used as written."),
    "import-zone": (Level.WARNING, "An imported time has no time zone."),
    "import-service": (Level.WARNING, "An imported note names a service that was not declared."),
    "import-state": (Level.WARNING, "An imported note's state could not be used as written."),
    "import-text": (Level.WARNING, "Part of an imported note's text was changed or left out."),
    "import-update": (Level.WARNING, "A time or a status in an imported note did not begin an update."),
    "import-file": (Level.WARNING, "A file could not be imported unchanged, or not at all."),
}
