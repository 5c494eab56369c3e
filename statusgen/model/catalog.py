"""The service catalog."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from statusgen.model.diagnostics import Span
from statusgen.model.text import EMPTY, NOWHERE, LocalText


@dataclass(frozen=True, slots=True)
class FormerName:
    """What a service was called before a day, in the site's time zone."""

    name: LocalText
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """An entry of the service catalog."""

    id: str
    name: LocalText
    description: LocalText = EMPTY
    """Markdown."""
    group: str = ""
    since: date | None = None
    """The day, in the site's time zone, from which uptime counts."""
    retired: date | None = None
    """The day, in the site's time zone, from which it is no longer offered."""
    slo: float | None = None
    """The promised uptime in percent."""
    depends_on: tuple[str, ...] = ()
    url: str = ""
    formerly: tuple[FormerName, ...] = ()
    """Its former names, oldest first: what was posted under them keeps them."""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


def name_on(name: LocalText, formerly: Iterable[FormerName], day: date) -> LocalText:
    """What something was called on a day, given its name of today and its former names, oldest first."""
    return next((one.name for one in formerly if day < one.until), name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A heading of the catalog; its services name it."""

    id: str
    name: LocalText
    description: LocalText = EMPTY
    span: Span = field(default=NOWHERE, compare=False, repr=False)
