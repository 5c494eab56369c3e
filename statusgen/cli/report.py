"""`report`: what is outstanding after incidents, and how well they were communicated."""

from __future__ import annotations

import argparse
import json

from statusgen.cli.console import CONTENT_ERRORS, OK, print_diagnostics, print_result
from statusgen.cli.options import add_content, add_format, add_now, content_of, now_of
from statusgen.model.cache import Cache
from statusgen.pipeline.lint import site_quality
from statusgen.pipeline.reviews import site_report
from statusgen.plain_language.metrics import as_record, last_months
from statusgen.reporting.learning import describe_learning, learning_record
from statusgen.reporting.metrics import describe_quality
from statusgen.storage.disk import read_tree


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_content(parser)
    add_now(parser)
    add_format(parser, "json")
    parser.add_argument("--months", type=int, default=12, metavar="N", help="number of months (default: 12)")


def run(args: argparse.Namespace) -> int:
    """Print what is outstanding and the metrics of the last months, as text or JSON."""
    content, now = content_of(args), now_of(args)
    files = read_tree(content)
    cache = Cache()
    quality, problems = site_quality(files, now, cache)
    report = site_report(files, now, cache)
    if quality is None or report is None:
        print_diagnostics(problems, files, content)
        return CONTENT_ERRORS
    shown = last_months(quality, max(args.months, 0))
    if args.format == "json":
        print_result(json.dumps({**as_record(shown, now), "learning": learning_record(report)}, indent=2))
    else:
        print_result("\n\n".join(filter(None, (describe_learning(report), describe_quality(shown)))))
    return OK
