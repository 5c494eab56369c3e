"""Body of a note as lines that may be published, and reports of problems in them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from statusgen.markdown.code import BLANK, Code, published
from statusgen.markdown.comments import blank_comments
from statusgen.model.diagnostics import Span
from statusgen.model.text import Origin
from statusgen.read.pictures.markdown import UndescribedPicture, undescribed_pictures
from statusgen.read.yaml.decode import Context
from statusgen.read.yaml.source import Excerpt

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_LOOSE_PART = r"[^<>()\"'\n]{0,120}"  # bounded, or a line of blanks would take quadratic time
_LOOSE = (
    rf"(?P<loose>[^\s<>()\"']{_LOOSE_PART}\s{_LOOSE_PART}"
    r"\.(?:png|jpe?g|gif|webp|avif))(?=[ \t]{0,9}\)|[ \t]{1,9}[\"'])"
)
_IMAGE = re.compile(rf"!\[(?:[^\]!]|!(?!\[))*\]\(\s*(?:{_LOOSE}|(?P<target><[^<>]+>|[^)\s]+))", re.IGNORECASE)
_PROGRAM = re.compile(
    r"\]\(\s*(?:<\s*)?(?P<target>(?:javascript|data|vbscript|file)\s*:[^)\s>]*)", re.IGNORECASE
)
_SECTION = re.compile(r"^ {0,3}##(?!#).*\n", re.MULTILINE)
"""Level-2 heading with its line feed."""
_MOST_REPORTED = 100
"""Maximum of reported halves of comments; once these are corrected, the next ones are reported."""
_LEFT_OVER = re.compile(r"<!(?:--|[\N{EN DASH}\N{EM DASH}])|--!?>(?=[ \t]*$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Line:
    """Line of a note's body and its number in the file."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """Text with its place."""

    text: str
    origin: Origin


def with_code_marked(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Return each line of Markdown, and whether it is part of a fenced code block."""
    return ((line, bool(fence)) for line, fence, _ in _with_fences(lines))


def mark_code(lines: Sequence[Line]) -> list[tuple[Line, bool]]:
    """Return each line, and whether it is part of a fenced code block."""
    marked = with_code_marked(line.text for line in lines)
    return [(line, is_code) for line, (_, is_code) in zip(lines, marked, strict=True)]


def open_fence(lines: Iterable[str]) -> str:
    """Return the fence of a code block that is never closed; empty when there is none."""
    open_after = [after for _, _, after in _with_fences(lines)]
    return open_after[-1] if open_after else ""


def _with_fences(lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each line, the fence of the code block that contains it, and the fence open after it."""
    fence = ""
    for line in lines:
        mark = _FENCE.match(line)
        if not fence:
            fence = mark[1] if mark else ""
            yield line, fence, fence
        else:
            closes = mark and mark[1].startswith(fence) and not line.strip(" `~")
            own, fence = fence, "" if closes else fence
            yield line, own, fence


def published_lines(part: Excerpt, path: str, context: Context) -> tuple[Line, ...]:
    """Return the lines of a note's body without HTML comments.

    Columns stay as they are in the file; lines with nothing but a comment are left out. A comment without end
    or without beginning is reported, and all that it may have been meant to hide is left out.
    """
    text = blank_comments(part.text)
    code = Code(text)
    halves = [match for match in _LEFT_OVER.finditer(text) if not code.has(*match.span())]
    for match in halves[:_MOST_REPORTED]:
        _report_left_over(match, text, part, path, context)
    text = _remove_hidden(text, halves)
    lines = tuple(_without_blanks(text, part.first_line))
    marked = mark_code(lines)
    for line, is_code in marked:
        if not is_code:
            _check_links(line, path, context)
    for picture in undescribed_pictures([(line.text, is_code) for line, is_code in marked]):
        _report_undescribed(picture, lines[picture.line], path, context)
    return lines


def join_lines(lines: Sequence[Line], path: str) -> Words:
    """Return the lines as text, without blank lines around them."""
    full = [index for index, line in enumerate(lines) if line.text.strip()]
    own = lines[full[0] : full[-1] + 1] if full else ()
    text = "\n".join(line.text for line in own).rstrip()
    first = own[0].number if own else 0
    return Words(text, Origin(Span(path, first, 1, 1), tuple(line.number for line in own)))


def _without_blanks(text: str, first_line: int) -> Iterator[Line]:
    for number, line in published(text.split("\n")):
        yield Line(first_line + number, line)


def _report_left_over(match: re.Match[str], text: str, part: Excerpt, path: str, context: Context) -> None:
    line = part.first_line + text.count("\n", 0, match.start())
    column = match.start() - text.rfind("\n", 0, match.start())
    span = Span(path, line, column, column + len(match[0]))
    if match[0].startswith("<!"):
        message = "an HTML comment begins here and never ends"
        help = "Close it with `-->`, or remove `<!--` if the words shall be published."
    else:
        message = "an HTML comment ends here, but none begins"
        help = "Put `<!--` before the words that shall stay hidden, or remove `-->`."
    code = "unclosed-comment" if match[0].startswith("<!") else "unopened-comment"
    context.report(code, span, message, help)


def _remove_hidden(text: str, halves: Sequence[re.Match[str]]) -> str:
    """Return the text without all that the halves of comments may have been meant to hide.

    This is everything after an opening, and the whole section around a closing.
    """
    if not halves:
        return text
    sections = list(_SECTION.finditer(text))
    begins, ends = [one.start() for one in sections], [one.end() for one in sections]
    hidden = list[tuple[int, int]]()
    for half in halves:
        if half[0].startswith("<!"):
            hidden.append((half.start(), len(text)))
            break
        after = bisect_right(begins, half.start())
        first = ends[after - 1] if after else 0
        hidden.append((min(first, half.start()), begins[after] if after < len(begins) else len(text)))
    parts, position = list[str](), 0
    for first, end in hidden:
        parts += [text[position:first], re.sub(r"[^\n]", BLANK, text[max(first, position) : end])]
        position = max(end, position)
    return "".join([*parts, text[position:]])


def _report_undescribed(picture: UndescribedPicture, line: Line, path: str, context: Context) -> None:
    span = Span(path, line.number, picture.column + 1, picture.column + picture.length + 1)
    target = picture.target or "picture.png"
    example = (
        f"![What it shows]({target})" if picture.markdown else f'<img src="{target}" alt="What it shows">'
    )
    message = "this picture has no words for readers who cannot see it"
    context.report("picture-without-words", span, message, f"Say what it shows: `{example}`.")


def _check_links(line: Line, path: str, context: Context) -> None:
    """Report pictures that are not there, and links that lead to programs rather than pages."""
    for match in _IMAGE.finditer(line.text):
        _check_picture(match, line, path, context)
    for match in _PROGRAM.finditer(line.text):
        help = "Link to an address that begins with `https:`."
        context.report("unsafe-link", _span(match, line, path), "this link is not published", help)


def _check_picture(match: re.Match[str], line: Line, path: str, context: Context) -> None:
    """Report a picture that is missing, or whose address not every program resolves."""
    group = "loose" if match["loose"] else "target"
    span = _span(match, line, path, group)
    name = unicodedata.normalize("NFC", unquote(match[group].strip("<>").removeprefix("./")))
    real = _find_picture(name, context.pictures)
    if real and (real != name or match["loose"]):
        message = f"the name `{name}` has blanks, so not every program finds this picture"
        if real != name:
            message = f"there is no picture `{name}` here, but one with other blanks in its name"
        context.report("missing-picture", span, message, f"Write its address so: `({quote(real)})`.")
    elif not real and ":" not in name and not name.startswith("/"):
        help = f"Put `{name}` into the folder of this note, beside its words."
        context.report("missing-picture", span, f"there is no picture `{name}` here", help)


def _find_picture(name: str, pictures: Collection[str]) -> str | None:
    """Return the picture with this name, or one whose name differs in the kind of its blanks."""
    if name in pictures:
        return name
    return next((one for one in pictures if one.split() == name.split()), None)


def _span(match: re.Match[str], line: Line, path: str, group: str = "target") -> Span:
    return Span(path, line.number, match.start(group) + 1, match.end(group) + 1)
