"""Interface texts by language: gettext catalogues (`.po`) of themes and of this package.

Those in `statusgen/translations/` translate what writers see: the editor of the preview, GitHub's issue forms
and the editor for the browser. Keys are the English texts, so a text without a translation is in English.
The `.txt` beside each catalogue has the names that writers may type; those in `people/` have words that
distinguish people from teams.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Mapping
from copy import copy
from functools import cache, lru_cache
from pathlib import Path

from statusgen.read.language_codes import nearest_language

_FOLDER = Path(__file__).parents[1] / "translations"
Texts = gettext.NullTranslations


class CatalogueError(Exception):
    """A catalogue that cannot be used: the reason, and the line of its file (0: unknown)."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def msgid(text: str) -> str:
    """Mark an English text as a key of the catalogues in `statusgen/translations/`; return it unchanged."""
    return text


def msgids(one: str, many: str) -> tuple[str, str]:
    """Mark a text for one and for many, as `ngettext` takes them."""
    return one, many


def compile_catalogue(data: bytes) -> bytes:
    """Return a `.po` file in the binary form that `gettext` reads.

    Raises `CatalogueError`, also for a translation whose placeholders differ from those of its text.
    """
    from babel.messages.catalog import TranslationError  # noqa: PLC0415 - takes long, and may not be needed
    from babel.messages.checkers import python_format  # noqa: PLC0415 - likewise
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - likewise
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415 - likewise

    made = io.BytesIO()
    try:
        catalogue = read_po(io.BytesIO(data), abort_invalid=True)
        write_mo(made, catalogue)
    except (PoFileError, ValueError, LookupError) as error:  # the last for an unknown encoding
        raise CatalogueError(f"cannot read the catalogue: {error}") from error
    for message in catalogue:
        try:
            python_format(None, message)
        except TranslationError as error:
            raise CatalogueError(
                f"this translation cannot be filled in: {error}", message.lineno or 0
            ) from error
    return made.getvalue()


def load_catalogue(compiled: bytes) -> gettext.GNUTranslations:
    """Return the texts of a compiled catalogue, without a fallback. Raises `CatalogueError`."""
    try:
        return copy(_parsed(compiled))  # whoever adds a fallback adds it to this one alone
    except (ValueError, LookupError) as error:
        raise CatalogueError(f"cannot read the catalogue: {error}") from error


@lru_cache(32)
def _parsed(compiled: bytes) -> gettext.GNUTranslations:
    """Return the texts of a compiled catalogue; a preview needs the same ones with each edit."""
    return gettext.GNUTranslations(io.BytesIO(compiled))


@cache
def texts_for(language: str) -> Texts:
    """Return the texts for writers in a language (BCP 47) or the nearest one, else in English."""
    code = nearest_language(language, _shipped())
    if code is None:
        return gettext.NullTranslations()
    return load_catalogue(compile_catalogue((_FOLDER / f"{code}.po").read_bytes()))


def texts_language(language: str) -> str:
    """Return the language of the texts for writers: the given one if it has a catalogue, else `en`."""
    return language if nearest_language(language, _shipped()) else "en"


def in_every_language(text: str) -> frozenset[str]:
    """Return an English text with its translations in all catalogues of this package."""
    return frozenset({text, *(texts_for(code).gettext(text) for code in _shipped())})


@cache
def typed_names() -> Mapping[str, tuple[str, ...]]:
    """Return other names that writers may type for a status, state or severity, by its key.

    English names are first, then those of other languages by code, the recommended one of each before others.
    """
    names = dict[str, list[str]]()
    for path in sorted(_FOLDER.glob("*.txt"), key=lambda path: (path.stem != "en", path.stem)):
        for key, found in _names_in(path.stem).items():
            names.setdefault(key, []).extend(found)
    return {key: tuple(dict.fromkeys(found)) for key, found in names.items()}


@cache
def names_typed_in(language: str) -> frozenset[str]:
    """Return the names of `typed_names` in a language, or in the nearest one."""
    code = nearest_language(language, _shipped() | {"en"})
    return frozenset(name for found in _names_in(code).values() for name in found) if code else frozenset()


def names_in(language: str, key: str) -> tuple[str, ...]:
    """Return the names of `typed_names` for a key in a language, or in the nearest one."""
    code = nearest_language(language, _shipped() | {"en"})
    return _names_in(code).get(key, ()) if code else ()


@cache
def words_about_people() -> Mapping[str, tuple[str, ...]]:
    """Return words by which people and teams differ, in all languages, by the keys of their files."""
    words = dict[str, list[str]]()
    for path in sorted((_FOLDER / "people").glob("*.txt")):
        for key, found in _read_words(path).items():
            words.setdefault(key, []).extend(found)
    return {key: tuple(dict.fromkeys(found)) for key, found in words.items()}


@cache
def _names_in(language: str) -> Mapping[str, tuple[str, ...]]:
    return _read_words(_FOLDER / f"{language}.txt")


def _read_words(path: Path) -> Mapping[str, tuple[str, ...]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.partition(":") for line in lines if ":" in line)
    return {key: tuple(filter(None, map(str.strip, typed.split(",")))) for key, _, typed in rows}


@cache
def _shipped() -> frozenset[str]:
    return frozenset(path.stem for path in _FOLDER.glob("*.po"))
