"""What a publication takes away: addresses, and messages that readers have seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote

from statusgen.notify.news import Feed, news

_PAGE, _TWIN, _FEED = "index.html", "index.md", "feed.json"
_COMES_AND_GOES = re.compile(r"(?:.*/)?(?:next-\d+\.html|live\.json)|assets/.*|\..*|(?:.*/)?index\.md")
"""Versions that an open page turns into, what it asks for news, and files that only other files name."""
_NOTE_PAGE = re.compile(r"(?:incidents|maintenance|notices)/[^/]+/index\.html")
_OPTIONAL = ("glossary", "reports", "embed")
"""Pages that a site may have or not."""
_PERMALINK = re.compile(r'href="[^"#]*/([^"#/]+/[^"#/]+/)#([^"~]+)"')


class Kind(StrEnum):
    """To what an address belonged."""

    LANGUAGE = "language"
    SERVICE = "service"
    GROUP = "group"
    NOTE = "note"
    OTHER = "other"


@dataclass(frozen=True, slots=True, order=True)
class Gone:
    """An address that answered and will not, from the root of the site, `services/web/`."""

    address: str
    kind: Kind = Kind.OTHER
    count: int = 1
    """How many addresses die: of a language, a service or a group, those at and below it."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A message that readers have seen and will not find any more; `address` led to it."""

    title: str
    address: str


def gone_addresses(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[Gone, ...]:
    """The addresses that die, each language, service and group as one. Sorted."""
    dead = {path for path in before if path not in after and not _COMES_AND_GOES.fullmatch(path)}
    owners = tuple(_owners(dead))
    found = dict[Gone, int]()
    for path in sorted(dead):
        owner = next((one for one in owners if path.startswith(one.address)), None)
        gone = owner or Gone(path.removesuffix(_PAGE), Kind.NOTE if _is_note(path) else Kind.OTHER)
        found[gone] = found.get(gone, 0) + 1
    return tuple(sorted(Gone(one.address, one.kind, count) for one, count in found.items()))


def _owners(dead: set[str]) -> Iterator[Gone]:
    """The languages, services and groups that are no more, each known by its feed."""
    for path in sorted(dead):
        folder = path.removesuffix(_FEED)
        if folder != path and folder.count("/") == 1:
            yield Gone(folder, Kind.LANGUAGE)
        elif folder != path and folder.startswith(("services/", "groups/")):
            yield Gone(folder, Kind.SERVICE if folder.startswith("services/") else Kind.GROUP)


def _is_note(path: str) -> bool:
    """Whether a note had its page there, or a free page."""
    free = re.fullmatch(r"[^/]+/index\.html", path) and path.split("/", maxsplit=1)[0] not in _OPTIONAL
    return bool(free or _NOTE_PAGE.fullmatch(path))


def lost_messages(
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    feeds: tuple[Feed, Feed],
    titles: Mapping[str, str],
) -> tuple[Lost, ...]:
    """The messages of the first language that disappear, by their feed and by the pages of their notes.

    `titles` are the headings of those pages as they were, by address.
    """
    home = str(feeds[0].get("home_page_url", ""))
    gone = [Lost(one.title, unquote(one.url.removeprefix(home))) for one in news(feeds[1], feeds[0])]
    known = {one.address for one in gone}
    for path in sorted(path for path in before if _NOTE_PAGE.fullmatch(path) and path in after):
        address = path.removesuffix(_PAGE)
        anchors = _anchors(after[path], address)
        lost = [f"{address}#{one}" for one in _anchors(before[path], address) if one not in anchors]
        gone += [Lost(titles.get(address, ""), one) for one in lost if one not in known]
    return tuple(gone)


def _anchors(page: bytes, address: str) -> Sequence[str]:
    """The updates that a note's page has, by the links that lead to them."""
    found = _PERMALINK.findall(page.decode(errors="replace"))
    return [unquote(anchor) for at, anchor in found if unquote(at) == address]
