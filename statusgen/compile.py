"""The whole program in one call: content and theme files in, a site's outputs and diagnostics out.

Pure: the clock, the disk and the terminal belong to the callers. Read this first.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from statusgen.canonical import write_note
from statusgen.diagnostics import Diagnostic, Level, Span
from statusgen.memo import Later, Memo
from statusgen.model import AnyNote, Incident, Kind, Maintenance, Notice, Page, Settings, Site
from statusgen.outputs import Bundle, Output, Part, Result, all_folders_of, outputs_of
from statusgen.read import Reading, ReadNote, missing_id, read_site, reread_notes
from statusgen.records import RECORD, Records, changed_settings, leaving, read_records, record_file, revise
from statusgen.render import Theme, check_look, load_theme, render_site
from statusgen.render.settled import Settled, bygone, settle
from statusgen.render.stories import Stories, month_of, tell_scenes
from statusgen.render.story import Story
from statusgen.timeline import Timeline, derive
from statusgen.timeline.visible import instants, visible

LAST_PUBLISHED = ".statusgen/notes/"
"""Where the output keeps its records, for `previous` of a later run: the published sources of notes."""


def compile_site(  # noqa: PLR0913 - the one door
    files: Mapping[str, bytes],
    themes: Mapping[str, Mapping[str, bytes]],
    *,
    now: datetime,
    theme: str | None = None,
    url: str | None = None,
    previous: Mapping[str, bytes] | None = None,
    keep_going: bool = False,
    live: bool = True,
    memo: Memo | None = None,
) -> Result:
    """Compile the site as it stands at `now` (an aware instant).

    `files` are the content by path, `themes` each theme's files by theme and path; `theme` and `url` go
    before what site.yml says. `previous` are the records that the last publication left under
    `LAST_PUBLISHED`, by their paths from there. Any error leaves the result without outputs, unless it shall
    `keep_going`: then a note at fault is replaced by its last published version, or left out, and all else
    is published. With `live`, a script keeps open pages
    true as time passes; a look at another time does without. What the `memo` knows is not
    read again.
    """
    memo = memo or Memo()
    reading = read_site(files, memo)
    problems = _problems(reading)
    if reading.settings is None or not reading.sound:
        return Result((), _sorted(problems), None)
    settings = replace(reading.settings, url=url or reading.settings.url)
    loaded = load_theme(themes, theme or settings.theme, settings.languages, memo)
    problems += loaded.problems
    if loaded.theme is None:
        return Result((), _sorted(problems), None)
    problems += check_look(loaded.theme, settings.appearance)
    look = _Look(loaded.theme, now, live, read_records(previous or {}))
    notes, kept = _sound_notes(reading, previous or {})
    made = _compiled(replace(reading, settings=settings), notes, look, memo)
    problems += (*made.changed_settings, *(clash.diagnostic for clash in made.clashes))
    if not keep_going and _any_error(problems):
        return Result((), _sorted(problems), None)
    if made.clashes:  # what is left without the notes that clash
        at_fault = {clash.note for clash in made.clashes}
        notes = [one for one in notes if f"{one.kind}/{one.id}" not in at_fault]
        made = _compiled(replace(reading, settings=settings), notes, look, memo)
    if made.clashes:
        return Result((), _sorted(problems), None)
    return Result(made.parts, _sorted([*problems, *kept]), made.next_change, made.counts)


def learn(files: Mapping[str, bytes], now: datetime, memo: Memo) -> None:
    """Let the memo know the notes of these files; others may be missing, but not settings and catalog."""
    for one in read_site(files, memo).notes:
        _settled(one, now, memo)


def check_site(
    files: Mapping[str, bytes], themes: Mapping[str, Mapping[str, bytes]], *, now: datetime
) -> tuple[Diagnostic, ...]:
    """All that is wrong with content and theme, also with what readers will see only later.

    Sorted by file and place.
    """
    memo = Memo()
    reading = read_site(files, memo)
    notes = (one.note for one in reading.notes)
    named = (at for note in notes if note and not isinstance(note, Page) for at in instants(note))
    at_last = max(named, default=now)  # from then on, nothing comes to light any more
    results = (compile_site(files, themes, now=at, memo=memo) for at in {now, max(now, at_last)})
    asked = missing_id(reading.settings, Span("site.yml", 1)) if reading.settings else ()
    return _sorted([*asked, *(problem for result in results for problem in result.diagnostics)])


def site_timeline(
    files: Mapping[str, bytes], now: datetime
) -> tuple[Timeline | None, tuple[Diagnostic, ...]]:
    """The timeline of the sound notes alone, and all that is wrong with the content.

    The timeline is None when the settings cannot be read.
    """
    reading = read_site(files)
    problems = _sorted(_problems(reading))
    return derive(sound_site(reading), now) if reading.settings else None, problems


def sound_site(reading: Reading) -> Site:
    """The site without the notes that have errors; its settings must have been read."""
    return _site(reading, [one.note for one in reading.notes if one.note and one.sound])


def _problems(reading: Reading) -> list[Diagnostic]:
    of_notes = (problem for note in reading.notes for problem in note.problems)
    return [*reading.problems, *reading.strays, *of_notes]


def _sorted(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(dict.fromkeys(problems), key=lambda one: (one.span, one.code, one.message)))


def _sound_notes(reading: Reading, previous: Mapping[str, bytes]) -> tuple[list[ReadNote], list[Diagnostic]]:
    """The notes to publish, each at fault replaced by its last published version where there is one."""
    if all(one.sound for one in reading.notes):
        return list(reading.notes), []
    published = {(one.kind, one.id): one for one in reread_notes(_unpack(previous), reading) if one.sound}
    notes, told = list[ReadNote](), list[Diagnostic]()
    for one in reading.notes:
        last = published.get((one.kind, one.id))
        if one.sound:
            notes.append(one)
        elif last and last.note:
            note = replace(last.note, pictures=one.pictures)
            notes.append(replace(last, kept=Later[AnyNote](note), digest=b""))
        if not one.sound:
            told.append(_told(one, kept=last is not None))
    return notes, told


def _told(one: ReadNote, *, kept: bool) -> Diagnostic:
    if kept:
        message = "this note has errors, so its last published version stays on the site"
        return Diagnostic(
            "kept-last-version", Span(one.main), message, "Mend the errors to publish the new one."
        )
    message = "this note has errors and no last published version, so it is NOT on the site"
    return Diagnostic("left-out", Span(one.main), message, "Mend the errors to publish it.")


def _any_error(problems: Iterable[Diagnostic]) -> bool:
    return any(problem.level is Level.ERROR for problem in problems)


@dataclass(frozen=True, slots=True)
class _Look:
    """How and as of when the site is shown."""

    theme: Theme
    now: datetime
    live: bool
    records: Records


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A site, or what stands in the way of it."""

    parts: tuple[Part, ...]
    clashes: tuple[_Clash, ...]
    next_change: datetime
    counts: tuple[tuple[str, int], ...]
    changed_settings: tuple[Diagnostic, ...]


def _compiled(reading: Reading, notes: Sequence[ReadNote], look: _Look, memo: Memo) -> _Compiled:
    named = Counter((one.kind, one.id) for one in notes)
    alone = (one for one in notes if named[one.kind, one.id] == 1)  # of two with one name, both must be seen
    settled = [found for one in alone if (found := _settled(one, look.now, memo))]
    over = {(one.story.kind, one.story.id) for one in settled}
    standing = [one.note for one in notes if (one.kind, one.id) not in over and one.note]
    timeline = derive(_site(reading, standing), look.now, bygone(settled))
    settings, pages = timeline.site.settings, timeline.site.pages

    def whole() -> Site:
        return visible(_site(reading, [one.note for one in notes if one.note]), look.now)

    quality = None
    if settings.reports_public:
        from statusgen.prose.plain import judge_site  # noqa: PLC0415 - slow to import, and seldom needed
        from statusgen.quality import measure_quality  # noqa: PLC0415 - likewise

        quality = measure_quality(judge_site(whole(), look.now), settings, look.now)

    def revised(story: Story) -> Story:
        return revise(story, look.records, look.now)

    told = [revised(one.story) for one in settled]
    scenes = tell_scenes(timeline, told, ahead=look.live, revise=revised)
    stories = scenes[0].stories
    left = leaving(look.records, settings.languages, look.now)
    parts = (
        *render_site(timeline, look.theme, scenes, live=look.live, quality=quality, left=left),
        *_sources(stories, pages, settings),
        record_file(LAST_PUBLISHED, settings, stories.all, left),
    )
    changed = tuple(changed_settings(look.records, settings, stories.all))
    return _Compiled(parts, _clashes(parts, whole), timeline.next_change, _counts(stories, pages), changed)


def _settled(one: ReadNote, now: datetime, memo: Memo) -> Settled | None:
    """The note as it is for ever, if it is over."""
    if one.kept is None or not one.digest:
        return None
    key = hashlib.sha256(b"settled\0" + one.digest).digest()
    found: Settled | None = memo.find(key)
    if found is None and (found := settle(one.kept, now)):
        memo.used[key] = found
    return found if found and found.since <= now else None


def _site(reading: Reading, notes: Sequence[AnyNote]) -> Site:
    assert reading.settings is not None  # noqa: S101 - its callers have looked
    return Site(
        settings=reading.settings,
        groups=reading.catalog.groups,
        services=reading.catalog.services,
        glossary=reading.glossary,
        incidents=tuple(one for one in notes if isinstance(one, Incident)),
        maintenances=tuple(one for one in notes if isinstance(one, Maintenance)),
        notices=tuple(one for one in notes if isinstance(one, Notice)),
        pages=tuple(one for one in notes if isinstance(one, Page)),
    )


def _all_notes(site: Site) -> tuple[AnyNote, ...]:
    return (*site.incidents, *site.maintenances, *site.notices, *site.pages)


def _counts(stories: Stories, pages: Sequence[Page]) -> tuple[tuple[str, int], ...]:
    told = (stories.incidents, stories.maintenances, stories.notices, pages)
    kinds = (Kind.INCIDENT, Kind.MAINTENANCE, Kind.NOTICE, Kind.PAGE)
    return tuple((kind.value, len(some)) for kind, some in zip(kinds, told, strict=True))


def _sources(stories: Stories, pages: Sequence[Page], settings: Settings) -> tuple[Output, ...]:
    """What readers may know of each note, as a note: its last published version, for a later run.

    A file holds the notes of one kind and month, so that there are few, and few change.
    """
    packs: dict[str, list[Story | Page]] = {"page": [*pages]} if pages else {}
    for story in stories.all:
        year, month = month_of(story.starts, settings.zone)
        packs.setdefault(f"{story.kind}-{year}-{month:02}", []).append(story)
    return tuple(
        Output(f"{LAST_PUBLISHED}{name}.json", _pack, (tuple(notes), settings))
        for name, notes in packs.items()
    )


def _pack(told: Iterable[Story | Page], settings: Settings) -> bytes:
    notes = (one.note if isinstance(one, Story) else one for one in told)
    sources = {path: data.decode() for note in notes for path, data in write_note(note, settings).items()}
    return json.dumps(sources, ensure_ascii=False, indent=0, sort_keys=True).encode()


def _unpack(packs: Mapping[str, bytes]) -> dict[str, bytes]:
    """The last published sources by path; what is not such a pack is passed over."""
    sources: dict[str, bytes] = {}
    for data in (data for name, data in packs.items() if name != RECORD):
        with suppress(ValueError, AttributeError, RecursionError):
            sources |= {str(path): str(text).encode() for path, text in json.loads(data).items()}
    return sources


@dataclass(frozen=True, slots=True)
class _Clash:
    """Two outputs that cannot both be, and the key of the note that is to blame for one of them."""

    note: str
    diagnostic: Diagnostic


def _clashes(parts: Iterable[Part], site: Callable[[], Site]) -> tuple[_Clash, ...]:
    """Two outputs with one address, also where names differ only in case; a file where a folder must be."""
    places = (place for part in parts for place in (part.roots if isinstance(part, Bundle) else (part.path,)))
    if not _contested(places):
        return ()
    notes = _all_notes(site())
    paths = (output.path for part in parts for output in outputs_of(part))
    return tuple(_clash(path, notes) for path in _contested(paths))


def _contested(places: Iterable[str]) -> list[str]:
    """Those at which there are two, or below which there are others."""
    counts = Counter(place.casefold() for place in places)
    folders = all_folders_of(counts)
    return sorted(place for place, count in counts.items() if count > 1 or place in folders)


def _clash(path: str, notes: Sequence[AnyNote]) -> _Clash:
    address = "/" + path.removesuffix("index.html")
    blamed = [note for note in notes if _claims(note, address)]
    span = blamed[-1].span if blamed else Span(path)
    mend = "Rename one of the files, or remove the alias."
    diagnostic = Diagnostic("address-clash", span, f"two files would be published at `{address}`", mend)
    return _Clash(blamed[-1].key if blamed else "", diagnostic)


def _claims(note: AnyNote, address: str) -> bool:
    """Whether a note may have an output at or below an address, whatever the case and the language."""
    aliases = (f"/{alias.strip('/').casefold()}/" for alias in note.aliases)
    below = address.rstrip("/") + "/"
    return note.id.casefold() in address.split("/") or any(
        below in alias or alias in below for alias in aliases
    )
