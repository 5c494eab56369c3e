"""Run the command of the command line, and turn its errors into an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Container, Sequence
from contextlib import suppress
from importlib import import_module
from zoneinfo import reset_tzpath

from statusgen import __version__
from statusgen.cli.console import (
    ENVIRONMENT_FAILED,
    EXIT_CODES,
    INTERRUPTED,
    WRONG_USAGE,
    UsageError,
    output,
    print_message,
)
from statusgen.model.printable import harmless_lines
from statusgen.storage.disk import DiskError
from statusgen.storage.signals import Interrupted, interrupted_by_signals

COMMANDS = {
    "init": "start a new site",
    "new": "write a new incident, maintenance, notice or problem",
    "update": "post an update to an incident, a maintenance or a problem",
    "resolve": "resolve an incident, or end a notice",
    "postmortem": "post a postmortem of an incident",
    "done": "tick an action of a postmortem or problem as done",
    "form": "post a GitHub issue form from standard input",
    "build": "build the site",
    "diff": "show what publishing the content would change",
    "check": "find mistakes in the content, and in its wording",
    "explain": "explain why a rule exists, with examples",
    "template": "print a template for a note",
    "report": "report what is outstanding, and how well incidents were communicated",
    "serve": "preview the site, and rebuild it as you edit",
    "status": "show the current state of all services in the terminal",
    "import": "import notes from another status page",
    "notify": "send subscribers what is new since an earlier publication",
}
"""The commands with their summaries. Each has a module of its name in this folder."""


def run() -> None:
    """Run the command of `sys.argv` and end the process with its exit code.

    The process ends without freeing its memory, which would take longer than many a build.
    """
    _open_closed_streams()
    try:
        code = main()
    except SystemExit as end:  # help, or wrong arguments
        code = end.code if isinstance(end.code, int) else int(bool(end.code))
    try:
        _flush()
    except (DiskError, OSError):
        code = code or ENVIRONMENT_FAILED
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Wrong arguments raise `SystemExit(2)`."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    reset_tzpath(())  # the zones of this machine may differ from those of another one
    words = sys.argv[1:] if arguments is None else arguments
    try:
        with interrupted_by_signals():
            args = make_parser(words[:1]).parse_args(words)
            code: int = args.run(args)
            _flush()
    except UsageError as error:
        return _fail(str(error), WRONG_USAGE)
    except BrokenPipeError:  # the reader of the output, such as `head`, has ended
        return ENVIRONMENT_FAILED
    except (DiskError, OSError) as error:
        return _fail(str(error), ENVIRONMENT_FAILED)
    except Interrupted as error:
        return 128 + error.number
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def make_parser(loaded: Container[str] = COMMANDS) -> argparse.ArgumentParser:
    """Return the parser, with the arguments of the commands in `loaded`.

    The modules of the other commands are not imported, so that `--help` is quick; it only lists them.
    """
    codes = "\n".join(f"  {code}  {meaning}" for code, meaning in EXIT_CODES.items())
    epilog, keeps_lines = f"exit codes:\n{codes}", argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="statusgen",
        description="Turn Markdown incident notes and a service catalog into a public status site.",
        epilog=epilog,
        formatter_class=keeps_lines,
    )
    parser.add_argument("--version", action="version", version=f"statusgen {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, epilog=epilog, formatter_class=keeps_lines)
        if name in loaded:
            module = import_module(f"{__package__}.{'import_' if name == 'import' else name}")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    return parser


def _open_closed_streams() -> None:
    """Open the null device for each standard stream that is closed.

    Otherwise the next file that is opened would get the number of that stream, and receive its messages.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            stream = open(os.devnull, "r" if number == 0 else "w", encoding="utf-8")  # noqa: PTH123, SIM115 - stays open
            setattr(sys, name, stream)
            if stream.fileno() == number:
                os.set_inheritable(number, True)  # noqa: FBT003 - for subprocesses


def _flush() -> None:
    """Flush the standard streams. Raises what `output` does."""
    with output():
        for stream in (sys.stdout, sys.stderr):
            stream.flush()


def _fail(message: str, code: int) -> int:
    """Print an error message, if possible, and return the exit code."""
    with suppress(DiskError, OSError):
        print_message(f"statusgen: {harmless_lines(message)}")
    return code
