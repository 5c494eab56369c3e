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
from statusgen.render.context import Edition, href, note_address, output_path, plain, service_address
from statusgen.render.feeds.scopes import Scope, scopes
from statusgen.render.frame import GLOSSARY, SUBSCRIBE, UPTIME, Turn, frame, head, state_icon
from statusgen.render.pages.history_pages import history_pages
from statusgen.render.pages.home import free_page_view, home_view
from statusgen.render.pages.note import SUMMARY_LENGTH, note_view
from statusgen.render.pages.search import search_index
from statusgen.render.pages.service import service_page_view
from statusgen.render.pages.subscribe import subscribe_view
from statusgen.render.pages.template import Sheet, as_page, as_texts, render_text, with_twins
from statusgen.render.pages.uptime import uptime_view
from statusgen.render.views.words import TermView
from statusgen.timeline.history import Past, ServicePast
from statusgen.timeline.note_summary import Story
from statusgen.timeline.site_state import Scene, ServiceStory, UptimeStory, by_service

NOT_FOUND = "404.html"
LLMS = "llms.txt"
Told = TypeVar("Told")
NOTES_OF_A_SERVICE = 20


def pages(
    edition: Edition, site: Site, scenes: Sequence[Scene], past: Past, uptime: UptimeStory
) -> Iterator[Output]:
    """All pages of an edition as they are in the first scene, with what they turn into in the next ones.

    Those of settled notes are left to `settled_note_pages`.
    """
    stories = scenes[0].stories
    yield from with_twins(_home_pages(edition, site, scenes))
    yield _llms(edition, site, scenes[0])
    yield from with_twins(_service_pages(edition, site, scenes, past))
    yield from with_twins(history_pages(edition, past))
    yield from search_index(edition, past.notes)
    yield from with_twins(_note_pages(edition, scenes))
    yield from with_twins(_other_pages(edition, site, uptime))
    for story in stories.all:
        if not story.settled:
            yield from _beside(edition, note_address(story.kind, story.id), story.note)
    for page in site.pages:
        yield from _beside(edition, note_address(Kind.PAGE, page.id), page)
    yield Output(output_path(edition, NOT_FOUND), _make_not_found, (edition,))


def _other_pages(edition: Edition, site: Site, uptime: UptimeStory) -> Iterator[Output]:
    for page in site.pages:
        yield Output(output_path(edition, note_address(Kind.PAGE, page.id)), _make_page, (edition, page))
    if edition.glossary_page:
        yield Output(output_path(edition, GLOSSARY), _make_glossary, (edition,))
    yield Output(output_path(edition, UPTIME), _make_uptime, (edition, uptime), late=True)
    yield Output(output_path(edition, SUBSCRIBE), _make_subscribe, (edition, tuple(scopes(site))))


def _home_pages(edition: Edition, site: Site, scenes: Sequence[Scene]) -> Iterator[Output]:
    for path, scene, turn in _versions(edition, "", [(scene.stories.now, scene) for scene in scenes]):
        yield Output(path, _make_home, (edition, scene, site.groups, turn), late=True)


def _llms(edition: Edition, site: Site, scene: Scene) -> Output:
    """The index of texts, in the form of https://llmstxt.org."""
    inputs = (as_texts(edition), scene, site.groups)
    return Output(output_path(edition, LLMS), _make_llms, inputs, late=True)


def _make_llms(edition: Edition, scene: Scene, groups: Sequence[Group]) -> bytes:
    home = home_view(edition, scene.stories, scene.services, groups)
    context = {"frame": frame(edition, ""), "head": head(edition, "", ""), "home": home}
    return render_text(edition, f"text/{LLMS}", context)


def _service_pages(edition: Edition, site: Site, scenes: Sequence[Scene], past: Past) -> Iterator[Output]:
    groups = {group.id: group for group in site.groups}
    notes = by_service(scenes[0].stories.all, NOTES_OF_A_SERVICE)
    for told in zip(*(scene.services for scene in scenes), strict=True):
        service = told[0].life.service
        address, group = service_address(service.id), groups.get(service.group)
        years = tuple(one.year for one in past.years.get(service.id, ()))
        before = ServicePast(notes.get(service.id, ()), years)
        times = (scene.stories.now for scene in scenes)
        changes = _changes(list(zip(times, told, strict=True)), lambda one: (one.life.state, one.life.causes))
        for path, one, turn in _versions(edition, address, changes):
            yield Output(
                path, _make_service, (edition, one, group, before, scenes[0].stories.now, turn), late=True
            )


def _note_pages(edition: Edition, scenes: Sequence[Scene]) -> Iterator[Output]:
    later = [
        (scene.stories.now, {story.key: story for story in scene.stories.all if not story.settled})
        for scene in scenes
    ]
    for story in scenes[0].stories.all:
        if story.settled:
            continue
        told = [(at, stories[story.key]) for at, stories in later] if story.open else [(later[0][0], story)]
        changes = _changes(told, lambda one: one.digest)
        for path, one, turn in _versions(edition, note_address(story.kind, story.id), changes):
            yield Output(path, _make_note, (edition, one, turn))


def settled_note_pages(edition: Edition, story: Story) -> Iterator[Output]:
    """The page of a note that will always be as it is, and its twin."""
    path = output_path(edition, note_address(story.kind, story.id))
    return with_twins([Output(path, _make_note, (edition, story, None))])


def _changes(
    told: Sequence[tuple[datetime, Told]], look: Callable[[Told], object]
) -> list[tuple[datetime, Told]]:
    """Of what is told at several instants, the first and whatever looks different from what came before."""
    return [one for index, one in enumerate(told) if not index or look(one[1]) != look(told[index - 1][1])]


def _versions(
    edition: Edition, address: str, changes: Sequence[tuple[datetime, Told]]
) -> Iterator[tuple[str, Told, Turn | None]]:
    """The page at an address now, and what it turns into: each with its path and with the next turn.

    A script in an open page puts the next version in place when its time comes.
    """
    names = [address, *(f"{address}next-{number}.html" for number in range(1, len(changes)))]
    for index, (_, told) in enumerate(changes):
        after = changes[index + 1 : index + 2]
        turn = Turn(after[0][0], href(edition, names[index + 1])) if after else None
        yield output_path(edition, names[index]), told, turn


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
        yield redirect(edition, output_path(edition, old), address)


def redirect(edition: Edition, path: str, address: str) -> Output:
    """The page at an old path that leads to an address in the edition."""
    return Output(path, _make_redirect, (edition, address))


@as_page
def _make_home(edition: Edition, scene: Scene, groups: Sequence[Group], turn: Turn | None) -> Sheet:
    home = home_view(edition, scene.stories, scene.services, groups)
    around = frame(edition, "", scene.stories.now, turn, scene.version)
    around = replace(around, icon=state_icon(edition, home.overview.state.key))
    return Sheet("home.html", around, head(edition, "", home.overview.sentence.text), {"home": home})


@as_page
def _make_service(
    edition: Edition,
    told: ServiceStory,
    group: Group | None,
    past: ServicePast,
    now: datetime,
    turn: Turn | None,
) -> Sheet:
    service = told.life.service
    address = service_address(service.id)
    page = service_page_view(edition, told, group, past)
    top = head(
        edition, address, page.service.name.text, plain(edition, service.description, SUMMARY_LENGTH).text
    )
    return Sheet("service.html", frame(edition, address, now, turn), top, {"page": page})


@as_page
def _make_note(edition: Edition, story: Story, turn: Turn | None) -> Sheet:
    address = note_address(story.kind, story.id)
    note = note_view(edition, story)
    top = head(edition, address, note.title.text, note.summary.text, "article")
    return Sheet("note.html", frame(edition, address, turn=turn), top, {"note": note})


@as_page
def _make_page(edition: Edition, page: Page) -> Sheet:
    address = note_address(Kind.PAGE, page.id)
    view = free_page_view(edition, page)
    top = head(edition, address, view.title.text, plain(edition, page.intro, SUMMARY_LENGTH).text)
    return Sheet("page.html", frame(edition, address), top, {"page": view})


@as_page
def _make_uptime(edition: Edition, told: UptimeStory) -> Sheet:
    top = head(edition, UPTIME, edition.words.texts.gettext("Uptime"))
    view = uptime_view(edition, told)
    return Sheet("uptime.html", frame(edition, UPTIME, told.now), top, {"uptime": view})


@as_page
def _make_glossary(edition: Edition) -> Sheet:
    top = head(edition, GLOSSARY, edition.words.texts.gettext("Words explained"))
    terms = tuple(TermView(name, meaning, f"word-{id_}") for id_, name, meaning in edition.glossary.terms)
    return Sheet("glossary.html", frame(edition, GLOSSARY), top, {"terms": terms})


@as_page
def _make_subscribe(edition: Edition, subjects: Sequence[Scope]) -> Sheet:
    top = head(edition, SUBSCRIBE, edition.words.texts.gettext("Subscribe"))
    view = subscribe_view(edition, subjects)
    return Sheet("subscribe.html", frame(edition, SUBSCRIBE), top, {"subscribe": view})


@as_page
def _make_not_found(edition: Edition) -> Sheet:
    """Shown at addresses unknown to us, so it must not be indexed under its own."""
    top = replace(head(edition, NOT_FOUND, edition.words.texts.gettext("Page not found")), url="")
    return Sheet("404.html", frame(edition, NOT_FOUND), top, {})


@as_page
def _make_redirect(edition: Edition, address: str) -> Sheet:
    """At an old address: on to the new one, which is the one to index."""
    top = head(edition, address, "")
    return Sheet("redirect.html", frame(edition, address), top, {"target": href(edition, address)})


def _make_picture(picture: Picture) -> bytes:
    return picture.data
