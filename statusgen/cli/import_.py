"""`import`: convert the notes of another status page to content."""

from __future__ import annotations

import argparse
from pathlib import Path
from zoneinfo import ZoneInfo

from statusgen.cli.console import UsageError, exit_code, print_diagnostics, print_result
from statusgen.cli.options import add_now, now_of
from statusgen.importers.cstate import import_cstate
from statusgen.importers.cstate.config import CONFIGS
from statusgen.importers.cstate.note_paths import CONTENT, NOTES
from statusgen.importers.save import AlreadyThereError, write_import
from statusgen.model.printable import plural
from statusgen.storage.disk import Tree, tree_paths


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("system", choices=["cstate"], help="system of the other status page")
    parser.add_argument("source", type=Path, metavar="SRC", help="folder of its site")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="content folder to write")
    parser.add_argument("--zone", type=_zone, help="time zone of times without one, such as Europe/Berlin")
    add_now(parser, "date no update later than this")
    parser.add_argument("--force", action="store_true", help="overwrite files that exist")


def run(args: argparse.Namespace) -> int:
    """Write the notes of another system into a content folder, and print how many there are."""
    files = _old_site(args.source)
    imported = import_cstate(files, now=now_of(args), zone=args.zone)
    print_diagnostics(imported.diagnostics, files, args.source)
    if not imported.notes:
        raise UsageError(f"{args.source} holds no notes of {args.system}")
    try:
        overwritten = write_import(imported.files, args.to, force=args.force)
    except AlreadyThereError as error:
        others = f" with {plural(len(error.paths) - 1, 'other')}" if error.paths[1:] else ""
        message = f"{error} is there already{others}; choose an empty folder, or overwrite with --force"
        raise UsageError(message) from None
    for path in overwritten:
        print_result(f"overwrote {path}")
    notes, updates = plural(imported.notes, "note"), plural(imported.updates, "update")
    print_result(f"Imported {notes} with {updates} to {args.to}.")
    if imported.times:
        times = f"The notes print {plural(imported.times, 'time')} for updates"
        print_result(f"{times}; {imported.used:,} of them began an update.")
    else:
        print_result(
            "The notes print no times for updates: those of all but the first and the last are guessed."
        )
    print_result(f"Look through them with: statusgen check --content {args.to}")
    return exit_code(imported.diagnostics)


def _old_site(source: Path) -> Tree:
    """Return the files of a cState site that matter. Raises `UsageError` if the folder has no notes."""
    if not source.is_dir():
        raise UsageError(f"there is no folder {source}")
    if not (source / NOTES).is_dir():
        missing = NOTES.rstrip("/")
        raise UsageError(
            f"{source} is no cState site: it has no {missing}/; name the folder that {missing} is in"
        )
    paths = tree_paths(source, hidden=(".",), strict=False)
    return Tree(source, {path: None for path in paths if path in CONFIGS or path.startswith(CONTENT)})


def _zone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (ValueError, LookupError, OSError):
        raise argparse.ArgumentTypeError(f"{text!r} is not a time zone such as Europe/Berlin") from None
