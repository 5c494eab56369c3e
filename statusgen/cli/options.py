"""The options that several commands share, and their values."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from statusgen.cli.console import UsageError

_FIRST_YEAR, _LAST_YEAR = 1980, 2200
"""The years for which a site can be shown."""
_ANOTHER_TIME = timedelta(days=1)


def add_content(parser: argparse.ArgumentParser) -> None:
    """Add `--content`, the content folder; `content_of` returns it."""
    parser.add_argument(
        "--content", type=Path, default=Path("content"), metavar="DIR", help="(default: content)"
    )


def content_of(args: argparse.Namespace) -> Path:
    """Return the content folder. Raises `UsageError` if there is none."""
    content: Path = args.content
    if not content.is_dir():
        hint = "start a site with `statusgen init`, or name the folder with --content"
        raise UsageError(f"there is no folder {content}; {hint}")
    return content


def add_now(parser: argparse.ArgumentParser) -> None:
    """Add `--now`, the instant of the site; `now_of` returns it."""
    text = "show the site as of this instant, such as 2026-05-01T10:00Z (default: the clock)"
    parser.add_argument("--now", type=parse_instant, metavar="TIME", help=text)


def now_of(args: argparse.Namespace) -> datetime:
    """Return the instant of `--now`, else of `clock`, in UTC."""
    return args.now or clock()


def is_live(now: datetime) -> bool:
    """Whether `now` is the present, so that pages move on by themselves; a look back or ahead stays."""
    return abs(now - clock()) < _ANOTHER_TIME


def clock() -> datetime:
    """Return the instant of SOURCE_DATE_EPOCH, which makes builds reproducible, else the time, in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC)
    try:
        instant = datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}; it must be a number of seconds") from None
    return max(instant, datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC))


def parse_instant(text: str) -> datetime:
    """Parse an instant with an offset, into UTC; raises what argparse reports as wrong usage."""
    try:
        instant = datetime.fromisoformat(text.strip())
        if instant.tzinfo is not None and _FIRST_YEAR <= instant.year <= _LAST_YEAR:
            return instant.astimezone(UTC)
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"{text!r} is not a time such as 2026-05-01T10:00Z") from None
    if instant.tzinfo is not None:
        raise argparse.ArgumentTypeError(f"{text!r} lies too far from today")
    raise argparse.ArgumentTypeError(f"{text!r} needs an offset, as in {text}Z or {text}+02:00")


def add_out(parser: argparse.ArgumentParser, text: str) -> None:
    """Add `--out`, a published site; `text` says what the command does with it."""
    parser.add_argument(
        "--out", type=Path, default=Path("public"), metavar="DIR", help=f"{text} (default: public)"
    )


def add_theme(parser: argparse.ArgumentParser) -> None:
    """Add `--theme`, the name of a theme."""
    parser.add_argument("--theme", metavar="NAME", help="folder in themes/, before that in site.yml")


def add_trust_theme(parser: argparse.ArgumentParser) -> None:
    """Add `--trust-theme`, which runs the site's own themes without a sandbox."""
    parser.add_argument(
        "--trust-theme",
        action="store_true",
        help="run the templates of your own themes without a sandbox, with all that you may do",
    )


def add_format(parser: argparse.ArgumentParser) -> None:
    """Add `--format`, the form of diagnostics."""
    parser.add_argument(
        "--format",
        choices=["text", "json", "github"],
        default="text",
        help="form of the diagnostics (default: text)",
    )


def add_language(parser: argparse.ArgumentParser, text: str) -> None:
    """Add `--lang`, the code of a language, or None; `text` says what is in it."""
    parser.add_argument("--lang", metavar="CODE", help=f"language of {text} (default: the site's first)")
