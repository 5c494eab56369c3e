"""The list of all feeds (OPML 2.0), for readers that take many at once."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from statusgen.render.context import Edition, said, url
from statusgen.render.feeds.scopes import Scope, scope_name
from statusgen.render.frame import ATOM

OPML = "feeds.opml"
_FILE = """\
<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
<head><title>{title}</title></head>
<body>
{outlines}
</body>
</opml>
"""


def make_opml(editions: Sequence[Edition], scopes: Sequence[Scope]) -> bytes:
    """Every scope in every language, the language of the first edition first."""
    outlines = [_outline(edition, scope) for edition in editions for scope in scopes]
    title = said(editions[0], editions[0].settings.name).text
    return _FILE.format(title=escape(title), outlines="\n".join(outlines)).encode()


def _outline(edition: Edition, scope: Scope) -> str:
    site = said(edition, edition.settings.name).text
    about = scope_name(edition, scope)
    text = escape(f"{site}: {about}" if about else site)
    feed, page = url(edition, scope.address + ATOM), url(edition, "")
    return (
        f'<outline type="rss" text="{text}" title="{text}" xmlUrl="{escape(feed)}" htmlUrl="{escape(page)}"'
        f' language="{edition.language}"/>'
    )
