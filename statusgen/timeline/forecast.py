"""What the site will look like at the next instants at which it changes by itself.

Made of what readers may know now, so nothing that is still to be posted shows. Days and uptime stay as they
are: these views are for the minutes until the site is built again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from statusgen.model.notes import Status
from statusgen.model.states import ServiceState
from statusgen.timeline.incidents import incident_state
from statusgen.timeline.intervals import covering
from statusgen.timeline.maintenances import maintenance_state
from statusgen.timeline.overall import overall_state
from statusgen.timeline.values import ServiceTimeline, Timeline

MOST = 3
_OVER = (Status.COMPLETED, Status.CANCELLED)


def forecast(timeline: Timeline) -> tuple[Timeline, ...]:
    """The timeline at the next instants, at most three and in order, as if nothing more were posted."""
    instants = sorted({time for time in _flips(timeline) if time > timeline.now})[:MOST]
    return tuple(_at(timeline, instant) for instant in instants)


def _flips(timeline: Timeline) -> Iterator[datetime]:
    """When a promise falls due, work begins or ends by plan, or a notice leaves."""
    yield from (life.next_update for life in timeline.incidents if life.next_update)
    yield from (work.next_update for work in timeline.maintenances if work.next_update)
    for work in timeline.maintenances:
        if work.status not in _OVER:
            yield from (work.starts, work.ends)
    yield from (notice.until for notice in timeline.site.notices if notice.until and not notice.withdrawn)


def _at(timeline: Timeline, now: datetime) -> Timeline:
    services = tuple(_service_at(life, now) for life in timeline.services)
    incidents = tuple(incident_state(one.note, now) if one.open else one for one in timeline.incidents)
    offered = [life for life in services if not life.retired]
    return replace(
        timeline,
        now=now,
        incidents=incidents,
        maintenances=tuple(
            one if one.status in _OVER else maintenance_state(one.note, now) for one in timeline.maintenances
        ),
        services=services,
        state=overall_state(offered, incidents, timeline.site),
    )


def _service_at(life: ServiceTimeline, now: datetime) -> ServiceTimeline:
    """The intervals already reach into the future, so only what holds then is to be found."""
    standing = covering(life.intervals, now)
    return replace(
        life,
        state=standing[0].state if standing else ServiceState.OPERATIONAL,
        causes=tuple(dict.fromkeys(interval.note for interval in standing)),
    )
