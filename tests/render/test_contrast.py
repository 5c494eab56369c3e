"""Colours as numbers, tokens of style sheets, and which of them are too alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.model.diagnostics import Span
from statusgen.model.settings import Appearance, Colour
from statusgen.model.themes import Themes
from statusgen.read.appearance import COLOURS
from statusgen.render import check_appearance, load_theme
from statusgen.render.theme.colours import Rgb, contrast, hex_colour, mixed, nearest, parse_colour
from statusgen.render.theme.contrast import PAIRS, find_low_contrast
from statusgen.render.theme.css_variables import colour_of, read_tokens
from statusgen.storage.disk import read_themes, shipped_themes
from tests.render.test_default_theme import default_theme

THEMES = read_themes(Path(__file__).parents[2] / "content")
SHEET = """\
/* :root { --ink: #f00 } */
:root { --paper: #ffffff; --ink: #000; --link: var(--ink) }
@media (prefers-color-scheme: dark) { :root { --paper: #000; --ink: #ffffff } }
@media print { :root { --ink: #eee } }
.card { --ink: #ddd; content: "} :root { --ink: #ccc }" }
"""


colours = st.tuples(*[st.integers(0, 255)] * 3)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000", "#fff", 21), ("#fff", "#fff", 1), ("#777777", "#fff", 4.478), ("#0000ff", "#ffffff", 8.592)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    """Known ratios, in either order."""
    front, back = parse_colour(one), parse_colour(other)
    assert front is not None
    assert back is not None
    assert pytest.approx(ratio, abs=0.001) == contrast(front, back)
    assert contrast(front, back) == contrast(back, front)


@given(colours, colours)
def test_some_shade_can_be_read_on_any_ground(colour: Rgb, ground: Rgb) -> None:
    """The nearest shade passes; a colour that passes already is its own."""
    found = nearest(colour, lambda shade: contrast(shade, ground) >= 4.5)

    assert found is not None
    assert contrast(found, ground) >= 4.5
    assert found == colour or contrast(colour, ground) < 4.5


@given(colours)
def test_colours_are_written_as_they_are_read(colour: Rgb) -> None:
    """Six digits there and back."""
    assert colour == parse_colour(hex_colour(colour))
    assert colour == mixed(colour, (0, 0, 0), 1)


@pytest.mark.parametrize("text", ["", "red", "#12345", "#gggggg", "rgb(0 0 0)", "#fff "])
def test_all_else_is_no_colour(text: str) -> None:
    """What cannot be told is not guessed."""
    assert parse_colour(text) is None


def test_tokens_are_read_where_they_always_hold() -> None:
    """Of `:root` alone, on light screens and on dark ones; not in print, comments or strings."""
    found = read_tokens([("a.css", SHEET)])

    assert {"paper": "#ffffff", "ink": "#000", "link": "var(--ink)"} == {
        name: one.value for name, one in found.light.items()
    }
    assert {"paper": ("#000", 3), "ink": ("#ffffff", 3)} == {
        name: (one.value, one.span.line) for name, one in found.dark.items()
    }
    assert (0, 0, 0) == colour_of("link", found.light)


def test_a_token_is_told_at_its_own_line() -> None:
    """Also the last of a rule, which needs no `;`."""
    found = read_tokens([("a.css", ":root {\n  --ink: #000;\n\n  --paper: #fff /* white */\n}\n")])

    assert {"ink": 2, "paper": 4} == {name: one.span.line for name, one in found.light.items()}


@given(st.text(":root{};-/*\"'@media(prefers-color-scheme:dark)# \n"))
def test_no_style_sheet_stops_the_reader(sheet: str) -> None:
    """However broken it is."""
    assert read_tokens([("a.css", sheet)]) is not None


def test_a_later_sheet_wins_on_dark_screens_too() -> None:
    """As in CSS, where `:root` after a rule for dark screens overrides it."""
    found = read_tokens([("a.css", SHEET), ("b.css", ":root{--ink:#123}")])

    assert ("#123", {"paper"}) == (found.light["ink"].value, set(found.dark))


def test_a_circle_of_tokens_has_no_colour() -> None:
    """It is skipped, as browsers do."""
    assert colour_of("a", read_tokens([("a.css", ":root{--a:var(--b);--b:var(--a)}")]).light) is None


@pytest.mark.parametrize("name", sorted(path.name for path in shipped_themes().iterdir()))
def test_shipped_themes_pass(name: str) -> None:
    """On light screens and dark ones, by their own colours."""
    theme = load_theme(THEMES, name, ("en",)).theme
    assert theme is not None

    assert () == check_appearance(theme, Appearance())


def test_every_pair_is_of_the_default_theme() -> None:
    """The table names no token that is gone, but for signs that have the colour of their words."""
    tokens = read_tokens([("style.css", THEMES["default"]["assets/style.css"].decode())]).light

    gone = {name for pair in PAIRS for name in (pair.front, pair.back) if name not in tokens}
    assert {f"{state}-mark" for state in ("operational", "under-maintenance", "major-outage", "info")} == gone


def low(appearance: Appearance, sheet: str = SHEET) -> list[tuple[int, str, str]]:
    """Line, message and help of each pair that is too alike."""
    found = find_low_contrast(read_tokens([("a.css", sheet)]), appearance)
    return [(one.span.line, one.message, one.help) for one in found]


def test_the_colour_of_the_site_is_to_blame() -> None:
    """Not that of the theme, even if it is the ground."""
    ground = Colour("paper", "#666666", Span("site.yml", 9))

    ((line, message, help),) = low(Appearance(colours=(ground,)))

    assert (9, 'Write `"#757575"`, the nearest shade that passes.') == (line, help)
    assert message == (
        "on light screens, `ink` (#000) on `paper` (#666666) has a contrast of 3.65:1;"
        " words need 4.5:1 (and 1 more like it)"
    )


def test_the_proposed_colour_passes() -> None:
    """The colour that the help names is not complained of, and one step less would be."""
    pale = Colour("ink", "#9a9a9a", Span("site.yml", 7))
    ((_, message, help),) = low(Appearance(colours=(pale,)))

    assert "has a contrast of 2.81:1; words need 4.5:1 (and 1 more like it)" in message
    shade = help.split('"')[1]
    assert [] == low(Appearance(colours=(Colour("ink", shade),)))


@given(st.sampled_from(list(COLOURS)), colours)
def test_every_proposed_colour_passes(token: str, colour: Rgb) -> None:
    """Whatever colour a token of the default theme has, the proposed colours leave nothing to correct."""
    first = check_appearance(default_theme(), Appearance(colours=(Colour(token, hex_colour(colour)),)))
    fixed = [one.help.split('"')[1] for one in first] or [hex_colour(colour)]

    assert () == check_appearance(default_theme(), Appearance(colours=(Colour(token, fixed[0]),)))


def test_dark_colours_are_checked_on_dark_screens() -> None:
    """With what the theme has there."""
    found = low(Appearance(dark_colours=(Colour("ink", "#222222", Span("site.yml", 5)),)))

    assert [(5, True)] == [(line, message.startswith("on dark screens")) for line, message, _ in found]


def test_a_theme_of_ones_own_is_checked_at_its_own_lines() -> None:
    """Its colours are its own, so its style sheet is where the correction belongs."""
    own = {"assets/theme.css": b"\n\n:root { --quiet: #aaa }"}
    theme = load_theme(Themes({**THEMES, "own": own}), "own", ("en",)).theme
    assert theme is not None

    problems = check_appearance(theme, Appearance())

    assert [Span("../themes/own/assets/theme.css", 3)] == [one.span for one in problems]


def test_a_theme_without_tokens_is_not_checked() -> None:
    """What cannot be known is not complained of."""
    assert [] == low(Appearance(colours=(Colour("ink", "#ffffff"),)), sheet="body { color: red }")
