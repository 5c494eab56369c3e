"""What every page has around its content."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from statusgen.render.views.words import Link, Moment, Text


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in a language."""

    code: str
    name: str
    """In that language: `简体中文`."""
    href: str
    url: str
    """Absolute, for `hreflang`."""
    current: bool


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed of the whole site."""

    type: str
    """Its media type: `application/rss+xml`."""
    href: str


@dataclass(frozen=True, slots=True)
class NextVersionView:
    """When a page will differ by itself, and where it lies as it will be then, for a script."""

    at: Moment
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppearanceView:
    """What `appearance` in site.yml makes of the theme."""

    rules: Markup
    """The rules of a style sheet, which come after those of the theme; often empty."""
    paper: str
    """The colour of the page, as `#f4f5f7`; empty if the theme's style sheets do not say it."""
    dark_paper: str
    logo: str
    """Its address; empty if there is none."""
    dark_logo: str
    name_beside_logo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every page has around its content; `frame` in every template."""

    language: str
    direction: str
    """`ltr` or `rtl`."""
    site_name: Text
    home: str
    home_page: str
    """The organisation's own site."""
    repository: str
    """The public repository of the content; empty if there is none."""
    stylesheet: str
    theme_stylesheet: str
    """`theme.css`, which adds to the other style sheets; empty if the theme has none."""
    look: AppearanceView
    icon: str
    icon_type: str
    """Its media type."""
    menu: tuple[Link, ...]
    """The home page, the history, and the free pages; `subscribe` is apart."""
    history: str
    languages: tuple[LanguageLink, ...]
    """Empty when the site has one language."""
    contacts: tuple[Link, ...]
    footer: Text
    feed: str
    """The RSS feed, for links that people follow."""
    feeds: tuple[FeedLink, ...]
    """All formats, for their software."""
    live: str
    """A small file that tells a script whether there is news; empty when pages shall stay as they are."""
    turn: NextVersionView | None
    version: str
    """What `live` says as long as there is no news; on the home page only."""
    text: str
    """The page as plain text; empty where there is none."""
    as_of: Moment | None
    """The instant the page shows; None on pages that stay the same as time passes."""
    subscribe: str
    uptime: str
    """The page that tells all uptime and how it is counted."""
    glossary: str
    """The page with all terms; empty without any in this language."""
    reports: str
    """The page that tells how well incidents were told; empty if it is private."""
    uptime_method: str
    """One sentence: how uptime is counted here."""
    policy: str
    """What the page may load, for `<meta http-equiv="Content-Security-Policy">`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """What search engines and link previews need; `head` in every template."""

    title: str
    """The whole `<title>`."""
    description: str
    url: str
    """Canonical, absolute; empty for pages that must not be indexed."""
    kind: str = "website"
    """The OpenGraph type: `website` or `article`."""
