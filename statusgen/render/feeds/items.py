"""Items of feeds: entries in the words of one language, as all formats publish them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from markupsafe import escape

from statusgen.model.notes import Maintenance
from statusgen.model.settings import Settings
from statusgen.model.status import Kind
from statusgen.render.context import RenderContext, once, url
from statusgen.render.feeds.entries import FeedEntry, Source, first_id, newest_entries
from statusgen.render.localization.formatter import direction, listed, local_date, moment, short_day, span
from statusgen.render.localization.labels import (
    AFFECTED_LATER,
    IF_IT_FAILS,
    WHY,
    kind_label,
    severity_label,
    status_label,
)
from statusgen.render.texts import feed_html, localized, service_names
from statusgen.render.urls import note_address
from statusgen.timeline.note_summary import NoteSummary

_TAG_YEAR = 2026
"""A tag URI names a year in which the name belonged to its owner; one for all, so that ids are permanent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """An item of a feed, in one language."""

    id: str
    url: str
    title: str
    html: str
    """Sanitised, with absolute links."""
    posted: datetime | None
    """None if unknown: readers reject times in the future."""
    updated: datetime
    categories: tuple[str, ...]
    thread: tuple[str, str] | None
    """Id and URL of the first item of the note; None for the first item itself."""


def feed_items(context: RenderContext, sources: Iterable[Source]) -> tuple[FeedItem, ...]:
    """Return the items of a feed, newest first. No two are updated at one instant: validators warn of it."""
    items, taken = list[FeedItem](), set[datetime]()
    for entry in reversed(newest_entries(context, sources)):
        item = _shared_item(context, entry)
        while item.updated in taken:
            item = replace(item, updated=item.updated + timedelta(seconds=1))
        taken.add(item.updated)
        items.append(item)
    return tuple(reversed(items))


def _shared_item(context: RenderContext, entry: FeedEntry) -> FeedItem:
    """Return the item of an entry, made once for all the feeds that it is in."""
    key = ("item", entry.note.digest, entry.id, entry.posted)
    return once(context, key, lambda: _item(context, entry))


def _item(context: RenderContext, entry: FeedEntry) -> FeedItem:
    note, label = entry.note, _label(context, entry)
    grades = [severity_label(context.formatter, entry.severity).text] if entry.severity is not None else []
    if note.kind is Kind.PROBLEM:
        grades = [kind_label(context.formatter, note.kind).text]
    if note.emergency:
        grades = [context.formatter.texts.gettext("Urgent maintenance")]
    first = first_id(note)
    return FeedItem(
        id=_note_tag(context, note, entry.id),
        url=_note_url(context, note, entry.id if entry.update else ""),
        title=f"[{label}] {_title(context, entry)}",
        html=_html(context, entry),
        posted=entry.at if entry.posted else None,
        updated=entry.edited,
        categories=(*grades, label, *service_names(context, entry.states, entry.at, with_states=False)),
        thread=None
        if entry.id == first
        else (_note_tag(context, note, first), _note_url(context, note, first)),
    )


def _title(context: RenderContext, entry: FeedEntry) -> str:
    """Return the title of the note, with the day of recurring work: each of its dates has the same title."""
    title = localized(context, entry.note.title).text
    if not entry.note.series or not entry.planned:
        return title
    return f"{title} · {short_day(context.formatter, local_date(context.formatter, entry.planned[0]))}"


def tag(context: RenderContext, name: str) -> str:
    """Return a tag URI (RFC 4151), permanent: it follows from the site's identity and no other setting."""
    return _tag(context.settings, name)


def item_id(settings: Settings, kind: Kind, note: str, entry: str) -> str:
    """Return the id of the item of an entry, by the ids of the note and of the entry (empty for the note)."""
    return _tag(settings, f"{kind}/{note}" + (f"/{entry}" if entry else ""))


def _tag(settings: Settings, name: str) -> str:
    return f"tag:{settings.identity},{_TAG_YEAR}:{name}"


def _note_tag(context: RenderContext, note: NoteSummary, id_: str) -> str:
    return item_id(context.settings, note.kind, note.id, id_)


def _note_url(context: RenderContext, note: NoteSummary, anchor: str) -> str:
    return url(context, note_address(note.kind, note.id) + (f"#{anchor}" if anchor else ""))


def _label(context: RenderContext, entry: FeedEntry) -> str:
    if entry.note.kind is Kind.NOTICE or entry.status is None:
        return context.formatter.texts.gettext("Notice")
    return status_label(context.formatter, entry.status).text


def _html(context: RenderContext, entry: FeedEntry) -> str:
    """Return what is happening, who is affected, what they can do, and when the next update is due."""
    texts, update, note = context.formatter.texts, entry.update, entry.note.note
    address = note_address(entry.note.kind, entry.note.id)
    with_states = not entry.over and entry.note.kind is not Kind.PROBLEM  # a problem affects no state
    services = service_names(context, entry.states, entry.at, with_states=with_states)
    is_plan = entry.id == first_id(entry.note) and not entry.over
    plan = note if isinstance(note, Maintenance) and is_plan else None
    answers = (
        (texts.gettext("Posted in error"), localized(context, note.withdrawn).text),
        (texts.gettext("When"), span(context.formatter, *entry.planned).text if entry.planned else ""),
        (texts.gettext("Impact"), localized(context, entry.impact).text),
        (texts.gettext(AFFECTED_LATER if entry.ahead else "Services"), listed(context.language, services)),
        (texts.gettext(WHY), localized(context, plan.reason).text if plan else ""),
        (
            texts.gettext(IF_IT_FAILS),
            localized(context, plan.fallback).text if plan else "",
        ),
        (texts.gettext("What you can do"), "" if entry.over else localized(context, entry.workaround).text),
        (
            texts.gettext("Next update"),
            moment(context.formatter, update.next_update).text if update and update.next_update else "",
        ),
    )
    brief = localized(context, update.summary).text if update else ""
    first = f"<p><strong>{escape(texts.gettext('In short'))}</strong> {escape(brief)}</p>\n" if brief else ""
    rest = (
        f"\n<p><strong>{escape(question)}</strong><br>{escape(answer)}</p>"
        for question, answer in answers
        if answer
    )
    html = first + feed_html(context, update.body if update else note.intro, address) + "".join(rest)
    return f'<div dir="rtl">{html}</div>' if direction(context.formatter) == "rtl" else html
