"""Codes of languages (BCP 47): which of the languages that are there serves another code."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache


def nearest_language(code: str, there: Collection[str]) -> str | None:
    """Return the code itself if it is there, else one of the same language and script; None if none is.

    `pt-PT` is served by `pt-BR` and `zh-TW` by `zh-Hant`, but not by `zh`, which means simplified characters.
    """
    if code in there:
        return code
    return next((one for one in sorted(there) if _written(one) == _written(code)), None)


@cache
def _written(code: str) -> tuple[str, str]:
    """Return language and script of a code, by the likely subtags of the CLDR: `zh`, `Hant`."""
    from babel.core import Locale, UnknownLocaleError, get_global  # noqa: PLC0415 - rarely needed

    try:
        locale = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return code, ""
    likely = get_global("likely_subtags").get(locale.language, "").split("_")
    return locale.language, locale.script or "".join(likely[1:2])
