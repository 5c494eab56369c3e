"""Texts in one or more languages, and where they were written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from statusgen.model.diagnostics import Span

NOWHERE = Span("")


def N_(text: str) -> str:  # noqa: N802 - what extractors of interface texts look for
    """Mark a text for translation and return it unchanged; it is translated where it is used."""
    return text


@dataclass(frozen=True, slots=True)
class Origin:
    """Place of a text: the value of a field, or whole lines, each with its number."""

    span: Span
    """Span of the value, or of the first line."""
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LocalText:
    """One text in one or more languages, the site's default first: `(("en", "Loans"), ("zh", "借阅"))`.

    Empty when nothing was written. The default may be missing when only others were given.
    """

    variants: tuple[tuple[str, str], ...] = ()
    origins: tuple[Origin, ...] = field(default=(), compare=False, repr=False)
    """Places of the variants in the files that they were read from; empty for texts from elsewhere."""

    def __bool__(self) -> bool:
        return bool(self.variants)


EMPTY = LocalText()


def pick(text: LocalText, language: str) -> tuple[str, str]:
    """Return the words and their language: `language` if there is such a variant, else the first one."""
    for code, words in text.variants:
        if code == language:
            return words, code
    if text.variants:
        code, words = text.variants[0]
        return words, code
    return "", language


def localise(pairs: Iterable[tuple[str, str]]) -> LocalText:
    """Return a `LocalText` of the (language, words) pairs, without pairs whose words are empty."""
    return LocalText(tuple((code, words) for code, words in pairs if words))


@dataclass(frozen=True, slots=True)
class Picture:
    """File published beside the page of its note; `name` has no folder."""

    name: str
    data: bytes = field(repr=False)
    digest: str = ""
