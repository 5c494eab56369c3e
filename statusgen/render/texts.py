"""The organisation's words in the language of a context: plain text and Markdown, and names of services."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from urllib.parse import quote

from markupsafe import Markup

from statusgen.markdown import (
    Names,
    Place,
    html_to_text,
    outline,
    plain_text,
    render_markdown,
    resolve_address,
    shorten_lines,
    with_headings,
    with_links,
)
from statusgen.model.catalog import FormerName, name_on
from statusgen.model.states import ServiceState
from statusgen.model.text import LocalText, pick
from statusgen.render.context import RenderContext, href, once, url
from statusgen.render.localization.labels import state_label
from statusgen.render.urls import service_address
from statusgen.render.views.words import HeadingLink, Link, RichText, Text
from statusgen.timeline.calendar import day_at

FEWEST_HEADINGS = 3
"""A shorter text has no table of contents."""


def localized(context: RenderContext, text: LocalText) -> Text:
    """Return plain text in the context's language, or else in another, which the result names."""
    words, language = pick(text, context.language)
    return Text(words, "" if language == context.language else language)


def rich_text(
    context: RenderContext, text: LocalText, address: str, *, top_heading: int, ids: str = ""
) -> RichText:
    """Render Markdown for the page at an address.

    `ids` is the prefix of all ids in the text, unique on the page. Without it there are none, as where texts
    of several notes are on one page.
    """
    words, language = pick(text, context.language)
    if not words:
        return RichText(Markup())
    place = Place(href(context, address), context.root, ids, _names(context))
    html = render_markdown(context.renderer, words, place, top_heading=top_heading)
    headings = tuple(HeadingLink(f"#{quote(id_, safe='~:')}", words) for id_, words in outline(html))
    return RichText(
        Markup(html),  # noqa: S704 - sanitised
        "" if language == context.language else language,
        headings if len(headings) >= FEWEST_HEADINGS else (),
        _markdown(context, words, address, top_heading),
    )


def _markdown(context: RenderContext, words: str, address: str, top_heading: int) -> str:
    """Return the Markdown itself with absolute links, its headings below those of the page."""
    place = Place(url(context, address), context.settings.url)
    return with_headings(with_links(words, lambda link: resolve_address(link, place)), top_heading)


def _names(context: RenderContext) -> Names:
    texts = context.formatter.texts
    return Names(
        texts.gettext("Table: %(name)s"), texts.gettext("Code: %(name)s"), texts.gettext("Back to the text")
    )


def feed_html(context: RenderContext, text: LocalText, address: str) -> str:
    """Render Markdown of the note at an address for use outside the site: HTML with absolute links."""
    words, _ = pick(text, context.language)
    return once(context, ("feed html", words, address), lambda: _feed_html(context, words, address))


def _feed_html(context: RenderContext, words: str, address: str) -> str:
    place = Place(url(context, address), context.settings.url, names=None)
    return render_markdown(context.renderer, words, place, top_heading=3)


def plain_line(context: RenderContext, text: LocalText, limit: int) -> Text:
    """Return Markdown as one line without markup, of at most `limit` characters."""
    words, language = pick(text, context.language)
    line = plain_text(context.renderer, words, limit)
    return Text(line, "" if language == context.language else language)


def plain_lines(context: RenderContext, text: LocalText, address: str, limit: int) -> str:
    """Return Markdown as plain text that keeps its structure, of at most `limit` characters."""
    return shorten_lines(html_to_text(feed_html(context, text, address)), limit)


def service_link(context: RenderContext, id_: str) -> Link:
    """Return the link to a service's page."""
    return Link(href(context, service_address(id_)), service_name(context, id_))


def service_name(context: RenderContext, id_: str, at: datetime | None = None) -> Text:
    """Return a service's name at an instant; None for its name of today."""
    service = context.services[id_]
    return localized(context, name_at(context, service.name, service.formerly, at) if at else service.name)


def service_names(
    context: RenderContext, states: Mapping[str, ServiceState], at: datetime | None, *, with_states: bool
) -> list[str]:
    """Return the names that the services of the catalog had at an instant, with their states if asked for."""
    return [
        service_name(context, id_, at).text
        + (f" ({state_label(context.formatter, state).text})" if with_states else "")
        for id_, state in states.items()
        if id_ in context.services
    ]


def name_at(
    context: RenderContext, name: LocalText, formerly: Iterable[FormerName], at: datetime
) -> LocalText:
    """Return the name at an instant, given today's and the former ones, oldest first."""
    return name_on(name, formerly, day_at(at, context.settings.zone))
