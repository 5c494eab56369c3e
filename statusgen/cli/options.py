"""The arguments of the command line."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias
from zoneinfo import ZoneInfo

from statusgen import __version__

FIRST_YEAR, LAST_YEAR = 1980, 2200
"""Between these, a site can be shown as it stood or will stand."""

_DAY = 86_400

EXIT_CODES = """exit codes:
  0  all is well (there may be warnings)
  1  the content has errors
  2  the command was used wrongly
  3  the environment failed: disk, network, a port in use"""


def make_parser() -> argparse.ArgumentParser:
    """The parser; `command` is the name of the command in what it yields."""
    parser = argparse.ArgumentParser(
        prog="statusgen",
        description="Turns Markdown incident notes and a service catalog into a public status site.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"statusgen {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_init(commands)
    _add_authoring(commands)
    _add_build(commands)
    _add_diff(commands)
    _add_check(commands)
    _add_explain(commands)
    _add_template(commands)
    _add_report(commands)
    _add_serve(commands)
    _add_status(commands)
    _add_import(commands)
    _add_notify(commands)
    return parser


_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - has no other name


def _add_init(commands: _Commands) -> None:
    parser = commands.add_parser("init", help="start a new site")
    parser.add_argument(
        "--github", action="store_true", help="write or renew GitHub's issue forms and workflows as well"
    )
    parser.add_argument(
        "--from",
        dest="source",
        metavar="SOURCE",
        help="where workflows install statusgen from, at one version: writes or renews .github/locks/",
    )
    parser.add_argument(
        "--editor",
        nargs="?",
        const="decap",
        choices=["decap", "sveltia"],
        help="publish an editor for the browser at /admin/ (default: decap)",
    )
    parser.add_argument(
        "--repository", default="", metavar="URL", help="what the editor writes to (default: git's origin)"
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, default=Path(), metavar="DIR", help="where (default: here)"
    )


def is_utf8(text: str) -> bool:
    """Whether text can be written as UTF-8: bytes in another encoding are surrogates in it (PEP 383)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _words(text: str) -> str:
    if not is_utf8(text):
        raise argparse.ArgumentTypeError(f"this is not text in UTF-8: {text}")
    return text


def _add_authoring(commands: _Commands) -> None:
    """The commands that post; what is not said on the line is asked on a terminal."""
    new = commands.add_parser("new", help="write a new incident, maintenance or notice")
    new.add_argument("kind", choices=["incident", "maintenance", "notice"])
    new.add_argument("--title", help="what is wrong, in words a customer would use")
    new.add_argument("--started", metavar="TIME", help="incident: when it began")
    new.add_argument("--until", metavar="TIME", help="notice: when it leaves the home page")
    new.add_argument("--id", dest="name", help="the name in its address (default: date and title)")
    update = commands.add_parser("update", help="post an update to an incident or a maintenance")
    resolve = commands.add_parser("resolve", help="post that an incident is over, or end a notice")
    postmortem = commands.add_parser("postmortem", help="post a look back at an incident")
    postmortem.add_argument("--summary", help="what happened, in two sentences for everybody")
    for parser in (update, resolve, postmortem):
        parser.add_argument(
            "note", nargs="?", metavar="NOTE", help="its name (default: the only one, or asked)"
        )
    for parser in (resolve, update):
        parser.add_argument("--since", metavar="TIME", help="since when it is so, if earlier than now")
    for parser in (new, update):
        parser.add_argument("--starts", metavar="TIME", help="maintenance: when it starts")
        parser.add_argument(
            "--ends", metavar="TIME", help="maintenance: when it ends, such as 04:00 or 2h after the start"
        )
        parser.add_argument("--stage", metavar="STATUS", help="where it stands, such as identified")
        parser.add_argument(
            "--service",
            action="append",
            dest="services",
            metavar="ID[=STATE]",
            help="a service (its id or name) and its state, such as checkout=degraded; again for each; "
            "none: no service is affected",
        )
        parser.add_argument("--impact", help="who notices what")
        parser.add_argument("--workaround", help="what people can do meanwhile")
        parser.add_argument(
            "--next", metavar="TIME", help="the next update: 30, 2h, 09:50 or none (default: 30)"
        )
    for parser in (new, update, resolve, postmortem):
        parser.register("type", None, _words)  # of every option that names no type
    form = commands.add_parser("form", help="post what a GitHub issue form says, from standard input")
    form.add_argument("--commit", action="store_true", help="commit the files with git")
    form.add_argument("--anyway", action="store_true", help="write in spite of gaps and leaks in the words")
    _add_content(form)
    _add_now(form)
    for parser in (new, update, resolve, postmortem):
        parser.add_argument("--text", help="the words; - reads standard input")
        parser.add_argument("--draft", type=Path, metavar="FILE", help="go on with what was kept in a draft")
        parser.add_argument("--commit", action="store_true", help="commit the files with git")
        parser.add_argument(
            "--anyway", action="store_true", help="write in spite of gaps and leaks in the words"
        )
        _add_content(parser)
        _add_now(parser)


def _add_build(commands: _Commands) -> None:
    parser = commands.add_parser("build", help="write the site", epilog=EXIT_CODES)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    _add_content(parser)
    parser.add_argument(
        "--out", type=Path, default=Path("public"), metavar="DIR", help="output folder (default: public)"
    )
    _add_theme(parser)
    _add_now(parser)
    parser.add_argument("--url", type=_url, help="address of the site, before that in site.yml")
    parser.add_argument(
        "--keep-going",
        action="store_true",
        help="publish all that is sound; notes with errors keep their last published version",
    )
    _add_format(parser)


def _add_diff(commands: _Commands) -> None:
    parser = commands.add_parser("diff", help="tell what publishing the content would bring")
    parser.add_argument(
        "before",
        nargs="?",
        default="HEAD",
        metavar="BEFORE",
        help="a revision in git, or a folder with the published site (default: HEAD)",
    )
    _add_content(parser)
    _add_trust(parser)
    _add_now(parser)
    parser.add_argument("--format", choices=["text", "markdown"], default="text", help="(default: text)")


def _add_check(commands: _Commands) -> None:
    parser = commands.add_parser("check", help="find mistakes in the content, and hard words")
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="report these files and folders only; - reads one update from standard input",
    )
    _add_content(parser)
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("public"),
        metavar="DIR",
        help="the site published last, to compare settings with (default: public)",
    )
    _add_format(parser)
    _add_prose(parser)
    parser.add_argument(
        "--explain-times",
        action="store_true",
        help="list every time without a date or an offset, and the instant that it is read as",
    )
    _add_now(parser)


def _add_prose(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--prose", action="store_true", help="judge the words, too: are they plain to anyone?"
    )
    parser.add_argument("--all", action="store_true", help="show all findings about an update, not only five")
    parser.add_argument("--strict", action="store_true", help="fail on warnings as on errors")
    parser.add_argument(
        "--fix", action="store_true", help="replace what has a safe replacement; shows the changes first"
    )
    parser.add_argument("--yes", action="store_true", help="with --fix: make the changes without asking")
    parser.add_argument(
        "--stage", default="investigating", metavar="STATUS", help="with -: the status of the update"
    )


def _add_explain(commands: _Commands) -> None:
    parser = commands.add_parser("explain", help="tell why a rule exists, with examples")
    parser.add_argument("code", nargs="?", help="a code such as jargon; without it, all are listed")


def _add_template(commands: _Commands) -> None:
    parser = commands.add_parser("template", help="print a good text to start from")
    parser.add_argument("kind", nargs="?", help="what happened, such as outage; without it, all are listed")
    parser.add_argument("--stage", metavar="STATUS", help="only the update of this status")
    parser.add_argument("--lang", metavar="CODE", help="language of the text (default: the site's first)")
    _add_content(parser)
    _add_now(parser)


def _add_report(commands: _Commands) -> None:
    parser = commands.add_parser("report", help="tell how well you told of your incidents")
    _add_content(parser)
    _add_now(parser)
    parser.add_argument("--format", choices=["text", "json"], default="text", help="(default: text)")
    parser.add_argument("--months", type=int, default=12, metavar="N", help="so many months (default: 12)")


def _add_serve(commands: _Commands) -> None:
    parser = commands.add_parser("serve", help="preview the site and follow your edits")
    _add_content(parser)
    _add_theme(parser)
    _add_now(parser)
    parser.add_argument(
        "--host", type=_host, default="127.0.0.1", help="address to listen on (default: %(default)s)"
    )
    parser.add_argument("--port", type=_port, default=8000, help="(default: %(default)s; 0 takes a free one)")


def _add_status(commands: _Commands) -> None:
    parser = commands.add_parser("status", help="show in the terminal how things stand")
    _add_content(parser)
    _add_now(parser)
    parser.add_argument("--lang", metavar="CODE", help="language of the content (default: the site's first)")


def _add_import(commands: _Commands) -> None:
    parser = commands.add_parser("import", help="bring notes over from another status page")
    parser.add_argument("system", choices=["cstate"], help="where they come from")
    parser.add_argument("source", type=Path, metavar="SRC", help="folder of that system's site")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="content folder to write")
    parser.add_argument("--zone", type=_zone, help="time zone of times without one, such as Europe/Berlin")
    parser.add_argument(
        "--now", type=parse_now, metavar="TIME", help="take no update as later than this (default: the clock)"
    )
    parser.add_argument("--force", action="store_true", help="overwrite files that exist")


def _add_notify(commands: _Commands) -> None:
    text = "send what is new since an earlier publication to subscribers"
    parser = commands.add_parser("notify", help=text, epilog=_TARGETS)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "--since",
        required=True,
        metavar="PREVIOUS",
        help="the earlier publication: its folder, its feed.json, or the address where it still is",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("public"),
        metavar="DIR",
        help="the site as it is now (default: public)",
    )
    parser.add_argument(
        "--lang", default="", metavar="CODE", help="language of the messages (default: the site's first)"
    )
    parser.add_argument(
        "--sent",
        type=Path,
        default=Path("sent.json"),
        metavar="FILE",
        help="remembers who got what, so that a second run sends only the rest (default: sent.json)",
    )
    parser.add_argument("--dry-run", action="store_true", help="show all messages, send none")
    parser.add_argument(
        "--first", action="store_true", help="allow that nothing is at PREVIOUS: nothing is then news"
    )
    parser.add_argument(
        "--timeout",
        type=_seconds,
        default=60.0,
        metavar="SECONDS",
        help="the most time for one receiver (default: 60); for all together, five times as much",
    )
    parser.add_argument(
        "--anyway",
        action="store_true",
        help="send also many entries that look as if they had been sent before",
    )


_TARGETS = """\
receivers, from the environment (of the addresses, only kind or host are shown):
  STATUSGEN_NOTIFY     addresses as Apprise takes them, such as mailtos://… or slack://…
  STATUSGEN_WEBHOOKS   addresses that get JSON in the form of Statuspage's webhooks
and the WebSub hub that site.yml names under `feeds`
"""


def _add_content(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--content", type=Path, default=Path("content"), metavar="DIR", help="(default: content)"
    )


def _add_theme(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--theme", metavar="NAME", help="folder in themes/, before that in site.yml")
    _add_trust(parser)


def _add_trust(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--trust-theme",
        action="store_true",
        help="run the templates of your own themes without a sandbox, with all that you may do",
    )


def _add_now(parser: argparse.ArgumentParser) -> None:
    text = "show the site as of this instant, such as 2026-05-01T10:00Z (default: the clock)"
    parser.add_argument("--now", type=parse_now, metavar="TIME", help=text)


def _add_format(parser: argparse.ArgumentParser) -> None:
    choices = ["text", "json", "github"]
    parser.add_argument(
        "--format", choices=choices, default="text", help="form of the diagnostics (default: text)"
    )


def parse_now(text: str) -> datetime:
    """An instant with its offset, in UTC; raises what argparse reports as wrong usage."""
    try:
        instant = datetime.fromisoformat(text.strip())
        if instant.tzinfo is not None and FIRST_YEAR <= instant.year <= LAST_YEAR:
            return instant.astimezone(UTC)
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"{text!r} is not a time such as 2026-05-01T10:00Z") from None
    if instant.tzinfo is not None:
        raise argparse.ArgumentTypeError(f"{text!r} lies too far from today")
    raise argparse.ArgumentTypeError(f"{text!r} needs an offset, as in {text}Z or {text}+02:00")


def _url(text: str) -> str:
    from statusgen.read.primitives import is_link  # noqa: PLC0415 - only who gives an address waits for it
    from statusgen.read.settings import with_closing_slash  # noqa: PLC0415

    if not is_link(text, ("https", "http")):
        raise argparse.ArgumentTypeError(f"{text!r} is not an address such as https://status.example.com/")
    return with_closing_slash(text)


def _host(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("name an address, such as 127.0.0.1")
    return text


def _port(text: str) -> int:
    if text.isascii() and text.isdecimal() and int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if 0 < seconds <= _DAY:
        return seconds
    raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds, up to {_DAY:,}")


def _zone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (ValueError, LookupError, OSError):
        raise argparse.ArgumentTypeError(f"{text!r} is not a time zone such as Europe/Berlin") from None
