"""Feeds as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), and the list of all feeds in OPML 2.0."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

from statusgen.render.context import RenderContext, url
from statusgen.render.feeds.entries import Source
from statusgen.render.feeds.items import FeedItem, feed_items
from statusgen.render.feeds.scopes import Scope, feed_title, page_address
from statusgen.render.texts import localized
from statusgen.render.urls import ATOM, JSON_FEED

_OPML = """\
<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
<head><title>{title}</title></head>
<body>
{outlines}
</body>
</opml>
"""


def render_json_feed(context: RenderContext, scope: Scope, sources: Sequence[Source]) -> bytes:
    """Render the JSON feed of a scope."""
    settings = context.settings
    name, description = localized(context, settings.name).text, localized(context, settings.description).text
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed_title(context, scope),
        "home_page_url": url(context, page_address(scope)),
        "feed_url": url(context, scope.address + JSON_FEED),
        **({"description": description} if description else {}),
        "language": context.language,
        "authors": [{"name": name, "url": url(context, "")}],
        **({"hubs": [{"type": "WebSub", "url": settings.hub}]} if settings.hub else {}),
        "items": [_to_json(item) for item in feed_items(context, sources)],
    }
    return json.dumps(feed, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _to_json(item: FeedItem) -> dict[str, object]:
    edited = item.posted and item.updated.replace(second=0) > item.posted.replace(second=0)
    return {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_html": item.html,
        **({"date_published": item.posted.isoformat()} if item.posted else {}),
        **({"date_modified": item.updated.isoformat()} if edited else {}),
        "tags": list(item.categories),
    }


def render_opml(contexts: Sequence[RenderContext], scopes: Sequence[Scope]) -> bytes:
    """Render the list of the feeds of every scope in every language, the default language first."""
    outlines = [_outline(context, scope) for context in contexts for scope in scopes]
    title = localized(contexts[0], contexts[0].settings.name).text
    return _OPML.format(title=escape(title), outlines="\n".join(outlines)).encode()


def _outline(context: RenderContext, scope: Scope) -> str:
    text = escape(feed_title(context, scope))
    feed, page = url(context, scope.address + ATOM), url(context, "")
    return (
        f'<outline type="rss" text="{text}" title="{text}" xmlUrl="{escape(feed)}" htmlUrl="{escape(page)}"'
        f' language="{context.language}"/>'
    )
