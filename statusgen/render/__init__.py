"""Timelines and a theme to the files of the site as outputs, not yet rendered: pages, feeds, assets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from statusgen.model.cache import Cache
from statusgen.model.output import Part
from statusgen.render.api import api_files, gather
from statusgen.render.archived_notes import archived_notes
from statusgen.render.badges import badges
from statusgen.render.calendars import calendars
from statusgen.render.cms import admin_files
from statusgen.render.context import RenderContext, contexts
from statusgen.render.embeds import embeds
from statusgen.render.feeds import feeds
from statusgen.render.headers import headers_file
from statusgen.render.live import live_file
from statusgen.render.metrics import metrics
from statusgen.render.pages.learned import learned_pages
from statusgen.render.pages.planned import planned_pages
from statusgen.render.pages.redirects import redirects
from statusgen.render.pages.reports import Reports, report_pages
from statusgen.render.pages.site_pages import pages
from statusgen.render.site_files import indexed_addresses, site_files
from statusgen.render.theme.load import LoadedTheme, Theme, ThemeError, load_theme
from statusgen.render.theme.overrides import check_appearance
from statusgen.timeline.history import build_history
from statusgen.timeline.learned import learned
from statusgen.timeline.months import month_reports
from statusgen.timeline.site_state import Timeline

if TYPE_CHECKING:
    from statusgen.plain_language.metrics import Quality

__all__ = ["LoadedTheme", "Theme", "ThemeError", "check_appearance", "load_theme", "render_site"]


def render_site(
    timelines: Sequence[Timeline],
    theme: Theme,
    *,
    live: bool = True,
    quality: Quality | None = None,
    former_languages: Mapping[str, datetime] = MappingProxyType({}),
    cache: Cache | None = None,
) -> tuple[Part, ...]:
    """Return all files of the site in all its languages; if `live`, scripts update open pages.

    `timelines` are the site now and at the next instants at which it changes by itself. `quality` is the
    public report of incident communication, if there is one. `former_languages` are those without a folder
    that had one until an instant. `Output.make` renders a file; it raises `ThemeError` if a template fails.
    """
    lessons = bool(learned(timelines[0]))
    languages = contexts(timelines[0].site, theme, live=live, learned=lessons, cache=cache)
    return tuple(_parts(timelines, languages, quality, former_languages, live=live))


def _parts(
    timelines: Sequence[Timeline],
    languages: Sequence[RenderContext],
    quality: Quality | None,
    former_languages: Mapping[str, datetime],
    *,
    live: bool,
) -> Iterator[Part]:
    timeline = timelines[0]
    site, history = timeline.site, build_history(timeline)
    for context in languages:
        yield from pages(context, timelines, history)
        yield from learned_pages(context, timeline)
        yield from planned_pages(context, timeline)
        yield from badges(context, timeline)
        yield from embeds(context, timeline)
        yield from calendars(context, timeline)
        if live:
            yield live_file(context, timeline)
    months = month_reports(timeline) if languages[0].reports_page else ()
    yield from report_pages(languages, Reports(months, quality, site.reports), timeline)
    yield from feeds(languages, timeline)
    over = tuple(one.month for one in months[1:])
    data = gather(timeline)
    yield from api_files(languages, data, timeline)
    yield from metrics(languages[0], timeline)
    yield from archived_notes(languages, timeline, data.closed)
    addresses = indexed_addresses(languages[0], timeline, history, over)
    yield from redirects(languages[0], timeline, (one.address for one in addresses), former_languages)
    yield from admin_files(site)
    yield headers_file(languages, site)
    yield from site_files(languages, timeline, history, over)
