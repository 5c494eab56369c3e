"""Rules that hold the languages of a text against each other: the same numbers, times and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from statusgen.diagnostics import Diagnostic, Level, Span
from statusgen.model import AnyNote, LocalText, Origin, Update
from statusgen.prose.plain.guide import RULES
from statusgen.prose.plain.passages import is_chinese

_ADDRESS = re.compile(r"https?://[^\s<>)\]，。；、！？（）\u3400-\u9fff]*[\w/]", re.ASCII)
_OFFSET = re.compile(r"\b(?:UTC|GMT)\s*[+\-−]\s*\d{1,2}(?::?\d{2})?|\[\^[^\]\n]{1,99}\]", re.ASCII)
_CLOCK = re.compile(
    r"\b(\d{1,2})[:：](\d{2})\b(?:[\s\xa0\u202f]*([ap])\.?m\b)?|\b(\d{1,2})[\s\xa0\u202f]*([ap])\.?m\b",
    re.IGNORECASE | re.ASCII,
)
_CLOCK_ZH = re.compile(r"(?<![\d.])(\d{1,2})\s*[点时](?:\s*(\d{1,2})\s*分|(半))?(?!间)")
_NAMED_MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
    re.ASCII,
)
_AFTERNOON = re.compile(r"(?:下午|晚上|晚间|傍晚|晚)\s*$")
_SPOKEN = re.compile(r"[A-Za-z]+|[零一二两双三四五六七八九十百半]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORDS = {
    word: number
    for number, words in enumerate(
        [
            "zero 零",
            "one a an once first 一",
            "two twice second both couple 二 两 双",
            "three third 三",
            "four fourth quarter 四",
            "five fifth 五",
            "six sixth 六",
            "seven seventh 七",
            "eight eighth 八",
            "nine ninth 九",
            "ten tenth 十",
            "eleven 十一",
            "twelve dozen 十二",
            "thirteen 十三",
            "fourteen 十四",
            "fifteen 十五",
            "sixteen 十六",
            "seventeen 十七",
            "eighteen 十八",
            "nineteen 十九",
            "twenty 二十",
        ]
    )
    for word in words.split()
} | {
    "thirty": 30,
    "三十": 30,
    "forty": 40,
    "四十": 40,
    "fifty": 50,
    "五十": 50,
    "half": 2,
    "半": 2,
    "hundred": 100,
    "百": 100,
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(
    r"(?:(?<=\d )|(?<=\dth )|(?<=\dst ))(?P<after>{0})\b|\b(?P<before>{0})(?= \d)".format(
        "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
        "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
    ),
    re.IGNORECASE | re.ASCII,
)


def translation_mismatch(
    note: AnyNote, update: Update | None, languages: tuple[str, ...], services: Mapping[str, LocalText]
) -> Iterator[Diagnostic]:
    """All languages of a note say the same.

    `languages` are those which the note is written in. A text that one of them lacks is reported at its
    original, different figures and services (given by id) at the translation.
    """
    texts = (
        (update.body, update.summary, update.impact, update.workaround)
        if update
        else (note.title, note.intro, note.impact, note.workaround)
    )
    for text in texts:
        yield from _compared(text, languages, services)


def _compared(
    text: LocalText, languages: tuple[str, ...], services: Mapping[str, LocalText]
) -> Iterator[Diagnostic]:
    if len(text.variants) != len(text.origins) or not text.variants:
        return
    (own, first), origin = text.variants[0], text.origins[0]
    there = {code for code, _ in text.variants}
    for code in languages:
        if code not in there:
            yield _finding(origin, first, _missing(first, code))
    for (code, words), place in zip(text.variants[1:], text.origins[1:], strict=True):
        lost, added = _figures(first, words)
        left, come = _swapped(services, (own, first), (code, words))
        if lost or added or left:
            yield _finding(place, words, _difference(words, [*lost, *left], [*added, *come]))


def _swapped(
    services: Mapping[str, LocalText], original: tuple[str, str], translation: tuple[str, str]
) -> tuple[list[str], list[str]]:
    """The services that only the original names, and those that only the translation does; texts with codes.

    Nothing unless there are both: names such as “Reservations” are ordinary words as well.
    """
    (own, first), (code, words) = original, translation
    known = (dict(name.variants) for name in services.values())
    pairs = [(names[own], names[code]) for names in known if own in names and code in names]
    left = [here for here, there in pairs if here in first and there not in words]
    come = [there for here, there in pairs if there in words and here.lower() not in first.lower()]
    return (left, come) if left and come else ([], [])


def _finding(origin: Origin, words: str, difference: str) -> Diagnostic:
    guide = RULES["translation-mismatch"].wording["zh" if is_chinese(words) else "en"]
    span = origin.span
    end = span.end if not origin.lines else len(words.split("\n", 1)[0]) + 1
    place = Span(span.path, span.line, span.column, max(end, span.column + 1))
    return Diagnostic(
        "translation-mismatch",
        place,
        guide.message.format(difference=difference),
        guide.help,
        (),
        Level.WARNING,
    )


def _missing(words: str, code: str) -> str:
    return f"缺少 `{code}` 版本" if is_chinese(words) else f"there is no `{code}` version of this"


def _difference(words: str, lost: list[str], added: list[str]) -> str:
    zh = is_chinese(words)
    parts = []
    if lost:
        parts.append(
            f"原文有 {'、'.join(lost)}，这里没有"
            if zh
            else f"the original has {', '.join(lost)}, this has not"
        )
    if added:
        parts.append(
            f"这里有 {'、'.join(added)}，原文没有"
            if zh
            else f"this has {', '.join(added)}, the original has not"
        )
    return ("；" if zh else "; ").join(parts)


def _figures(first: str, second: str) -> tuple[list[str], list[str]]:
    """The figures that only the first text has, and those that only the second has."""
    one, other = _read(first), _read(second)
    spoken_one, spoken_other = _spoken(first), _spoken(second)
    lost = [figure for figure in one if figure not in other and not _said(figure, spoken_other, other)]
    added = [figure for figure in other if figure not in one and not _said(figure, spoken_one, one)]
    return lost, added


def _said(figure: str, spoken: frozenset[int], figures: dict[str, None]) -> bool:
    """Whether a figure is there in another shape: as a word, or a time by the other clock."""
    if ":" in figure and "/" not in figure:
        hour, minute = figure.split(":")
        other = {f"{(int(hour) + 12) % 24:02}:{minute}", f"{int(hour) % 12:02}:{minute}"}
        return not other.isdisjoint(figures) or (minute == "00" and int(hour) % 12 in spoken)
    return (
        figure.isdecimal()
        and len(figure) < 10
        and (int(figure) in spoken or f"{int(figure):02}:00" in figures)
    )


def _read(text: str) -> dict[str, None]:
    """Times as `09:20`, numbers without separators, addresses; each once, in order."""
    found: dict[str, None] = dict.fromkeys(_ADDRESS.findall(text))
    text = _OFFSET.sub(" ", _ADDRESS.sub(" ", text))
    for pattern in (_CLOCK, _CLOCK_ZH):
        found |= dict.fromkeys(
            _time(match, text, chinese=pattern is _CLOCK_ZH) for match in pattern.finditer(text)
        )
        text = pattern.sub(" ", text)
    text = _MONTH.sub(lambda month: f" {_month(month)} ", text)
    numbers = (match[0].replace(",", "").lstrip("0") or "0" for match in _NUMBER.finditer(text))
    return found | dict.fromkeys(numbers)


def _time(match: re.Match[str], text: str, *, chinese: bool) -> str:
    if chinese:
        hour, minute = int(match[1]), 30 if match[3] else int(match[2] or 0)
    else:
        hour, minute = int(match[1] or match[4]), int(match[2] or 0)
        half = (match[3] or match[5] or "").lower()
        hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    if _AFTERNOON.search(text[: match.start()]) and hour < 12:
        hour += 12
    return f"{hour:02}:{minute:02}"


def _spoken(text: str) -> frozenset[int]:
    """The numbers that stand there as words, and in Chinese as characters."""
    words = _SPOKEN.findall(text)
    found = {_WORDS[word.lower()] for word in words if word.lower() in _WORDS}
    found |= {_WORDS[letter] for word in words for letter in word if letter in _WORDS}
    found |= {_MONTHS.index(name[:3].lower()) + 1 for name in _NAMED_MONTH.findall(text)}
    return frozenset(found)


def _month(match: re.Match[str]) -> int:
    return _MONTHS.index(match[0][:3].lower()) + 1
