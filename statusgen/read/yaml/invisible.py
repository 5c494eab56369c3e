"""Invisible characters: where text may have them, and their names.

Some change the direction of the text after them, some make different words look the same. Some are needed:
joiners in Persian, in scripts of India and in emoji, direction marks among Arabic and Hebrew letters, breaks
between words that are written without spaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
_NOTHING = re.compile("[\\s\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Characters without a glyph of their own: space, and variation selectors."""

_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")
"""Flags of parts of a country, such as Scotland."""

_SOFT_HYPHEN = "\u00ad"
_JOINERS = "\u034f\u115f\u1160\u180e\u200c\u200d"
_MARKS = "\u061c\u200e\u200f"
_BREAK = "\u200b"
_OPENING, _CLOSING = "\u2066\u2067\u2068", "\u2069"
_WITHOUT_SPACES = re.compile("[\u0e00-\u109f\u1780-\u17ff\u1a20-\u1aaf]")
"""Thai, Lao, Tibetan, Burmese, Khmer and Tai Tham."""


def is_blank(text: str) -> bool:
    """Return whether nothing of the text is visible."""
    return not text.strip() or (not text.isascii() and not _NOTHING.sub("", _INVISIBLE.sub("", text)))


def misplaced_positions(text: str) -> tuple[int, ...]:
    """Return the positions of invisible characters that have no use where they are."""
    if text.isascii() or not _INVISIBLE.search(text):
        return ()
    rest = _FLAG.sub(lambda flag: "-" * len(flag[0]), text)
    is_mixed = any(unicodedata.bidirectional(one) in ("R", "AL") and one not in _MARKS for one in rest)
    useful = _SOFT_HYPHEN + (_MARKS if is_mixed else "") + (_OPENING + _CLOSING if _closed(rest) else "")
    found = (match.start() for match in _INVISIBLE.finditer(rest))
    return tuple(at for at in found if rest[at] not in useful and not _joins(rest, at))


def _closed(text: str) -> bool:
    """Return whether each isolate is closed, so that the direction of later text does not change."""
    depth = 0
    for letter in text:
        depth += (letter in _OPENING) - (letter == _CLOSING)
        if depth < 0:
            return False
    return depth == 0


def _joins(text: str, at: int) -> bool:
    """Return whether a character beside it needs this one."""
    beside = text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
    if text[at] in _JOINERS:
        return any(not letter.isascii() and unicodedata.category(letter)[0] in "LMS" for letter in beside)
    return text[at] == _BREAK and _WITHOUT_SPACES.search(beside) is not None


def remove_at(text: str, places: Iterable[int]) -> str:
    """Return the text without the characters at these positions."""
    left_out = set(places)
    return "".join(letter for at, letter in enumerate(text) if at not in left_out)


def character_names(letters: Iterable[str]) -> str:
    """Return the names of characters, each once: `U+200B ZERO WIDTH SPACE`."""
    return ", ".join(
        f"U+{ord(one):04X} {unicodedata.name(one, '')}".strip() for one in dict.fromkeys(letters)
    )


def invisible_names(word: str) -> str:
    """Return the names of the invisible characters of a word; empty without any."""
    return character_names(_INVISIBLE.findall(word))
