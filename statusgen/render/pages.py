"""Every page of the site as an output: its address, what it depends on, and how to make it.

Functions named `_make_…` are what outputs call: they see nothing but their arguments, which are therefore
all that a page depends on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from urllib.parse import quote

from statusgen.model import Group, Kind, Note, Page, Picture, Site
from statusgen.outputs import Output
from statusgen.render.edition import (
    Edition,
    asset,
    href,
    inlined,
    month_address,
    note_address,
    output_path,
    plain,
    service_address,
    url,
)
from statusgen.render.present_frame import FEED, HISTORY, SUBSCRIBE, frame, head
from statusgen.render.present_notes import SUMMARY_LENGTH, note_view
from statusgen.render.present_services import service_page_view
from statusgen.render.present_site import free_page_view, history_view, home_view, month_view
from statusgen.render.stories import Counted, Month, ServiceStory, Stories, Story, by_month, by_service
from statusgen.render.theme import render_template
from statusgen.views import Frame, PageHead, SubscribeView

NOT_FOUND = "404.html"
NOTES_OF_A_SERVICE = 50


def pages(
    edition: Edition, site: Site, stories: Stories, services: Sequence[ServiceStory]
) -> Iterator[Output]:
    """All pages of an edition, with the pictures beside them."""
    yield Output(output_path(edition, ""), _make_home, (edition, stories, services, site.groups), late=True)
    yield from _service_pages(edition, site, stories, services)
    yield from _history_pages(edition, by_month(stories, site.settings.zone))
    for story in stories.all:
        address = note_address(story.kind, story.id)
        yield Output(output_path(edition, address), _make_note, (edition, story))
        yield from _beside(edition, address, story.note)
    for page in site.pages:
        address = note_address(Kind.PAGE, page.id)
        yield Output(output_path(edition, address), _make_page, (edition, page))
        yield from _beside(edition, address, page)
    yield Output(output_path(edition, SUBSCRIBE), _make_subscribe, (edition,))
    yield Output(output_path(edition, NOT_FOUND), _make_not_found, (edition,))


def _service_pages(
    edition: Edition, site: Site, stories: Stories, services: Sequence[ServiceStory]
) -> Iterator[Output]:
    groups = {group.id: group for group in site.groups}
    notes = by_service(stories.all, NOTES_OF_A_SERVICE)
    for told in services:
        service = told.life.service
        inputs = (edition, told, groups.get(service.group), notes.get(service.id, ()), stories.now)
        yield Output(output_path(edition, service_address(service.id)), _make_service, inputs, late=True)


def _history_pages(edition: Edition, months: Mapping[Month, tuple[Story, ...]]) -> Iterator[Output]:
    """The history, and each of its months (newest first) with its neighbours."""
    counts = tuple((month, len(stories)) for month, stories in months.items())
    neighbours = zip((*counts[1:], None), (None, *counts), strict=False)
    made = [(*told, *beside) for told, beside in zip(months.items(), neighbours, strict=False)]
    yield Output(output_path(edition, HISTORY), _make_history, (edition, counts, *made[:1]), late=True)
    for month, *rest in made:
        yield Output(
            output_path(edition, month_address(month)), _make_month, (edition, month, *rest), late=True
        )


def _beside(edition: Edition, address: str, note: Note) -> Iterator[Output]:
    """The pictures that a note's words show by now, and its old addresses."""
    words = "\n".join(
        text for one in (note.intro, *(update.body for update in note.updates)) for _, text in one.variants
    )
    for picture in note.pictures:
        if picture.name in words or quote(picture.name) in words:
            yield Output(output_path(edition, address + picture.name), _make_picture, (picture,))
    for alias in note.aliases:
        old = alias.lstrip("/")
        old = old if old.endswith(("/", ".html", ".htm")) else f"{old}/"
        yield Output(output_path(edition, old), _make_redirect, (edition, address))


def _make_home(
    edition: Edition, stories: Stories, services: Sequence[ServiceStory], groups: Sequence[Group]
) -> bytes:
    home = home_view(edition, stories, services, groups)
    around = frame(edition, "", stories.now)
    return _render(edition, "home.html", around, head(edition, "", ""), home=home)


def _make_service(
    edition: Edition, told: ServiceStory, group: Group | None, notes: Sequence[Story], now: datetime
) -> bytes:
    service = told.life.service
    address = service_address(service.id)
    page = service_page_view(edition, told, group, notes)
    top = head(
        edition, address, page.service.name.text, plain(edition, service.description, SUMMARY_LENGTH).text
    )
    return _render(edition, "service.html", frame(edition, address, now), top, page=page)


def _make_history(
    edition: Edition,
    counts: tuple[Counted, ...],
    latest: tuple[Month, tuple[Story, ...], Counted | None, Counted | None] | None = None,
) -> bytes:
    history = history_view(edition, counts, month_view(edition, *latest) if latest else None)
    top = head(edition, HISTORY, edition.words.texts.gettext("History"))
    return _render(edition, "history.html", frame(edition, HISTORY), top, history=history)


def _make_month(
    edition: Edition,
    month: Month,
    stories: tuple[Story, ...],
    before: Counted | None,
    after: Counted | None,
) -> bytes:
    address = month_address(month)
    view = month_view(edition, month, stories, before, after)
    return _render(
        edition, "month.html", frame(edition, address), head(edition, address, view.name), month=view
    )


def _make_note(edition: Edition, story: Story) -> bytes:
    address = note_address(story.kind, story.id)
    note = note_view(edition, story)
    top = head(edition, address, note.title.text, note.summary.text, "article")
    return _render(edition, "note.html", frame(edition, address), top, note=note)


def _make_page(edition: Edition, page: Page) -> bytes:
    address = note_address(Kind.PAGE, page.id)
    view = free_page_view(edition, page)
    top = head(edition, address, view.title.text, plain(edition, page.intro, SUMMARY_LENGTH).text)
    return _render(edition, "page.html", frame(edition, address), top, page=view)


def _make_subscribe(edition: Edition) -> bytes:
    top = head(edition, SUBSCRIBE, edition.words.texts.gettext("Subscribe"))
    view = SubscribeView(rss=url(edition, FEED))
    return _render(edition, "subscribe.html", frame(edition, SUBSCRIBE), top, subscribe=view)


def _make_not_found(edition: Edition) -> bytes:
    """Shown at addresses unknown to us, so it must not be indexed under its own."""
    top = replace(head(edition, NOT_FOUND, edition.words.texts.gettext("Page not found")), url="")
    return _render(edition, "404.html", frame(edition, NOT_FOUND), top)


def _make_redirect(edition: Edition, address: str) -> bytes:
    """At an old address: on to the new one, which is the one to index."""
    top = head(edition, address, "")
    return _render(edition, "redirect.html", frame(edition, address), top, target=href(edition, address))


def _make_picture(picture: Picture) -> bytes:
    return picture.data


def _render(edition: Edition, template: str, around: Frame, top: PageHead, **content: object) -> bytes:
    tools = {"asset": partial(asset, edition), "inlined": partial(inlined, edition)}
    context = {"frame": around, "head": top, **tools, **content}
    return render_template(edition.theme, edition.language, template, context)
