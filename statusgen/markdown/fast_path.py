"""Fast path for text with hardly any markup, like most updates: its HTML needs no Markdown parser.

Supported are paragraphs, and in them `**strong**`, `` `code` `` and `[links](https://elsewhere.example)`. A
property test checks that the result equals that of `convert`, byte for byte.
"""

from __future__ import annotations

import re

from statusgen.markdown.bounds import has_bounded_markup, is_reasonable

# A line begins with a letter or with markup, as it is no list, heading or quotation, and does not end with a
# space.
_MARKS = r",.;:?!%()'\"’‘“”–—…€·，。、；：？！（）《》「」"
_WORDS = rf"[\w{_MARKS}](?:[\w {_MARKS}-]*[\w{_MARKS}])?"
_STRONG = rf"\*\*({_WORDS})\*\*(?!\*)"
_CODE = rf"`([\w{_MARKS}/=@+](?:[\w {_MARKS}/=@+-]*[\w{_MARKS}/=@+])?)`(?!`)"
# Only hosts that every URL parser keeps unchanged; `xn--` hosts are shown in another form.
_ADDRESS = r"https?://(?:(?!xn--)[a-z][a-z0-9-]*\.)+[a-z]{2,}(?:[/?#][A-Za-z0-9./?#:=%~+,;@-]*)?"
_LINK = rf"(?<!!)\[({_WORDS})\]\(({_ADDRESS})\)"
_LINE = rf"(?:[^\W\d]|{_STRONG}|{_CODE}|{_LINK})(?:[\w {_MARKS}-]++|{_STRONG}|{_CODE}|{_LINK})*+(?<![ -])"
_SIMPLE = re.compile(rf"{_LINE}(?:\n\n?{_LINE})*+")

_MARKUP = (
    ("](", re.compile(_LINK), r'<a href="\2">\1</a>'),
    ("**", re.compile(_STRONG), r"<strong>\1</strong>"),
    ("`", re.compile(_CODE), r"<code>\1</code>"),
)
"""For each kind of markup: a sign that reveals it, its pattern, and its HTML.

Links come first, because their pattern looks at the character before."""
_MOST_SIGNS = 20_000
"""Maximum length of a text with markup. Shorter texts cannot reach the number of tags that `convert`
allows."""


def is_simple(text: str) -> bool:
    """Return whether the text has no other markup than blank lines and the kinds above."""
    if "_" in text or "www." in text or not _SIMPLE.fullmatch(text):
        return False
    marked = any(sign in text for sign, _, _ in _MARKUP)
    return not marked or (len(text) <= _MOST_SIGNS and is_reasonable(text) and has_bounded_markup(text))


def simple_html(text: str) -> str:
    """Return the safe HTML of a simple text."""
    for sign, pattern, made in _MARKUP:
        if sign in text:
            text = pattern.sub(made, text)
    return "\n".join(f"<p>{part}</p>" for part in text.split("\n\n"))


def simple_words(text: str) -> str:
    """Return a simple text without its markup."""
    for sign, pattern, _ in _MARKUP:
        if sign in text:
            text = pattern.sub(r"\1", text)
    return text
