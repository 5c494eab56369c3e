"""Import a site of cState, a theme of Hugo, into a content folder.

`import_cstate` reads the configuration (`config`) and converts each note (`convert`):

1. `note_paths` finds the files of notes, `front_matter` reads their keys, and `body` their published text.
2. `sections` splits the text where an update begins: at a `track` shortcode, or at a marker such as
   `**Resolved**` or `[Update - 15h50 UTC]`. `markers` recognises these by their words (`status_words`, in the
   languages of cState), and `time_reader` and `times` read the times in them.
3. `source_note` decides when the note began and ended.
4. `plausible_times` decides which of the printed times can be true; `arrange` orders the sections and gives
   each a time and a status; `timeline` makes updates of them and reports times that were not used as printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from statusgen.importers.cstate.config import (
    load_config,
    numbered,
    read_catalog,
    site_language,
    site_languages,
    write_catalog,
    write_site,
)
from statusgen.importers.cstate.convert import ConvertedNote, convert_note
from statusgen.importers.cstate.front_matter import YES
from statusgen.importers.cstate.note_paths import note_paths, report_left_out
from statusgen.importers.cstate.source_note import SourceSite
from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.model.settings import Settings
from statusgen.model.text import EMPTY
from statusgen.read.note_writer import write_note
from statusgen.read.yaml.source import MAX_FILE_BYTES, Source, read_source


@dataclass(frozen=True, slots=True)
class Imported:
    """Files of a content folder by path, and diagnostics about the old site."""

    files: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]
    notes: int
    updates: int
    times: int
    """Number of times that the notes print for updates: in `track` shortcodes, markers, and before lines."""
    used: int
    """Number of these times that begin an update; each of the others is reported."""


def import_cstate(files: Mapping[str, bytes], *, now: datetime, zone: str | None = None) -> Imported:
    """Import from the files of a cState checkout by path.

    `zone` is the time zone of times that name none; None is UTC, as in Hugo. `now` is an aware instant; no
    update can be later. Diagnostics have paths of the old site. No note is lost: text that cannot be read is
    kept as well as possible.
    """
    problems: list[Diagnostic] = []
    config = load_config(files, problems)
    catalog, language = read_catalog(config), site_language(config)
    settings = Settings(name=EMPTY, url="", zone=ZoneInfo(zone or "UTC"), languages=(language,))
    lowers = str(config.get("disablepathtolower", "")).lower() not in YES
    site = SourceSite(language, (language, *site_languages(config)), catalog, settings.zone, now, lowers)
    paths = note_paths(files)
    report_left_out(files, paths, problems)
    taken = [convert_note(_source(path, files[path], problems), site, problems) for path in paths]
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
    """Decode a file; other bytes than UTF-8 are read as Windows-1252, with a report."""
    found: list[Diagnostic] = []
    source = read_source(path, data, found)
    if source:
        return source
    help = "Its characters were guessed; compare the imported note with this one."
    problems += [Diagnostic("import-file", one.span, one.message, help) for one in found]
    text = data.decode("cp1252", "replace").encode()
    return read_source(path, text[:MAX_FILE_BYTES], []) or Source(path, "", ("",))


def _with_addresses(taken: Iterable[ConvertedNote], problems: list[Diagnostic]) -> Iterator[ConvertedNote]:
    """Give each note a unique id for addresses; of two notes with one old address, the first keeps it."""
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


def _files(taken: ConvertedNote, settings: Settings) -> dict[str, bytes]:
    files = write_note(taken.note, settings)
    if not taken.draft:
        return files
    return {path: data.replace(b"---\n", b"---\ndraft: true\n", 1) for path, data in files.items()}
