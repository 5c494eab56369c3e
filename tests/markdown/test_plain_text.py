"""Words without markup: in one line for summaries, in lines that keep their structure elsewhere."""

from __future__ import annotations

import pytest

from statusgen.markdown import Place, html_to_text, new_renderer, plain_text, render_markdown, shorten_lines
from statusgen.markdown.text import with_written_numbers

PLACE = Place("https://x.example/status/incidents/a/", "https://x.example/status/", names=None)


def lines(text: str) -> str:
    """The plain text of Markdown."""
    return html_to_text(render_markdown(new_renderer(), text, PLACE, top_heading=3))


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


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("One\nline.\n\nTwo  \nlines.", "One line.\n\nTwo\nlines."),
        ("3. a\n4. b\n   - c\n     d\n\n       e\n", "3. a\n4. b\n   - c d\n     e"),
        ("- a\n\n- b\n\nc", "- a\n- b\n\nc"),
        ("8. a\n9. b\n10. c\n    - d", "8. a\n9. b\n10. c\n    - d"),
        ("-\n- b", "-\n- b"),
        ("> a\n>\n> - b\n>\n> > c\n\nd", "> a\n>\n> - b\n>\n> > c\n\nd"),
        ("# A\n\nb", "A\n\nb"),
        ("```\n<a>\n\n  b  c\n```\nd", "<a>\n\n  b  c\n\nd"),
        ("1. a\n   ```\n   b\n     c\n   ```", "1. a\n   b\n     c"),
        ("| a | b |\n|---|---|\n| 1 | |\n| | 2 |\n\nc", "a | b\n1 |\n| 2\n\nc"),
        ("[here](https://y.example)", "here (https://y.example)"),
        ("[there](../b/)", "there (https://x.example/status/incidents/b/)"),
        (
            "<https://y.example> <a@y.example> [](https://z.example)",
            "https://y.example a@y.example https://z.example",
        ),
        ("~~Until noon.~~ Until *two* <customer number>", "~~Until noon.~~ Until two <customer number>"),
        ("![A map](map.png)", "A map"),
        ("- [x] a\n- [ ] b", "- ☑ a\n- ☐ b"),
        ("", ""),
    ],
)
def test_structure_stays(text: str, plain: str) -> None:
    """Numbers, bullets, nesting, quotations, code, cells, breaks; links are followed by their address."""
    assert lines(text) == plain


def test_links_of_footnotes_have_no_address() -> None:
    """They lead there and back on their page, and nowhere in plain text."""
    place = Place("/incidents/a/", "/", "2026")
    html = render_markdown(new_renderer(), "Twice[^1].\n\n[^1]: Counted.", place, top_heading=3)
    assert html_to_text(html, "https://x.example/") == "Twice1.\n\n1. Counted."


def test_one_line_keeps_numbers() -> None:
    """And bullets, so that items do not run together."""
    assert plain_text(new_renderer(), "Do:\n\n2. a\n3. b\n\n> c") == "Do: 2. a 3. b c"


@pytest.mark.parametrize(
    ("limit", "cut"),
    [
        (30, "1. one\n2. two three\n3. four"),
        (22, "1. one\n2. two three\n…"),
        (16, "1. one\n2. two…"),
        (7, "1. one…"),
    ],
)
def test_long_texts_are_cut_in_a_line(limit: int, cut: str) -> None:
    """Lines before the cut stay as they are."""
    made = shorten_lines("1. one\n2. two three\n3. four", limit)
    assert made == cut
    assert len(made) <= limit


def test_numbers_can_be_written_into_html() -> None:
    """For programs that make their own text of it and drop numbers."""
    html = render_markdown(new_renderer(), "3. a\n   - b\n4. c\n\n- d", PLACE, top_heading=3)
    made = html_to_text(with_written_numbers(html))
    assert made.split() == ["3.", "a", "-", "b", "4.", "c", "-", "d"]
    assert "<ol" not in with_written_numbers(html)
