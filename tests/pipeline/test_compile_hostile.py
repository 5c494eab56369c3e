"""What people may write by mistake or malice: it never breaks, leaks into or stops a publication silently."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statusgen.markdown import Place, new_renderer, render_markdown
from statusgen.markdown.code import published
from statusgen.markdown.comments import blank_comments
from statusgen.model.output import PUBLISHED_NOTES
from statusgen.pipeline.check import check_site
from statusgen.pipeline.compile import compile_site
from statusgen.publish.publish import publish
from statusgen.storage.disk import read_themes
from tests.examples import examples
from tests.sites import HERE, PNG, SITE, content

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
THEMES = read_themes(HERE)
GOOD = "---\ntitle: Cards\nservices: none\n---\n## Investigating · 2026-05-01 09:20\n\nWords.\n"


def made(files: dict[str, str | bytes], now: datetime = NOW) -> dict[str, bytes]:
    """Every output by path; the content must have no errors."""
    raw = {path: text for path, text in files.items() if isinstance(text, bytes)}
    texts = {path: text for path, text in files.items() if isinstance(text, str)}
    result = compile_site({**content(texts), **raw}, THEMES, now=now)
    assert not result.failed
    return {output.path: output.make() for output in result.outputs}


def codes(files: dict[str, str]) -> set[str]:
    """The codes that checking gives."""
    return {one.code for one in check_site(content(files), THEMES, now=NOW)}


def everything(pages: dict[str, bytes]) -> str:
    """All published bytes as one text."""
    return "\n".join(data.decode("utf-8", "replace") for data in pages.values())


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- SECRET -->",
        "[comment]: <> (SECRET)",
        "[//]: # (SECRET)",
        "<?SECRET?>",
        "<![CDATA[SECRET]]>",
        "``` <!-- SECRET -->\nx\n```",
        "    <!-- SECRET -->",
        "<div>\n```\n<!-- SECRET -->\n```\n</div>",
        "a `\n` b `<!-- SECRET -->` c `",
        "[comment]: # (`)\n`<!-- SECRET -->`",
        "words <!-- SECRET\n```\nSECRET -->\n```\nx -->",
        "words <!-- SECRET\n\nSECRET --> words",
    ],
)
def test_no_kind_of_comment_is_published(hidden: str) -> None:
    """In no page, no feed, and not in what is kept for later runs."""
    published = everything(made({"incidents/x.md": f"{GOOD}\n{hidden}\n"}))

    assert "SECRET" not in published


@pytest.mark.parametrize(
    "code", ["```\n<!-- KEPT -->\n```", "Put `<!-- KEPT -->` there.", "- a\n\n  ~~~\n  <!-- KEPT -->\n  ~~~"]
)
def test_comments_in_code_are_code(code: str) -> None:
    """They are what the code says, and shown."""
    page = made({"incidents/x.md": f"{GOOD}\n{code}\n"})["incidents/x/index.html"].decode()

    assert "&lt;!-- KEPT --&gt;" in page


PIECES = st.sampled_from([
    "<!-- S -->", "`<!-- S -->`", "<!--S\n", "-->", "`", "``", "```\n", "```", "~~~\n", "- ", "  ", "    ",
    "1. ", "> ", "\n", "\n\n", "a", " ", "<div>\n", "</div>", "<b>", "\\", "|", "| a | b |\n|---|---|\n",
    "## x\n", "[^1]: ", "[r]: /x\n", "<pre>", "<?S?>", "\t", "<a href='`'>", "*", "[x](`", "](", ")",
    "impact: x\n",
])  # fmt: skip
"""What begins and ends code, comments and all that they may stand in."""


@settings(max_examples=examples(400))
@given(st.lists(PIECES, max_size=14).map("".join))
def test_comments_are_published_in_code_alone(text: str) -> None:
    """Whatever comment is left among the lines to be published is code when they are rendered."""
    lines = "\n".join(line for _, line in published(blank_comments(text.strip("\n")).split("\n")))
    left = re.findall("<!--[^>]*?-->", lines)
    html = render_markdown(new_renderer(), lines, Place("/", "/", "x"), top_heading=3)
    code = "\n".join(unescape(one) for one in re.findall("<code>(.*?)</code>", html, re.DOTALL))

    assert len(left) <= len(re.findall("<!--[^>]*?-->", code))


@pytest.mark.parametrize("fence", ["---\n", "--- \n", "\n---\n"])
def test_front_matter_of_a_translation_is_never_words(fence: str) -> None:
    """Whatever white space is around its fences."""
    chinese = f"{fence}# SECRET\ntitle: 刷卡\n---\n\n## 调查中 · 2026-05-01 09:20\n\n刷卡失败。\n"

    published = everything(made({"incidents/x.md": GOOD, "incidents/x.zh.md": chinese}))

    assert "刷卡失败" in published
    assert "SECRET" not in published


def test_a_draft_translation_is_not_published() -> None:
    """The note is, without those words."""
    chinese = "---\ntitle: 草稿\ndraft: true\n---\n\n## 调查中 · 2026-05-01 09:20\n\n草稿。\n"

    assert "草稿" not in everything(made({"incidents/x.md": GOOD, "incidents/x.zh.md": chinese}))


def test_pictures_appear_with_the_words_that_show_them() -> None:
    """Not before, and not if no words show them."""
    files: dict[str, str | bytes] = {
        "incidents/x/incident.md": "---\ntitle: Cards\n---\n",
        "incidents/x/1.md": "---\nstatus: update\nat: 2026-05-01 09:20\n---\nWords.\n",
        "incidents/x/2.md": "---\nstatus: update\nat: 2026-05-01 16:00\n---\n![Later](b.png)\n",
        "incidents/x/b.png": PNG,
        "incidents/x/c.png": PNG,
    }

    before, after = made(files), made(files, NOW.replace(hour=18))

    assert [path for path in before if path.endswith(".png")] == []
    assert [path for path in after if path.endswith(".png")] == [
        "incidents/x/b.png",
        "zh/incidents/x/b.png",
    ]


STRAYS = {
    "incidents/foo.zh.md": "---\ntitle: 刷卡\n---\n",
    "incidents/my incident.md": GOOD,
    "incidents/alone/picture.md": GOOD,
    "incidents/cards.de.md": "---\ntitle: Karten\n---\n",
    "incidents/cards/incident.md": "---\ntitle: Twice\n---\n",
    "pages/history.md": "---\ntitle: Clash\n---\nWords.\n",
}


@pytest.mark.parametrize("stray", STRAYS)
def test_keep_going_goes_on_past_strays(stray: str) -> None:
    """A file that makes no note, or a note that can have no page, keeps nothing else from being published."""
    files = content({"incidents/cards.md": GOOD, stray: STRAYS[stray]})

    stopped = compile_site(files, THEMES, now=NOW)
    result = compile_site(files, THEMES, now=NOW, keep_going=True)

    assert (stopped.failed, stopped.outputs) == (True, ())
    assert result.failed
    assert "incidents/cards/index.html" in {output.path for output in result.outputs}


@pytest.mark.parametrize(
    "notes",
    [
        {"pages/a.md": "---\ntitle: A\naliases: [/updates.rss]\n---\nx\n"},
        {"pages/a.md": "---\ntitle: A\naliases: [/404.html/x]\n---\nx\n"},
        {"pages/robots.txt.md": "---\ntitle: A\n---\nx\n"},
        {"notices/a.md": "---\ntitle: A\npublished: 2026-06-01 09:00\naliases: [/history/]\n---\nx\n"},
    ],
)
def test_clashes_are_found_before_anything_is_written(notes: dict[str, str]) -> None:
    """Also of a file with a folder, and of what appears only next month."""
    assert codes(notes) == {"address-clash"}


@pytest.mark.parametrize(
    "pack", [b"", b"[", b"[" * 100_000, b"{}", b'{"a": 1}', b'{"incidents/cards.md": "x"}']
)
def test_a_damaged_last_version_is_as_none(pack: bytes) -> None:
    """A note at fault is then left out, and everything else is published."""
    files = content({"incidents/cards.md": GOOD, "incidents/bad.md": "---\ntitel: x\n---\n"})
    result = compile_site(files, THEMES, now=NOW, previous={"x.json": pack}, keep_going=True)
    assert "left-out" in {one.code for one in result.diagnostics}
    assert "incidents/cards/index.html" in {output.path for output in result.outputs}


@pytest.mark.parametrize("alias", ["/", "/a//b/", "/./x", "/../x", "/a:b", "/.statusgen/manifest.json", "x"])
def test_aliases_that_cannot_be_addresses_are_refused(alias: str) -> None:
    """At the place where they stand."""
    assert codes({"pages/a.md": f"---\ntitle: A\naliases: ['{alias}']\n---\nx\n"}) == {"bad-value"}


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a:b.png", b"x", "bad-file-name"),
        ("a?b.png", b"x", "bad-file-name"),
        ("huge.png", b"x" * 5_000_001, "file-too-large"),
    ],
)
def test_pictures_that_cannot_be_published_are_refused(name: str, data: bytes, code: str) -> None:
    """By name or by size."""
    files = {**content({"incidents/x/incident.md": GOOD}), f"incidents/x/{name}": data}

    assert {one.code for one in check_site(files, THEMES, now=NOW)} == {code}


def test_an_address_in_another_script_is_a_uri_everywhere() -> None:
    """Own pictures stay pictures, and the sitemap is valid."""
    site = SITE.replace("larkmoor.example/", "larkmoor.example/статус/")
    files = content(
        {"incidents/x/incident.md": GOOD + "\n![Map](\u65e5.png)\n"},
        site=site,
    )
    files["incidents/x/\u65e5.png"] = PNG
    result = compile_site(files, THEMES, now=NOW)
    pages = {output.path: output.make().decode() for output in result.outputs if output.path.endswith("l")}

    assert (
        '<img src="/%D1%81%D1%82%D0%B0%D1%82%D1%83%D1%81/incidents/x/%E6%97%A5.png"'
        in pages["incidents/x/index.html"]
    )
    assert pages["sitemap.xml"].isascii()


NAMES = st.text(st.sampled_from("aB1-_. :\\/é刷#?%\x00"), min_size=1, max_size=6)


@pytest.mark.slow
@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES, alias=NAMES, picture=NAMES, kind=st.sampled_from(["incidents", "notices", "pages"]))
def test_what_compiles_can_be_published(
    tmp_path: Path, name: str, alias: str, picture: str, kind: str
) -> None:
    """Whatever the names of files, pictures and aliases: outputs are never refused by the disk."""
    header = f"title: T\npublished: 2026-01-01 10:00\naliases: ['/{alias}']"
    folder = f"{kind}/x"
    files = {
        **content(),
        f"{kind}/{name}.md": f"---\n{header}\n---\nx\n".encode(),
        f"{folder}/{kind.rstrip('s')}.md": f"---\ntitle: T\n---\n![x]({picture}.png)\n".encode(),
        f"{folder}/{picture}.png": PNG,
    }

    result = compile_site(files, THEMES, now=NOW, keep_going=True)

    assert result.outputs
    assert publish(result.outputs, tmp_path, version="1").unchanged is not None
    assert not any(output.path.startswith(PUBLISHED_NOTES + "..") for output in result.outputs)
