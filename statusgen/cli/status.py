"""`status`: the state of the site in the terminal."""

from __future__ import annotations

import argparse

from statusgen.cli.console import CONTENT_ERRORS, UsageError, exit_code, print_diagnostics, print_result
from statusgen.cli.options import add_content, add_language, add_now, content_of, now_of
from statusgen.model.cache import Cache
from statusgen.pipeline.check import site_timeline
from statusgen.pipeline.reviews import site_report
from statusgen.reporting.learning import describe_late
from statusgen.reporting.status import describe, describe_waiting
from statusgen.storage.disk import read_tree


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_content(parser)
    add_now(parser)
    add_language(parser, "the content")


def run(args: argparse.Namespace) -> int:
    """Print the state of services, open incidents, maintenance, what is late and not shown yet."""
    content = content_of(args)
    files = read_tree(content)
    now, cache = now_of(args), Cache()
    timeline, problems = site_timeline(files, now, cache)
    if timeline is None:
        print_diagnostics(problems, files, content)
        return CONTENT_ERRORS
    languages = timeline.site.settings.languages
    if args.lang and args.lang not in languages:
        raise UsageError(f"the site has no language {args.lang}; it has {', '.join(languages)}")
    print_result(describe(timeline, args.lang or languages[0]))
    report = site_report(files, now, cache)
    if report and (late := describe_late(report)):
        print_result(late)
    waiting = [one for one in problems if one.code == "not-shown-yet"]
    if waiting:
        print_result(describe_waiting(waiting, str(content)))
    return exit_code(problems)
