"""A site's `appearance`, which overrides its theme: CSS rules for every page, and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from statusgen.model.diagnostics import Diagnostic
from statusgen.model.output import Output
from statusgen.model.settings import Appearance
from statusgen.model.text import Picture
from statusgen.render.theme.colours import hex_colour
from statusgen.render.theme.contrast import find_low_contrast
from statusgen.render.theme.css_variables import Token, Tokens, colour_of, read_tokens, with_colours
from statusgen.render.theme.load import Theme, asset_text

SHEETS = ("style.css", "theme.css")
"""The style sheets that may declare tokens; later ones override earlier ones."""

_LOGO_RULES = (
    ".brand img{display:block;block-size:2rem;inline-size:auto;max-inline-size:100%;object-fit:contain}"
    ".brand:has(img){display:flex;gap:.75rem;align-items:center}"
)
"""Every logo has the same height, so that nothing moves when it is loaded."""

_ROUND_RULES = ":root{--round:.75rem}"
_SQUARE_RULES = "*,::before,::after{border-radius:0!important}"


@dataclass(frozen=True, slots=True)
class ThemeOverrides:
    """The rules after those of the theme, and the page's colour on light and on dark screens."""

    rules: str = ""
    paper: str = ""
    dark_paper: str = ""


def check_appearance(theme: Theme, appearance: Appearance) -> tuple[Diagnostic, ...]:
    """Return diagnostics for colours of the theme and the site with too little contrast."""
    return find_low_contrast(_tokens(_sheets(theme)), appearance)


def theme_overrides(theme: Theme, appearance: Appearance) -> ThemeOverrides:
    """Return the overrides of a site for its theme."""
    tokens = _tokens(_sheets(theme))
    colours = with_colours(tokens, appearance.colours, appearance.dark_colours)
    dark = {**colours.light, **colours.dark}
    return ThemeOverrides(
        "".join(_rules(colours, appearance)), _colour("paper", colours.light), _colour("paper", dark)
    )


def picture_path(role: str, picture: Picture) -> str:
    """Return the path of a picture of the site: `assets/site-logo.3f2a9c01.svg`."""
    return f"assets/site-{role}.{picture.digest[:8]}{PurePosixPath(picture.name).suffix.lower()}"


def picture_files(appearance: Appearance) -> Iterator[Output]:
    """Yield the pictures of the site."""
    pictures = {"logo": appearance.logo, "dark-logo": appearance.dark_logo, "icon": appearance.favicon}
    for role, picture in pictures.items():
        if picture:
            yield Output(picture_path(role, picture), make_picture, (picture,))


def make_picture(picture: Picture) -> bytes:
    """Return the bytes of a picture."""
    return picture.data


def _sheets(theme: Theme) -> tuple[tuple[str, str], ...]:
    named = (name for name in SHEETS if name in theme.assets)
    return tuple((theme.places[name], asset_text(theme, name)) for name in named)


# A preview reads the same sheets after every edit.
@lru_cache(4)
def _tokens(sheets: tuple[tuple[str, str], ...]) -> Tokens:
    return read_tokens(sheets)


def _rules(colours: Tokens, appearance: Appearance) -> Iterator[str]:
    light = [one.token for one in appearance.colours if one.token in colours.light]
    given = dict.fromkeys(
        (*light, *(one.token for one in appearance.dark_colours if one.token in colours.dark))
    )
    # A colour for light screens only would also hide the theme's own for dark ones.
    dark = [colours.dark[name] for name in given if name in colours.dark]
    if light:
        yield f":root{{{_declarations(colours.light[name] for name in light)}}}"
    if dark:
        yield f"@media (prefers-color-scheme:dark){{:root{{{_declarations(dark)}}}}}"
    if appearance.font:
        # The theme has a rule for Chinese, which would override one without `:lang(zh)`.
        yield f"html,:lang(zh){{font-family:{appearance.font}}}"
    if appearance.square is not None:
        yield _SQUARE_RULES if appearance.square else _ROUND_RULES
    if appearance.logo:
        yield _LOGO_RULES


def _declarations(tokens: Iterable[Token]) -> str:
    return ";".join(f"--{one.name}:{one.value}" for one in tokens)


def _colour(name: str, tokens: Mapping[str, Token]) -> str:
    colour = colour_of(name, tokens)
    return hex_colour(colour) if colour else ""
