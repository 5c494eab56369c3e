"""The words of a note as the lines that may be published, and what is wrong in them.

HTML comments are never published: they are taken out here, before anything else sees the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from statusgen.diagnostics import Span
from statusgen.read.decode import Context
from statusgen.read.source import Part

_COMMENT = re.compile(r"<!--.*?--!?>", re.DOTALL)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_IMAGE = re.compile(r"!\[[^\]]*\]\(\s*<?(?P<target>[^)\s>]+)")
_PROGRAM = re.compile(r"\]\(\s*<?\s*(?P<target>(?:javascript|data|vbscript|file)\s*:[^)\s>]*)", re.IGNORECASE)
_LEFT_OVER = re.compile(r"<!--|--!?>(?=\s*$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a note's words and its number in the file."""

    number: int
    text: str


def with_code_marked(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Each line of Markdown, and whether it belongs to a fenced code block."""
    fence = ""
    for line in lines:
        mark = _FENCE.match(line)
        if not fence:
            fence = mark[1] if mark else ""
            yield line, bool(mark)
        else:
            closes = mark and mark[1].startswith(fence) and not line.strip(" `~")
            fence = "" if closes else fence
            yield line, True


def strip_comments(text: str) -> str:
    """The text without HTML comments, also without one that is never closed."""
    return re.sub(r"<!--.*", "", _COMMENT.sub(" ", text), flags=re.DOTALL)


def published_lines(part: Part, path: str, context: Context) -> tuple[Line, ...]:
    """The lines of a note's words without HTML comments.

    Columns stay as they are in the file; lines that held nothing but comment are left out. A comment that
    is not closed, or that has lost its opening, is reported: one cannot know what was meant to be hidden.
    """
    text = _COMMENT.sub(lambda match: re.sub(r"[^\n]", "\0", match[0]), part.text)
    for match in _LEFT_OVER.finditer(text):
        _report_left_over(match, text, part, path, context)
    lines = tuple(_without_blanks(text, part.first_line))
    for line in lines:
        _check_links(line, path, context)
    return lines


def join_lines(lines: Iterable[Line]) -> str:
    """The lines as text, without blank lines around them."""
    return "\n".join(line.text for line in lines).strip("\n").rstrip()


def _without_blanks(text: str, first_line: int) -> Iterator[Line]:
    for number, line in enumerate(text.split("\n"), first_line):
        if "\0" not in line:
            yield Line(number, line)
        elif kept := line.replace("\0", " ").rstrip():
            yield Line(number, kept)


def _report_left_over(match: re.Match[str], text: str, part: Part, path: str, context: Context) -> None:
    line = part.first_line + text.count("\n", 0, match.start())
    column = match.start() - text.rfind("\n", 0, match.start())
    span = Span(path, line, column, column + len(match[0]))
    if match[0] == "<!--":
        message = "an HTML comment begins here and never ends"
        mend = "Close it with `-->`, or remove `<!--` if the words shall be published."
    else:
        message = "an HTML comment ends here, but none begins"
        mend = "Put `<!--` before the words that shall stay hidden, or remove `-->`."
    context.report("unclosed-comment", span, message, mend)


def _check_links(line: Line, path: str, context: Context) -> None:
    """Report pictures that are not there, and links that lead to programs rather than pages."""
    for match in _IMAGE.finditer(line.text):
        name = match["target"].removeprefix("./")
        if name not in context.pictures and ":" not in name and not name.startswith("/"):
            mend = f"Put `{name}` into the folder of this note, beside its words."
            context.report(
                "missing-picture", _span(match, line, path), f"there is no picture `{name}` here", mend
            )
    for match in _PROGRAM.finditer(line.text):
        mend = "Link to an address that begins with `https:`."
        context.report("unsafe-link", _span(match, line, path), "this link is not published", mend)


def _span(match: re.Match[str], line: Line, path: str) -> Span:
    return Span(path, line.number, match.start("target") + 1, match.end("target") + 1)
