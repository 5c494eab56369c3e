"""All stories of a site at an instant, and those that lists choose from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from statusgen.model.catalog import Service
from statusgen.model.states import ServiceState
from statusgen.model.status import Kind, Status
from statusgen.timeline.digests import digest
from statusgen.timeline.facts import site_facts, situation_facts
from statusgen.timeline.forecast import forecast
from statusgen.timeline.note_summary import NoteSummary, summarize, summarize_notice
from statusgen.timeline.values import (
    GroupUptime,
    IncidentState,
    MaintenanceState,
    ServiceTimeline,
    Timeline,
    Uptimes,
)

Month = tuple[int, int]
"""A year and a month."""


@dataclass(frozen=True, slots=True)
class NoteIndex:
    """All stories of a site at an instant, each list by start, newest first."""

    now: datetime
    state: ServiceState
    """How the site is as a whole."""
    incomplete: bool
    """Whether a message could not be shown, or not completely."""
    incidents: tuple[NoteSummary, ...]
    maintenances: tuple[NoteSummary, ...]
    notices: tuple[NoteSummary, ...]
    all: tuple[NoteSummary, ...] = field(repr=False)
    """Every one."""


def _in_lists(timeline: Timeline, stories: Iterable[NoteSummary]) -> NoteIndex:
    """Stories in any order, in the order of lists."""
    of_kind: dict[Kind, list[NoteSummary]] = {Kind.INCIDENT: [], Kind.MAINTENANCE: [], Kind.NOTICE: []}
    for story in sorted(stories, key=lambda story: story.id):
        of_kind[story.kind].append(story)
    for some in of_kind.values():
        some.sort(key=_starts, reverse=True)
    incidents, maintenances, notices = (tuple(some) for some in of_kind.values())
    together = (*incidents, *maintenances, *notices)
    return NoteIndex(
        timeline.now,
        timeline.state,
        timeline.incomplete,
        incidents,
        maintenances,
        notices,
        tuple(sorted(together, key=_starts, reverse=True)),
    )


def _starts(story: NoteSummary) -> datetime:
    return story.starts


@dataclass(frozen=True, slots=True)
class ServiceSummary:
    """A service with what its view tells of notes."""

    life: ServiceTimeline
    causes: tuple[NoteSummary, ...]
    """What explains its state now."""
    months: Mapping[str, Month]
    """In which month of the history the notes stand that its days name, by key."""
    notes: Mapping[str, NoteSummary]
    """The notes that its days name, by key."""


@dataclass(frozen=True, slots=True)
class UptimeSummary:
    """What services, groups and the whole site were up, at an instant."""

    now: datetime
    site: Uptimes | None
    groups: tuple[GroupUptime, ...]
    services: tuple[tuple[Service, Uptimes], ...]


@dataclass(frozen=True, slots=True)
class SiteState:
    """A site at an instant, told."""

    stories: NoteIndex
    services: tuple[ServiceSummary, ...]
    version: str
    """A digest that differs whenever readers can see a difference; the passing of days does not count."""


def site_states(
    timeline: Timeline,
    settled: Sequence[NoteSummary] = (),
    *,
    ahead: bool,
    revise: Callable[[NoteSummary], NoteSummary] = lambda story: story,
) -> tuple[SiteState, ...]:
    """The site now, and as it will be at the next instants at which it changes by itself.

    `settled` are the stories of the notes that the timeline knows only as bygone; `revise` adds to every
    other story what is known of its revisions.
    """
    site = digest(*site_facts(timeline.site))
    scenes = [_site_state(timeline, index_notes(timeline, settled, revise), site)]
    for later in forecast(timeline) if ahead else ():
        over = [story for story in scenes[-1].stories.all if not story.open and story.kind is not Kind.NOTICE]
        scenes.append(_site_state(later, index_notes(later, over, revise), site))
    return tuple(scenes)


def _site_state(timeline: Timeline, stories: NoteIndex, site: str) -> SiteState:
    version = digest(
        site,
        [story.digest for story in stories.all],
        [situation_facts(life) for life in timeline.services],
        timeline.state.key,
        timeline.incomplete,
    )
    return SiteState(stories, summarize_services(timeline, stories), version)


def index_notes(
    timeline: Timeline,
    over: Sequence[NoteSummary] = (),
    revise: Callable[[NoteSummary], NoteSummary] = lambda story: story,
) -> NoteIndex:
    """The stories of a timeline; those that are `over` stay as they were told."""
    told = {story.key for story in over}
    lives: list[IncidentState | MaintenanceState] = [*timeline.incidents, *timeline.maintenances]
    stories = (summarize(life) for life in lives if life.note.key not in told)
    notices = (summarize_notice(one, timeline.now) for one in timeline.site.notices if one.key not in told)
    return _in_lists(timeline, [*over, *map(revise, (*stories, *notices))])


def summarize_services(timeline: Timeline, stories: NoteIndex) -> tuple[ServiceSummary, ...]:
    """The services of a timeline, in the order of the catalog."""
    told = {story.key: story for story in (*stories.maintenances, *stories.incidents)}
    begun = {key for key, story in told.items() if story.starts <= stories.now}  # those in the history
    zone = timeline.site.settings.zone
    return tuple(
        ServiceSummary(
            life,
            tuple(told[key] for key in life.causes if key in told),
            {key: month_of(told[key].starts, zone) for day in life.days for key in day.notes if key in begun},
            {key: told[key] for day in life.days for key in day.notes if key in told},
        )
        for life in timeline.services
    )


def summarize_uptime(timeline: Timeline) -> UptimeSummary:
    """The uptime of a timeline."""
    services = tuple((life.service, life.uptimes) for life in timeline.services if not life.retired)
    return UptimeSummary(timeline.now, timeline.uptimes, timeline.groups, services)


def month_of(instant: datetime, zone: ZoneInfo) -> Month:
    """The month of an instant in the site's zone."""
    local = instant.astimezone(zone)
    return local.year, local.month


def ongoing_incidents(stories: NoteIndex) -> tuple[NoteSummary, ...]:
    """Open incidents, worst and newest first."""
    going_on = (story for story in stories.incidents if story.open)
    return tuple(sorted(going_on, key=lambda story: -(story.severity or 0)))


def active_maintenances(stories: NoteIndex) -> tuple[NoteSummary, ...]:
    """Work going on now, the newest first."""
    return tuple(
        story for story in stories.maintenances if story.open and story.status is not Status.SCHEDULED
    )


def planned_maintenances(stories: NoteIndex) -> tuple[NoteSummary, ...]:
    """Work to come, next first."""
    to_come = [story for story in stories.maintenances if story.open and story.status is Status.SCHEDULED]
    return tuple(reversed(to_come))


def offered(services: Iterable[ServiceSummary]) -> tuple[ServiceSummary, ...]:
    """Those that are not retired."""
    return tuple(told for told in services if not told.life.retired)


def by_month(
    stories: Iterable[NoteSummary], now: datetime, zone: ZoneInfo
) -> dict[Month, tuple[NoteSummary, ...]]:
    """What has begun, by the month of its start in the site's zone; months and notes in the order given."""
    months = dict[Month, list[NoteSummary]]()
    for story in stories:
        if story.starts <= now:
            months.setdefault(month_of(story.starts, zone), []).append(story)
    return {month: tuple(told) for month, told in months.items()}


def by_service(stories: Iterable[NoteSummary], most: int) -> dict[str, tuple[NoteSummary, ...]]:
    """For each service its notes: open ones first, then the newest `most`."""
    found = dict[str, list[NoteSummary]]()
    for story in stories:
        for service in story.states:
            found.setdefault(service, []).append(story)
    return {service: _open_first(told, most) for service, told in found.items()}


def _open_first(stories: list[NoteSummary], most: int) -> tuple[NoteSummary, ...]:
    going_on = [story for story in stories if story.open]
    over = [story for story in stories if not story.open]
    return (*going_on, *over[:most])
