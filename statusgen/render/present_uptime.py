"""Uptime to views: of services, groups and the site, with the promises and the weights."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from statusgen.model import N_, Service, ServiceState, Weights
from statusgen.render.edition import Edition, href, said, service_address
from statusgen.render.labels import share, state_label
from statusgen.render.stories import UptimeStory
from statusgen.render.wording import Wording, duration, medium_day, percent, uptime
from statusgen.timeline.calendar import day_at
from statusgen.timeline.uptime import keeps
from statusgen.timeline.values import Uptime, Uptimes
from statusgen.views import (
    FigureView,
    Label,
    PromiseView,
    Said,
    UptimeGroupView,
    UptimeRowView,
    UptimeView,
    WeightView,
)

_WINDOWS = {
    30: N_("Last 30 days"),
    90: N_("Last 90 days"),
    365: N_("Last 365 days"),
    None: N_("All time"),
}


def uptime_view(edition: Edition, told: UptimeStory) -> UptimeView:
    """All uptime there is to tell."""
    today = day_at(told.now, edition.settings.zone)
    whole = Said(edition.words.texts.gettext("All services"))
    return UptimeView(
        site=_row(edition, whole, told.site, today) if told.site else None,
        groups=tuple(_groups(edition, told, today)),
        promises=any(service.slo is not None for service, _ in told.services),
        weights=_weights(edition.words, edition.settings.weights),
        zone=edition.settings.zone.key,
    )


def service_row(edition: Edition, service: Service, uptimes: Uptimes, today: date) -> UptimeRowView:
    """What a service was up."""
    promise = None if service.slo is None else _promise(edition.words, service.slo, uptimes.days_90)
    link = href(edition, service_address(service.id))
    return _row(edition, said(edition, service.name), uptimes, today, link, promise)


def _groups(edition: Edition, told: UptimeStory, today: date) -> Iterator[UptimeGroupView]:
    """Those of the catalog, and at the end the services that are in none."""
    members = dict[str, list[UptimeRowView]]()
    for service, uptimes in told.services:
        row = service_row(edition, service, uptimes, today)
        members.setdefault(service.group, []).append(row)
    for life in told.groups:
        total = _row(edition, said(edition, life.group.name), life.uptimes, today)
        yield UptimeGroupView(total, tuple(members.pop(life.group.id)))
    yield from (UptimeGroupView(None, tuple(rows)) for rows in members.values())


def _row(
    edition: Edition,
    name: Said,
    uptimes: Uptimes,
    today: date,
    link: str = "",
    promise: PromiseView | None = None,
) -> UptimeRowView:
    return UptimeRowView(
        name=name,
        href=link,
        figures=tuple(
            _figure(edition.words, days, one, uptimes.since, today) for days, one in uptimes.windows
        ),
        promise=promise,
        since=medium_day(edition.words, uptimes.since),
    )


def _figure(words: Wording, days: int | None, one: Uptime, since: date, today: date) -> FigureView:
    young = days is None or since > today - timedelta(days=days - 1)
    return FigureView(
        window=words.texts.gettext(_WINDOWS[days]),
        text=uptime(words, one),
        since=medium_day(words, since) if young else None,
        down=duration(words, one.down) if one.down else "",
    )


def _promise(words: Wording, slo: float, measured: Uptime) -> PromiseView:
    kept = keeps(measured, slo)
    labels = {
        True: Label("kept", words.texts.gettext("kept")),
        False: Label("missed", words.texts.gettext("missed")),
    }
    return PromiseView(percent(words, slo), None if kept is None else labels[kept])


def _weights(words: Wording, weights: Weights) -> tuple[WeightView, ...]:
    """Every state from best to worst, the one that does not count last."""
    counted = {
        ServiceState.OPERATIONAL: 0.0,
        ServiceState.DEGRADED: weights.degraded,
        ServiceState.PARTIAL_OUTAGE: weights.partial_outage,
        ServiceState.MAJOR_OUTAGE: weights.major_outage,
    }
    return (
        *(WeightView(state_label(words, state), share(words, weight)) for state, weight in counted.items()),
        WeightView(state_label(words, ServiceState.UNDER_MAINTENANCE), ""),
    )
