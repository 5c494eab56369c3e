"""The languages whose words the rules judge. Each has a module here and a folder of tables in `data/`."""

from __future__ import annotations

from collections.abc import Mapping

from statusgen.plain_language.languages.chinese import CHINESE
from statusgen.plain_language.languages.english import ENGLISH
from statusgen.plain_language.languages.language import Language
from statusgen.plain_language.languages.unjudged import unjudged
from statusgen.read.language_codes import nearest_language

LANGUAGES: Mapping[str, Language] = {one.code: one for one in (ENGLISH, CHINESE)}


def has_rules(code: str, languages: Mapping[str, Language] = LANGUAGES) -> bool:
    """Return whether there are rules about the words of the language with a code such as `en-GB`."""
    return nearest_language(code, languages) is not None


def language_of(code: str, text: str = "", languages: Mapping[str, Language] = LANGUAGES) -> Language:
    """Return the language of a text in a note's language `code`.

    Where the rules judge its words, the script decides first: Chinese text is Chinese, whatever its code says.
    """
    own = languages.get(nearest_language(code, languages) or "")
    if own is None:
        return unjudged(code)
    by_script = next((one for one in languages.values() if one.script and one.script(text)), None)
    return by_script or (ENGLISH if own.script and text else own)
