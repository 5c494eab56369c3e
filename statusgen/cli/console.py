"""What all commands share: the terminal, the clock, exit codes."""
# ruff: noqa: PLC0415 - see `cli`

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from statusgen.cli.options import FIRST_YEAR, is_utf8
from statusgen.diagnostics import Diagnostic, Level
from statusgen.disk import DiskError

WELL, CONTENT_ERRORS, WRONG_USAGE, ENVIRONMENT_FAILED, INTERRUPTED = 0, 1, 2, 3, 130


class UsageError(Exception):
    """The command was used wrongly; the message says how to use it."""


def say(text: str, stream: TextIO | None = None) -> None:
    """Print what the command yields, on standard output without `stream`. Raises what `output` does."""
    with output():
        print(text, file=stream or sys.stdout)


@contextmanager
def output() -> Iterator[None]:
    """Raise `DiskError` if what is written here to standard streams cannot be.

    `BrokenPipeError` if whoever reads it went away.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise DiskError(f"cannot write the output: {error.strerror}") from error


def tell(text: str) -> None:
    """Say it to people alone: it is not what the command yields."""
    say(text, sys.stderr)


def read_words() -> str:
    """Read all of standard input. Raises `UsageError` if it is not UTF-8."""
    with suppress(UnicodeDecodeError):  # whether there is one depends on the locale
        text = sys.stdin.read()
        if is_utf8(text):
            return text
    raise UsageError("standard input is not text in UTF-8; convert it, for example with iconv")


def ask_person(question: str) -> str:
    """Ask at the terminal until the answer is text. Raises `EOFError` at the end of input."""
    while True:
        with suppress(UnicodeDecodeError):
            answer = input(question)
            if is_utf8(answer):
                return answer
        tell("This is not text in UTF-8, which the terminal should send. Answer again.")


def clock() -> datetime:
    """What SOURCE_DATE_EPOCH says (for builds that others can repeat), or else the time."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC)
    try:
        instant = datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}; it must be a number of seconds") from None
    return max(instant, datetime(FIRST_YEAR, 1, 1, tzinfo=UTC))


def content_of(args: argparse.Namespace) -> Path:
    """The content folder. Raises `UsageError` if there is none."""
    content: Path = args.content
    if not content.is_dir():
        mend = "start a site with `statusgen init`, or name the folder with --content"
        raise UsageError(f"there is no folder {content}; {mend}")
    return content


def report(
    found: Sequence[Diagnostic], files: Mapping[str, bytes], root: Path, form: str, people: TextIO
) -> None:
    """Diagnostics for people go to the stream `people`, for machines always to standard output."""
    from statusgen.reporting.diagnostics_json import render_json
    from statusgen.reporting.diagnostics_text import render_text
    from statusgen.reporting.github import render_github

    if form == "json":
        text, stream = render_json(found, root=str(root)), sys.stdout
    elif form == "github":
        text, stream = render_github(found, root=str(root)), sys.stdout
    else:
        text, stream = render_text(found, files, root=str(root), colour=colour(people)), people
    if text:  # some devices refuse even nothing
        with output():
            stream.write(text)


def colour(stream: TextIO) -> bool:
    """Whether the stream is a terminal that may be coloured."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def code_of(found: Sequence[Diagnostic]) -> int:
    """The exit code that diagnostics lead to."""
    return CONTENT_ERRORS if any(one.level is Level.ERROR for one in found) else WELL
