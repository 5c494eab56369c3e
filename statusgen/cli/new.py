"""`new`: a new incident, maintenance, notice or problem."""

from __future__ import annotations

import argparse

from statusgen.authoring.answers import compose_new
from statusgen.authoring.fields import fields_of_new
from statusgen.authoring.patterns import with_pattern
from statusgen.authoring.session import Draft, Session
from statusgen.cli.console import UsageError
from statusgen.cli.field_options import add_fields, option_of
from statusgen.cli.posting import add_posting, post_options
from statusgen.model.status import Kind
from statusgen.read.note_fields import Fields

_FIELDS: dict[Kind, Fields] = {kind: fields_of_new(kind) for kind in Kind if kind.is_dated}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("kind", choices=[kind.value for kind in _FIELDS])
    add_fields(parser, _FIELDS)
    parser.add_argument(
        "--id", dest="name", metavar="NAME", help="the name in its address (default: date and title)"
    )
    parser.add_argument(
        "--like", metavar="NOTE", help="maintenance: begin with the answers of earlier maintenance"
    )
    add_posting(parser)


def run(args: argparse.Namespace) -> int:
    """Post a new note. Raises `UsageError` for an option that its kind does not have."""
    kind = Kind(args.kind)
    others = {one.draft_name for fields in _FIELDS.values() for one in fields}
    others -= {one.draft_name for one in _FIELDS[kind]}
    others |= {"like"} if kind is not Kind.MAINTENANCE else set()
    strange = sorted(name for name in others if getattr(args, name) is not None)
    if strange:
        article = "an" if kind is Kind.INCIDENT else "a"
        raise UsageError(f"{article} {kind.value} has no {option_of(strange[0])}")
    return post_options(
        args, lambda session, draft, _: compose_new(session, kind, _begun(session, draft, args))
    )


def _begun(session: Session, draft: Draft, args: argparse.Namespace) -> Draft:
    """Return a draft, with the answers of the maintenance that it is to be like."""
    return with_pattern(session, draft, args.like) if args.like else draft
