"""HTTP headers for each file: its type, who may use it, how long it is cached, and what it may load.

The file `_headers` is for hosts that read it (Cloudflare Pages, Netlify) and for the preview; the snippets of
docs/hosting.md have the same values. Every rule whose pattern matches applies. Where two have the same
header, Cloudflare joins the values with a comma, and browsers enforce all joined policies, so a later rule
never allows more. Hence no two rules that match one file have the same header. The policy of a page is also
in the page itself, for hosts that do not send these headers.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from statusgen.model.output import Output
from statusgen.model.site import Site
from statusgen.model.status import DATED_FOLDERS
from statusgen.render import urls
from statusgen.render.cms import ADMIN, PROGRAMS, Program, admin_policy
from statusgen.render.context import RenderContext, href, inline_styles

HEADERS = "_headers"
OTHERWISE = ("Cache-Control", "public, max-age=0, must-revalidate")
"""Header that those hosts send without a rule: keep a copy, but revalidate it before use."""

FOR_YEARS = ("Cache-Control", "public, max-age=31536000, immutable")
FOR_ALL = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
OPEN = (("Access-Control-Allow-Origin", "*"), ("Cross-Origin-Resource-Policy", "cross-origin"))
"""Data, feeds and badges are made for other people's pages and programs."""

OPEN_TYPES = ("atom", "csv", "ics", "json", "md", "opml", "png", "rss", "svg", "yaml")
_JSON_FEEDS = "*feed.json"
_METRICS, _ = urls.METRICS
TYPES = {
    "*.atom": "application/atom+xml; charset=utf-8",
    "*.ics": "text/calendar; charset=utf-8",
    "*.md": "text/markdown; charset=utf-8",
    "*.opml": "text/x-opml; charset=utf-8",
    "*.rss": "application/rss+xml; charset=utf-8",
    _JSON_FEEDS: "application/feed+json",
    _METRICS: "text/plain; charset=utf-8",
}
"""Types that hosts do not know. All of them know endings like `.json`."""

_POLICY = "Content-Security-Policy"
NO_FRAMES = ("X-Frame-Options", "DENY")
_NEXT = "next-"
_FOLDERS = sorted({*urls.PAGE_FOLDERS, *DATED_FOLDERS})
_PAGES = ("", urls.NOT_FOUND, f"{_NEXT}*", *(f"{folder}*" for folder in _FOLDERS))
"""Patterns of the pages and of the pictures of notes in each language. No site may frame them."""

_MOST_RULES = 100
"""The limit of Cloudflare."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The headers of all files whose address matches; `*` matches any characters, also `/`."""

    pattern: str
    headers: tuple[tuple[str, str], ...]


def page_policy(context: RenderContext, address: str) -> str:
    """Return the policy of a page: the site's own files and inline styles.

    Only the page about subscriptions has the form of the mailing list, and may send it there.
    """
    email = context.settings.subscribe.email if address == urls.SUBSCRIBE else None
    forms = [urlsplit(email.address).netloc] if email and email.field else []
    return policy(inline_styles(context), [f"https://{host}" for host in forms])


def policy(styles: Iterable[str], forms: Iterable[str] = ()) -> str:
    """Return the policy of pages: only the site's own files, these inline styles, no inline script.

    `forms` are the origins that forms may be sent to, besides the site's own.
    """
    digests = (hashlib.sha256(style.encode()).digest() for style in dict.fromkeys(styles))
    inline = "".join(f" 'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'{inline}; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
        + " ".join(("form-action 'self'", *forms))
    )


def headers_file(contexts: Sequence[RenderContext], site: Site) -> Output:
    """Return the file with the rules for a site in these languages, the default first."""
    pages = tuple(page.id for page in site.pages)
    editor = site.settings.editor
    inputs = (tuple(contexts), pages, PROGRAMS[editor.program] if editor else None)
    return Output(HEADERS, _make_headers, inputs, late=True)


def rules(
    contexts: Sequence[RenderContext], pages: Sequence[str] = (), program: Program | None = None
) -> tuple[Rule, ...]:
    """Return the rules for a site with free pages of these ids, and a content editor if there is one.

    With too many languages and pages, the last ones have no rules: the policy in each page remains.
    """
    default = contexts[0]
    site = default.root
    found = [
        Rule(f"{site}*", FOR_ALL),
        Rule(f"{site}assets/*", (FOR_YEARS, _guard(default, ""))),
        *([Rule(f"{site}{ADMIN}*", ((_POLICY, admin_policy(program)), NO_FRAMES))] if program else []),
        *(Rule(f"{site}*.{ending}", (*OPEN, *_type(f"*.{ending}"))) for ending in OPEN_TYPES),
        Rule(f"{site}{_JSON_FEEDS}", _type(_JSON_FEEDS)),
        Rule(f"{site}{_METRICS}", _type(_METRICS)),
        *_page_rules(contexts, pages),
    ]
    return tuple(found[:_MOST_RULES])


def _type(pattern: str) -> tuple[tuple[str, str], ...]:
    return (("Content-Type", TYPES[pattern]),) if pattern in TYPES else ()


def _guard(context: RenderContext, address: str) -> tuple[str, str]:
    return _POLICY, page_policy(context, address)


def _page_rules(contexts: Sequence[RenderContext], pages: Sequence[str]) -> Iterator[Rule]:
    """Yield a policy for all documents: pages, and SVG, which may have scripts.

    There is none for all files (`/*`), since the page of the content editor needs one of its own.
    """
    free = (f"{quote(page)}/*" for page in pages if not page.startswith(_NEXT))  # `next-*` matches it already
    patterns = dict.fromkeys((*_PAGES, *free))
    guard = _guard(contexts[0], "")
    for context in contexts:
        for pattern in patterns:
            own = _guard(contexts[0], pattern.removesuffix("*"))
            yield Rule(href(context, "") + pattern, (own, NO_FRAMES))
        yield Rule(f"{href(context, '')}{urls.EMBED}*", (guard,))
        yield Rule(href(context, urls.BADGE), (guard,))


def _make_headers(contexts: Sequence[RenderContext], pages: Sequence[str], program: Program | None) -> bytes:
    blocks = (
        "\n".join((rule.pattern, *(f"  {name}: {value}" for name, value in rule.headers)))
        for rule in rules(contexts, pages, program)
    )
    return ("\n".join(blocks) + "\n").encode()


def read_headers(data: bytes) -> tuple[Rule, ...]:
    """Read the rules from a file of `headers_file`."""
    found: list[Rule] = []
    for line in data.decode().splitlines():
        if not line.startswith(" "):
            found.append(Rule(line, ()))
        else:
            name, _, value = line.strip().partition(": ")
            found[-1] = Rule(found[-1].pattern, (*found[-1].headers, (name, value)))
    return tuple(found)


def headers_of(found: Iterable[Rule], address: str) -> dict[str, str]:
    """Return the headers that a host sends with the file at an address such as `/status/updates.rss`.

    Values that several rules give the same header are joined, as Cloudflare does.
    """
    sent: dict[str, str] = {}
    for rule in found:
        if re.fullmatch(".*".join(map(re.escape, rule.pattern.split("*"))), quote(address, safe="/%:")):
            for name, value in rule.headers:
                sent[name] = f"{sent[name]}, {value}" if name in sent else value
    return dict([OTHERWISE]) | sent
