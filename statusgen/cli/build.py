"""`build`: build and publish the site."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress
from pathlib import Path

from statusgen.cli.console import (
    CONTENT_ERRORS,
    UsageError,
    exit_code,
    print_diagnostics,
    print_message,
    print_result,
)
from statusgen.cli.options import (
    add_content,
    add_format,
    add_now,
    add_out,
    add_theme,
    add_trust_theme,
    content_of,
    is_live,
    now_of,
)
from statusgen.model.printable import harmless, plural
from statusgen.publish.build import BuildOptions, BuildResult, build_site
from statusgen.publish.publish import Published


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_content(parser)
    add_out(parser, "output folder")
    add_theme(parser)
    add_trust_theme(parser)
    add_now(parser)
    parser.add_argument("--url", type=_url, help="address of the site (default: the one in site.yml)")
    parser.add_argument(
        "--keep-going",
        action="store_true",
        help="publish what has no errors; notes with errors keep their last published version",
    )
    add_format(parser, "json", "github", of="diagnostics")


def run(args: argparse.Namespace) -> int:
    """Build and publish the site, and print what was written."""
    content, now = content_of(args), now_of(args)
    _refuse_overlap(content, args.out)
    options = BuildOptions(
        content, args.out, now, args.theme, args.url, args.trust_theme, args.keep_going, is_live(now)
    )
    built = build_site(options, _show_progress)
    if built.warning:
        print_message(f"statusgen: {harmless(built.warning)}")
    print_diagnostics(built.problems, built.files, content, args.format)
    if built.published is None:
        print_message(_refusal(args.out, keep_going=args.keep_going))
        return CONTENT_ERRORS
    print_summary = print_result if args.format == "text" else print_message
    print_summary(_summary(args.out, built, built.published))
    return exit_code(built.problems)


def _refuse_overlap(content: Path, out: Path) -> None:
    # Not Path.resolve, which fails in some versions of Python on links in a circle.
    inner, outer = Path(os.path.realpath(out)), content.resolve()
    if inner.is_relative_to(outer) or outer.is_relative_to(inner):
        raise UsageError(
            f"the output folder {out} and the content folder {content} must not contain each other"
        )


def _refusal(out: Path, *, keep_going: bool) -> str:
    hint = "Correct the errors above"
    if not keep_going:
        hint += ", or publish what has no errors with --keep-going"
    return f"Nothing was published; {out} is as it was. {hint}."


def _summary(out: Path, built: BuildResult, published: Published) -> str:
    notes = ", ".join(plural(count, kind) for kind, count in built.counts) or "a site"
    written, unchanged, removed = map(len, (published.written, published.unchanged, published.removed))
    total = plural(written + unchanged, "file")
    incomplete = "Part of the content cannot be read, and the pages say so. Correct the errors above."
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


def _show_progress(done: int, total: int) -> None:
    """Show in a terminal how many files are made."""
    if sys.stderr.isatty() and (done % 100 == 0 or done == total):
        end = "\r" if done < total else f"\r{' ' * 40}\r"
        with suppress(OSError):  # the terminal may be gone
            sys.stderr.write(f"Making files: {done:,} of {total:,}{end}")
            sys.stderr.flush()


def _url(text: str) -> str:
    # Imported here, since a build that changes nothing needs no reader.
    from statusgen.read.primitives import is_link  # noqa: PLC0415
    from statusgen.read.settings import normalised_url  # noqa: PLC0415

    if not is_link(text, ("https", "http")):
        raise argparse.ArgumentTypeError(f"{text!r} is not an address such as https://status.example.com/")
    return normalised_url(text)
