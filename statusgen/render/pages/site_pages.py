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
from statusgen.model.notes import Note, Page
from statusgen.model.output import Output
from statusgen.model.status import Kind
from statusgen.model.text import Picture
from statusgen.render.context import RenderContext, href, note_address, output_path, plain, service_address
from statusgen.render.feeds.scopes import Scope, scopes
from statusgen.render.frame import GLOSSARY, SUBSCRIBE, UPTIME, NextVersion, frame, head, state_icon
from statusgen.render.pages.history_pages import history_pages
from statusgen.render.pages.home import free_page_view, home_view
from statusgen.render.pages.note import SUMMARY_LENGTH, note_view
from statusgen.render.pages.search import search_index
from statusgen.render.pages.service import service_page_view
from statusgen.render.pages.subscribe import subscribe_view
from statusgen.render.pages.template import PageContent, as_texts, page_output, render_text, with_twins
from statusgen.render.pages.uptime import MeasuredServices, uptime_view
from statusgen.render.views.words import TermView
from statusgen.timeline.history import History, ServiceHistory
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import ServiceSummary, Timeline, by_service, offered
from statusgen.timeline.values import GroupUptime, Uptimes

NOT_FOUND = "404.html"
LLMS = "llms.txt"
Told = TypeVar("Told")
NOTES_OF_A_SERVICE = 20


def pages(context: RenderContext, timelines: Sequence[Timeline], past: History) -> Iterator[Output]:
    """Return the pages of a language now, and their versions at the next instants.

    Pages of archived notes are left to `archived_note_pages`.
    """
    timeline = timelines[0]
    site = timeline.site
    yield from with_twins(_home_pages(context, timelines))
    yield _llms(context, timeline)
    yield from with_twins(_service_pages(context, timelines, past))
    yield from with_twins(history_pages(context, past))
    yield from search_index(context, past.notes)
    yield from with_twins(_note_pages(context, timelines))
    yield from with_twins(_other_pages(context, timeline))
    for story in timeline.notes:
        if not story.archived:
            yield from _beside(context, note_address(story.kind, story.id), story.note)
    for page in site.pages:
        yield from _beside(context, note_address(Kind.PAGE, page.id), page)
    yield Output(output_path(context, NOT_FOUND), _make_not_found, (context,))


def _other_pages(context: RenderContext, timeline: Timeline) -> Iterator[Output]:
    site = timeline.site
    for page in site.pages:
        yield Output(output_path(context, note_address(Kind.PAGE, page.id)), _make_page, (context, page))
    if context.glossary_page:
        yield Output(output_path(context, GLOSSARY), _make_glossary, (context,))
    measured = tuple((one.service, one.uptimes) for one in offered(timeline.services))
    uptime = (context, timeline.now, timeline.uptimes, timeline.groups, measured)
    yield Output(output_path(context, UPTIME), _make_uptime, uptime, late=True)
    yield Output(output_path(context, SUBSCRIBE), _make_subscribe, (context, tuple(scopes(site))))


def _home_pages(context: RenderContext, timelines: Sequence[Timeline]) -> Iterator[Output]:
    for path, timeline, turn in _page_versions(context, "", [(one.now, one) for one in timelines]):
        yield Output(path, _make_home, (context, timeline, timeline.site.groups, turn), late=True)


def _llms(context: RenderContext, timeline: Timeline) -> Output:
    """The index of texts, in the form of https://llmstxt.org."""
    inputs = (as_texts(context), timeline, timeline.site.groups)
    return Output(output_path(context, LLMS), _make_llms, inputs, late=True)


def _make_llms(context: RenderContext, timeline: Timeline, groups: Sequence[Group]) -> bytes:
    home = home_view(context, timeline, groups)
    variables = {"frame": frame(context, ""), "head": head(context, "", ""), "home": home}
    return render_text(context, f"text/{LLMS}", variables)


def _service_pages(context: RenderContext, timelines: Sequence[Timeline], past: History) -> Iterator[Output]:
    now, groups = timelines[0].now, {group.id: group for group in timelines[0].site.groups}
    notes = by_service(timelines[0].notes, NOTES_OF_A_SERVICE)
    for told in zip(*(timeline.services for timeline in timelines), strict=True):
        service = told[0].service
        address, group = service_address(service.id), groups.get(service.group)
        years = tuple(one.year for one in past.years.get(service.id, ()))
        before = ServiceHistory(notes.get(service.id, ()), years)
        times = (timeline.now for timeline in timelines)
        changes = _changes(list(zip(times, told, strict=True)), lambda one: (one.state, one.causes))
        for path, one, turn in _page_versions(context, address, changes):
            yield Output(path, _make_service, (context, one, group, before, now, turn), late=True)


def _note_pages(context: RenderContext, timelines: Sequence[Timeline]) -> Iterator[Output]:
    later = [
        (timeline.now, {story.key: story for story in timeline.notes if not story.archived})
        for timeline in timelines
    ]
    for story in timelines[0].notes:
        if story.archived:
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
    context: RenderContext, timeline: Timeline, groups: Sequence[Group], turn: NextVersion | None
) -> PageContent:
    home = home_view(context, timeline, groups)
    around = frame(context, "", timeline.now, turn, timeline.version)
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
    service = told.service
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
def _make_uptime(
    context: RenderContext,
    now: datetime,
    site: Uptimes | None,
    groups: Sequence[GroupUptime],
    services: MeasuredServices,
) -> PageContent:
    top = head(context, UPTIME, context.words.texts.gettext("Uptime"))
    view = uptime_view(context, now, site, groups, services)
    return PageContent("uptime.html", frame(context, UPTIME, now), top, {"uptime": view})


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
