"""SVG pictures of a site: they draw, and do nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.model.diagnostics import Diagnostic
from statusgen.read import read_site
from statusgen.read.pictures.metadata import DamagedError
from statusgen.read.pictures.svg import find_danger
from tests.actions import ROOT
from tests.sites import SITE, content

NAMES = (
    "xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "
    "xmlns:h='http://www.w3.org/1999/xhtml' xmlns:i='http://www.inkscape.org/namespaces/inkscape'"
)


def svg(within: str, before: str = "", attributes: str = "") -> bytes:
    """A picture with this within, from line 2."""
    return f"{before}<svg {NAMES} {attributes}>\n{within}\n</svg>".encode()


def read(data: bytes, field: str = "logo") -> list[Diagnostic]:
    """The problems of a site with this picture; without any, it is published byte for byte."""
    reading = read_site(
        content(site=f"{SITE}appearance: {{logo: l.svg, {field}: l.svg}}\n") | {"l.svg": data}
    )
    assert reading.settings
    problems = [one for one in reading.problems if one.code == "wrong-picture"]
    logo = reading.settings.appearance.logo
    assert (logo.data if logo else None) == (None if problems else data)
    return problems


@pytest.mark.parametrize(
    ("picture", "what"),
    [
        (svg("<script>alert(1)</script>"), "<script>"),
        (svg("<h:script>alert(1)</h:script>"), "<script>"),
        (svg("<s:script xmlns:s='http://www.w3.org/2000/svg' href='x.js'/>"), "<script>"),
        (svg("", attributes="onload='alert(1)'"), "onload"),
        (svg("<g onClick='alert(1)'/>"), "onClick"),
        (svg("<foreignObject><h:iframe src='x'/></foreignObject>"), "<foreignObject>"),
        (svg("<h:img src='x'/>"), "<img>"),
        (svg("<a href='javascript:alert(1)'/>"), "href"),
        (svg("<a xlink:href='java&#10;script&#58;alert(1)'/>"), "href"),
        (svg("<a><set attributeName='href' to='javascript:alert(1)'/></a>"), "to"),
        (svg("<use href='data:text/html,x'/>"), "href"),
        (svg("<use href='data:image/svg+xml,x'/>"), "href"),
        (svg("<image href='https://elsewhere.example/x.png'/>"), "href"),
        (svg("<image xlink:href='//elsewhere.example/x.png'/>"), "href"),
        (svg("<image href='/\\elsewhere.example/x.png'/>"), "href"),
        (svg("<g xml:base='https://elsewhere.example/'/>"), "base"),
        (svg("<image><animate values='#a;https://elsewhere.example/'/></image>"), "values"),
        (svg("<rect fill='url(https://elsewhere.example/#a)'/>"), "fill"),
        (svg("<rect style='fill:url( \"//elsewhere.example/#a\" )'/>"), "style"),
        (svg("<style>@import 'https://elsewhere.example/x.css';</style>"), "<style>"),
        (svg("<style>rect{fill:u<!-- -->rl(\\68ttps://elsewhere.example)}</style>"), "<style>"),
        (svg("<style>rect{mask:image-set('https://elsewhere.example/x' 1x)}</style>"), "<style>"),
        (svg("&a;", "<!DOCTYPE svg [<!ENTITY a 'x'>]>"), "<!DOCTYPE>"),
        (svg("&a;", "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"), "<!DOCTYPE>"),
        (svg("", "<!DOCTYPE svg SYSTEM 'https://elsewhere.example/x.dtd'>"), "<!DOCTYPE>"),
        (svg("", "<?xml-stylesheet href='https://elsewhere.example/x.css'?>"), "<?xml-stylesheet?>"),
        (svg("<script/>").decode().encode("utf-16"), ""),
    ],
)
@pytest.mark.parametrize("field", ["dark logo", "favicon"])
def test_what_is_more_than_a_picture_is_not_published(picture: bytes, what: str, field: str) -> None:
    """Opened by itself, it would run with the rights of the site, or tell others who looks at it."""
    said = read(picture, field)
    assert 2 == len(said)
    assert f"`{what}`" in said[0].message or not what
    assert f"Remove `{what}`" in said[0].help or not what


def test_the_line_is_named() -> None:
    """So that it is found in a file of many lines."""
    (one, _) = read(svg("<g/>\n<script>alert(1)</script>"), "favicon")
    assert "line 3 of `l.svg` has `<script>`: it can run a script" == one.message


@pytest.mark.parametrize(
    "picture",
    [
        svg("<style>.a{fill:#fff}@media(prefers-color-scheme:dark){.a{fill:url(#b)}}</style><g class='a'/>"),
        svg("<a href='#b'/><use xlink:href='#b'/><animate attributeName='x' values='0;1' from='0' to='1'/>"),
        svg("<image href='data:image/png;base64,//8='/>"),
        svg("<style>@font-face{src:url(data:font/woff2;base64,//x)}</style>"),
        svg("<i:grid i:onward='1'/><title>https://a.example, javascript: x</title><!-- <script> -->"),
        svg("<style>/* https://larkmoor.example */</style><style><![CDATA[g>a{fill:red}]]></style>"),
        svg("", '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
                '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'),
        *(path.read_bytes() for path in sorted((ROOT / "themes").rglob("*.svg"))),
    ],
)  # fmt: skip
def test_pictures_as_programs_write_them_are_published(picture: bytes) -> None:
    """With styles, animations, pictures and fonts within."""
    assert [] == read(picture, "favicon")


@pytest.mark.parametrize("data", [b"<svg>", b"<svg a=b/>", b"<?xml version='1.0' encoding='none'?><svg/>"])
def test_what_is_no_xml_is_damaged(data: bytes) -> None:
    """Browsers would show a part of it, or nothing."""
    assert "`l.svg` is damaged" == read(data, "favicon")[0].message


@given(st.binary(max_size=200), st.text(max_size=50))
def test_any_bytes_have_an_answer(data: bytes, words: str) -> None:
    """Never another exception."""
    for one in (
        data,
        svg(words),
        svg(f"<g style='{words}'/>"),
        f"<svg><style>{words}".encode(errors="replace"),
    ):
        try:
            find_danger(one)
        except DamagedError:
            continue
