"""The status of the whole site: as a badge shows it, as Statuspage's clients read it, and in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from statusgen.model.states import ServiceState
from statusgen.model.text import N_
from statusgen.render.context import RenderContext
from statusgen.render.localization.labels import STATES
from statusgen.render.texts import localized
from statusgen.render.views.words import Label, Text
from statusgen.timeline.site_state import (
    ServiceSummary,
    Timeline,
    active_maintenances,
    offered,
    ongoing_incidents,
)

_OPERATIONAL = ("none", "All Systems Operational")
_IF_ALL = {
    ServiceState.MAJOR_OUTAGE: ("critical", "Major System Outage"),
    ServiceState.PARTIAL_OUTAGE: ("major", "Partial System Outage"),
    ServiceState.DEGRADED: ("minor", "Degraded System Service"),
    ServiceState.UNCONFIRMED: ("minor", "Degraded System Service"),
}
"""Statuspage's indicator and description when all services are in the state."""
_IF_WORST = {
    ServiceState.MAJOR_OUTAGE: ("major", "Partial System Outage"),
    ServiceState.PARTIAL_OUTAGE: ("minor", "Minor Service Outage"),
    ServiceState.DEGRADED: ("minor", "Partially Degraded Service"),
    ServiceState.UNCONFIRMED: ("minor", "Partially Degraded Service"),
    ServiceState.UNDER_MAINTENANCE: ("maintenance", "Service Under Maintenance"),
    ServiceState.OPERATIONAL: _OPERATIONAL,
}
"""Statuspage's indicator and description when the worst service is in the state."""


def site_label(context: RenderContext, timeline: Timeline) -> Label:
    """Return the state of the site as the home page, its text version and the API name it."""
    key, text = badge_state(timeline)
    well = key == ServiceState.OPERATIONAL.key
    return Label(key, context.formatter.texts.gettext(STATES[ServiceState.OPERATIONAL] if well else text))


def badge_state(timeline: Timeline) -> tuple[str, str]:
    """Return a state's key, or `info` while an incident affects no service, and an interface text for it.

    The key is `operational` only if no incident is open and no maintenance is in progress.
    """
    if timeline.state is not ServiceState.OPERATIONAL:
        return timeline.state.key, STATES[timeline.state]
    if ongoing_incidents(timeline):
        return "info", N_("An incident is open")
    if active_maintenances(timeline):
        return ServiceState.UNDER_MAINTENANCE.key, N_("Maintenance in progress")
    return timeline.state.key, N_("All services are working")


def statuspage_status(states: Sequence[ServiceState], overall: ServiceState) -> tuple[str, str]:
    """Return Statuspage's indicator and description for the states of all services, groups excluded.

    Clients compare both, so they are word for word Statuspage's. An `overall` state worse than that of every
    service, as by an incident that names none, counts as one more service.
    """
    worst = max((*states, overall))
    if states and min(states) is worst and worst in _IF_ALL:
        return _IF_ALL[worst]
    return _IF_WORST[worst]


def summary_sentence(context: RenderContext, timeline: Timeline) -> Text:
    """Return one sentence: the worst incident, else maintenance in progress, else that all services work."""
    texts = context.formatter.texts
    incidents, active = ongoing_incidents(timeline), active_maintenances(timeline)
    if not incidents and timeline.state is ServiceState.UNCONFIRMED:
        return Text(texts.gettext("We cannot confirm that all services are working"))
    if not incidents and not active:
        return Text(texts.gettext("All services are working"))
    title = localized(context, (incidents or active)[0].title)
    if not incidents:
        return Text(texts.gettext("Maintenance in progress: %(title)s") % {"title": title.text}, title.lang)
    more = len(incidents) - 1
    if not more:
        return title
    text = texts.ngettext("%(title)s, and %(count)s more", "%(title)s, and %(count)s more", more)
    return Text(text % {"title": title.text, "count": more}, title.lang)


def affected_services(context: RenderContext, services: Iterable[ServiceSummary]) -> str:
    """Return how many of the services that are offered are affected; empty if none is."""
    states = [one.state for one in offered(services)]
    affected = sum(state not in (ServiceState.OPERATIONAL, ServiceState.UNCONFIRMED) for state in states)
    text = context.formatter.texts.ngettext(
        "%(count)s of %(total)s services is affected",
        "%(count)s of %(total)s services are affected",
        affected,
    )
    return text % {"count": affected, "total": len(states)} if affected else ""
