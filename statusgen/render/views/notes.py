"""Incidents, maintenances and notices in lists and on pages."""

from __future__ import annotations

from dataclasses import dataclass

from statusgen.render.views.changes import ChangeView
from statusgen.render.views.learning import BackgroundView, LearningView, PromisedReportView
from statusgen.render.views.subscribe import FollowView
from statusgen.render.views.words import Label, Moment, Period, RichText, Text


@dataclass(frozen=True, slots=True)
class AffectedView:
    """A service that a note names, with its state by that note; planned work: the state during the work."""

    id: str
    href: str
    name: Text
    state: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateView:
    """An update of a note."""

    anchor: str
    href: str
    """Permanent link to the update, with the anchor."""
    status: Label
    at: Moment
    since: Moment | None
    edited: Moment | None
    history: str
    """URL of all changes to the file of the update in the public repository; empty if unknown."""
    changes: tuple[AffectedView, ...]
    ahead: bool
    """Whether it is about planned work that had not begun: `changes` are then those during the work."""
    body: RichText
    summary: Text
    """Postmortems only: one or two sentences about the incident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersView:
    """Answers to the four questions of a reader.

    "What is happening?" is answered by the title of the note and `latest`, "Am I affected?" by `impact` and
    `affected`, "What is being done?" by `latest` and `workaround`, "When is the next update?" by
    `next_update` and `overdue`.
    """

    impact: Text
    affected: tuple[AffectedView, ...]
    ahead: bool
    """Whether it is planned work that has not begun: `affected` are then the states during the work."""
    latest: UpdateView | None
    workaround: Text
    next_update: Moment | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """A step in the timeline of a closed note."""

    key: str
    """`began`, `posted`, `added`, or the machine name of the status."""
    text: str
    """`Started`, `End posted`, `Added later`, or the name of the status."""
    at: Moment
    after: str
    """Time since the start: `10 minutes`; empty at the start, and for what was added later."""
    href: str
    """Link to the update within the page; empty at the start, and for what was added later."""
    words: Text = Text("")  # noqa: RUF009 - immutable
    """What happened, for what was added later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """An incident, a maintenance, a notice or a problem in a list."""

    kind: str
    """`incident`, `maintenance`, `notice` or `problem`."""
    id: str
    href: str
    title: Text
    status: Label | None
    """None for notices."""
    severity: Label | None
    """Incidents only."""
    worst: Label | None
    """The worst state of a service by the incident: now while it is open, else of all."""
    urgent: bool
    """Whether it is planned work that cannot wait: an emergency."""
    open: bool
    """Whether an incident is not resolved, work is not completed, or a notice is on the home page."""
    starts: Moment
    """Start of an incident or of planned work, publication of a notice."""
    ends: Moment | None
    """End of an incident or of planned work; removal of a notice from the home page. None if unknown."""
    duration: str
    """`1 hour 52 minutes`; empty for notices, and while the end is unknown."""
    span: Period
    """Start and end: `1 May 2026, 09:10 to 11:02 CEST`, or `Since 1 May 2026, 09:10 CEST`."""
    updated: Moment
    summary: Text
    """One line for lists and search engines: the impact, or else the newest text."""
    withdrawn: Text


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem in a list."""

    note: NoteLine
    workaround: Text
    """Empty once it is fixed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView(NoteLine):
    """A note with its whole text."""

    intro: RichText
    answers: AnswersView
    updates: tuple[UpdateView, ...]
    """Newest first, without the postmortem."""
    postmortem: UpdateView | None
    """The newest one; older ones are among the updates."""
    timeline: tuple[TimelineStep, ...]
    """Oldest first; empty for open notes, and if it has fewer than three steps."""
    history: str
    """URL of all changes to the note in the public repository; empty if unknown."""
    incomplete: str
    """Says that parts of the note cannot be shown; empty if all of it is."""
    follow: FollowView | None
    """URLs of its own feed and calendar; None for notices and problems, and once it is over for long."""
    change: ChangeView | None
    """Maintenances only; None if there is nothing to show."""
    background: BackgroundView
    report: PromisedReportView | None
    """Promised postmortem; None without a promise, and once it is kept."""
    learning: LearningView | None
    """Parts of the postmortem, or of the problem; None if there are none."""


@dataclass(frozen=True, slots=True)
class DayNotesView:
    """A day with notes: in the history those that began on it, on the home page those that ended on it."""

    day: Moment
    notes: tuple[NoteLine, ...]
    anchor: str = ""
    """Id of the day in the page; in the history only."""
