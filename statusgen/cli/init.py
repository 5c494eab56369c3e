"""`init` and `import` begin a site, `status` and `report` tell about it."""
# ruff: noqa: PLC0415 - see `cli`

from __future__ import annotations

import argparse
import secrets
import sys
from pathlib import Path

from statusgen.cli.console import (
    CONTENT_ERRORS,
    WELL,
    UsageError,
    clock,
    code_of,
    content_of,
    report,
    say,
)
from statusgen.disk import Tree, read_tree, tree_paths


def init(args: argparse.Namespace) -> int:
    """A new site, or workflows, what they install or an editor for one."""
    from statusgen.content_lock import locked
    from statusgen.init import add_editor, start_site, write_github
    from statusgen.pinned import source_problem

    content = args.folder / "content"
    if args.source is not None and (problem := source_problem(args.source)):
        raise UsageError(problem)
    written = [*start_site(args.folder, secrets.token_hex(3))]
    if not (written or args.github or args.source or args.editor):
        raise UsageError(f"{content} is there already; nothing was changed")
    with locked(content):
        if args.github:
            written += write_github(args.folder, read_tree(content))
        say("\n".join(f"wrote {args.folder / path}" for path in written))
        if args.github or args.source:
            _pin(args.folder, args.source or "")
        added = (
            add_editor(args.folder, read_tree(content), args.editor, args.repository) if args.editor else ""
        )
    if args.editor:
        say(f"added to {content / 'site.yml'}:\n{added}" if added else "site.yml names an editor already.")
    if not (args.github or args.source or args.editor):
        enter = "" if args.folder == Path() else f"cd {args.folder} && "
        say(f"Look at your site with: {enter}statusgen serve")
    return WELL


def _pin(folder: Path, source: str) -> None:
    """Write what workflows install; what is there is renewed only from a `source` that was given."""
    from statusgen.pinned import has_locks, own_source, write_locks

    if not source and has_locks(folder):
        return
    source = source or own_source()
    say("\n".join(f"wrote {folder / path}" for path in write_locks(folder, source)))
    if source:
        say(f"Workflows install statusgen from {source}")
    else:
        say("Now say where the workflows install statusgen from: statusgen init --from SOURCE")


def import_notes(args: argparse.Namespace) -> int:
    """Another system's notes, as files of ours."""
    from statusgen.importers.cstate import import_cstate
    from statusgen.importers.writing import AlreadyThereError, write_import
    from statusgen.printable import plural

    files = _old_site(args.source)
    imported = import_cstate(files, now=args.now or clock(), zone=args.zone)
    report(imported.diagnostics, files, args.source, "text", sys.stderr)
    if not imported.notes:
        raise UsageError(f"{args.source} holds no notes of {args.system}")
    try:
        overwritten = write_import(imported.files, args.to, force=args.force)
    except AlreadyThereError as error:
        others = f" with {plural(len(error.paths) - 1, 'other')}" if error.paths[1:] else ""
        message = f"{error} is there already{others}; choose an empty folder, or overwrite with --force"
        raise UsageError(message) from None
    for path in overwritten:
        say(f"overwrote {path}")
    say(f"Imported {plural(imported.notes, 'note')} with {plural(imported.updates, 'update')} to {args.to}.")
    if imported.times:
        times = f"The notes print {plural(imported.times, 'time')} for updates"
        say(f"{times}; {imported.used:,} of them began an update.")
    else:
        say("The notes print no times for updates: those of all but the first and the last are guessed.")
    say(f"Look through them with: statusgen check --content {args.to}")
    return code_of(imported.diagnostics)


def _old_site(source: Path) -> Tree:
    """The configuration and the content of a cState site. Raises `UsageError` if the folder has no notes."""
    from statusgen.importers.cstate.config import CONFIGS
    from statusgen.importers.cstate.places import CONTENT, NOTES

    if not source.is_dir():
        raise UsageError(f"there is no folder {source}")
    if not (source / NOTES).is_dir():
        missing = NOTES.rstrip("/")
        raise UsageError(
            f"{source} is no cState site: it has no {missing}/; name the folder that {missing} is in"
        )
    paths = tree_paths(source, hidden=(".",), strict=False)
    return Tree(source, {path: None for path in paths if path in CONFIGS or path.startswith(CONTENT)})


def status(args: argparse.Namespace) -> int:
    """What the site says right now."""
    from statusgen.compile import site_timeline
    from statusgen.reporting.status import describe, describe_waiting

    content = content_of(args)
    files = read_tree(content)
    timeline, problems = site_timeline(files, args.now or clock())
    if timeline is None:
        report(problems, files, content, "text", sys.stderr)
        return CONTENT_ERRORS
    say(describe(timeline, args.lang or timeline.site.settings.languages[0]))
    waiting = [one for one in problems if one.code == "not-shown-yet"]
    if waiting:
        say(describe_waiting(waiting, str(content)))
    return code_of(problems)


def quality(args: argparse.Namespace) -> int:
    """How well incidents were told."""
    import json

    from statusgen.judging import site_quality
    from statusgen.quality import as_record, last_months
    from statusgen.reporting.metrics import describe_quality

    content, now = content_of(args), args.now or clock()
    files = read_tree(content)
    quality, problems = site_quality(files, now)
    if quality is None:
        report(problems, files, content, "text", sys.stderr)
        return CONTENT_ERRORS
    shown = last_months(quality, max(args.months, 0))
    if args.format == "json":
        say(json.dumps(as_record(shown, now), indent=2))
    else:
        say(describe_quality(shown))
    return WELL
