"""Ids of new notes, their permanent addresses, such as `2026-05-01-card-payments`; readable in any script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

_MOST_LETTERS = 60
_MOST_BYTES = 120
"""Maximum of a chosen id: file names have 255 at most, with endings and temporary parts."""
_ID = re.compile(r"[^\W_][\w-]*")
_HAN = re.compile(r"[\u3400-\u9fff]")
_UNSPELT = re.compile(r"[\u0590-\u08ff\u0e00-\u0eff\u3040-\u30ff]")
"""Hebrew, Arabic, Thai, Lao, Kana: letters alone do not show how words of these languages are read."""


def note_id(title: str, at: datetime, taken: Iterable[str], services: Sequence[str], kind: str) -> str:
    """Return the id of a new note. `at` is in the site's zone.

    A title in a script that cannot be transliterated letter by letter gives way to the ids of the affected
    `services`, and a title without any letter to the `kind`. A number is added to an id that is `taken`.
    """
    own, others = slug(title), "-".join(services)
    words = others if others and (_UNSPELT.search(title) or not re.search("[a-z]", own)) else own
    whole = words[: _MOST_LETTERS + 1].rpartition("-")[0] or words[:_MOST_LETTERS]
    short = words if len(words) <= _MOST_LETTERS else whole
    name = f"{at:%Y-%m-%d}-{short if re.search('[a-z]', short) else kind}"
    used = set(taken)
    names = (name, *(f"{name}-{number}" for number in range(2, len(used) + 3)))
    return next(one for one in names if one not in used)


def slug(text: str) -> str:
    """Return a text in lower-case ASCII letters, digits and hyphens: Chinese in pinyin, a syllable a word."""
    from anyascii import anyascii  # noqa: PLC0415 - keeps commands quick that name no note

    if _HAN.search(text):
        from pypinyin import lazy_pinyin  # noqa: PLC0415 - takes a fifth of a second

        text = " ".join(lazy_pinyin(text, errors=anyascii))
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"[`']", "", anyascii(text)).lower()))


def is_note_id(name: str) -> bool:
    """Return whether a new note may have an id: letters, digits and hyphens, short enough for every disk."""
    return bool(_ID.fullmatch(name)) and len(name.encode()) <= _MOST_BYTES
