"""The view of the page with all ways to subscribe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote, urlsplit

from statusgen.model.settings import EmailList
from statusgen.model.text import N_
from statusgen.render.context import RenderContext, url
from statusgen.render.embeds import embed_codes
from statusgen.render.feeds.scopes import Scope, feed_title, scope_name
from statusgen.render.texts import localized
from statusgen.render.urls import ATOM, CALENDAR, GROUPS, JSON_FEED, OPML, RSS, SERVICES
from statusgen.render.views.subscribe import (
    CalendarLinks,
    EmailView,
    FeedGroupView,
    FeedsView,
    FormFieldView,
    SubscribeView,
)
from statusgen.render.views.words import Link

_ALL_SERVICES = N_("%(group)s: all services")


def subscribe_view(context: RenderContext, scopes: Sequence[Scope]) -> SubscribeView:
    """Return the mailing list, the URLs of the feeds of the site and of its parts, and the code of embeds."""
    settings, (whole, *parts) = context.settings.subscribe, scopes
    return SubscribeView(
        email=_email(settings.email) if settings.email else None,
        links=tuple(Link(one.url, localized(context, one.label)) for one in settings.links),
        site=_feeds(context, whole),
        groups=tuple(_groups(context, parts)),
        opml=f"{context.settings.url}{OPML}",
        embeds=embed_codes(context),
    )


def webcal(address: str) -> str:
    """Return the address of a calendar for programs that open `webcal:`."""
    return f"webcal:{address.partition(':')[2]}"


def _email(given: EmailList) -> EmailView:
    return EmailView(
        address=given.address,
        host=urlsplit(given.address).netloc,
        field=given.field,
        hidden=tuple(FormFieldView(*one) for one in given.hidden),
    )


def _groups(context: RenderContext, parts: Sequence[Scope]) -> Iterator[FeedGroupView]:
    """Yield each group with its services, then services without a group, then severities."""
    gettext = context.formatter.texts.gettext
    for group in (one for one in parts if one.address.startswith(GROUPS)):
        members = (
            one for one in parts if one.address.startswith(SERVICES) and one.services <= group.services
        )
        name = scope_name(context, group)
        whole = _feeds(context, group, gettext(_ALL_SERVICES) % {"group": name})
        yield FeedGroupView(name, (whole, *(_feeds(context, one) for one in members)))
    single = [one for one in parts if one.address.startswith(SERVICES) and not _group_of(context, one)]
    if single:
        yield FeedGroupView(gettext("Services"), tuple(_feeds(context, one) for one in single))
    rest = (one for one in parts if one.severity is not None)
    yield FeedGroupView(gettext("Incidents"), tuple(_feeds(context, one) for one in rest))


def _group_of(context: RenderContext, scope: Scope) -> str:
    (service,) = scope.services
    return context.services[service].group


def _feeds(context: RenderContext, scope: Scope, name: str = "") -> FeedsView:
    has_calendar = not scope.address or scope.address.startswith(SERVICES)
    return FeedsView(
        name=name or scope_name(context, scope),
        rss=url(context, scope.address + RSS),
        atom=url(context, scope.address + ATOM),
        json=url(context, scope.address + JSON_FEED),
        calendar=_calendar(context, scope) if has_calendar else None,
    )


def _calendar(context: RenderContext, scope: Scope) -> CalendarLinks:
    address = url(context, scope.address + CALENDAR)
    query = f"url={quote(address, safe='')}&name={quote(feed_title(context, scope), safe='')}"
    return CalendarLinks(
        url=address,
        webcal=webcal(address),
        google=f"https://calendar.google.com/calendar/r?cid={quote(webcal(address), safe='')}",
        outlook=f"https://outlook.live.com/calendar/0/addfromweb?{query}",
        office=f"https://outlook.office.com/calendar/0/addfromweb?{query}",
    )
