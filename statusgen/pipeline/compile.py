"""Compile a site: from content and theme files to outputs and diagnostics. Read this first.

The steps are read, recover, archive, derive, render. All of it is pure: callers bring the clock, disk and
terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from statusgen.model.cache import Cache
from statusgen.model.output import Result
from statusgen.model.site import Site
from statusgen.model.status import Kind
from statusgen.model.text import N_, LocalText, localise
from statusgen.model.themes import Themes
from statusgen.pipeline.address_clashes import Clash, find_clashes, without_aliases, without_notes
from statusgen.pipeline.archived_notes import archived_summary, split_archived
from statusgen.pipeline.content import Content, any_error, problems_of, site_of, sorted_problems
from statusgen.pipeline.future_times import days_to_come, not_shown_yet
from statusgen.pipeline.known_links import with_known_links
from statusgen.pipeline.published import note_records
from statusgen.pipeline.recovery.content import keep_published_incidents, recover_content
from statusgen.pipeline.revisions import changed_settings, leaving, read_revisions, revise, revisions_file
from statusgen.pipeline.series import with_occurrences
from statusgen.read import read_whole_site
from statusgen.render import Theme, check_appearance, load_theme, render_site
from statusgen.render.localization.labels import KINDS
from statusgen.timeline.derive import derive
from statusgen.timeline.forecast import forecast
from statusgen.timeline.visible import visible

if TYPE_CHECKING:
    from statusgen.plain_language.metrics import Quality


def compile_site(  # noqa: PLR0913 - the one door
    files: Mapping[str, bytes],
    themes: Themes,
    *,
    now: datetime,
    theme: str | None = None,
    url: str | None = None,
    previous: Mapping[str, bytes] | None = None,
    keep_going: bool = False,
    live: bool = True,
    lazy: bool = False,
    cache: Cache | None = None,
) -> Result:
    """Return the site as of `now` (an aware instant).

    `files` are the content by path; `theme` and `url` replace the values in site.yml. `previous` are the
    records of the last publication, as `Result.records` returns them. With an error the result has no
    outputs. With `keep_going`, all that has no error is published, and the rest keeps its last published
    value; see `recovery`. With `live`, a script updates open pages as time passes. `lazy`, for callers that
    render few pages, is as in `load_theme`. `cache` holds results of earlier runs.
    """
    previous, cache = previous or {}, cache or Cache()

    # Read.
    reading = read_whole_site(files, cache)
    problems = problems_of(reading)
    if reading.settings is None or not reading.publishable:
        return Result((), sorted_problems(problems), None)
    settings = replace(reading.settings, url=url or reading.settings.url)
    reading, undone = with_occurrences(replace(reading, settings=settings), now, previous)
    problems += undone
    loaded = load_theme(themes, theme or settings.theme, settings.languages, cache, lazy=lazy)
    problems += loaded.problems
    if loaded.theme is None:
        return Result((), sorted_problems(problems), None)
    problems += check_appearance(loaded.theme, settings.appearance)

    # Recover what has mistakes, for `keep_going`.
    content = recover_content(reading, previous, now, _titles(loaded.theme, settings.languages))
    if any_error(reading.problems) and not content.reading.catalog.services:
        return Result((), sorted_problems(problems), None)  # a page without services would say that all work
    current = tuple(one for one in reading.notes if not archived_summary(one, now, cache))
    problems += not_shown_yet(replace(reading, notes=current), now)
    problems += days_to_come(replace(reading, notes=current), now)
    content = with_known_links(keep_published_incidents(content, current, previous, now), now)

    # Archive, derive and render; without the notes that cause address clashes.
    render = partial(
        _render,
        theme=loaded.theme,
        previous=previous,
        now=now,
        live=live,
        cache=cache,
    )
    result, clashes = render(content)
    problems += (*result.diagnostics, *(clash.diagnostic for clash in clashes))
    if not keep_going and any_error(problems):
        return Result((), sorted_problems(problems), None)
    for reduced in (without_aliases, without_notes):
        if clashes:
            content = reduced(content, {clash.note for clash in clashes})
            result, clashes = render(content)
    if clashes:
        return Result((), sorted_problems(problems), None)
    return replace(result, diagnostics=sorted_problems([*problems, *content.problems]))


def _titles(theme: Theme, languages: Sequence[str]) -> Mapping[Kind, LocalText]:
    """Return the titles for notes whose own title cannot be read, by kind."""
    return {
        kind: localise((language, theme.texts[language].gettext(name)) for language in languages)
        for kind, name in (*KINDS.items(), (Kind.PAGE, N_("Page")))
    }


def _render(
    content: Content,
    *,
    theme: Theme,
    previous: Mapping[str, bytes],
    now: datetime,
    live: bool,
    cache: Cache,
) -> tuple[Result, tuple[Clash, ...]]:
    """Return the rendered site, which must not be published if there are clashes.

    Its diagnostics are about settings that were changed since the last publication.
    """
    last = read_revisions(previous)
    revised = partial(revise, last=last, now=now)
    archived, current = split_archived(content, now, cache)
    timeline = derive(site_of(current), now, archived, revised)
    timelines = (timeline, *(forecast(timeline, revised) if live else ()))

    def whole() -> Site:
        return visible(site_of(content), now)

    settings, site = timeline.site.settings, timeline.site
    left = leaving(last, settings.languages, now)
    quality = _quality(whole, now) if "communication" in settings.reports.public else None
    parts = (
        *render_site(
            timelines,
            theme,
            live=live,
            quality=quality,
            former_languages=left,
            cache=cache,
        ),
        *note_records(timeline),
        revisions_file(settings, timeline.notes, left),
    )
    dated = (timeline.incidents, timeline.maintenances, timeline.notices, timeline.problems)
    kinds = (*dated, site.pages, site.reports)
    counts = tuple((kind.value, len(notes)) for kind, notes in zip(Kind, kinds, strict=True))
    changed = tuple(changed_settings(last, settings, timeline.notes))
    result = Result(parts, changed, timeline.next_change, counts, incomplete=timeline.incomplete)
    return result, find_clashes(parts, whole, previous)


def _quality(whole: Callable[[], Site], now: datetime) -> Quality:
    """Return the incident communication report."""
    from statusgen.plain_language import lint_site  # noqa: PLC0415 - slow to import, and seldom needed
    from statusgen.plain_language.metrics import measure_quality  # noqa: PLC0415 - likewise

    site = whole()
    return measure_quality(lint_site(site, now), site.settings, now)
