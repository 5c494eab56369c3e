"""Calendars of planned work, one for the site and one for each service, and a file for each note.

Programs know an event again by its UID, and believe a change when SEQUENCE has grown: neither depends on
words that anybody might correct. Times are in UTC, so that no change of clocks moves them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from statusgen.model.notes import Maintenance
from statusgen.model.output import Output
from statusgen.model.printable import strip_controls
from statusgen.model.status import Kind, Status
from statusgen.render.context import RenderContext, output_path, url
from statusgen.render.localization.formatter import listed
from statusgen.render.localization.labels import AFFECTED_LATER, IF_IT_FAILS, WHY, status_label
from statusgen.render.statuspage_times import EPOCH
from statusgen.render.texts import localized, plain_lines, service_name, service_names
from statusgen.render.urls import CALENDAR, EVENT, folders_of_note, note_address, service_address
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import Timeline

if TYPE_CHECKING:
    from icalendar import Calendar, Event

KEPT = timedelta(days=365)
"""Age of the oldest events in a calendar, so that it does not grow with the history."""

_ASK_AGAIN = timedelta(hours=1)
_LONGEST_WORDS = 600


def calendars(context: RenderContext, timeline: Timeline) -> Iterator[Output]:
    """Yield the calendars of a language, and the event files of notes that are not archived."""
    shown, site = shown_work(timeline), localized(context, context.settings.name).text
    yield Output(output_path(context, CALENDAR), _make_calendar, (context, site, "", shown), late=True)
    for service in context.services:
        name, address = f"{service_name(context, service).text} · {site}", service_address(service)
        notes = tuple(note for note in shown if service in note.states)
        path = output_path(context, address + CALENDAR)
        yield Output(path, _make_calendar, (context, name, address, notes), late=True)
    for note in (*timeline.incidents, *timeline.maintenances):  # old ones too: a published address never dies
        if not note.archived:
            yield from event_files(context, note)


def event_files(context: RenderContext, note: NoteSummary) -> Iterator[Output]:
    """Yield the calendar of a single incident or maintenance, at its address and at former ones."""
    name, page = localized(context, context.settings.name).text, note_address(note.kind, note.id)
    for address in folders_of_note(note.kind, note.id, note.note.aliases):
        path = output_path(context, address + EVENT)
        yield Output(path, _make_calendar, (context, name, page, (note,)))


def shown_work(timeline: Timeline) -> tuple[NoteSummary, ...]:
    """Return the maintenances in calendars: all open ones, and those of the last year. By start, then id."""
    oldest = timeline.now - KEPT
    shown = (note for note in timeline.maintenances if note.open or not note.ends or note.ends >= oldest)
    return tuple(sorted(shown, key=lambda note: (note.starts, note.id)))


def _make_calendar(context: RenderContext, name: str, address: str, notes: Sequence[NoteSummary]) -> bytes:
    """Render the calendar that belongs to the page at an address."""
    from icalendar import Calendar  # noqa: PLC0415 - slow to import, and most builds render no calendar

    about = context.formatter.texts.gettext("Planned maintenance: %(name)s") % {"name": name}
    if any(note.kind is Kind.INCIDENT for note in notes):
        about = f"{name}: {localized(context, notes[0].title).text}"
    title = strip_controls(about)
    made = Calendar()
    made.add("prodid", f"-//statusgen//statusgen//{context.language.upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", title)
    made.add("x-wr-calname", title)
    made.add("url", url(context, address))
    made.add("refresh-interval", _ASK_AGAIN, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")  # the same, for Outlook
    for note in notes:
        _add(made, context, note)
    data: bytes = made.to_ical()
    return data


def _add(made: Calendar, context: RenderContext, summary: NoteSummary) -> None:
    from icalendar import Event  # noqa: PLC0415 - see above

    event, note = Event(), summary.note
    event.add("uid", f"{note.key}@{context.settings.identity}")
    # Each update of an incident may change when it began or ended.
    changes = len(summary.posted) if summary.kind is Kind.INCIDENT else 0
    event.add("sequence", summary.sequence + changes)
    _add_times(event, summary)
    event.add("summary", strip_controls(localized(context, note.title).text))
    event.add("description", strip_controls(_description(context, summary)))
    names = service_names(context, summary.states, _named_at(summary), with_states=False)
    if names:
        event.add("categories", [strip_controls(name) for name in names])
    event.add(
        "status", "CANCELLED" if summary.withdrawn or summary.status is Status.CANCELLED else "CONFIRMED"
    )
    event.add("transp", "TRANSPARENT")  # it does not make the reader busy
    event.add("url", url(context, note_address(summary.kind, summary.id)))
    made.add_component(event)


def _add_times(event: Event, summary: NoteSummary) -> None:
    known = bool(summary.posted or summary.announced or summary.kind is Kind.INCIDENT)
    stamp = summary.modified if known else summary.revised
    event.add("dtstamp", stamp or EPOCH)
    if stamp:
        event.add("last-modified", stamp)
    event.add("dtstart", summary.starts)
    if summary.ends and summary.ends > summary.starts:  # an event may not end where it starts
        event.add("dtend", summary.ends)


def _description(context: RenderContext, summary: NoteSummary) -> str:
    """Return what is planned, who is affected and how, what they can do, and the newest update."""
    texts, note = context.formatter.texts, summary.note
    over, address = not summary.open, note_address(summary.kind, summary.id)
    services = "Services" if over or summary.kind is Kind.INCIDENT else AFFECTED_LATER
    work = note if isinstance(note, Maintenance) else None
    last = next((update for update in reversed(note.updates) if update.body), None)
    paragraphs = (
        (texts.gettext("Posted in error"), localized(context, note.withdrawn).text),
        ("", plain_lines(context, note.intro, address, _LONGEST_WORDS)),
        (texts.gettext("Impact"), localized(context, summary.impact).text),
        (
            texts.gettext(services),
            listed(
                context.language,
                service_names(context, summary.states, _named_at(summary), with_states=not over),
            ),
        ),
        (texts.gettext(WHY), localized(context, work.reason).text if work else ""),
        (texts.gettext(IF_IT_FAILS), localized(context, work.fallback).text if work and not over else ""),
        (texts.gettext("What you can do"), "" if over else localized(context, summary.workaround).text),
        (
            status_label(context.formatter, last.status).text if last else "",
            plain_lines(context, last.body, address, _LONGEST_WORDS) if last else "",
        ),
    )
    line = texts.gettext("%(question)s: %(answer)s")
    lines = [
        line % {"question": question, "answer": _below(words)} if question else words
        for question, words in paragraphs
        if words
    ]
    return "\n\n".join([*(one.replace(" \n", "\n") for one in lines), url(context, address)])


def _below(answer: str) -> str:
    """Let an answer of several lines begin on a line of its own."""
    return f"\n{answer}" if "\n" in answer else answer


def _named_at(note: NoteSummary) -> datetime | None:
    """Return when services had the names to show: at the end of closed work; None for today."""
    return None if note.open else note.ends or note.updated
