"""Tables of words, one entry a line: columns separated by `|`, empty lines, and comments that begin with `#`."""

from __future__ import annotations

from collections.abc import Iterator

from statusgen.plain_language.lexicon import Entry, Lexicon, make_lexicon

ADVICE = ("replace", "explain", "note")


class TableError(ValueError):
    """A line of a table is wrong. The message begins with the file and the number of the line."""


def read_jargon(name: str, text: str, *, spaced: bool) -> Lexicon:
    """Return the entries of a table `words | advice | better words | meaning`. Raises `TableError`."""
    return make_lexicon(_jargon(name, text), spaced=spaced)


def _jargon(name: str, text: str) -> Iterator[tuple[str, Entry]]:
    for place, (forms, advice, better, meaning) in _rows(
        name, text, "words | advice | better words | meaning"
    ):
        if advice not in ADVICE:
            raise TableError(f"{place}: the advice `{advice}` is none of {', '.join(ADVICE)}")
        yield forms, _entry(forms, better, advice, meaning)


def read_phrases(name: str, text: str, *, spaced: bool) -> Lexicon:
    """Return the entries of a table `words | better words`. Raises `TableError`."""
    rows = _rows(name, text, "words | better words")
    return make_lexicon(((forms, _entry(forms, better)) for _, (forms, better) in rows), spaced=spaced)


def read_abbreviations(name: str, text: str) -> dict[str, tuple[str, str]]:
    """Return full name and plain words by letters, from `letters | full name | plain words`.

    Raises `TableError`.
    """
    rows = _rows(name, text, "letters | full name | plain words")
    return {letters: (full, plain) for _, (letters, full, plain) in rows}


def read_words(text: str) -> frozenset[str]:
    """Return the words of a list, which are separated by spaces and lines."""
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def _rows(name: str, text: str, header: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the place of each entry, as `jargon.txt:12`, and its cells."""
    width = header.count("|") + 1
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("|"))
        if len(cells) != width or "" in cells:
            raise TableError(f"{name}:{number}: an entry has {width} columns, none of them empty: {header}")
        yield f"{name}:{number}", cells


def _entry(forms: str, better: str, advice: str = "", meaning: str = "") -> Entry:
    options = tuple(one for part in better.lstrip("=").split(";") if (one := part.strip()) not in ("", "-"))
    term = forms.split(",", maxsplit=1)[0].split("~", maxsplit=1)[0].strip()
    return Entry(term, advice, options, better.startswith("=") and bool(options), meaning)
