"""Diagnostics as people and programs see them."""

from __future__ import annotations

import json
import unicodedata
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from statusgen.model.diagnostics import Diagnostic, Related, Span
from statusgen.reporting.diagnostics_json import render_json
from statusgen.reporting.diagnostics_text import WIDTH, render_text, summary
from statusgen.reporting.github import render_github

NOTE = "incidents/a.md"
TYPO = Diagnostic(
    "unknown-service",
    Span(NOTE, 2, 17, 25),
    "no service has the id `dashbord`",
    "Did you mean `dashboard`?",
)


def shown(line: str, column: int, end: int) -> tuple[str, str]:
    """The source line and the marks below it, for a problem in a file of one line."""
    problem = Diagnostic("bad-value", Span(NOTE, 1, column, end), "wrong")
    text = render_text([problem], {NOTE: line.encode()}, root="content")
    _, _, _, source, marks, *_ = text.splitlines()
    return source.removeprefix("1 | ").removeprefix("1 |"), marks.removeprefix("  | ")


def test_a_problem_is_shown_with_its_line() -> None:
    """What is wrong, where, the line with marks under the place, and the help."""
    files = {NOTE: b"---\nservices: [api, dashbord]\n"}
    expected = """\
        error[unknown-service]: no service has the id `dashbord`
         --> content/incidents/a.md:2:17
          |
        2 | services: [api, dashbord]
          |                 ^^^^^^^^
          = help: Did you mean `dashboard`?

        1 error in 1 file.
        """
    assert dedent(expected) == render_text([TYPO], files, root="content")


def test_related_places_are_shown_too() -> None:
    """The margin is as wide as the largest line number; the help belongs to the problem itself."""
    first = Related(Span(NOTE, 2, 1, 6), "it is given here first")
    problem = Diagnostic(
        "duplicate-key", Span(NOTE, 10, 1, 6), "`title` is given twice", "Remove one.", (first,)
    )
    files = {NOTE: b"---\ntitle: a\n" + b"\n" * 7 + b"title: b\n"}
    expected = """\
        error[duplicate-key]: `title` is given twice
          --> content/incidents/a.md:10:1
           |
        10 | title: b
           | ^^^^^
           = help: Remove one.
        note: it is given here first
          --> content/incidents/a.md:2:1
           |
         2 | title: a
           | ^^^^^

        1 error in 1 file.
        """
    assert dedent(expected) == render_text([problem], files, root="content")


def test_a_file_as_a_whole_has_no_line() -> None:
    """A problem with a file's name or absence shows the path alone."""
    problem = Diagnostic("missing-file", Span("site.yml"), "there is no site.yml")
    expected = "error[missing-file]: there is no site.yml\n --> content/site.yml\n\n1 error in 1 file.\n"
    assert expected == render_text([problem], {}, root="content")


def test_a_line_as_a_whole_has_no_marks() -> None:
    """Where only the line is known, the line is shown."""
    problem = Diagnostic("template-error", Span("x.html", 2), "wrong")
    text = render_text([problem], {"x.html": b"<p>\n{{ x }}\n"}, root="content")
    assert " --> content/x.html:2\n  |\n2 | {{ x }}\n\n1 error" in text
    assert render_github([problem], root="content").startswith("::error file=content/x.html,line=2,title=")


@pytest.mark.parametrize(
    ("line", "column", "end", "expected"),
    [
        ("服务: [接口, 仪表]", 10, 12, ("服务: [接口, 仪表]", " " * 13 + "^^^^")),
        ("e\u0301te\u0301: x", 8, 9, ("e\u0301te\u0301: x", " " * 5 + "^")),
        ("\tkey: x", 2, 5, ("    key: x", " " * 4 + "^^^")),
        ("👩‍🚀 x", 5, 6, ("👩‍🚀 x", " " * 3 + "^")),
        ("short", 6, 7, ("short", " " * 5 + "^")),
        ("short", 3, 3, ("short", "  ^")),
        ("short", 2, 400, ("short", " ^^^^")),
        ("", 1, 2, ("", "^")),
    ],
)
def test_marks_stand_under_the_place(line: str, column: int, end: int, expected: tuple[str, str]) -> None:
    """Wide, combining and joined characters, tabs and places at the end of a line are marked rightly."""
    assert expected == shown(line, column, end)


def test_long_lines_are_cut_around_the_place() -> None:
    """Of a long line, what stands around the problem is shown, within a terminal's width."""
    source, marks = shown("a" * 500 + "WRONG" + "z" * 500, 501, 506)
    assert source.startswith("…aaa")
    assert source.endswith("zzz…")
    assert "WRONG" == source[marks.index("^") : marks.rindex("^") + 1]
    assert wcswidth(source) <= WIDTH + 2


@pytest.mark.parametrize("line", ["x\x1b[31mred", "x\u202ereversed", "x\x9b31m", "x\u200bzero", "x\x07bell"])
def test_content_has_no_power_over_the_terminal(line: str) -> None:
    """Control, direction and invisible characters are shown as visible ones, in lines and in messages."""
    problem = Diagnostic("bad-value", Span(NOTE, 1, 1, 2), line, line)
    text = render_text([problem], {NOTE: line.encode()}, root="content")
    assert all(letter.isprintable() or letter == "\n" for letter in text)


@given(
    st.binary(max_size=300), st.integers(0, 8), st.integers(0, 400), st.integers(0, 400), st.text(max_size=20)
)
def test_any_bytes_and_places_can_be_shown(data: bytes, line: int, column: int, end: int, words: str) -> None:
    """Whatever the file holds and wherever a diagnostic points, the text has no control characters."""
    problem = Diagnostic("bad-value", Span(NOTE, line, column, end), words, words)
    text = render_text([problem], {NOTE: data}, root="content")
    assert {unicodedata.category(letter) for letter in text if letter != "\n"}.isdisjoint({"Cc", "Cs"})
    assert max(wcswidth(one) for one in text.splitlines()) <= WIDTH + 100


def test_lines_are_counted_as_the_reader_counts_them() -> None:
    """Lines end with LF, CR LF or CR; a byte order mark is no character."""
    files = {NOTE: "\ufeffone\r\ntwo\rthree\u2028still three\n".encode()}
    problem = Diagnostic("bad-value", Span(NOTE, 3, 1, 6), "wrong")
    assert "\n3 | three\ufffdstill three\n  | ^^^^^\n" in render_text([problem], files, root="content")


def test_colours_are_there_only_when_asked_for() -> None:
    """Colours add nothing but escape sequences around the same words."""
    files = {NOTE: b"---\nservices: [api, dashbord]\n"}
    plain = render_text([TYPO], files, root="content")
    coloured = render_text([TYPO], files, root="content", colour=True)
    assert "\x1b" not in plain
    assert "\x1b[1;31merror[unknown-service]\x1b[0m" in coloured


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([], "No problems in 0 files."),
        (["bad-value"], "1 error in 1 file."),
        (["no-updates"], "1 warning in 1 file."),
        (["bad-value", "no-updates", "bad-value"], "2 errors and 1 warning in 3 files."),
    ],
)
def test_the_last_line_counts(codes: list[str], expected: str) -> None:
    """Errors come first, and each file counts once."""
    problems = [Diagnostic(code, Span(f"{number}.md"), "wrong") for number, code in enumerate(codes)]
    assert expected == summary(problems)


def test_no_problems_are_no_text() -> None:
    """Silence is the report of a sound site."""
    assert "" == render_text([], {}, root="content")


@pytest.mark.parametrize(
    ("root", "path", "expected"),
    [
        ("content", "a.md", "content/a.md"),
        (".", "a.md", "a.md"),
        ("/srv/x", "a.md", "/srv/x/a.md"),
        ("site/content", "../themes/ours/templates/home.html", "site/themes/ours/templates/home.html"),
    ],
)
def test_paths_are_those_of_the_user(root: str, path: str, expected: str) -> None:
    """Paths can be clicked and copied: they begin where the user named the content folder."""
    assert f" --> {expected}\n" in render_text([Diagnostic("bad-value", Span(path), "wrong")], {}, root=root)


def test_json_has_every_part_of_a_diagnostic() -> None:
    """Programs get a list of objects whose keys are documented and stay."""
    problem = Diagnostic("bad-value", Span(NOTE, 2, 3, 4), "错", "help", (Related(Span("site.yml"), "here"),))
    expected = [
        {
            "code": "bad-value",
            "level": "error",
            "message": "错",
            "help": "help",
            "path": "content/incidents/a.md",
            "line": 2,
            "column": 3,
            "end_column": 4,
            "replacement": None,
            "related": [
                {"message": "here", "path": "content/site.yml", "line": 0, "column": 0, "end_column": 0}
            ],
        }
    ]
    text = render_json([problem], root="content")
    assert expected == json.loads(text)
    assert text.isascii()


def test_no_problems_are_an_empty_json_list() -> None:
    """Programs always get a list."""
    assert [] == json.loads(render_json([], root="content"))


def test_github_gets_one_command_a_line() -> None:
    """Places become annotations; line breaks, percent signs and separators are escaped where they must be."""
    problems = [
        Diagnostic("bad-value", Span("a,:.md", 2, 3, 4), "50% of:\nme", "Fix it."),
        Diagnostic("no-updates", Span("x.md"), "quiet"),
    ]
    assert [
        "::error file=content/a%2C%3A.md,line=2,col=3,endColumn=4,title=bad-value::50%25 of:%0Ame%0AFix it.",
        "::warning file=content/x.md,title=no-updates::quiet",
    ] == render_github(problems, root="content").splitlines()
