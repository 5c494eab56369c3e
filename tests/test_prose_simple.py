"""Words without markup take a short way, which leads to the same end."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from statusgen.prose import Place, markdown, new_renderer, plain_text, render_markdown
from statusgen.prose.simple import is_simple

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
    ]
)


def both_ways(text: str, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """HTML, one line, and a short one: by the short way, if it is taken, and by the long one."""
    made = []
    for taken in (is_simple, lambda _: False):
        monkeypatch.setattr(markdown, "is_simple", taken)
        html = render_markdown(RENDERER, text, PLACE, top_heading=3)
        made.append((html, plain_text(RENDERER, text), plain_text(RENDERER, text, 20)))
    return made


@settings(max_examples=1500)
@given(
    st.one_of(st.text(LETTERS, max_size=40), st.lists(WORDS, max_size=12).map(" ".join), st.text(max_size=20))
)
@example("We know that cards fail.\n\nWe look. 我们，正在 查找。 好")
@example("a\nb\n\nc")
@example("A (b) “c” 'd' \"e\" – f: g; h? i! 5% j…")
def test_the_short_way_gives_the_same(text: str) -> None:
    """To the last byte, whatever the text."""
    with pytest.MonkeyPatch.context() as patch:
        short, long = both_ways(text, patch)
    assert long == short


@given(st.text("abc中 \n,.-'’", max_size=60).filter(is_simple))
def test_the_short_way_gives_the_same_for_what_takes_it(text: str) -> None:
    """Also for longer texts, of which each takes it."""
    with pytest.MonkeyPatch.context() as patch:
        short, long = both_ways(text, patch)
    assert long == short


@pytest.mark.parametrize(
    "text",
    [
        "We are looking for the cause. Buses run.",
        "我们正在查找原因。银行转账不受影响。",
        "One.\n\nTwo, and three.",
    ],
)
def test_usual_updates_take_the_short_way(text: str) -> None:
    """Or it would be of no use."""
    assert is_simple(text)


@pytest.mark.parametrize(
    "text",
    [
        "", " a", "a ", "1. a", "- a", "# a", "a\n---", "a\n1. b", "*a*", "a_b_", "`a`", "a & b", "<b>",
        "[a](b)", "a  \nb", "https://a.example", "a|b\n-|-", "a\\*", "a\n\n\nb", "~~a~~", "a\tb", "a\xa0b",
        "> a", "\ufeffa",
    ],
)  # fmt: skip
def test_what_may_mean_something_goes_the_long_way(text: str) -> None:
    """Better too often than once too seldom."""
    assert not is_simple(text)
