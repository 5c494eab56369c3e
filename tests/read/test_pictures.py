"""Pictures that say nothing to readers who cannot see them."""

from __future__ import annotations

import pytest

from statusgen.read.pictures.markdown import alt_from_name, undescribed_pictures, with_alt


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("![](a.png)", ["a.png"]),
        ("Text ![ ](<a b.png>) and ![x](c.png)", ["a b.png"]),
        ('![](a.png "A title")', ["a.png"]),
        ("![][ref]", [""]),
        ('<img src="a.png">', ["a.png"]),
        ('<IMG alt="" src=a.png />', ["a.png"]),
        ("<img alt src='a.png'>", ["a.png"]),
        ('<img src="a.png" data-alt="x">', ["a.png"]),
        ('<img src="a.png" alt="A > B">', []),
        ("<img src=a.png alt=Graph>", []),
        ("![Graph](a.png)", []),
        (r"\![](a.png)", []),
        ("`![](a.png)`", []),
        ("    ![](a.png)", []),
        ("An <imgx> is no picture", []),
    ],
)
def test_pictures_without_words_are_found(line: str, found: list[str]) -> None:
    """In Markdown and in HTML; not in code, nor where a backslash says that none is meant."""
    assert [bare.target for bare in undescribed_pictures([(line, False)])] == found


def test_a_tag_may_go_over_lines() -> None:
    """It is reported where it begins, as far as that line goes."""
    (bare,) = undescribed_pictures([("one", False), ("x <img", False), ('src="a.png">', False)])
    assert (bare.line, bare.column, bare.length) == (1, 2, 4)


def test_code_between_fences_is_left_alone() -> None:
    """What is marked as code has no pictures."""
    assert list(undescribed_pictures([("![](a.png)", True)])) == []


@pytest.mark.parametrize(
    ("source", "fixed"),
    [
        ('![](a.png "t")', '![laser](a.png "t")'),
        ("![ ][ref]", "![laser][ref]"),
        ('<img src="a.png">', '<img alt="laser" src="a.png">'),
        ("<img alt='' src=a.png>", '<img alt="laser" src=a.png>'),
        ("<img alt src=a.png>", '<img alt="laser" src=a.png>'),
    ],
)
def test_words_can_be_given(source: str, fixed: str) -> None:
    """The rest of the picture stays as it is, and then it is no longer found."""
    assert with_alt(source, "laser") == fixed
    assert list(undescribed_pictures([(fixed, False)])) == []


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("https://x.example/img/2020-card_reader.png?w=1", "2020 card reader"),
        ("%E8%AF%BB%E5%8D%A1%E5%99%A8.png", "读卡器"),
        ("https://[x/", "picture"),
        ("---.png", "picture"),
    ],
)
def test_a_file_name_is_better_than_nothing(target: str, words: str) -> None:
    """Its words, without what joins them."""
    assert alt_from_name(target) == words
