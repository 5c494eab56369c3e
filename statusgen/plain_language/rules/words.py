"""Rules about single words: technical terms, abbreviations, long-winded phrases, names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from statusgen.model.diagnostics import Diagnostic
from statusgen.plain_language.languages.language import Language
from statusgen.plain_language.lexicon import Entry, Lexicon, find_entries
from statusgen.plain_language.passages import Passage
from statusgen.plain_language.target import LintTarget, found, is_name

_ABBREVIATION = re.compile(
    r"(?<![A-Za-z0-9_@#/.\-])(?:[A-Z]{2,6}|[A-Z]{1,4}\d{1,2}|[A-Z]+v\d|I/O|CI/CD)s?(?![A-Za-z0-9_@/]|[.\-][A-Za-z0-9])"
)
_MOST_NOTES = 2
"""Hints about slightly technical words in a target: more are not worth a writer's time."""
_PLACE = re.compile(r"[A-Z]{3}\d{1,2}")
"""A code such as FRA1, as hosting companies name their places: customers know the one that they chose."""
_ROMAN = re.compile(r"[IVX]+")
_IN_BRACKETS = re.compile(r"[\"”’]?\s?(?:\((?P<in>[^()\n]{8,})\)|（(?P<wide>[^（）\n]{4,})）)")
_AFTER_PLAIN = re.compile(r"[^\W\d_]{3,}\W+(?:[^\W\d_]+\W+)*\($|[\u4e00-\u9fff]{2,}[（(]$")


def jargon(target: LintTarget) -> Iterator[Diagnostic]:
    """Find technical terms that are not explained beside them or in the glossary."""
    seen, notes = set[tuple[bool, str]](), 0
    for passage, start, end, entry in _listed(target, target.language.jargon):
        key = (passage.field == "title", entry.term)
        if key in seen or _is_explained(target, passage, start, end, entry):
            continue
        seen.add(key)
        hint = entry.advice == "note"
        notes += hint
        if hint and notes > _MOST_NOTES:
            continue
        plain = _cased(entry.plain[0], passage.raw[start:end]) if entry.plain else None
        advice = _advice(target.language, entry)
        yield found(target, "jargon", passage, start, end, plain, safe=entry.safe, hint=hint, advice=advice)


def _advice(language: Language, entry: Entry) -> str:
    if not entry.plain:
        return language.phrases["no_better"]
    phrase = "better_or_explain" if entry.advice == "explain" else "better"
    return language.phrases[phrase].format(options=_options(language, entry))


def _is_explained(target: LintTarget, passage: Passage, start: int, end: int, entry: Entry) -> bool:
    written = passage.raw[start:end].lower()
    if written in target.context.terms or entry.term.lower() in target.context.terms:
        return True
    return _explained_here(target, passage, start, end)


def _explained_here(target: LintTarget, passage: Passage, start: int, end: int) -> bool:
    """Return whether plain words are beside a term: `failover (we switched over)`, `a backup (failover)`."""
    if target.language.patterns.that_is.match(passage.text, end):
        return True
    after = _IN_BRACKETS.match(passage.text, end)
    if after:
        inner = after["in"] or after["wide"]
        return len(inner.split()) >= 2 or "\u4e00" <= inner[0] <= "\u9fff"
    return _AFTER_PLAIN.search(passage.text, max(0, start - 60), start) is not None


def acronym(target: LintTarget) -> Iterator[Diagnostic]:
    """Find abbreviations that not everybody knows and that are not explained."""
    language, seen = target.language, set[tuple[bool, str]]()
    for passage in target.passages:
        for match in _ABBREVIATION.finditer(passage.text):
            letters = match[0].removesuffix("s")
            place = (passage.field == "title", letters)
            if place in seen or not _unknown(target, passage, match, letters):
                continue
            seen.add(place)
            known = language.abbreviations.get(letters)
            plain, advice = known.plain if known else None, _spelled_out(language, letters)
            yield found(target, "acronym", passage, *match.span(), plain, advice=advice)


def _unknown(target: LintTarget, passage: Passage, match: re.Match[str], letters: str) -> bool:
    language = target.language
    own = target.context.settings.plain_language.abbreviations
    if letters in language.known_abbreviations or letters in own or letters.lower() in target.context.terms:
        return False
    if _ROMAN.fullmatch(letters) or _PLACE.fullmatch(letters) or f"({letters})" in target.text_before:
        return False
    if is_name(target, passage, *match.span()) or any(True for _ in find_entries(language.jargon, match[0])):
        return False
    return not _shouted(passage.text, match) and not _explained_here(target, passage, *match.span())


_JOINT = re.compile(r"[\s_-]")
_CAPITALS = re.compile(r"\b[A-Z]{4,}\b", re.ASCII)


def _shouted(text: str, match: re.Match[str]) -> bool:
    """Return whether a match is one of several words in capitals, which are loud rather than short."""
    around = text[max(0, match.start() - 20) : match.end() + 20]
    return len(_CAPITALS.findall(around)) > 1


def _spelled_out(language: Language, letters: str) -> str:
    known = language.abbreviations.get(letters)
    if known is None:
        return language.phrases["unknown_abbreviation"].format(letters=letters)
    return language.phrases["abbreviation"].format(letters=letters, name=known.name, plain=known.plain)


def _listed(target: LintTarget, lexicon: Lexicon) -> Iterator[tuple[Passage, int, int, Entry]]:
    for passage in target.passages:
        for start, end, entry in find_entries(lexicon, passage.text):
            if not is_name(target, passage, start, end):
                yield passage, start, end, entry


def _cased(plain: str, written: str) -> str:
    """Return a replacement with a capital if the words have one, unless they are all capitals."""
    return plain[:1].upper() + plain[1:] if written[:1].isupper() and not written[1:2].isupper() else plain


def _listed_rule(
    code: str, lexicon: Callable[[Language], Lexicon]
) -> Callable[[LintTarget], Iterator[Diagnostic]]:
    def rule(target: LintTarget) -> Iterator[Diagnostic]:
        seen: set[str] = set()
        for passage, start, end, entry in _listed(target, lexicon(target.language)):
            if entry.term not in seen:
                seen.add(entry.term)
                plain = _cased(entry.plain[0], passage.raw[start:end]) if entry.plain else ""
                options = _options(target.language, entry)
                yield found(target, code, passage, start, end, plain, safe=entry.safe, plain=options)

    return rule


def _options(language: Language, entry: Entry) -> str:
    return language.phrases["or"].join(f"“{one}”" for one in entry.plain) or language.phrases["left_out"]


wordy = _listed_rule("wordy", lambda language: language.wordy)
insensitive = _listed_rule("insensitive", lambda language: language.insensitive)
hidden_verb = _listed_rule("hidden-verb", lambda language: language.hidden_verbs)
officialese_zh = _listed_rule("officialese-zh", lambda language: language.officialese)


def inconsistent_name(target: LintTarget) -> Iterator[Diagnostic]:
    """Find names of services that are spelt otherwise than in the catalog."""
    known = target.context.spellings
    for passage in target.passages if known else ():
        for match in _NAME_LIKE.finditer(passage.text):
            name = _meant(match[0], known)
            if name and not is_name(target, passage, *match.span()):
                yield found(target, "inconsistent-name", passage, *match.span(), name, name=name)


def spellings(names: Iterable[str]) -> dict[str, str]:
    """Return the names that are too long to be another word by chance, by their letters in lower case."""
    return {_joined(name): name for name in names if name.isascii() and len(_joined(name)) >= 6}


_NAME_LIKE = re.compile(r"[A-Z][\wÀ-ɏ-]{5,}", re.ASCII)


def _joined(name: str) -> str:
    return _JOINT.sub("", name).lower()


def _meant(written: str, known: Mapping[str, str]) -> str | None:
    """Return the name of which a word is a misspelling; None if the word is right or another word."""
    joined = _joined(written)
    same = known.get(joined)
    if same:
        differs = written.lower() != same.lower() or (
            _has_inner_capital(same) and written not in (same, same.upper())
        )
        return same if differs and written not in same.split() else None
    single = ((letters, name) for letters, name in known.items() if " " not in name)
    return next((name for letters, name in single if _one_slip(joined, letters)), None)


def _has_inner_capital(name: str) -> bool:
    return any(letter.isupper() for letter in name[1:].replace(" ", ""))


def _one_slip(first: str, second: str) -> bool:
    """Return whether two words differ by one letter, or by two that are swapped. An ending is grammar."""
    if first == second or abs(len(first) - len(second)) > 1:
        return False
    if len(first) == len(second):
        wrong = [index for index, (one, other) in enumerate(zip(first, second, strict=True)) if one != other]
        swapped = (
            len(wrong) == 2 and first[wrong[0]] == second[wrong[1]] and first[wrong[1]] == second[wrong[0]]
        )
        return (len(wrong) == 1 and wrong[0] + 1 < len(first)) or (swapped and wrong[1] == wrong[0] + 1)
    longer, shorter = sorted((first, second), key=len, reverse=True)
    return not longer.startswith(shorter) and any(
        longer[:index] + longer[index + 1 :] == shorter for index in range(len(longer))
    )
