"""The service catalog."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from statusgen.model.diagnostics import Span
from statusgen.model.targets import Agreement, Target
from statusgen.model.text import EMPTY, NOWHERE, LocalText


@dataclass(frozen=True, slots=True)
class FormerName:
    """Name that a service had before the day `until`, in the site's time zone."""

    name: LocalText
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Entry of the service catalog."""

    id: str
    name: LocalText
    description: LocalText = EMPTY
    """Markdown."""
    group: str = ""
    since: date | None = None
    """Day, in the site's time zone, from which uptime counts."""
    retired: date | None = None
    """Day, in the site's time zone, from which the service is no longer offered."""
    targets: tuple[Target, ...] = ()
    """Promised uptime, oldest first: no two of them hold on one day."""
    agreement: Agreement | None = None
    depends_on: tuple[str, ...] = ()
    url: str = ""
    formerly: tuple[FormerName, ...] = ()
    """Former names, oldest first. Notes from their time keep them."""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


def name_on(name: LocalText, formerly: Iterable[FormerName], day: date) -> LocalText:
    """Return the name of something on a day, from its present name and its former names, oldest first."""
    return next((one.name for one in formerly if day < one.until), name)


def chains(start: str, edges: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Return the shortest chain of edges from an id to each that can be reached, both ends included.

    The start is reached by itself alone. Circles do no harm.
    """
    found: dict[str, tuple[str, ...]] = {start: (start,)}
    waiting = [start]
    for one in waiting:
        for following in edges.get(one, ()):
            if following not in found:
                found[following] = (*found[one], following)
                waiting.append(following)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Heading of the catalog; its services refer to it by id."""

    id: str
    name: LocalText
    description: LocalText = EMPTY
    span: Span = field(default=NOWHERE, compare=False, repr=False)
