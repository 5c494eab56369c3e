"""Every page of the site as an output: its address, what it depends on, and how to make it.

Functions named `_make_…` are what outputs call: they see nothing but their arguments, which are therefore
all that a page depends on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar
from urllib.parse import quote

from statusgen.model.catalog import Group
from statusgen.model.notes import Kind, Note, Page
from statusgen.model.output import Output
from statusgen.model.site import Site
from statusgen.model.text import Picture
from statusgen.render.context import (
    RenderContext,
    href,
    output_path,
    plain,
)
from statusgen.render.feeds.scopes import Scope, scopes
from statusgen.render.frame import (
    NextVersion,
    frame,
    head,
    state_icon,
)
from statusgen.render.pages.history import history_pages, search_index
from statusgen.render.pages.home import free_page_view, home_view
from statusgen.render.pages.note import SUMMARY_LENGTH, note_view
from statusgen.render.pages.service import service_page_view
from statusgen.render.pages.subscribe import subscribe_view
from statusgen.render.pages.template import PageContent, as_texts, page_output, render_text, with_twins
from statusgen.render.pages.uptime import uptime_view
from statusgen.render.urls import GLOSSARY, LLMS, NOT_FOUND, SUBSCRIBE, UPTIME, note_address, service_address
from statusgen.render.views.words import TermView
from statusgen.timeline.history import History, ServiceHistory
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import ServiceSummary, SiteState, UptimeSummary, by_service

Told = TypeVar("Told")
NOTES_OF_A_SERVICE = 20


def pages(
    context: RenderContext, site: Site, scenes: Sequence[SiteState], past: History, uptime: UptimeSummary
) -> Iterator[Output]:
    """All pages of an edition as they are in the first scene, with what they turn into in the next ones.

    Those of settled notes are left to `settled_note_pages`.
    """
    stories = scenes[0].stories
    yield from with_twins(_home_pages(context, site, scenes))
    yield _llms(context, site, scenes[0])
    yield from with_twins(_service_pages(context, site, scenes, past))
    yield from with_twins(history_pages(context, past))
    yield from search_index(context, past.notes)
    yield from with_twins(_note_pages(context, scenes))
    yield from with_twins(_other_pages(context, site, uptime))
    for story in stories.all:
        if not story.settled:
            yield from _beside(context, note_address(story.kind, story.id), story.note)
    for page in site.pages:
        yield from _beside(context, note_address(Kind.PAGE, page.id), page)
    yield Output(output_path(context, NOT_FOUND), _make_not_found, (context,))


def _other_pages(context: RenderContext, site: Site, uptime: UptimeSummary) -> Iterator[Output]:
    for page in site.pages:
        yield Output(output_path(context, note_address(Kind.PAGE, page.id)), _make_page, (context, page))
    if context.glossary_page:
        yield Output(output_path(context, GLOSSARY), _make_glossary, (context,))
    yield Output(output_path(context, UPTIME), _make_uptime, (context, uptime), late=True)
    yield Output(output_path(context, SUBSCRIBE), _make_subscribe, (context, tuple(scopes(site))))


def _home_pages(context: RenderContext, site: Site, scenes: Sequence[SiteState]) -> Iterator[Output]:
    for path, scene, turn in _page_versions(context, "", [(scene.stories.now, scene) for scene in scenes]):
        yield Output(path, _make_home, (context, scene, site.groups, turn), late=True)


def _llms(context: RenderContext, site: Site, scene: SiteState) -> Output:
    """The index of texts, in the form of https://llmstxt.org."""
    inputs = (as_texts(context), scene, site.groups)
    return Output(output_path(context, LLMS), _make_llms, inputs, late=True)


def _make_llms(context: RenderContext, scene: SiteState, groups: Sequence[Group]) -> bytes:
    home = home_view(context, scene.stories, scene.services, groups)
    variables = {"frame": frame(context, ""), "head": head(context, "", ""), "home": home}
    return render_text(context, f"text/{LLMS}", variables)


def _service_pages(
    context: RenderContext, site: Site, scenes: Sequence[SiteState], past: History
) -> Iterator[Output]:
    groups = {group.id: group for group in site.groups}
    notes = by_service(scenes[0].stories.all, NOTES_OF_A_SERVICE)
    for told in zip(*(scene.services for scene in scenes), strict=True):
        service = told[0].life.service
        address, group = service_address(service.id), groups.get(service.group)
        years = tuple(one.year for one in past.years.get(service.id, ()))
        before = ServiceHistory(notes.get(service.id, ()), years)
        times = (scene.stories.now for scene in scenes)
        changes = _changes(list(zip(times, told, strict=True)), lambda one: (one.life.state, one.life.causes))
        for path, one, turn in _page_versions(context, address, changes):
            yield Output(
                path, _make_service, (context, one, group, before, scenes[0].stories.now, turn), late=True
            )


def _note_pages(context: RenderContext, scenes: Sequence[SiteState]) -> Iterator[Output]:
    later = [
        (scene.stories.now, {story.key: story for story in scene.stories.all if not story.settled})
        for scene in scenes
    ]
    for story in scenes[0].stories.all:
        if story.settled:
            continue
        told = [(at, stories[story.key]) for at, stories in later] if story.open else [(later[0][0], story)]
        changes = _changes(told, lambda one: one.digest)
        for path, one, turn in _page_versions(context, note_address(story.kind, story.id), changes):
            yield Output(path, _make_note, (context, one, turn))


def archived_note_pages(context: RenderContext, story: NoteSummary) -> Iterator[Output]:
    """The page of a note that will always be as it is, and its twin."""
    path = output_path(context, note_address(story.kind, story.id))
    return with_twins([Output(path, _make_note, (context, story, None))])


def _changes(
    told: Sequence[tuple[datetime, Told]], look: Callable[[Told], object]
) -> list[tuple[datetime, Told]]:
    """Of what is told at several instants, the first and whatever looks different from what came before."""
    return [one for index, one in enumerate(told) if not index or look(one[1]) != look(told[index - 1][1])]


def _page_versions(
    context: RenderContext, address: str, changes: Sequence[tuple[datetime, Told]]
) -> Iterator[tuple[str, Told, NextVersion | None]]:
    """The page at an address now, and what it turns into: each with its path and with the next turn.

    A script in an open page puts the next version in place when its time comes.
    """
    names = [address, *(f"{address}next-{number}.html" for number in range(1, len(changes)))]
    for index, (_, told) in enumerate(changes):
        after = changes[index + 1 : index + 2]
        turn = NextVersion(after[0][0], href(context, names[index + 1])) if after else None
        yield output_path(context, names[index]), told, turn


def _beside(context: RenderContext, address: str, note: Note) -> Iterator[Output]:
    """The pictures that a note's words show by now, and its old addresses."""
    words = "\n".join(
        text for one in (note.intro, *(update.body for update in note.updates)) for _, text in one.variants
    )
    for picture in note.pictures:
        if picture.name in words or quote(picture.name) in words:
            yield Output(output_path(context, address + picture.name), _make_picture, (picture,))
    for alias in note.aliases:
        old = alias.lstrip("/")
        old = old if old.endswith(("/", ".html", ".htm")) else f"{old}/"
        yield redirect(context, output_path(context, old), address)


def redirect(context: RenderContext, path: str, address: str) -> Output:
    """The page at an old path that leads to an address in the edition."""
    return Output(path, _make_redirect, (context, address))


@page_output
def _make_home(
    context: RenderContext, scene: SiteState, groups: Sequence[Group], turn: NextVersion | None
) -> PageContent:
    home = home_view(context, scene.stories, scene.services, groups)
    around = frame(context, "", scene.stories.now, turn, scene.version)
    around = replace(around, icon=state_icon(context, home.overview.state.key))
    return PageContent("home.html", around, head(context, "", home.overview.sentence.text), {"home": home})


@page_output
def _make_service(
    context: RenderContext,
    told: ServiceSummary,
    group: Group | None,
    past: ServiceHistory,
    now: datetime,
    turn: NextVersion | None,
) -> PageContent:
    service = told.life.service
    address = service_address(service.id)
    page = service_page_view(context, told, group, past)
    top = head(
        context, address, page.service.name.text, plain(context, service.description, SUMMARY_LENGTH).text
    )
    return PageContent("service.html", frame(context, address, now, turn), top, {"page": page})


@page_output
def _make_note(context: RenderContext, story: NoteSummary, turn: NextVersion | None) -> PageContent:
    address = note_address(story.kind, story.id)
    note = note_view(context, story)
    top = head(context, address, note.title.text, note.summary.text, "article")
    return PageContent("note.html", frame(context, address, turn=turn), top, {"note": note})


@page_output
def _make_page(context: RenderContext, page: Page) -> PageContent:
    address = note_address(Kind.PAGE, page.id)
    view = free_page_view(context, page)
    top = head(context, address, view.title.text, plain(context, page.intro, SUMMARY_LENGTH).text)
    return PageContent("page.html", frame(context, address), top, {"page": view})


@page_output
def _make_uptime(context: RenderContext, told: UptimeSummary) -> PageContent:
    top = head(context, UPTIME, context.words.texts.gettext("Uptime"))
    view = uptime_view(context, told)
    return PageContent("uptime.html", frame(context, UPTIME, told.now), top, {"uptime": view})


@page_output
def _make_glossary(context: RenderContext) -> PageContent:
    top = head(context, GLOSSARY, context.words.texts.gettext("Words explained"))
    terms = tuple(TermView(name, meaning, f"word-{id_}") for id_, name, meaning in context.glossary.terms)
    return PageContent("glossary.html", frame(context, GLOSSARY), top, {"terms": terms})


@page_output
def _make_subscribe(context: RenderContext, subjects: Sequence[Scope]) -> PageContent:
    top = head(context, SUBSCRIBE, context.words.texts.gettext("Subscribe"))
    view = subscribe_view(context, subjects)
    return PageContent("subscribe.html", frame(context, SUBSCRIBE), top, {"subscribe": view})


@page_output
def _make_not_found(context: RenderContext) -> PageContent:
    """Shown at addresses unknown to us, so it must not be indexed under its own."""
    top = replace(head(context, NOT_FOUND, context.words.texts.gettext("Page not found")), url="")
    return PageContent("404.html", frame(context, NOT_FOUND), top, {})


@page_output
def _make_redirect(context: RenderContext, address: str) -> PageContent:
    """At an old address: on to the new one, which is the one to index."""
    top = head(context, address, "")
    return PageContent("redirect.html", frame(context, address), top, {"target": href(context, address)})


def _make_picture(picture: Picture) -> bytes:
    return picture.data
