"""`init`: start a site, or add files for GitHub or a web editor to one."""

from __future__ import annotations

import argparse
import re
import secrets
from pathlib import Path

from statusgen.authoring.locked_versions import has_locks, own_source, source_problem, write_locks
from statusgen.authoring.new_site import add_editor, start_site, write_github
from statusgen.cli.console import OK, UsageError, print_result
from statusgen.cli.options import clock
from statusgen.storage.disk import read_tree
from statusgen.storage.locks import locked


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "--language",
        metavar="CODE",
        help="language of the new site, or several, the default first, such as de or ar,en (default: en)",
    )
    parser.add_argument(
        "--github", action="store_true", help="also write or update GitHub's issue forms and workflows"
    )
    parser.add_argument(
        "--from",
        dest="source",
        metavar="SOURCE",
        help="where workflows install statusgen from; writes or updates .github/locks/",
    )
    parser.add_argument(
        "--editor",
        nargs="?",
        const="decap",
        choices=["decap", "sveltia"],
        help="publish a web editor at /admin/ (default: decap)",
    )
    parser.add_argument(
        "--repository",
        default="",
        metavar="URL",
        help="repository that the web editor writes to (default: git's origin)",
    )
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="folder of the site (default: the current folder)",
    )


def run(args: argparse.Namespace) -> int:
    """Write a new site, or add workflows, their locks or a web editor to one."""
    content = args.folder / "content"
    if args.source is not None and (problem := source_problem(args.source)):
        raise UsageError(problem)
    if args.language and content.exists():
        raise UsageError(f"{content} is there already; its languages are in site.yml")
    languages = tuple(dict.fromkeys(re.split(r"[,\s]+", args.language or "en")))
    written = [*start_site(args.folder, secrets.token_hex(3), clock().date(), languages)]
    if not (written or args.github or args.source or args.editor):
        raise UsageError(f"{content} is there already; nothing was changed")
    with locked(content):
        if args.github:
            written += write_github(args.folder, read_tree(content))
        _print_written(args.folder, written)
        if args.github or args.source:
            _pin(args.folder, args.source or "")
        added = (
            add_editor(args.folder, read_tree(content), args.editor, args.repository) if args.editor else ""
        )
    if args.editor:
        print_result(
            f"added to {content / 'site.yml'}:\n{added}" if added else "site.yml names an editor already."
        )
    if not (args.github or args.source or args.editor):
        enter = "" if args.folder == Path() else f"\n  cd {args.folder}"
        print_result(
            f"Next:{enter}\n  statusgen serve         # look at your site, and choose Write to post\n"
            "  statusgen new incident  # or answer questions here"
        )
    return OK


def _pin(folder: Path, source: str) -> None:
    """Write the locks of packages for workflows; existing ones change only if there is a `source`."""
    if not source and has_locks(folder):
        return
    source = source or own_source()
    _print_written(folder, write_locks(folder, source))
    if source:
        print_result(f"Workflows install statusgen from {source}")
    else:
        print_result("Now say where the workflows install statusgen from: statusgen init --from SOURCE")


def _print_written(folder: Path, paths: list[str] | tuple[str, ...]) -> None:
    print_result("\n".join(f"wrote {folder / path}" for path in paths))
