"""Check a site without publishing it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from statusgen.model.cache import Cache
from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.model.notes import UndatedNote
from statusgen.model.status import Kind
from statusgen.model.text import LocalText
from statusgen.model.themes import Themes
from statusgen.pipeline.compile import compile_site
from statusgen.pipeline.content import problems_of, site_of, sorted_problems
from statusgen.pipeline.future_times import not_shown_yet
from statusgen.pipeline.recovery.content import recover_content
from statusgen.pipeline.reviews import review_problems
from statusgen.read import missing_site_id, read_whole_site
from statusgen.read.note_files import SITE
from statusgen.timeline.derive import derive
from statusgen.timeline.site_state import Timeline
from statusgen.timeline.visible import instants


def check_site(
    files: Mapping[str, bytes],
    themes: Themes,
    *,
    now: datetime,
    previous: Mapping[str, bytes] | None = None,
) -> tuple[Diagnostic, ...]:
    """Return all problems of content and theme, sorted by file and place.

    Content that readers will see only later counts as well; what is due or late is so at `now`. With
    `previous`, as in `compile_site`, warnings of settings that change the published site are included.
    """
    cache = Cache()
    reading = read_whole_site(files, cache)
    notes = (one.note for one in reading.notes)
    named = (at for note in notes if note and not isinstance(note, UndatedNote) for at in instants(note))
    last = max(named, default=now)  # from then on, no problem can appear
    results = (
        compile_site(files, themes, now=at, previous=previous, lazy=True, cache=cache)
        for at in {now, max(now, last)}
    )
    missing = missing_site_id(reading.settings, Span(SITE, 1)) if reading.settings else ()
    compiled = (problem for result in results for problem in result.diagnostics)
    return sorted_problems([*missing, *compiled, *review_problems(reading, now)])


def site_timeline(
    files: Mapping[str, bytes], now: datetime, cache: Cache | None = None
) -> tuple[Timeline | None, tuple[Diagnostic, ...]]:
    """Return the timeline of all that can be published, and all problems of the content.

    The timeline is None when the settings cannot be read.
    """
    reading = read_whole_site(files, cache)
    problems = sorted_problems([*problems_of(reading), *not_shown_yet(reading, now)])
    if reading.settings is None:
        return None, problems
    language = reading.settings.languages[0]
    titles = {kind: LocalText(((language, kind.value),)) for kind in Kind}
    return derive(site_of(recover_content(reading, {}, now, titles)), now), problems
