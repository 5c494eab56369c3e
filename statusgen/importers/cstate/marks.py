"""The marks with which cState's authors begin an update, such as `[Update - 2023-03-29 15h50 UTC]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from statusgen.importers.cstate.times import CLOCK_TEXT, NEAR_DAY, STAMP, is_time
from statusgen.importers.cstate.vocabulary import WORD, Vocabulary, words_of
from statusgen.model import Status

LONGEST = 300
"""No mark is longer than this many characters."""

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
_BRACKETS = re.compile(r"\[(?P<mark>[^\[\]]+)\](?![(\[])[:\s-]*(?P<rest>.*)")
_PATTERNS = (
    _BRACKETS,
    re.compile(r"(?P<fence>\*{1,3})(?P<mark>[^*]+?)(?P=fence)[\s:–—-]*(?P<rest>.*)"),
    re.compile(r"(?P<fence>_{1,3})(?P<mark>[^_]+?)(?P=fence)[\s:–—-]*(?P<rest>.*)"),
    re.compile(r"\*\*(?P<mark>[^*]+)(?P<rest>)"),
    re.compile(r"#{1,6}\s*(?P<mark>(?!\s).*[^\s:#])[\s:#]*(?P<rest>)"),
    re.compile(r"(?P<mark>\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2})?(?: ?(?:GMT|UTC|Z))?)(?P<rest>)"),
)
_TOKEN = re.compile(rf"\s*(?:#?\d+(?:st|nd|rd|th)?(?![\w:./-])|(?P<word>{WORD}))")
_LINK_TARGET = re.compile(r"<|/|\w+://")
_SEPARATORS = " \t:–—,;/|·-"
_ENTRY = re.compile(r"\s*(?:(?:[-*+>]|\d{1,3}[.)])\s+)+")
"""The signs of lists and quotations at the front of a line."""
_PLAIN = re.compile(r"(?P<mark>[^\W\d_](?:[^:*_`\[\]]|:(?=\d)){0,80}):\s+(?P<rest>\S.*)")
"""Words and a colon: `Update: they are sold`."""
_OTHER_UPDATES = ("next", "last", "latest")
_OPENS_MORE = re.compile(r"[:–—,;/|·(#\d-]|$")


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark that a line begins with."""

    text: str
    rest: str
    """What follows it in the line."""
    status: Status | None
    """The status that it names, if any."""
    label: str = ""
    """What it says besides: readers need it, so it stays in the words of the update."""


def find_mark(line: str, vocabulary: Vocabulary, *, opens_paragraph: bool = False) -> Mark | None:
    """The mark that a line begins with: it says that an update begins, or when, and perhaps more.

    Only at the beginning of a paragraph, `Update:` without any emphasis is a mark as well.
    """
    found = list(_candidates(line))
    for text, rest, _ in found:
        if _says_no_more(text, vocabulary):
            has_more = len(_A_TIME.findall(text)) > 1
            return Mark(text, rest, vocabulary.status(text), _label(text, vocabulary) if has_more else "")
    for text, rest, is_bracketed in found:
        status = vocabulary.first_status(text)
        if status and (is_bracketed or _opens_more(text, vocabulary)):
            return Mark(text, rest, status, _label(text, vocabulary))
    plain = _plain(line, vocabulary) if opens_paragraph else None
    return plain if plain and vocabulary.first_status(plain.text) is Status.UPDATE else None


def looks_like_mark(line: str, vocabulary: Vocabulary, *, opens_paragraph: bool) -> str | None:
    """What names a status at the front of a line or of an entry as a mark does, but is none; else None.

    As in `**Update your tickets**` or `Fixed: the lamp`: only a person can say whether it begins an update.
    """
    if find_mark(line, vocabulary, opens_paragraph=opens_paragraph):
        return None
    line = line[: 2 * LONGEST]
    signs = _ENTRY.match(line)
    entry = line[signs.end() :] if signs else line
    if plain := _plain(entry, vocabulary):
        return plain.text
    return next((text for text, _, _ in _candidates(entry) if vocabulary.first_status(text)), None)


def day_in_mark(line: str, vocabulary: Vocabulary) -> str | None:
    """The first day or weekday in what begins with a status word at the front of a line; None without one."""
    for text, _, _ in _candidates(line):
        day = _A_DAY.search(text)
        if day and vocabulary.first_status(text):
            return day[0]
    return None


def _plain(line: str, vocabulary: Vocabulary) -> Mark | None:
    """A status and a colon in front of words; not `Next update: at ten`, which speaks of another update."""
    match = _PLAIN.fullmatch(line.strip())
    status = vocabulary.status(match["mark"]) if match else None
    if not match or not status or not _says_no_more(match["mark"], vocabulary):
        return None
    is_about_others = words_of(match["mark"])[0] in _OTHER_UPDATES
    return None if is_about_others else Mark(match["mark"], match["rest"], status)


def _candidates(line: str) -> Iterator[tuple[str, str, bool]]:
    """What could be a mark, with the rest of the line and whether it is in square brackets."""
    text = line.strip()
    for pattern in _PATTERNS:
        match = pattern.fullmatch(text)
        if not match or len(match["mark"]) > LONGEST:
            continue
        is_bracketed = pattern is _BRACKETS
        if not (is_bracketed and _LINK_TARGET.match(match["rest"])):  # `[update log]: https://…`
            yield match["mark"].strip(), match["rest"], is_bracketed


def _says_no_more(text: str, vocabulary: Vocabulary) -> bool:
    """Whether the text says nothing but that an update begins here, or when."""
    words = words_of(_TIMES.sub(" ", text))
    return vocabulary.is_known(words) and (vocabulary.status(" ".join(words)) is not None or is_time(text))


def _label(text: str, vocabulary: Vocabulary) -> str:
    """What a mark says behind its status and number: `Ann` of `Update #2 - Ann`."""
    words = text[_ends(text, vocabulary)[0] :].strip(_SEPARATORS)
    is_aside = words.startswith("(") and words.find(")") == len(words) - 1
    return words[1:-1].strip() if is_aside else words


def _opens_more(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a mark says more than its status but is no sentence such as `Update your tickets`."""
    more = text[_ends(text, vocabulary)[1] :].lstrip()
    is_connected = not vocabulary.connectors.isdisjoint(words_of(more)[:1])
    return is_connected or bool(_OPENS_MORE.match(more) or _A_DAY.match(more))


def _ends(text: str, vocabulary: Vocabulary) -> tuple[int, int]:
    """Where the status and its number end in a text, and where the known words around them do."""
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
