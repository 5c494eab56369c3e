"""An entry in the words of an edition: what all formats of feeds have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from markupsafe import escape

from statusgen.model import Kind
from statusgen.render.edition import Edition, feed_prose, note_address, once, said, service_name, url
from statusgen.render.feeds.entries import Entry, first_id
from statusgen.render.labels import AFFECTED_LATER, severity_label, state_label, status_label
from statusgen.render.story import Story
from statusgen.render.wording import moment, span

_TAG_YEAR = 2026
"""A tag names a year in which its name was its owner's; one for all, so that no correction changes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a feed, in words."""

    id: str
    url: str
    title: str
    html: str
    """Sanitised, with absolute addresses."""
    posted: datetime | None
    """None when nobody knows; no reader believes a time to come."""
    updated: datetime
    categories: tuple[str, ...]
    begun_by: tuple[str, str] | None
    """Id and address of the entry that began the thread, unless this is it."""


def items(edition: Edition, entries: Sequence[Entry]) -> tuple[Item, ...]:
    """The entries in the words of an edition, in the same order, no two updated at the same instant."""
    found, taken = list[Item](), set[datetime]()
    for entry in reversed(entries):
        item = _kept_item(edition, entry)
        while item.updated in taken:  # validators warn of equal times; what came first keeps its own
            item = replace(item, updated=item.updated + timedelta(seconds=1))
        taken.add(item.updated)
        found.append(item)
    return tuple(reversed(found))


def _kept_item(edition: Edition, entry: Entry) -> Item:
    """The item of an entry, which stands in many feeds. Kept with the entry, so that its id stays its own."""
    _, item = once(edition, ("item", edition.language, id(entry)), lambda: (entry, _item(edition, entry)))
    return item


def tag(edition: Edition, name: str) -> str:
    """A tag URI (RFC 4151), permanent: it follows from the site's identity and from no other setting."""
    return f"tag:{edition.settings.identity},{_TAG_YEAR}:{name}"


def note_tag(edition: Edition, story: Story, id_: str) -> str:
    """The identity of an entry: from nothing that anybody might correct."""
    return tag(edition, f"{story.kind}/{story.id}" + (f"/{id_}" if id_ else ""))


def _item(edition: Edition, entry: Entry) -> Item:
    story, words = entry.story, edition.words
    label = _label(edition, entry)
    severity = [severity_label(words, entry.severity).text] if entry.severity is not None else []
    first = first_id(story)
    return Item(
        id=note_tag(edition, story, entry.id),
        url=_url(edition, entry),
        title=f"[{label}] {said(edition, story.title).text}",
        html=_html(edition, entry),
        posted=entry.at if entry.known else None,
        updated=entry.edited,
        categories=(*severity, label, *_service_names(edition, entry)),
        begun_by=None
        if entry.id == first
        else (note_tag(edition, story, first), _address(edition, story, first)),
    )


def _label(edition: Edition, entry: Entry) -> str:
    if entry.story.kind is Kind.NOTICE or entry.status is None:
        return edition.words.texts.gettext("Notice")
    return status_label(edition.words, entry.status).text


def _url(edition: Edition, entry: Entry) -> str:
    return _address(edition, entry.story, entry.id if entry.update else "")


def _address(edition: Edition, story: Story, anchor: str) -> str:
    return url(edition, note_address(story.kind, story.id) + (f"#{anchor}" if anchor else ""))


def _html(edition: Edition, entry: Entry) -> str:
    """What is happening, who is affected, what they can do, and when they hear more."""
    texts, update, note = edition.words.texts, entry.update, entry.story.note
    address = note_address(entry.story.kind, entry.story.id)
    next_update = moment(edition.words, update.next_update).text if update and update.next_update else ""
    answers = (
        (texts.gettext("Posted in error"), said(edition, note.withdrawn).text),
        (texts.gettext("When"), span(edition.words, *entry.planned).text if entry.planned else ""),
        (texts.gettext("Impact"), said(edition, entry.impact).text),
        (texts.gettext(AFFECTED_LATER if entry.ahead else "Services"), ", ".join(_services(edition, entry))),
        (texts.gettext("What you can do"), "" if entry.over else said(edition, entry.workaround).text),
        (texts.gettext("Next update"), next_update),
    )
    words = update.body if update else note.intro
    brief = said(edition, update.summary).text if update else ""
    first = f"<p><strong>{escape(texts.gettext('In short'))}</strong> {escape(brief)}</p>\n" if brief else ""
    rest = (
        f"\n<p><strong>{escape(question)}</strong><br>{escape(answer)}</p>"
        for question, answer in answers
        if answer
    )
    return first + feed_prose(edition, words, address) + "".join(rest)


def _services(edition: Edition, entry: Entry) -> list[str]:
    if entry.over:
        return _service_names(edition, entry)
    return [
        f"{service_name(edition, service, entry.at).text} ({state_label(edition.words, state).text})"
        for service, state in entry.states.items()
        if service in edition.services
    ]


def _service_names(edition: Edition, entry: Entry) -> list[str]:
    known = (service for service in entry.states if service in edition.services)
    return [service_name(edition, service, entry.at).text for service in known]
