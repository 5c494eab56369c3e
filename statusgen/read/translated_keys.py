"""Keys that writers type as forms and pages name the field in the language of the site: `nächste Meldung`.

They are not accepted, since other programs read notes, too; the help names the key.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from statusgen.read.catalogues import texts_for
from statusgen.read.yaml.decode import Field, joined_key

F = TypeVar("F", bound="Field[Any]")
_LINE = re.compile(r"(?P<key>[^\W\d_][^:\uff1a]{0,80}?)\s*[:\uff1a]\s*(?P<value>.*)")


def field_named(key: str, fields: Iterable[F], languages: Sequence[str]) -> F | None:
    """Return the field that forms or pages in one of the languages name so; None if none is."""
    found: F | None = _by_name(tuple(fields), tuple(languages)).get(_plain(key))
    return found


def translated_line(text: str, fields: Iterable[F], languages: Sequence[str]) -> tuple[F, str, str] | None:
    """Return the field, the key and the value of a line with a translated key; None for other lines."""
    match = _LINE.fullmatch(text)
    found = field_named(match["key"], fields, languages) if match else None
    return (found, match["key"], match["value"].rstrip()) if match and found else None


@lru_cache(256)
def _by_name(fields: tuple[Field[Any], ...], languages: tuple[str, ...]) -> Mapping[str, Any]:
    """Return the fields by their names in these languages; the first one that has a name keeps it."""
    translations = [texts_for(language).gettext for language in languages]
    return {
        _plain(name): one
        for one in reversed(fields)
        for text in one.texts
        for translate in translations
        if (name := translate(text)) != text
    }


def _plain(name: str) -> str:
    letters = (one for one in unicodedata.normalize("NFKC", name) if unicodedata.category(one) != "Mn")
    return joined_key("".join(letters)).rstrip("?\u061f")
