"""`update`: post an update to an incident or a maintenance."""

from __future__ import annotations

import argparse

from statusgen.authoring.answers import compose_update
from statusgen.cli.posting import add_note, add_note_fields, add_posting, add_since, post_options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_note(parser)
    add_since(parser)
    add_note_fields(parser)
    add_posting(parser)


def run(args: argparse.Namespace) -> int:
    """Post an update."""
    return post_options(args, lambda session, said, note: compose_update(session, note, said))
