"""`report`: what is outstanding, how well incidents were communicated, and the figures of a month."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Mapping
from datetime import datetime

from statusgen.cli.console import CONTENT_ERRORS, OK, UsageError, print_diagnostics, print_result
from statusgen.cli.options import add_content, add_format, add_now, content_of, now_of
from statusgen.model.cache import Cache
from statusgen.pipeline.check import site_timeline
from statusgen.pipeline.content import any_error
from statusgen.pipeline.lint import site_quality
from statusgen.pipeline.reviews import site_report
from statusgen.plain_language.metrics import as_record, last_months
from statusgen.reporting.changes import changes_record, describe_changes
from statusgen.reporting.learning import describe_learning, learning_record
from statusgen.reporting.metrics import describe_quality
from statusgen.reporting.month import describe_month
from statusgen.reporting.month_record import format_months, month_csv, month_record
from statusgen.storage.disk import read_tree
from statusgen.timeline.month_figures import month_figures, months_of_reports
from statusgen.timeline.site_state import Month, format_month

_MONTHS = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_content(parser)
    add_now(parser)
    add_format(parser, "json", "csv")
    period = parser.add_mutually_exclusive_group()
    period.add_argument(
        "--month", type=_month, metavar="YYYY-MM", help="report on this month alone, such as 2026-05"
    )
    period.add_argument("--months", type=int, metavar="N", help=f"number of months (default: {_MONTHS})")


def run(args: argparse.Namespace) -> int:
    """Print what is outstanding and the metrics of the last months, as text or JSON."""
    content, now = content_of(args), now_of(args)
    files = read_tree(content)
    if args.month:
        return _report_month(args, files, now)
    if args.format == "csv":
        raise UsageError("--format csv needs --month, such as --month 2026-05")
    cache = Cache()
    quality, problems = site_quality(files, now, cache)
    report = site_report(files, now, cache)
    if quality is None or report is None:
        print_diagnostics(problems, files, content)
        return CONTENT_ERRORS
    shown = last_months(quality, _MONTHS if args.months is None else max(args.months, 0))
    if args.format == "json":
        inner = {"learning": learning_record(report), "changes": changes_record(report)}
        print_result(json.dumps({**as_record(shown, now), **inner}, indent=2))
    else:
        parts = describe_learning(report), describe_changes(report), describe_quality(shown)
        print_result("\n\n".join(filter(None, parts)))
    return OK


def _month(text: str) -> Month:
    """Return the year and the month of `2026-05`."""
    match = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text)
    if match is None:
        raise argparse.ArgumentTypeError(f"{text} is not a month; write it as 2026-05")
    return int(match[1]), int(match[2])


def _report_month(args: argparse.Namespace, files: Mapping[str, bytes], now: datetime) -> int:
    timeline, problems = site_timeline(files, now)
    if timeline is None or any_error(problems):  # figures of what can be read would be untrue
        print_diagnostics(problems, files, content_of(args))
        return CONTENT_ERRORS
    figures = month_figures(timeline, args.month)
    if figures is None:
        known = format_months(months_of_reports(timeline))
        raise UsageError(f"there is no report of {format_month(args.month)}; there are those of {known}")
    if args.format == "text":
        print_result(describe_month(figures, timeline.site.settings.zone))
        return OK
    record = month_record(figures, now)
    print_result(json.dumps(record, indent=2) if args.format == "json" else month_csv(record).rstrip())
    return OK
