"""Conflict markers that git leaves in a file where two people changed the same lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from statusgen.model.diagnostics import Diagnostic, Related, Span

_MARKER = re.compile(r"(?P<sign><{7}|\|{7}|>{7})(?: .*)?")
_ANY = re.compile(rf"^{_MARKER.pattern}$", re.MULTILINE)
_MEANINGS = {
    "<": "one version begins here",
    "|": "the version before both begins here",
    "=": "the other version begins here",
    ">": "it ends here",
}
_MEND = "Keep what is right of both and remove these lines; indent them if they are an example."


def conflicts(path: str, text: str, lines: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield each conflict in a file, with the places of all its markers; `=======` alone is an underline.

    Code blocks are no exception: either of two versions of an example may be the right one.
    """
    if not _ANY.search(text):
        return
    group: list[tuple[str, Span]] = []
    for number, line in enumerate(lines, 1):
        match = _MARKER.fullmatch(line)
        sign = match["sign"][0] if match else "=" if group and line.rstrip() == "=======" else ""
        if sign == "<" and group:
            yield _conflict(group)
            group = []
        if sign:
            group.append((sign, Span(path, number, 1, len(line.rstrip()) + 1)))
        if sign == ">":
            yield _conflict(group)
            group = []
    if group:
        yield _conflict(group)


def _conflict(group: Sequence[tuple[str, Span]]) -> Diagnostic:
    (_, first), *others = group
    related = tuple(Related(span, _MEANINGS[sign]) for sign, span in others)
    message = "these are the marks of a merge that was not finished; both versions would be published"
    return Diagnostic("conflict-marker", first, message, _MEND, related)
