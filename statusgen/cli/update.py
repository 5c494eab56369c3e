"""`update`: post an update to an incident, a maintenance or a problem."""

from __future__ import annotations

import argparse

from statusgen.authoring.answers import compose_update
from statusgen.authoring.fields import fields_of_update
from statusgen.cli.field_options import add_fields
from statusgen.cli.posting import add_note, add_posting, post_options
from statusgen.model.status import Kind

_FIELDS = {kind: fields_of_update(kind) for kind in (Kind.INCIDENT, Kind.MAINTENANCE, Kind.PROBLEM)}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_note(parser)
    add_fields(parser, _FIELDS)
    add_posting(parser)


def run(args: argparse.Namespace) -> int:
    """Post an update."""
    return post_options(args, lambda session, draft, note: compose_update(session, note, draft))
