"""The RSS feed: one entry an update, so that a reader's software notices each of them.

An entry says what held when its update was posted, and never changes because of later ones. Its identity
depends on nothing that anybody might correct: not on title, words or time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from feedgen.feed import FeedGenerator
from markupsafe import Markup

from statusgen.model import EMPTY, Kind, LocalText, Maintenance, ServiceState, Stage, Update
from statusgen.outputs import Output
from statusgen.render.edition import Edition, feed_prose, note_address, output_path, said, url
from statusgen.render.labels import severity_label, stage_label, state_label
from statusgen.render.present_frame import FEED
from statusgen.render.stories import Stories, Story
from statusgen.render.wording import moment, span

MOST_ENTRIES = 50
_OVER = {Stage.RESOLVED, Stage.COMPLETED, Stage.CANCELLED, Stage.POSTMORTEM}
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_TITLE = re.compile(b"<title>.*?</title>", re.DOTALL)
"""In titles, validators want numeric references, which also those readers decode that decode twice."""

_TAG_YEAR = 2026
"""A tag names a year in which its host was its owner's; one for all, so that no correction changes it."""

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry to be: an update of a note, or the note itself, with what held then."""

    story: Story
    update: Update | None
    at: datetime
    known: bool
    """Whether `at` is when it was posted; planned work without announcement has only its start."""
    states: Mapping[str, ServiceState] = field(default_factory=dict)
    impact: LocalText = EMPTY
    workaround: LocalText = EMPTY
    planned: tuple[datetime, datetime] | None = None
    """Of a maintenance: from when to when, as it was planned then."""


def feed(edition: Edition, entries: tuple[Entry, ...]) -> Output:
    """The feed of an edition, with the entries of `newest_entries`."""
    return Output(output_path(edition, FEED), _make_rss, (edition, entries), late=True)


def newest_entries(stories: Stories) -> tuple[Entry, ...]:
    """What was posted last, newest first."""
    entries = [entry for story in stories.all for entry in _entries(story, stories.now)]
    return tuple(sorted(entries, key=lambda entry: (entry.known, entry.at), reverse=True)[:MOST_ENTRIES])


def _entries(story: Story, now: datetime) -> Iterator[Entry]:
    """A note's entries in order of time, each with what is carried on from those before it."""
    note, planned = story.note, None
    if isinstance(note, Maintenance):
        planned = (note.starts, note.ends)
    last = Entry(
        story,
        None,
        *_posted(story, now),
        states={effect.service: effect.state for effect in note.services},
        impact=note.impact,
        workaround=note.workaround,
        planned=planned,
    )
    if story.kind is Kind.NOTICE or not note.updates:
        yield last
    for update in note.updates:
        last = _after(last, update)
        yield last


def _posted(story: Story, now: datetime) -> tuple[datetime, bool]:
    announced = story.note.announced if isinstance(story.note, Maintenance) else None
    at = announced or story.starts
    return at, at <= now


def _after(last: Entry, update: Update) -> Entry:
    planned = last.planned and (update.starts or last.planned[0], update.ends or last.planned[1])
    return replace(
        last,
        update=update,
        at=update.at,
        known=True,
        states=dict(last.states) | {effect.service: effect.state for effect in update.services},
        impact=update.impact or last.impact,
        workaround=update.workaround or last.workaround,
        planned=planned,
    )


def _make_rss(edition: Edition, entries: Sequence[Entry]) -> bytes:
    settings = edition.settings
    name = said(edition, settings.name).text
    made = FeedGenerator()
    made.title(_xml(name))
    made.description(_xml(said(edition, settings.description).text or name))
    made.language(edition.language)
    made.generator("statusgen")
    made.ttl(5)
    made.link(href=url(edition, FEED), rel="self", type="application/rss+xml")
    made.link(href=url(edition, ""), rel="alternate")  # the last link given is that of the channel
    # Without a time, the library would take the clock's.
    made.lastBuildDate(max((entry.at for entry in entries if entry.known), default=_NEVER))
    for entry in entries:
        _add(made, edition, entry)
    data: bytes = made.rss_str(pretty=True)
    return _TITLE.sub(lambda title: title[0].replace(b"&lt;", b"&#x3C;").replace(b"&amp;", b"&#x26;"), data)


def _add(made: FeedGenerator, edition: Edition, entry: Entry) -> None:
    story, update, words = entry.story, entry.update, edition.words
    stage = update.stage if update else story.stage
    if story.kind is Kind.NOTICE or stage is None:
        label = words.texts.gettext("Notice")
    else:
        label = stage_label(words, stage).text
    address = note_address(story.kind, story.id) + (f"#{update.id}" if update else "")
    item = made.add_entry(order="append")  # the library's own order is back to front
    item.title(_xml(f"[{label}] {said(edition, story.note.title).text}"))
    item.link(href=url(edition, address))
    item.guid(_identity(edition, entry), permalink=False)
    item.description(_xml(_description(edition, entry)))
    if entry.known:
        item.pubDate(entry.at)
    severity = [severity_label(words, story.severity).text] if story.severity is not None else []
    for term in (*severity, label, *_service_names(edition, entry)):
        item.category(term=_xml(term))


def _identity(edition: Edition, entry: Entry) -> str:
    """A tag URI (RFC 4151), the same for ever: from nothing that anybody might correct."""
    host = urlsplit(edition.settings.url).hostname
    update = f"/{entry.update.id}" if entry.update else ""
    return f"tag:{host},{_TAG_YEAR}:{entry.story.kind}/{entry.story.id}{update}"


def _description(edition: Edition, entry: Entry) -> str:
    """What is happening, who is affected, what they can do, and when they hear more."""
    texts, update, note = edition.words.texts, entry.update, entry.story.note
    over = update is not None and update.stage in _OVER
    address = note_address(entry.story.kind, entry.story.id)
    next_update = moment(edition.words, update.next_update).text if update and update.next_update else ""
    answers = (
        (texts.gettext("Posted in error"), said(edition, note.withdrawn).text),
        (texts.gettext("When"), span(edition.words, *entry.planned) if entry.planned else ""),
        (texts.gettext("Impact"), said(edition, entry.impact).text),
        (texts.gettext("Services"), ", ".join(_services(edition, entry, with_states=not over))),
        (texts.gettext("What you can do"), "" if over else said(edition, entry.workaround).text),
        (texts.gettext("Next update"), next_update),
    )
    return feed_prose(edition, update.body if update else note.intro, address) + "".join(
        Markup("\n<p><strong>{}</strong><br>{}</p>").format(question, answer)
        for question, answer in answers
        if answer
    )


def _services(edition: Edition, entry: Entry, *, with_states: bool) -> list[str]:
    if not with_states:
        return _service_names(edition, entry)
    return [
        f"{said(edition, edition.services[service].name).text} ({state_label(edition.words, state).text})"
        for service, state in entry.states.items()
        if service in edition.services
    ]


def _service_names(edition: Edition, entry: Entry) -> list[str]:
    known = (edition.services[service] for service in entry.states if service in edition.services)
    return [said(edition, service.name).text for service in known]


def _xml(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return _NOT_IN_XML.sub("", text)
