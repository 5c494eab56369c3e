"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from statusgen.render.context import RenderContext, said, url
from statusgen.render.feeds.entries import Entry
from statusgen.render.feeds.items import Item, items
from statusgen.render.feeds.scopes import Scope, scope_name
from statusgen.render.urls import JSON_FEED


def make_json(context: RenderContext, scope: Scope, entries: Sequence[Entry]) -> bytes:
    """The JSON feed of a scope."""
    settings, about = context.settings, scope_name(context, scope)
    name, description = said(context, settings.name).text, said(context, settings.description).text
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{name}: {about}" if about else name,
        "home_page_url": url(context, scope.address if scope.address.startswith("services/") else ""),
        "feed_url": url(context, scope.address + JSON_FEED),
        **({"description": description} if description else {}),
        "language": context.language,
        "authors": [{"name": name, "url": url(context, "")}],
        **({"hubs": [{"type": "WebSub", "url": settings.hub}]} if settings.hub else {}),
        "items": [_item(item) for item in items(context, entries)],
    }
    return json.dumps(feed, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _item(item: Item) -> dict[str, object]:
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
