"""All content of a site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from statusgen.model.catalog import Group, Service
from statusgen.model.notes import Incident, Maintenance, Notice, Page, Problem, Report
from statusgen.model.settings import Settings, Term
from statusgen.model.status import Kind


@dataclass(frozen=True, slots=True)
class UnreadableNote:
    """Note that was never published and is too damaged to be shown."""

    kind: Kind
    id: str
    since: datetime | None
    """When the note may begin to hold; None: unknown, so from today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """All content, or the part of it that readers may see at an instant."""

    settings: Settings
    groups: tuple[Group, ...] = ()
    services: tuple[Service, ...] = ()
    """In the order of the catalog, services without a group last."""
    glossary: tuple[Term, ...] = ()
    incidents: tuple[Incident, ...] = ()
    maintenances: tuple[Maintenance, ...] = ()
    notices: tuple[Notice, ...] = ()
    problems: tuple[Problem, ...] = ()
    pages: tuple[Page, ...] = ()
    reports: tuple[Report, ...] = ()
    unreadable: tuple[UnreadableNote, ...] = ()
