"""Follows every link of a site, without a browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.error import HTTPError
from urllib.parse import unquote, urldefrag, urljoin
from urllib.request import urlopen

LINKS = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "src", "use": "href"}


@dataclass
class Fetched:
    """What lies at an address; without links where that is no page."""

    status: int
    html: bool = False
    links: list[str] = field(default_factory=list)
    """Whole addresses, with their fragments."""
    ids: set[str] = field(default_factory=set)
    tags: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    """All start tags with their attributes, in order."""


class _Reader(HTMLParser):
    def __init__(self, address: str, fetched: Fetched) -> None:
        super().__init__()
        self._address, self._fetched = address, fetched

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self._fetched.tags.append((tag, attributes))
        self._fetched.ids.update(attributes[name] for name in ("id",) if name in attributes)
        if (link := attributes.get(LINKS.get(tag, ""))) is not None:
            self._fetched.links.append(urljoin(self._address, link))


def crawl(start: str) -> dict[str, Fetched]:
    """All that can be reached from `start` on its host, by address."""
    host = urljoin(start, "/")
    found: dict[str, Fetched] = {}
    waiting = [start]
    while waiting:
        address = waiting.pop()
        if address in found or not address.startswith(host):
            continue
        found[address] = _fetch(address)
        waiting += [urldefrag(link).url for link in found[address].links]
    return found


def _fetch(address: str) -> Fetched:
    try:
        with urlopen(address) as response:
            fetched = Fetched(response.status, html=response.headers.get_content_type() == "text/html")
            if fetched.html:
                _Reader(address, fetched).feed(response.read().decode())
            return fetched
    except HTTPError as error:
        with error:
            return Fetched(error.code)


def dead_links(found: Mapping[str, Fetched], host: str) -> list[tuple[str, str]]:
    """Pages with their links on this host that lead nowhere, or to a place that is not in the page."""
    return [
        (address, link)
        for address, page in found.items()
        for link in page.links
        if link.startswith(host) and not _leads_somewhere(found, link)
    ]


def _leads_somewhere(found: Mapping[str, Fetched], link: str) -> bool:
    address, fragment = urldefrag(link)
    target = found[address]
    return target.status == 200 and (not fragment or not target.html or unquote(fragment) in target.ids)
