"""Twice the words are twice the work, whatever they are made of: from bytes to HTML and to plain text."""

from __future__ import annotations

import html

import pytest

from statusgen.markdown import Place, new_renderer, render_markdown, with_headings, with_links
from tests.fuzz import DOORS
from tests.growth import TWICE, growth

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


READERS = {**DOORS, "plain page": plain_page}
ALL = [(door, name) for door in ("Markdown", "words", "plain page") for name in PATTERNS]
OF_YAML = [
    (door, name) for door in ("front matter", "files of the site") for name in ("spaces", "tabs", "keys")
]


@pytest.mark.parametrize(("door", "name"), [*ALL, *OF_YAML])
def test_twice_the_words_are_twice_the_work(door: str, name: str) -> None:
    """For signs that a careless parser reads again and again."""
    assert growth(READERS[door], [part.encode() for part in PATTERNS[name]]) <= TWICE


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
