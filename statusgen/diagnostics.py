"""What is wrong in the content, as values: where, what, and how to mend it.

Nothing here prints or raises. Readers and checks append `Diagnostic`s to a list; `report` words them
for people and machines. Every code stands once, in `CODES`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is: an error keeps the note from being published, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one line of a content file.

    `path` is relative to the content folder, with `/`. Lines and columns count from 1, columns in
    code points; `end` is the column after the last character. `line` 0 means the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that explains the problem, such as the first of two equal keys."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: `message` says what is wrong in plain words, `mend` what to do about it."""

    code: str
    span: Span
    message: str
    mend: str = ""
    related: tuple[Related, ...] = ()

    @property
    def level(self) -> Level:
        """The level of its code."""
        return CODES[self.code][0]


CODES: dict[str, tuple[Level, str]] = {
    # Files
    "not-utf8": (Level.ERROR, "A file is not UTF-8 text."),
    "file-too-large": (Level.ERROR, "A file is larger than statusgen reads."),
    "missing-file": (Level.ERROR, "A file that the site needs is missing."),
    "bad-file-name": (Level.ERROR, "A file's name cannot become an address."),
    "address-clash": (Level.ERROR, "Two files would be published at the same address."),
    "unused-file": (Level.WARNING, "A file in the content folder is not published."),
    # YAML
    "missing-front-matter": (Level.ERROR, "A note has no front matter between `---` lines."),
    "unclosed-front-matter": (Level.ERROR, "The front matter has no closing `---` line."),
    "toml-front-matter": (Level.ERROR, "The front matter is TOML (`+++`), not YAML."),
    "yaml-syntax": (Level.ERROR, "The YAML cannot be read."),
    "yaml-alias": (Level.ERROR, "YAML anchors and aliases are not allowed."),
    "yaml-too-deep": (Level.ERROR, "YAML values are nested too deeply."),
    # Values
    "unknown-key": (Level.ERROR, "A key that statusgen does not know."),
    "duplicate-key": (Level.ERROR, "The same key stands twice."),
    "missing-key": (Level.ERROR, "A required key is missing."),
    "wrong-type": (Level.ERROR, "A value has the wrong shape, such as a list where text belongs."),
    "bad-value": (Level.ERROR, "A value is not one of those possible here."),
    "bad-time": (Level.ERROR, "A time cannot be read."),
    "nonexistent-time": (Level.ERROR, "Clocks skip this time in the site's time zone."),
    "ambiguous-time": (Level.ERROR, "This time happens twice in the site's time zone."),
    "bad-language": (Level.ERROR, "A language the site does not have."),
    # Notes
    "not-an-update": (Level.ERROR, "A level-2 heading is not an update."),
    "unknown-status": (Level.ERROR, "An update has a status that does not exist."),
    "wrong-status": (Level.ERROR, "An update has a status that this kind of note does not have."),
    "missing-update-time": (Level.ERROR, "An update has no time."),
    "duplicate-update-time": (Level.ERROR, "Two updates of a note have the same time."),
    "no-updates": (Level.WARNING, "An incident has no update."),
    "empty-update": (Level.WARNING, "An update has no words."),
    "unclosed-comment": (Level.ERROR, "An HTML comment is opened but not closed, or the reverse."),
    "unmatched-translation": (Level.ERROR, "A translated note or update has no original."),
    "translated-fact": (Level.WARNING, "A translation states facts, which belong in the main file."),
    # Across files
    "unknown-service": (Level.ERROR, "A service that the catalog does not have."),
    "duplicate-id": (Level.ERROR, "Two services or groups have the same id."),
    "dependency-cycle": (Level.ERROR, "Services depend on each other in a circle."),
    "ends-before-start": (Level.ERROR, "An end lies before its start."),
    "promise-before-update": (Level.ERROR, "A next update is promised for before the update."),
    "since-after-update": (Level.ERROR, "`since` lies after the update."),
    "update-after-end": (Level.WARNING, "A maintenance goes on after its end."),
    "services-after-resolved": (Level.WARNING, "A resolving update still names affected services."),
    "unsafe-link": (Level.WARNING, "A link leads somewhere a status page must not lead."),
    "missing-picture": (Level.WARNING, "A note shows a picture that is not there."),
    "picture-without-words": (Level.ERROR, "A picture has no words for those who cannot see it."),
    "missing-interface": (Level.WARNING, "The theme has no interface texts in a language."),
    # Theme and outputs
    "low-contrast": (Level.ERROR, "Two colours are too alike for words or signs in one on the other."),
    "template-error": (Level.ERROR, "A template of the theme is broken."),
    "kept-last-version": (Level.WARNING, "The last published version of a note was kept."),
    "left-out": (Level.WARNING, "A note was left out because of its errors."),
    # Import
    "import-time": (Level.WARNING, "A time in the imported note could not be used as it stands."),
    "import-zone": (Level.WARNING, "An imported time names no time zone."),
    "import-service": (Level.WARNING, "An imported note names a service that was not declared."),
    "import-state": (Level.WARNING, "An imported note's state could not be used as it stands."),
    "import-text": (Level.WARNING, "Part of an imported note's text was changed or left out."),
    "import-file": (Level.WARNING, "An imported file could not be read as it stands."),
}
