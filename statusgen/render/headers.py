"""What a server should say with each file: its type, who may use it, how long it keeps, and what it may do.

`_headers` says so to the hosts that read such a file (Cloudflare Pages, Netlify), and to our preview. They
apply every rule whose pattern fits, and some join what two rules say of one header: so no two rules that
fit the same file may name the same header. What the pages themselves may load stands in each of them too,
for hosts that send no headers of ours.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from statusgen.outputs import Output
from statusgen.render.edition import Edition, href, inline_styles, root

HEADERS = "_headers"
OTHERWISE = ("Cache-Control", "public, max-age=0, must-revalidate")
"""What those hosts say of their own accord where no rule names it: keep a copy, but ask before using it."""

_FOR_YEARS = ("Cache-Control", "public, max-age=31536000, immutable")
_FOR_ALL = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
_OPEN = (("Access-Control-Allow-Origin", "*"), ("Cross-Origin-Resource-Policy", "cross-origin"))
"""Data, feeds and badges are made for other people's pages and programs."""

_OPEN_TYPES = ("atom", "csv", "ics", "json", "md", "opml", "png", "rss", "svg", "yaml")
_JSON_FEEDS = "*feed.json"
_TYPES = {
    "*.atom": "application/atom+xml; charset=utf-8",
    "*.ics": "text/calendar; charset=utf-8",
    "*.md": "text/markdown; charset=utf-8",
    "*.opml": "text/x-opml; charset=utf-8",
    "*.rss": "application/rss+xml; charset=utf-8",
    _JSON_FEEDS: "application/feed+json",
}
"""Where hosts do not know better. What an ending like `.json` means they all know."""

_FRAMED_NOWHERE = (
    *("", "404.html", "groups/*", "history/*", "incidents/*", "maintenance/*", "notices/*"),
    *("glossary/*", "reports/*", "search/*", "services/*", "severity/*", "subscribe/*", "uptime/*"),
)
"""Pages that nobody may show within theirs. Pages that are made for it lie in `embed/`."""

_MOST_RULES = 100
"""Cloudflare reads no more."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a server says with all files whose address fits; `*` stands for any letters, also for `/`."""

    pattern: str
    headers: tuple[tuple[str, str], ...]


def policy(styles: Iterable[str]) -> str:
    """What pages may load: only what is the site's own, and these styles within a page. No script within."""
    inline = "".join(f" 'sha256-{_hash(style)}'" for style in dict.fromkeys(styles))
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src 'self'{inline}",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
        )
    )


def _hash(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def headers_file(editions: Sequence[Edition]) -> Output:
    """The file with the rules for a site in these languages, the default first."""
    return Output(HEADERS, _make_headers, (tuple(editions),), late=True)


def rules(editions: Sequence[Edition]) -> tuple[Rule, ...]:
    """All rules; those about frames are left out from the end if there are too many pages and languages."""
    default = editions[0]
    site = root(default)
    found = [
        Rule(f"{site}*", (("Content-Security-Policy", policy(inline_styles(default))), *_FOR_ALL)),
        Rule(f"{site}assets/*", (_FOR_YEARS,)),
        *(Rule(f"{site}*.{ending}", (*_OPEN, *_type(f"*.{ending}"))) for ending in _OPEN_TYPES),
        Rule(f"{site}{_JSON_FEEDS}", _type(_JSON_FEEDS)),
        *_frame_rules(editions),
    ]
    return tuple(found[:_MOST_RULES])


def _type(pattern: str) -> tuple[tuple[str, str], ...]:
    return (("Content-Type", _TYPES[pattern]),) if pattern in _TYPES else ()


def _frame_rules(editions: Sequence[Edition]) -> Iterator[Rule]:
    """`frame-ancestors` would be the newer word, but must stand in the policy, which is one for all."""
    for edition in editions:
        free_pages = (f"{quote(page)}/" for page, _ in edition.menu)
        for pattern in (*_FRAMED_NOWHERE, *free_pages):
            yield Rule(href(edition, "") + pattern, (("X-Frame-Options", "DENY"),))


def _make_headers(editions: Sequence[Edition]) -> bytes:
    blocks = (
        "\n".join((rule.pattern, *(f"  {name}: {value}" for name, value in rule.headers)))
        for rule in rules(editions)
    )
    return ("\n".join(blocks) + "\n").encode()


def read_headers(data: bytes) -> tuple[Rule, ...]:
    """The rules that a file made here holds."""
    found: list[Rule] = []
    for line in data.decode().splitlines():
        if not line.startswith(" "):
            found.append(Rule(line, ()))
        else:
            name, _, value = line.strip().partition(": ")
            found[-1] = Rule(found[-1].pattern, (*found[-1].headers, (name, value)))
    return tuple(found)


def headers_of(found: Iterable[Rule], address: str) -> dict[str, str]:
    """What is said with the file at an address, given as in `/status/updates.rss`."""
    said = dict([OTHERWISE])
    for rule in found:
        if re.fullmatch(".*".join(map(re.escape, rule.pattern.split("*"))), quote(address, safe="/%:")):
            said |= dict(rule.headers)
    return said
