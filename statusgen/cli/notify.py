"""`notify`: messages to subscribers about what was published."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from statusgen.cli.console import CONTENT_ERRORS, ENVIRONMENT_FAILED, OK, UsageError, print_result
from statusgen.cli.options import add_language, add_out, clock
from statusgen.notify import Limits, NotifyOptions, format_report, mistyped_variable, notify
from statusgen.notify.channels import CHANNELS

_DAY = 86_400


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.epilog = f"{_receivers()}\n{parser.epilog}"
    parser.add_argument(
        "--since",
        required=True,
        metavar="PREVIOUS",
        help="the earlier publication: its folder, its feed.json, or the address where it still is",
    )
    add_out(parser, "the site as it is now")
    add_language(parser, "the messages")
    parser.add_argument(
        "--sent",
        type=Path,
        default=Path("sent.json"),
        metavar="FILE",
        help="remembers who got what, so that a second run sends only the rest (default: sent.json)",
    )
    parser.add_argument("--dry-run", action="store_true", help="show all messages, send none")
    parser.add_argument(
        "--first", action="store_true", help="allow that nothing is at PREVIOUS: nothing is then news"
    )
    parser.add_argument(
        "--timeout",
        type=_seconds,
        default=60.0,
        metavar="SECONDS",
        help="the most time for one receiver (default: 60); for all together, five times as much",
    )
    parser.add_argument(
        "--anyway",
        action="store_true",
        help="send also many entries that look as if they had been sent before",
    )


def _receivers() -> str:
    """Return the part of the help about receivers, from the table of channels."""
    head = "receivers, from the environment (of the addresses, only kind or host are shown):"
    variables = (f"  {one.variable:<20} {one.summary}" for one in CHANNELS if one.variable)
    others = (f"and {one.summary}" for one in CHANNELS if not one.variable)
    return "\n".join((head, *variables, *others, ""))


def run(args: argparse.Namespace) -> int:
    """Send what is new to all receivers, and print what came of it."""
    if names := mistyped_variable(os.environ):
        raise UsageError("the environment has {}; name the variable {}".format(*names))
    options = NotifyOptions(
        out=args.out,
        since=args.since,
        sent=args.sent,
        now=clock(),
        environment=os.environ,
        language=args.lang or "",
        dry=args.dry_run,
        anyway=args.anyway,
        first=args.first,
        limits=Limits(receiver=args.timeout, run=5 * args.timeout),
    )
    report = notify(options)
    print_result(format_report(report, dry=args.dry_run))
    if report.stopped:
        raise report.stopped
    if report.refusal:
        return CONTENT_ERRORS
    return ENVIRONMENT_FAILED if any(attempt.failure for attempt in report.attempts) else OK


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if 0 < seconds <= _DAY:
        return seconds
    raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds, up to {_DAY:,}")
