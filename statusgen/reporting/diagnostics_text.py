"""Diagnostics as text for people, as JSON for programs and as annotations for GitHub.

Content is shown without its power over a terminal: control and invisible characters become visible ones.
`root` is the content folder as the user named it; all paths begin with it.
"""

from __future__ import annotations

import json
import posixpath
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from statusgen.diagnostics import Diagnostic, Level, Related, Span

if TYPE_CHECKING:  # the rules take long to load
    from zoneinfo import ZoneInfo

    from statusgen.prose.plain import Judged, Proposal
    from statusgen.read.decode import ClockTime

WIDTH = 110
"""How many cells of a source line are shown."""

_BOLD, _RED, _YELLOW, _BLUE, _CYAN = "1", "1;31", "1;33", "1;34", "1;36"
_LEVEL_COLOURS = {Level.ERROR: _RED, Level.WARNING: _YELLOW, Level.INFO: _BLUE}
_NOUNS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "hint"}
_JOINERS = "\u200c\u200d"  # part of how some scripts and emoji are written


def render_text(
    diagnostics: Sequence[Diagnostic], files: Mapping[str, bytes], *, root: str, colour: bool = False
) -> str:
    """Each diagnostic with its line of source, then how many there are; empty without any."""
    if not diagnostics:
        return ""
    page = _page_of(diagnostics, files, root, colour=colour)
    blocks = ["\n".join(_block(diagnostic, page)) for diagnostic in diagnostics]
    return "\n\n".join((*blocks, summary(diagnostics))) + "\n"


def render_times(times: Sequence[ClockTime], zone: ZoneInfo, *, root: str) -> str:
    """Each time as it is written, with its place and the instant that it is read as."""
    return "".join(
        f"{_shown_path(root, one.span)}:{one.span.line}:{one.span.column}: {harmless(one.text)} is "
        f"{one.at.astimezone(zone):%Y-%m-%d %H:%M %Z} ({one.at:%Y-%m-%d %H:%M} UTC)\n"
        for one in times
    )


MOST_FINDINGS = 5
"""So many findings about an update are shown; the others would help nobody in a hurry."""


def render_findings(
    judged: Sequence[Judged],
    files: Mapping[str, bytes],
    *,
    root: str,
    colour: bool = False,
    most: int | None = MOST_FINDINGS,
) -> str:
    """The findings about wording, the most serious of each update first; empty without any."""
    found = [one for one in judged if one.findings]
    if not found:
        return ""
    shown = {one: one.findings[:most] for one in found}
    page = _page_of(
        [finding for findings in shown.values() for finding in findings], files, root, colour=colour
    )
    blocks = []
    for one, findings in shown.items():
        blocks += ["\n".join(_block(finding, page)) for finding in findings]
        if left := len(one.findings) - len(findings):
            blocks.append(page.paint(f"… and {left} more about {_called(one)} (--all shows them)", _BLUE))
    return "\n\n".join((*blocks, summary([finding for one in found for finding in one.findings]))) + "\n"


def _called(one: Judged) -> str:
    path = one.findings[0].span.path
    if one.update is None:
        return f"the title and introduction of {path}"
    return f"“{one.update.stage.value}” in {path}"


def render_proposals(proposals: Sequence[Proposal]) -> str:
    """Terms for the glossary, ready to be put into it; empty without any."""
    if not proposals:
        return ""
    lines = [
        "",
        "You use these terms often. Explained in glossary.yml, they are no hurdle any more:",
        "",
        "terms:",
    ]
    for one in proposals:
        lines += [
            f"  - term: {harmless(one.term)}  # in {plural(one.notes, 'note')}",
            f"    meaning: {one.meaning}",
        ]
    return "\n".join(lines) + "\n"


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """How many there are: `3 errors and 1 warning in 2 files.`."""
    counts = {level: sum(d.level is level for d in diagnostics) for level in Level}
    names = [plural(count, _NOUNS[level]) for level, count in counts.items() if count]
    found = " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
    return f"{found or 'No problems'} in {plural(len({d.span.path for d in diagnostics}), 'file')}."


def plural(count: int, noun: str) -> str:
    """A count with its noun: `1 file`, `2 files`, `1,200 files`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def render_json(diagnostics: Sequence[Diagnostic], *, root: str) -> str:
    """A JSON list in ASCII; its keys never change their meaning."""
    return json.dumps([_record(diagnostic, root) for diagnostic in diagnostics], indent=2) + "\n"


def render_github(diagnostics: Sequence[Diagnostic], *, root: str) -> str:
    """One workflow command a line."""
    return "".join(f"{_command(diagnostic, root)}\n" for diagnostic in diagnostics)


# Text


@dataclass(frozen=True, slots=True)
class _Page:
    """What all diagnostics are shown with."""

    root: str
    lines: Mapping[str, Sequence[str]]
    """Of each file named."""
    paint: Callable[[str, str], str]


def _page_of(
    diagnostics: Sequence[Diagnostic], files: Mapping[str, bytes], root: str, *, colour: bool
) -> _Page:
    paths = {place.path for diagnostic in diagnostics for place in _places(diagnostic)}
    lines = {path: _lines(files[path]) for path in paths if path in files}
    return _Page(root, lines, _coloured if colour else _plain)


def _plain(text: str, _colour: str) -> str:
    return text


def _coloured(text: str, colour: str) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m"


def _places(diagnostic: Diagnostic) -> tuple[Span, ...]:
    return diagnostic.span, *(related.span for related in diagnostic.related)


def _lines(data: bytes) -> list[str]:
    """The lines as the reader counts them: they end with LF, CR LF or CR alone."""
    text = data.decode("utf-8-sig", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _block(diagnostic: Diagnostic, page: _Page) -> Iterator[str]:
    tint = _LEVEL_COLOURS[diagnostic.level]
    margin = " " * max(len(str(place.line)) for place in _places(diagnostic))
    name = page.paint(f"{diagnostic.level.value}[{diagnostic.code}]", tint)
    yield name + page.paint(f": {harmless(diagnostic.message)}", _BOLD)
    yield from _place(diagnostic.span, page, margin, tint)
    if diagnostic.mend:
        yield f"{margin} {page.paint('= mend', _CYAN)}: {harmless(diagnostic.mend)}"
    for related in diagnostic.related:
        yield f"{page.paint('note', _BLUE)}: {harmless(related.message)}"
        yield from _place(related.span, page, margin, _BLUE)


def _place(span: Span, page: _Page, margin: str, tint: str) -> Iterator[str]:
    position = "".join(f":{number}" for number in (span.line, span.column) if number)
    yield f"{margin}{page.paint('-->', _BLUE)} {harmless(_shown_path(page.root, span))}{position}"
    lines = page.lines.get(span.path, ())
    if not 0 < span.line <= len(lines):
        return
    text, before, marked = _excerpt(lines[span.line - 1], span)
    bar = page.paint("|", _BLUE)
    yield f"{margin} {bar}"
    yield f"{page.paint(str(span.line).rjust(len(margin)), _BLUE)} {bar} {text}".rstrip()
    if span.column:
        yield f"{margin} {bar} {' ' * before}{page.paint('^' * marked, tint)}"


def _shown_path(root: str, span: Span) -> str:
    return posixpath.normpath(posixpath.join(root, span.path))


def _excerpt(line: str, span: Span) -> tuple[str, int, int]:
    """What is shown of a line, and in cells: how far in the marks begin, and how many there are."""
    start = min(max(span.column - 1, 0), len(line))
    end = min(max(span.end - 1, start + 1), max(len(line), start + 1))
    first = _back(line, start, WIDTH // 3) if _too_wide(line) else 0
    last = _forth(line, first, WIDTH)
    opening, closing = "…" if first else "", "…" if last < len(line) else ""
    before = _cells(opening + harmless(line[first:start]))
    marked = _cells(harmless(line[start : min(end, last)]))
    return f"{opening}{harmless(line[first:last])}{closing}", before, max(marked, 1)


def _too_wide(line: str) -> bool:
    return _forth(line, 0, WIDTH) < len(line)


def _back(line: str, start: int, cells: int) -> int:
    while start and (cells := cells - _cells(harmless(line[start - 1]))) >= 0:
        start -= 1
    return start


def _forth(line: str, start: int, cells: int) -> int:
    limit = min(len(line), start + 4 * WIDTH)  # combining characters take no cell, but may be a thousand
    while start < limit and (cells := cells - _cells(harmless(line[start]))) >= 0:
        start += 1
    return start


def _cells(text: str) -> int:
    from wcwidth import wcswidth  # noqa: PLC0415 - takes long, and may not be needed

    return max(wcswidth(text), 0)


def harmless(text: str) -> str:
    """The text on one line, with tabs as spaces and control and invisible characters made visible."""
    return text if text.isascii() and text.isprintable() else "".join(map(_visible, text))


def harmless_lines(text: str) -> str:
    """As `harmless`, with the lines of the text."""
    return "\n".join(map(harmless, text.split("\n")))


def _visible(letter: str) -> str:
    code = ord(letter)
    if letter == "\t":
        return "    "
    if code < 32:
        return chr(0x2400 + code)  # the picture of that control character
    if code == 127 or (
        unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") and letter not in _JOINERS
    ):
        return "\ufffd"
    return letter


# JSON and GitHub


def _record(diagnostic: Diagnostic, root: str) -> dict[str, object]:
    return {
        "code": diagnostic.code,
        "level": diagnostic.level.value,
        "message": diagnostic.message,
        "mend": diagnostic.mend,
        **_located(diagnostic.span, root),
        "replacement": _replacement(diagnostic),
        "related": [_related(related, root) for related in diagnostic.related],
    }


def _replacement(diagnostic: Diagnostic) -> dict[str, object] | None:
    one = diagnostic.replacement
    return {"text": one.text, "safe": one.safe} if one else None


def _related(related: Related, root: str) -> dict[str, object]:
    return {"message": related.message, **_located(related.span, root)}


def _located(span: Span, root: str) -> dict[str, object]:
    place = {"line": span.line, "column": span.column, "end_column": span.end}
    return {"path": _shown_path(root, span), **place}


def _command(diagnostic: Diagnostic, root: str) -> str:
    span = diagnostic.span
    place = f",line={span.line}" if span.line else ""
    if span.line and span.column:
        place += f",col={span.column},endColumn={span.end}"
    message = "\n".join(filter(None, (diagnostic.message, diagnostic.mend)))
    file = _escaped(_shown_path(root, span), ",:")
    kind = "notice" if diagnostic.level is Level.INFO else diagnostic.level.value
    return f"::{kind} file={file}{place},title={diagnostic.code}::{_escaped(message)}"


def _escaped(text: str, marks: str = "") -> str:
    return "".join(f"%{ord(letter):02X}" if letter in f"%\r\n{marks}" else letter for letter in text)
