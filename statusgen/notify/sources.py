"""Feeds from wherever they are: a published folder, a file, or the web."""

from __future__ import annotations

import json
from http import HTTPStatus
from pathlib import Path

from statusgen.disk import DiskError
from statusgen.notify.addresses import EXAMPLE, parse_address
from statusgen.notify.news import Feed
from statusgen.notify.web import NoAnswerError, describe_status, fetch

FEED = "feed.json"
_WEB = ("https://", "http://")
_NEEDED = ("id", "url", "title", "content_html")
"""What each entry of a feed of ours has."""


def read_feed(place: str, language: str = "", seconds: float = 60.0) -> Feed | None:
    """Return the feed of a site published at `place`, in a language other than its first if one is named.

    `place` is an address of the site or of the feed itself, or a folder or a file. None when nothing was
    published there yet. Raises `DiskError` when it cannot be read within so many seconds, or is no feed.
    """
    name = f"{language}/{FEED}" if language else FEED
    data = _from_web(place, name, seconds) if place.startswith(_WEB) else _from_disk(place, name)
    if data is None:
        return None
    try:
        feed = json.loads(data)
        if all(isinstance(item[name], str) for item in feed["items"] for name in _NEEDED):
            return dict(feed)
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise DiskError(f"{shown(place)} holds no feed of statusgen ({name})")


def shown(place: str) -> str:
    """Return what people may see of a place: of an address, scheme and host alone."""
    if "://" not in place and "@" not in place:
        return place
    address = parse_address(place)
    return address.shown if address and address.shown else "the address"


def _from_disk(place: str, name: str) -> bytes | None:
    path = Path(place)
    path = path / name if path.is_dir() else path
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise DiskError(f"cannot read {shown(str(path))}: {error.strerror or error}") from error


def _from_web(place: str, name: str, seconds: float) -> bytes | None:
    start, mark, query = place.partition("#")[0].partition("?")
    start = start if start.endswith(".json") else f"{start.rstrip('/')}/{name}"
    address = parse_address(start + mark + query)
    if address is None:
        raise DiskError(f"{shown(place)} is no address such as {EXAMPLE}")
    try:
        answer = fetch(address, {"Cache-Control": "no-cache"}, seconds)
    except NoAnswerError as error:
        raise DiskError(f"cannot read {shown(place)}: {error}") from None
    if answer.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return None
    if answer.status != HTTPStatus.OK:
        raise DiskError(f"cannot read {shown(place)}: {describe_status(answer.status)}")
    return answer.body
