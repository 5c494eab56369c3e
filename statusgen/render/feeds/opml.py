"""The list of all feeds (OPML 2.0), for readers that take many at once."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from statusgen.render.context import RenderContext, said, url
from statusgen.render.feeds.scopes import Scope, scope_name
from statusgen.render.urls import ATOM

_FILE = """\
<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
<head><title>{title}</title></head>
<body>
{outlines}
</body>
</opml>
"""


def make_opml(contexts: Sequence[RenderContext], scopes: Sequence[Scope]) -> bytes:
    """Every scope in every language, the language of the first edition first."""
    outlines = [_outline(context, scope) for context in contexts for scope in scopes]
    title = said(contexts[0], contexts[0].settings.name).text
    return _FILE.format(title=escape(title), outlines="\n".join(outlines)).encode()


def _outline(context: RenderContext, scope: Scope) -> str:
    site = said(context, context.settings.name).text
    about = scope_name(context, scope)
    text = escape(f"{site}: {about}" if about else site)
    feed, page = url(context, scope.address + ATOM), url(context, "")
    return (
        f'<outline type="rss" text="{text}" title="{text}" xmlUrl="{escape(feed)}" htmlUrl="{escape(page)}"'
        f' language="{context.language}"/>'
    )
