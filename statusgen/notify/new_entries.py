"""Find the entries of a JSON feed that an earlier version of the feed does not have."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Feed = Mapping[str, Any]
"""A parsed JSON Feed."""


@dataclass(frozen=True, slots=True)
class Message:
    """A feed item as subscribers get it."""

    id: str
    title: str
    url: str
    html: str
    """Sanitised HTML of the item's text."""
    posted: str = ""
    """ISO time in UTC; empty if the item has none, as for planned work."""


def new_entries(before: Feed, now: Feed) -> tuple[Message, ...]:
    """Return the entries of `now` that `before` does not have, oldest first; edited entries are not new.

    Feeds hold only the newest entries. If the earlier feed was full, entries older than all of it were sent
    long ago, and are in the present one because others were removed.
    """
    old, present = _items(before), _items(now)
    known = {str(item["id"]) for item in old}
    is_full = len(old) >= len(present)
    oldest = min((_posted(item) for item in old), default="") if is_full else ""
    new = [item for item in present if str(item["id"]) not in known and _posted(item) >= oldest]
    return tuple(_message(item) for item in reversed(new))


def _items(feed: Feed) -> Sequence[Mapping[str, Any]]:
    return tuple(feed.get("items", ()))


def _posted(item: Mapping[str, Any]) -> str:
    """Return the ISO time in UTC, which sorts as text; planned work has none and is never old."""
    return str(item.get("date_published", "9999"))


def _message(item: Mapping[str, Any]) -> Message:
    link = f'\n<p><a href="{item["url"]}">{item["url"]}</a></p>'
    html, posted = str(item["content_html"]) + link, str(item.get("date_published", ""))
    return Message(str(item["id"]), str(item["title"]), str(item["url"]), html, posted)


def newest(feeds: Iterable[Feed], ids: Container[str]) -> str:
    """Return the latest ISO time of the entries with these ids; empty if no feed has one of them."""
    items = (item for feed in feeds for item in _items(feed))
    return max((str(item.get("date_published", "")) for item in items if str(item["id"]) in ids), default="")


def ids_of(feed: Feed) -> frozenset[str]:
    """Return the ids of all entries."""
    return frozenset(str(item["id"]) for item in _items(feed))
