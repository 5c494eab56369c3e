"""Calendars of planned work: one for the site, one for each service, and a file for each maintenance.

Programs know an event again by its UID, and believe a change when SEQUENCE has grown: neither depends on
words that anybody might correct. Times are in UTC, so that no change of clocks moves them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from statusgen.model.notes import Kind, Maintenance, Status
from statusgen.model.output import Output
from statusgen.model.printable import strip_controls
from statusgen.render.context import (
    RenderContext,
    output_path,
    plain_lines,
    said,
    service_name,
    url,
)
from statusgen.render.localization.labels import AFFECTED_LATER, state_label, status_label
from statusgen.render.statuspage_times import EPOCH
from statusgen.render.urls import CALENDAR, EVENT, note_address, service_address
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import NoteIndex

if TYPE_CHECKING:
    from icalendar import Calendar, Event

KEPT = timedelta(days=365)
"""How long a calendar shows what is over, so that it does not grow with the history."""

_ASK_AGAIN = timedelta(hours=1)
_LONGEST_WORDS = 600


def calendars(context: RenderContext, stories: NoteIndex) -> Iterator[Output]:
    """All calendars of an edition, and the files of work that is not settled."""
    shown = shown_work(stories)
    yield Output(output_path(context, CALENDAR), _make_site, (context, shown), late=True)
    for service in context.services:
        touching = tuple(story for story in shown if service in story.states)
        path = output_path(context, service_address(service) + CALENDAR)
        yield Output(path, _make_service, (context, service, touching), late=True)
    for story in stories.maintenances:  # old ones too: a published address never dies
        if not story.settled:
            yield event_file(context, story)


def event_file(context: RenderContext, story: NoteSummary) -> Output:
    """The file of a maintenance."""
    path = output_path(context, note_address(story.kind, story.id) + EVENT)
    return Output(path, _make_event, (context, story))


def shown_work(stories: NoteIndex) -> tuple[NoteSummary, ...]:
    """What calendars show: all work to come or going on, and a year of what is over. By start, then id."""
    oldest = stories.now - KEPT
    shown = (story for story in stories.maintenances if story.open or not story.ends or story.ends >= oldest)
    return tuple(sorted(shown, key=lambda story: (story.starts, story.id)))


def _make_site(context: RenderContext, stories: Sequence[NoteSummary]) -> bytes:
    return _calendar(context, said(context, context.settings.name).text, "", stories)


def _make_service(context: RenderContext, service: str, stories: Sequence[NoteSummary]) -> bytes:
    site, own = said(context, context.settings.name).text, service_name(context, service).text
    return _calendar(context, f"{own} · {site}", service_address(service), stories)


def _make_event(context: RenderContext, story: NoteSummary) -> bytes:
    name = said(context, context.settings.name).text
    return _calendar(context, name, note_address(story.kind, story.id), [story])


def _calendar(context: RenderContext, name: str, address: str, stories: Iterable[NoteSummary]) -> bytes:
    """The calendar that belongs to the page at an address."""
    from icalendar import Calendar  # noqa: PLC0415 - slow to import, and most runs make no calendar anew

    title = strip_controls(context.words.texts.gettext("Planned maintenance: %(name)s") % {"name": name})
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
    for story in stories:
        _add(made, context, story)
    data: bytes = made.to_ical()
    return data


def _add(made: Calendar, context: RenderContext, story: NoteSummary) -> None:
    from icalendar import Event  # noqa: PLC0415 - see above

    event, note = Event(), story.note
    assert isinstance(note, Maintenance)  # noqa: S101 - its callers give nothing else
    event.add("uid", f"{note.key}@{context.settings.identity}")
    event.add("sequence", story.sequence)
    _add_times(event, story, note)
    event.add("summary", strip_controls(said(context, note.title).text))
    event.add("description", strip_controls(_description(context, story)))
    at = _named_at(story)
    names = [
        strip_controls(service_name(context, id_, at).text) for id_ in story.states if id_ in context.services
    ]
    if names:
        event.add("categories", names)
    event.add("status", "CANCELLED" if story.status is Status.CANCELLED else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # nobody is busy because of it
    event.add("url", url(context, note_address(story.kind, story.id)))
    made.add_component(event)


def _add_times(event: Event, story: NoteSummary, note: Maintenance) -> None:
    known = bool(note.updates or note.announced)
    stamp = story.modified if known else story.revised
    event.add("dtstamp", stamp or EPOCH)
    if stamp:
        event.add("last-modified", stamp)
    event.add("dtstart", story.starts)
    if story.ends and story.ends > story.starts:  # an event may not end where it starts
        event.add("dtend", story.ends)


def _description(context: RenderContext, story: NoteSummary) -> str:
    """What is planned, who is affected and how, what they can do, and what was said last."""
    texts, note = context.words.texts, story.note
    over, address = not story.open, note_address(Kind.MAINTENANCE, story.id)
    last = next((update for update in reversed(note.updates) if update.body), None)
    paragraphs = (
        (texts.gettext("Posted in error"), said(context, note.withdrawn).text),
        ("", plain_lines(context, note.intro, address, _LONGEST_WORDS)),
        (texts.gettext("Impact"), said(context, story.impact).text),
        (
            texts.gettext("Services" if over else AFFECTED_LATER),
            ", ".join(_services(context, story, with_states=not over)),
        ),
        (texts.gettext("What you can do"), "" if over else said(context, story.workaround).text),
        (
            status_label(context.words, last.status).text if last else "",
            plain_lines(context, last.body, address, _LONGEST_WORDS) if last else "",
        ),
    )
    line = texts.gettext("%(question)s: %(answer)s")
    told = [
        line % {"question": question, "answer": _below(words)} if question else words
        for question, words in paragraphs
        if words
    ]
    told = [words.replace(" \n", "\n") for words in told]
    return "\n\n".join([*told, url(context, address)])


def _below(answer: str) -> str:
    """An answer of several lines begins on a line of its own."""
    return f"\n{answer}" if "\n" in answer else answer


def _services(context: RenderContext, story: NoteSummary, *, with_states: bool) -> list[str]:
    return [
        service_name(context, id_, _named_at(story)).text
        + (f" ({state_label(context.words, state).text})" if with_states else "")
        for id_, state in story.states.items()
        if id_ in context.services
    ]


def _named_at(story: NoteSummary) -> datetime | None:
    """What is over keeps the names that services had then."""
    return None if story.open else story.ends or story.updated
