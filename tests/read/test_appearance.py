"""`appearance` in site.yml: what is read, and what is said of mistakes."""

from __future__ import annotations

import pytest

from statusgen.model.settings import Appearance, Colour
from statusgen.read import read_site
from statusgen.read.appearance import COLOURS, MAX_LOGO_BYTES
from statusgen.render.theme.colours import parse_colour
from statusgen.render.theme.css_variables import read_tokens, resolve
from tests.render.test_default_theme import default_theme
from tests.sites import PNG, SITE, content, problems

ICO = b"\0\0\1\0"


def appearance(lines: str, **files: bytes) -> Appearance:
    """What these indented lines below `appearance:` say, without problems; `logo_svg` is `logo.svg`."""
    named = {name.replace("_", "."): data for name, data in files.items()}
    reading = read_site(content(site=f"{SITE}appearance:\n{lines}") | named)
    assert problems(reading) == []
    assert reading.settings is not None
    return reading.settings.appearance


def faults(lines: str, **files: bytes) -> list[tuple[str, str, str]]:
    """Code, message and help of what is wrong with these lines."""
    named = {name.replace("_", "."): data for name, data in files.items()}
    reading = read_site(content(site=f"{SITE}appearance:\n{lines}") | named)
    return [(one.code, one.message, one.help) for one in problems(reading)]


def test_everything_is_read() -> None:
    """Every key arrives, colours in one spelling, pictures with their bytes."""
    found = appearance(
        """\
  logo: logo.svg
  dark logo: dark.png
  name beside logo: yes
  favicon: icon.ico
  colours: {Link: "#0A55B8", partial_outage mark: "#F60"}
  dark-colours: {link: "#84b5ff"}
  font: Source Sans 3, "Arial"
  corners: square
""",
        logo_svg=b"<svg/>",
        dark_png=PNG,
        icon_ico=ICO,
    )

    assert found.colours == (Colour("link", "#0a55b8"), Colour("partial-outage-mark", "#ff6600"))
    assert found.dark_colours == (Colour("link", "#84b5ff"),)
    pictures = [(one.name, one.data) for one in (found.logo, found.dark_logo, found.favicon) if one]
    assert pictures == [("logo.svg", b"<svg/>"), ("dark.png", PNG), ("icon.ico", ICO)]
    assert (found.name_beside_logo, found.square) == (True, True)
    assert found.font == '"Source Sans 3","Arial",sans-serif'


def test_without_it_the_theme_decides() -> None:
    """Nothing is set when nothing is said."""
    reading = read_site(content())

    assert reading.settings is not None
    assert reading.settings.appearance == Appearance()


def test_colors_may_be_spelled_so() -> None:
    """American spelling is the same; both together are not."""
    assert appearance("  colors: {ink: '#000'}\n").colours == (Colour("ink", "#000000"),)
    assert [code for code, _, _ in faults("  colors: {ink: '#000'}\n  colours: {ink: '#111'}\n")] == [
        "duplicate-key"
    ]


@pytest.mark.parametrize(
    ("line", "code", "help"),
    [
        ("link: #0a55b8", "bad-value", 'Write it in quotes: `link: "#0a55b8"`.'),
        ("link: 008000", "bad-value", 'Write `"#008000"`, with the quotes.'),
        ("link: navy", "bad-value", "Write red, green and blue"),
        ("link: 'red;} body{display:none'", "bad-value", "Write red, green and blue"),
        ("link: '#0a55b8</style>'", "bad-value", "Write red, green and blue"),
        ("link: '#0a55b'", "bad-value", "Write red, green and blue"),
        ("link: ['#000']", "wrong-type", ""),
        ("linq: '#000'", "unknown-key", "Did you mean `link`?"),
        ("text: '#000'", "unknown-key", "Did you mean `ink`?"),
        ("background: '#fff'", "unknown-key", "Did you mean `paper`?"),
        ("xyzzy: '#fff'", "unknown-key", "There are `paper`, `card`"),
    ],
)
def test_a_wrong_colour_is_told_with_its_help(line: str, code: str, help: str) -> None:
    """Also what YAML makes of an unquoted `#`, and what would be more than a colour."""
    ((found, _, told),) = faults(f"  colours:\n    {line}\n")

    assert (found, help in told) == (code, True)


def test_a_colour_given_twice_is_a_mistake() -> None:
    """In whatever spelling."""
    assert [code for code, _, _ in faults("  colours: {info tint: '#fff', info-tint: '#fff'}\n")] == [
        "duplicate-key"
    ]


@pytest.mark.parametrize(
    ("font", "expected"),
    [
        ("serif", 'Georgia,"Noto Serif",serif'),
        ("Sans", 'system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif'),
        ("Inter", '"Inter",sans-serif'),
        ("思源宋体, serif", '"思源宋体",serif'),
    ],
)
def test_a_font_is_a_list_of_names(font: str, expected: str) -> None:
    """Names are quoted, and something that every device has comes last."""
    assert appearance(f"  font: {font}\n").font == expected


@pytest.mark.parametrize("font", ["x;}*{color:red", 'x"),url(//e', "</style>", "a, ,b", "x\\y", "var(--x)"])
def test_a_font_is_nothing_else(font: str) -> None:
    """What could end the rule or load something is refused."""
    quoted = font.replace("'", "''")
    assert [code for code, _, _ in faults(f"  font: '{quoted}'\n")] == ["bad-value"]


@pytest.mark.parametrize(
    ("lines", "code", "help"),
    [
        ("  logo: lgo.svg\n", "missing-file", "Did you mean `logo.svg`?"),
        ("  logo: img/logo.svg\n", "bad-value", "Put the file beside site.yml, and write its name."),
        ("  logo: ../secret.svg\n", "bad-value", "Put the file beside site.yml, and write its name."),
        ("  logo: logo.bmp\n", "bad-value", "It can be `.svg`, `.png`, `.webp`, `.jpg` or `.jpeg`."),
        ("  favicon: logo.webp\n", "bad-value", "It can be `.svg`, `.png` or `.ico`."),
        ("  dark logo: logo.svg\n", "missing-key", "Name the logo for light screens as `logo`."),
        ("  corners: squire\n", "bad-value", "Did you mean `square`?"),
        ("  logo: big.png\n", "file-too-large", "Make it smaller: readers load it with every first page."),
    ],
)
def test_a_wrong_picture_is_told_with_its_help(lines: str, code: str, help: str) -> None:
    """Files lie beside site.yml, are pictures, and are small."""
    found = faults(lines, logo_svg=b"<svg/>", big_png=b"x" * (MAX_LOGO_BYTES + 1))

    assert [(code, help)] == [(one, told) for one, _, told in found]


def test_the_names_of_colours_are_the_tokens_of_the_default_theme() -> None:
    """Whatever colour the style sheet has can be set, and nothing else."""
    tokens = read_tokens([("style.css", default_theme().assets["style.css"].decode())]).light
    resolved = {name: resolve(name, tokens) for name in tokens}

    assert set(COLOURS) == {name for name, one in resolved.items() if one and parse_colour(one.value)}
