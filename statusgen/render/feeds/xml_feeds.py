"""RSS and Atom feeds. feedgen reads the clock unless it is given times, and reverses the order of entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from functools import partial
from typing import Any

from feedgen.entry import FeedEntry as XmlEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator

from statusgen.model.printable import strip_controls
from statusgen.render.context import RenderContext, once, url
from statusgen.render.feeds.entries import Source
from statusgen.render.feeds.items import FeedItem, feed_items, tag
from statusgen.render.feeds.scopes import Scope, feed_title, page_address
from statusgen.render.statuspage_times import EPOCH
from statusgen.render.texts import localized
from statusgen.render.urls import ATOM, FEEDS, RSS

_TITLE = re.compile(b"<title>.*?</title>", re.DOTALL)
_ATOM = "http://www.w3.org/2005/Atom"
_THREADS = "http://purl.org/syndication/thread/1.0"


def render_rss(context: RenderContext, scope: Scope, sources: Iterable[Source]) -> bytes:
    """Render the RSS feed of a scope."""
    items = feed_items(context, sources)
    feed = _feed(context, scope, RSS, items)
    feed.ttl(5)
    for item in items:
        element = once(context, ("rss", item), partial(_rss_entry, item))
        feed.add_entry(_MadeEntry(element), order="append")
    data: bytes = feed.rss_str(pretty=True)
    # In titles, validators want numeric references: readers that decode twice decode them, too.
    return _TITLE.sub(lambda title: title[0].replace(b"&lt;", b"&#x3C;").replace(b"&amp;", b"&#x26;"), data)


def render_atom(context: RenderContext, scope: Scope, sources: Iterable[Source]) -> bytes:
    """Render the Atom feed of a scope, in which the items of a note are a thread (RFC 4685)."""
    items = feed_items(context, sources)
    feed = _feed(context, scope, ATOM, items)
    feed.register_extension("thread", _Threads, _InThread, atom=True, rss=False)
    for item in items:
        element = once(context, ("atom", item), partial(_atom_entry, item))
        feed.add_entry(_MadeEntry(element), order="append")
    data: bytes = feed.atom_str(pretty=True)
    return data


class _MadeEntry:
    """Entry for `FeedGenerator.add_entry` with an XML element, of which each feed gets a copy."""

    def __init__(self, element: Any) -> None:
        self.rss_entry = self.atom_entry = lambda: deepcopy(element)

    def register_extension(self, *_: object) -> None:
        """Ignore the extensions of the feed: the element has theirs."""


def _rss_entry(item: FeedItem) -> Any:
    """Return the XML element of an item."""
    entry = XmlEntry()
    entry.title(strip_controls(item.title))
    entry.link(href=item.url)
    entry.guid(item.id, permalink=False)
    entry.description(strip_controls(item.html))
    if item.posted:
        entry.pubDate(item.posted)
    for term in item.categories:
        entry.category(term=strip_controls(term))
    return entry.rss_entry()


def _atom_entry(item: FeedItem) -> Any:
    """Return the XML element of an item."""
    entry = XmlEntry()
    entry.register_extension("thread", _InThread, atom=True, rss=False)
    entry.id(item.id)
    entry.title(strip_controls(item.title))
    entry.link(href=item.url, rel="alternate", type="text/html")
    entry.content(strip_controls(item.html), type="html")
    entry.published(item.posted or item.updated)
    entry.updated(item.updated)
    for term in item.categories:
        entry.category(term=strip_controls(term))
    entry.thread.first = item.thread
    return entry.atom_entry()


def _feed(context: RenderContext, scope: Scope, name: str, items: Sequence[FeedItem]) -> FeedGenerator:
    """Return a feed without its entries."""
    settings, site = context.settings, localized(context, context.settings.name).text
    feed = FeedGenerator()
    feed.id(tag(context, f"{context.language}/{scope.address}{name}"))
    feed.title(strip_controls(feed_title(context, scope)))
    feed.subtitle(strip_controls(localized(context, settings.description).text or site))
    feed.language(context.language)
    feed.generator("statusgen")
    feed.author({"name": strip_controls(site)})
    feed.link(href=url(context, scope.address + name), rel="self", type=FEEDS[name])
    if settings.hub:
        feed.link(href=settings.hub, rel="hub")  # in Atom
        feed.register_extension("hub", _Hub, BaseEntryExtension, atom=False, rss=True)
        feed.hub.address = settings.hub
    # The last link given is that of the RSS channel.
    feed.link(href=url(context, page_address(scope)), rel="alternate", type="text/html")
    newest = max((item.updated for item in items if item.posted), default=EPOCH)
    feed.updated(newest)
    feed.lastBuildDate(newest)
    return feed


class _Hub(BaseExtension):  # type: ignore[misc] # the library ships no types
    """The WebSub hub of an RSS feed, which the library would leave out."""

    address = ""

    def extend_rss(self, feed: Any) -> Any:
        """Add the link to the channel."""
        channel = feed.find("channel")
        channel.append(channel.makeelement(f"{{{_ATOM}}}link", {"rel": "hub", "href": self.address}))
        return feed


class _Threads(BaseExtension):  # type: ignore[misc] # the library ships no types
    """The namespace of threads."""

    def extend_ns(self) -> dict[str, str]:
        """Return the namespace by its prefix."""
        return {"thr": _THREADS}


class _InThread(BaseEntryExtension):  # type: ignore[misc] # the library ships no types
    """The id and URL of the first entry of the thread; None for that entry itself."""

    first: tuple[str, str] | None = None

    def extend_atom(self, entry: Any) -> Any:
        """Add the reference to the entry."""
        if self.first:
            reference, address = self.first
            name = f"{{{_THREADS}}}in-reply-to"
            entry.append(entry.makeelement(name, {"ref": reference, "href": address, "type": "text/html"}))
        return entry
