"""Rules about single words: technical terms, abbreviations, long-winded phrases, names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from statusgen.diagnostics import Diagnostic
from statusgen.prose.plain.language import Language
from statusgen.prose.plain.lexicon import Entry, Lexicon, find_entries
from statusgen.prose.plain.passages import Passage
from statusgen.prose.plain.subject import Subject, found, is_name

_ABBREVIATION = re.compile(
    r"(?<![A-Za-z0-9_@#/.\-])(?:[A-Z]{2,6}|[A-Z]{1,4}\d{1,2}|[A-Z]+v\d|I/O|CI/CD)s?(?![A-Za-z0-9_@/]|[.\-][A-Za-z0-9])"
)
_MOST_NOTES = 2
"""More words that are only a little technical are not worth a writer's time."""
_PLACE = re.compile(
    r"[A-Z]{3}\d{1,2}|AMS|ARN|CDG|DFW|FRA|GRU|HKG|JFK|LAX|LHR|LON|MAD|MIA|NRT|NYC|ORD|SEA|SIN|SJC|SYD|WAW"
)
"""Short names of places, as hosting companies have them: their customers chose one."""
_ROMAN = re.compile(r"[IVX]+")
_EXPLAINED = re.compile(
    r"[\"”’]?\s?(?:\((?P<in>[^()\n]{8,})\)|（(?P<wide>[^（）\n]{4,})）|[,，—–-]+ ?(?:that is|which (?:is|means)|meaning|i\.e\.|in other words|也就是|即))"
)
_AFTER_PLAIN = re.compile(r"[^\W\d_]{3,}\W+(?:[^\W\d_]+\W+)*\($|[\u4e00-\u9fff]{2,}[（(]$")


def jargon(subject: Subject) -> Iterator[Diagnostic]:
    """Technical terms have everyday words in their place, or are explained where they stand."""
    seen, notes = set[tuple[bool, str]](), 0
    for passage, start, end, entry in _listed(subject, subject.language.jargon):
        if (passage.field == "title", entry.term) in seen or _is_explained(
            subject, passage, start, end, entry
        ):
            continue
        seen.add((passage.field == "title", entry.term))
        notes += entry.advice == "note"
        if entry.advice == "note" and notes > _MOST_NOTES:
            continue
        said = passage.raw[start:end]
        plain = _cased(entry.plain[0], said) if entry.plain else None
        advice = _advice(subject.language, entry)
        yield from found(
            subject,
            "jargon",
            passage,
            start,
            end,
            plain,
            safe=entry.safe,
            hint=entry.advice == "note",
            advice=advice,
        )


def _advice(language: Language, entry: Entry) -> str:
    if language.code == "zh":
        options = "或".join(f"“{one}”" for one in entry.plain)
        help = f"可改为{options}" if options else "请删除，或用大白话说明"
        return f"{help}；也可以在括号里解释。" if entry.advice == "explain" and options else f"{help}。"
    options = " or ".join(f"“{one}”" for one in entry.plain)
    help = f"Try: {options}" if options else "Leave it out, or say it in everyday words"
    return f"{help}; or explain it in brackets." if entry.advice == "explain" and options else f"{help}."


def _is_explained(subject: Subject, passage: Passage, start: int, end: int, entry: Entry) -> bool:
    said = passage.raw[start:end].lower()
    if said in subject.scene.terms or entry.term.lower() in subject.scene.terms:
        return True
    return _explained_here(passage, start, end)


def _explained_here(passage: Passage, start: int, end: int) -> bool:
    """Whether plain words stand beside a term: `failover (we switched to a backup)`, `a backup (failover)`."""
    after = _EXPLAINED.match(passage.text, end)
    if after:
        inner = after["in"] or after["wide"]
        return inner is None or len(inner.split()) >= 2 or "\u4e00" <= inner[0] <= "\u9fff"
    return _AFTER_PLAIN.search(passage.text, max(0, start - 60), start) is not None


def acronym(subject: Subject) -> Iterator[Diagnostic]:
    """Abbreviations are written out, but those that everybody knows."""
    language, seen = subject.language, set[tuple[bool, str]]()
    for passage in subject.passages:
        for match in _ABBREVIATION.finditer(passage.text):
            letters = match[0].removesuffix("s")
            place = (passage.field == "title", letters)
            if place in seen or not _unknown(subject, passage, match, letters):
                continue
            seen.add(place)
            known = language.abbreviations.get(letters)
            plain = known.plain if known else None
            yield from found(
                subject,
                "acronym",
                passage,
                match.start(),
                match.end(),
                plain,
                advice=_spelled_out(language, letters),
            )


def _unknown(subject: Subject, passage: Passage, match: re.Match[str], letters: str) -> bool:
    language = subject.language
    if (
        letters in language.known
        or letters.lower() in subject.scene.terms
        or _ROMAN.fullmatch(letters)
        or _PLACE.fullmatch(letters)
    ):
        return False
    if letters in subject.scene.settings.plain_language.abbreviations or f"({letters})" in subject.before:
        return False
    if is_name(subject, passage, *match.span()) or any(True for _ in find_entries(language.jargon, match[0])):
        return False
    return not _shouted(passage.text, match) and not _explained_here(passage, *match.span())


_JOINT = re.compile(r"[\s_-]")
_CAPITALS = re.compile(r"\b[A-Z]{4,}\b", re.ASCII)


def _shouted(text: str, match: re.Match[str]) -> bool:
    """Whether it is one of several words in capitals, which are loud rather than short."""
    around = text[max(0, match.start() - 20) : match.end() + 20]
    return len(_CAPITALS.findall(around)) > 1


def _spelled_out(language: Language, letters: str) -> str:
    known = language.abbreviations.get(letters)
    if language.code == "zh":
        return (
            f"首次出现请写“{known.name}（{letters}）”，或改为“{known.plain}”。"
            if known
            else f"首次出现请写出“{letters}”的全称或中文意思。"
        )
    if known is None:
        return f"Say what it is the first time, and put “{letters}” in brackets behind it; or leave it out."
    return f"Try “{known.plain}”, or spell it out the first time: “{known.name} ({letters})”."


def _listed(subject: Subject, lexicon: Lexicon) -> Iterator[tuple[Passage, int, int, Entry]]:
    for passage in subject.passages:
        for start, end, entry in find_entries(lexicon, passage.text):
            if not is_name(subject, passage, start, end):
                yield passage, start, end, entry


def _cased(plain: str, said: str) -> str:
    """The replacement with a capital where the words had one, unless they were capitals throughout."""
    return plain[:1].upper() + plain[1:] if said[:1].isupper() and not said[1:2].isupper() else plain


def _listed_rule(
    code: str, lexicon: Callable[[Language], Lexicon]
) -> Callable[[Subject], Iterator[Diagnostic]]:
    def rule(subject: Subject) -> Iterator[Diagnostic]:
        seen: set[str] = set()
        for passage, start, end, entry in _listed(subject, lexicon(subject.language)):
            if entry.term not in seen:
                seen.add(entry.term)
                plain = _cased(entry.plain[0], passage.raw[start:end]) if entry.plain else ""
                options = _options(subject.language, entry)
                yield from found(subject, code, passage, start, end, plain, safe=entry.safe, plain=options)

    return rule


def _options(language: Language, entry: Entry) -> str:
    if not entry.plain:
        return "（删除）" if language.code == "zh" else "(leave it out)"
    joint = "或" if language.code == "zh" else " or "
    return joint.join(f"“{one}”" for one in entry.plain)


wordy = _listed_rule("wordy", lambda language: language.wordy)
insensitive = _listed_rule("insensitive", lambda language: language.insensitive)
hidden_verb = _listed_rule("hidden-verb", lambda language: language.hidden_verbs)
officialese = _listed_rule("officialese-zh", lambda language: language.officialese)


def inconsistent_name(subject: Subject) -> Iterator[Diagnostic]:
    """A service has one name: the same everywhere."""
    known = subject.scene.spellings
    for passage in subject.passages if known else ():
        for match in _NAME_LIKE.finditer(passage.text):
            name = _meant(match[0], known)
            if name and not is_name(subject, passage, *match.span()):
                yield from found(subject, "inconsistent-name", passage, *match.span(), name, name=name)


def spellings(names: Iterable[str]) -> dict[str, str]:
    """Names that are long enough to be told from other words, by their letters alone."""
    return {_joined(name): name for name in names if name.isascii() and len(_joined(name)) >= 6}


_NAME_LIKE = re.compile(r"[A-Z][\wÀ-ɏ-]{5,}", re.ASCII)


def _joined(name: str) -> str:
    return _JOINT.sub("", name).lower()


def _meant(said: str, known: Mapping[str, str]) -> str | None:
    """The name that was meant by one which is not quite it; None when it is right or another word."""
    joined = _joined(said)
    same = known.get(joined)
    if same:
        differs = said.lower() != same.lower() or (
            _has_inner_capital(same) and said not in (same, same.upper())
        )
        return same if differs and said not in same.split() else None
    single = ((letters, name) for letters, name in known.items() if " " not in name)
    return next((name for letters, name in single if _one_slip(joined, letters)), None)


def _has_inner_capital(name: str) -> bool:
    return any(letter.isupper() for letter in name[1:].replace(" ", ""))


def _one_slip(first: str, second: str) -> bool:
    """Whether one letter is wrong, or two are swapped; a letter more or less at the end is grammar."""
    if first == second or abs(len(first) - len(second)) > 1:
        return False
    if len(first) == len(second):
        wrong = [index for index, (one, other) in enumerate(zip(first, second, strict=True)) if one != other]
        swapped = (
            len(wrong) == 2 and first[wrong[0]] == second[wrong[1]] and first[wrong[1]] == second[wrong[0]]
        )
        return len(wrong) == 1 or (swapped and wrong[1] == wrong[0] + 1)
    longer, shorter = sorted((first, second), key=len, reverse=True)
    return not longer.startswith(shorter) and any(
        longer[:index] + longer[index + 1 :] == shorter for index in range(len(longer))
    )
