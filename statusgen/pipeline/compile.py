"""Compile a site: from content and theme files to outputs and diagnostics. Read this first.

The steps are read, archive, derive, render. All of it is pure: callers bring the clock, disk and terminal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from statusgen.model.cache import Cache
from statusgen.model.diagnostics import Diagnostic, Level, Span
from statusgen.model.notes import AnyNote, Incident, Maintenance, Notice, Page, UnreadableNote
from statusgen.model.output import Output, Part, Result
from statusgen.model.packed import Lazy
from statusgen.model.site import Site
from statusgen.model.status import Kind
from statusgen.model.text import N_, LocalText, localise
from statusgen.model.themes import Themes
from statusgen.pipeline.address_clashes import Clash, find_clashes
from statusgen.pipeline.future_times import not_shown_yet
from statusgen.pipeline.published import (
    CATALOG_RECORD,
    LastPublished,
    pack_catalog,
    pack_notes,
    read_published,
)
from statusgen.pipeline.records import Records, changed_settings, leaving, read_records, record_file, revise
from statusgen.pipeline.recovery.attempt import RecoveryContext, plain_name
from statusgen.pipeline.recovery.recover import recover
from statusgen.read import Catalog, Reading, ReadNote, missing_site_id, read_site
from statusgen.read.note_files import CATALOG
from statusgen.render import Theme, check_appearance, load_theme, render_site
from statusgen.render.localization.labels import KINDS
from statusgen.timeline.archive import archive
from statusgen.timeline.current_values import services_named
from statusgen.timeline.derive import derive
from statusgen.timeline.forecast import forecast
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import Timeline, month_of
from statusgen.timeline.visible import instants, known_from, visible

if TYPE_CHECKING:
    from statusgen.plain_language.metrics import Quality

LAST_PUBLISHED = ".statusgen/notes/"
"""The folder of records in the output, for `previous` of a later run."""


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
    cache: Cache | None = None,
) -> Result:
    """Return the site as of `now` (an aware instant).

    `files` are the content by path; `theme` and `url` replace the values in site.yml. `previous` are the
    records of the last publication by path below `LAST_PUBLISHED`. With an error the result has no outputs.
    With `keep_going`, all that has no error is published, and the rest keeps its last published value; see
    `recover`. With `live`, a script updates open pages as time passes. `cache` holds results of earlier runs.
    """
    cache = cache or Cache()
    reading = read_site(files, cache)
    problems = _problems(reading)
    if reading.settings is None or not reading.publishable:
        return Result((), _sorted(problems), None)
    settings = replace(reading.settings, url=url or reading.settings.url)
    reading = replace(reading, settings=settings)
    loaded = load_theme(themes, theme or settings.theme, settings.languages, cache)
    problems += loaded.problems
    if loaded.theme is None:
        return Result((), _sorted(problems), None)
    problems += check_appearance(loaded.theme, settings.appearance)
    content = _recovered(reading, previous or {}, now, _titles(loaded.theme, settings.languages))
    if _any_error(reading.problems) and not content.reading.catalog.services:
        return Result((), _sorted(problems), None)  # a page without services would say that all of them work
    options = _RenderOptions(loaded.theme, now, live, read_records(previous or {}), previous or {})
    current = [one for one in reading.notes if not _archived(one, now, cache)]
    problems += not_shown_yet(replace(reading, notes=tuple(current)), now)
    content = _still_known(content, current, previous or {}, now)
    made = _compiled(content, options, cache)
    problems += (*made.changed_settings, *(clash.diagnostic for clash in made.clashes))
    if not keep_going and _any_error(problems):
        return Result((), _sorted(problems), None)
    for reduced in (_without_aliases, _without):
        if made.clashes:
            content = reduced(content, {clash.note for clash in made.clashes})
            made = _compiled(content, options, cache)
    if made.clashes:
        return Result((), _sorted(problems), None)
    diagnostics = _sorted([*problems, *content.problems])
    return Result(made.parts, diagnostics, made.next_change, made.counts, incomplete=made.incomplete)


@dataclass(frozen=True, slots=True)
class _Content:
    """Content as it is published, with diagnostics for what was restored or left out."""

    reading: Reading
    notes: tuple[ReadNote, ...]
    unreadable: tuple[UnreadableNote, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


def _recovered(
    reading: Reading, previous: Mapping[str, bytes], now: datetime, titles: Mapping[Kind, LocalText]
) -> _Content:
    """Return all notes as far as they can be shown, and services that they name but the catalog has lost."""
    if all(one.sound for one in reading.notes) and not _any_error(reading.problems):
        return _Content(reading, reading.notes)
    assert reading.settings is not None  # noqa: S101 - its callers have looked
    last, settings = read_published(previous), reading.settings
    known = {service.id for service in reading.catalog.services}
    catalog = _restored_catalog(reading, last)
    shown = frozenset(service.id for service in catalog.services)
    context = RecoveryContext(
        services=shown,
        restored=shown - known,
        names={
            plain_name(name): service.id
            for service in catalog.services
            for name in (service.id, *(words for _, words in service.name.variants))
        },
        languages=settings.languages,
        titles=titles,
        zone=settings.zone,
        now=now,
    )
    found = recover(reading.notes, last, context)
    return _Content(replace(reading, catalog=catalog), found.notes, found.unreadable, found.problems)


def _restored_catalog(reading: Reading, last: LastPublished) -> Catalog:
    """Return the catalog with the last published entries of lost services: those that unsound notes name.

    If part of the catalog cannot be read, all last published services are restored.
    """
    catalog = reading.catalog
    unsound = [one for one in reading.notes if not one.sound]
    read = (one.note or last.notes.get((one.kind, one.id)) for one in unsound)
    wanted = {id_ for note in read if note for id_ in services_named(note)}
    if any(one.level is Level.ERROR and one.span.path == CATALOG for one in reading.problems):
        wanted |= last.services.keys()
    lost = wanted - {service.id for service in catalog.services}
    services = tuple(last.services[id_] for id_ in last.services if id_ in lost)
    groups = {group.id: group for group in catalog.groups}
    for id_ in dict.fromkeys(service.group for service in services):
        if id_ in last.groups:
            groups.setdefault(id_, last.groups[id_])
    housed = (replace(one, group=one.group if one.group in groups else "") for one in services)
    return replace(catalog, groups=tuple(groups.values()), services=(*catalog.services, *housed))


def _still_known(
    content: _Content, current: Iterable[ReadNote], previous: Mapping[str, bytes], now: datetime
) -> _Content:
    """Return the content with the last version of published incidents that are dated after `now`.

    A change of the time zone can date them so; it must not unpublish them.
    """
    ahead = [one for one in current if isinstance(one.note, Incident) and (known_from(one.note) or now) > now]
    known = read_published(previous).notes if ahead else {}
    kept, problems = dict[tuple[Kind, str], ReadNote](), list[Diagnostic]()
    for one in ahead:
        last = known.get((one.kind, one.id))
        if isinstance(last, Incident) and (known_from(last) or now) <= now:
            note = replace(last, path=one.main, pictures=one.pictures)
            kept[one.kind, one.id] = replace(one, kept=Lazy[AnyNote](note), digest=b"")
            message = "this incident was published, and is dated ahead now; its last published version stays"
            problems.append(Diagnostic("kept-last-version", Span(one.main), message, "Correct its times."))
    notes = tuple(kept.get((one.kind, one.id), one) for one in content.notes)
    return replace(content, notes=notes, problems=(*content.problems, *problems))


def _titles(theme: Theme, languages: Sequence[str]) -> Mapping[Kind, LocalText]:
    """Return the titles for notes whose own title cannot be read, by kind."""
    return {
        kind: localise((language, theme.texts[language].gettext(name)) for language in languages)
        for kind, name in (*KINDS.items(), (Kind.PAGE, N_("Page")))
    }


def _without_aliases(content: _Content, keys: Container[str]) -> _Content:
    """Return the content without the aliases of the notes with these keys."""

    def without(one: ReadNote) -> ReadNote:
        if f"{one.kind}/{one.id}" not in keys or not one.note or not one.note.aliases:
            return one
        return replace(one, kept=Lazy[AnyNote](replace(one.note, aliases=())), digest=b"")

    return replace(content, notes=tuple(map(without, content.notes)))


def _without(content: _Content, keys: Container[str]) -> _Content:
    """Return the content without the notes with these keys, which then count as unreadable."""
    out = [one for one in content.notes if f"{one.kind}/{one.id}" in keys]
    unreadable = [UnreadableNote(one.kind, one.id, None) for one in out if one.kind is not Kind.PAGE]
    notes = tuple(one for one in content.notes if one not in out)
    return replace(content, notes=notes, unreadable=(*content.unreadable, *unreadable))


def learn(files: Mapping[str, bytes], now: datetime, cache: Cache) -> None:
    """Put the notes of these files into the cache. Other notes may be missing, not settings and catalog."""
    for one in read_site(files, cache).notes:
        _archived(one, now, cache)


def check_site(
    files: Mapping[str, bytes],
    themes: Themes,
    *,
    now: datetime,
    previous: Mapping[str, bytes] | None = None,
) -> tuple[Diagnostic, ...]:
    """Return all problems of content and theme, sorted by file and place.

    Content that readers will see only later counts as well. With `previous`, as in `compile_site`, warnings
    of settings that change the published site are included.
    """
    cache = Cache()
    reading = read_site(files, cache)
    notes = (one.note for one in reading.notes)
    named = (at for note in notes if note and not isinstance(note, Page) for at in instants(note))
    last = max(named, default=now)  # from then on, no problem can appear
    instants_to_check = {now, max(now, last)}
    results = (
        compile_site(files, themes, now=at, previous=previous, cache=cache) for at in instants_to_check
    )
    missing = missing_site_id(reading.settings, Span("site.yml", 1)) if reading.settings else ()
    return _sorted([*missing, *(problem for result in results for problem in result.diagnostics)])


def site_timeline(
    files: Mapping[str, bytes], now: datetime
) -> tuple[Timeline | None, tuple[Diagnostic, ...]]:
    """Return the timeline of all that can be published, and all problems of the content.

    The timeline is None when the settings cannot be read.
    """
    reading = read_site(files)
    problems = _sorted([*_problems(reading), *not_shown_yet(reading, now)])
    if reading.settings is None:
        return None, problems
    language = reading.settings.languages[0]
    titles = {kind: LocalText(((language, kind.value),)) for kind in Kind}
    content = _recovered(reading, {}, now, titles)
    return derive(_site(content), now), problems


def sound_site(reading: Reading) -> Site:
    """Return the site without the notes that have errors; its settings must have been read."""
    return _site(_Content(reading, tuple(one for one in reading.notes if one.sound)))


def _problems(reading: Reading) -> list[Diagnostic]:
    of_notes = (problem for note in reading.notes for problem in note.problems)
    return [*reading.problems, *reading.strays, *of_notes]


def _sorted(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(dict.fromkeys(problems), key=lambda one: (one.span, one.code, one.message)))


def _any_error(problems: Iterable[Diagnostic]) -> bool:
    return any(problem.level is Level.ERROR for problem in problems)


@dataclass(frozen=True, slots=True)
class _RenderOptions:
    """How the site is rendered, and as of which instant."""

    theme: Theme
    now: datetime
    live: bool
    records: Records
    previous: Mapping[str, bytes]

    def published(self) -> frozenset[str]:
        """Return the keys of the notes in the last publication."""
        return frozenset(f"{kind}/{id_}" for kind, id_ in read_published(self.previous).notes)


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A compiled site, which must not be published if there are clashes."""

    parts: tuple[Part, ...]
    clashes: tuple[Clash, ...]
    next_change: datetime
    counts: tuple[tuple[str, int], ...]
    incomplete: bool
    changed_settings: tuple[Diagnostic, ...]


def _compiled(content: _Content, options: _RenderOptions, cache: Cache) -> _Compiled:
    now, records = options.now, options.records
    archived, current = _split(content, now, cache)

    def revised(summary: NoteSummary) -> NoteSummary:
        return revise(summary, records, now)

    timeline = derive(_site(current), now, archived, revised)
    timelines = (timeline, *(forecast(timeline, revised) if options.live else ()))
    settings, pages = timeline.site.settings, timeline.site.pages

    def whole() -> Site:
        return visible(_site(content), now)

    left = leaving(records, settings.languages, now)
    quality = _public_quality(whole, now) if settings.reports_public else None
    parts = (
        *render_site(
            timelines,
            options.theme,
            live=options.live,
            quality=quality,
            former_languages=left,
            cache=cache,
        ),
        *_records(timeline),
        record_file(LAST_PUBLISHED, settings, timeline.notes, left),
    )
    notes = (timeline.incidents, timeline.maintenances, timeline.notices, pages)
    return _Compiled(
        parts,
        find_clashes(parts, whole, options.published),
        timeline.next_change,
        tuple((kind.value, len(of_kind)) for kind, of_kind in zip(Kind, notes, strict=True)),
        timeline.incomplete,
        tuple(changed_settings(records, settings, timeline.notes)),
    )


def _split(content: _Content, now: datetime, cache: Cache) -> tuple[list[NoteSummary], _Content]:
    """Return the summaries of archived notes, and the content without them."""
    named = Counter((one.kind, one.id) for one in content.notes)
    archived, current = list[NoteSummary](), list[ReadNote]()
    for one in content.notes:
        # Two notes with one name must both stay, to be reported as a clash.
        summary = _archived(one, now, cache) if named[one.kind, one.id] == 1 else None
        if summary:
            archived.append(summary)
        else:
            current.append(one)
    return archived, replace(content, notes=tuple(current))


def _archived(one: ReadNote, now: datetime, cache: Cache) -> NoteSummary | None:
    """Return the permanent summary of a note if time changes it no more."""
    if one.kept is None or not one.digest:
        return None
    found: NoteSummary | None = cache.get("archived", one.digest)
    if found is None and (found := archive(one.kept, now)):
        cache.put("archived", one.digest, found)
    return found if found and found.archived and found.archived <= now else None


def _public_quality(whole: Callable[[], Site], now: datetime) -> Quality:
    """Return the incident communication report."""
    from statusgen.plain_language import lint_site  # noqa: PLC0415 - slow to import, and seldom needed
    from statusgen.plain_language.metrics import measure_quality  # noqa: PLC0415 - likewise

    site = whole()
    return measure_quality(lint_site(site, now), site.settings, now)


def _site(content: _Content) -> Site:
    reading = content.reading
    assert reading.settings is not None  # noqa: S101 - its callers have looked
    notes = [note for one in content.notes if (note := one.note)]
    return Site(
        settings=reading.settings,
        groups=reading.catalog.groups,
        services=reading.catalog.services,
        glossary=reading.glossary,
        incidents=tuple(one for one in notes if isinstance(one, Incident)),
        maintenances=tuple(one for one in notes if isinstance(one, Maintenance)),
        notices=tuple(one for one in notes if isinstance(one, Notice)),
        pages=tuple(one for one in notes if isinstance(one, Page)),
        unreadable=content.unreadable,
    )


def _records(timeline: Timeline) -> Iterator[Output]:
    """Yield records of notes and services as published, for a later run that cannot read them.

    A file holds the notes of one kind and month, so that files are few, and few of them change.
    """
    pages, site = timeline.site.pages, timeline.site
    packs: dict[tuple[str, str], list[NoteSummary | Page]] = {(Kind.PAGE, "page"): [*pages]} if pages else {}
    for summary in timeline.notes:
        year, month = month_of(summary.starts, site.settings.zone)
        packs.setdefault((summary.kind, f"{summary.kind}-{year}-{month:02}"), []).append(summary)
    for (kind, name), notes in packs.items():
        yield Output(f"{LAST_PUBLISHED}{name}.json", _pack, (kind, tuple(notes)))
    yield Output(f"{LAST_PUBLISHED}{CATALOG_RECORD}", pack_catalog, (site.groups, site.services))


def _pack(kind: str, notes: Iterable[NoteSummary | Page]) -> bytes:
    return pack_notes(kind, (one.note if isinstance(one, NoteSummary) else one for one in notes))
