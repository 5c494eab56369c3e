"""Compare two published sites by what their readers can notice. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar

from statusgen.diff.promises import BrokenPromise, broken_promises
from statusgen.diff.removed import PAGE, RemovedAddress, RemovedMessage, removed_addresses, removed_messages
from statusgen.notify.new_entries import Feed, Message, new_entries
from statusgen.render.urls import CALENDAR, JSON_FEED, MARKDOWN_PAGE

_MARKDOWN_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|&(amp|lt|#124);")
_ENTITIES = {"amp": "&", "lt": "<", "#124": "|"}


@dataclass(frozen=True, slots=True, order=True)
class PageRef:
    """A page: its address relative to the root of the site, `incidents/x/`, and its heading as plain text."""

    address: str
    title: str


@dataclass(frozen=True, slots=True, order=True)
class PlannedWork:
    """A calendar event. Times are in UTC."""

    starts: datetime
    ends: datetime
    title: str
    uid: str
    cancelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Changes between two publications; pages and messages are those of the first language."""

    first: bool
    """Whether nothing was published before: then everything is new, and no message is sent."""
    new: tuple[PageRef, ...] = ()
    changed: tuple[PageRef, ...] = ()
    """Pages with other text."""
    restyled: int = 0
    """Number of further pages that differ, but not in their text."""
    translated: int = 0
    """Number of pages of other languages that are new or have other text."""
    removed: tuple[RemovedAddress, ...] = ()
    removed_messages: tuple[RemovedMessage, ...] = ()
    broken_promises: tuple[BrokenPromise, ...] = ()
    """Actions that readers have seen and that are gone, or have other words."""
    messages: tuple[Message, ...] = ()
    """New feed items, oldest first: the messages that subscribers get."""
    edited: tuple[Message, ...] = ()
    """Feed items that readers have seen with other text; they are not sent again."""
    planned: tuple[PlannedWork, ...] = ()
    """New calendar events."""
    moved: tuple[PlannedWork, ...] = ()
    """Calendar events with another time or title, or cancelled."""

    @property
    def none(self) -> bool:
        """Return whether no reader can notice a change."""
        return self == Changes(first=self.first)


def compare(
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    records: tuple[Mapping[str, bytes], Mapping[str, bytes]] = ({}, {}),
) -> Changes:
    """Return the changes when `after` is published in place of `before`; both map paths to published files.

    `records` are those of the notes of both, as `Result.records` returns them. A file that is not a feed or a
    calendar of statusgen counts as an empty one.
    """
    languages = tuple(path.removesuffix(JSON_FEED) for path in {**before, **after} if _is_language_feed(path))
    feeds = _feed(before), _feed(after)
    old_events, events = _events(before), _events(after)
    different = [path for path in after if path.endswith(PAGE) and before.get(path) != after[path]]
    reworded = [path for path in different if _text(after, path) != _text(before, path)]
    first_language = [path for path in reworded if not path.startswith(languages)]
    old_pages = _pages(before, (path for path in reworded if path in before))
    return Changes(
        first=not before,
        new=tuple(_pages(after, (path for path in first_language if path not in before))),
        changed=tuple(_pages(after, (path for path in first_language if path in before))),
        restyled=len(different) - len(reworded),
        translated=len(reworded) - len(first_language),
        removed=removed_addresses(before, after),
        removed_messages=removed_messages(
            before, after, feeds, {one.address: one.title for one in old_pages}
        ),
        broken_promises=broken_promises(*records),
        messages=new_entries(*feeds),
        edited=tuple(_edited(*feeds)),
        planned=tuple(sorted(one for uid, one in events.items() if uid not in old_events)),
        moved=tuple(sorted(one for uid, one in events.items() if old_events.get(uid, one) != one)),
    )


def _is_language_feed(path: str) -> bool:
    """Return whether this is `zh/feed.json`: languages except the first have a folder with a feed."""
    return path.count("/") == 1 and path.endswith(f"/{JSON_FEED}")


def _text(files: Mapping[str, bytes], path: str) -> tuple[str, ...]:
    """Return the lines of a page's text version except the instant of its data."""
    text = files.get(path.removesuffix(PAGE) + MARKDOWN_PAGE, b"").decode(errors="replace")
    return tuple(line for line in text.splitlines() if not line.startswith("as_of: "))


def _pages(files: Mapping[str, bytes], paths: Iterable[str]) -> Iterator[PageRef]:
    for path in sorted(paths):
        address = path.removesuffix(PAGE)
        title = next((line[2:] for line in _text(files, path) if line.startswith("# ")), "")
        yield PageRef(address, _unescaped(title) or f"/{address}")


def _unescaped(markdown: str) -> str:
    """Return the plain text of a heading in Markdown that consists of escaped plain text."""
    return _MARKDOWN_ESCAPE.sub(lambda found: found[1] or _ENTITIES[found[2]], markdown)


def _feed(files: Mapping[str, bytes]) -> Feed:
    try:
        feed = json.loads(files.get(JSON_FEED, b""))
    except ValueError:
        return {}
    return feed if isinstance(feed, dict) else {}


def _edited(before: Feed, after: Feed) -> Iterator[Message]:
    old = {str(item["id"]): (item["title"], item["content_html"]) for item in before.get("items", ())}
    for item in reversed(after.get("items", ())):
        text = (item["title"], item["content_html"])
        if old.get(str(item["id"]), text) != text:
            yield Message(str(item["id"]), str(item["title"]), str(item["url"]), str(item["content_html"]))


def _events(files: Mapping[str, bytes]) -> dict[str, PlannedWork]:
    """Return the calendar's events by UID."""
    try:
        found = [_event(one) for one in Calendar.from_ical(files[CALENDAR].decode()).walk("VEVENT")]
    except (KeyError, ValueError):
        return {}
    return {one.uid: one for one in found}


def _event(one: Mapping[str, object]) -> PlannedWork:
    starts, ends = (getattr(one[name], "dt").astimezone(UTC) for name in ("DTSTART", "DTEND"))  # noqa: B009
    cancelled = str(one.get("STATUS", "")) == "CANCELLED"
    return PlannedWork(starts, ends, str(one["SUMMARY"]), str(one["UID"]), cancelled)
