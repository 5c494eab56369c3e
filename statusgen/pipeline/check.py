"""Check a site without publishing it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from statusgen.model.cache import Cache
from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.model.notes import Maintenance, UndatedNote
from statusgen.model.status import Kind
from statusgen.model.text import LocalText
from statusgen.model.themes import Themes
from statusgen.pipeline.changes import change_problems
from statusgen.pipeline.compile import compile_site
from statusgen.pipeline.content import problems_of, site_of, sorted_problems
from statusgen.pipeline.future_times import not_shown_yet
from statusgen.pipeline.recovery.content import recover_content
from statusgen.pipeline.reviews import review_problems
from statusgen.pipeline.series import undone_since, with_occurrences
from statusgen.read import Reading, ReadNote, missing_site_id, read_site, read_whole_site
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
    committed: Callable[[], Mapping[str, bytes] | None] = lambda: None,
) -> tuple[Diagnostic, ...]:
    """Return all problems of content and theme, sorted by file and place.

    Content that readers will see only later counts as well; what is due or late is so at `now`. With
    `previous`, as in `compile_site`, warnings of settings that change the published site are included.
    `committed` returns the content before this one, None if there is none; it shows which recurring work has
    begun if nothing is published.
    """
    cache = Cache()
    written = read_whole_site(files, cache)
    reading, _ = with_occurrences(written, now, previous or {})
    notes = (one.note for one in reading.notes)
    named = (at for note in notes if note and not isinstance(note, UndatedNote) for at in instants(note))
    last = max(named, default=now)  # from then on, no problem can appear
    results = {
        at: compile_site(files, themes, now=at, previous=previous, lazy=True, cache=cache)
        for at in (now, max(now, last))
    }
    missing = missing_site_id(reading.settings, Span(SITE, 1)) if reading.settings else ()
    # Recurring work that is to come is not undone by a change, although it will have begun at a later time.
    compiled = (
        problem
        for at, result in results.items()
        for problem in result.diagnostics
        if at == now or problem.code != "past-occurrence-lost"
    )
    undone = () if previous else _undone(written, committed, now)
    of_rules = (*review_problems(reading, now), *change_problems(reading, now))
    return sorted_problems([*missing, *compiled, *undone, *_endless(written), *of_rules])


def _series(written: Reading) -> Iterator[tuple[ReadNote, Maintenance]]:
    for one in written.notes:
        if one.recurs and isinstance(one.whole, Maintenance):
            yield one, one.whole


def _endless(written: Reading) -> Iterator[Diagnostic]:
    """Yield hints about recurring work without an end."""
    for _, note in _series(written):
        if note.repeat and note.until is None:
            help = "Write its last day once you know it: `until: 2027-05-31`. Do not change `repeat` then."
            place = note.places.get("repeat", note.span)
            yield Diagnostic("endless-repeat", place, "this work recurs without an end", help)


def _undone(
    written: Reading, committed: Callable[[], Mapping[str, bytes] | None], now: datetime
) -> Iterator[Diagnostic]:
    """Yield errors for recurring work that had begun by the committed content, and has not now."""
    begun = (one for one, note in _series(written) if note.starts <= now)
    series = next(begun, None)
    before = committed() if series else None
    if series and before is None:
        message = "whether a changed rule undoes work that has begun is not known here"
        help = "Name the folder of the published site with `--out`, or check in a clone with earlier commits."
        yield Diagnostic("past-occurrences-unknown", Span(series.main), message, help)
    elif before is not None:
        yield from undone_since(written, read_site(before), now)


def site_timeline(
    files: Mapping[str, bytes], now: datetime, cache: Cache | None = None
) -> tuple[Timeline | None, tuple[Diagnostic, ...]]:
    """Return the timeline of all that can be published, and all problems of the content.

    The timeline is None when the settings cannot be read.
    """
    reading, _ = with_occurrences(read_whole_site(files, cache), now, {})
    problems = sorted_problems([*problems_of(reading), *not_shown_yet(reading, now)])
    if reading.settings is None:
        return None, problems
    language = reading.settings.languages[0]
    titles = {kind: LocalText(((language, kind.value),)) for kind in Kind}
    return derive(site_of(recover_content(reading, {}, now, titles)), now), problems
