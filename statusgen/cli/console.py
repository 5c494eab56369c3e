"""Exit codes, terminal input and output, and printed diagnostics, for all commands."""

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
    OK: "success; there may be warnings",
    CONTENT_ERRORS: "the content or the theme has errors",
    WRONG_USAGE: "the command was used wrongly",
    ENVIRONMENT_FAILED: "the environment failed, such as the disk, the network or a port in use",
}
"""The exit codes with their meanings. A command that a signal ends has 128 plus the number of the signal."""


class UsageError(Exception):
    """The command was used wrongly; the message says how to use it."""


def print_result(text: str) -> None:
    """Print a result of the command on standard output. Raises what `output` does."""
    write(f"{text}\n", sys.stdout)


def print_message(text: str) -> None:
    """Print a message for people on standard error. Raises what `output` does."""
    write(f"{text}\n", sys.stderr)


def print_diagnostics(
    diagnostics: Sequence[Diagnostic],
    files: Mapping[str, bytes],
    root: Path,
    form: str = "text",
    stream: TextIO | None = None,
) -> None:
    """Print diagnostics: `text` on `stream` (default: standard error), other forms on standard output.

    `root` is the content folder; printed paths begin with it. Raises what `output` does.
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
    """Write text unchanged. Raises what `output` does."""
    if text:  # some devices refuse even an empty write
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
    """Return whether the stream is a terminal that shows colours."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def exit_code(diagnostics: Sequence[Diagnostic]) -> int:
    """Return the exit code for diagnostics."""
    return CONTENT_ERRORS if any(one.level is Level.ERROR for one in diagnostics) else OK


def read_input() -> str:
    """Read all of standard input. Raises `UsageError` if it is not UTF-8."""
    with suppress(UnicodeDecodeError):  # some locales raise, others return surrogates
        text = sys.stdin.read()
        if is_utf8(text):
            return text
    raise UsageError("standard input is not UTF-8 text; convert it, for example with iconv")


def prompt(question: str) -> str:
    """Ask at the terminal until the answer is UTF-8 text. Raises `EOFError` at the end of input."""
    while True:
        with suppress(UnicodeDecodeError):
            answer = input(question)
            if is_utf8(answer):
                return answer
        print_message("The terminal did not send UTF-8 text. Answer again.")


def is_utf8(text: str) -> bool:
    """Return whether text can be encoded as UTF-8: it has no surrogates of undecoded bytes (PEP 383)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
