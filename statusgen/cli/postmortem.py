"""`postmortem`: post a postmortem."""

from __future__ import annotations

import argparse

from statusgen.authoring.answers import compose_update
from statusgen.cli.posting import add_note, add_posting, post_options
from statusgen.model.status import Status


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--summary", metavar="TEXT", help="what happened, in two sentences for all readers")
    add_note(parser)
    add_posting(parser)


def run(args: argparse.Namespace) -> int:
    """Post a postmortem."""
    return post_options(
        args, lambda session, said, note: compose_update(session, note, said, Status.POSTMORTEM)
    )
