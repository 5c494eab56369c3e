"""A cState site (a theme of Hugo) to a content folder: its configuration and all its notes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from statusgen.canonical import write_note
from statusgen.diagnostics import Diagnostic, Span
from statusgen.importers.cstate.config import (
    load_config,
    numbered,
    read_catalog,
    site_language,
    site_languages,
    write_catalog,
    write_site,
)
from statusgen.importers.cstate.facts import YES, OldSite
from statusgen.importers.cstate.notes import Taken, take_over
from statusgen.importers.cstate.places import note_paths, report_left_out
from statusgen.model import EMPTY, Settings
from statusgen.read.source import MAX_FILE_BYTES, Source, read_source


@dataclass(frozen=True, slots=True)
class Imported:
    """The files of a content folder by path, and what was odd about the old site."""

    files: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]
    notes: int
    updates: int
    times: int
    """How many times the old notes print for updates: in `track` shortcodes, marks, and in front of lines."""
    used: int
    """How many of these began an update; each of the others is reported."""


def import_cstate(files: Mapping[str, bytes], *, now: datetime, zone: str | None = None) -> Imported:
    """Import from the files of a cState checkout by path.

    `zone` is the time zone of times that name none; Hugo takes them as UTC, and so does None. `now` is an
    aware instant; no update is believed to have been posted after it. Diagnostics
    have paths of the old site. No note is lost: what cannot be read as it stands is kept as well as can be.
    """
    problems: list[Diagnostic] = []
    config = load_config(files, problems)
    catalog, language = read_catalog(config), site_language(config)
    settings = Settings(name=EMPTY, url="", zone=ZoneInfo(zone or "UTC"), languages=(language,))
    lowers = str(config.get("disablepathtolower", "")).lower() not in YES
    old_site = OldSite(language, (language, *site_languages(config)), catalog, settings.zone, now, lowers)
    paths = note_paths(files)
    report_left_out(files, paths, problems)
    taken = [take_over(_source(path, files[path], problems), old_site, problems) for path in paths]
    written = {
        "site.yml": write_site(config, language, settings.zone.key).encode(),
        "services.yml": write_catalog(catalog).encode(),
    }
    for one in _with_addresses(taken, problems):
        written |= _files(one, settings)
    ordered = tuple(sorted(problems, key=lambda one: (one.span, one.code)))
    return Imported(
        written,
        ordered,
        notes=len(taken),
        updates=sum(len(one.note.updates) for one in taken),
        times=sum(one.times for one in taken),
        used=sum(one.used for one in taken),
    )


def _source(path: str, data: bytes, problems: list[Diagnostic]) -> Source:
    """The file as text, whatever its bytes."""
    found: list[Diagnostic] = []
    source = read_source(path, data, found)
    if source:
        return source
    help = "Its characters were guessed; compare the imported note with this one."
    problems += [Diagnostic("import-file", one.span, one.message, help) for one in found]
    text = data.decode("cp1252", "replace").encode()
    return read_source(path, text[:MAX_FILE_BYTES], []) or Source(path, "", ("",))


def _with_addresses(taken: Iterable[Taken], problems: list[Diagnostic]) -> Iterator[Taken]:
    """The notes with ids fit for addresses, each its own; of two with one old address, the first keeps it."""
    given, owners = set[str](), dict[str, str]()
    for one in taken:
        slug = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", one.note.id.lower())).strip("-") or "note"
        id_ = next(name for name in numbered(slug) if name not in given)
        given.add(id_)
        aliases = one.note.aliases
        for address in aliases:
            owner = owners.setdefault(address.casefold(), one.note.path)
            if owner != one.note.path:
                aliases = ()
                problems.append(_second(one.note.path, address, owner))
        yield replace(one, note=replace(one.note, id=id_, aliases=aliases))


def _second(path: str, address: str, owner: str) -> Diagnostic:
    message = f"`{address}`, where this was, is also the address of {owner}"
    help = "The address leads to that note. Exchange the `aliases` if it was this one's."
    return Diagnostic("import-file", Span(path), message, help)


def _files(taken: Taken, settings: Settings) -> dict[str, bytes]:
    files = write_note(taken.note, settings)
    if not taken.draft:
        return files
    return {path: data.replace(b"---\n", b"---\ndraft: true\n", 1) for path, data in files.items()}
