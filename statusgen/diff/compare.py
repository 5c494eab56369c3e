"""What differs between two published sites, as those who use them will notice it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar

from statusgen.diff.lost import Gone, Lost, gone_addresses, lost_messages
from statusgen.notify.news import Feed, Message, news

_PAGE, _TWIN, _FEED, _CALENDAR = "index.html", "index.md", "feed.json", "calendar.ics"


@dataclass(frozen=True, slots=True, order=True)
class Page:
    """A page: its address from the root of the site, `incidents/x/`, and its heading."""

    address: str
    title: str


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """Planned work in the calendar. Times are in UTC."""

    starts: datetime
    ends: datetime
    title: str
    uid: str
    cancelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What one publication changes about another; pages and entries are those of the first language."""

    first: bool
    """Whether nothing was published before: then all is new, and nobody is told."""
    new: tuple[Page, ...] = ()
    changed: tuple[Page, ...] = ()
    """Pages with other words."""
    restyled: int = 0
    """How many more pages differ, but not in their words."""
    translated: int = 0
    """How many pages of other languages are new or have other words."""
    gone: tuple[Gone, ...] = ()
    """Addresses that answered and will not; what comes and goes with time does not count."""
    lost: tuple[Lost, ...] = ()
    """Messages that readers have seen and will not find any more."""
    messages: tuple[Message, ...] = ()
    """New entries of the feed, oldest first: what subscribers get."""
    edited: tuple[Message, ...] = ()
    """Entries that readers have seen with other words; nobody is told again."""
    planned: tuple[Event, ...] = ()
    """New in the calendar."""
    moved: tuple[Event, ...] = ()
    """In the calendar with another time, name or fate."""

    @property
    def none(self) -> bool:
        """Whether nobody will notice anything."""
        return self == Effects(first=self.first)


def compare(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Effects:
    """The effects of publishing `after` where `before` stands; both are published files by path.

    A file that is not a feed or a calendar of statusgen counts as an empty one.
    """
    languages = tuple(path.removesuffix(_FEED) for path in {**before, **after} if _is_language(path))
    feeds = _feed(before), _feed(after)
    dates = _events(before), _events(after)
    touched = [path for path in after if path.endswith(_PAGE) and before.get(path) != after[path]]
    told = [path for path in touched if _words(after, path) != _words(before, path)]
    own = [path for path in told if not path.startswith(languages)]
    old = dates[0]
    return Effects(
        first=not before,
        new=tuple(_pages(after, (path for path in own if path not in before))),
        changed=tuple(_pages(after, (path for path in own if path in before))),
        restyled=len(touched) - len(told),
        translated=len(told) - len(own),
        gone=gone_addresses(before, after),
        lost=lost_messages(before, after, feeds, _titles(before, told)),
        messages=news(*feeds),
        edited=tuple(_edited(*feeds)),
        planned=tuple(sorted(one for uid, one in dates[1].items() if uid not in old)),
        moved=tuple(sorted(one for uid, one in dates[1].items() if uid in old and old[uid] != one)),
    )


def _is_language(path: str) -> bool:
    """Languages but the first have a folder with a feed of its own, `zh/feed.json`."""
    return path.count("/") == 1 and path.endswith(f"/{_FEED}")


def _words(files: Mapping[str, bytes], path: str) -> tuple[str, ...]:
    """The lines of a page's twin, but for the one that says when it was made."""
    twin = files.get(path.removesuffix(_PAGE) + _TWIN, b"").decode(errors="replace")
    return tuple(line for line in twin.splitlines() if not line.startswith("as_of: "))


def _pages(files: Mapping[str, bytes], paths: Iterable[str]) -> Iterator[Page]:
    for path in sorted(paths):
        address = path.removesuffix(_PAGE)
        title = next((line[2:] for line in _words(files, path) if line.startswith("# ")), "")
        yield Page(address, title or f"/{address}")


def _titles(files: Mapping[str, bytes], paths: Iterable[str]) -> dict[str, str]:
    return {page.address: page.title for page in _pages(files, (path for path in paths if path in files))}


def _feed(files: Mapping[str, bytes]) -> Feed:
    try:
        feed = json.loads(files.get(_FEED, b""))
    except ValueError:
        return {}
    return feed if isinstance(feed, dict) else {}


def _edited(before: Feed, after: Feed) -> Iterator[Message]:
    old = {str(item["id"]): (item["title"], item["content_html"]) for item in before.get("items", ())}
    for item in reversed(after.get("items", ())):
        words = (item["title"], item["content_html"])
        if old.get(str(item["id"]), words) != words:
            yield Message(str(item["id"]), str(item["title"]), str(item["url"]), str(item["content_html"]))


def _events(files: Mapping[str, bytes]) -> dict[str, Event]:
    try:
        found = [_event(one) for one in Calendar.from_ical(files[_CALENDAR].decode()).walk("VEVENT")]
    except (KeyError, ValueError):
        return {}
    return {one.uid: one for one in found}


def _event(one: Mapping[str, object]) -> Event:
    starts, ends = (getattr(one[name], "dt").astimezone(UTC) for name in ("DTSTART", "DTEND"))  # noqa: B009
    cancelled = str(one.get("STATUS", "")) == "CANCELLED"
    return Event(starts, ends, str(one["SUMMARY"]), str(one["UID"]), cancelled)
