"""What `appearance` does to pages, how themes add to them, and the second shipped theme."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from statusgen.model.settings import Appearance, Colour
from statusgen.model.text import Picture
from statusgen.model.themes import Themes
from statusgen.render import Theme, load_theme
from statusgen.storage.disk import read_themes
from statusgen.timeline.site_state import Timeline
from tests.render.test_default_theme import Links
from tests.render_samples import TIMELINE, rendered

THEMES = read_themes(Path(__file__).parents[2] / "content")
LOGO = Picture("Logo.SVG", b"<svg/>", "0123456789abcdef")
DARK, ICON = Picture("dark.png", b"dark", "1" * 16), Picture("icon.ico", b"icon", "2" * 16)


def theme(name: str = "default", **own: bytes) -> Theme:
    """A shipped theme, or the theme `own` of these templates: `head=b"…"`."""
    themes = Themes({**THEMES, "own": {f"templates/{key}.html": data for key, data in own.items()}})
    loaded = load_theme(themes, "own" if own else name, ("en", "zh"))
    assert loaded.theme is not None, loaded.problems
    assert loaded.problems == ()
    return loaded.theme


def site(appearance: Appearance) -> Timeline:
    """The sample site with an appearance."""
    settings = replace(TIMELINE.site.settings, appearance=appearance, theme="default")
    return replace(TIMELINE, site=replace(TIMELINE.site, settings=settings))


def made(appearance: Appearance, within: Theme | None = None) -> dict[str, str]:
    """All pages, and what is published of pictures, by path."""
    return {
        one.path: one.make().decode(errors="replace")
        for one in rendered(site(appearance), within or theme(), live=True)
    }


def pages(appearance: Appearance, within: Theme | None = None) -> dict[str, str]:
    """All pages by path."""
    return {
        path: text
        for path, text in made(appearance, within).items()
        if path.endswith(".html") and "embed/" not in path
    }


def test_without_appearance_pages_have_nothing_more() -> None:
    """No rule, no picture, and the theme's own icon."""
    for path, page in pages(Appearance()).items():
        assert "<picture" not in page, path
        home = re.fullmatch(r"(zh/)?(index|next-\d)\.html", path) is not None
        assert page.count("<style>") == home, path
        assert f"/assets/icon{'-' if home else '.'}" in page, path


def test_colours_come_after_the_theme() -> None:
    """On every page, and those for light screens leave the theme's dark ones alone."""
    given = Appearance(
        colours=(Colour("link", "#7a1fa2"), Colour("nothing", "#000000")),
        dark_colours=(Colour("paper", "#000000"),),
    )
    dark = "@media (prefers-color-scheme:dark){:root{--link:#8bb9ff;--paper:#000000}}"
    rules = f":root{{--link:#7a1fa2}}{dark}</style>"

    for path, page in pages(given).items():
        assert rules in page, path
        assert page.index(rules) > max(page.find("--round:.75rem"), page.rfind("stylesheet")), path
        assert 'content="#000000" media="(prefers-color-scheme: dark)"' in page or "http-equiv" in page, path


def test_the_banner_has_the_colours_and_the_icon() -> None:
    """Below its own."""
    icon = Picture("icon.ico", b"", "2222222222222222")
    banner = made(Appearance(colours=(Colour("link", "#7a1fa2"),), favicon=icon))["embed/index.html"]

    assert ":root{--link:#7a1fa2}" in banner
    assert "/assets/site-icon.22222222.ico" in banner


def test_font_and_corners() -> None:
    """Chinese takes the font too; square corners are square everywhere."""
    home = pages(Appearance(font='"Inter",sans-serif', square=True))["index.html"]

    assert 'html,:lang(zh){font-family:"Inter",sans-serif}' in home
    assert "*,::before,::after{border-radius:0!important}" in home
    assert ":root{--round:.75rem}" in pages(Appearance(square=False))["index.html"]


def test_the_logo_says_the_name() -> None:
    """As its alternative text, on light screens and on dark ones."""
    outputs = made(Appearance(logo=LOGO, dark_logo=DARK))
    home = outputs["index.html"]

    assert 'srcset="/assets/site-dark-logo.11111111.png" media="(prefers-color-scheme: dark)"' in home
    assert '<img src="/assets/site-logo.01234567.svg" alt="Northwind Status">' in home
    assert ("<svg/>", "dark") == (
        outputs["assets/site-logo.01234567.svg"],
        outputs["assets/site-dark-logo.11111111.png"],
    )


def test_a_logo_beside_the_name_says_nothing() -> None:
    """Else screen readers would hear the name twice."""
    home = pages(Appearance(logo=LOGO, name_beside_logo=True))["index.html"]

    assert 'alt=""></picture><span>Northwind Status</span></a>' in home


def test_the_favicon_stands_in_for_that_of_the_theme() -> None:
    """With its media type, on every page."""
    for path, page in pages(Appearance(favicon=ICON)).items():
        assert '<link rel="icon" type="image/x-icon" href="/assets/site-icon.22222222.ico">' in page, path


def test_a_theme_adds_to_head_and_foot() -> None:
    """`head.html` ends the head and `foot.html` the body of every page, and both know the page."""
    own = theme(head=b"<meta name=x content={{ frame.language }}>", foot=b"<p>{{ head.title }}</p>")

    for path, page in pages(Appearance(), own).items():
        if "http-equiv" not in page:  # what leads on to another page has none
            assert f"<meta name=x content={'zh' if path.startswith('zh/') else 'en'}></head>" in page, path
            assert "</p></body>" in page, path


def test_a_small_theme_changes_one_block() -> None:
    """The worked example of the documentation."""
    own = theme(
        base=b'{% extends "!default/base.html" %}{% block footer %}<footer>Ours</footer>{% endblock %}'
    )

    assert "<footer>Ours</footer>" in pages(Appearance(), own)["history/index.html"]


@pytest.mark.parametrize("name", ["default", "timetable"])
def test_pages_of_each_shipped_theme_are_whole(name: str) -> None:
    """With everything set, every element is closed, and every file that a page names is there."""
    outputs = made(Appearance(logo=LOGO, favicon=ICON, colours=(Colour("ink", "#000000"),)), theme(name))

    for path, page in outputs.items():
        if path.endswith(".html"):
            found = Links(page)
            assert (True, []) == (found.balanced, found.open), path
            assert {link for link in found.found if link.startswith("/assets/")} <= {
                f"/{one}" for one in outputs
            }, path


def test_the_second_theme_adds_one_style_sheet() -> None:
    """After the default's: in the home page itself, which waits for no file, and as a link elsewhere."""
    found = pages(Appearance(), theme("timetable"))
    link = '<link rel="stylesheet" href="/assets/theme.'

    assert "--alarm:" in found["index.html"]
    assert 'rel="stylesheet"' not in found["index.html"]
    assert link in found["history/index.html"]
    assert found["history/index.html"].index("/assets/pages.") < found["history/index.html"].index(link)
    assert link not in pages(Appearance())["history/index.html"]
