"""Words with hardly any markup take a short way, which leads to the same end."""

from __future__ import annotations

import os

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from statusgen.markdown import Place, html_to_text, new_renderer, plain_text, render_markdown
from statusgen.markdown import convert as markdown
from statusgen.markdown.fast_path import is_simple
from tests.examples import examples

PLACE = Place("/status/incidents/x/", "/status/", "x")
RENDERER = new_renderer()
LETTERS = (
    "abzABZéß中文字0123456789 \n,.;:?!%()'\"’“”–—…€·，。、；：？！（）《》「」-"
    "_*#`~|[]<>&\\/=+@\t\xa0\u200d\u0301"
)
WORDS = st.sampled_from(
    [
        "We",
        "are",
        "looking",
        "1.",
        "2026.",
        "-",
        "--",
        "1)",
        "https:",
        "a:b",
        "x",
        "我们",
        "。",
        "(c)",
        "...",
        "\n",
        "\n\n",
        "**now**",
        "**Cards: all**",
        "*a*",
        "`pay-1`",
        "``b``",
        "[here](https://pay.example/a?b=1#c)",
        "[Hier: 中](http://a.b-c.example)",
        "[a](/b)",
        "![a](https://pay.example/a.png)",
        "https://pay.example",
        "www.pay.example",
        "help@pay.example",
        "~~gone~~",
        "\\\n",
        "  \n",
        "\n  - ",
        "\n2) ",
        "#12",
        "\n===",
        "<customer number>",
        "[a]:",
        "\n|-|",
    ]
)
PIECES = st.sampled_from([*"aA中。1 ()!-\n", ", ", "\n\n", "**", "`", "[", "](", ")"])
ADDRESSES = st.text("abx1-./?#=:%~+,;@&_'()", max_size=12).map("[see](https://{})".format)


def both_ways(text: str, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """HTML, one line, and a short one: by the short way, if it is taken, and by the long one."""
    made = []
    for taken in (is_simple, lambda _: False):
        monkeypatch.setattr(markdown, "is_simple", taken)
        html = render_markdown(RENDERER, text, PLACE, top_heading=3)
        made.append((html, plain_text(RENDERER, text), plain_text(RENDERER, text, 20)))
    return made


@settings(max_examples=examples(1500 if os.environ.get("CI") else 400))
@given(
    st.one_of(
        st.text(LETTERS, max_size=40),
        st.lists(WORDS, max_size=12).map(" ".join),
        st.lists(WORDS, max_size=12).map("".join),
        st.lists(st.one_of(PIECES, WORDS, ADDRESSES), max_size=14).map("".join),
        st.text(max_size=20),
    )
)
@example("We know that cards fail.\n\nWe look. 我们，正在 查找。 好")
@example("a\nb\n\nc")
@example("A (b) “c” 'd' \"e\" – f: g; h? i! 5% j…")
@example("**A: b.** c `d-1/e`, [f g](https://h.example/i?j#k). We **l**m**n**, (**o**) and “`p`”\n**q**")
@example("**a!**[b](https://c.example) `d!`[e](https://f.example)")
@example("[a](https://b.example) (" + "(" * 900 + "**c** (d) " * 99 + "e")
@example("We **are** " + "`a` " * 7000 + "here")
@example("We **are**" + " " * 900 + "here")
def test_the_short_way_gives_the_same(text: str) -> None:
    """To the last byte, whatever the text."""
    with pytest.MonkeyPatch.context() as patch:
        short, long = both_ways(text, patch)
    assert long == short


@given(
    st.one_of(
        st.text("abc中 \n,.-'’", max_size=60),
        st.lists(st.one_of(WORDS, ADDRESSES), max_size=20).map(" ".join),
    ).filter(is_simple)
)
def test_the_short_way_gives_the_same_for_what_takes_it(text: str) -> None:
    """Also for longer texts, of which each takes it."""
    with pytest.MonkeyPatch.context() as patch:
        short, long = both_ways(text, patch)
    assert long == short


@given(st.lists(st.one_of(PIECES, WORDS), max_size=14).map("".join))
@example("a **b** `c` [d](https://e.example) <b>f</b>\n\n- g\n- h")
@example("a|b\n-|-\n`c`|**d**")
def test_paragraphs_are_the_same_without_the_usual_tags(text: str) -> None:
    """Those within a paragraph end no line, whether it is the sanitiser that takes them away or not."""
    html = render_markdown(RENDERER, text, PLACE, top_heading=3)
    assert html_to_text(f"{html}<hr>") == html_to_text(html)


@pytest.mark.parametrize(
    "text",
    [
        "We are looking for the cause. Buses run.",
        "我们正在查找原因。银行转账不受影响。",
        "One.\n\nTwo, and three.",
        "**Cards** fail with `error 5`, see [there](https://cards.example/now).",
    ],
)
def test_usual_updates_take_the_short_way(text: str) -> None:
    """Or it would be of no use."""
    assert is_simple(text)


@pytest.mark.parametrize(
    "text",
    [
        "www.a.example", "a\\\nb", "#12", "1) a", "a@b.example", "<a b>", "a\n- b",
        "", " a", "a ", "1. a", "- a", "# a", "a\n---", "a\n1. b", "*a*", "a_b_", "``a``", "a & b", "<b>",
        "[a](b)", "a  \nb", "https://a.example", "a|b\n-|-", "a\\*", "a\n\n\nb", "~~a~~", "a\tb", "a\xa0b",
        "> a", "\ufeffa", "**a*", "***a***", "** a **", "**a `b`**", "`a``b`", "![a](https://b.example)",
        "[a](https://xn--b.example)", "[a](https://1.2)", "[a](https://b.example 'c')", "[`a`](https://b.example)",
    ],
)  # fmt: skip
def test_what_may_mean_something_goes_the_long_way(text: str) -> None:
    """Better too often than once too seldom."""
    assert not is_simple(text)
