"""`diff`: show what publishing the content would change."""

from __future__ import annotations

import argparse
import sys

from statusgen.cli.console import exit_code, print_result, write
from statusgen.cli.options import (
    add_content,
    add_format,
    add_now,
    add_trust_theme,
    content_of,
    is_live,
    now_of,
)
from statusgen.diff import format_markdown, format_text
from statusgen.diff.site_diff import diff_site
from statusgen.model.printable import harmless_lines
from statusgen.reporting.diagnostics_text import render_text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "before",
        nargs="?",
        default="HEAD",
        metavar="BEFORE",
        help="a git revision, or the folder of a published site (default: HEAD)",
    )
    add_content(parser)
    add_trust_theme(parser)
    add_now(parser)
    add_format(parser, "markdown")


def run(args: argparse.Namespace) -> int:
    """Print the differences between a published site or a revision, and the content."""
    content, now = content_of(args), now_of(args)
    found = diff_site(content, args.before, now, live=is_live(now), trust_theme=args.trust_theme)
    remarks = "".join(f"{one}.\n" for one in found.remarks)
    wrong = harmless_lines(remarks) + render_text(found.problems, found.files, root=str(content))
    if args.format == "markdown":
        print_result(format_markdown(found.changes, wrong))
    else:
        write(wrong, sys.stderr)
        print_result(format_text(found.changes))
    return exit_code(found.problems)
