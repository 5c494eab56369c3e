"""Options of several commands, and their values."""

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
        "--content",
        type=Path,
        default=Path("content"),
        metavar="DIR",
        help="content folder (default: content)",
    )


def content_of(args: argparse.Namespace) -> Path:
    """Return the content folder. Raises `UsageError` if there is none."""
    content: Path = args.content
    if not content.is_dir():
        hint = "start a site with `statusgen init`, or name the folder with --content"
        raise UsageError(f"there is no folder {content}; {hint}")
    return content


def add_now(parser: argparse.ArgumentParser, text: str = "show the site as of this time") -> None:
    """Add `--now`, an instant; `now_of` returns it. `text` says what the command does with it."""
    example = "such as 2026-05-01T10:00Z (default: the clock)"
    parser.add_argument("--now", type=parse_instant, metavar="TIME", help=f"{text}, {example}")


def now_of(args: argparse.Namespace) -> datetime:
    """Return the instant of `--now`, else that of `clock`, in UTC."""
    return args.now or clock()


def is_live(now: datetime) -> bool:
    """Return whether `now` is the present, so that pages update themselves; those of other times do not."""
    return abs(now - clock()) < _ANOTHER_TIME


def clock() -> datetime:
    """Return the instant of SOURCE_DATE_EPOCH, for reproducible builds, else the current time, in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC)
    try:
        instant = datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}; it must be a number of seconds") from None
    return max(instant, datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC))


def parse_instant(text: str) -> datetime:
    """Return an instant with an offset in UTC. Raises what argparse reports as wrong usage."""
    try:
        instant = datetime.fromisoformat(text.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time such as 2026-05-01T10:00Z") from None
    if instant.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text!r} needs an offset, as in {text}Z or {text}+02:00")
    if not _FIRST_YEAR <= instant.year <= _LAST_YEAR:
        raise argparse.ArgumentTypeError(f"{text!r} is too far from today")
    return instant.astimezone(UTC)


def add_out(parser: argparse.ArgumentParser, text: str) -> None:
    """Add `--out`, the folder of a published site; `text` describes it."""
    parser.add_argument(
        "--out", type=Path, default=Path("public"), metavar="DIR", help=f"{text} (default: public)"
    )


def add_theme(parser: argparse.ArgumentParser) -> None:
    """Add `--theme`, the name of a theme."""
    parser.add_argument("--theme", metavar="NAME", help="folder in themes/ (default: the theme in site.yml)")


def add_trust_theme(parser: argparse.ArgumentParser) -> None:
    """Add `--trust-theme`, which runs the site's own themes without a sandbox."""
    parser.add_argument(
        "--trust-theme",
        action="store_true",
        help="run the templates of your own themes without a sandbox, with all your permissions",
    )


def add_format(parser: argparse.ArgumentParser, *others: str, of: str = "output") -> None:
    """Add `--format`: `text` or one of `others`; `of` says what has that format."""
    parser.add_argument(
        "--format", choices=["text", *others], default="text", help=f"format of the {of} (default: text)"
    )


def add_language(parser: argparse.ArgumentParser, text: str) -> None:
    """Add `--lang`, the code of a language, or None; `text` says what has that language."""
    parser.add_argument(
        "--lang", metavar="CODE", help=f"language of {text} (default: the first language of the site)"
    )
