"""The languages that the rules know. Each has a module here and a folder of tables in `data/`."""

from __future__ import annotations

from collections.abc import Mapping

from statusgen.plain_language.languages.chinese import CHINESE
from statusgen.plain_language.languages.english import ENGLISH
from statusgen.plain_language.languages.language import Language

LANGUAGES: Mapping[str, Language] = {one.code: one for one in (ENGLISH, CHINESE)}


def has_rules(code: str, languages: Mapping[str, Language] = LANGUAGES) -> bool:
    """Return whether the rules know the language with a code such as `en-GB`."""
    return _base(code) in languages


def language_of(code: str, text: str, languages: Mapping[str, Language] = LANGUAGES) -> Language | None:
    """Return the language of a text in a note's language `code`; None if the rules do not know that language.

    The script decides first: Chinese text is Chinese, whatever its code says.
    """
    return language_for(code, text, languages) if has_rules(code, languages) else None


def language_for(code: str, text: str = "", languages: Mapping[str, Language] = LANGUAGES) -> Language:
    """Return the language of a text as `language_of`, or English if the rules do not know it."""
    by_script = next((one for one in languages.values() if one.script and one.script(text)), None)
    own = languages.get(_base(code), ENGLISH)
    return by_script or (ENGLISH if own.script and text else own)


def _base(code: str) -> str:
    return code.split("-", maxsplit=1)[0]
