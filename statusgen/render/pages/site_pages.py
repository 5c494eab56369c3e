"""All pages of the site as outputs: path, inputs, and the function that renders them.

An output calls a function `_make_…` with its inputs alone, so they are all that the page depends on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

from statusgen.model.catalog import Group
from statusgen.model.notes import Note, Page
from statusgen.model.output import Output
from statusgen.model.status import Kind
from statusgen.render.context import RenderContext, href, output_path
from statusgen.render.feeds.scopes import Scope, scopes
from statusgen.render.frame import frame, head, state_icon
from statusgen.render.pages.history import history_pages, search_index
from statusgen.render.pages.home import free_page_view, home_view
from statusgen.render.pages.not_found import not_found_view
from statusgen.render.pages.note import SUMMARY_LENGTH, is_followed, note_view
from statusgen.render.pages.series import series_pages
from statusgen.render.pages.service import service_page_view
from statusgen.render.pages.subscribe import subscribe_view
from statusgen.render.pages.template import (
    PageContent,
    markdown_context,
    page_output,
    render_text,
    with_markdown,
)
from statusgen.render.pages.uptime import MeasuredServices, uptime_view
from statusgen.render.pages.versions import page_versions
from statusgen.render.texts import plain_line
from statusgen.render.theme.overrides import make_picture
from statusgen.render.urls import (
    CALENDAR,
    GLOSSARY,
    JSON_FEED,
    LLMS,
    NOT_FOUND,
    RSS,
    STATUS,
    SUBSCRIBE,
    UPTIME,
    alias_address,
    note_address,
    service_address,
)
from statusgen.render.views.frame import NextVersionView
from statusgen.render.views.words import Link, TermView, Text
from statusgen.timeline.history import History, ServiceHistory
from statusgen.timeline.learned import UNRELATED, RelatedNotes, lessons_by_service, related_notes
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.planned import Plan, plan, plan_of_service
from statusgen.timeline.site_state import ServiceSummary, Timeline, by_service, offered
from statusgen.timeline.values import GroupUptime, Uptimes

NOTES_OF_A_SERVICE = 20
"""Closed notes on the page of a service; all of them are on the pages of its years."""


def pages(context: RenderContext, timelines: Sequence[Timeline], history: History) -> Iterator[Output]:
    """Yield all pages of a language but those of archived notes, and the files that belong to pages.

    `timelines` are the site now and at the next instants at which it changes by itself: a page that will
    differ then is followed by its next versions.
    """
    timeline = timelines[0]
    site = timeline.site
    yield from with_markdown(context, _home_pages(context, timelines))
    yield _llms(context, timeline)
    yield from with_markdown(context, _service_pages(context, timelines, history))
    yield from with_markdown(context, history_pages(context, history))
    yield from search_index(context, history.notes)
    yield from with_markdown(context, _note_pages(context, timelines))
    yield from with_markdown(context, series_pages(context, timeline))
    yield from with_markdown(context, _other_pages(context, timeline))
    for note in timeline.notes:
        if not note.archived:
            yield from _pictures_and_aliases(context, note_address(note.kind, note.id), note.note)
    for page in site.pages:
        yield from _pictures_and_aliases(context, note_address(Kind.PAGE, page.id), page)
    yield Output(output_path(context, NOT_FOUND), _make_not_found, (context,))


def _home_pages(context: RenderContext, timelines: Sequence[Timeline]) -> Iterator[Output]:
    versions = [(one.now, one) for one in timelines]
    for path, timeline, next_version in page_versions(context, "", versions, lambda one: one.now):
        yield Output(path, _make_home, (context, timeline, timeline.site.groups, next_version), late=True)


def _llms(context: RenderContext, timeline: Timeline) -> Output:
    """Return the index of the Markdown pages, in the form of https://llmstxt.org."""
    inputs = (markdown_context(context), timeline, timeline.site.groups)
    return Output(output_path(context, LLMS), _make_llms, inputs, late=True)


_FILES = {"JSON": STATUS, "JSON Feed": JSON_FEED, "RSS": RSS, "iCalendar": CALENDAR}
"""Files for programs that llms.txt lists, by the name of their format."""


def _make_llms(context: RenderContext, timeline: Timeline, groups: Sequence[Group]) -> bytes:
    home = home_view(context, timeline, groups)
    files = [Link(href(context, address), Text(name)) for name, address in _FILES.items()]
    variables = {"frame": frame(context, ""), "head": head(context, "", ""), "home": home, "files": files}
    return render_text(context, f"text/{LLMS}", variables)


def _service_pages(
    context: RenderContext, timelines: Sequence[Timeline], history: History
) -> Iterator[Output]:
    groups = {group.id: group for group in timelines[0].site.groups}
    times = [timeline.now for timeline in timelines]
    plans = {timeline.now: plan(timeline) for timeline in timelines}
    notes = {timeline.now: by_service(timeline.notes, NOTES_OF_A_SERVICE) for timeline in timelines}
    lessons = lessons_by_service(timelines[0])
    for summaries in zip(*(timeline.services for timeline in timelines), strict=True):
        service = summaries[0].service
        years = tuple(one.year for one in history.years.get(service.id, ()))
        learned = lessons.get(service.id, ((), ()))
        for path, summary, next_version in page_versions(
            context,
            service_address(service.id),
            list(zip(times, summaries, strict=True)),
            lambda summary: (summary.state, summary.causes),
        ):
            at = next(time for time, one in zip(times, summaries, strict=True) if one is summary)
            planned = plan_of_service(plans[at], service.id)
            past = ServiceHistory(notes[at].get(service.id, ()), years, *learned)
            group = groups.get(service.group)
            inputs = (context, summary, group, planned, past, times[0], at, next_version)
            yield Output(path, _make_service, inputs, late=True)


def _note_pages(context: RenderContext, timelines: Sequence[Timeline]) -> Iterator[Output]:
    states = [
        (timeline.now, {note.key: note for note in timeline.notes if not note.archived})
        for timeline in timelines
    ]
    others = related_notes(timelines[0])
    for key, current in states[0][1].items():
        # A closed note stays as it is, but for a promised postmortem.
        changing = current.open or current.report_by
        versions = [(at, notes[key]) for at, notes in (states if changing else states[:1])]
        address = note_address(current.kind, current.id)
        for path, note, next_version in page_versions(context, address, versions, lambda note: note.digest):
            follow = is_followed(note, states[0][0], context.settings.zone)
            inputs = (context, note, others.get(key, UNRELATED), next_version, follow)
            yield Output(path, _make_note, inputs)


def archived_note_pages(
    context: RenderContext, note: NoteSummary, others: RelatedNotes, *, follow: bool
) -> Iterator[Output]:
    """Return the page of an archived note, which has no next version, and its Markdown version."""
    path = output_path(context, note_address(note.kind, note.id))
    return with_markdown(context, [Output(path, _make_note, (context, note, others, None, follow))])


def _other_pages(context: RenderContext, timeline: Timeline) -> Iterator[Output]:
    site = timeline.site
    for page in site.pages:
        yield Output(output_path(context, note_address(Kind.PAGE, page.id)), _make_page, (context, page))
    if context.glossary_page:
        yield Output(output_path(context, GLOSSARY), _make_glossary, (context,))
    measured = tuple((one.service, one.uptimes, one.level) for one in offered(timeline.services))
    uptime = (context, timeline.now, timeline.uptimes, timeline.groups, measured)
    yield Output(output_path(context, UPTIME), _make_uptime, uptime, late=True)
    yield Output(output_path(context, SUBSCRIBE), _make_subscribe, (context, tuple(scopes(site))))


def _pictures_and_aliases(context: RenderContext, address: str, note: Note) -> Iterator[Output]:
    """Yield the pictures of a note, and redirects from its former addresses."""
    yield from picture_files(context, address, note)
    for alias in note.aliases:
        yield redirect(context, output_path(context, alias_address(alias)), address)


def picture_files(context: RenderContext, address: str, note: Note) -> Iterator[Output]:
    """Yield the pictures that the words of a note show so far."""
    words = "\n".join(
        text for one in (note.intro, *(update.body for update in note.updates)) for _, text in one.variants
    )
    for picture in note.pictures:
        if picture.name in words or quote(picture.name) in words:
            yield Output(output_path(context, address + picture.name), make_picture, (picture,))


def redirect(context: RenderContext, path: str, address: str) -> Output:
    """Return the page at a former path that leads to an address."""
    return Output(path, _make_redirect, (context, address))


@page_output
def _make_home(
    context: RenderContext, timeline: Timeline, groups: Sequence[Group], next_version: NextVersionView | None
) -> PageContent:
    home = home_view(context, timeline, groups)
    around = frame(context, "", timeline.now, next_version, timeline.version)
    around = replace(around, icon=state_icon(context, home.overview.state.key))
    return PageContent("home.html", around, head(context, "", home.overview.sentence.text), {"home": home})


@page_output
def _make_service(  # noqa: PLR0913, PLR0917 - all that the page follows from
    context: RenderContext,
    summary: ServiceSummary,
    group: Group | None,
    planned: Plan,
    history: ServiceHistory,
    now: datetime,
    at: datetime,
    next_version: NextVersionView | None,
) -> PageContent:
    service = summary.service
    address = service_address(service.id)
    page = service_page_view(context, summary, group, planned, history, at)
    top = head(
        context,
        address,
        page.service.name.text,
        plain_line(context, service.description, SUMMARY_LENGTH).text,
    )
    return PageContent("service.html", frame(context, address, now, next_version), top, {"page": page})


@page_output
def _make_note(
    context: RenderContext,
    summary: NoteSummary,
    others: RelatedNotes,
    next_version: NextVersionView | None,
    follow: bool,  # noqa: FBT001 - an input of an output
) -> PageContent:
    address = note_address(summary.kind, summary.id)
    note = note_view(context, summary, others, follow=follow)
    top = head(context, address, note.title.text, note.summary.text, "article")
    template = "problem.html" if summary.kind is Kind.PROBLEM else "note.html"
    return PageContent(template, frame(context, address, next_version=next_version), top, {"note": note})


@page_output
def _make_page(context: RenderContext, page: Page) -> PageContent:
    address = note_address(Kind.PAGE, page.id)
    view = free_page_view(context, page)
    top = head(context, address, view.title.text, plain_line(context, page.intro, SUMMARY_LENGTH).text)
    return PageContent("page.html", frame(context, address), top, {"page": view})


@page_output
def _make_uptime(
    context: RenderContext,
    now: datetime,
    site: Uptimes | None,
    groups: Sequence[GroupUptime],
    services: MeasuredServices,
) -> PageContent:
    top = head(context, UPTIME, context.formatter.texts.gettext("Uptime"))
    view = uptime_view(context, now, site, groups, services)
    return PageContent("uptime.html", frame(context, UPTIME, now), top, {"uptime": view})


@page_output
def _make_glossary(context: RenderContext) -> PageContent:
    top = head(context, GLOSSARY, context.formatter.texts.gettext("Terms explained"))
    terms = tuple(TermView(name, meaning, f"word-{id_}") for id_, name, meaning in context.glossary.terms)
    return PageContent("glossary.html", frame(context, GLOSSARY), top, {"terms": terms})


@page_output
def _make_subscribe(context: RenderContext, scopes: Sequence[Scope]) -> PageContent:
    top = head(context, SUBSCRIBE, context.formatter.texts.gettext("Subscribe"))
    view = subscribe_view(context, scopes)
    return PageContent("subscribe.html", frame(context, SUBSCRIBE), top, {"subscribe": view})


@page_output
def _make_not_found(context: RenderContext) -> PageContent:
    """Render the page for unknown addresses: it has no URL of its own, so that it is not indexed."""
    top = replace(head(context, NOT_FOUND, context.formatter.texts.gettext("Page not found")), url="")
    return PageContent("404.html", frame(context, NOT_FOUND), top, {"not_found": not_found_view(context)})


@page_output
def _make_redirect(context: RenderContext, address: str) -> PageContent:
    """Render the page at a former address. Search engines index the new address."""
    top = head(context, address, "")
    return PageContent("redirect.html", frame(context, address), top, {"target": href(context, address)})
