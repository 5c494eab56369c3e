"""Diagnostics and findings as text for people, each with its line of source.

Text of the content is made `harmless` for terminals. `root` is the content folder as the user named it; all
paths begin with it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from statusgen.model.diagnostics import Diagnostic, Level, Span, lines_of
from statusgen.model.printable import harmless, plural

if TYPE_CHECKING:  # the rules take long to load
    from zoneinfo import ZoneInfo

    from statusgen.plain_language import NoteFindings, Proposal
    from statusgen.read.yaml.decode import ClockTime

WIDTH = 110
"""Cells of a source line that are shown, at most."""

_BOLD, _RED, _YELLOW, _BLUE, _CYAN = "1", "1;31", "1;33", "1;34", "1;36"
_LEVEL_COLOURS = {Level.ERROR: _RED, Level.WARNING: _YELLOW, Level.INFO: _BLUE}
_NOUNS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "hint"}


def render_text(
    diagnostics: Sequence[Diagnostic], files: Mapping[str, bytes], *, root: str, colour: bool = False
) -> str:
    """Return each diagnostic with its line of source, then how many there are; empty without any."""
    if not diagnostics:
        return ""
    page = _page_of(diagnostics, files, root, colour=colour)
    blocks = ["\n".join(_block(diagnostic, page)) for diagnostic in diagnostics]
    return "\n\n".join((*blocks, summary(diagnostics))) + "\n"


def render_times(times: Sequence[ClockTime], zone: ZoneInfo, *, root: str) -> str:
    """Return a line per time: its place, its text and the instant that it is read as, in `zone` and UTC."""
    return "".join(
        f"{path_under(root, one.span)}:{one.span.line}:{one.span.column}: {harmless(one.text)} is "
        f"{one.at.astimezone(zone):%Y-%m-%d %H:%M %Z} ({one.at:%Y-%m-%d %H:%M} UTC)\n"
        for one in times
    )


MOST_FINDINGS = 5
"""Findings shown for an update; more would help nobody in a hurry."""


def render_findings(
    judged: Sequence[NoteFindings],
    files: Mapping[str, bytes],
    *,
    root: str,
    colour: bool = False,
    most: int | None = MOST_FINDINGS,
) -> str:
    """Return the findings about wording, at most `most` of each update; empty without any."""
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


def _called(one: NoteFindings) -> str:
    path = one.findings[0].span.path
    if one.update is None:
        return f"the title and introduction of {path}"
    return f"“{one.update.status.value}” in {path}"


def render_proposals(proposals: Sequence[Proposal]) -> str:
    """Return terms for the glossary as YAML to paste into it; empty without any."""
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
    """Return how many diagnostics there are: `3 errors and 1 warning in 2 files.`."""
    counts = {level: sum(d.level is level for d in diagnostics) for level in Level}
    names = [plural(count, _NOUNS[level]) for level, count in counts.items() if count]
    found = " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
    return f"{found or 'No problems'} in {plural(len({d.span.path for d in diagnostics}), 'file')}."


@dataclass(frozen=True, slots=True)
class _Page:
    """Root, lines of source and colours of all diagnostics of one output."""

    root: str
    lines: Mapping[str, Sequence[str]]
    """The lines of each file that a diagnostic names, by its path."""
    paint: Callable[[str, str], str]


def _page_of(
    diagnostics: Sequence[Diagnostic], files: Mapping[str, bytes], root: str, *, colour: bool
) -> _Page:
    paths = {place.path for diagnostic in diagnostics for place in _places(diagnostic)}
    lines = {path: lines_of(files[path]) for path in paths if path in files}
    return _Page(root, lines, _coloured if colour else _plain)


def _plain(text: str, _colour: str) -> str:
    return text


def _coloured(text: str, colour: str) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m"


def _places(diagnostic: Diagnostic) -> tuple[Span, ...]:
    return diagnostic.span, *(related.span for related in diagnostic.related)


def _block(diagnostic: Diagnostic, page: _Page) -> Iterator[str]:
    tint = _LEVEL_COLOURS[diagnostic.level]
    margin = " " * max(len(str(place.line)) for place in _places(diagnostic))
    name = page.paint(f"{diagnostic.level.value}[{diagnostic.code}]", tint)
    yield name + page.paint(f": {harmless(diagnostic.message)}", _BOLD)
    yield from _place(diagnostic.span, page, margin, tint)
    if diagnostic.help:
        yield f"{margin} {page.paint('= help', _CYAN)}: {harmless(diagnostic.help)}"
    for related in diagnostic.related:
        yield f"{page.paint('note', _BLUE)}: {harmless(related.message)}"
        yield from _place(related.span, page, margin, _BLUE)


def _place(span: Span, page: _Page, margin: str, tint: str) -> Iterator[str]:
    position = "".join(f":{number}" for number in (span.line, span.column) if number)
    yield f"{margin}{page.paint('-->', _BLUE)} {harmless(path_under(page.root, span))}{position}"
    lines = page.lines.get(span.path, ())
    if not 0 < span.line <= len(lines):
        return
    text, before, marked = _excerpt(lines[span.line - 1], span)
    bar = page.paint("|", _BLUE)
    yield f"{margin} {bar}"
    yield f"{page.paint(str(span.line).rjust(len(margin)), _BLUE)} {bar} {text}".rstrip()
    if span.column:
        yield f"{margin} {bar} {' ' * before}{page.paint('^' * marked, tint)}"


def path_under(root: str, span: Span) -> str:
    """Return the path of a span's file, beginning with the content folder `root`."""
    return posixpath.normpath(posixpath.join(root, span.path))


def _excerpt(line: str, span: Span) -> tuple[str, int, int]:
    """Return the part of a line to show, and in cells the indentation of its marks and how many there are."""
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
