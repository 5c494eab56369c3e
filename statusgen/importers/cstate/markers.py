"""Recognise the markers that begin an update, such as `[Update - 2023-03-29 15h50 UTC]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from statusgen.importers.cstate.status_words import WORD, Vocabulary, words_of
from statusgen.importers.cstate.times import CLOCK_TEXT, NEAR_DAY, STAMP, is_time
from statusgen.model.notes import Status

MAX_MARKER = 300
"""Characters of the longest marker."""

STAMPS = re.compile(STAMP, re.IGNORECASE)
_TIMES = re.compile(
    rf"{STAMP}|{CLOCK_TEXT}|[+-]\d{{2}}:\d{{2}}|\d{{1,2}}(?:st|nd|rd|th)\b|#?\d+|T(?=\d)|(?<=\d)Z\b",
    re.IGNORECASE,
)
_A_TIME = re.compile(
    rf"{STAMP}|{NEAR_DAY}(?:[\s,–—-]*(?:\bat\s+)?{CLOCK_TEXT})?|{CLOCK_TEXT}(?:\s+(?:on\s+)?{NEAR_DAY})?",
    re.IGNORECASE,
)
_A_DAY = re.compile(rf"{STAMP}|{NEAR_DAY}", re.IGNORECASE)
_BRACKETS = re.compile(r"\[(?P<marker>[^\[\]]+)\](?![(\[])[:\s-]*(?P<rest>.*)")
_PATTERNS = (
    _BRACKETS,
    re.compile(r"(?P<fence>\*{1,3})(?P<marker>[^*]+?)(?P=fence)[\s:–—-]*(?P<rest>.*)"),
    re.compile(r"(?P<fence>_{1,3})(?P<marker>[^_]+?)(?P=fence)[\s:–—-]*(?P<rest>.*)"),
    re.compile(r"\*\*(?P<marker>[^*]+)(?P<rest>)"),
    re.compile(r"#{1,6}\s*(?P<marker>(?!\s).*[^\s:#])[\s:#]*(?P<rest>)"),
    re.compile(r"(?P<marker>\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2})?(?: ?(?:GMT|UTC|Z))?)(?P<rest>)"),
)
_TOKEN = re.compile(rf"\s*(?:#?\d+(?:st|nd|rd|th)?(?![\w:./-])|(?P<word>{WORD}))")
_LINK_TARGET = re.compile(r"<|/|\w+://")
_SEPARATORS = " \t:–—,;/|·-"
_ENTRY = re.compile(r"\s*(?:(?:[-*+>]|\d{1,3}[.)])\s+)+")
"""Bullets, numbers and quotation signs at the beginning of a line."""
_PLAIN = re.compile(r"(?P<marker>[^\W\d_](?:[^:*_`\[\]]|:(?=\d)){0,80}):\s+(?P<rest>\S.*)")
"""Text before a colon: `Update: they are sold`."""
_OTHER_UPDATES = ("next", "last", "latest")
_CONTINUATION = re.compile(r"[:–—,;/|·(#\d-]|$")


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker at the beginning of a line."""

    text: str
    rest: str
    """Text after it in the line."""
    status: Status | None
    """Status that it names; None if it names none."""
    label: str = ""
    """Other text in it, which stays in the update."""


def find_marker(line: str, vocabulary: Vocabulary, *, opens_paragraph: bool = False) -> Marker | None:
    """Return the marker at the beginning of a line, which names a status or a time; None if there is none.

    `Update:` without emphasis is a marker only at the beginning of a paragraph.
    """
    found = list(_candidates(line))
    for text, rest, _ in found:
        if _is_pure_marker(text, vocabulary):
            has_more = len(_A_TIME.findall(text)) > 1
            return Marker(text, rest, vocabulary.status(text), _label(text, vocabulary) if has_more else "")
    for text, rest, is_bracketed in found:
        status = vocabulary.first_status(text)
        if status and (is_bracketed or _continues(text, vocabulary)):
            return Marker(text, rest, status, _label(text, vocabulary))
    plain = _plain(line, vocabulary) if opens_paragraph else None
    return plain if plain and vocabulary.first_status(plain.text) is Status.UPDATE else None


def find_lookalike(line: str, vocabulary: Vocabulary, *, opens_paragraph: bool) -> str | None:
    """Return text at the beginning of a line or entry that names a status but is no marker; else None.

    As in `**Update your tickets**` or `Fixed: the lamp`: only a person can decide whether an update begins.
    """
    if find_marker(line, vocabulary, opens_paragraph=opens_paragraph):
        return None
    line = line[: 2 * MAX_MARKER]
    signs = _ENTRY.match(line)
    entry = line[signs.end() :] if signs else line
    if plain := _plain(entry, vocabulary):
        return plain.text
    return next((text for text, _, _ in _candidates(entry) if vocabulary.first_status(text)), None)


def day_in_marker(line: str, vocabulary: Vocabulary) -> str | None:
    """Return the first day or weekday in a possible marker that begins with a status; else None."""
    for text, _, _ in _candidates(line):
        day = _A_DAY.search(text)
        if day and vocabulary.first_status(text):
            return day[0]
    return None


def _plain(line: str, vocabulary: Vocabulary) -> Marker | None:
    """Return a status before a colon as a marker; not `Next update: at ten`, which is about another."""
    match = _PLAIN.fullmatch(line.strip())
    status = vocabulary.status(match["marker"]) if match else None
    if not match or not status or not _is_pure_marker(match["marker"], vocabulary):
        return None
    is_about_others = words_of(match["marker"])[0] in _OTHER_UPDATES
    return None if is_about_others else Marker(match["marker"], match["rest"], status)


def _candidates(line: str) -> Iterator[tuple[str, str, bool]]:
    """Yield possible markers, each with the rest of the line and whether it is in square brackets."""
    text = line.strip()
    for pattern in _PATTERNS:
        match = pattern.fullmatch(text)
        if not match or len(match["marker"]) > MAX_MARKER:
            continue
        is_bracketed = pattern is _BRACKETS
        if not (is_bracketed and _LINK_TARGET.match(match["rest"])):  # `[update log]: https://…`
            yield match["marker"].strip(), match["rest"], is_bracketed


def _is_pure_marker(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether the text consists of a status, a time and fillers alone."""
    words = words_of(_TIMES.sub(" ", text))
    return vocabulary.is_known(words) and (vocabulary.status(" ".join(words)) is not None or is_time(text))


def _label(text: str, vocabulary: Vocabulary) -> str:
    """Return the text after status and number: `Ann` of `Update #2 - Ann`."""
    rest = text[_ends(text, vocabulary)[0] :].strip(_SEPARATORS)
    is_aside = rest.startswith("(") and rest.find(")") == len(rest) - 1
    return rest[1:-1].strip() if is_aside else rest


def _continues(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether text after the status belongs to a marker, not to a sentence: `Update your tickets`."""
    more = text[_ends(text, vocabulary)[1] :].lstrip()
    is_connected = not vocabulary.connectors.isdisjoint(words_of(more)[:1])
    return is_connected or bool(_CONTINUATION.match(more) or _A_DAY.match(more))


def _ends(text: str, vocabulary: Vocabulary) -> tuple[int, int]:
    """Return the positions at which the status with its number ends, and the known words around them."""
    status = known = 0
    while match := _TOKEN.match(text, known):
        words = words_of(match["word"] or "")
        is_status = not vocabulary.statuses.keys().isdisjoint(words)
        if words and (_A_DAY.match(match["word"]) or not vocabulary.is_known(words)):
            break
        known = match.end()
        if is_status or (status and not words):
            status = known
    return status, known
