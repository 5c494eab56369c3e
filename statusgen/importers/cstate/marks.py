"""The marks with which cState's authors begin an update, such as `[Update - 2023-03-29 15h50 UTC]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from statusgen.importers.cstate.times import CLOCK_TEXT, NEAR_DAY, STAMP, is_time
from statusgen.importers.cstate.vocabulary import WORD, Vocabulary, words_of
from statusgen.model import Stage

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
_OPENS_MORE = re.compile(r"[:–—,;/|·(#\d-]|$")


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark that a line begins with."""

    text: str
    rest: str
    """What follows it in the line."""
    stage: Stage | None
    """The status that it names, if any."""
    label: str = ""
    """What it says besides: readers need it, so it stays in the words of the update."""


def find_mark(line: str, vocabulary: Vocabulary) -> Mark | None:
    """The mark that a line begins with: it says that an update begins, or when, and perhaps more."""
    found = list(_candidates(line))
    for text, rest, _ in found:
        if _says_no_more(text, vocabulary):
            label = "" if len(_A_TIME.findall(text)) < 2 else _after_status(text, vocabulary)
            return Mark(text, rest, vocabulary.stage(text), _bare(label))
    for text, rest, is_bracketed in found:
        stage = vocabulary.first_stage(text)
        more = _after_status(text, vocabulary)
        if stage and (is_bracketed or _opens_more(more, vocabulary)):
            return Mark(text, rest, stage, _bare(more))
    return None


def looks_like_mark(line: str, vocabulary: Vocabulary) -> str | None:
    """What begins with a status word at the front of a line as a mark does, but is none; else None.

    As in `**Update your tickets**`: whether an update begins here, only a person can say.
    """
    if find_mark(line, vocabulary):
        return None
    return next((text for text, _, _ in _candidates(line) if vocabulary.first_stage(text)), None)


def day_in_mark(line: str, vocabulary: Vocabulary) -> str | None:
    """The first day or weekday in what begins with a status word at the front of a line; None without one."""
    for text, _, _ in _candidates(line):
        day = _A_DAY.search(text)
        if day and vocabulary.first_stage(text):
            return day[0]
    return None


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
    return vocabulary.is_known(words) and (vocabulary.stage(" ".join(words)) is not None or is_time(text))


def _after_status(text: str, vocabulary: Vocabulary) -> str:
    """What follows the status, the words around it and its number: ` - Ann` of `Update #2 - Ann`."""
    position = 0
    while match := _TOKEN.match(text, position):
        word = match["word"]
        if word and (_A_DAY.match(word) or not vocabulary.is_known(words_of(word))):
            break
        position = match.end()
    return text[position:]


def _opens_more(more: str, vocabulary: Vocabulary) -> bool:
    """Whether what follows a status does not go on with its sentence, as `your tickets` does."""
    first = words_of(more)[:1]
    return bool(
        _OPENS_MORE.match(more.lstrip())
        or _A_DAY.match(more.lstrip())
        or vocabulary.connectors.intersection(first)
    )


def _bare(more: str) -> str:
    """The words without what separates them from a status."""
    words = more.strip(_SEPARATORS)
    is_aside = words.startswith("(") and words.find(")") == len(words) - 1
    return words[1:-1].strip() if is_aside else words
