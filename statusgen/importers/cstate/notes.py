"""A cState note to one of ours. The rules are in docs/import.md."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from datetime import timedelta

from statusgen.importers.cstate.config import OTHERS, Entry
from statusgen.importers.cstate.facts import YES, Old, OldSite, is_announced
from statusgen.importers.cstate.header import read_header
from statusgen.importers.cstate.places import address_of, name_of
from statusgen.importers.cstate.times import UNKNOWN, day_of
from statusgen.importers.cstate.updates import Course, read_course
from statusgen.importers.cstate.words import lowered, published_words
from statusgen.model.diagnostics import Diagnostic
from statusgen.model.notes import AffectedService, Incident, Notice, Status, Update
from statusgen.model.states import ServiceState, Severity
from statusgen.model.text import localise
from statusgen.read.yaml.source import Source

_STATES = {
    "down": ServiceState.MAJOR_OUTAGE,
    "disrupted": ServiceState.PARTIAL_OUTAGE,
    "notice": ServiceState.OPERATIONAL,
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A note taken over, with the number of times that it prints for updates, and of those that began one."""

    note: Incident | Notice
    draft: bool
    times: int
    used: int


def take_over(source: Source, site: OldSite, problems: list[Diagnostic]) -> Taken:
    """The note of a file; whatever is odd about it is reported, and nothing is lost."""
    header, body = read_header(source, problems)
    name = name_of(source.path)
    old = Old(source, header, site, day_of(name) or UNKNOWN, problems)
    words = published_words(source, body, problems)
    course = read_course(old, words, body.first_line, announced=is_announced(header))
    note = _notice(old, name, course) if course.is_announcement else _incident(old, name, course)
    return Taken(note, header.text("draft").lower() in YES, course.times, course.used)


def _incident(old: Old, name: str, course: Course) -> Incident:
    state = _state(old)
    services = _services(old, state)
    updates = course.updates
    if services and state is not ServiceState.OPERATIONAL and _was_announced(old, course):
        updates = _with_beginning(course, services)
        services = tuple(AffectedService(one.service, ServiceState.OPERATIONAL) for one in services)
    return Incident(
        id=name,
        title=localise([(old.site.language, _title(old, name))]),
        intro=localise([(old.site.language, lowered(course.intro))]),
        services=services,
        none_affected=not services,  # as the old page showed it
        updates=updates,
        aliases=_old_addresses(old),
        path=old.source.path,
        started=min([course.start, *(update.at for update in updates)]),
        severity=Severity.NONE if state is ServiceState.OPERATIONAL else None,
    )


def _was_announced(old: Old, course: Course) -> bool:
    """Whether its first update was posted on a day before the beginning."""
    zone = old.site.zone
    first = min((update.at for update in course.updates), default=course.start)
    return first.astimezone(zone).date() < course.start.astimezone(zone).date()


def _with_beginning(course: Course, services: tuple[AffectedService, ...]) -> tuple[Update, ...]:
    """The updates, with one at the beginning that sets the states of services; before, all worked."""
    start = course.start.replace(microsecond=0)
    earlier = [update for update in course.updates if update.at < start]
    later = [update for update in course.updates if update.at >= start]
    if later and later[0].at == start:
        return (*earlier, replace(later[0], services=services), *later[1:])
    return (*earlier, Update(status=Status.UPDATE, at=start, services=services), *later)


def _notice(old: Old, name: str, course: Course) -> Notice:
    last = max([course.end or course.start, *(update.at for update in course.updates)])
    return Notice(
        id=name,
        title=localise([(old.site.language, _title(old, name))]),
        intro=localise([(old.site.language, lowered(course.intro))]),
        services=_services(old, ServiceState.OPERATIONAL),
        updates=course.updates,
        aliases=_old_addresses(old),
        path=old.source.path,
        published=course.start,
        until=max(last, course.start + timedelta(days=1)),
    )


def _title(old: Old, name: str) -> str:
    title = old.header.text("title")
    if not title:
        old.report("import-text", "title", "this note has no title", "Its file's name is taken instead.")
    return title or name


def _old_addresses(old: Old) -> tuple[str, ...]:
    address = address_of(old.source.path, old.header.text("slug"), lower=old.site.lowers_addresses)
    return (address,) if address else ()


def _state(old: Old) -> ServiceState:
    text = old.header.text("severity").lower()
    if text in _STATES:
        return _STATES[text]
    close = difflib.get_close_matches(text, _STATES, 1, 0.6)
    taken = close[0] if close else "notice"
    message = f"there is no severity `{text}`" if text else "this note has no severity"
    old.report("import-state", "severity", message, f"It is taken as `{taken}`.")
    return _STATES[taken]


def _services(old: Old, state: ServiceState) -> tuple[AffectedService, ...]:
    found: dict[str, AffectedService] = {}
    for name in old.header.texts("affected"):
        id_ = old.site.catalog.find(name)
        if id_ is None:
            if not any(group.id == OTHERS for group in old.site.catalog.groups):
                old.site.catalog.groups.append(Entry(OTHERS, "Others"))
            id_ = old.site.catalog.add(name, group=OTHERS)
            help = "It was added to the group “Others” of services.yml; merge it if it is another's old name."
            old.report("import-service", "affected", f"the configuration has no service `{name}`", help)
        found.setdefault(id_, AffectedService(id_, state))
    return tuple(found.values())
