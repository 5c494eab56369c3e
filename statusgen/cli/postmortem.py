"""`postmortem`: post a postmortem."""

from __future__ import annotations

import argparse

from statusgen.authoring.answers import compose_update
from statusgen.authoring.fields import DETECTION, POSTMORTEM
from statusgen.cli.field_options import add_fields
from statusgen.cli.posting import add_note, add_posting, post_options
from statusgen.model.status import Kind, Status


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_fields(parser, {Kind.INCIDENT: (*DETECTION, *POSTMORTEM)})
    add_note(parser)
    add_posting(parser)


def run(args: argparse.Namespace) -> int:
    """Post a postmortem."""
    return post_options(
        args, lambda session, draft, note: compose_update(session, note, draft, Status.POSTMORTEM)
    )
