"""Two JSON feeds to the messages between them: each entry that the older one does not have, oldest first."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Feed = Mapping[str, Any]
"""A JSON Feed, parsed."""


@dataclass(frozen=True, slots=True)
class Message:
    """One entry to tell of."""

    id: str
    title: str
    url: str
    html: str
    """The words and the four answers, sanitised."""
    posted: str = ""
    """When it was posted: ISO, in UTC; empty when nobody knows."""


def news(before: Feed, now: Feed) -> tuple[Message, ...]:
    """What `now` tells and `before` did not, oldest first; edits of what was told are no news.

    Feeds hold the newest entries only. When the older one is full, what is older than all of it was told
    long ago and has only moved up.
    """
    known = {str(item["id"]) for item in _items(before)}
    horizon = min((_posted(item) for item in _items(before)), default="") if _full(before, now) else ""
    new = [item for item in _items(now) if str(item["id"]) not in known and _posted(item) >= horizon]
    return tuple(_message(item) for item in reversed(new))


def _full(before: Feed, now: Feed) -> bool:
    return len(_items(before)) >= len(_items(now))


def _items(feed: Feed) -> Sequence[Mapping[str, Any]]:
    return tuple(feed.get("items", ()))


def _posted(item: Mapping[str, Any]) -> str:
    """ISO times in UTC sort as text; an entry without one is of a plan, and never old."""
    return str(item.get("date_published", "9999"))


def _message(item: Mapping[str, Any]) -> Message:
    link = f'\n<p><a href="{item["url"]}">{item["url"]}</a></p>'
    html, posted = str(item["content_html"]) + link, str(item.get("date_published", ""))
    return Message(str(item["id"]), str(item["title"]), str(item["url"]), html, posted)


def newest(feeds: Iterable[Feed], ids: Container[str]) -> str:
    """When the newest of the entries with these ids was posted; empty if feeds know none of them."""
    items = (item for feed in feeds for item in _items(feed))
    return max((str(item.get("date_published", "")) for item in items if str(item["id"]) in ids), default="")


def ids_of(feed: Feed) -> frozenset[str]:
    """The ids of all entries."""
    return frozenset(str(item["id"]) for item in _items(feed))
