"""Read JSON feeds from a published folder, a file, or the web."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus
from pathlib import Path

from statusgen.notify.addresses import EXAMPLE, host_label, parse_address
from statusgen.notify.http_client import NoAnswerError, describe_status, fetch
from statusgen.notify.new_entries import Feed
from statusgen.render.urls import JSON_FEED
from statusgen.storage.disk import READ_LIMIT, DiskError

_ADDRESS = re.compile(r"https?:|.*://", re.IGNORECASE | re.DOTALL)
"""Beginning of an address, even a mistyped one."""
_NEEDED = ("id", "url", "title", "content_html")
"""Keys of every entry in a feed of statusgen."""


def read_feed(place: str, seconds: float = 60.0, *, elsewhere: bool = True) -> Feed | None:
    """Return the feed of a site published at `place`, in its first language.

    `place` is the address of the site or of its feed, or a folder or a file. None if nothing is published
    there. Raises `DiskError` if the feed cannot be read within `seconds`, is at another host (unless
    `elsewhere`), or is none of statusgen.
    """
    name = shown(place)
    data = (
        _from_web(place, seconds, elsewhere=elsewhere)
        if _ADDRESS.match(place)
        else _from_disk(Path(place), name)
    )
    if data is None and "?" in place and not _ADDRESS.match(place):
        raise DiskError(f"{name} after --since is neither a file nor an address such as {EXAMPLE}")
    return None if data is None else _parse(data, name)


def read_site(out: Path, language: str = "") -> tuple[Feed, Path]:
    """Return the feed of a built site and the folder of its pages, in a language or else the first one.

    Raises `DiskError` if there is no site or it is not in that language.
    """
    feed = read_folder(out)
    if feed is None:
        raise DiskError(f"{out} holds no site of statusgen; build it first")
    contexts = {str(feed.get("language", "")): (feed, out), **dict(_translations(out))}
    if language and language not in contexts:
        raise DiskError(f"{out} is not in {language}; --lang can be {' or '.join(contexts)}")
    return contexts[language] if language else (feed, out)


def read_folder(folder: Path) -> Feed | None:
    """Return the feed in a folder; None if there is none. Raises `DiskError`."""
    data = _from_disk(folder / JSON_FEED, str(folder))
    return None if data is None else _parse(data, str(folder))


def _translations(out: Path) -> Iterator[tuple[str, tuple[Feed, Path]]]:
    """Yield feed and folder of each further language; folders of other programs are skipped."""
    for path in sorted(out.glob(f"*/{JSON_FEED}")):
        try:
            feed = read_folder(path.parent)
        except DiskError:
            continue
        if feed and feed.get("language") == path.parent.name:
            yield path.parent.name, (feed, path.parent)


def _parse(data: bytes, name: str) -> Feed:
    """Parse a feed and check every value that is used later. Raises `DiskError`."""
    try:
        feed = json.loads(data)
        texts = [item[key] for item in feed["items"] for key in _NEEDED]
        texts += [hub["url"] for hub in feed.get("hubs", [])]
        times = [item["date_published"] for item in feed["items"] if "date_published" in item]
        if all(isinstance(text, str) for text in texts) and all(map(datetime.fromisoformat, times)):
            return dict(feed)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    raise DiskError(f"{name} holds no feed of statusgen ({JSON_FEED})")


def shown(place: str) -> str:
    """Return a place as people may see it: of an address, only scheme and host.

    A path with `@` or `?` may be an address without its scheme.
    """
    if not _ADDRESS.match(place) and not set("@?") & set(place):
        return place
    return host_label(place) or "the address"


def _from_disk(path: Path, name: str) -> bytes | None:
    """Read a file, or the feed in a folder; None if there is none. Raises `DiskError`."""
    path = path / JSON_FEED if path.is_dir() else path
    try:
        with path.open("rb") as file:
            return file.read(READ_LIMIT + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise DiskError(f"cannot read {name}: {error.strerror or error}") from error


def _from_web(place: str, seconds: float, *, elsewhere: bool) -> bytes | None:
    """Fetch a feed; None if the server does not have it. Raises `DiskError`."""
    start, mark, query = place.partition("#")[0].partition("?")
    start = start if start.endswith(".json") else f"{start.rstrip('/')}/{JSON_FEED}"
    address = parse_address(start + mark + query)
    if address is None:
        raise DiskError(f"{shown(place)} is no address such as {EXAMPLE}")
    try:
        answer = fetch(address, {"Cache-Control": "no-cache"}, seconds, elsewhere=elsewhere)
    except NoAnswerError as error:
        raise DiskError(f"cannot read {shown(place)}: {error}") from None
    if answer.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return None
    if answer.status != HTTPStatus.OK:
        raise DiskError(f"cannot read {shown(place)}: {describe_status(answer.status)}")
    return answer.body
