"""Times, texts, labels and links: the parts of all other views."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, in the site's time zone."""

    iso: str
    """Value of `datetime="…"`: `2026-05-01T09:20:00+02:00`."""
    text: str
    """Day and time with the zone: `1 May 2026, 09:20 CEST`."""
    time: str
    """Time with the zone: `09:20 CEST`."""
    day: str
    """Day: `Friday, 1 May 2026`."""


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day in the site's time zone."""

    iso: str
    """Value of `datetime="…"`: `2026-05-01`."""
    text: str
    """`1 May 2026`."""


@dataclass(frozen=True, slots=True)
class Period:
    """Two instants or two days in one line."""

    text: str
    """`1 May 2026, 09:10 to 11:02 CEST`; what both ends share is there once."""
    html: Markup
    """The same text, with each end in a `<time datetime="…">`."""
    hours: Markup = field(default_factory=Markup)
    """The times alone: `09:10–11:02 CEST`; empty unless both are on one day and in one zone."""


@dataclass(frozen=True, slots=True)
class Text:
    """Text of the organisation. `lang` is set only if it is not in the language of the page."""

    text: str
    lang: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class HeadingLink:
    """A heading in rendered Markdown; `href` is a link within the page (`#…`)."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class RichText:
    """Rendered Markdown. `lang` is set only if it is not in the language of the page.

    The highest heading has level 2 in introductions and free pages, 3 in postmortems, 4 in other updates and
    in descriptions. Tables are in a `<div class="table">` that may scroll, footnotes in an
    `<ol class="footnotes">`; a link that shows its own address has the class `address`. All ids have a `~`,
    which no other id of the page has.
    """

    html: Markup
    lang: str = ""
    headings: tuple[HeadingLink, ...] = ()
    """The highest headings, for a table of contents; empty if there are fewer than three, and on other pages
    than that of the note."""
    source: str = ""
    """Markdown source with absolute links and the same levels of headings, for text templates."""

    def __bool__(self) -> bool:
        return bool(self.html)


@dataclass(frozen=True, slots=True)
class TermView:
    """A term of the glossary, on the glossary page or on a page that uses it."""

    name: str
    meaning: str
    anchor: str
    """Id of the explanation."""
    use: str = ""
    """Link to the first use within the page: `#use-late-charge`."""


@dataclass(frozen=True, slots=True)
class ExplainedView:
    """Content of a page with links from terms to their explanations."""

    html: Markup
    terms: tuple[TermView, ...]
    """In the order of their first use."""


@dataclass(frozen=True, slots=True)
class Label:
    """Machine name and readable name of a state, status, severity or kind."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its text; `current` if it leads to the page itself."""

    href: str
    text: Text
    current: bool = False
