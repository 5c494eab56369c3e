"""Text in angle brackets: tags of HTML stay tags, everything else becomes text as it was typed.

The sanitiser decides afterwards which tags stay. This module only keeps words from being taken for tags.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Set as AbstractSet

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/<>\"']*+)((?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)>|<(?=[A-Za-z/])")
_VALUE = r"\s*=\s*(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++)"
_ATTRIBUTES = re.compile(
    rf"(?:\s+(?:[^\s\"'<>/=]++{_VALUE}|(?:open|reversed|nowrap|noshade|compact|hidden)(?!\S)))*\s*/?"
)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_BARE = frozenset({"br", "hr", "wbr"})
"""Elements that have an effect without attributes and without an end tag."""
_END_MAY_BE_LEFT_OUT = frozenset({
    "caption", "dd", "dt", "li", "p", "tbody", "td", "tfoot", "th", "thead", "tr",
})  # fmt: skip
_ELEMENTS = frozenset({
    "address", "applet", "article", "aside", "audio", "base", "bdi", "bdo", "big", "body", "button", "canvas",
    "center", "cite", "col", "colgroup", "data", "datalist", "dfn", "dialog", "dir", "div", "embed",
    "fieldset", "figcaption", "figure", "font", "footer", "form", "frame", "frameset", "head", "header",
    "hgroup", "html", "iframe", "input", "label", "legend", "link", "main", "map", "marquee", "math", "menu",
    "meta", "meter", "nav", "object", "option", "optgroup", "output", "param", "picture", "progress", "rp",
    "rt", "ruby", "script", "search", "section", "select", "source", "span", "strike", "style", "svg",
    "template", "textarea", "time", "title", "track", "tt", "u", "video", "wbr",
})  # fmt: skip
"""Elements that are not allowed: as tags of real HTML they are removed, never shown."""


def escape_non_tags(made: str, allowed: AbstractSet[str]) -> str:
    """Escape everything that looks like a tag and is none.

    A tag belongs to an element of HTML, has attributes as HTML writes them, and has its end tag if it needs
    one: `<address>` alone is a word, `<address>…</address>` is not.
    """
    found = Counter((one[1], one[2].lower()) for one in _TAG.finditer(made) if one[2])

    def kept(match: re.Match[str]) -> str:
        is_tag = match[2] and _is_tag(match[1], match[2].lower(), match[3], found, allowed)
        return match[0] if is_tag else html.escape(match[0], quote=False)

    return _TAG.sub(kept, made)


def _is_tag(
    slash: str, name: str, attributes: str, found: Counter[tuple[str, str]], allowed: AbstractSet[str]
) -> bool:
    if name not in allowed and name not in _ELEMENTS:
        return False
    if name in _VOID:
        return not slash and (name in _BARE or "=" in attributes)
    is_paired = found["", name] > 0 and found["/", name] > 0
    if name not in allowed:
        return is_paired
    if name not in _END_MAY_BE_LEFT_OUT and not is_paired:
        return False
    return not attributes.strip(" \n\t/") if slash else _ATTRIBUTES.fullmatch(attributes) is not None
