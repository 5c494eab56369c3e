"""`check`: find mistakes in the content, and in its wording."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from statusgen.authoring.fixes import STANDARD_INPUT, diff, fix_all, proofread_update, proposals, within
from statusgen.cli.console import (
    CONTENT_ERRORS,
    OK,
    UsageError,
    exit_code,
    is_coloured,
    print_diagnostics,
    print_message,
    print_result,
    write,
)
from statusgen.cli.options import add_content, add_format, add_now, add_out, content_of, now_of
from statusgen.diff.revision import committed_before
from statusgen.model.diagnostics import Diagnostic, Level
from statusgen.model.printable import plural
from statusgen.pipeline.check import check_site
from statusgen.pipeline.lint import lint_content
from statusgen.plain_language import NoteFindings
from statusgen.read import clock_times, read_site
from statusgen.reporting.diagnostics_text import (
    MOST_FINDINGS,
    render_findings,
    render_proposals,
    render_times,
)
from statusgen.storage.disk import read_previous, read_themes, read_tree
from statusgen.storage.locks import locked
from statusgen.storage.transaction import write_together

_INPUT = [Path("-")]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="report on these files and folders only; - reads one update from standard input",
    )
    add_content(parser)
    add_out(parser, "folder of the published site, to compare settings with")
    add_format(parser, "json", "github", of="diagnostics")
    parser.add_argument("--prose", action="store_true", help="check for plain language, too")
    parser.add_argument("--all", action="store_true", help="show all findings for an update, not only five")
    parser.add_argument("--strict", action="store_true", help="fail on warnings as on errors")
    parser.add_argument(
        "--fix", action="store_true", help="show the safe fixes, and make them once confirmed"
    )
    parser.add_argument("--yes", action="store_true", help="with --fix: do not ask for confirmation")
    parser.add_argument(
        "--status", default="investigating", metavar="STATUS", help="with -: the status of the update"
    )
    parser.add_argument(
        "--explain-times",
        action="store_true",
        help="list every time without a date or an offset, and its meaning",
    )
    add_now(parser)


def run(args: argparse.Namespace) -> int:
    """Print mistakes and, with `--prose`, findings about wording, or fix what can be fixed safely."""
    content = content_of(args)
    if args.explain_times and (args.paths == _INPUT or args.format != "text"):
        raise UsageError("--explain-times lists the times of files, as text")
    if args.paths == _INPUT:
        return _check_input(args, content)
    wanted = [_content_path(path, content) for path in args.paths]

    def is_wanted(path: str) -> bool:
        return not wanted or any(one in ("", path) or path.startswith(f"{one}/") for one in wanted)

    def judge(files: Mapping[str, bytes]) -> Sequence[NoteFindings]:
        return within(lint_content(files, now), is_wanted)

    files, now = read_tree(content), now_of(args)
    problems = check_site(
        files,
        read_themes(content),
        now=now,
        previous=read_previous(args.out),
        committed=lambda: committed_before(content, files),
    )
    found = [one for one in problems if is_wanted(one.span.path)]
    if args.fix:
        _fix(content, files, judge, asks=not args.yes)
        print_diagnostics(found, files, content)
        return exit_code(found)
    judged = judge(files) if args.prose else ()
    if args.explain_times:
        _explain_times(files, content, is_wanted)
    code = _print_all(args, found, judged, files, content)
    if args.format == "text":
        write(render_proposals(proposals(judged, files)), sys.stdout)
        if not found and not judged:
            print_result(f"No problems in {plural(sum(map(is_wanted, files)), 'file')}.")
    return code


def _content_path(path: Path, content: Path) -> str:
    """Return a path as the user typed it as a path in the content; empty for the content folder itself."""
    if not path.exists():
        raise UsageError(f"there is no {path}")
    try:
        # Not Path.resolve: a link within the content keeps its own name there.
        found = Path(os.path.abspath(path)).relative_to(os.path.abspath(content))  # noqa: PTH100
    except ValueError:
        raise UsageError(f"{path} is not in the content folder {content}") from None
    return "" if found == Path() else found.as_posix()


def _explain_times(files: Mapping[str, bytes], content: Path, is_wanted: Callable[[str], bool]) -> None:
    """Print the times without a date or an offset, and the instants that they stand for."""
    settings = read_site({path: data for path, data in files.items() if "/" not in path}).settings
    times = [one for one in clock_times(files) if is_wanted(one.span.path)]
    if settings and times:
        print_result(render_times(times, settings.zone, root=str(content)))


def _check_input(args: argparse.Namespace, content: Path) -> int:
    """Check one update or note from standard input, such as from an editor."""
    if args.fix:
        raise UsageError("--fix changes files; it cannot change standard input")
    text = sys.stdin.buffer.read().decode(errors="replace")
    problems, judged = proofread_update(text, args.status, read_tree(content), now_of(args))
    return _print_all(args, problems, judged, {STANDARD_INPUT: text.encode()}, Path())


def _print_all(
    args: argparse.Namespace,
    problems: Sequence[Diagnostic],
    judged: Sequence[NoteFindings],
    files: Mapping[str, bytes],
    root: Path,
) -> int:
    """Print mistakes, then findings about wording; except as text, in one list by file and place."""
    findings = [finding for one in judged for finding in one.findings]
    if args.format == "text":
        print_diagnostics(problems, files, root, "text", sys.stdout)
        separator = "\n" if problems and findings else ""
        most = None if args.all else MOST_FINDINGS
        words = render_findings(judged, files, root=str(root), colour=is_coloured(sys.stdout), most=most)
        write(separator + words, sys.stdout)
    else:
        everything = sorted([*problems, *findings], key=lambda one: (one.span, one.code))
        print_diagnostics(everything, files, root, args.format)
    levels = {one.level for one in (*problems, *findings)}
    strict = args.strict and Level.WARNING in levels
    return CONTENT_ERRORS if Level.ERROR in levels or strict else OK


def _fix(
    content: Path,
    files: Mapping[str, bytes],
    judge: Callable[[Mapping[str, bytes]], Sequence[NoteFindings]],
    *,
    asks: bool,
) -> None:
    """Print the safe fixes as a diff, and make them unless the user refuses."""
    changed = fix_all(files, judge)
    if not changed:
        print_result("There are no safe fixes.")
        return
    write(diff(files, changed), sys.stdout)
    if asks and not _agreed("Make these changes?"):
        print_result("Nothing was changed; --yes makes the changes without asking.")
        return
    with locked(content):
        write_together(content, changed, files)
    hint = "Where readers have seen the old words, add `edited` with the time."
    print_result(f"Changed {plural(len(changed), 'file')}. {hint}")


def _agreed(question: str) -> bool:
    if not sys.stdin.isatty():
        return False
    print_message(f"{question} [y/N] ")
    return sys.stdin.readline().strip().lower() in ("y", "yes")
