"""The whole program in one call: content and theme files in, a site's outputs and diagnostics out.

Pure: the clock, the disk and the terminal belong to the callers. Read this first.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from statusgen.canonical import write_note
from statusgen.diagnostics import Diagnostic, Level, Span
from statusgen.memo import Memo
from statusgen.model import AnyNote, Incident, Kind, Maintenance, Notice, Page, Settings, Site
from statusgen.outputs import Output, Result, folders_of
from statusgen.prose.plain import Judged, judge_note, judge_site, scene_of
from statusgen.quality import Quality, measure_quality
from statusgen.read import Reading, ReadNote, read_site, reread_notes
from statusgen.render import Theme, check_look, load_theme, render_site
from statusgen.timeline import Timeline, derive

_FAR = datetime(2200, 1, 1, tzinfo=UTC)
"""Later than any time that content may hold."""

LAST_PUBLISHED = ".statusgen/notes/"
"""Where in the output the published sources of notes lie, for `previous` of a later run."""


def compile_site(  # noqa: PLR0913 - the one door
    files: Mapping[str, bytes],
    themes: Mapping[str, Mapping[str, bytes]],
    *,
    now: datetime,
    theme: str | None = None,
    url: str | None = None,
    previous: Mapping[str, bytes] | None = None,
    live: bool = True,
    memo: Memo | None = None,
) -> Result:
    """Compile the site as it stands at `now` (an aware instant).

    `files` are the content by path, `themes` each theme's files by theme and path; `theme` and `url` go
    before what site.yml says. Any error leaves the result without outputs, unless `previous` is given, the
    files that the last publication left under `LAST_PUBLISHED`: then a note at fault is replaced by its
    last published version, or left out, and all else is published. With `live`, a script keeps open pages
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
    look = _Look(loaded.theme, now, live)
    notes, kept = _sound_notes(reading, previous or {})
    timeline, outputs, clashes = _compiled(replace(reading, settings=settings), notes, look)
    problems += (clash.diagnostic for clash in clashes)
    if previous is None and _any_error(problems):
        return Result((), _sorted(problems), None)
    if clashes:  # what is left without the notes that clash
        at_fault = {clash.note for clash in clashes}
        notes = [note for note in notes if note.key not in at_fault]
        timeline, outputs, clashes = _compiled(replace(reading, settings=settings), notes, look)
    if clashes:
        return Result((), _sorted(problems), None)
    return Result(outputs, _sorted([*problems, *kept]), timeline.next_change, _counts(timeline.site))


def check_site(
    files: Mapping[str, bytes], themes: Mapping[str, Mapping[str, bytes]], *, now: datetime
) -> tuple[Diagnostic, ...]:
    """All that is wrong with content and theme, also with what readers will see only later.

    Sorted by file and place.
    """
    memo = Memo()
    results = (compile_site(files, themes, now=instant, memo=memo) for instant in (now, _FAR))
    return _sorted(problem for result in results for problem in result.diagnostics)


def judge_words(files: Mapping[str, bytes], now: datetime) -> tuple[Judged, ...]:
    """What the rules of plain language find in the notes that can be read, note by note.

    Empty when the settings cannot be read.
    """
    reading = read_site(files)
    if reading.settings is None:
        return ()
    return judge_site(_site(reading, [one.note for one in reading.notes if one.note and one.sound]), now)


def site_quality(files: Mapping[str, bytes], now: datetime) -> tuple[Quality | None, tuple[Diagnostic, ...]]:
    """How well the sound notes tell of incidents up to `now`, and all that is wrong with the content.

    The report is None when the settings cannot be read.
    """
    timeline, problems = site_timeline(files, now)
    if timeline is None:
        return None, problems
    return measure_quality(judge_site(timeline.site, now), timeline.site.settings, now), problems


def note_judge(
    files: Mapping[str, bytes], now: datetime
) -> tuple[tuple[str, ...], Callable[[str], tuple[Judged, ...]]]:
    """The keys of the notes that can be read, and a function that judges the words of one of them."""
    reading = read_site(files)
    if reading.settings is None:
        return (), lambda _: ()
    site = _site(reading, [one.note for one in reading.notes if one.note and one.sound])
    notes = {note.key: note for note in _all_notes(site)}
    scene = scene_of(site, now)
    return tuple(notes), lambda key: tuple(judge_note(notes[key], scene))


def site_timeline(
    files: Mapping[str, bytes], now: datetime
) -> tuple[Timeline | None, tuple[Diagnostic, ...]]:
    """The timeline of the sound notes alone, and all that is wrong with the content.

    The timeline is None when the settings cannot be read.
    """
    reading = read_site(files)
    problems = _sorted(_problems(reading))
    if reading.settings is None:
        return None, problems
    timeline = derive(_site(reading, [one.note for one in reading.notes if one.note and one.sound]), now)
    return timeline, problems


def _problems(reading: Reading) -> list[Diagnostic]:
    of_notes = (problem for note in reading.notes for problem in note.problems)
    return [*reading.problems, *reading.strays, *of_notes]


def _sorted(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(dict.fromkeys(problems), key=lambda one: (one.span, one.code, one.message)))


def _sound_notes(reading: Reading, previous: Mapping[str, bytes]) -> tuple[list[AnyNote], list[Diagnostic]]:
    """The notes to publish, each at fault replaced by its last published version where there is one."""
    published = {(one.kind, one.id): one for one in reread_notes(_unpack(previous), reading) if one.sound}
    notes, told = list[AnyNote](), list[Diagnostic]()
    for one in reading.notes:
        last = one if one.sound else published.get((one.kind, one.id))
        if last and last.note:
            notes.append(replace(last.note, pictures=one.pictures))
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


def _compiled(
    reading: Reading, notes: Sequence[AnyNote], look: _Look
) -> tuple[Timeline, tuple[Output, ...], list[_Clash]]:
    timeline = derive(_site(reading, notes), look.now)
    settings = timeline.site.settings
    quality = None
    if settings.reports_public:
        quality = measure_quality(judge_site(timeline.site, look.now), settings, look.now)
    outputs = (
        *render_site(timeline, look.theme, live=look.live, quality=quality),
        *_sources(timeline),
    )
    return timeline, outputs, _clashes(outputs, timeline.site)


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


def _counts(site: Site) -> tuple[tuple[str, int], ...]:
    notes = _all_notes(site)
    kinds = {Incident: Kind.INCIDENT, Maintenance: Kind.MAINTENANCE, Notice: Kind.NOTICE, Page: Kind.PAGE}
    return tuple((kind.value, sum(type(one) is cls for one in notes)) for cls, kind in kinds.items())


def _sources(timeline: Timeline) -> tuple[Output, ...]:
    """What readers may know of each note, as a note: its last published version, for a later run.

    A file holds the notes of one kind and month, so that there are few, and few change.
    """
    zone = timeline.site.settings.zone
    packs: dict[str, list[AnyNote]] = {}
    for note in _all_notes(timeline.site):
        month = f"-{note.begins.astimezone(zone):%Y-%m}" if note.begins else ""
        packs.setdefault(f"{type(note).__name__.lower()}{month}", []).append(note)
    return tuple(
        Output(f"{LAST_PUBLISHED}{name}.json", _pack, (tuple(notes), timeline.site.settings))
        for name, notes in packs.items()
    )


def _pack(notes: Iterable[AnyNote], settings: Settings) -> bytes:
    sources = {path: data.decode() for note in notes for path, data in write_note(note, settings).items()}
    return json.dumps(sources, ensure_ascii=False, indent=0, sort_keys=True).encode()


def _unpack(packs: Mapping[str, bytes]) -> dict[str, bytes]:
    """The last published sources by path; what is not such a pack is passed over."""
    sources: dict[str, bytes] = {}
    for data in packs.values():
        with suppress(ValueError, AttributeError):
            sources |= {str(path): str(text).encode() for path, text in json.loads(data).items()}
    return sources


@dataclass(frozen=True, slots=True)
class _Clash:
    """Two outputs that cannot both be, and the key of the note that is to blame for one of them."""

    note: str
    diagnostic: Diagnostic


def _clashes(outputs: Iterable[Output], site: Site) -> list[_Clash]:
    """Two outputs with one address, also where names differ only in case; a file where a folder must be."""
    counts = Counter(output.path.casefold() for output in outputs)
    folders = {folder for path in counts for folder in folders_of(path)}
    clashes = sorted(path for path, count in counts.items() if count > 1 or path in folders)
    return [_clash(path, site) for path in clashes]


def _clash(path: str, site: Site) -> _Clash:
    address = "/" + path.removesuffix("index.html")
    blamed = [note for note in _all_notes(site) if _claims(note, address)]
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
