"""Incidents, maintenances and notices in one shape, so that whatever lists or shows notes is written once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from statusgen.memo import Later
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
from statusgen.render.api.ids import note_code
from statusgen.timeline import foresee
from statusgen.timeline.posted import newest_impact, newest_workaround
from statusgen.timeline.values import (
    GroupLife,
    IncidentLife,
    MaintenanceLife,
    ServiceLife,
    Timeline,
    Uptimes,
)

DatedNote = Incident | Maintenance | Notice
"""A note that has a place in the history."""

Month = tuple[int, int]
"""A year and a month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A note as it stands at the instant. In a `repr`, `digest` stands for all of it.

    Lists are made from its own fields, so that the words of old notes need not be at hand.
    """

    kind: Kind
    digest: str
    id: str = field(repr=False)
    kept: Later[DatedNote] = field(repr=False)
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
    next_update: datetime | None = field(repr=False)
    overdue: bool = field(repr=False)
    code: str = field(repr=False)
    """What clients of a Statuspage know it by."""
    withdrawn: bool = field(repr=False)
    posted: tuple[datetime, ...] = field(repr=False)
    """When its updates were posted, in order."""
    edited: tuple[datetime, ...] = field(repr=False)
    """When their words were changed later."""
    announced: datetime | None = field(repr=False)
    """Maintenances only: when it was made known, if that was told."""
    settled: bool = field(default=False, repr=False)
    """Whether no passing of time changes it any more."""

    def __repr__(self) -> str:
        """Short, as it is asked for whenever something is made of many stories."""
        return f"Story({self.key} {self.digest})"

    @property
    def key(self) -> str:
        """The note's key."""
        return f"{self.kind}/{self.id}"

    @property
    def note(self) -> DatedNote:
        """The note itself, with all words."""
        return self.kept.get()

    @property
    def impact(self) -> LocalText:
        """Who notices what, as told last."""
        return self.note.impact if isinstance(self.note, Notice) else newest_impact(self.note)

    @property
    def workaround(self) -> LocalText:
        """What readers can do meanwhile, as told last."""
        return self.note.workaround if isinstance(self.note, Notice) else newest_workaround(self.note)

    @property
    def created(self) -> datetime:
        """When readers first heard of it."""
        return min([*self.posted[:1], *([self.announced] if self.announced else [])], default=self.starts)


@dataclass(frozen=True, slots=True)
class Stories:
    """All stories of a site at an instant, each list by start, newest first."""

    now: datetime
    incidents: tuple[Story, ...]
    maintenances: tuple[Story, ...]
    notices: tuple[Story, ...]
    all: tuple[Story, ...] = field(repr=False)
    """Every one."""


def stories_of(now: datetime, stories: Iterable[Story]) -> Stories:
    """Stories in any order, in the order of lists."""
    of_kind: dict[Kind, list[Story]] = {Kind.INCIDENT: [], Kind.MAINTENANCE: [], Kind.NOTICE: []}
    for story in sorted(stories, key=lambda story: story.id):
        of_kind[story.kind].append(story)
    for some in of_kind.values():
        some.sort(key=_starts, reverse=True)
    incidents, maintenances, notices = (tuple(some) for some in of_kind.values())
    together = (*incidents, *maintenances, *notices)
    return Stories(now, incidents, maintenances, notices, tuple(sorted(together, key=_starts, reverse=True)))


def _starts(story: Story) -> datetime:
    return story.starts


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


def tell_scenes(timeline: Timeline, settled: Sequence[Story] = (), *, ahead: bool) -> tuple[Scene, ...]:
    """The site now, and as it will be at the next instants at which it changes by itself.

    `settled` are the stories of the notes that the timeline knows only as bygone.
    """
    scenes = [_scene(timeline, tell_stories(timeline, settled))]
    for later in foresee(timeline) if ahead else ():
        over = [story for story in scenes[-1].stories.all if not story.open and story.kind is not Kind.NOTICE]
        scenes.append(_scene(later, tell_stories(later, over)))
    return tuple(scenes)


def _scene(timeline: Timeline, stories: Stories) -> Scene:
    told = (
        [(story.key, story.digest) for story in stories.all],
        [(life.service.id, life.state, life.causes) for life in timeline.services],
    )
    return Scene(stories, tell_services(timeline, stories), _digest(told))


def tell_stories(timeline: Timeline, over: Sequence[Story] = ()) -> Stories:
    """The stories of a timeline; those that are `over` stay as they were told."""
    told = {story.key for story in over}
    lives: list[IncidentLife | MaintenanceLife] = [*timeline.incidents, *timeline.maintenances]
    stories = [*over, *(tell_life(life) for life in lives if life.note.key not in told)]
    notices = (tell_notice(one, timeline.now) for one in timeline.site.notices if one.key not in told)
    return stories_of(timeline.now, [*stories, *notices])


def tell_services(timeline: Timeline, stories: Stories) -> tuple[ServiceStory, ...]:
    """The services of a timeline, in the order of the catalog."""
    told = {story.key: story for story in (*stories.maintenances, *stories.incidents)}
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


def tell_life(life: IncidentLife | MaintenanceLife) -> Story:
    """The story of an incident or a maintenance."""
    return _of_incident(life) if isinstance(life, IncidentLife) else _of_maintenance(life)


def _of_incident(life: IncidentLife) -> Story:
    return Story(
        **_of_note(life.note),
        kind=Kind.INCIDENT,
        digest=_digest(life),
        stage=life.stage,
        severity=life.severity,
        open=life.open,
        starts=life.started,
        ends=life.resolved,
        updated=life.updated,
        states=life.states,
        next_update=life.next_update,
        overdue=life.overdue,
        announced=None,
    )


def _of_maintenance(life: MaintenanceLife) -> Story:
    over = life.stage in {Stage.COMPLETED, Stage.CANCELLED} or bool(life.note.withdrawn)
    return Story(
        **_of_note(life.note),
        kind=Kind.MAINTENANCE,
        digest=_digest(life),
        stage=life.stage,
        severity=None,
        open=not over,
        starts=life.starts,
        ends=life.ends,
        updated=life.updated,
        states=life.states,
        next_update=life.next_update,
        overdue=life.overdue,
        announced=life.note.announced,
    )


def tell_notice(notice: Notice, now: datetime) -> Story:
    """The story of a notice."""
    standing = not notice.withdrawn and (notice.until is None or now < notice.until)
    last = notice.updates[-1] if notice.updates else None
    return Story(
        **_of_note(notice),
        kind=Kind.NOTICE,
        digest=_digest((notice, standing)),
        stage=None,
        severity=None,
        open=standing,
        starts=notice.published,
        ends=notice.until,
        updated=max(notice.published, last.at) if last else notice.published,
        states={effect.service: effect.state for effect in notice.services},
        next_update=None,
        overdue=False,
        announced=None,
    )


def _of_note(note: DatedNote) -> dict[str, Any]:
    return {
        "id": note.id,
        "kept": Later(note),
        "code": note_code(note.key),
        "withdrawn": bool(note.withdrawn),
        "posted": tuple(update.at for update in note.updates),
        "edited": tuple(update.edited for update in note.updates if update.edited),
    }


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


def by_month(stories: Iterable[Story], now: datetime, zone: ZoneInfo) -> dict[Month, tuple[Story, ...]]:
    """What has begun, by the month of its start in the site's zone; months and notes in the order given."""
    months = dict[Month, list[Story]]()
    for story in stories:
        if story.starts <= now:
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
