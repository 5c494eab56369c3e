"""Find what a publication removes: addresses, and messages that readers have already seen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote

from statusgen.model.status import DATED_FOLDERS
from statusgen.notify.new_entries import Feed, new_entries
from statusgen.render.urls import (
    EMBED,
    EVENT,
    GROUPS,
    JSON_FEED,
    LIVE,
    MARKDOWN_PAGE,
    PAGE_FOLDERS,
    RSS,
    SERVICES,
)

PAGE = "index.html"
_TRANSIENT = re.compile(
    rf"(?:.*/)?(?:next-\d+\.html|{re.escape(LIVE)}|{re.escape(MARKDOWN_PAGE)})|assets/.*|\..*"
)
"""Files whose addresses no reader keeps: coming versions of pages, polled data, assets, text versions."""
_NOTE_PAGE = re.compile(rf"(?:{'|'.join(DATED_FOLDERS)})[^/]+/{re.escape(PAGE)}")
_PERMALINK = re.compile(r'href="[^"#]*/([^"#/]+/[^"#/]+/)#([^"~]+)"')


class AddressKind(StrEnum):
    """The kind of page that an address belonged to."""

    LANGUAGE = "language"
    SERVICE = "service"
    GROUP = "group"
    NOTE = "note"
    OTHER = "other"


@dataclass(frozen=True, slots=True, order=True)
class RemovedAddress:
    """An address that no longer answers, relative to the root of the site: `services/web/`."""

    address: str
    kind: AddressKind = AddressKind.OTHER
    count: int = 1
    """Number of removed addresses; of a language, service or group, those at and below `address`."""


@dataclass(frozen=True, slots=True)
class RemovedMessage:
    """A message that readers have seen and can no longer find; `address` led to it."""

    title: str
    address: str


def removed_addresses(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[RemovedAddress, ...]:
    """Return the addresses that no longer answer, sorted; each language, service and group is one entry."""
    removed = sorted(path for path in before if path not in after and not _TRANSIENT.fullmatch(path))
    folders = tuple(_removed_folders(removed))
    pages = {path for path in removed if path.endswith(PAGE)}
    found = Counter[RemovedAddress]()
    for path in removed:
        folder = next((one for one in folders if path.startswith(one.address)), None)
        place, _, name = path.rpartition("/")
        if not folder and name in (RSS, EVENT) and f"{place}/{PAGE}" in pages:
            continue  # the feed and the calendar of a note go with its page
        found[folder or RemovedAddress(path.removesuffix(PAGE), _kind_of_page(path))] += 1
    return tuple(sorted(RemovedAddress(one.address, one.kind, count) for one, count in found.items()))


def _removed_folders(removed: Sequence[str]) -> Iterator[RemovedAddress]:
    """Yield the removed languages, services and groups: each of them had a feed in its folder."""
    for path in removed:
        folder = path.removesuffix(JSON_FEED)
        if folder == path:
            continue
        if folder.count("/") == 1:
            yield RemovedAddress(folder, AddressKind.LANGUAGE)
        elif folder.startswith(SERVICES):
            yield RemovedAddress(folder, AddressKind.SERVICE)
        elif folder.startswith(GROUPS):
            yield RemovedAddress(folder, AddressKind.GROUP)


def _kind_of_page(path: str) -> AddressKind:
    """Return `NOTE` for the page of a note or a free page, which can have `aliases`."""
    address = path.removesuffix(PAGE)
    is_free = path.endswith(f"/{PAGE}") and address.count("/") == 1 and address not in (*PAGE_FOLDERS, EMBED)
    is_note = is_free or _NOTE_PAGE.fullmatch(path)
    return AddressKind.NOTE if is_note else AddressKind.OTHER


def removed_messages(
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    feeds: tuple[Feed, Feed],
    titles: Mapping[str, str],
) -> tuple[RemovedMessage, ...]:
    """Return the messages of the first language that disappear from its feed or from the pages of notes.

    `feeds` are the feeds before and after; `titles` are the earlier headings of pages by address.
    """
    home = str(feeds[0].get("home_page_url", ""))
    removed = [
        RemovedMessage(one.title, unquote(one.url.removeprefix(home)))
        for one in new_entries(feeds[1], feeds[0])
    ]
    known = {one.address for one in removed}
    for path in sorted(path for path in before if _NOTE_PAGE.fullmatch(path) and path in after):
        address = path.removesuffix(PAGE)
        kept = _anchors(after[path], address)
        gone = [f"{address}#{one}" for one in _anchors(before[path], address) if one not in kept]
        removed += [RemovedMessage(titles.get(address, ""), one) for one in gone if one not in known]
    return tuple(removed)


def _anchors(page: bytes, address: str) -> Sequence[str]:
    """Return the anchors of the updates on a note's page, from the permanent links to them."""
    found = _PERMALINK.findall(page.decode(errors="replace"))
    return [unquote(anchor) for at, anchor in found if unquote(at) == address]
