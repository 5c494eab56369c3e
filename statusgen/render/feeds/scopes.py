"""The scope of a feed: the whole site, a group, a service, or incidents of a severity and worse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from statusgen.model.site import Site
from statusgen.model.states import Severity
from statusgen.model.status import DATED_FOLDERS
from statusgen.model.text import EMPTY, LocalText
from statusgen.render.context import RenderContext
from statusgen.render.localization.labels import severity_label
from statusgen.render.texts import localized
from statusgen.render.urls import SERVICES, group_address, service_address, severity_address
from statusgen.timeline.note_summary import NoteSummary


@dataclass(frozen=True, slots=True)
class Scope:
    """Topic of a feed, with the address below which its files are; that of the whole site is empty."""

    address: str
    name: LocalText = EMPTY
    services: frozenset[str] = field(default=frozenset(), repr=False)
    severity: Severity | None = None
    """Incidents of this severity, or worse."""


def scopes(site: Site) -> Iterator[Scope]:
    """Yield all scopes of a site, the site itself first."""
    yield Scope("")
    for group in site.groups:
        members = frozenset(service.id for service in site.services if service.group == group.id)
        if members:
            yield Scope(group_address(group.id), group.name, members)
    for service in site.services:
        yield Scope(service_address(service.id), service.name, frozenset({service.id}))
    for severity in (Severity.MINOR, Severity.MAJOR, Severity.CRITICAL):
        yield Scope(severity_address(severity), severity=severity)


def notes_by_scope(
    scopes: Sequence[Scope], notes: Iterable[NoteSummary]
) -> Iterator[tuple[Scope, Sequence[NoteSummary]]]:
    """Yield each scope with the notes in it, in the order given."""
    found: list[list[NoteSummary]] = [[] for _ in scopes]
    numbers = dict[str | Severity | None, list[int]]()
    for number, scope in enumerate(scopes):
        for key in scope.services or [scope.severity]:
            numbers.setdefault(key, []).append(number)
    for note in notes:
        keys = (None, *note.states, *(Severity(level) for level in range((note.severity or 0) + 1)))
        for number in {number for key in keys for number in numbers.get(key, ())}:
            found[number].append(note)
    return zip(scopes, found, strict=True)


def scope_name(context: RenderContext, scope: Scope) -> str:
    """Return the name of a scope; empty for the whole site."""
    if scope.severity is None:
        return localized(context, scope.name).text
    label = severity_label(context.formatter, scope.severity).text
    texts = context.formatter.texts
    if scope.severity is max(Severity):
        return texts.gettext("Incidents: %(severity)s") % {"severity": label}
    return texts.gettext("Incidents: %(severity)s and worse") % {"severity": label}


def feed_title(context: RenderContext, scope: Scope) -> str:
    """Return the title of a scope's feeds: the name of the site, and that of the scope if it has one."""
    site, name = localized(context, context.settings.name).text, scope_name(context, scope)
    return f"{site}: {name}" if name else site


def page_address(scope: Scope) -> str:
    """Return the address of the page about a scope; groups and severities have only the home page."""
    return scope.address if scope.address.startswith((SERVICES, *DATED_FOLDERS)) else ""
