"""The whole program in one call: content and theme files in, a site's outputs and diagnostics out.

Pure: the clock, the disk and the terminal belong to the callers. Read this first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from statusgen.canonical import write_note
from statusgen.diagnostics import Diagnostic, Span
from statusgen.model import AnyNote, Incident, Kind, Maintenance, Notice, Page, Settings, Site
from statusgen.outputs import Output, Result
from statusgen.read import Reading, ReadNote, read_site, reread_notes
from statusgen.render import load_theme, render_site
from statusgen.timeline import Timeline, derive

LAST_PUBLISHED = ".statusgen/notes/"
"""Where in the output the published sources of notes lie, for `previous` of a later run."""


def compile_site(
    files: Mapping[str, bytes],
    themes: Mapping[str, Mapping[str, bytes]],
    *,
    now: datetime,
    theme: str | None = None,
    url: str | None = None,
    previous: Mapping[str, bytes] | None = None,
) -> Result:
    """Compile the site as it stands at `now` (an aware instant).

    `files` are the content by path, `themes` each theme's files by theme and path; `theme` and `url` go
    before what site.yml says. Any error leaves the result without outputs, unless `previous` is given, the
    files that the last publication left under `LAST_PUBLISHED`: then a note at fault is replaced by its
    last published version, or left out, and all else is published.
    """
    reading = read_site(files)
    problems = _problems(reading)
    if reading.settings is None or not reading.sound:
        return Result((), _sorted(problems), None)
    settings = replace(reading.settings, url=url or reading.settings.url)
    loaded = load_theme(themes, theme or settings.theme, settings.languages)
    problems += loaded.problems
    if loaded.theme is None:
        return Result((), _sorted(problems), None)
    notes, kept = _sound_notes(reading, previous or {})
    timeline = derive(_site(replace(reading, settings=settings), notes), now)
    outputs = (*render_site(timeline, loaded.theme), *_sources(timeline))
    clashes = _clashes(outputs, timeline.site)
    problems += clashes
    if clashes or (kept and previous is None):
        return Result((), _sorted(problems), None)
    return Result(outputs, _sorted([*problems, *kept]), timeline.next_change, _counts(timeline.site))


def check_site(
    files: Mapping[str, bytes], themes: Mapping[str, Mapping[str, bytes]], *, now: datetime
) -> tuple[Diagnostic, ...]:
    """All that is wrong with content and theme, sorted by file and place."""
    return compile_site(files, themes, now=now).diagnostics


def site_timeline(files: Mapping[str, bytes], now: datetime) -> Timeline | None:
    """The timeline of the sound notes alone; None when settings or catalog cannot be read."""
    reading = read_site(files)
    if reading.settings is None:
        return None
    return derive(_site(reading, [one.note for one in reading.notes if one.note and one.sound]), now)


def _problems(reading: Reading) -> list[Diagnostic]:
    return [*reading.problems, *(problem for note in reading.notes for problem in note.problems)]


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


def _clashes(outputs: Iterable[Output], site: Site) -> list[Diagnostic]:
    """Two outputs with one address, also where names differ only in case."""
    seen, clashes = set[str](), list[str]()
    for output in outputs:
        address = output.path.casefold()
        if address in seen:
            clashes.append(address)
        seen.add(address)
    return [_clash(address, site) for address in clashes]


def _clash(address: str, site: Site) -> Diagnostic:
    public = "/" + address.removesuffix("index.html")
    blamed = [
        note
        for note in _all_notes(site)
        if any(public.endswith(alias.rstrip("/").casefold() + "/") for alias in note.aliases)
        or note.id.casefold() in public.split("/")
    ]
    span = blamed[-1].span if blamed else Span(address)
    mend = "Rename one of the files, or remove the alias."
    return Diagnostic("address-clash", span, f"two files would be published at `{public}`", mend)
