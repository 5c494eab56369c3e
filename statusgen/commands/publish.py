"""`build`, `diff`, `serve` and `notify`: from the content to those who read it."""
# ruff: noqa: PLC0415 - see `cli`

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from statusgen.commands.console import (
    CONTENT_ERRORS,
    ENVIRONMENT_FAILED,
    WELL,
    UsageError,
    clock,
    code_of,
    content_of,
    report,
    say,
    tell,
)
from statusgen.storage.disk import DiskError

if TYPE_CHECKING:
    from statusgen.publish.build import BuildResult
    from statusgen.publish.publish import Published

_ANOTHER_TIME = timedelta(days=1)
"""A site built for an instant as far as this from now is a look back or ahead: its pages stay as they are."""


def build(args: argparse.Namespace) -> int:
    """The site, built and published."""
    from statusgen.publish.build import BuildOptions, build_site
    from statusgen.report import harmless

    content = content_of(args)
    _refuse_overlap(content, args.out)
    look, live = _look(args)
    order = BuildOptions(
        content, args.out, look, args.theme, args.url, args.trust_theme, args.keep_going, live
    )
    built = build_site(order, _progress)
    if built.warning:
        tell(f"statusgen: {harmless(built.warning)}")
    report(built.problems, built.files, content, args.format, sys.stderr)
    if built.published is None:
        tell(_refusal(args.out, keep_going=args.keep_going))
        return CONTENT_ERRORS
    words = _success(args.out, built, built.published)
    say(words, sys.stdout if args.format == "text" else sys.stderr)
    return code_of(built.problems)


def _look(args: argparse.Namespace) -> tuple[datetime, bool]:
    """The instant to show, and whether it is the present, in which pages move on by themselves."""
    now = clock()
    look = args.now or now
    return look, abs(look - now) < _ANOTHER_TIME


def _refuse_overlap(content: Path, out: Path) -> None:
    # Not Path.resolve, which some versions of Python let fail on links in a circle.
    inner, outer = Path(os.path.realpath(out)), content.resolve()
    if inner.is_relative_to(outer) or outer.is_relative_to(inner):
        raise UsageError(
            f"the output folder {out} and the content folder {content} must not lie in each other"
        )


def _refusal(out: Path, *, keep_going: bool) -> str:
    help = "Correct the errors above"
    if not keep_going:
        help += ", or publish all that is sound with --keep-going"
    return f"Nothing was published; {out} is as it was. {help}."


def _success(out: Path, built: BuildResult, published: Published) -> str:
    from statusgen.report import plural

    notes = ", ".join(plural(count, kind) for kind, count in built.counts) or "a site"
    written, unchanged, removed = map(len, (published.written, published.unchanged, published.removed))
    total = plural(written + unchanged, "file")
    incomplete = "Part of the content cannot be read, and the pages say so: correct the errors above."
    lines = [
        *([incomplete] if built.incomplete else []),
        f"Published {notes} to {out}.",
        f"{total}: {written:,} written, {unchanged:,} unchanged; {removed:,} removed.",
    ]
    if built.next_change:
        lines.append(
            f"The site changes by itself at {built.next_change:%Y-%m-%d %H:%M} UTC: build it again then."
        )
    return "\n".join(lines)


def _progress(done: int, total: int) -> None:
    """A counter for those who wait at a terminal."""
    if sys.stderr.isatty() and (done % 100 == 0 or done == total):
        end = "\r" if done < total else f"\r{' ' * 40}\r"
        with suppress(OSError):  # the terminal may be gone
            sys.stderr.write(f"Making files: {done:,} of {total:,}{end}")
            sys.stderr.flush()


def diff(args: argparse.Namespace) -> int:
    """What publishing the content would bring."""
    from statusgen.diff import diff_site
    from statusgen.effects import tell_markdown, tell_text
    from statusgen.report import harmless_lines, render_text

    content = content_of(args)
    look, live = _look(args)
    found = diff_site(content, args.before, look, live=live, trust_theme=args.trust_theme)
    remarks = "".join(f"{one}.\n" for one in found.remarks)
    wrong = harmless_lines(remarks) + render_text(found.problems, found.files, root=str(content))
    if args.format == "markdown":
        say(tell_markdown(found.effects, wrong))
    else:
        sys.stderr.write(wrong)
        say(tell_text(found.effects))
    return code_of(found.problems)


def serve(args: argparse.Namespace) -> int:
    """A preview that follows the files, until it is interrupted."""
    import secrets

    from statusgen.preview.server import Sources, serve

    sources = Sources(
        content=content_of(args),
        theme=args.theme,
        trust_theme=args.trust_theme,
        clock=lambda: args.now or clock(),
        secret=secrets.token_urlsafe,
    )
    try:
        serve(sources, args.host, args.port, tell)
    except KeyboardInterrupt:
        with suppress(DiskError, OSError):  # the terminal may be gone
            tell("The preview has ended.")
    except OSError as error:
        where = f"{args.host}, port {args.port}"
        help = "choose another port with --port"
        raise DiskError(f"cannot listen on {where}: {error.strerror or error}; {help}") from error
    return WELL


def notify(args: argparse.Namespace) -> int:
    """What was published, sent to subscribers."""
    from statusgen.notify import Errand, Limits, describe, mistyped, notify

    if names := mistyped(os.environ):
        raise UsageError("the environment has {}; name the variable {}".format(*names))
    errand = Errand(
        out=args.out,
        since=args.since,
        sent=args.sent,
        now=clock(),
        environment=os.environ,
        language=args.lang,
        dry=args.dry_run,
        anyway=args.anyway,
        first=args.first,
        limits=Limits(receiver=args.timeout, run=5 * args.timeout),
    )
    report = notify(errand)
    say(describe(report, dry=args.dry_run))
    if report.stopped:
        raise report.stopped
    if report.refusal:
        return CONTENT_ERRORS
    return ENVIRONMENT_FAILED if any(attempt.failure for attempt in report.attempts) else WELL
