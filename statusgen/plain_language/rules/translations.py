"""Rule about translations: they have the same numbers, times, addresses and services."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from statusgen.model.diagnostics import Diagnostic, Level, Span
from statusgen.model.lint_rules import lint_rules
from statusgen.model.notes import AnyNote, Update, text_fields
from statusgen.model.text import LocalText, Origin
from statusgen.plain_language.clock_times import take_clock_times
from statusgen.plain_language.languages import has_rules, language_of
from statusgen.plain_language.languages.language import Language
from statusgen.plain_language.target import LintContext

_ADDRESS = re.compile(r"https?://[^\s<>)\]，。；、！？（）\u3400-\u9fff]*[\w/]", re.ASCII)
_OFFSET = re.compile(r"\b(?:UTC|GMT)\s*[+\-−]\s*\d{1,2}(?::?\d{2})?|\[\^[^\]\n]{1,99}\]", re.ASCII)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def translation_mismatch(
    note: AnyNote, update: Update | None, codes: tuple[str, ...], context: LintContext
) -> Iterator[Diagnostic]:
    """Yield findings where the languages of a note differ.

    `codes` are the languages in which the note is written. A text that one of them lacks is reported at its
    original, different figures and services at the translation.
    """
    owner = update or note
    for name in text_fields(owner):
        yield from _compared(getattr(owner, name), codes, context)


def _compared(text: LocalText, codes: tuple[str, ...], context: LintContext) -> Iterator[Diagnostic]:
    if len(text.variants) != len(text.origins) or not text.variants:
        return
    original, origin = text.variants[0], text.origins[0]
    there = {code for code, _ in text.variants}
    for code in codes:
        if code not in there:
            language = language_of(*original, context.languages)
            yield _finding(
                language, origin, original[1], language.phrases["no_translation"].format(code=code)
            )
    for variant, place in zip(text.variants[1:], text.origins[1:], strict=True):
        lost, added = _figures(original[1], variant[1], context.languages)
        if not all(has_rules(code, context.languages) for code in (original[0], variant[0])):
            lost, added = _sure(lost), _sure(added)
        left, come = _swapped(context.services, original, variant)
        if lost or added or left:
            language = language_of(*variant, context.languages)
            difference = _difference(language, [*lost, *left], [*added, *come])
            yield _finding(language, place, variant[1], difference)


def _swapped(
    services: Mapping[str, LocalText], original: tuple[str, str], translation: tuple[str, str]
) -> tuple[list[str], list[str]]:
    """Return the services that only the original names, and those that only the translation does.

    Nothing unless there are both: names such as “Reservations” are ordinary words as well.
    """
    (own, first), (code, words) = original, translation
    known = (dict(name.variants) for name in services.values())
    pairs = [(names[own], names[code]) for names in known if own in names and code in names]
    left = [here for here, there in pairs if here in first and there not in words]
    come = [there for here, there in pairs if there in words and here.lower() not in first.lower()]
    return (left, come) if left and come else ([], [])


def _finding(language: Language, origin: Origin, words: str, difference: str) -> Diagnostic:
    text = language.rule_text(lint_rules()["translation-mismatch"])
    span = origin.span
    end = span.end if not origin.lines else len(words.split("\n", 1)[0]) + 1
    place = Span(span.path, span.line, span.column, max(end, span.column + 1))
    message = text.message.format(difference=difference)
    return Diagnostic("translation-mismatch", place, message, text.help, (), Level.WARNING)


def _difference(language: Language, lost: list[str], added: list[str]) -> str:
    phrases = language.phrases
    figures = (("only_original", lost), ("only_translation", added))
    parts = [phrases[name].format(figures=phrases["comma"].join(own)) for name, own in figures if own]
    return phrases["semicolon"].join(parts)


Languages = Mapping[str, Language]
_SURE = re.compile(r"\d\d:\d\d|https?:.*")


def _sure(figures: list[str]) -> list[str]:
    """Return the times and addresses: others may be words, or months, in a language without rules."""
    return [one for one in figures if _SURE.fullmatch(one)]


def _figures(first: str, second: str, languages: Languages) -> tuple[list[str], list[str]]:
    """Return the figures that only the first text has, and those that only the second has."""
    one, other = _read(first, languages), _read(second, languages)
    spoken_one, spoken_other = _spoken(first, languages), _spoken(second, languages)
    lost = [
        figure for figure in one if figure not in other and not _in_other_form(figure, spoken_other, other)
    ]
    added = [figure for figure in other if figure not in one and not _in_other_form(figure, spoken_one, one)]
    return lost, added


def _in_other_form(figure: str, spoken: frozenset[int], figures: dict[str, None]) -> bool:
    """Return whether a figure is there in another form: as a word, or a time by the other clock."""
    if ":" in figure and "/" not in figure:
        hour, minute = figure.split(":")
        other = {f"{(int(hour) + 12) % 24:02}:{minute}", f"{int(hour) % 12:02}:{minute}"}
        return not other.isdisjoint(figures) or (minute == "00" and int(hour) % 12 in spoken)
    return (
        figure.isdecimal()
        and len(figure) < 10
        and (int(figure) in spoken or f"{int(figure):02}:00" in figures)
    )


def _read(text: str, languages: Languages) -> dict[str, None]:
    """Return times as `09:20`, numbers without separators, addresses; each once, in order."""
    found: dict[str, None] = dict.fromkeys(_ADDRESS.findall(text))
    text = _OFFSET.sub(" ", _ADDRESS.sub(" ", text))
    times, text = take_clock_times(text, languages)
    found |= dict.fromkeys(f"{hour:02}:{minute:02}" for hour, minute in times)
    for language in languages.values():
        text = _with_numbers_of_months(text, language)
    numbers = (match[0].replace(",", "").lstrip("0") or "0" for match in _NUMBER.finditer(text))
    return found | dict.fromkeys(numbers)


def _with_numbers_of_months(text: str, language: Language) -> str:
    return language.patterns.month.sub(lambda month: f" {language.month_number(month[0])} ", text)


def _spoken(text: str, languages: Languages) -> frozenset[int]:
    """Return the numbers that are in a text as words, and in Chinese as characters."""
    found: set[int] = set()
    for language in languages.values():
        numbers = language.numbers
        words = [word.lower() for word in language.patterns.number_word.findall(text)]
        found |= {numbers[word] for word in words if word in numbers}
        found |= {numbers[letter] for word in words for letter in word if letter in numbers}
        found |= {language.month_number(name) for name in language.patterns.month_alone.findall(text)}
    return frozenset(found)
