"""`resolve`: resolve an incident, or end a notice."""

from __future__ import annotations

import argparse

from statusgen.authoring.answers import compose_update
from statusgen.cli.field_options import add_fields
from statusgen.cli.posting import add_note, add_posting, post_options
from statusgen.model.status import Kind, Status
from statusgen.read.learning_fields import REPORT_BY
from statusgen.read.note_fields import SINCE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_note(parser)
    add_fields(parser, {Kind.INCIDENT: (SINCE, REPORT_BY)})
    add_posting(parser)


def run(args: argparse.Namespace) -> int:
    """Post that an incident is resolved, or end a notice."""
    return post_options(
        args, lambda session, draft, note: compose_update(session, note, draft, Status.RESOLVED)
    )
