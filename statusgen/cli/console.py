"""What all commands share: exit codes, the terminal and the diagnostics."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from statusgen.model.diagnostics import Diagnostic, Level
from statusgen.storage.disk import DiskError

OK, CONTENT_ERRORS, WRONG_USAGE, ENVIRONMENT_FAILED, INTERRUPTED = 0, 1, 2, 3, 130
EXIT_CODES = {
    OK: "all is well (there may be warnings)",
    CONTENT_ERRORS: "the content has errors",
    WRONG_USAGE: "the command was used wrongly",
    ENVIRONMENT_FAILED: "the environment failed: disk, network, a port in use",
}
"""The exit codes with their meanings; a command that a signal ended has 128 and the number of the signal."""


class UsageError(Exception):
    """The command was used wrongly; the message says how to use it."""


def print_result(text: str) -> None:
    """Print what the command yields, on standard output. Raises what `output` does."""
    write(f"{text}\n", sys.stdout)


def print_message(text: str) -> None:
    """Print what is for people alone, on standard error. Raises what `output` does."""
    write(f"{text}\n", sys.stderr)


def print_diagnostics(
    diagnostics: Sequence[Diagnostic],
    files: Mapping[str, bytes],
    root: Path,
    form: str = "text",
    stream: TextIO | None = None,
) -> None:
    """Print diagnostics: `text` on `stream` (default: standard error), other forms on standard output.

    `root` is the content folder, with whose name paths begin. Raises what `output` does.
    """
    from statusgen.reporting.diagnostics_json import render_json  # noqa: PLC0415 - keeps `--help` quick
    from statusgen.reporting.diagnostics_text import render_text  # noqa: PLC0415
    from statusgen.reporting.github import render_github  # noqa: PLC0415

    if form == "json":
        write(render_json(diagnostics, root=str(root)), sys.stdout)
    elif form == "github":
        write(render_github(diagnostics, root=str(root)), sys.stdout)
    else:
        people = stream or sys.stderr
        write(render_text(diagnostics, files, root=str(root), colour=is_coloured(people)), people)


def write(text: str, stream: TextIO) -> None:
    """Write text as it is. Raises what `output` does."""
    if text:  # some devices refuse even nothing
        with output():
            stream.write(text)


@contextmanager
def output() -> Iterator[None]:
    """Raise `DiskError` if a standard stream cannot be written, `BrokenPipeError` if its reader is gone."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise DiskError(f"cannot write the output: {error.strerror}") from error


def is_coloured(stream: TextIO) -> bool:
    """Whether the stream is a terminal that shows colours."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def exit_code(diagnostics: Sequence[Diagnostic]) -> int:
    """Return the exit code that diagnostics lead to."""
    return CONTENT_ERRORS if any(one.level is Level.ERROR for one in diagnostics) else OK


def read_input() -> str:
    """Read all of standard input. Raises `UsageError` if it is not UTF-8."""
    with suppress(UnicodeDecodeError):  # whether there is one depends on the locale
        text = sys.stdin.read()
        if is_utf8(text):
            return text
    raise UsageError("standard input is not text in UTF-8; convert it, for example with iconv")


def prompt(question: str) -> str:
    """Ask at the terminal until the answer is text in UTF-8. Raises `EOFError` at the end of input."""
    while True:
        with suppress(UnicodeDecodeError):
            answer = input(question)
            if is_utf8(answer):
                return answer
        print_message("This is not text in UTF-8, which the terminal should send. Answer again.")


def is_utf8(text: str) -> bool:
    """Whether text can be written as UTF-8: bytes in another encoding are surrogates in it (PEP 383)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
