"""`resolve`: resolve an incident, or end a notice."""

from __future__ import annotations

import argparse

from statusgen.authoring.answers import compose_update
from statusgen.cli.posting import add_note, add_posting, add_since, post_options
from statusgen.model.status import Status


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_note(parser)
    add_since(parser)
    add_posting(parser)


def run(args: argparse.Namespace) -> int:
    """Post that an incident is resolved, or end a notice."""
    return post_options(
        args, lambda session, said, note: compose_update(session, note, said, Status.RESOLVED)
    )
