"""The ways to follow the site, as the page tells them."""

from __future__ import annotations

from collections.abc import Sequence

from statusgen.render.context import RenderContext, url
from statusgen.render.embeds import embed_codes
from statusgen.render.feeds.scopes import Scope, scope_name
from statusgen.render.urls import ATOM, CALENDAR, JSON_FEED, OPML, RSS
from statusgen.render.views.site import FeedsView, SubscribeView


def subscribe_view(context: RenderContext, scopes: Sequence[Scope]) -> SubscribeView:
    """Addresses to copy: of the site first, then of its parts."""
    site, *parts = (_feeds(context, scope) for scope in scopes)
    return SubscribeView(
        site=site,
        parts=tuple(parts),
        opml=f"{context.settings.url}{OPML}",
        embeds=embed_codes(context),
    )


def _feeds(context: RenderContext, scope: Scope) -> FeedsView:
    return FeedsView(
        name=scope_name(context, scope),
        rss=url(context, scope.address + RSS),
        atom=url(context, scope.address + ATOM),
        json=url(context, scope.address + JSON_FEED),
        calendar=url(context, scope.address + CALENDAR) if _has_calendar(scope) else "",
    )


def _has_calendar(scope: Scope) -> bool:
    """The whole site has one, and each service."""
    return not scope.address or scope.address.startswith("services/")
