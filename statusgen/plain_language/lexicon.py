"""Lexicons: entries of words, and the search for them in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

CJK = r"\u3400-\u9fff\uf900-\ufaff"
"""Chinese characters, as a range for patterns: they are letters, but words have no spaces around them."""
_BETWEEN = re.compile(r"[ \n]|[-/&’'.]| ?[-–/] ?|\n ")
_TOKEN = re.compile(rf"[{CJK}]|[^\W_{CJK}]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase with the better words for it."""

    term: str
    """The first of its forms."""
    advice: str = ""
    """`replace`, `explain` (fine if it is explained) or `note` (a hint); empty in lists other than jargon."""
    plain: tuple[str, ...] = ()
    """Replacements, the best first."""
    safe: bool = False
    """Whether the first replacement fits and is true in any sentence."""
    meaning: str = ""


class Found(NamedTuple):
    """An entry at its place in a text."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class _Form:
    words: tuple[str, ...]
    exact: bool
    entry: Entry


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Forms of entries by their first word in lower case, or by their first character if not `spaced`."""

    forms: Mapping[str, tuple[_Form, ...]]
    spaced: bool


def make_lexicon(entries: Iterable[tuple[str, Entry]], *, spaced: bool) -> Lexicon:
    """Return the lexicon of entries with their forms.

    `down, offline` are two forms; `镜像~镜像站` is not found within `镜像站`.
    """
    found: dict[str, list[_Form]] = {}
    for forms, entry in entries:
        for form in forms.split(","):
            one = _form(form.strip(), entry, spaced=spaced)
            if one.words:
                found.setdefault(one.words[0][0] if not spaced else one.words[0].lower(), []).append(one)
    ordered = {
        key: tuple(sorted(many, key=lambda one: -_length(one, spaced=spaced))) for key, many in found.items()
    }
    return Lexicon(ordered, spaced)


def _form(form: str, entry: Entry, *, spaced: bool) -> _Form:
    if not spaced:
        return _Form(tuple(form.split("~")), exact=False, entry=entry)
    words = tuple(_TOKEN.findall(form))
    exact = form.isupper() or (form[1:] != form[1:].lower())
    return _Form(words if exact else tuple(word.lower() for word in words), exact, entry)


def _length(form: _Form, *, spaced: bool) -> int:
    return sum(map(len, form.words)) if spaced else len(form.words[0])


def find_entries(lexicon: Lexicon, text: str) -> Iterator[Found]:
    """Yield the entries in a text in order: the longest at each place, none within another."""
    return _spaced(lexicon, text) if lexicon.spaced else _unspaced(lexicon, text)


class _Token(NamedTuple):
    """A word at its place. Each Chinese character is one."""

    word: str
    lower: str
    start: int
    end: int


@lru_cache(maxsize=64)
def _tokens(text: str) -> tuple[_Token, ...]:
    """Return the words of a text. Cached, as several lexicons are looked up in the same text."""
    return tuple(_Token(one[0], one[0].lower(), *one.span()) for one in _TOKEN.finditer(text))


def _spaced(lexicon: Lexicon, text: str) -> Iterator[Found]:
    tokens, forms = _tokens(text), lexicon.forms
    after = 0
    for index, token in enumerate(tokens):
        if index < after or token.lower not in forms:
            continue
        match = _form_at(forms[token.lower], tokens, index, text)
        if match is not None:
            after = index + len(match.words)
            yield Found(token.start, tokens[after - 1].end, match.entry)


def _form_at(forms: tuple[_Form, ...], tokens: tuple[_Token, ...], index: int, text: str) -> _Form | None:
    for form in forms:
        last = index + len(form.words) - 1
        if last >= len(tokens) or tokens[last].lower != form.words[-1].lower():
            continue  # most of them, without a closer look
        own = tokens[index : last + 1]
        words = tuple(token.word if form.exact else token.lower for token in own)
        if words == form.words and _adjacent(own, text) and not _in_name(own, text):
            return form
    return None


def _adjacent(tokens: Sequence[_Token], text: str) -> bool:
    """Return whether one sign is between the tokens: a space, a hyphen, a slash, the end of a line.

    Beside a Chinese character there may be none.
    """
    return all(
        first.end == second.start or _BETWEEN.fullmatch(text[first.end : second.start])
        for first, second in pairwise(tokens)
    )


def _in_name(tokens: Sequence[_Token], text: str) -> bool:
    """Return whether the tokens are part of a name such as `my_queue`, `queue.example.org` or `@node`."""
    before = text[tokens[0].start - 1] if tokens[0].start else " "
    after = text[tokens[-1].end : tokens[-1].end + 2].ljust(2)
    return before in "_@#./\\" or after[0] in "_@" or (after[0] in "./\\" and after[1].isalnum())


def _unspaced(lexicon: Lexicon, text: str) -> Iterator[Found]:
    position = 0
    while position < len(text):
        for form in lexicon.forms.get(text[position], ()):
            word, *parts = form.words
            hidden = any(_within(part, word, text, position) for part in parts)
            hidden = hidden or (word.isascii() and _in_longer_word(word, text, position))
            if text.startswith(word, position) and not hidden:
                yield Found(position, position + len(word), form.entry)
                position += len(word)
                break
        else:
            position += 1


def _in_longer_word(word: str, text: str, position: int) -> bool:
    """Return whether Latin letters are before or after a word, as around TPS in HTTPS."""
    after = position + len(word)
    beside = text[position - 1 : position] + text[after : after + 1]
    return any(letter.isascii() and letter.isalnum() for letter in beside)


def _within(whole: str, word: str, text: str, position: int) -> bool:
    """Return whether a word is part of a longer one, `whole`, that means something else."""
    start = position - whole.find(word)
    return start >= 0 and text.startswith(whole, start)
