"""`done`: tick an action of a postmortem or a problem as done."""

from __future__ import annotations

import argparse

from statusgen.authoring.session import Draft
from statusgen.authoring.ticks import ticked
from statusgen.cli.options import add_content, add_now, content_of
from statusgen.cli.posting import add_writing, post


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("note", metavar="NOTE", help="the name of the incident or problem")
    parser.add_argument(
        "number", nargs="?", type=int, metavar="NUMBER",
        help="which of its actions, from 1 (default: the only one that is open)",
    )  # fmt: skip
    parser.add_argument("--on", default="", metavar="DAY", help="when it was done (default: today)")
    add_writing(parser)
    add_content(parser)
    add_now(parser)


def run(args: argparse.Namespace) -> int:
    """Write the day on which an action was done into its file."""
    content_of(args)
    return post(args, Draft(), None, lambda session, _: (ticked(session, args.note, args.number, args.on),))
