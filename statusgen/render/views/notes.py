"""Incidents, maintenances and notices, as lists and pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from statusgen.render.views.words import Label, Moment, Period, RichText, Text


@dataclass(frozen=True, slots=True)
class AffectedView:
    """A service named by a note, with its state by that note; of planned work, the state during the work."""

    id: str
    href: str
    name: Text
    state: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateView:
    """One update."""

    anchor: str
    href: str
    """The permalink, with the anchor."""
    status: Label
    at: Moment
    since: Moment | None
    edited: Moment | None
    history: str
    """Where the public repository shows all changes to the file it stands in; empty if it is not known."""
    changes: tuple[AffectedView, ...]
    ahead: bool
    """It speaks of planned work that had not begun: `changes` holds during the work."""
    body: RichText
    summary: Text
    """Of a postmortem: what happened, in a sentence or two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersView:
    """The four questions of a reader, answered from fields.

    What is happening: the note's title and `latest`. Am I affected: `impact`, `affected`. What is being
    done: `latest`, `workaround`. When do I hear more: `next_update`, `overdue`.
    """

    impact: Text
    affected: tuple[AffectedView, ...]
    ahead: bool
    """It is planned work that has not begun: `affected` holds during the work."""
    latest: UpdateView | None
    workaround: Text
    next_update: Moment | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """A point in the course of what is over."""

    key: str
    """`began`, `told`, or the status's machine name."""
    text: str
    """`Started`, `Told here`, or the name of the status."""
    at: Moment
    after: str
    """How long after the beginning: `10 minutes`; empty at the beginning."""
    href: str
    """The update that says so, as an address within the page; empty at the beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """An incident, a maintenance or a notice, as lists show it."""

    kind: str
    """`incident`, `maintenance` or `notice`."""
    id: str
    href: str
    title: Text
    status: Label | None
    """None for notices."""
    severity: Label | None
    """Incidents only."""
    worst: Label | None
    """The worst state of a service by the incident: now while it is open, else of all."""
    open: bool
    """The incident is open, the work goes on or is still to come, the notice stands on the home page."""
    starts: Moment
    """When it started, starts, or was published."""
    ends: Moment | None
    """When it was over, ends, or leaves the home page."""
    duration: str
    """`1 hour 52 minutes`, once it is over or when it is planned."""
    span: Period
    """Start and end: `1 May 2026, 09:10 to 11:02 CEST`, or `Since 1 May 2026, 09:10 CEST`."""
    updated: Moment
    summary: Text
    """One line for lists and search engines: the impact, or else the latest words."""
    withdrawn: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView(NoteLine):
    """The same with all its words."""

    intro: RichText
    answers: AnswersView
    updates: tuple[UpdateView, ...]
    """Newest first, without the postmortem."""
    postmortem: UpdateView | None
    """The newest, if there are several; older ones stay among the updates."""
    timeline: tuple[TimelineStep, ...]
    """Oldest first; empty while it is open, and where it would tell nothing."""
    history: str
    """Where the public repository shows all changes to the note; empty if it is not known."""
    event: str
    """The link to the calendar file of planned work still to come."""


@dataclass(frozen=True, slots=True)
class DayNotesView:
    """A day with its notes: in the history those that began on it, on the home page those that were over."""

    day: Moment
    notes: tuple[NoteLine, ...]
    anchor: str = ""
    """In the history, its id in the page."""
