"""The frame of pages: all that is around the content."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from statusgen.render.views.words import Link, Moment, Text


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in a language."""

    code: str
    name: str
    """The name of the language in itself: `简体中文`."""
    href: str
    url: str
    """Absolute, for `hreflang`."""
    current: bool


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed of the whole site."""

    type: str
    """Media type: `application/rss+xml`."""
    href: str


@dataclass(frozen=True, slots=True)
class NextVersionView:
    """The instant at which a page changes by itself, and the link to its next version, for a script."""

    at: Moment
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppearanceView:
    """Changes of the theme by `appearance` in site.yml."""

    rules: Markup
    """CSS rules to put after those of the theme; often empty."""
    paper: str
    """The colour of the page: `#f4f5f7`; empty if the style sheets of the theme do not set it."""
    dark_paper: str
    logo: str
    """Link to the picture; empty without a logo. So is the next one."""
    dark_logo: str
    name_beside_logo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The frame of a page; `frame` in every template."""

    language: str
    direction: str
    """`ltr` or `rtl`."""
    site_name: Text
    home: str
    home_page: str
    """URL of the organisation's own site."""
    repository: str
    """URL of the public repository of the content; empty if there is none."""
    stylesheet: str
    theme_stylesheet: str
    """Link to `theme.css`, which overrides `stylesheet`; empty if the theme has none."""
    look: AppearanceView
    icon: str
    icon_type: str
    """Media type of the icon."""
    menu: tuple[Link, ...] = ()
    """The home page, the history and the free pages; `subscribe` is not among them."""
    history: str
    languages: tuple[LanguageLink, ...] = ()
    """Empty if the site has one language."""
    contacts: tuple[Link, ...]
    footer: Text
    feed: str
    """Link to the RSS feed, for people."""
    feeds: tuple[FeedLink, ...]
    """The feeds in all formats, for feed readers."""
    live: str
    """Link to `live.json`, which a script polls for changes; empty if no script updates pages."""
    turn: NextVersionView | None = None
    version: str = ""
    """The `version` in `live.json` while nothing has changed; on the home page only."""
    text: str = ""
    """Link to the Markdown version of the page; empty if there is none."""
    as_of: Moment | None = None
    """The instant that the page shows; None on pages that time does not change."""
    subscribe: str
    uptime: str
    """Link to the page with the uptime of all services and the method."""
    glossary: str
    """Link to the page of all terms; empty if there are none in this language."""
    reports: str
    """Link to the incident communication report; empty if it is private."""
    learned: str
    """Link to the page about what was learned; empty while there is nothing on it."""
    planned: str
    """Link to the page of planned maintenance; empty if a free page has its address."""
    uptime_method: str
    """One sentence about how uptime is computed."""
    policy: str
    """Content security policy, for `<meta http-equiv="Content-Security-Policy">`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """Metadata for search engines and link previews; `head` in every template."""

    title: str
    """The whole `<title>`."""
    description: str
    url: str
    """Canonical URL; empty for pages that must not be indexed."""
    kind: str = "website"
    """The OpenGraph type: `website` or `article`."""
