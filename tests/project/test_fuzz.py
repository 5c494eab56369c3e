"""Hostile input: whatever is read ends in values and diagnostics, in time, and within the output folder."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statusgen.authoring.github_forms import FORMS
from statusgen.importers.cstate import import_cstate
from statusgen.markdown.bounds import is_reasonable
from statusgen.markdown.convert import Place, new_renderer, plain_text, render_markdown
from statusgen.markdown.text import html_to_text
from statusgen.model.themes import Themes
from statusgen.pipeline.compile import compile_site
from statusgen.preview.editor.guard import read_body
from statusgen.publish.publish import publish
from statusgen.read import read_site
from statusgen.read.yaml.source import MAX_FILE_BYTES
from statusgen.storage.disk import DiskError, read_themes
from tests.fuzz import DOORS
from tests.payloads import PAYLOADS
from tests.sites import HERE, PNG, content, problems

pytestmark = pytest.mark.slow

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
HEAD = "---\ntitle: Cards\n---\n\n## Investigating · 2026-05-01 09:20\n\n"
TITLE = FORMS[0].questions[0].text

SIGNS = st.sampled_from(
    [
        *(
            "[",
            "]",
            "(",
            ")",
            "![",
            "](",
            "[^1]",
            "[^1]: ",
            "[a]: /b\n",
            "`",
            "``",
            "```\n",
            "~~~\n",
            "<",
            ">",
        ),
        *(
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<?",
            "<a ",
            '<b x="',
            "</p>",
            "<div>",
            "&",
            "&#",
            "*",
            "_",
            "**",
        ),
        *(
            "> ",
            "- ",
            "1. ",
            "    ",
            "\t",
            "\n",
            "\n\n",
            "# ",
            "## ",
            "|",
            "|-|-|\n",
            "===\n",
            "  \n",
            "\\",
            '"',
        ),
        *(
            "https://",
            "a",
            "刷卡",
            "\u3000",
            "\x00",
            "\x02",
            "\x03",
            "\u2028",
            "\ufeff",
            "😀",
            "{{",
            "{{<",
            "%",
        ),
        *(
            "password=",
            "10:30",
            "2026-05-01",
            "we are ",
            "，",
            "。",
            "（",
            ": ",
            "{",
            "}",
            "'",
            "? ",
            "&a ",
            "*a ",
        ),
        *("### ", f"### {TITLE}\n\n", "_No response_", "+++\n", "---\n", "a = ", "a.", "=", "%E5", "+"),
        *("title: ", "services:\n", "terms:\n", "groups:\n", "id: a\n", "next update: "),
    ]
)
TEXTS = st.one_of(
    st.lists(SIGNS, max_size=60).map("".join),
    st.tuples(SIGNS, SIGNS, SIGNS, st.integers(1, 200)).map(lambda one: (one[0] + one[1]) * one[3] + one[2]),
    st.lists(st.sampled_from(PAYLOADS), max_size=5).map("\n".join),
    st.text(max_size=200),
)


@pytest.mark.parametrize("door", DOORS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS)
def test_nothing_that_is_read_raises(door: str, text: str) -> None:
    """Each reader, for texts made of the signs that mean something to it."""
    DOORS[door](text.encode("utf-8", "replace"))


@pytest.mark.parametrize(
    "words",
    [
        "A [link](https://x.example/) and `code`, [1, 2) and a smile :-( here.\n\n" * 300,
        "| a | b |\n|---|---|\n" + "| [x](https://x.example/a) | `y` |\n" * 1_000,
        "- [x](https://x.example/(a)) with [a reference][1]\n" * 500 + "\n[1]: https://x.example/\n",
        "```cpp\n#include <vector>\nif (a < b && c[0]) { return d[1](); }\n```\n\n" * 100,
        "".join(f"Said[^{n}].\n\n[^{n}]: By whom.\n\n" for n in range(100)),
        "<details><summary>More</summary>\n\nWords < words.\n\n</details>\n\n" * 200,
    ],
)
def test_long_honest_words_keep_their_markup(words: str) -> None:
    """The bound is for what nobody writes."""
    assert is_reasonable(words)


@pytest.mark.parametrize(
    "sign", ["[", "[a](", "![", "[a][", "``a`", "<a ", "<![CDATA[", "[^1]", "[a]:\n", "\t"]
)
def test_words_beyond_reason_stay_words(sign: str) -> None:
    """As plain paragraphs; none is lost."""
    text = f"Before.\n\n{sign * 5_000}\n\nAfter."
    assert not is_reasonable(text)
    made = html_to_text(render_markdown(new_renderer(), text, Place("/", "/", "a"), top_heading=2))
    assert made.startswith("Before.\n\n")
    assert made.endswith("\n\nAfter.")
    assert plain_text(new_renderer(), text).startswith("Before.")


@pytest.mark.parametrize("name", ["site.yml", "services.yml", "glossary.yml", "incidents/a.md", "pages/a.md"])
@pytest.mark.parametrize(
    ("made", "codes"),
    [
        (lambda: b"a" * 20_000_000, {"file-too-large"}),
        (lambda: b"\n" * 5_000_000, {"file-too-large"}),
        (lambda: b"[" * (MAX_FILE_BYTES - 10), {"yaml-too-deep", "missing-front-matter"}),
        (lambda: b"---\n" + b"{a: " * 100_000 + b"\n---\n", {"yaml-too-deep", "yaml-syntax"}),
        (
            lambda: (
                b"---\na: &a [x, x]\n"
                + b"".join(b"b%d: &b%d [*a, *a]\n" % (n, n) for n in range(500))
                + b"---\n"
            ),
            {"yaml-alias"},
        ),
    ],
    ids=["20 MB", "lines", "deep lists", "deep mappings", "aliases"],
)
def test_bombs_are_told_and_nothing_else(name: str, made: Callable[[], bytes], codes: set[str]) -> None:
    """One mistake, told at once, and what misses the file."""
    found = {one.code for one in problems(read_site({**content(), name: made()}))}
    assert found & codes
    assert found <= codes | {"missing-file", "missing-key", "unknown-service"}


def test_a_form_has_an_end() -> None:
    """More fields than a form can have are none."""
    assert read_body(b"a=b&" * 100_000) is None


def test_forms_of_toml_without_end_are_told() -> None:
    """Nesting beyond reason in the configuration of an old site."""
    for bomb in (b"a = " + b"[" * 4_000, b"a." * 400_000 + b"a = 1"):
        found = import_cstate({"config.toml": bomb}, now=NOW).diagnostics
        assert "it cannot be read" in found[0].message


NAMES = st.text(st.sampled_from("aé.-_ /\\:\x00\n%2~刷"), min_size=1, max_size=8) | st.sampled_from(
    [
        "..",
        "../x",
        "../../x",
        "..%2fx",
        "/etc/x",
        "C:\\x",
        "a/../../x",
        "\u2024\u2024/x",
        "con",
        ".htaccess",
        "x" * 120,  # twice of it can still be a file
    ]
)


REFUSED = re.compile(r"[\\:\x00]|(^|/)\.{0,2}(/|$)")
"""Names of a theme's files that no site can publish: then nothing is, and it is said why."""


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(note=NAMES, alias=NAMES, picture=NAMES, asset=NAMES, service=NAMES, language=NAMES)
def test_no_file_is_written_elsewhere(
    tmp_path: Path, *, note: str, alias: str, picture: str, asset: str, service: str, language: str
) -> None:
    """Whatever notes, aliases, pictures, services, languages and the files of themes are called."""
    files = {
        **content(),
        f"incidents/{note}.md": HEAD.encode(),
        f"incidents/{note}.{language}.md": HEAD.encode(),
        "notices/n.md": f"---\ntitle: N\naliases: ['/{alias}', '{alias}']\n---\n".encode(),
        f"pages/{note}.md": b"---\ntitle: P\n---\nx\n",
        "incidents/i/incident.md": f"{HEAD}![x]({picture}.png) ![y](../{picture}.png)\n".encode(),
        f"incidents/i/{picture}.png": PNG,
        f"incidents/i/../{picture}.png": b"x",
    }
    if len(service) % 2:
        files["services.yml"] = f"services:\n  - id: '{service}'\n    name: S\n".encode()
    themes = read_themes(HERE)
    default = {**themes["default"], f"assets/{asset}": b"x", f"assets/{asset}.css": b"x"}
    themes = Themes({**themes, "default": default})
    out = tmp_path / "a" / "b" / "out"
    before = outside(tmp_path, out)

    result = compile_site(
        files, themes, now=NOW, previous={f"{picture}.json": b'{"../../x": "x"}'}, keep_going=True
    )
    with suppress(DiskError) if REFUSED.search(asset) else nullcontext():
        publish(result.outputs, out, version="1")

    assert before == outside(tmp_path, out)


def outside(root: Path, out: Path) -> list[Path]:
    """Files below `root` that are not below `out`, nor a lock beside it."""
    return sorted(
        path
        for path in root.rglob("*")
        if path.is_file() and not path.is_relative_to(out) and not path.name.startswith(".")
    )
