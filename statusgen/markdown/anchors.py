"""Ids of headings and footnotes in rendered Markdown, unique on their page; and the list of headings.

All functions work on sanitised HTML and rely on its form.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

MARK = "~"
"""Separates the prefix from the rest in every id made here; no other id of a page has it."""

_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_WITH_ID = re.compile(r'<h([1-6]) id="([^"]*)">(.*?)</h\1>', re.DOTALL)
_ID = re.compile(r' id="([^"]*)"')
_NOTE_REFERENCE = re.compile(r"<sup(?: id=\"[^\"]*\")?><a[^>]*>[0-9]+</a></sup>")
_TAG = re.compile(r"<[^>]*>")


def with_heading_ids(clean: str, prefix: str) -> str:
    """Add ids to headings, made of their words, so that a link stays valid as long as the words do."""
    ids = unique_ids(visible_words(match[2]) for match in _HEADING.finditer(clean))

    def numbered(match: re.Match[str]) -> str:
        return f'<h{match[1]} id="{prefix}{MARK}{next(ids)}">{match[2]}</h{match[1]}>'

    return _HEADING.sub(numbered, clean)


def unique_ids(names: Iterable[str]) -> Iterator[str]:
    """Yield an id for each name, of its letters and digits; no two are the same."""
    last: dict[str, int] = {}
    for name in names:
        slug = own = _slug(name)
        while own in last:
            last[slug] += 1
            own = f"{slug}-{last[slug]}"
        last[own] = 1
        yield own


def with_unique_ids(clean: str) -> str:
    """Remove repeated ids, except the first: pasted HTML may look like a footnote of ours."""
    seen: set[str] = set()

    def first(match: re.Match[str]) -> str:
        known = match[1] in seen
        seen.add(match[1])
        return "" if known else match[0]

    return re.sub(r"<[^>]*>", lambda tag: _ID.sub(first, tag[0]), clean)


def outline(rendered: str) -> tuple[tuple[str, str], ...]:
    """Return (id, words) of the headings that have ids and the highest level among them."""
    found = [(int(level), id_, visible_words(inner)) for level, id_, inner in _WITH_ID.findall(rendered)]
    top = min((level for level, _, _ in found), default=0)
    return tuple((id_, words) for level, id_, words in found if level == top and words)


def visible_words(inner: str) -> str:
    """Return the words of HTML, without numbers of footnotes, with alternative texts of pictures."""
    shown = re.sub(r'<img[^>]*? alt="([^"]*)"[^>]*>', r"\1", _NOTE_REFERENCE.sub("", inner))
    return " ".join(html.unescape(_TAG.sub("", shown)).split())


def _slug(words: str) -> str:
    """Return letters and digits of any script, joined by hyphens."""
    return "-".join(re.findall(r"[^\W_]+", words.casefold())) or "section"
