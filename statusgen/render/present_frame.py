"""What surrounds the content of every page: names, menu, languages, and what search engines need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from statusgen.model import Kind
from statusgen.render.edition import Edition, asset, href, note_address, said, url
from statusgen.render.labels import uptime_method
from statusgen.render.wording import direction, language_name, moment
from statusgen.views import FeedLink, Frame, LanguageLink, Link, PageHead, Said, TurnView

RSS, ATOM, JSON_FEED = "updates.rss", "updates.atom", "feed.json"
FEEDS = {RSS: "application/rss+xml", ATOM: "application/atom+xml", JSON_FEED: "application/feed+json"}
"""The feeds of one entry an update, by name, with their media types."""
HISTORY = "history/"
LIVE = "live.json"
SUBSCRIBE = "subscribe/"
UPTIME = "uptime/"


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
    settings, words = edition.settings, edition.words
    return Frame(
        language=edition.language,
        direction=direction(words),
        site_name=said(edition, settings.name),
        home=href(edition, ""),
        home_page=settings.home_page,
        repository=settings.repository,
        stylesheet=asset(edition, "style.css"),
        icon=asset(edition, "icon.svg"),
        menu=_menu(edition, address),
        history=href(edition, HISTORY),
        languages=_languages(edition, address),
        contacts=tuple(Link(contact.url, said(edition, contact.label)) for contact in settings.contacts),
        footer=said(edition, settings.footer),
        feed=href(edition, RSS),
        feeds=tuple(FeedLink(type_, href(edition, name)) for name, type_ in FEEDS.items()),
        live=href(edition, LIVE) if edition.live else "",
        version=version,
        turn=TurnView(moment(words, turn.at), turn.href) if turn else None,
        as_of=moment(words, now) if now else None,
        subscribe=href(edition, SUBSCRIBE),
        uptime=href(edition, UPTIME),
        uptime_method=uptime_method(words, settings.weights),
    )


def state_icon(edition: Edition, key: str) -> str:
    """The link to the icon that shows a state."""
    return asset(edition, f"icon-{key}.svg")


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
