"""The page with all ways to subscribe, and the ways to follow a single note."""

from __future__ import annotations

from dataclasses import dataclass

from statusgen.render.views.words import Link


@dataclass(frozen=True, slots=True)
class FollowView:
    """Absolute URLs that follow a single incident or maintenance."""

    feed: str
    """RSS."""
    calendar: str
    webcal: str
    """The calendar with the scheme `webcal:`, which calendar programs open."""


@dataclass(frozen=True, slots=True)
class CalendarLinks:
    """A calendar: its URL, and links that open calendar programs with it."""

    url: str
    webcal: str
    google: str
    outlook: str
    """Outlook.com, for private accounts."""
    office: str
    """Outlook in Microsoft 365, for accounts of work and school."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsView:
    """Feeds of the site or of a part of it: absolute URLs to copy."""

    name: str
    """Name of the part, such as a service; empty for the whole site."""
    rss: str
    atom: str
    json: str
    calendar: CalendarLinks | None
    """Calendar of planned work; None for groups and severities."""


@dataclass(frozen=True, slots=True)
class FeedGroupView:
    """Parts of the site that belong together: a group and its services, or the severities."""

    name: str
    parts: tuple[FeedsView, ...]


@dataclass(frozen=True, slots=True)
class FormFieldView:
    """A hidden field of a form."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailView:
    """The mailing list of the site: a form, or a link if `field` is empty."""

    address: str
    host: str
    """The host that the form or the link leads to; empty for `mailto:`."""
    field: str
    """Name of the field for the reader's address."""
    hidden: tuple[FormFieldView, ...]


@dataclass(frozen=True, slots=True)
class EmbedCodes:
    """Code to copy into pages of other sites: HTML and Markdown with absolute URLs."""

    badge: str
    """Link to the badge."""
    badge_html: str
    badge_markdown: str
    frame: str
    """HTML of the banner that is always visible."""
    script: str
    """HTML of the banner that is visible only during incidents and maintenance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeView:
    """`subscribe.html`."""

    email: EmailView | None
    links: tuple[Link, ...]
    """Accounts and channels of the organisation."""
    site: FeedsView
    groups: tuple[FeedGroupView, ...]
    """Parts of the site: groups with their services, services without a group, severities."""
    opml: str
    """URL of the list of all feeds in all languages."""
    embeds: EmbedCodes
