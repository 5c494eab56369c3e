"""The custom properties that a theme's style sheets set on `:root`, for light screens and for dark ones.

They are declared in style sheets only; checks and overrides read them from there. This is no CSS parser: it
knows comments, strings, rules and the two places where themes declare tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from statusgen.model.diagnostics import Span
from statusgen.model.settings import Colour
from statusgen.render.theme.colours import Rgb, parse_colour

_PIECE = re.compile(r"/\*.*?(?:\*/|\Z)|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|[{};]", re.DOTALL)
_TOKEN = re.compile(r"--([\w-]+)\s*:\s*(.*?)\s*", re.DOTALL)
_REFERENCE = re.compile(r"var\(\s*--([\w-]+)\s*\)")
_MOST_REFERENCES = 8


@dataclass(frozen=True, slots=True)
class Token:
    """A custom property: its name without `--`, its value as written, and its place."""

    name: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens by name; `dark` has those for dark screens, which override the light ones."""

    light: Mapping[str, Token]
    dark: Mapping[str, Token]


def read_tokens(sheets: Iterable[tuple[str, str]]) -> Tokens:
    """Read the tokens of style sheets, given as path and text in the order of a page."""
    light: dict[str, Token] = {}
    dark: dict[str, Token] = {}
    for path, text in sheets:
        for is_dark, token in _declared(path, text):
            (dark if is_dark else light)[token.name] = token
            if not is_dark:  # as in CSS: what comes later wins, on dark screens too
                dark.pop(token.name, None)
    return Tokens(light, dark)


def with_colours(tokens: Tokens, light: Iterable[Colour], dark: Iterable[Colour]) -> Tokens:
    """Return the tokens with a site's colours; colours for unknown tokens are dropped."""
    return Tokens({**tokens.light, **_known(light, tokens)}, {**tokens.dark, **_known(dark, tokens)})


def _known(colours: Iterable[Colour], tokens: Tokens) -> dict[str, Token]:
    known = tokens.light.keys() | tokens.dark.keys()
    return {one.token: Token(one.token, one.value, one.span) for one in colours if one.token in known}


def resolve(name: str, tokens: Mapping[str, Token]) -> Token | None:
    """Return the token that defines a name: itself, or the one that it refers to by `var()`."""
    token = tokens.get(name)
    for _ in range(_MOST_REFERENCES):
        reference = token and _REFERENCE.fullmatch(token.value)
        if not reference:
            break
        token = tokens.get(reference[1])
    return token


def colour_of(name: str, tokens: Mapping[str, Token]) -> Rgb | None:
    """Return the colour of a token; None if unknown."""
    token = resolve(name, tokens)
    return parse_colour(token.value) if token else None


def _declared(path: str, text: str) -> Iterator[tuple[bool, Token]]:
    """Yield each token that `:root` declares, and whether for dark screens only."""
    around: list[str] = []
    for line, written, end in _pieces(text):
        if end == "{":
            around.append(" ".join(written.split()))
            continue
        is_dark = _is_dark(around)
        match = _TOKEN.fullmatch(written.strip())
        if match and is_dark is not None:
            span = Span(path, line)
            yield is_dark, Token(match[1], match[2], span)
        if end == "}" and around:
            around.pop()


def _is_dark(around: list[str]) -> bool | None:
    """Return whether a rule is for dark screens; None if it is not about `:root` or not unconditional."""
    if not around or ":root" not in (selector.strip() for selector in around[-1].split(",")):
        return None
    if len(around) == 1:
        return False
    is_dark = re.fullmatch(r"@media ?(?:screen and )?\( ?prefers-color-scheme ?: ?dark ?\)", around[0])
    return True if is_dark and len(around) == 2 else None


def _pieces(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the text before each `{`, `}` and `;` without comments, the line of its end, and the sign."""
    written, last, line, counted = "", 0, 1, 0
    for match in _PIECE.finditer(text):
        written += text[last : match.start()]
        last = match.end()
        if match[0] in "{};":
            end = match.start() - len(written) + len(written.rstrip())
            line += text.count("\n", counted, end)
            counted = max(counted, end)
            yield line, written, match[0]
            written = ""
        elif not match[0].startswith("/*"):
            written += match[0]
