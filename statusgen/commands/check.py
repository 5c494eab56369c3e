"""`check` and `explain`: what is wrong with the content, and why it matters."""
# ruff: noqa: PLC0415 - see `cli`

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from statusgen.commands.console import (
    CONTENT_ERRORS,
    WELL,
    UsageError,
    clock,
    code_of,
    colour,
    content_of,
    report,
    say,
    tell,
)
from statusgen.model.diagnostics import Diagnostic, Level
from statusgen.storage.disk import read_previous, read_themes, read_tree

if TYPE_CHECKING:
    from statusgen.prose.plain import Judged


def check(args: argparse.Namespace) -> int:
    """Mistakes in the content, and with `--prose` its wording."""
    from statusgen.authoring.fixes import within
    from statusgen.pipeline.compile import check_site
    from statusgen.report import plural

    content = content_of(args)
    if args.explain_times and (args.paths == [Path("-")] or args.format != "text"):
        raise UsageError("--explain-times lists the times of files, as text")
    if args.paths == [Path("-")]:
        return _check_input(args, content)
    wanted = [_within(path, content) for path in args.paths]
    files, now = read_tree(content), args.now or clock()
    problems = check_site(files, read_themes(content), now=now, previous=read_previous(args.out))
    found = [one for one in problems if not wanted or _is_in(one.span.path, wanted)]
    judged: Sequence[Judged] = ()
    if args.prose or args.fix:
        from statusgen.pipeline.lint import lint_notes

        def judge(files: Mapping[str, bytes]) -> Sequence[Judged]:
            return within(lint_notes(files, now), lambda path: not wanted or _is_in(path, wanted))

        if args.fix:
            _fix(args, content, files, judge)
            report(found, files, content, "text", sys.stderr)
            return code_of(found)
        judged = judge(files)
    if args.explain_times:
        _explain_times(files, content, wanted)
    code = _report_words(args, found, judged, files, content)
    if args.format == "text":
        from statusgen.authoring.fixes import proposals
        from statusgen.report import render_proposals

        sys.stdout.write(render_proposals(proposals(judged, files)))
    if not found and not judged and args.format == "text":
        say(f"No problems in {plural(sum(not wanted or _is_in(path, wanted) for path in files), 'file')}.")
    return code


def _explain_times(files: Mapping[str, bytes], content: Path, wanted: Sequence[str]) -> None:
    """List the times that leave something out, and what they are read as."""
    from statusgen.read import clock_times, read_site
    from statusgen.report import render_times

    settings = read_site({path: data for path, data in files.items() if "/" not in path}).settings
    times = [one for one in clock_times(files) if not wanted or _is_in(one.span.path, wanted)]
    if settings and times:
        say(render_times(times, settings.zone, root=str(content)))


def _check_input(args: argparse.Namespace, content: Path) -> int:
    """Judge one update, for editors that pass what stands in their window."""
    from statusgen.authoring.fixes import STANDARD_INPUT, proofread_update

    if args.fix:
        raise UsageError("--fix changes files; standard input is none")
    text = sys.stdin.buffer.read().decode(errors="replace")
    problems, judged = proofread_update(text, args.status, read_tree(content), args.now or clock())
    return _report_words(args, problems, judged, {STANDARD_INPUT: text.encode()}, Path())


def _report_words(
    args: argparse.Namespace,
    problems: Sequence[Diagnostic],
    judged: Sequence[Judged],
    files: Mapping[str, bytes],
    root: Path,
) -> int:
    """Report mistakes, then wording; for machines all in one list by file and place."""
    from statusgen.report import MOST_FINDINGS, render_findings

    findings = [finding for one in judged for finding in one.findings]
    if args.format == "text":
        report(problems, files, root, "text", sys.stdout)
        separator = "\n" if problems and findings else ""
        most = None if args.all else MOST_FINDINGS
        words = render_findings(judged, files, root=str(root), colour=colour(sys.stdout), most=most)
        sys.stdout.write(separator + words)
    else:
        everything = sorted([*problems, *findings], key=lambda one: (one.span, one.code))
        report(everything, files, root, args.format, sys.stdout)
    levels = {one.level for one in (*problems, *findings)}
    strict = args.strict and Level.WARNING in levels
    return CONTENT_ERRORS if Level.ERROR in levels or strict else WELL


def _fix(
    args: argparse.Namespace,
    content: Path,
    files: Mapping[str, bytes],
    judge: Callable[[Mapping[str, bytes]], Sequence[Judged]],
) -> None:
    """Show the safe replacements as a diff, and make them if that is wanted."""
    from statusgen.authoring.fixes import diff, fix_all
    from statusgen.report import plural
    from statusgen.storage.content_lock import locked
    from statusgen.storage.transaction import write_together

    changed = fix_all(files, judge)
    if not changed:
        say("Nothing can be replaced safely.")
        return
    sys.stdout.write(diff(files, changed))
    if not args.yes and not _agreed("Make these changes?"):
        say("Nothing was changed; --yes makes the changes without asking.")
        return
    with locked(content):
        write_together(content, changed, files)
    told = "Where readers have seen the old words, add `edited` with the time."
    say(f"Changed {plural(len(changed), 'file')}. {told}")


def _agreed(question: str) -> bool:
    if not sys.stdin.isatty():
        return False
    tell(f"{question} [y/N] ")
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _within(path: Path, content: Path) -> str:
    """The content path of a file or folder the user named."""
    if not path.exists():
        raise UsageError(f"there is no {path}")
    try:
        # Not Path.resolve: a link within the content keeps its own name there.
        found = Path(os.path.abspath(path)).relative_to(os.path.abspath(content))  # noqa: PTH100
    except ValueError:
        raise UsageError(f"{path} is not in the content folder {content}") from None
    return "" if found == Path() else found.as_posix()


def _is_in(path: str, wanted: Sequence[str]) -> bool:
    return any(one in ("", path) or path.startswith(f"{one}/") for one in wanted)


def explain_code(args: argparse.Namespace) -> int:
    """What a code means, and what the rule comes from."""
    from statusgen.explain import explain, list_codes

    if args.code is None:
        say(list_codes())
        return WELL
    text = explain(args.code)
    if text is None:
        raise UsageError(f"there is no code {args.code}; `statusgen explain` lists them all")
    say(text)
    return WELL
