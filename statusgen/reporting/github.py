"""Diagnostics as workflow commands, which GitHub Actions shows beside the lines of a change."""

from __future__ import annotations

from collections.abc import Sequence

from statusgen.model.diagnostics import Diagnostic, Level
from statusgen.reporting.diagnostics_text import path_under


def render_github(diagnostics: Sequence[Diagnostic], *, root: str) -> str:
    """Return one workflow command per line. Paths begin with `root`."""
    return "".join(f"{_command(diagnostic, root)}\n" for diagnostic in diagnostics)


def _command(diagnostic: Diagnostic, root: str) -> str:
    span = diagnostic.span
    place = f",line={span.line}" if span.line else ""
    if span.line and span.column:
        place += f",col={span.column},endColumn={span.end}"
    message = "\n".join(filter(None, (diagnostic.message, diagnostic.help)))
    file = _escaped(path_under(root, span), ",:")
    kind = "notice" if diagnostic.level is Level.INFO else diagnostic.level.value
    return f"::{kind} file={file}{place},title={diagnostic.code}::{_escaped(message)}"


def _escaped(text: str, marks: str = "") -> str:
    return "".join(f"%{ord(letter):02X}" if letter in f"%\r\n{marks}" else letter for letter in text)
