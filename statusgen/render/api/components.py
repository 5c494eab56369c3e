"""The catalog as components of Statuspage: services and groups in one list, in the catalog's order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import chain

from statusgen.markdown import html_to_text
from statusgen.model.catalog import FormerName, Group
from statusgen.model.ids import component_code, group_code, page_code
from statusgen.model.output import SharedInput
from statusgen.model.site import Site
from statusgen.model.states import ServiceState
from statusgen.model.text import EMPTY, LocalText
from statusgen.render.context import RenderContext
from statusgen.render.statuspage_times import EPOCH, timestamp
from statusgen.render.texts import feed_html, localized, name_at
from statusgen.timeline.calendar import midnight
from statusgen.timeline.intervals import covering
from statusgen.timeline.site_state import ServiceSummary

STATUS = {
    ServiceState.OPERATIONAL: "operational",
    ServiceState.UNDER_MAINTENANCE: "under_maintenance",
    ServiceState.UNCONFIRMED: "degraded_performance",  # Statuspage has no such state
    ServiceState.DEGRADED: "degraded_performance",
    ServiceState.PARTIAL_OUTAGE: "partial_outage",
    ServiceState.MAJOR_OUTAGE: "major_outage",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A service or a group, the same in all languages."""

    code: str
    name: LocalText
    formerly: tuple[FormerName, ...] = ()
    description: LocalText
    state: ServiceState
    position: int
    """In its group, or at the top level, from 1."""
    created: datetime
    updated: datetime
    since: date | None = None
    group: str = ""
    """The code of its group."""
    group_name: LocalText = EMPTY
    left: datetime | None = None
    """End of the closed note that names it: the component has its name of that time. Else None."""
    children: tuple[str, ...] = ()
    """The codes of a group's services."""
    retired: bool = False
    """No longer listed, but still named by notes."""


@dataclass(frozen=True, repr=False)
class ClosedComponents(SharedInput):
    """The components of services by service id, operational as after a closed note."""

    by_service: Mapping[str, Component]


def components(
    site: Site, services: Sequence[ServiceSummary], first: datetime | None, now: datetime
) -> tuple[tuple[Component, ...], Mapping[str, Component]]:
    """Return all components in order, and those of services by service id.

    `first` is the time of the first note, from which services without a first day of their own exist.
    """
    leaf = partial(_leaf, site=site, first=first, now=now)
    leaves = dict[str, Component]()
    groups = list[Component]()
    for group in site.groups:
        members = (one for one in services if one.service.group == group.id)
        found = {one.service.id: leaf(one, position, group) for position, one in enumerate(members, 1)}
        leaves |= found
        if current := tuple(one for one in found.values() if not one.retired):
            groups.append(_group(group, len(groups) + 1, current))
    alone = [one for one in services if one.service.id not in leaves]
    leaves |= {one.service.id: leaf(one, position) for position, one in enumerate(alone, len(groups) + 1)}
    listed = (one for one in leaves.values() if not one.retired)
    ordered = sorted(chain(groups, listed), key=lambda one: one.position)
    return tuple(ordered), leaves


def _leaf(
    summary: ServiceSummary,
    position: int,
    group: Group | None = None,
    *,
    site: Site,
    first: datetime | None,
    now: datetime,
) -> Component:
    service = summary.service
    begun = midnight(service.since, site.settings.zone) if service.since else first or EPOCH
    changes = (time for one in summary.intervals for time in (one.start, one.end) if time and time <= now)
    return Component(
        code=component_code(service.id),
        name=service.name,
        formerly=service.formerly,
        description=service.description,
        state=_last_known(summary, now),
        position=position,
        created=begun,
        updated=max([begun, *changes]),
        since=service.since,
        group=group_code(group.id) if group else "",
        group_name=group.name if group else EMPTY,
        retired=summary.retired,
    )


def _last_known(summary: ServiceSummary, now: datetime) -> ServiceState:
    """Return the state, ignoring times in which no service could be confirmed."""
    known = (one.state for one in covering(summary.intervals, now) if not one.everywhere)
    return next(known, ServiceState.OPERATIONAL)


def _group(group: Group, position: int, members: tuple[Component, ...]) -> Component:
    return Component(
        code=group_code(group.id),
        name=group.name,
        description=group.description,
        state=max(one.state for one in members),
        position=position,
        created=min(one.created for one in members),
        updated=max(one.updated for one in members),
        children=tuple(one.code for one in members),
    )


def component_to_json(context: RenderContext, one: Component) -> dict[str, object]:
    """Return a component as clients read it: exactly these keys, in this order."""
    description = " ".join(html_to_text(feed_html(context, one.description, "")).split())
    data: dict[str, object] = {
        "id": one.code,
        "name": localized(context, _name(context, one, one.left)).text,
        "status": STATUS[one.state],
        "created_at": timestamp(one.created),
        "updated_at": timestamp(one.updated),
        "position": one.position,
        "description": description or None,
        "showcase": not one.children,
        "start_date": one.since.isoformat() if one.since else None,
        "group_id": one.group or None,
        "page_id": page_code(context.settings.identity),
        "group": bool(one.children),
        "only_show_if_degraded": False,
    }
    return data | ({"components": list(one.children)} if one.children else {})


def long_name(context: RenderContext, one: Component, at: datetime) -> str:
    """Return a component's name at an instant, after the name of its group."""
    name = localized(context, _name(context, one, at)).text
    return f"{localized(context, one.group_name).text} - {name}" if one.group else name


def _name(context: RenderContext, one: Component, at: datetime | None) -> LocalText:
    return name_at(context, one.name, one.formerly, at) if at else one.name
