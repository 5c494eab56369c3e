"""An entry in the words of an edition: what all formats of feeds have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from markupsafe import escape

from statusgen.model.notes import Kind
from statusgen.render.context import (
    RenderContext,
    feed_prose,
    once,
    said,
    service_name,
    url,
)
from statusgen.render.feeds.entries import Entry, first_id
from statusgen.render.localization.formatter import moment, span
from statusgen.render.localization.labels import AFFECTED_LATER, severity_label, state_label, status_label
from statusgen.render.urls import note_address
from statusgen.timeline.note_summary import NoteSummary

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


def items(context: RenderContext, entries: Sequence[Entry]) -> tuple[Item, ...]:
    """The entries in the words of an edition, in the same order, no two updated at the same instant."""
    found, taken = list[Item](), set[datetime]()
    for entry in reversed(entries):
        item = _kept_item(context, entry)
        while item.updated in taken:  # validators warn of equal times; what came first keeps its own
            item = replace(item, updated=item.updated + timedelta(seconds=1))
        taken.add(item.updated)
        found.append(item)
    return tuple(reversed(found))


def _kept_item(context: RenderContext, entry: Entry) -> Item:
    """The item of an entry, which stands in many feeds. Kept with the entry, so that its id stays its own."""
    _, item = once(context, ("item", context.language, id(entry)), lambda: (entry, _item(context, entry)))
    return item


def tag(context: RenderContext, name: str) -> str:
    """A tag URI (RFC 4151), permanent: it follows from the site's identity and from no other setting."""
    return f"tag:{context.settings.identity},{_TAG_YEAR}:{name}"


def note_tag(context: RenderContext, story: NoteSummary, id_: str) -> str:
    """The identity of an entry: from nothing that anybody might correct."""
    return tag(context, f"{story.kind}/{story.id}" + (f"/{id_}" if id_ else ""))


def _item(context: RenderContext, entry: Entry) -> Item:
    story, words = entry.story, context.words
    label = _label(context, entry)
    severity = [severity_label(words, entry.severity).text] if entry.severity is not None else []
    first = first_id(story)
    return Item(
        id=note_tag(context, story, entry.id),
        url=_url(context, entry),
        title=f"[{label}] {said(context, story.title).text}",
        html=_html(context, entry),
        posted=entry.at if entry.known else None,
        updated=entry.edited,
        categories=(*severity, label, *_service_names(context, entry)),
        begun_by=None
        if entry.id == first
        else (note_tag(context, story, first), _address(context, story, first)),
    )


def _label(context: RenderContext, entry: Entry) -> str:
    if entry.story.kind is Kind.NOTICE or entry.status is None:
        return context.words.texts.gettext("Notice")
    return status_label(context.words, entry.status).text


def _url(context: RenderContext, entry: Entry) -> str:
    return _address(context, entry.story, entry.id if entry.update else "")


def _address(context: RenderContext, story: NoteSummary, anchor: str) -> str:
    return url(context, note_address(story.kind, story.id) + (f"#{anchor}" if anchor else ""))


def _html(context: RenderContext, entry: Entry) -> str:
    """What is happening, who is affected, what they can do, and when they hear more."""
    texts, update, note = context.words.texts, entry.update, entry.story.note
    address = note_address(entry.story.kind, entry.story.id)
    next_update = moment(context.words, update.next_update).text if update and update.next_update else ""
    answers = (
        (texts.gettext("Posted in error"), said(context, note.withdrawn).text),
        (texts.gettext("When"), span(context.words, *entry.planned).text if entry.planned else ""),
        (texts.gettext("Impact"), said(context, entry.impact).text),
        (texts.gettext(AFFECTED_LATER if entry.ahead else "Services"), ", ".join(_services(context, entry))),
        (texts.gettext("What you can do"), "" if entry.over else said(context, entry.workaround).text),
        (texts.gettext("Next update"), next_update),
    )
    words = update.body if update else note.intro
    brief = said(context, update.summary).text if update else ""
    first = f"<p><strong>{escape(texts.gettext('In short'))}</strong> {escape(brief)}</p>\n" if brief else ""
    rest = (
        f"\n<p><strong>{escape(question)}</strong><br>{escape(answer)}</p>"
        for question, answer in answers
        if answer
    )
    return first + feed_prose(context, words, address) + "".join(rest)


def _services(context: RenderContext, entry: Entry) -> list[str]:
    if entry.over:
        return _service_names(context, entry)
    return [
        f"{service_name(context, service, entry.at).text} ({state_label(context.words, state).text})"
        for service, state in entry.states.items()
        if service in context.services
    ]


def _service_names(context: RenderContext, entry: Entry) -> list[str]:
    known = (service for service in entry.states if service in context.services)
    return [service_name(context, service, entry.at).text for service in known]
