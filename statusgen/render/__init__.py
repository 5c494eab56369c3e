"""A timeline and a theme to the files of the site, not yet made: pages, feeds, assets."""

from __future__ import annotations

from collections.abc import Iterator

from statusgen.outputs import Output
from statusgen.quality import Quality
from statusgen.render.admin import admin_files
from statusgen.render.api import api_files
from statusgen.render.badges import badges
from statusgen.render.calendars import calendars
from statusgen.render.edition import editions
from statusgen.render.embeds import embeds
from statusgen.render.feeds import feeds
from statusgen.render.headers import headers_file
from statusgen.render.history import tell_past
from statusgen.render.live import live_file
from statusgen.render.look import check_look
from statusgen.render.pages import pages
from statusgen.render.reports import reports
from statusgen.render.site_files import site_files
from statusgen.render.stories import tell_scenes, tell_uptime
from statusgen.render.theme import LoadedTheme, Theme, ThemeError, load_theme
from statusgen.timeline.values import Timeline

__all__ = ["LoadedTheme", "Theme", "ThemeError", "check_look", "load_theme", "render_site"]


def render_site(
    timeline: Timeline, theme: Theme, *, live: bool = True, quality: Quality | None = None
) -> tuple[Output, ...]:
    """All files of the site in all its languages, with what keeps open pages true if it shall be `live`.

    `quality` is the report on how well incidents were told, if it is to be public.

    Nothing is made yet: `Output.make` makes a file, and raises `ThemeError` if its template fails.
    """
    return tuple(_outputs(timeline, theme, quality, live=live))


def _outputs(timeline: Timeline, theme: Theme, quality: Quality | None, *, live: bool) -> Iterator[Output]:
    site, scenes = timeline.site, tell_scenes(timeline, ahead=live)
    stories, uptime = scenes[0].stories, tell_uptime(timeline)
    past = tell_past(timeline, stories)
    languages = editions(site, theme, live=live)
    for edition in languages:
        yield from pages(edition, site, scenes, past, uptime)
        yield from reports(edition, site, quality)
        yield from badges(edition, stories, scenes[0].services)
        yield from embeds(edition, stories, scenes[0].services)
        yield from calendars(edition, stories)
        if live:
            yield live_file(edition, timeline, scenes[0].version)
    yield from feeds(languages, site, stories)
    yield from api_files(languages, timeline, scenes[0])
    yield from admin_files(site)
    yield headers_file(languages)
    yield from site_files(languages, site, stories, past)
