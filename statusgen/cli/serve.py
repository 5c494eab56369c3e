"""`serve`: preview the site, and rebuild it after each edit."""

from __future__ import annotations

import argparse
from contextlib import suppress

from statusgen.cli.console import OK, print_message
from statusgen.cli.options import add_content, add_now, add_theme, add_trust_theme, content_of, now_of
from statusgen.preview.options import PreviewOptions
from statusgen.preview.server import serve
from statusgen.storage.disk import DiskError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_content(parser)
    add_theme(parser)
    add_trust_theme(parser)
    add_now(parser)
    parser.add_argument(
        "--host", type=_host, default="127.0.0.1", help="address to listen on (default: %(default)s)"
    )
    parser.add_argument(
        "--port",
        type=_port,
        default=8000,
        help="port to listen on; 0 takes a free one (default: %(default)s)",
    )


def run(args: argparse.Namespace) -> int:
    """Serve the site until a signal ends the command, which counts as success."""
    options = PreviewOptions(
        content=content_of(args),
        theme=args.theme,
        trust_theme=args.trust_theme,
        clock=lambda: now_of(args),
    )
    try:
        serve(options, args.host, args.port, print_message)
    except KeyboardInterrupt:
        with suppress(DiskError, OSError):  # the terminal may be gone
            print_message("The preview has ended.")
    except OSError as error:
        where = f"{args.host}, port {args.port}"
        hint = "choose another port with --port"
        raise DiskError(f"cannot listen on {where}: {error.strerror or error}; {hint}") from error
    return OK


def _host(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("name an address, such as 127.0.0.1")
    return text


def _port(text: str) -> int:
    if text.isascii() and text.isdecimal() and int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
