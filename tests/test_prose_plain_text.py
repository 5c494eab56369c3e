"""Words in one line, for summaries and descriptions."""

from __future__ import annotations

import pytest

from statusgen.prose import new_renderer, plain_text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# Hi\n\n**All** cards &amp; `c<d`\n\n- one\n- two", "Hi All cards & c<d • one • two"),
        ("[Pay](https://x.example) <b>now</b> <script>no()</script>", "Pay now"),
        ("一切照常。\n\n闭馆的日子不计。", "一切照常。闭馆的日子不计。"),
        ("Say “Hi” twice.\n\nThen go.", "Say “Hi” twice. Then go."),
        ("", ""),
    ],
)
def test_markup_is_left_out(text: str, line: str) -> None:
    """Only words remain, in one line."""
    assert plain_text(new_renderer(), text) == line


@pytest.mark.parametrize(
    ("text", "limit", "line"),
    [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two…"),
        ("one, two three", 9, "one, two…"),
        ("部分卡支付失败，我们正在寻找原因。", 9, "部分卡支付失败…"),
        ("aaaaaaaaaaaaaaaaaaaa", 5, "aaaa…"),
    ],
)
def test_long_lines_are_cut_between_words(text: str, limit: int, line: str) -> None:
    """A cut falls on a space where there is one, and never makes the line longer than asked."""
    assert plain_text(new_renderer(), text, limit) == line


def test_footnotes_have_no_place_in_one_line() -> None:
    """Neither their words nor their numbers; other raised words stay."""
    assert plain_text(new_renderer(), "Some 10<sup>3</sup> loans[^1].\n\n[^1]: Counted.") == "Some 103 loans."
