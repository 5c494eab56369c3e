"""All content of a site."""

from __future__ import annotations

from dataclasses import dataclass

from statusgen.model.catalog import Group, Service
from statusgen.model.notes import Incident, Maintenance, Notice, Page, Problem, Report, UnreadableNote
from statusgen.model.settings import Settings, Term


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
