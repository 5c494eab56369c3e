"""Incidents, maintenances and notices in one shape, so that whatever lists or shows notes is written once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from statusgen.model import (
    Incident,
    Kind,
    LocalText,
    Maintenance,
    Notice,
    Service,
    ServiceState,
    Severity,
    Stage,
    Update,
)
from statusgen.timeline import foresee
from statusgen.timeline.values import (
    GroupLife,
    IncidentLife,
    MaintenanceLife,
    ServiceLife,
    Timeline,
    Uptimes,
)

Month = tuple[int, int]
"""A year and a month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A note as it stands at the instant. In a `repr`, `digest` stands for all of it."""

    kind: Kind
    digest: str
    note: Incident | Maintenance | Notice = field(repr=False)
    stage: Stage | None = field(repr=False)
    """None for notices."""
    severity: Severity | None = field(repr=False)
    """Incidents only."""
    open: bool = field(repr=False)
    """Going on, still to come, or standing on the home page."""
    starts: datetime = field(repr=False)
    ends: datetime | None = field(repr=False)
    updated: datetime = field(repr=False)
    states: Mapping[str, ServiceState] = field(repr=False)
    impact: LocalText = field(repr=False)
    workaround: LocalText = field(repr=False)
    next_update: datetime | None = field(repr=False)
    overdue: bool = field(repr=False)

    @property
    def id(self) -> str:
        """The note's id."""
        return self.note.id


@dataclass(frozen=True, slots=True)
class Stories:
    """All stories of a site at an instant, each list by start, newest first."""

    now: datetime
    incidents: tuple[Story, ...]
    maintenances: tuple[Story, ...]
    notices: tuple[Story, ...]

    @property
    def all(self) -> tuple[Story, ...]:
        """Every one, newest start first."""
        together = (*self.incidents, *self.maintenances, *self.notices)
        return tuple(sorted(together, key=lambda story: story.starts, reverse=True))


@dataclass(frozen=True, slots=True)
class ServiceStory:
    """A service with what its view tells of notes."""

    life: ServiceLife
    causes: tuple[Story, ...]
    """What explains its state now."""
    months: Mapping[str, Month]
    """In which month of the history the notes stand that its days name, by key."""
    notes: Mapping[str, Story]
    """The notes that its days name, by key."""


@dataclass(frozen=True, slots=True)
class UptimeStory:
    """What services, groups and the whole site were up, at an instant."""

    now: datetime
    site: Uptimes | None
    groups: tuple[GroupLife, ...]
    services: tuple[tuple[Service, Uptimes], ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """A site at an instant, told."""

    stories: Stories
    services: tuple[ServiceStory, ...]
    version: str
    """Differs whenever anything is told otherwise; the passing of days does not count."""


def tell_scenes(timeline: Timeline, *, ahead: bool) -> tuple[Scene, ...]:
    """The site now, and as it will be at the next instants at which it changes by itself."""
    scenes = [_scene(timeline, tell_stories(timeline))]
    for later in foresee(timeline) if ahead else ():
        scenes.append(_scene(later, tell_stories(later, scenes[-1].stories)))
    return tuple(scenes)


def _scene(timeline: Timeline, stories: Stories) -> Scene:
    told = (
        [(story.note.key, story.digest) for story in stories.all],
        [(life.service.id, life.state, life.causes) for life in timeline.services],
    )
    return Scene(stories, tell_services(timeline, stories), _digest(told))


def tell_stories(timeline: Timeline, before: Stories | None = None) -> Stories:
    """The stories of a timeline; what was over `before` stays as it was told."""
    told = (*before.incidents, *before.maintenances) if before else ()
    over = {story.note.key: story for story in told if not story.open}
    notices = (_of_notice(notice, timeline.now) for notice in timeline.site.notices)
    return Stories(
        timeline.now,
        tuple(over.get(life.note.key) or _of_incident(life) for life in timeline.incidents),
        tuple(over.get(life.note.key) or _of_maintenance(life) for life in timeline.maintenances),
        tuple(sorted(notices, key=lambda story: story.starts, reverse=True)),
    )


def tell_services(timeline: Timeline, stories: Stories) -> tuple[ServiceStory, ...]:
    """The services of a timeline, in the order of the catalog."""
    told = {story.note.key: story for story in (*stories.maintenances, *stories.incidents)}
    begun = {key for key, story in told.items() if story.starts <= stories.now}  # those in the history
    zone = timeline.site.settings.zone
    return tuple(
        ServiceStory(
            life,
            tuple(told[key] for key in life.causes if key in told),
            {key: month_of(told[key].starts, zone) for day in life.days for key in day.notes if key in begun},
            {key: told[key] for day in life.days for key in day.notes if key in told},
        )
        for life in timeline.services
    )


def tell_uptime(timeline: Timeline) -> UptimeStory:
    """The uptime of a timeline."""
    services = tuple((life.service, life.uptimes) for life in timeline.services)
    return UptimeStory(timeline.now, timeline.uptimes, timeline.groups, services)


def month_of(instant: datetime, zone: ZoneInfo) -> Month:
    """The month of an instant in the site's zone."""
    local = instant.astimezone(zone)
    return local.year, local.month


def _of_incident(life: IncidentLife) -> Story:
    return Story(
        kind=Kind.INCIDENT,
        digest=_digest(life),
        note=life.note,
        stage=life.stage,
        severity=life.severity,
        open=life.open,
        starts=life.started,
        ends=life.resolved,
        updated=life.updated,
        states=life.states,
        impact=life.impact,
        workaround=life.workaround,
        next_update=life.next_update,
        overdue=life.overdue,
    )


def _of_maintenance(life: MaintenanceLife) -> Story:
    over = life.stage in {Stage.COMPLETED, Stage.CANCELLED} or bool(life.note.withdrawn)
    return Story(
        kind=Kind.MAINTENANCE,
        digest=_digest(life),
        note=life.note,
        stage=life.stage,
        severity=None,
        open=not over,
        starts=life.starts,
        ends=life.ends,
        updated=life.updated,
        states=life.states,
        impact=life.impact,
        workaround=life.workaround,
        next_update=life.next_update,
        overdue=life.overdue,
    )


def _of_notice(notice: Notice, now: datetime) -> Story:
    standing = not notice.withdrawn and (notice.until is None or now < notice.until)
    last = notice.updates[-1] if notice.updates else None
    return Story(
        kind=Kind.NOTICE,
        digest=_digest((notice, standing)),
        note=notice,
        stage=None,
        severity=None,
        open=standing,
        starts=notice.published,
        ends=notice.until,
        updated=max(notice.published, last.at) if last else notice.published,
        states={effect.service: effect.state for effect in notice.services},
        impact=notice.impact,
        workaround=notice.workaround,
        next_update=None,
        overdue=False,
    )


def _digest(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]


def shown_updates(story: Story) -> tuple[tuple[Update, ...], Update | None]:
    """The updates, newest first, and apart from them the postmortem: the newest, if there are several."""
    newest_first = story.note.updates[::-1]
    postmortem = next((update for update in newest_first if update.stage is Stage.POSTMORTEM), None)
    return tuple(update for update in newest_first if update is not postmortem), postmortem


def ongoing_incidents(stories: Stories) -> tuple[Story, ...]:
    """Open incidents, worst and newest first."""
    going_on = (story for story in stories.incidents if story.open)
    return tuple(sorted(going_on, key=lambda story: -(story.severity or 0)))


def active_maintenances(stories: Stories) -> tuple[Story, ...]:
    """Work going on now, the newest first."""
    return tuple(story for story in stories.maintenances if story.open and story.stage is not Stage.SCHEDULED)


def planned_maintenances(stories: Stories) -> tuple[Story, ...]:
    """Work to come, next first."""
    to_come = [story for story in stories.maintenances if story.open and story.stage is Stage.SCHEDULED]
    return tuple(reversed(to_come))


def by_month(stories: Stories, zone: ZoneInfo) -> dict[Month, tuple[Story, ...]]:
    """What has begun, by the month of its start in the site's zone: newest month first, newest note first."""
    months = dict[Month, list[Story]]()
    for story in stories.all:
        if story.starts <= stories.now:
            months.setdefault(month_of(story.starts, zone), []).append(story)
    return {month: tuple(told) for month, told in months.items()}


def by_service(stories: Iterable[Story], most: int) -> dict[str, tuple[Story, ...]]:
    """For each service its notes: open ones first, then the newest `most`."""
    found = dict[str, list[Story]]()
    for story in stories:
        for service in story.states:
            found.setdefault(service, []).append(story)
    return {service: _open_first(told, most) for service, told in found.items()}


def _open_first(stories: list[Story], most: int) -> tuple[Story, ...]:
    going_on = [story for story in stories if story.open]
    over = [story for story in stories if not story.open]
    return (*going_on, *over[:most])
