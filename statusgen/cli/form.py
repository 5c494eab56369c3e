"""`form`: post a note or an update from a GitHub issue form."""

from __future__ import annotations

import argparse

from statusgen.authoring.answers import compose_new, compose_update
from statusgen.authoring.github_forms import parse_form
from statusgen.authoring.session import Draft
from statusgen.cli.console import UsageError, read_input
from statusgen.cli.options import add_content, add_now, content_of
from statusgen.cli.posting import add_writing, post


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_writing(parser)
    add_content(parser)
    add_now(parser)


def run(args: argparse.Namespace) -> int:
    """Post the form on standard input."""
    content_of(args)  # before anything is read
    filled = parse_form(read_input())
    if filled is None:
        raise UsageError("this is no form of statusgen; `statusgen init --github` writes them")
    kind, note = filled.form.kind, filled.answers.get("note")
    draft = Draft(filled.answers, filled.services or None)
    if kind:
        return post(args, draft, None, lambda session, whole: compose_new(session, kind, whole))
    status = filled.form.status
    return post(args, draft, None, lambda session, whole: compose_update(session, note, whole, status))
