"""What surrounds the content of every page: names, menu, languages, and what search engines need."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath

from markupsafe import Markup

from statusgen.model.notes import Kind
from statusgen.render.context import (
    TWIN,
    Edition,
    asset,
    href,
    inline_styles,
    note_address,
    once,
    picture,
    said,
    url,
)
from statusgen.render.headers import policy
from statusgen.render.localization.formatter import direction, language_name, moment
from statusgen.render.localization.labels import uptime_method
from statusgen.render.views.frame import FeedLink, Frame, LanguageLink, LookView, PageHead, TurnView
from statusgen.render.views.words import Link, Said

RSS, ATOM, JSON_FEED = "updates.rss", "updates.atom", "feed.json"
FEEDS = {RSS: "application/rss+xml", ATOM: "application/atom+xml", JSON_FEED: "application/feed+json"}
"""The feeds of one entry an update, by name, with their media types."""
CALENDAR = "calendar.ics"
EVENT = "event.ics"
HISTORY = "history/"
LIVE = "live.json"
SUBSCRIBE = "subscribe/"
UPTIME = "uptime/"
GLOSSARY = "glossary/"
REPORTS = "reports/"

_ICON_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".ico": "image/x-icon"}


@dataclass(frozen=True, slots=True)
class Turn:
    """When a page will differ by itself, and the link to what it will be then."""

    at: datetime
    href: str


def frame(
    edition: Edition,
    address: str,
    now: datetime | None = None,
    turn: Turn | None = None,
    version: str = "",
) -> Frame:
    """What surrounds the page at an address; the instant and the version only where they are shown."""
    words = edition.words
    return replace(
        once(edition, ("frame", edition.language), lambda: _anywhere(edition)),
        menu=_menu(edition, address),
        languages=_languages(edition, address),
        version=version,
        turn=TurnView(moment(words, turn.at), turn.href) if turn else None,
        text=href(edition, address + TWIN) if not address or address.endswith("/") else "",
        as_of=moment(words, now) if now else None,
    )


def _anywhere(edition: Edition) -> Frame:
    """What surrounds every page alike; what depends on the page is empty."""
    settings, words = edition.settings, edition.words
    icon, icon_type = _icon(edition)
    return Frame(
        language=edition.language,
        direction=direction(words),
        site_name=said(edition, settings.name),
        home=href(edition, ""),
        home_page=settings.home_page,
        repository=settings.repository,
        stylesheet=asset(edition, "style.css"),
        theme_stylesheet=asset(edition, "theme.css") if "theme.css" in edition.theme.assets else "",
        look=_look(edition),
        icon=icon,
        icon_type=icon_type,
        menu=(),
        history=href(edition, HISTORY),
        languages=(),
        contacts=tuple(Link(contact.url, said(edition, contact.label)) for contact in settings.contacts),
        footer=said(edition, settings.footer),
        feed=href(edition, RSS),
        feeds=tuple(FeedLink(type_, href(edition, name)) for name, type_ in FEEDS.items()),
        live=href(edition, LIVE) if edition.live else "",
        version="",
        turn=None,
        text="",
        as_of=None,
        subscribe=href(edition, SUBSCRIBE),
        uptime=href(edition, UPTIME),
        glossary=href(edition, GLOSSARY) if edition.glossary_page else "",
        reports=href(edition, REPORTS) if settings.reports_public else "",
        uptime_method=uptime_method(words, settings.weights),
        policy=policy(inline_styles(edition)),
    )


def state_icon(edition: Edition, key: str) -> str:
    """The link to the icon that shows a state; the site's own, where it has one, stays as it is."""
    own, _ = _icon(edition)
    return own if edition.settings.appearance.favicon else asset(edition, f"icon-{key}.svg")


def head(
    edition: Edition, address: str, title: str, description: str = "", kind: str = "website"
) -> PageHead:
    """A page's head; without words of its own, the site's description."""
    name = said(edition, edition.settings.name).text
    return PageHead(
        title=f"{title} · {name}" if title else name,
        description=description or said(edition, edition.settings.description).text,
        url=url(edition, address),
        kind=kind,
    )


def _look(edition: Edition) -> LookView:
    given, look = edition.settings.appearance, edition.look
    return LookView(
        rules=Markup(look.rules),  # noqa: S704 - of checked values
        paper=look.paper,
        dark_paper=look.dark_paper,
        logo=picture(edition, "logo", given.logo),
        dark_logo=picture(edition, "dark-logo", given.dark_logo),
        name_beside_logo=given.name_beside_logo,
    )


def _icon(edition: Edition) -> tuple[str, str]:
    """The address of the icon in the browser's tab, and its media type."""
    own = edition.settings.appearance.favicon
    if own is None:
        return asset(edition, "icon.svg"), _ICON_TYPES[".svg"]
    return picture(edition, "icon", own), _ICON_TYPES[PurePosixPath(own.name).suffix.lower()]


def _menu(edition: Edition, address: str) -> tuple[Link, ...]:
    """Status, history and the free pages. Months belong to the history."""
    texts = edition.words.texts
    pages = [(note_address(Kind.PAGE, id_), said(edition, title)) for id_, title in edition.menu]
    entries = [("", Said(texts.gettext("Status"))), (HISTORY, Said(texts.gettext("History"))), *pages]
    return tuple(
        Link(href(edition, target), text, current=address == target or address.startswith(target or "\0"))
        for target, text in entries
    )


def _languages(edition: Edition, address: str) -> tuple[LanguageLink, ...]:
    codes = edition.settings.languages
    return tuple(
        LanguageLink(
            code,
            language_name(code),
            href(edition, address, code),
            url(edition, address, code),
            code == edition.language,
        )
        for code in codes
        if len(codes) > 1
    )
