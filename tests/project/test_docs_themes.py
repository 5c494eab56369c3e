"""docs/themes.md tells what there is, and its examples work."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statusgen.model.output import Result
from statusgen.model.themes import add_own
from statusgen.pipeline.compile import compile_site
from statusgen.read.appearance import APPEARANCE_FIELDS, COLOURS
from statusgen.reporting.diagnostics_text import render_text
from statusgen.storage.disk import read_themes, read_tree, shipped_themes
from tests.sites import SITE, content

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "themes.md").read_text(encoding="utf-8")
NOW = datetime(2026, 11, 17, 14, 40, tzinfo=UTC)


def example(beginning: str) -> str:
    """The fenced example that begins so."""
    (found,) = re.findall(rf"```\w*\n({re.escape(beginning)}.*?)```", DOCS, re.DOTALL)
    assert isinstance(found, str)
    return found


def compiled(site: str = "", **templates: str) -> Result:
    """A small site with more in its site.yml, and with a theme of these templates if there are any."""
    own = {f"templates/{name}.html": text.encode() for name, text in templates.items()}
    files = content(site=SITE + site) | {
        "logo.svg": b"<svg/>",
        "logo-dark.svg": b"<svg/>",
        "favicon.svg": b"<svg/>",
    }
    themes = add_own(read_themes(ROOT / "content"), {"own": own}, trust=False)
    return compile_site(files, themes, now=NOW, theme="own" if own else None)


def home(result: Result) -> str:
    """The home page of a site without problems."""
    assert () == result.diagnostics
    return next(one.make().decode() for one in result.outputs if one.path == "index.html")


def test_every_key_and_colour_is_told() -> None:
    """By its name in site.yml."""
    names = {token.replace("-", " ") for token in COLOURS} | {one.spelling for one in APPEARANCE_FIELDS}

    assert set() == {name for name in names if f"`{name}`" not in DOCS}


def test_every_block_and_template_is_told() -> None:
    """Those of the default theme, and no others."""
    templates = shipped_themes() / "default" / "templates"
    base = (templates / "base.html").read_text(encoding="utf-8")
    table = DOCS.partition("The blocks of `base.html`:")[2].partition("`{{ super() }}`")[0]

    assert re.findall(r"{% block (\w+) %}", base) == re.findall(r"^\| `(\w+)`", table, re.MULTILINE)
    names = [f"{path.name}/" if path.is_dir() else path.name for path in templates.iterdir()]
    assert [] == [name for name in names if f"`{name}`" not in DOCS]


@pytest.mark.parametrize("beginning", ["appearance:\n  colours:", "appearance:\n  logo:", "theme: timetable"])
def test_the_settings_work(beginning: str) -> None:
    """Nothing is wrong with them, contrast included."""
    assert "<h1" in home(compiled(example(beginning)))


def test_the_templates_work() -> None:
    """The counter ends the body, and the footer stands in for the default's."""
    page = home(compiled(foot=example("<script defer"), base=example("{% extends")))

    assert "count.js" in page
    assert "example.org/help</a>" in page


def test_the_diagnostic_is_real() -> None:
    """In the words that a writer sees."""
    site = 'appearance:\n  colours:\n    link: "#3fa9f5"\n'
    text = render_text(compiled(site).diagnostics, content(site=SITE + site), root="content")

    assert text.partition("note:")[0] == example("error[low-contrast]")


def test_the_style_sheet_works() -> None:
    """Its tokens are read, and they pass."""
    own = {"assets/theme.css": example(":root {").encode()}
    themes = add_own(read_themes(ROOT / "content"), {"own": own}, trust=False)

    page = home(compile_site(content(), themes, now=NOW, theme="own"))

    assert '<meta name="theme-color" content="#111111"' in page


@pytest.mark.slow
def test_the_demo_in_the_second_theme() -> None:
    """All of the demo can be made, and nothing is wrong with it."""
    files = read_tree(ROOT / "content")

    result = compile_site(files, read_themes(ROOT / "content"), now=NOW, theme="timetable")

    assert () == result.diagnostics
    assert "--alarm:#c4122f" in home(result)
    assert all(one.make() is not None for one in result.outputs)


def test_low_contrast_is_no_reason_to_be_silent() -> None:
    """Who keeps going publishes what is going on, and is told of the colours all the same."""
    site = 'appearance: {colours: {link: "#eee"}}\n'
    themes = read_themes(ROOT / "content")

    kept = compile_site(content(site=SITE + site), themes, now=NOW, keep_going=True)

    assert ({"low-contrast"}, True) == ({one.code for one in kept.diagnostics}, bool(kept.outputs))
    assert () == compiled(site).outputs


def test_low_contrast_is_told_where_the_colour_stands() -> None:
    """Also when the same one has moved since it was told last."""
    site = 'appearance: {colours: {link: "#eee"}}\n'
    lines = [compiled(before + site).diagnostics[0].span.line for before in ("", "# A remark.\n")]
    assert lines[1] == lines[0] + 1
