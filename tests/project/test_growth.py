"""Twice the bytes are twice the work for every reader, whatever they are made of."""

from __future__ import annotations

import html
from collections.abc import Iterable

import pytest

from statusgen.authoring.github_forms import FORMS
from statusgen.markdown import Place, new_renderer, render_markdown, with_headings, with_links
from tests.fuzz import DOORS
from tests.growth import TWICE, growth

TITLE = FORMS[0].questions[0].text

PATTERNS: dict[str, tuple[str, str, str]] = {
    "dashes under text": ("Text\n", "-", "x"),
    "stars under text": ("Text\n", "*", "x"),
    "equals signs under text": ("Text\n", "=", "x"),
    "a row of a table under text": ("Text\n", "|-", "x"),
    "rules under text": ("Text\n", "---\n", ""),
    "bullets under text": ("Text\n", "* ", "x"),
    "spaces under text": ("Text\n", " ", "x"),
    "tabs under text": ("Text\n", "\t", "x"),
    "emphasis": ("", "*a*", ""),
    "strong emphasis": ("", "**a** ", ""),
    "underscores": ("a ", "_", " b"),
    "underscores and stars": ("_" * 900, "*", ""),
    "opened emphasis": ("", "*a ", ""),
    "mixed emphasis": ("", "**a *b __c ", ""),
    "struck out words": ("", "~~a~~ ", ""),
    "escaped backticks": ("", "\\``", ""),
    "backticks and backslashes": ("", "``\\", ""),
    "backticks": ("", "`a`` ", ""),
    "brackets": ("", "[", ""),
    "pictures": ("", "![", ""),
    "links": ("", "[a](", ""),
    "ends of links": ("[", "](", ""),
    "addresses that are never closed": ("", "](< ", ""),
    "labels": ("", "[a]: ", ""),
    "keys": ("", "a: ", ""),
    "definitions": ("", "[a]: /b\n", "[a]"),
    "references": ("", "[a][b] ", ""),
    "footnotes": ("", "[^1]: a\n", ""),
    "signs of footnotes": ("a ", "[^", ""),
    "comments": ("", "<!-- ", ""),
    "tags": ("", "<b ", ""),
    "angle brackets": ("", "<", ""),
    "entities": ("", "&amp;", ""),
    "ampersands": ("", "&", ";"),
    "addresses": ("", "https://a.b/ ", ""),
    "mail": ("", "a.b@", ""),
    "quotes": ("", "> ", "x"),
    "lists": ("", "- ", "x"),
    "numbers": ("", "1. ", "x"),
    "items": ("", "1. a\n", ""),
    "indented items": ("", "    - a\n", ""),
    "rows": ("| a |\n|---|\n", "| a |\n", ""),
    "cells": ("| a |\n|---|\n", "| ", "\n"),
    "fences": ("", "```a\n", ""),
    "code": ("```\n", "-" * 79 + "\n", "```\n"),
    "lines": ("", "a\n", ""),
    "spaces": ("", " ", "x"),
    "tabs": ("", "\t", "x"),
    "breaks": ("", "a\\\n", ""),
}
"""What comes first, what is repeated, and what comes last."""


def plain_page(data: bytes) -> str:
    """The words as Markdown, with addresses and headings as a page of plain text has them."""
    return with_headings(with_links(data.decode(), lambda address: address), 3)


REPEATED = {
    "brackets": "[",
    "links that are never closed": "[a](",
    "links of references": "[a][",
    "pictures": "![](a.png)\n",
    "pictures that are never closed": "![",
    "addresses that are never closed": "![](<a ",
    "emphasis": "*a **b _c ",
    "code": "``a`",
    "tags that are never closed": "<a ",
    "attributes that are never closed": '<img alt="',
    "pictures in HTML": "<img '",
    "tags in paragraphs": "x <b\n\n",
    "data": "<![CDATA[",
    "definitions": "[a]:\n",
    "footnotes": "[^1]",
    "footnotes in footnotes": "[^1]: [^2]\n",
    "fences": "```a\n",
    "headings": "### a\n",
    "headings of updates": "## a\n",
    "underlined headings": "a\n==\n\n",
    "spaces": " ",
    "tabs": "\t",
    "wide spaces": "\u3000",
    "lines": "\n",
    "rules": "* ",
    "quotes": "> ",
    "lists": "- ",
    "items": "- a\n",
    "rows": "|a|b|\n",
    "cells": "|`",
    "addresses": "<http://",
    "gaps": "{{< track ",
    "passwords": "password=",
    "times": "12:30 ",
    "dates": "2026-05-01 ",
    "acronyms": "API ",
    "sentences": "Yes. ",
    "clauses": "刷卡，",
    "mail": "a.b@",
    "numbers": "1.",
    "dots": ".",
    "marks": "--> ",
    "keys": "a.",
    "sequences": "- [",
    "answers": f"### {TITLE}\n",
    "struck out words": "~~a ",
    "comments in code": "`<!-- a -->` ",
    "comments in fences": "```\n<!-- a -->\n```\n",
    "comments around code": "<!-- a\n```\n-->\n",
    "words in angle brackets": "<a b> ",
    "unclosed quotes in tags": "<a\"<b'",
    "nested items": "- a\n  - b\n",
    "nested numbers": "1. ",
    "mixed containers": "> - ",
    "borders": "|a\n|-\n",
    "raw HTML": "<div>\n<!--\n",
    "addresses without a scheme": "www.a",
    "parentheses after addresses": "https://a)",
    "breaks": "a\\\n",
    "tasks": "- [ ] a\n",
    "lazy lines": "> a\nb\n",
}
"""What is read again and again by a careless parser, between a beginning and an end that keep it open."""


BEGINNINGS = ("](", "![](", "[a](<", "[a]:", "<img ", "<img alt=", "<!--", "{{<", "```", "- ", "next update:")
"""What looks over white space for the rest of it."""

READERS = {**DOORS, "plain page": plain_page}
OF_MARKDOWN = ("Markdown", "words", "plain page")
OF_YAML = ("front matter", "files of the site")


def too_slow(pattern: tuple[str, str, str], readers: Iterable[str]) -> dict[str, float]:
    """Return the readers whose work for twice as many bytes of the pattern is more than twice the work."""
    parts = [part.encode() for part in pattern]
    ratios = {reader: growth(READERS[reader], parts) for reader in readers}
    return {reader: ratio for reader, ratio in ratios.items() if ratio > TWICE}


@pytest.mark.slow
@pytest.mark.parametrize("name", PATTERNS)
def test_twice_the_words_are_twice_the_work(name: str) -> None:
    """For signs that a careless parser of Markdown, or of YAML, reads again and again."""
    of_yaml = OF_YAML if name in ("spaces", "tabs", "keys") else ()
    assert {} == too_slow(PATTERNS[name], (*OF_MARKDOWN, *of_yaml))


@pytest.mark.slow
@pytest.mark.parametrize("name", REPEATED)
def test_no_reader_looks_again_at_what_is_repeated(name: str) -> None:
    """In the words of an update that stay open."""
    assert {} == too_slow(("## a", REPEATED[name], "b"), DOORS)


@pytest.mark.slow
@pytest.mark.parametrize("begin", BEGINNINGS)
def test_white_space_is_looked_over_once(begin: str) -> None:
    """After what could go on behind it."""
    assert {} == too_slow((f"## a{begin}", " ", "b"), DOORS)


PLACE = Place("/a/", "/", names=None)


def rendered(text: str) -> str:
    """The HTML of words."""
    return render_markdown(new_renderer(), text, PLACE, top_heading=2)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Text\n\n" + "-" * 5_000, "<p>Text</p>\n<hr>"),
        ("Text\n" + "-" * 5_000, "<h2>Text</h2>"),
        ("Text\n" + "=" * 5_000, "<h2>Text</h2>"),
        ("*" * 5_000, "<hr>"),
        ("```\n" + "*_" * 5_000 + "\n```", f"<pre><code>{'*_' * 5_000}\n</code></pre>"),
        ("Name: " + "_" * 80 + " *here*", f"<p>Name: {'_' * 80} <em>here</em></p>"),
        ("*a* " * 600, f"<p>{('<em>a</em> ' * 600).strip()}</p>"),
    ],
)
def test_long_lines_mean_what_short_ones_do(text: str, made: str) -> None:
    """Rules, underlined headings, code, gaps and much emphasis stay what they are."""
    assert rendered(text) == made


def test_a_table_may_have_a_long_row_of_dashes() -> None:
    """As some editors draw them, over the whole width of the longest cell."""
    made = rendered(f"| a | b |\n|{'-' * 3_000}|{'-' * 3_000}|\n| 1 | *2* |")
    assert "<td><em>2</em></td>" in made


@pytest.mark.parametrize(
    "signs", ["*" * 2_000, "*a*" * 2_000, "_b " * 2_500, "&amp; " * 2_500, "<b>c</b> " * 2_500]
)
def test_what_is_too_much_is_shown_as_it_was_typed(signs: str) -> None:
    """Only in the paragraph that has too much of it, and without losing a word."""
    made = rendered(f"First {signs} last.\n\n- **strong**\n- x {signs}y\n\n## Next {signs}")
    assert "<li><strong>strong</strong></li>" in made
    shown = html.unescape(made)
    assert shown.count(signs.strip()) == 3
    assert f"First {signs.strip()} last." in " ".join(shown.split())
