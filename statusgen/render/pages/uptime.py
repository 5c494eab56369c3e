"""Views of the uptime of services, groups and the site, with targets and weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from statusgen.model.catalog import Service
from statusgen.model.settings import Weights
from statusgen.model.states import ServiceState
from statusgen.model.text import N_
from statusgen.render.context import RenderContext, href
from statusgen.render.localization.formatter import Formatter, downtime, medium_day, uptime
from statusgen.render.localization.labels import share, state_label
from statusgen.render.pages.targets import promise_view
from statusgen.render.texts import localized
from statusgen.render.urls import service_address
from statusgen.render.views.services import (
    FigureView,
    PromiseView,
    UptimeGroupView,
    UptimeRowView,
    UptimeView,
    WeightView,
)
from statusgen.render.views.words import Day, Text
from statusgen.timeline.calendar import day_at
from statusgen.timeline.uptime import weights_by_state
from statusgen.timeline.values import GroupUptime, Level, Uptime, Uptimes

_WINDOWS = {30: N_("Last 30 days"), 90: N_("Last 90 days"), 365: N_("Last 365 days"), None: N_("All time")}


MeasuredServices = Sequence[tuple[Service, Uptimes, Level | None]]
"""Services that are not retired, in the order of the catalog, each with its uptime and level."""


def uptime_view(
    context: RenderContext,
    now: datetime,
    site: Uptimes | None,
    groups: Sequence[GroupUptime],
    services: MeasuredServices,
) -> UptimeView:
    """Return the uptime page; `site` is None without services."""
    today = day_at(now, context.settings.zone)
    whole = Text(context.formatter.texts.gettext("All services"))
    return UptimeView(
        site=_row(context, whole, site, today) if site else None,
        groups=tuple(_groups(context, groups, services, today)),
        promises=any(level for _, _, level in services),
        weights=_weights(context.formatter, context.settings.weights),
        zone=context.settings.zone.key,
    )


def service_row(
    context: RenderContext, service: Service, uptimes: Uptimes, level: Level | None, today: date
) -> UptimeRowView:
    """Return the uptime of a service in each period, and its target."""
    promise = promise_view(context.formatter, level, today) if level else None
    link = href(context, service_address(service.id))
    return _row(context, localized(context, service.name), uptimes, today, link, promise)


def _groups(
    context: RenderContext, groups: Sequence[GroupUptime], services: MeasuredServices, today: date
) -> Iterator[UptimeGroupView]:
    """Yield the groups of the catalog, and at the end the services without a group."""
    members = dict[str, list[UptimeRowView]]()
    for service, uptimes, level in services:
        row = service_row(context, service, uptimes, level, today)
        members.setdefault(service.group, []).append(row)
    for one in groups:
        total = _row(context, localized(context, one.group.name), one.uptimes, today)
        yield UptimeGroupView(total, tuple(members.pop(one.group.id)))
    yield from (UptimeGroupView(None, tuple(rows)) for rows in members.values())


def _row(
    context: RenderContext,
    name: Text,
    uptimes: Uptimes,
    today: date,
    link: str = "",
    promise: PromiseView | None = None,
) -> UptimeRowView:
    return UptimeRowView(
        name=name,
        href=link,
        figures=tuple(
            _figure(context.formatter, days, one, uptimes.since, today) for days, one in uptimes.windows
        ),
        promise=promise,
        since=medium_day(context.formatter, uptimes.since),
    )


def first_counted(fmt: Formatter, since: date, today: date, days: int = 90) -> Day | None:
    """Return the first day that counts in a window of days up to today; None if it is that of the window."""
    return medium_day(fmt, since) if since > today - timedelta(days=days - 1) else None


def _figure(fmt: Formatter, days: int | None, one: Uptime, since: date, today: date) -> FigureView:
    return FigureView(
        window=fmt.texts.gettext(_WINDOWS[days]),
        text=uptime(fmt, one),
        since=medium_day(fmt, since) if days is None else first_counted(fmt, since, today, days),
        down=downtime(fmt, one),
    )


def _weights(fmt: Formatter, weights: Weights) -> tuple[WeightView, ...]:
    """Return the weight of every state from best to worst; maintenance, which does not count, is last."""
    counted = {ServiceState.OPERATIONAL: 0.0} | weights_by_state(weights)
    return (
        *(WeightView(state_label(fmt, state), share(fmt, weight)) for state, weight in counted.items()),
        WeightView(state_label(fmt, ServiceState.UNDER_MAINTENANCE), ""),
    )
