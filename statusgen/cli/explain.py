"""`explain`: explain why a rule exists."""

from __future__ import annotations

import argparse

from statusgen.cli.console import OK, UsageError, print_result
from statusgen.reporting.explain import explain, list_codes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "code", nargs="?", metavar="CODE", help="code of a rule, such as jargon (default: list all codes)"
    )


def run(args: argparse.Namespace) -> int:
    """Print the meaning of a code and the reasons for its rule, or all codes."""
    text = list_codes() if args.code is None else explain(args.code)
    if text is None:
        raise UsageError(f"there is no code {args.code}; `statusgen explain` lists them all")
    print_result(text)
    return OK
