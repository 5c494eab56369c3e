"""Small sites for the tests of the timeline: built by hand, and by hypothesis.

All times are on days of May 2026, in UTC; the services are `trams`, `tickets` and `website`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from statusgen.model.catalog import Service
from statusgen.model.notes import (
    AffectedService,
    Incident,
    Kind,
    Maintenance,
    Note,
    Notice,
    Page,
    Status,
    Update,
    statuses_of,
)
from statusgen.model.settings import Settings
from statusgen.model.site import Site
from statusgen.model.states import ServiceState
from statusgen.model.text import LocalText
from statusgen.timeline.values import Interval
from tests.sites import update_id

UP = ServiceState.OPERATIONAL
WORK = ServiceState.UNDER_MAINTENANCE
SLOW = ServiceState.DEGRADED
PARTIAL = ServiceState.PARTIAL_OUTAGE
DOWN = ServiceState.MAJOR_OUTAGE

SERVICES = ("trams", "tickets", "website")


def at(hour: int, minute: int = 0, *, day: int = 1) -> datetime:
    """An instant in May 2026."""
    return datetime(2026, 5, day, hour, minute, tzinfo=UTC)


NINE, TWENTY, TWENTY_TWO = at(9), at(20), at(22)


def words(text: str) -> LocalText:
    """A text in English."""
    return LocalText((("en", text),))


def effects(**states: ServiceState) -> tuple[AffectedService, ...]:
    """Services with their states."""
    return tuple(AffectedService(service, state) for service, state in states.items())


def update(
    status: Status,
    posted: datetime,
    *,
    since: datetime | None = None,
    starts: datetime | None = None,
    ends: datetime | None = None,
    next_update: datetime | None = None,
    impact: str = "",
    **states: ServiceState,
) -> Update:
    """An update with the states it names."""
    return Update(
        status=status,
        at=posted,
        id=update_id(posted),
        since=since,
        starts=starts,
        ends=ends,
        next_update=next_update,
        impact=words(impact) if impact else LocalText(),
        services=effects(**states),
    )


def incident(
    *updates: Update, name: str = "storm", started: datetime = NINE, **states: ServiceState
) -> Incident:
    """An incident from 09:00 on."""
    return Incident(
        id=name, title=words("A storm"), started=started, updates=updates, services=effects(**states)
    )


def maintenance(
    *updates: Update,
    name: str = "rails",
    starts: datetime = TWENTY,
    ends: datetime = TWENTY_TWO,
    announced: datetime | None = None,
    **states: ServiceState,
) -> Maintenance:
    """Work on the trams from 20:00 to 22:00, unless other services are named."""
    return Maintenance(
        id=name,
        title=words("New rails"),
        starts=starts,
        ends=ends,
        announced=announced,
        updates=updates,
        services=effects(**(states or {"trams": WORK})),
    )


def notice(*, published: datetime, until: datetime | None = None) -> Notice:
    """An announcement."""
    return Notice(id="summer", title=words("Summer hours"), published=published, until=until)


def settings(zone: str = "UTC") -> Settings:
    """The settings of the tram company, in a time zone."""
    return Settings(name=words("Larkmoor Trams"), url="https://status.example/", zone=ZoneInfo(zone))


def site(*notes: Note, zone: str = "UTC", services: tuple[Service, ...] | None = None) -> Site:
    """A site with these notes."""
    return Site(
        settings=settings(zone),
        services=services or tuple(Service(id=name, name=words(name)) for name in SERVICES),
        incidents=tuple(note for note in notes if isinstance(note, Incident)),
        maintenances=tuple(note for note in notes if isinstance(note, Maintenance)),
        notices=tuple(note for note in notes if isinstance(note, Notice)),
        pages=tuple(note for note in notes if isinstance(note, Page)),
    )


# Strategies

STEP = timedelta(minutes=30)
FIRST, LAST = at(0), at(0, day=4)
instants = st.integers(0, (LAST - FIRST) // STEP).map(lambda steps: FIRST + steps * STEP)
"""Every half hour of three days, so that times often meet."""

troubles = st.dictionaries(st.sampled_from(SERVICES), st.sampled_from(ServiceState), max_size=2)


@st.composite
def updates(draw: st.DrawFn, kind: Kind) -> tuple[Update, ...]:
    """Updates as the reader lets them through, in any order."""
    posted = draw(st.lists(instants, unique=True, max_size=5))
    return tuple(draw(_update(kind, instant)) for instant in posted)


@st.composite
def _update(draw: st.DrawFn, kind: Kind, posted: datetime) -> Update:
    maybe = st.one_of(st.none(), instants)
    since, promise = draw(maybe), draw(maybe)
    starts = draw(maybe) if kind is Kind.MAINTENANCE else None
    return update(
        draw(st.sampled_from(statuses_of(kind))),
        posted,
        since=since if since and since <= posted else None,
        next_update=promise if promise and promise > posted else None,
        starts=starts,
        ends=starts + 4 * STEP
        if starts
        else draw(st.none() | instants)
        if kind is Kind.MAINTENANCE
        else None,
        **draw(troubles),
    )


@st.composite
def incidents(draw: st.DrawFn, name: str = "storm") -> Incident:
    """An incident with any updates."""
    return incident(*draw(updates(Kind.INCIDENT)), name=name, started=draw(instants), **draw(troubles))


@st.composite
def maintenances(draw: st.DrawFn, name: str = "rails") -> Maintenance:
    """A maintenance with any updates."""
    starts = draw(instants)
    return maintenance(
        *draw(updates(Kind.MAINTENANCE)),
        name=name,
        starts=starts,
        ends=starts + draw(st.integers(1, 8)) * STEP,
        announced=draw(st.none() | instants),
        **draw(troubles),
    )


@st.composite
def notices(draw: st.DrawFn) -> Notice:
    """A notice that may end."""
    published = draw(instants)
    until = draw(st.none() | instants)
    return notice(published=published, until=until if until and until > published else None)


@st.composite
def sites(draw: st.DrawFn) -> Site:
    """A site with a few notes, in one of several time zones."""
    return site(
        *(draw(incidents(f"storm-{number}")) for number in range(draw(st.integers(0, 3)))),
        *(draw(maintenances(f"rails-{number}")) for number in range(draw(st.integers(0, 2)))),
        *(draw(notices()) for _ in range(draw(st.integers(0, 1)))),
        zone=draw(st.sampled_from(("UTC", "Europe/Berlin", "Asia/Kathmandu", "Pacific/Auckland"))),
    )


@st.composite
def intervals(draw: st.DrawFn) -> list[Interval]:
    """Intervals of one service that may overlap, planned or not, and may never end."""
    found = []
    for number in range(draw(st.integers(0, 6))):
        start, length = draw(instants), draw(st.integers(1, 40) | st.none())
        end = None if length is None else start + length * STEP
        state = draw(st.sampled_from([state for state in ServiceState if state]))
        found.append(Interval(start, end, "trams", state, f"note-{number}", draw(st.booleans())))
    return found
