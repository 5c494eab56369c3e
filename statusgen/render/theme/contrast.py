"""Contrast of text and icons with their background, for every pair of tokens that meet on a page.

WCAG 2.2 asks for a contrast of 4.5:1 for text (1.4.3) and of 3:1 for icons and focus outlines (1.4.11).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from statusgen.model.diagnostics import Diagnostic, Related
from statusgen.model.settings import Appearance
from statusgen.render.theme.colours import Rgb, contrast, hex_colour, mixed, nearest
from statusgen.render.theme.css_variables import Token, Tokens, colour_of, resolve, with_colours

TEXT, SIGN = 4.5, 3.0

_STATES = ("operational", "under-maintenance", "degraded", "partial-outage", "major-outage", "info")
_GROUNDS = ("paper", "card")


@dataclass(frozen=True, slots=True)
class Pair:
    """A token in front of another, and the contrast that they need.

    Where the style sheet mixes them, `share` of the front is its own colour and the rest that of the back.
    """

    front: str
    back: str
    needed: float = TEXT
    share: float = 1.0


def _pairs() -> Iterator[Pair]:
    tints = [f"{state}-tint" for state in _STATES]
    for ground in (*_GROUNDS, *tints):
        yield Pair("ink", ground)
        yield Pair("link", ground)
    for tint in tints:
        yield Pair("ink", tint, share=0.78)  # muted text in the head of a card
    for ground in _GROUNDS:
        yield Pair("quiet", ground)
        yield Pair("unknown", ground, SIGN)
    for state in _STATES:
        for ground in (*_GROUNDS, f"{state}-tint"):
            yield Pair(state, ground)
            yield Pair(f"{state}-mark", ground, SIGN)


PAIRS = tuple(_pairs())


@dataclass(frozen=True, slots=True)
class _Failure:
    """Two tokens with too little contrast; `blamed` is the one to change."""

    front: Token
    back: Token
    blamed: Token
    pair: Pair
    ratio: float


def find_low_contrast(tokens: Tokens, appearance: Appearance) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for each token to change, on light screens and on dark ones."""
    every = with_colours(tokens, appearance.colours, appearance.dark_colours)
    given = {one.token for one in appearance.colours}
    given_dark = {one.token for one in appearance.dark_colours} | (given - tokens.dark.keys())
    dark = {**every.light, **every.dark} if every.dark else {}
    return (*_of_scheme("light", every.light, given), *_of_scheme("dark", dark, given_dark))


def _of_scheme(scheme: str, tokens: Mapping[str, Token], given: set[str]) -> Iterator[Diagnostic]:
    failures: dict[Token, list[_Failure]] = {}
    for pair in PAIRS:
        ratio, (front, back) = _ratio(pair, tokens), _ends(pair, tokens)
        if ratio is not None and ratio < pair.needed and front and back:
            # Blame the colour of the site rather than that of its theme.
            blamed = back if back.name in given and front.name not in given else front
            failures.setdefault(blamed, []).append(_Failure(front, back, blamed, pair, ratio))
    for found in failures.values():
        worst = min(found, key=lambda one: one.ratio / one.pair.needed)
        yield _diagnostic(scheme, worst, len(found) - 1, tokens)


def _ratio(pair: Pair, tokens: Mapping[str, Token]) -> float | None:
    """Return the contrast of a pair; None if the theme lacks a token or its colour is unknown."""
    front, back = colour_of(pair.front, tokens), colour_of(pair.back, tokens)
    return contrast(mixed(front, back, pair.share), back) if front and back else None


def _diagnostic(scheme: str, worst: _Failure, others: int, tokens: Mapping[str, Token]) -> Diagnostic:
    what = "words need" if worst.pair.needed == TEXT else "signs need"
    more = f" (and {others} more like it)" if others else ""
    message = (
        f"on {scheme} screens, {_named(worst.front)} on {_named(worst.back)} has a contrast of"
        f" {_floor(worst.ratio)}:1; {what} {worst.pair.needed:g}:1{more}"
    )
    other = worst.back if worst.blamed == worst.front else worst.front
    related = Related(other.span, f"{_named(other)} stands here")
    return Diagnostic("low-contrast", worst.blamed.span, message, _help(worst, tokens), (related,))


def _help(worst: _Failure, tokens: Mapping[str, Token]) -> str:
    """Return the nearest shade with enough contrast to all other colours, or else to the worst of them."""
    colour = colour_of(worst.blamed.name, tokens)
    concerned = [pair for pair in PAIRS if worst.blamed in _ends(pair, tokens)]
    for pairs in (concerned, [worst.pair]):
        shade = colour and nearest(colour, partial(_passes, worst.blamed, pairs, tokens))
        if shade:
            return f'Write `"{hex_colour(shade)}"`, the nearest shade that passes.'
    return "Choose two colours that are further apart."


def _ends(pair: Pair, tokens: Mapping[str, Token]) -> tuple[Token | None, Token | None]:
    return resolve(pair.front, tokens), resolve(pair.back, tokens)


def _passes(changed: Token, pairs: Iterable[Pair], tokens: Mapping[str, Token], shade: Rgb) -> bool:
    trial = {**tokens, changed.name: Token(changed.name, hex_colour(shade), changed.span)}
    ratios = ((_ratio(pair, trial), pair.needed) for pair in pairs)
    return all(ratio is None or ratio >= needed for ratio, needed in ratios)


def _named(token: Token) -> str:
    return f"`{token.name.replace('-', ' ')}` ({token.value})"


def _floor(ratio: float) -> str:
    """Return a ratio rounded down, so that no failing one reads like a passing one."""
    return f"{int(ratio * 100) / 100:.2f}"
