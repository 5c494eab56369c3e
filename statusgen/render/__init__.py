"""A timeline and a theme to the files of the site, not yet made: pages, feeds, assets."""

from __future__ import annotations

from collections.abc import Iterator

from statusgen.outputs import Output
from statusgen.render.edition import editions
from statusgen.render.feeds import feed, newest_entries
from statusgen.render.pages import pages
from statusgen.render.site_files import site_files
from statusgen.render.stories import tell_services, tell_stories
from statusgen.render.theme import LoadedTheme, Theme, ThemeError, load_theme
from statusgen.timeline.values import Timeline

__all__ = ["LoadedTheme", "Theme", "ThemeError", "load_theme", "render_site"]


def render_site(timeline: Timeline, theme: Theme) -> tuple[Output, ...]:
    """All files of the site in all its languages.

    Nothing is made yet: `Output.make` makes a file, and raises `ThemeError` if its template fails.
    """
    return tuple(_outputs(timeline, theme))


def _outputs(timeline: Timeline, theme: Theme) -> Iterator[Output]:
    site, stories = timeline.site, tell_stories(timeline)
    services, entries = tell_services(timeline, stories), newest_entries(stories)
    languages = editions(site, theme)
    for edition in languages:
        yield from pages(edition, site, stories, services)
        yield feed(edition, entries)
    yield from site_files(languages, site, stories)
