"""Fixes of words for `check --prose`, `check -` and `--fix`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from statusgen.model.diagnostics import Diagnostic, Span, lines_of
from statusgen.pipeline.lint import lint_content
from statusgen.plain_language import NoteFindings, Proposal, propose_terms
from statusgen.read import read_site
from statusgen.read.note_fields import guess_kind
from statusgen.read.note_files import with_only_note

STANDARD_INPUT = "<stdin>"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")
_NAME = "from-standard-input.md"


def within(judged: Iterable[NoteFindings], wanted: Callable[[str], bool]) -> tuple[NoteFindings, ...]:
    """Return the findings in wanted files."""
    kept = (
        replace(one, findings=tuple(each for each in one.findings if wanted(each.span.path)))
        for one in judged
    )
    return tuple(one for one in kept if one.findings)


_OF_WHOLE_NOTES = ("no-duration", "no-services")


def proofread_update(
    text: str, status: str, files: Mapping[str, bytes], now: datetime
) -> tuple[tuple[Diagnostic, ...], tuple[NoteFindings, ...]]:
    """Return mistakes and findings of one update, or one whole note, that is not in a file.

    `files` are the site that it is meant for. A text without front matter is an update; without a heading, it
    has this `status` and is posted now. Places are those in the text.
    """
    above = "" if text.lstrip("\ufeff\n ").startswith("---") else "---\ntitle: x\n---\n"
    if above and not text.lstrip().startswith("## "):
        above += f"## {status} · {now:%Y-%m-%dT%H:%M}Z\n\n"
    kind = guess_kind("" if above else text.partition("\n---")[0])
    note = f"{kind.folder}/{_NAME}"
    own = with_only_note(files, note, above + text)
    lines = above.count("\n")
    if read_site(own).settings is None:  # the words can be judged all the same
        own |= {"site.yml": b"name: x\nurl: https://x.example/\n", "services.yml": b"services: []\n"}
    found = (one for each in read_site(own).notes for one in each.problems)
    # Nobody knows when the incident of a single update began, and what it affects.
    problems = [_moved(one, lines) for one in found if not above or one.code not in _OF_WHOLE_NOTES]
    judged = [
        replace(
            one, findings=tuple(_moved(each, lines) for each in one.findings if _is_own(each, one, above))
        )
        for one in lint_content(own, now)
        if one.note.path == note
    ]
    return tuple(problems), tuple(one for one in judged if one.update or one.findings or not above)


def _is_own(finding: Diagnostic, judged: NoteFindings, above: str) -> bool:
    """Return whether a finding is about the text, not about the front matter that was added above it."""
    return judged.update is not None or not above or finding.code == "not-judged"


def _moved(one: Diagnostic, lines: int) -> Diagnostic:
    span = one.span
    inside = Span(STANDARD_INPUT, span.line - lines, span.column, span.end)
    moved = inside if span.line > lines else Span(STANDARD_INPUT)
    return replace(one, span=moved)


def proposals(judged: Iterable[NoteFindings], files: Mapping[str, bytes]) -> tuple[Proposal, ...]:
    """Return terms for the glossary from findings of technical words."""
    lines = {path: lines_of(data) for path, data in files.items() if path.lower().endswith(".md")}
    return propose_terms(
        (lines[each.span.path][each.span.line - 1][each.span.column - 1 : each.span.end - 1], one.note.key)
        for one in judged
        for each in one.findings
        if each.code in ("jargon", "acronym") and each.span.path in lines
    )


def fixed(files: Mapping[str, bytes], findings: Iterable[Diagnostic]) -> dict[str, bytes]:
    """Return changed files after all safe replacements, each made once."""
    by_path: dict[str, list[Diagnostic]] = {}
    for one in findings:
        if one.replacement and one.replacement.safe and one.span.path in files:
            by_path.setdefault(one.span.path, []).append(one)
    return {path: _replaced(files[path], many) for path, many in by_path.items()}


_ROUNDS = 20
"""Most rounds of fixes: a rule reports a phrase once an update, so later ones appear in later rounds."""


def fix_all(
    files: Mapping[str, bytes], judge: Callable[[Mapping[str, bytes]], Iterable[NoteFindings]]
) -> dict[str, bytes]:
    """Return changed files after safe replacements, repeated until none is left."""
    changed: dict[str, bytes] = {}
    for _ in range(_ROUNDS):
        now = {**files, **changed}
        more = fixed(now, [finding for one in judge(now) for finding in one.findings])
        more = {path: data for path, data in more.items() if data != now[path]}
        if not more:
            break
        changed |= more
    return changed


def _replaced(data: bytes, findings: Iterable[Diagnostic]) -> bytes:
    """Replace from the last place to the first, so places stay valid; of two that overlap, the later."""
    lines = _LINE.findall(data.decode("utf-8-sig"))
    mark = data[: len(data) - len("".join(lines).encode())]
    taken: dict[int, int] = {}
    for one in sorted(findings, key=lambda one: one.span, reverse=True):
        span = one.span
        line = lines[span.line - 1]
        if one.replacement and span.end <= taken.get(span.line, span.end) and _still_there(one, line):
            lines[span.line - 1] = line[: span.column - 1] + one.replacement.text + line[span.end - 1 :]
            taken[span.line] = span.column
    return mark + "".join(lines).encode()


def _still_there(one: Diagnostic, line: str) -> bool:
    """Return whether the words are still at the place, and are not a label of a link."""
    start, end = one.span.column - 1, one.span.end - 1
    is_label = line[start - 1 : start] == "[" and line[end : end + 1] == "]"
    return one.replacement is not None and line[start:end] == one.replacement.of and not is_label


def diff(files: Mapping[str, bytes], changed: Mapping[str, bytes]) -> str:
    """Return the changes as a unified diff."""
    parts: list[str] = []
    for path, data in sorted(changed.items()):
        before, after = (_LINE.findall(one.decode("utf-8-sig")) for one in (files[path], data))
        parts += difflib.unified_diff(before, after, path, path, n=1)
    return "".join(parts)
