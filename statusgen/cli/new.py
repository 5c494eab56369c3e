"""`new`: a new incident, maintenance or notice."""

from __future__ import annotations

import argparse

from statusgen.authoring.answers import compose_new
from statusgen.cli.console import UsageError
from statusgen.cli.posting import add_note_fields, add_posting, post_options
from statusgen.model.status import Kind

_OPTIONS = {
    Kind.INCIDENT: {"impact", "workaround", "started", "status", "next"},
    Kind.MAINTENANCE: {"impact", "workaround", "starts", "ends", "status"},
    Kind.NOTICE: {"until"},
}
"""The options that only some kinds of notes have."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("kind", choices=["incident", "maintenance", "notice"])
    parser.add_argument("--title", metavar="TEXT", help="what is wrong, in words a customer would use")
    parser.add_argument("--started", metavar="TIME", help="incident: when it began")
    parser.add_argument("--until", metavar="TIME", help="notice: when it leaves the home page")
    parser.add_argument(
        "--id", dest="name", metavar="NAME", help="the name in its address (default: date and title)"
    )
    add_note_fields(parser)
    add_posting(parser)


def run(args: argparse.Namespace) -> int:
    """Post a new note. Raises `UsageError` for an option that its kind does not have."""
    kind = Kind(args.kind)
    others = set[str]().union(*_OPTIONS.values()) - _OPTIONS[kind]
    strange = sorted(name for name in others if getattr(args, name) is not None)
    if strange:
        article = "an" if kind is Kind.INCIDENT else "a"
        raise UsageError(f"{article} {kind.value} has no --{strange[0]}")
    return post_options(args, lambda session, said, _: compose_new(session, kind, said))
