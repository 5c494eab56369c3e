"""What a feed is about: the whole site, a service, a group, or incidents from some severity on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from statusgen.model.site import Site
from statusgen.model.states import Severity
from statusgen.model.text import EMPTY, LocalText
from statusgen.render.context import RenderContext, said
from statusgen.render.localization.labels import severity_label
from statusgen.render.urls import group_address, service_address, severity_address


@dataclass(frozen=True, slots=True)
class Scope:
    """A feed's subject, by the address below which its files lie; the site's is empty."""

    address: str
    name: LocalText = EMPTY
    services: frozenset[str] = field(default=frozenset(), repr=False)
    severity: Severity | None = None
    """Incidents of this severity, or worse."""


def scopes(site: Site) -> Iterator[Scope]:
    """All subjects of a site, itself first."""
    yield Scope("")
    for group in site.groups:
        members = frozenset(service.id for service in site.services if service.group == group.id)
        if members:
            yield Scope(group_address(group.id), group.name, members)
    for service in site.services:
        yield Scope(service_address(service.id), service.name, frozenset({service.id}))
    for severity in (Severity.MINOR, Severity.MAJOR, Severity.CRITICAL):
        yield Scope(severity_address(severity), severity=severity)


def scope_name(context: RenderContext, scope: Scope) -> str:
    """What it is about in words; empty for the whole site."""
    if scope.severity is None:
        return said(context, scope.name).text
    label, worst = severity_label(context.words, scope.severity).text, scope.severity is max(Severity)
    text = context.words.texts.gettext("Incidents: %(severity)s and worse")
    return (
        context.words.texts.gettext("Incidents: %(severity)s") % {"severity": label}
        if worst
        else text % {"severity": label}
    )
