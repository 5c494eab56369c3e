"""`template`: print a template for a note."""

from __future__ import annotations

import argparse

from statusgen.authoring.note_templates import NoteTemplate, fill_times, read_templates, whole_note
from statusgen.cli.console import OK, UsageError, print_result
from statusgen.cli.options import add_content, add_language, add_now, now_of
from statusgen.read import read_site
from statusgen.read.vocabulary import STATUSES_BY_NAME, normalise_name
from statusgen.storage.disk import NOTE_TEMPLATES, read_tree


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "kind", nargs="?", metavar="KIND", help="kind of template, such as outage (default: list all kinds)"
    )
    parser.add_argument("--status", metavar="STATUS", help="print only the update with this status")
    add_language(parser, "the text")
    add_content(parser)
    add_now(parser)


def run(args: argparse.Namespace) -> int:
    """Print a template with times in the zone of the site, or list the kinds of templates."""
    reading = read_site(read_tree(args.content)) if args.content.is_dir() else None
    settings = reading.settings if reading else None
    language = args.lang or (settings.languages[0] if settings else "en")
    templates = read_templates(read_tree(NOTE_TEMPLATES), language)
    if not templates:
        raise UsageError(f"there are no templates in {language} yet; --lang en prints those in English")
    if args.kind is None:
        width = max(map(len, templates))
        print_result("\n".join(f"{one.kind:<{width}}  {one.about}" for one in templates.values()))
        return OK
    if args.kind not in templates:
        raise UsageError(f"there is no template {args.kind}; there are {', '.join(templates)}")
    chosen = templates[args.kind]
    services = [one.id for one in reading.catalog.services] if reading else []
    text = _update(chosen, args.status) if args.status else whole_note(chosen, services)
    now = now_of(args).astimezone(settings.zone if settings else None)
    print_result(fill_times(text, now).strip())
    return OK


def _update(template: NoteTemplate, name: str) -> str:
    """Return the update with a status. Raises `UsageError` if the template has none."""
    status = STATUSES_BY_NAME.get(normalise_name(name))
    if status is None or status not in template.updates:
        raise UsageError(f"{template.kind} has only {', '.join(one.value for one in template.updates)}")
    return template.updates[status]
