"""Codes of languages (BCP 47): which languages serve another, by likely subtags and parents of the CLDR."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache


def nearest_language(code: str, there: Collection[str]) -> str | None:
    """Return the first of `text_languages` that is there; None if none is."""
    return next((one for one in text_languages(code) if one in there), None)


@cache
def text_languages(language: str) -> tuple[str, ...]:
    """Return the languages whose texts serve a language, nearest first, beginning with itself.

    All of them have one script: those of `zh-TW` include `zh-Hant`, never `zh`. The most likely region of a
    language is the last: those of `pt-PT` are `pt`, then `pt-BR`.
    """
    from babel.core import get_global  # noqa: PLC0415 - takes long, and is often not needed

    own, script, region = _maximized(language)
    parent: str = get_global("parent_exceptions").get(language.replace("-", "_"), "")
    usual = _maximized(_tag(own, script))[2]
    tags = (
        language,
        *(_tag(own, script, region), _tag(own, region), parent.replace("_", "-")),
        *(_tag(own, script), own, _tag(own, usual)),
    )
    return tuple(one for one in dict.fromkeys(tags) if one and _maximized(one)[1] == script)


def _maximized(language: str) -> tuple[str, str, str]:
    """Return language, script and region, the likely ones if they are not given; empty if unknown."""
    from babel.core import get_global, parse_locale  # noqa: PLC0415 - likewise

    try:
        own, region, script = (part or "" for part in parse_locale(language, sep="-")[:3])
    except ValueError:
        return language, "", ""
    likely = get_global("likely_subtags")
    for key in ((own, script, region), (own, region), (own, script), (own,)):
        if found := likely.get("_".join(filter(None, key))):
            _, likely_region, likely_script = (part or "" for part in parse_locale(found)[:3])
            return own, script or likely_script, region or likely_region
    return own, script, region


def _tag(*parts: str) -> str:
    return "-".join(filter(None, parts))
