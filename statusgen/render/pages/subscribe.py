"""The view of the page with all feeds, calendars and embeds."""

from __future__ import annotations

from collections.abc import Sequence

from statusgen.render.context import RenderContext, url
from statusgen.render.embeds import embed_codes
from statusgen.render.feeds.scopes import Scope, scope_name
from statusgen.render.urls import ATOM, CALENDAR, JSON_FEED, OPML, RSS, SERVICES
from statusgen.render.views.site import FeedsView, SubscribeView


def subscribe_view(context: RenderContext, scopes: Sequence[Scope]) -> SubscribeView:
    """Return the URLs of the site's feeds, those of its parts, and the code of embeds."""
    site, *parts = (_feeds(context, scope) for scope in scopes)
    return SubscribeView(
        site=site, parts=tuple(parts), opml=f"{context.settings.url}{OPML}", embeds=embed_codes(context)
    )


def _feeds(context: RenderContext, scope: Scope) -> FeedsView:
    has_calendar = not scope.address or scope.address.startswith(SERVICES)
    return FeedsView(
        name=scope_name(context, scope),
        rss=url(context, scope.address + RSS),
        atom=url(context, scope.address + ATOM),
        json=url(context, scope.address + JSON_FEED),
        calendar=url(context, scope.address + CALENDAR) if has_calendar else "",
    )
