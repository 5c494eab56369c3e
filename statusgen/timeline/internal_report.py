"""Report on incidents and changes, for those who run the site: readers see none of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from statusgen.model.catalog import Service
from statusgen.model.notes import DatedNote
from statusgen.model.settings import Settings
from statusgen.timeline.change_report import ChangeReport, change_report
from statusgen.timeline.repeats import Noticing, Repeat, find_repeats, noticing
from statusgen.timeline.reviews import (
    OpenAction,
    OwedPostmortem,
    open_actions,
    owed_postmortems,
    posted_notes,
)


@dataclass(frozen=True, slots=True)
class InternalReport:
    """What is outstanding, what comes again, how trouble was found, and how changes went."""

    settings: Settings
    postmortems: tuple[OwedPostmortem, ...]
    """The one that was due first on top."""
    actions: tuple[OpenAction, ...]
    """Late ones first, then those without an owner or a day."""
    repeats: tuple[Repeat, ...]
    noticing: Noticing
    changes: ChangeReport


def internal_report(
    notes: Iterable[DatedNote], services: Iterable[Service], settings: Settings, now: datetime
) -> InternalReport:
    """Return the report as of an instant. `notes` have what is internal."""
    listed = [*notes]
    posted = posted_notes(listed, now)
    return InternalReport(
        settings,
        owed_postmortems(posted, settings, now),
        open_actions(posted, settings, now),
        find_repeats(posted, now),
        noticing(posted, now),
        change_report(listed, services, settings.changes, now),
    )
