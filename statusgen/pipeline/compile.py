"""The whole program in one call: content and theme files in, a site's outputs and diagnostics out.

Pure: the clock, the disk and the terminal belong to the callers. Read this first.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from statusgen.model.cache import Cache, Lazy
from statusgen.model.diagnostics import Diagnostic, Level, Span
from statusgen.model.notes import AnyNote, Incident, Kind, Maintenance, Notice, Page, UnreadableNote
from statusgen.model.output import Output, Part, Result
from statusgen.model.site import Site
from statusgen.model.text import LocalText, localise
from statusgen.model.themes import Themes
from statusgen.pipeline.address_clashes import Clash, find_clashes
from statusgen.pipeline.future_times import not_shown_yet
from statusgen.pipeline.published import CATALOG, LastPublished, pack_catalog, pack_notes, read_published
from statusgen.pipeline.records import Records, changed_settings, leaving, read_records, record_file, revise
from statusgen.pipeline.recover import Frame, plain_name, recover, services_named
from statusgen.read import Catalog, Reading, ReadNote, missing_id, read_site
from statusgen.read.note_files import CATALOG as CATALOG_FILE
from statusgen.render import Theme, check_appearance, load_theme, render_site
from statusgen.render.archived_notes import ArchivedNote, archive, archived_downtime
from statusgen.render.localization.labels import KINDS, N_
from statusgen.timeline.calendar import day_at
from statusgen.timeline.derive import derive
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import NoteIndex, month_of, site_states
from statusgen.timeline.values import Timeline
from statusgen.timeline.visible import instants, known_from, visible

LAST_PUBLISHED = ".statusgen/notes/"
"""Where the output keeps its records, for `previous` of a later run."""


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
    memo: Cache | None = None,
) -> Result:
    """Compile the site as it stands at `now` (an aware instant).

    `files` are the content by path; `theme` and `url` go before what site.yml says. `previous` are the
    records that the last publication left under `LAST_PUBLISHED`, by their paths from there. Any error leaves
    the result without outputs, unless it shall `keep_going`: then all that is sound is published, and what a
    mistake reaches keeps its last published value; see `recover`. With `live`, a script keeps open pages true
    as time passes; a look at another time does without. What the `memo` knows is not read again.
    """
    memo = memo or Cache()
    reading = read_site(files, memo)
    problems = _problems(reading)
    if reading.settings is None or not reading.publishable:
        return Result((), _sorted(problems), None)
    settings = replace(reading.settings, url=url or reading.settings.url)
    reading = replace(reading, settings=settings)
    loaded = load_theme(themes, theme or settings.theme, settings.languages, memo)
    problems += loaded.problems
    if loaded.theme is None:
        return Result((), _sorted(problems), None)
    problems += check_appearance(loaded.theme, settings.appearance)
    content = _recovered(reading, previous or {}, now, _titles(loaded.theme, settings.languages))
    if _any_error(reading.problems) and not content.reading.catalog.services:
        return Result((), _sorted(problems), None)  # a page without services would say that all of them work
    look = _RenderOptions(loaded.theme, now, live, read_records(previous or {}), previous or {})
    waiting = [one for one in reading.notes if not _settled(one, now, memo)]
    problems += not_shown_yet(replace(reading, notes=tuple(waiting)), now)
    content = _still_known(content, waiting, previous or {}, now)
    made = _compiled(content, look, memo)
    problems += (*made.changed_settings, *(clash.diagnostic for clash in made.clashes))
    if not keep_going and _any_error(problems):
        return Result((), _sorted(problems), None)
    for spare in (_without_aliases, _without):
        if made.clashes:
            content = spare(content, {clash.note for clash in made.clashes})
            made = _compiled(content, look, memo)
    if made.clashes:
        return Result((), _sorted(problems), None)
    told = _sorted([*problems, *content.problems])
    return Result(made.parts, told, made.next_change, made.counts, incomplete=made.incomplete)


@dataclass(frozen=True, slots=True)
class _Content:
    """The content as it is published, and diagnostics for what was restored or left out."""

    reading: Reading
    notes: tuple[ReadNote, ...]
    unreadable: tuple[UnreadableNote, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


def _recovered(
    reading: Reading, previous: Mapping[str, bytes], now: datetime, titles: Mapping[Kind, LocalText]
) -> _Content:
    """All notes as far as they can be shown, and services that they name although the catalog lost them."""
    if all(one.sound for one in reading.notes) and not _any_error(reading.problems):
        return _Content(reading, reading.notes)
    assert reading.settings is not None  # noqa: S101 - its callers have looked
    last, settings = read_published(previous), reading.settings
    known = {service.id for service in reading.catalog.services}
    catalog = _restored_catalog(reading, last)
    shown = frozenset(service.id for service in catalog.services)
    frame = Frame(
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
        today=day_at(now, settings.zone),
    )
    found = recover(reading.notes, last, frame)
    return _Content(replace(reading, catalog=catalog), found.notes, found.unreadable, found.problems)


def _restored_catalog(reading: Reading, last: LastPublished) -> Catalog:
    """The catalog with the last published entries of services that notes name and it has no more.

    With all of them, if the catalog cannot be read completely.
    """
    catalog = reading.catalog
    unsound = [one for one in reading.notes if not one.sound]
    read = (one.note or last.notes.get((one.kind, one.id)) for one in unsound)
    wanted = {id_ for note in read if note for id_ in services_named(note)}
    if any(one.level is Level.ERROR and one.span.path == CATALOG_FILE for one in reading.problems):
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
    content: _Content, waiting: Iterable[ReadNote], previous: Mapping[str, bytes], now: datetime
) -> _Content:
    """With the last version of incidents that readers know, but that are dated ahead now.

    As after a change of the time zone: what was published does not become unpublished by itself.
    """
    ahead = [one for one in waiting if isinstance(one.note, Incident) and (known_from(one.note) or now) > now]
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
    """What stands for the titles of notes that have none that can be read."""
    return {
        kind: localise((language, theme.texts[language].gettext(name)) for language in languages)
        for kind, name in (*KINDS.items(), (Kind.PAGE, N_("Page")))
    }


def _without_aliases(content: _Content, keys: Container[str]) -> _Content:
    """With notes at their own addresses alone, where an old one is also that of something else."""

    def spared(one: ReadNote) -> ReadNote:
        if f"{one.kind}/{one.id}" not in keys or not one.note or not one.note.aliases:
            return one
        return replace(one, kept=Lazy[AnyNote](replace(one.note, aliases=())), digest=b"")

    return replace(content, notes=tuple(map(spared, content.notes)))


def _without(content: _Content, keys: Container[str]) -> _Content:
    """Without notes that cannot be published, of which readers must know that there is more to say."""
    out = [one for one in content.notes if f"{one.kind}/{one.id}" in keys]
    unreadable = [UnreadableNote(one.kind, one.id, None) for one in out if one.kind is not Kind.PAGE]
    notes = tuple(one for one in content.notes if one not in out)
    return replace(content, notes=notes, unreadable=(*content.unreadable, *unreadable))


def learn(files: Mapping[str, bytes], now: datetime, memo: Cache) -> None:
    """Let the memo know the notes of these files; others may be missing, but not settings and catalog."""
    for one in read_site(files, memo).notes:
        _settled(one, now, memo)


def check_site(
    files: Mapping[str, bytes],
    themes: Themes,
    *,
    now: datetime,
    previous: Mapping[str, bytes] | None = None,
) -> tuple[Diagnostic, ...]:
    """All that is wrong with content and theme, also with what readers will see only later.

    Sorted by file and place. With `previous`, as in `compile_site`, also what settings change for readers.
    """
    memo = Cache()
    reading = read_site(files, memo)
    notes = (one.note for one in reading.notes)
    named = (at for note in notes if note and not isinstance(note, Page) for at in instants(note))
    at_last = max(named, default=now)  # from then on, nothing comes to light any more
    looks = {now, max(now, at_last)}
    results = (compile_site(files, themes, now=at, previous=previous, memo=memo) for at in looks)
    asked = missing_id(reading.settings, Span("site.yml", 1)) if reading.settings else ()
    return _sorted([*asked, *(problem for result in results for problem in result.diagnostics)])


def site_timeline(
    files: Mapping[str, bytes], now: datetime
) -> tuple[Timeline | None, tuple[Diagnostic, ...]]:
    """The timeline of what can be published, and all that is wrong with the content.

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
    """The site without the notes that have errors; its settings must have been read."""
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
    """How and as of when the site is shown."""

    theme: Theme
    now: datetime
    live: bool
    records: Records
    previous: Mapping[str, bytes]

    def published(self) -> frozenset[str]:
        """The keys of the notes that were published before."""
        return frozenset(f"{kind}/{id_}" for kind, id_ in read_published(self.previous).notes)


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A site, or what stands in the way of it."""

    parts: tuple[Part, ...]
    clashes: tuple[Clash, ...]
    next_change: datetime
    counts: tuple[tuple[str, int], ...]
    incomplete: bool
    changed_settings: tuple[Diagnostic, ...]


def _compiled(content: _Content, look: _RenderOptions, memo: Cache) -> _Compiled:
    notes = content.notes
    named = Counter((one.kind, one.id) for one in notes)
    alone = (one for one in notes if named[one.kind, one.id] == 1)  # of two with one name, both must be seen
    settled = [found for one in alone if (found := _settled(one, look.now, memo))]
    over = {(one.story.kind, one.story.id) for one in settled}
    standing = tuple(one for one in notes if (one.kind, one.id) not in over)
    timeline = derive(_site(replace(content, notes=standing)), look.now, archived_downtime(settled))
    settings, pages = timeline.site.settings, timeline.site.pages

    def whole() -> Site:
        return visible(_site(content), look.now)

    quality = None
    if settings.reports_public:
        from statusgen.prose.plain import judge_site  # noqa: PLC0415 - slow to import, and seldom needed
        from statusgen.quality import measure_quality  # noqa: PLC0415 - likewise

        quality = measure_quality(judge_site(whole(), look.now), settings, look.now)

    def revised(story: NoteSummary) -> NoteSummary:
        return revise(story, look.records, look.now)

    told = [revised(one.story) for one in settled]
    scenes = site_states(timeline, told, ahead=look.live, revise=revised)
    stories = scenes[0].stories
    left = leaving(look.records, settings.languages, look.now)
    parts = (
        *render_site(timeline, look.theme, scenes, live=look.live, quality=quality, former_languages=left),
        *_records(stories, pages, timeline.site),
        record_file(LAST_PUBLISHED, settings, stories.all, left),
    )
    return _Compiled(
        parts,
        find_clashes(parts, whole, look.published),
        timeline.next_change,
        _counts(stories, pages),
        timeline.incomplete,
        tuple(changed_settings(look.records, settings, stories.all)),
    )


def _settled(one: ReadNote, now: datetime, memo: Cache) -> ArchivedNote | None:
    """The note as it is for ever, if it is over."""
    if one.kept is None or not one.digest:
        return None
    key = hashlib.sha256(b"settled\0" + one.digest).digest()
    found: ArchivedNote | None = memo.find(key)
    if found is None and (found := archive(one.kept, now)):
        memo.used[key] = found
    return found if found and found.since <= now else None


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


def _counts(stories: NoteIndex, pages: Sequence[Page]) -> tuple[tuple[str, int], ...]:
    told = (stories.incidents, stories.maintenances, stories.notices, pages)
    kinds = (Kind.INCIDENT, Kind.MAINTENANCE, Kind.NOTICE, Kind.PAGE)
    return tuple((kind.value, len(some)) for kind, some in zip(kinds, told, strict=True))


def _records(stories: NoteIndex, pages: Sequence[Page], site: Site) -> Iterator[Output]:
    """What readers may know of each note and service, for a later run that cannot read them.

    A file holds the notes of one kind and month, so that there are few, and few change.
    """
    packs: dict[tuple[str, str], list[NoteSummary | Page]] = {(Kind.PAGE, "page"): [*pages]} if pages else {}
    for story in stories.all:
        year, month = month_of(story.starts, site.settings.zone)
        packs.setdefault((story.kind, f"{story.kind}-{year}-{month:02}"), []).append(story)
    for (kind, name), notes in packs.items():
        yield Output(f"{LAST_PUBLISHED}{name}.json", _pack, (kind, tuple(notes)))
    yield Output(f"{LAST_PUBLISHED}{CATALOG}", pack_catalog, (site.groups, site.services))


def _pack(kind: str, told: Iterable[NoteSummary | Page]) -> bytes:
    return pack_notes(kind, (one.note if isinstance(one, NoteSummary) else one for one in told))
