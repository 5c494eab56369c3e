"""The smallest pieces: times, words, names and links."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, in the site's time zone."""

    iso: str
    """For `datetime="…"`: `2026-05-01T09:20:00+02:00`."""
    text: str
    """In full, with the zone: `1 May 2026, 09:20 CEST`."""
    time: str
    """The time alone, with the zone: `09:20 CEST`."""
    day: str
    """The day alone: `Friday, 1 May 2026`."""


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day in the site's time zone."""

    iso: str
    """For `datetime="…"`: `2026-05-01`."""
    text: str
    """`1 May 2026`."""


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when, in one line: two instants, or two days."""

    text: str
    """`1 May 2026, 09:10 to 11:02 CEST`; what both ends share stands once."""
    html: Markup
    """The same, with each end in a `<time datetime="…">`."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words of the organisation. `lang` is set only where they are not in the page's language."""

    text: str
    lang: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class HeadingLink:
    """A heading in rendered words; `href` is an address within the page (`#…`)."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class RichText:
    """Rendered Markdown. `lang` is set only where it is not in the page's language.

    Its highest heading has level 2 in introductions and free pages, 3 in postmortems, 4 in other updates and
    in descriptions. Tables stand in a `<div class="table">` that may scroll, footnotes in an
    `<ol class="footnotes">`; a link that shows its own address has the class `address`. Ids in it have a
    `~`, which no other id has.
    """

    html: Markup
    lang: str = ""
    headings: tuple[HeadingLink, ...] = ()
    """Its highest headings, for a table of contents; empty where they are fewer than three, and away from the
    page that the words belong to."""
    source: str = ""
    """The Markdown it is made of, with absolute links and the same levels of headings: for texts."""

    def __bool__(self) -> bool:
        return bool(self.html)


@dataclass(frozen=True, slots=True)
class TermView:
    """A term of the glossary that a page uses, or that the glossary page tells."""

    name: str
    meaning: str
    anchor: str
    """The id of its explanation."""
    use: str = ""
    """The address of its first use within the page: `#use-late-charge`."""


@dataclass(frozen=True, slots=True)
class ExplainedView:
    """The content of a page, in which terms lead to their explanations."""

    html: Markup
    terms: tuple[TermView, ...]
    """In the order in which the page uses them."""


@dataclass(frozen=True, slots=True)
class Label:
    """A state, status or severity: its machine name and its name for readers."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words."""

    href: str
    text: Text
    current: bool = False
