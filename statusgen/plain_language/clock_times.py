"""Clock times in words: `09:20`, `9.20 pm`, `下午3点半`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from statusgen.model.text import LocalText
from statusgen.plain_language.languages import LANGUAGES
from statusgen.plain_language.languages.language import Language

_CLOCK = re.compile(
    r"\b(\d{1,2})[:：](\d{2})\b(?:[\s\xa0\u202f]*([ap])\.?m\b)?|\b(\d{1,2})[\s\xa0\u202f]*([ap])\.?m\b",
    re.IGNORECASE | re.ASCII,
)


def take_clock_times(text: str, languages: Mapping[str, Language]) -> tuple[list[tuple[int, int]], str]:
    """Return the clock times in a text as hour and minute, and the text without them."""
    found = [_time(*_clock(match), match, languages) for match in _CLOCK.finditer(text)]
    text = _CLOCK.sub(" ", text)
    for language in languages.values():
        spoken = language.patterns.spoken_clock
        found += [_time(*_spoken_clock(match), match, languages) for match in spoken.finditer(text)]
        text = spoken.sub(" ", text)
    return found, text


_CLAUSE = re.compile(r"[.,;:!?](?:\s+|$)|[，。；：！？]")


def clock_times_of(text: LocalText) -> Iterator[tuple[int, int]]:
    """Yield the clock times in a text in all its languages as hour and minute, but none beside a date."""
    for _, words in text.variants:
        for clause in _CLAUSE.split(words):
            if not any([*language.dates(clause)] for language in LANGUAGES.values()):
                yield from take_clock_times(clause, LANGUAGES)[0]


def _clock(match: re.Match[str]) -> tuple[int, int]:
    hour, minute = int(match[1] or match[4]), int(match[2] or 0)
    half = (match[3] or match[5] or "").lower()
    return hour % 12 + (12 if half == "p" else 0) if half else hour, minute


def _spoken_clock(match: re.Match[str]) -> tuple[int, int]:
    return int(match["hour"]), 30 if match["half"] else int(match["minute"] or 0)


def _time(hour: int, minute: int, match: re.Match[str], languages: Mapping[str, Language]) -> tuple[int, int]:
    before = match.string[: match.start()]
    if hour < 12 and any(language.patterns.afternoon.search(before) for language in languages.values()):
        hour += 12
    return hour, minute
