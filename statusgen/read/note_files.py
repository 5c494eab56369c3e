"""Files of a note, and the paths that can belong to one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from statusgen.model.status import DATED_FOLDERS, Kind
from statusgen.read.texts import LANGUAGE_PATTERN

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
SITE, CATALOG, GLOSSARY = "site.yml", "services.yml", "glossary.yml"
TRANSLATION = re.compile(rf"(?P<stem>.+)\.(?P<language>{LANGUAGE_PATTERN})")
WORDS = ".md"


@dataclass(slots=True)
class NoteFiles:
    """Files of a note. Translations are by language; those of update files by (file, language)."""

    kind: Kind
    id: str
    main: str = ""
    translations: dict[str, str] = field(default_factory=dict)
    updates: list[str] = field(default_factory=list)
    update_translations: dict[tuple[str, str], str] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)
    second_main: str = ""
    """Other main file of a note that is both a file and a folder."""
    language: str = ""
    """Language of the main file, if it is not the site's default language."""
    unread: str = ""
    """File that cannot be read as a part of the note, if there is no other."""

    def paths(self) -> frozenset[str]:
        """Return the paths of all files."""
        translations = (*self.translations.values(), *self.update_translations.values())
        words = (self.main, self.second_main, self.unread, *translations, *self.updates)
        return frozenset(filter(None, (*words, *self.pictures)))


def files_about(files: Mapping[str, bytes], kind: Kind, id_: str) -> dict[str, bytes]:
    """Return the files of a note and those that all notes share; maybe a few of other notes."""
    own = {path: files[path] for path in files if is_of_note(path, f"{kind}/{id_}")}
    return shared_files(files) | own


def shared_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files that all notes share: settings, catalog and glossary."""
    return {path: data for path, data in files.items() if "/" not in path}


def with_only_note(files: Mapping[str, bytes], path: str, text: str) -> dict[str, bytes]:
    """Return the files of the site with `text` as its only note, at a path such as `incidents/x.md`."""
    return {**shared_files(files), path: text.encode()}


def is_text_of_note(path: str) -> bool:
    """Return whether a content file is a text of an incident, a maintenance or a notice."""
    return path.startswith(DATED_FOLDERS) and is_words(path)


def is_of_note(path: str, key: str) -> bool:
    """Return whether a content file may belong to the note with this key, such as `incident/x`.

    These are `incidents/x.md`, `incidents/x.zh.md` and all files below `incidents/x/`.
    """
    kind, _, id_ = key.partition("/")
    folders = [one.folder for one in Kind if one == kind]
    return composed(path).startswith(tuple(f"{one}/{id_}{end}" for one in folders for end in "./"))


def composed(path: str) -> str:
    """Return a path in Unicode's composed form (NFC), as ids and addresses have it."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)


def shared_name(path: str) -> str:
    """Return the composed beginning of the paths of all files of a note; other notes may share it."""
    folder, _, rest = composed(path).partition("/")
    name = rest.partition("/")[0]
    name = stem_of(name) if is_words(name) else name
    match = TRANSLATION.fullmatch(name)
    return f"{folder}/{match['stem'] if match else name}"


_MONTH = re.compile(r"[12][0-9]{3}-(?:0[1-9]|1[0-2])")
_NEARLY_A_MONTH = (
    re.compile(r"(?P<year>[12][0-9]{3})[-_. ]?(?P<month>[0-9]{1,2})(?![0-9])"),
    re.compile(r"(?P<month>[0-9]{1,2})[-_. ]?(?P<year>[12][0-9]{3})(?![0-9])"),
)


def is_month(id_: str) -> bool:
    """Return whether the id of a report is a month, such as `2026-05`."""
    return _MONTH.fullmatch(id_) is not None


def month_in(name: str) -> str:
    """Return the month with which a name seems to begin: `2026-05` for `2026-5` and `05-2026`; else empty."""
    found = (match for pattern in _NEARLY_A_MONTH if (match := pattern.match(name)))
    months = (f"{match['year']}-{match['month']:0>2}" for match in found)
    return next(filter(is_month, months), "")


def is_words(name: str) -> bool:
    """Return whether a file has words; some systems write the ending in capitals."""
    return name.lower().endswith(WORDS)


def stem_of(name: str) -> str:
    """Return the name of a file with words, without its ending."""
    return name[: -len(WORDS)]
