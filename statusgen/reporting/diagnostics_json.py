"""Diagnostics as JSON, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.reporting.diagnostics_text import path_under


def render_json(diagnostics: Sequence[Diagnostic], *, root: str) -> str:
    """Return a JSON list in ASCII. Paths begin with `root`; keys never change their meaning."""
    return json.dumps([_record(diagnostic, root) for diagnostic in diagnostics], indent=2) + "\n"


def _record(diagnostic: Diagnostic, root: str) -> dict[str, object]:
    replacement = diagnostic.replacement
    return {
        "code": diagnostic.code,
        "level": diagnostic.level.value,
        "message": diagnostic.message,
        "help": diagnostic.help,
        **_located(diagnostic.span, root),
        "replacement": {"text": replacement.text, "safe": replacement.safe} if replacement else None,
        "related": [{"message": one.message, **_located(one.span, root)} for one in diagnostic.related],
    }


def _located(span: Span, root: str) -> dict[str, object]:
    place = {"line": span.line, "column": span.column, "end_column": span.end}
    return {"path": path_under(root, span), **place}
