"""`init` and `import` begin a site, `status` and `report` tell about it."""
# ruff: noqa: PLC0415 - see `cli`

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

from statusgen.commands.console import (
    CONTENT_ERRORS,
    WELL,
    UsageError,
    clock,
    code_of,
    content_of,
    report,
    say,
)
from statusgen.disk import checked_path, read_tree, write_whole


def init(args: argparse.Namespace) -> int:
    """A new site, or a workflow or an editor for one."""
    from statusgen.content_lock import locked
    from statusgen.init import add_editor, start_site, write_github

    content = args.folder / "content"
    written = [*start_site(args.folder, secrets.token_hex(3))]
    if not (written or args.github or args.editor):
        raise UsageError(f"{content} is there already; nothing was changed")
    with locked(content):
        if args.github:
            written += write_github(args.folder, read_tree(content))
        say("\n".join(f"wrote {args.folder / path}" for path in written))
        added = (
            add_editor(args.folder, read_tree(content), args.editor, args.repository) if args.editor else ""
        )
    if args.editor:
        say(f"added to {content / 'site.yml'}:\n{added}" if added else "site.yml names an editor already.")
    if not (args.github or args.editor):
        enter = "" if args.folder == Path() else f"cd {args.folder} && "
        say(f"Look at your site with: {enter}statusgen serve")
    return WELL


def import_notes(args: argparse.Namespace) -> int:
    """Another system's notes, as files of ours."""
    from statusgen.importers.cstate import import_cstate
    from statusgen.report import plural

    if not args.source.is_dir():
        raise UsageError(f"there is no folder {args.source}")
    files = read_tree(args.source, hidden=(".",), strict=False)
    imported = import_cstate(files, zone=args.zone)
    report(imported.diagnostics, files, args.source, "text", sys.stderr)
    if not imported.notes:
        raise UsageError(f"{args.source} holds no notes of {args.system}")
    _write_import(imported.files, args.to, force=args.force)
    notes, updates = plural(imported.notes, "note"), plural(imported.updates, "update")
    say(f"Imported {notes} with {updates} to {args.to}.")
    say(f"Look through them with: statusgen check --content {args.to}")
    return code_of(imported.diagnostics)


def _write_import(files: Mapping[str, bytes], to: Path, *, force: bool) -> None:
    existing = [path for path in sorted(files) if (to / checked_path(path)).exists()]
    if existing and not force:
        raise UsageError(
            f"{to / existing[0]} is there already; choose an empty folder, or overwrite with --force"
        )
    for path, data in sorted(files.items()):
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        write_whole(to / path, data)


def status(args: argparse.Namespace) -> int:
    """What the site says right now."""
    from statusgen.compile import site_timeline
    from statusgen.status import describe, describe_waiting

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
    from statusgen.quality_text import describe_quality

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
