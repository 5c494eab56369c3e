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
from statusgen.render.context import RenderContext, href, output_path
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
from statusgen.render.pages.template import (
    PageContent,
    as_markdown_context,
    page_output,
    render_text,
    with_markdown,
)
from statusgen.render.pages.uptime import uptime_view
from statusgen.render.texts import plain_line
from statusgen.render.urls import GLOSSARY, LLMS, NOT_FOUND, SUBSCRIBE, UPTIME, note_address, service_address
from statusgen.render.views.words import TermView
from statusgen.timeline.history import History, ServiceHistory
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import ServiceSummary, SiteState, UptimeSummary, by_service

Told = TypeVar("Told")
NOTES_OF_A_SERVICE = 20


def pages(
    context: RenderContext,
    site: Site,
    site_states: Sequence[SiteState],
    history: History,
    uptime: UptimeSummary,
) -> Iterator[Output]:
    """All pages of an edition as they are in the first scene, with what they turn into in the next ones.

    Those of settled notes are left to `settled_note_pages`.
    """
    index = site_states[0].stories
    yield from with_markdown(_home_pages(context, site, site_states))
    yield _llms(context, site, site_states[0])
    yield from with_markdown(_service_pages(context, site, site_states, history))
    yield from with_markdown(history_pages(context, history))
    yield from search_index(context, history.notes)
    yield from with_markdown(_note_pages(context, site_states))
    yield from with_markdown(_other_pages(context, site, uptime))
    for note in index.all:
        if not note.settled:
            yield from _beside(context, note_address(note.kind, note.id), note.note)
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


def _home_pages(context: RenderContext, site: Site, site_states: Sequence[SiteState]) -> Iterator[Output]:
    for path, site_state, next_version in _page_versions(
        context, "", [(site_state.stories.now, site_state) for site_state in site_states]
    ):
        yield Output(path, _make_home, (context, site_state, site.groups, next_version), late=True)


def _llms(context: RenderContext, site: Site, site_state: SiteState) -> Output:
    """The index of texts, in the form of https://llmstxt.org."""
    inputs = (as_markdown_context(context), site_state, site.groups)
    return Output(output_path(context, LLMS), _make_llms, inputs, late=True)


def _make_llms(context: RenderContext, site_state: SiteState, groups: Sequence[Group]) -> bytes:
    home = home_view(context, site_state.stories, site_state.services, groups)
    variables = {"frame": frame(context, ""), "head": head(context, "", ""), "home": home}
    return render_text(context, f"text/{LLMS}", variables)


def _service_pages(
    context: RenderContext, site: Site, site_states: Sequence[SiteState], history: History
) -> Iterator[Output]:
    groups = {group.id: group for group in site.groups}
    notes = by_service(site_states[0].stories.all, NOTES_OF_A_SERVICE)
    for told in zip(*(site_state.services for site_state in site_states), strict=True):
        service = told[0].life.service
        address, group = service_address(service.id), groups.get(service.group)
        years = tuple(one.year for one in history.years.get(service.id, ()))
        before = ServiceHistory(notes.get(service.id, ()), years)
        times = (site_state.stories.now for site_state in site_states)
        changes = _changes(list(zip(times, told, strict=True)), lambda one: (one.life.state, one.life.causes))
        for path, one, next_version in _page_versions(context, address, changes):
            yield Output(
                path,
                _make_service,
                (context, one, group, before, site_states[0].stories.now, next_version),
                late=True,
            )


def _note_pages(context: RenderContext, site_states: Sequence[SiteState]) -> Iterator[Output]:
    later = [
        (site_state.stories.now, {note.key: note for note in site_state.stories.all if not note.settled})
        for site_state in site_states
    ]
    for note in site_states[0].stories.all:
        if note.settled:
            continue
        told = [(at, index[note.key]) for at, index in later] if note.open else [(later[0][0], note)]
        changes = _changes(told, lambda one: one.digest)
        for path, one, next_version in _page_versions(context, note_address(note.kind, note.id), changes):
            yield Output(path, _make_note, (context, one, next_version))


def archived_note_pages(context: RenderContext, note: NoteSummary) -> Iterator[Output]:
    """The page of a note that will always be as it is, and its twin."""
    path = output_path(context, note_address(note.kind, note.id))
    return with_markdown([Output(path, _make_note, (context, note, None))])


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
        next_version = NextVersion(after[0][0], href(context, names[index + 1])) if after else None
        yield output_path(context, names[index]), told, next_version


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
    context: RenderContext, site_state: SiteState, groups: Sequence[Group], next_version: NextVersion | None
) -> PageContent:
    home = home_view(context, site_state.stories, site_state.services, groups)
    around = frame(context, "", site_state.stories.now, next_version, site_state.version)
    around = replace(around, icon=state_icon(context, home.overview.state.key))
    return PageContent("home.html", around, head(context, "", home.overview.sentence.text), {"home": home})


@page_output
def _make_service(
    context: RenderContext,
    summary: ServiceSummary,
    group: Group | None,
    history: ServiceHistory,
    now: datetime,
    next_version: NextVersion | None,
) -> PageContent:
    service = summary.life.service
    address = service_address(service.id)
    page = service_page_view(context, summary, group, history)
    top = head(
        context,
        address,
        page.service.name.text,
        plain_line(context, service.description, SUMMARY_LENGTH).text,
    )
    return PageContent("service.html", frame(context, address, now, next_version), top, {"page": page})


@page_output
def _make_note(context: RenderContext, summary: NoteSummary, next_version: NextVersion | None) -> PageContent:
    address = note_address(summary.kind, summary.id)
    note = note_view(context, summary)
    top = head(context, address, note.title.text, note.summary.text, "article")
    return PageContent("note.html", frame(context, address, next_version=next_version), top, {"note": note})


@page_output
def _make_page(context: RenderContext, page: Page) -> PageContent:
    address = note_address(Kind.PAGE, page.id)
    view = free_page_view(context, page)
    top = head(context, address, view.title.text, plain_line(context, page.intro, SUMMARY_LENGTH).text)
    return PageContent("page.html", frame(context, address), top, {"page": view})


@page_output
def _make_uptime(context: RenderContext, summary: UptimeSummary) -> PageContent:
    top = head(context, UPTIME, context.formatter.texts.gettext("Uptime"))
    view = uptime_view(context, summary)
    return PageContent("uptime.html", frame(context, UPTIME, summary.now), top, {"uptime": view})


@page_output
def _make_glossary(context: RenderContext) -> PageContent:
    top = head(context, GLOSSARY, context.formatter.texts.gettext("Words explained"))
    terms = tuple(TermView(name, meaning, f"word-{id_}") for id_, name, meaning in context.glossary.terms)
    return PageContent("glossary.html", frame(context, GLOSSARY), top, {"terms": terms})


@page_output
def _make_subscribe(context: RenderContext, subjects: Sequence[Scope]) -> PageContent:
    top = head(context, SUBSCRIBE, context.formatter.texts.gettext("Subscribe"))
    view = subscribe_view(context, subjects)
    return PageContent("subscribe.html", frame(context, SUBSCRIBE), top, {"subscribe": view})


@page_output
def _make_not_found(context: RenderContext) -> PageContent:
    """Shown at addresses unknown to us, so it must not be indexed under its own."""
    top = replace(head(context, NOT_FOUND, context.formatter.texts.gettext("Page not found")), url="")
    return PageContent("404.html", frame(context, NOT_FOUND), top, {})


@page_output
def _make_redirect(context: RenderContext, address: str) -> PageContent:
    """At an old address: on to the new one, which is the one to index."""
    top = head(context, address, "")
    return PageContent("redirect.html", frame(context, address), top, {"target": href(context, address)})


def _make_picture(picture: Picture) -> bytes:
    return picture.data
