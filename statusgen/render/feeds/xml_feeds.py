"""RSS and Atom by feedgen, whose traps are known here: it reads the clock, and reverses what it is given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from functools import partial
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator

from statusgen.model.printable import strip_controls
from statusgen.render.context import RenderContext, once, said, url
from statusgen.render.feeds.entries import Entry
from statusgen.render.feeds.items import Item, items, tag
from statusgen.render.feeds.scopes import Scope, scope_name
from statusgen.render.statuspage_times import EPOCH
from statusgen.render.urls import ATOM, FEEDS, RSS

_TITLE = re.compile(b"<title>.*?</title>", re.DOTALL)
"""In titles, validators want numeric references, which also those readers decode that decode twice."""

_ATOM = "http://www.w3.org/2005/Atom"
_THREADS = "http://purl.org/syndication/thread/1.0"


def make_rss(context: RenderContext, scope: Scope, entries: Sequence[Entry]) -> bytes:
    """The RSS feed of a scope."""
    told = items(context, entries)
    made = _channel(context, scope, RSS, told)
    made.ttl(5)
    for item in told:
        made.add_entry(once(context, ("rss", item), partial(_rss_entry, item)), order="append")
    data: bytes = made.rss_str(pretty=True)
    return _TITLE.sub(lambda title: title[0].replace(b"&lt;", b"&#x3C;").replace(b"&amp;", b"&#x26;"), data)


def make_atom(context: RenderContext, scope: Scope, entries: Sequence[Entry]) -> bytes:
    """The Atom feed of a scope, in which updates are threads below the first of their note (RFC 4685)."""
    told = items(context, entries)
    made = _channel(context, scope, ATOM, told)
    made.register_extension("thread", _Threads, _InThread, atom=True, rss=False)
    for item in told:
        made.add_entry(once(context, ("atom", item), partial(_atom_entry, item)), order="append")
    data: bytes = made.atom_str(pretty=True)
    return data


class _Entry(FeedEntry):  # type: ignore[misc] # the library ships no types
    """An entry that is put into XML once, however many feeds it stands in."""

    made: Any = None

    def rss_entry(self, extensions: bool = True) -> Any:  # noqa: FBT001, FBT002 - the library's
        """For a feed of its own."""
        self.made = super().rss_entry(extensions) if self.made is None else self.made
        return deepcopy(self.made)

    def atom_entry(self, extensions: bool = True) -> Any:  # noqa: FBT001, FBT002 - the library's
        """For a feed of its own."""
        self.made = super().atom_entry(extensions) if self.made is None else self.made
        return deepcopy(self.made)


def _rss_entry(item: Item) -> _Entry:
    made = _Entry()
    made.title(strip_controls(item.title))
    made.link(href=item.url)
    made.guid(item.id, permalink=False)
    made.description(strip_controls(item.html))
    if item.posted:
        made.pubDate(item.posted)
    for term in item.categories:
        made.category(term=strip_controls(term))
    return made


def _atom_entry(item: Item) -> _Entry:
    made = _Entry()
    made.register_extension("thread", _InThread, atom=True, rss=False)
    made.id(item.id)
    made.title(strip_controls(item.title))
    made.link(href=item.url, rel="alternate", type="text/html")
    made.content(strip_controls(item.html), type="html")
    made.published(item.posted or item.updated)
    made.updated(item.updated)
    for term in item.categories:
        made.category(term=strip_controls(term))
    made.thread.begun_by = item.begun_by
    return made


def _channel(context: RenderContext, scope: Scope, name: str, told: Sequence[Item]) -> FeedGenerator:
    settings, about = context.settings, scope_name(context, scope)
    site = said(context, settings.name).text
    made = FeedGenerator()
    made.id(tag(context, f"{context.language}/{scope.address}{name}"))
    made.title(strip_controls(f"{site}: {about}" if about else site))
    made.subtitle(strip_controls(said(context, settings.description).text or site))
    made.language(context.language)
    made.generator("statusgen")
    made.author({"name": strip_controls(site)})
    made.link(href=url(context, scope.address + name), rel="self", type=FEEDS[name])
    if settings.hub:
        made.link(href=settings.hub, rel="hub")  # in Atom
        made.register_extension("hub", _Hub, BaseEntryExtension, atom=False, rss=True)
        made.hub.address = settings.hub
    # The last link given is that of the RSS channel. Groups and severities have no page of their own.
    page = scope.address if scope.address.startswith("services/") else ""
    made.link(href=url(context, page), rel="alternate", type="text/html")
    # Without a time, the library would take the clock's.
    newest = max((item.updated for item in told if item.posted), default=EPOCH)
    made.updated(newest)
    made.lastBuildDate(newest)
    return made


class _Hub(BaseExtension):  # type: ignore[misc] # the library ships no types
    """The WebSub hub of an RSS feed, which the library would leave out."""

    address = ""

    def extend_rss(self, feed: Any) -> Any:
        """Name it in the channel."""
        channel = feed.find("channel")
        channel.append(channel.makeelement(f"{{{_ATOM}}}link", {"rel": "hub", "href": self.address}))
        return feed


class _Threads(BaseExtension):  # type: ignore[misc] # the library ships no types
    """The namespace of threads."""

    def extend_ns(self) -> dict[str, str]:
        """The namespace by its prefix."""
        return {"thr": _THREADS}


class _InThread(BaseEntryExtension):  # type: ignore[misc] # the library ships no types
    """Which entry began the thread of this one: its id and its address."""

    begun_by: tuple[str, str] | None = None

    def extend_atom(self, entry: Any) -> Any:
        """Name it in the entry."""
        if self.begun_by:
            reference, address = self.begun_by
            name = f"{{{_THREADS}}}in-reply-to"
            entry.append(entry.makeelement(name, {"ref": reference, "href": address, "type": "text/html"}))
        return entry
