"""Feeds from wherever they lie: a published folder, a file, or the web."""

from __future__ import annotations

import json
from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from statusgen.disk import DiskError
from statusgen.notify.news import Feed

FEED = "feed.json"
_TIMEOUT = 20
_MOST_BYTES = 20_000_000


def read_feed(place: str, language: str = "") -> Feed | None:
    """The feed of a site published at `place`, in a language other than its first if one is named.

    `place` is an address of the site or of the feed itself, or a folder or a file. None when nothing was
    published there yet. Raises `DiskError` when it cannot be reached or is no feed.
    """
    name = f"{language}/{FEED}" if language else FEED
    data = _from_web(place, name) if place.startswith(("https://", "http://")) else _from_disk(place, name)
    if data is None:
        return None
    try:
        feed = json.loads(data)
        if isinstance(feed["items"], list):
            return dict(feed)
    except (ValueError, KeyError, TypeError):
        pass
    raise DiskError(f"{place} holds no feed of statusgen ({name})")


def _from_disk(place: str, name: str) -> bytes | None:
    path = Path(place)
    path = path / name if path.is_dir() else path
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DiskError(f"cannot read {path}: {error.strerror or error}") from error


def _from_web(place: str, name: str) -> bytes | None:
    address = place if place.endswith(".json") else f"{place.rstrip('/')}/{name}"
    request = Request(address, headers={"User-Agent": "statusgen", "Cache-Control": "no-cache"})  # noqa: S310
    try:
        with urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310 - the schemes are checked above
            data: bytes = answer.read(_MOST_BYTES)
            return data
    except HTTPError as error:
        with error:
            if error.code in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
                return None
            raise DiskError(f"{address} answers {error.code}") from error
    except (URLError, OSError, ValueError) as error:
        raise DiskError(f"cannot reach {address}: {getattr(error, 'reason', error)}") from error
