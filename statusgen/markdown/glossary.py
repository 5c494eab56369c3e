"""Links from the first use of each glossary term, in safe HTML, to its explanation."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from statusgen.markdown.anchors import unique_ids

_PART = re.compile(
    r"<!--.*?-->|<(?P<close>/?)(?P<tag>[A-Za-z][A-Za-z0-9]*)(?P<rest>[^>]*)>|(?P<text>[^<]+)|<", re.DOTALL
)
_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "use", "path", "wbr"}
_CLOSED = {
    "a", "button", "code", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label", "pre", "samp", "script",
    "style", "summary", "svg", "th", "time", "var",
}  # fmt: skip
"""Elements whose text is left alone: links, headings, code."""
_OPEN = re.compile(r'\bclass="(?:[^"]*\s)?(?:prose|explain)(?:\s[^"]*)?"')
"""Only text within an element of one of these classes is explained: the organisation's own words."""


_SPACED = r"[A-Za-z0-9\u00c0-\u024f]"
"""Letters of scripts that have spaces between words."""
_WHOLE = rf"(?<!{_SPACED})(?<!{_SPACED}[-.@]){{0}}(?!{_SPACED}|[-.@]{_SPACED})"
"""Whole words: `kiosk` does not match `kiosks`, `self-service-kiosk` or `kiosk.example`."""
_APOSTROPHE = "(?:['’]|&#39;|&#x27;)"


@dataclass(frozen=True, slots=True)
class Explained:
    """Term that a page uses."""

    name: str
    meaning: str
    anchor: str
    """Id of its explanation, derived from its name: `word-late-charge`."""
    use: str
    """Id of its first use in the text: `use-late-charge`."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms in one language: their ids, names and meanings, and a pattern that finds them."""

    terms: tuple[tuple[str, str, str], ...]
    pattern: re.Pattern[str] | None
    by_form: Mapping[str, int]
    """Index of the term by its form; forms are in lower case, except abbreviations."""


def make_glossary(terms: Iterable[tuple[str, str, Iterable[str]]]) -> Glossary:
    """Return a glossary of (name, meaning, other spellings). The first term with a spelling keeps it."""
    given = tuple(terms)
    ids = unique_ids(name for name, _, _ in given)
    own = tuple((id_, name, meaning) for id_, (name, meaning, _) in zip(ids, given, strict=True))
    by_form: dict[str, int] = {}
    for number, (name, _, also) in enumerate(given):
        for form in filter(None, (" ".join(one.split()) for one in (name, *also))):
            by_form.setdefault(_key(form), number)
    if not by_form:
        return Glossary(own, None, {})
    parts = "|".join(_part(form) for form in sorted(by_form, key=len, reverse=True))
    return Glossary(own, re.compile(rf"&#?\w+;(?<!&#39;)(?<!&#x27;)|(?P<term>{parts})"), by_form)


def _is_abbreviation(form: str) -> bool:
    """Return whether capitals matter: `PIN` does not match `pin`, nor `PINs` `pins`."""
    return any(part.removesuffix("s").isupper() for part in form.split())


def _key(form: str) -> str:
    plain = " ".join(form.replace("’", "'").split())
    return plain if _is_abbreviation(plain) else plain.lower()


def _part(form: str) -> str:
    """Return the pattern of a form in HTML; whole words in scripts that have spaces between words."""
    letters = (
        _APOSTROPHE if one == "'" else r"\s+" if one == " " else re.escape(html.escape(one)) for one in form
    )
    pattern = "".join(letters) if _is_abbreviation(form) else f"(?i:{''.join(letters)})"
    return _WHOLE.format(pattern) if re.match(_SPACED, form[0]) else pattern


def explain_terms(markup: str, glossary: Glossary) -> tuple[str, tuple[Explained, ...]]:
    """Return the HTML with a link at the first use of each term, and the terms in the order of their use.

    The words themselves do not change.
    """
    if glossary.pattern is None or not glossary.pattern.search(markup):
        return markup, ()
    used: dict[int, Explained] = {}
    parts: list[str] = []
    open_, closed = 0, 0  # nesting within explained and within excluded elements
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
        if match["term"] is None:  # an entity contains letters too
            return match[0]
        form = " ".join(html.unescape(match[0]).replace("’", "'").split())
        number = glossary.by_form.get(form, glossary.by_form.get(form.lower(), -1))
        if number < 0 or number in used:
            return match[0]
        id_, name, meaning = glossary.terms[number]
        one = used[number] = Explained(name, meaning, f"word-{id_}", f"use-{id_}")
        target = quote(one.anchor)
        return f'<a class="term" id="{one.use}" href="#{target}" role="doc-glossref">{match[0]}</a>'

    return glossary.pattern.sub(link, text) if glossary.pattern else text
