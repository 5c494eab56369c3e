"""The first use of each term of a glossary, in safe HTML, becomes a link to its explanation."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_PART = re.compile(
    r"<!--.*?-->|<(?P<close>/?)(?P<tag>[A-Za-z][A-Za-z0-9]*)(?P<rest>[^>]*)>|(?P<text>[^<]+)|<", re.DOTALL
)
_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "use", "path", "wbr"}
_CLOSED = {
    "a", "button", "code", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label", "pre", "samp", "script",
    "style", "summary", "svg", "th", "time", "var",
}  # fmt: skip
"""What stands in these is left alone: links, headings, code."""
_OPEN = re.compile(r'\bclass="(?:[^"]*\s)?(?:prose|explain)(?:\s[^"]*)?"')
"""Only the organisation's words are explained: what stands in an element of one of these classes."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A term that a page uses."""

    name: str
    meaning: str
    anchor: str
    """The id of its explanation: `word-1`."""
    use: str
    """The id of its first use in the text: `use-1`."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms in one language: their names and meanings, and how to find them in a text."""

    terms: tuple[tuple[str, str], ...]
    pattern: re.Pattern[str] | None
    by_form: Mapping[str, int]
    """The number of the term by its form; in lower case, but where a form is all capitals."""


def make_glossary(terms: Iterable[tuple[str, str, Iterable[str]]], *, spaced: bool) -> Glossary:
    """A glossary of names, meanings and other spellings. Words are whole where the language has spaces."""
    own, by_form = [], dict[str, int]()
    for number, (name, meaning, also) in enumerate(terms):
        own.append((name, meaning))
        for form in (name, *also):
            by_form.setdefault(form if form.isupper() else form.lower(), number)
    forms = sorted(by_form, key=len, reverse=True)
    if not forms:
        return Glossary((), None, {})
    parts = "|".join(_part(form) for form in forms)
    pattern = re.compile(rf"(?<![\w-])(?:{parts})(?![\w-])" if spaced else f"(?:{parts})")
    return Glossary(tuple(own), pattern, by_form)


def _part(form: str) -> str:
    """The pattern of a form as it stands in HTML; capitals count where it has nothing else."""
    escaped = re.escape(html.escape(form, quote=False))
    return escaped if form.isupper() else f"(?i:{escaped})"


def explain_terms(markup: str, glossary: Glossary) -> tuple[str, tuple[Explained, ...]]:
    """The HTML with a link at the first use of each term, and the terms in the order of their use.

    The words themselves stay as they are.
    """
    if glossary.pattern is None or not glossary.pattern.search(markup):
        return markup, ()
    used: dict[int, Explained] = {}
    parts: list[str] = []
    open_, closed = 0, 0  # how deep within what is explained, and within what is left alone
    stack: list[tuple[str, bool, bool]] = []
    for part in _PART.finditer(markup):
        tag = (part["tag"] or "").lower()
        if part["text"] is not None and open_ and not closed:
            parts.append(_linked(part[0], glossary, used))
            continue
        parts.append(part[0])
        if not tag or tag in _VOID or (part["rest"] or "").endswith("/"):
            continue
        if part["close"]:
            while stack:
                name, opened, shut = stack.pop()
                open_, closed = open_ - opened, closed - shut
                if name == tag:
                    break
        else:
            entry = (tag, _OPEN.search(part["rest"]) is not None, tag in _CLOSED)
            stack.append(entry)
            open_, closed = open_ + entry[1], closed + entry[2]
    return "".join(parts), tuple(used.values())


def _linked(text: str, glossary: Glossary, used: dict[int, Explained]) -> str:
    def link(match: re.Match[str]) -> str:
        form = html.unescape(match[0])
        number = glossary.by_form.get(form, glossary.by_form.get(form.lower(), -1))
        if number < 0 or number in used:
            return match[0]
        name, meaning = glossary.terms[number]
        count = len(used) + 1
        one = used[number] = Explained(name, meaning, f"word-{count}", f"use-{count}")
        return f'<a class="term" id="{one.use}" href="#{one.anchor}">{match[0]}</a>'

    return glossary.pattern.sub(link, text) if glossary.pattern else text
