"""The command line: commands, the clock, exit codes and the terminal.

Commands import what they need themselves, so that `--version` and `--help` are quick.
"""
# ruff: noqa: PLC0415 - for that reason

from __future__ import annotations

import argparse
import os
import secrets
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TextIO
from zoneinfo import reset_tzpath

from statusgen.arguments import FIRST_YEAR, make_parser
from statusgen.diagnostics import Diagnostic, Level
from statusgen.disk import DiskError, checked_path, read_themes, read_tree, write_whole

if TYPE_CHECKING:
    from statusgen.build import Built
    from statusgen.prose.plain import Judged
    from statusgen.publish import Published

WELL, CONTENT_ERRORS, WRONG_USAGE, ENVIRONMENT_FAILED, INTERRUPTED = 0, 1, 2, 3, 130


class UsageError(Exception):
    """The command was used wrongly; the message says how to use it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; wrong arguments raise `SystemExit(2)`."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    reset_tzpath(())  # the machine's own zones may be others than those of the machine next to it
    args = make_parser().parse_args(arguments)
    try:
        code = _COMMANDS[args.command](args)
        sys.stdout.flush()
    except UsageError as error:
        return _fail(str(error), WRONG_USAGE)
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ENVIRONMENT_FAILED
    except (DiskError, OSError) as error:
        return _fail(str(error), ENVIRONMENT_FAILED)
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _fail(message: str, code: int) -> int:
    from statusgen.report import harmless

    _tell(f"statusgen: {harmless(message)}")
    return code


def _say(text: str, stream: TextIO | None = None) -> None:
    print(text, file=stream or sys.stdout)


def _tell(text: str) -> None:
    """Say it to people alone: it is not what the command yields."""
    _say(text, sys.stderr)


# What commands share


TEMPLATES = Path(__file__).parent / "templates"
_ANOTHER_TIME = timedelta(days=1)
"""A site built for an instant as far as this from now is a look back or ahead: its pages stay as they are."""


def clock() -> datetime:
    """What SOURCE_DATE_EPOCH says (for builds that others can repeat), or else the time."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC)
    try:
        instant = datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}; it must be a number of seconds") from None
    return max(instant, datetime(FIRST_YEAR, 1, 1, tzinfo=UTC))


def _content(args: argparse.Namespace) -> Path:
    content: Path = args.content
    if not content.is_dir():
        mend = "start a site with `statusgen init`, or name the folder with --content"
        raise UsageError(f"there is no folder {content}; {mend}")
    return content


def _report(
    found: Sequence[Diagnostic], files: Mapping[str, bytes], root: Path, form: str, people: TextIO
) -> None:
    """Diagnostics for people go to the stream `people`, for machines always to standard output."""
    from statusgen.report import render_github, render_json, render_text

    if form == "json":
        sys.stdout.write(render_json(found, root=str(root)))
    elif form == "github":
        sys.stdout.write(render_github(found, root=str(root)))
    else:
        people.write(render_text(found, files, root=str(root), colour=_colour(people)))


def _colour(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _code(found: Sequence[Diagnostic]) -> int:
    return CONTENT_ERRORS if any(one.level is Level.ERROR for one in found) else WELL


# The commands


def _init(args: argparse.Namespace) -> int:
    from statusgen.init import add_editor, start_site, write_github

    content = args.folder / "content"
    written = [*start_site(args.folder)]
    if not (written or args.github or args.editor):
        raise UsageError(f"{content} is there already; nothing was changed")
    if args.github:
        written += write_github(args.folder, read_tree(content))
    _say("\n".join(f"wrote {args.folder / path}" for path in written))
    if args.editor:
        added = add_editor(args.folder, read_tree(content), args.editor, args.repository)
        _say(f"added to {content / 'site.yml'}:\n{added}" if added else "site.yml names an editor already.")
    if not (args.github or args.editor):
        enter = "" if args.folder == Path() else f"cd {args.folder} && "
        _say(f"Look at your site with: {enter}statusgen serve")
    return WELL


def _check(args: argparse.Namespace) -> int:
    from statusgen.compile import check_site
    from statusgen.proofread import within
    from statusgen.report import plural

    content = _content(args)
    if args.paths == [Path("-")]:
        return _check_input(args, content)
    wanted = [_within(path, content) for path in args.paths]
    files, now = read_tree(content), args.now or clock()
    problems = check_site(files, read_themes(content), now=now)
    found = [one for one in problems if not wanted or _is_in(one.span.path, wanted)]
    judged: Sequence[Judged] = ()
    if args.prose or args.fix:
        from statusgen.judging import judge_words

        def judge(files: Mapping[str, bytes]) -> Sequence[Judged]:
            return within(judge_words(files, now), lambda path: not wanted or _is_in(path, wanted))

        if args.fix:
            _fix(args, content, files, judge)
            _report(found, files, content, "text", sys.stderr)
            return _code(found)
        judged = judge(files)
    code = _report_words(args, found, judged, files, content)
    if args.format == "text":
        from statusgen.proofread import proposals
        from statusgen.report import render_proposals

        sys.stdout.write(render_proposals(proposals(judged, files)))
    if not found and not judged and args.format == "text":
        _say(f"No problems in {plural(sum(not wanted or _is_in(path, wanted) for path in files), 'file')}.")
    return code


def _check_input(args: argparse.Namespace, content: Path) -> int:
    """Judge one update, for editors that pass what stands in their window."""
    from statusgen.proofread import STANDARD_INPUT, proofread_update

    if args.fix:
        raise UsageError("--fix changes files; standard input is none")
    text = sys.stdin.buffer.read().decode(errors="replace")
    problems, judged = proofread_update(text, args.stage, read_tree(content), args.now or clock())
    return _report_words(args, problems, judged, {STANDARD_INPUT: text.encode()}, Path())


def _report_words(
    args: argparse.Namespace,
    problems: Sequence[Diagnostic],
    judged: Sequence[Judged],
    files: Mapping[str, bytes],
    root: Path,
) -> int:
    """Report mistakes, then wording; for machines all in one list by file and place."""
    from statusgen.report import MOST_FINDINGS, render_findings

    findings = [finding for one in judged for finding in one.findings]
    if args.format == "text":
        _report(problems, files, root, "text", sys.stdout)
        separator = "\n" if problems and findings else ""
        most = None if args.all else MOST_FINDINGS
        words = render_findings(judged, files, root=str(root), colour=_colour(sys.stdout), most=most)
        sys.stdout.write(separator + words)
    else:
        everything = sorted([*problems, *findings], key=lambda one: (one.span, one.code))
        _report(everything, files, root, args.format, sys.stdout)
    levels = {one.level for one in (*problems, *findings)}
    strict = args.strict and Level.WARNING in levels
    return CONTENT_ERRORS if Level.ERROR in levels or strict else WELL


def _fix(
    args: argparse.Namespace,
    content: Path,
    files: Mapping[str, bytes],
    judge: Callable[[Mapping[str, bytes]], Sequence[Judged]],
) -> None:
    """Show the safe replacements as a diff, and make them if that is wanted."""
    from statusgen.proofread import diff, fix_all
    from statusgen.report import plural

    changed = fix_all(files, judge)
    if not changed:
        _say("Nothing can be replaced safely.")
        return
    sys.stdout.write(diff(files, changed))
    if not args.yes and not _agreed("Make these changes?"):
        _say("Nothing was changed; --yes makes the changes without asking.")
        return
    for path, data in sorted(changed.items()):
        write_whole(content / path, data)
    told = "Where readers have seen the old words, add `edited` with the time."
    _say(f"Changed {plural(len(changed), 'file')}. {told}")


def _agreed(question: str) -> bool:
    if not sys.stdin.isatty():
        return False
    _tell(f"{question} [y/N] ")
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _explain(args: argparse.Namespace) -> int:
    from statusgen.explain import explain, list_codes

    if args.code is None:
        _say(list_codes())
        return WELL
    text = explain(args.code)
    if text is None:
        raise UsageError(f"there is no code {args.code}; `statusgen explain` lists them all")
    _say(text)
    return WELL


def _within(path: Path, content: Path) -> str:
    """The content path of a file or folder the user named."""
    if not path.exists():
        raise UsageError(f"there is no {path}")
    try:
        # Not Path.resolve: a link within the content keeps its own name there.
        found = Path(os.path.abspath(path)).relative_to(os.path.abspath(content))  # noqa: PTH100
    except ValueError:
        raise UsageError(f"{path} is not in the content folder {content}") from None
    return "" if found == Path() else found.as_posix()


def _is_in(path: str, wanted: Sequence[str]) -> bool:
    return any(one in ("", path) or path.startswith(f"{one}/") for one in wanted)


def _build(args: argparse.Namespace) -> int:
    from statusgen.build import Order, build_site

    content = _content(args)
    _refuse_overlap(content, args.out)
    look, live = _look(args)
    order = Order(content, args.out, look, args.theme, args.url, args.keep_going, live)
    built = build_site(order, _progress)
    _report(built.problems, built.files, content, args.format, sys.stderr)
    if built.published is None:
        _tell(_refusal(args.out, keep_going=args.keep_going))
        return CONTENT_ERRORS
    words = _success(args.out, built, built.published)
    _say(words, sys.stdout if args.format == "text" else sys.stderr)
    return _code(built.problems)


def _look(args: argparse.Namespace) -> tuple[datetime, bool]:
    """The instant to show, and whether it is the present, in which pages move on by themselves."""
    now = clock()
    look = args.now or now
    return look, abs(look - now) < _ANOTHER_TIME


def _refuse_overlap(content: Path, out: Path) -> None:
    # Not Path.resolve, which some versions of Python let fail on links in a circle.
    inner, outer = Path(os.path.realpath(out)), content.resolve()
    if inner.is_relative_to(outer) or outer.is_relative_to(inner):
        raise UsageError(
            f"the output folder {out} and the content folder {content} must not lie in each other"
        )


def _refusal(out: Path, *, keep_going: bool) -> str:
    mend = "Mend the errors above"
    if not keep_going:
        mend += ", or publish all that is sound with --keep-going"
    return f"Nothing was published; {out} is as it was. {mend}."


def _success(out: Path, built: Built, published: Published) -> str:
    from statusgen.report import plural

    notes = ", ".join(plural(count, kind) for kind, count in built.counts) or "a site"
    written, unchanged, removed = map(len, (published.written, published.unchanged, published.removed))
    total = plural(written + unchanged, "file")
    lines = [
        f"Published {notes} to {out}.",
        f"{total}: {written:,} written, {unchanged:,} unchanged; {removed:,} removed.",
    ]
    if built.next_change:
        lines.append(
            f"The site changes by itself at {built.next_change:%Y-%m-%d %H:%M} UTC: build it again then."
        )
    return "\n".join(lines)


def _progress(done: int, total: int) -> None:
    """A counter for those who wait at a terminal."""
    if sys.stderr.isatty() and (done % 100 == 0 or done == total):
        end = "\r" if done < total else f"\r{' ' * 40}\r"
        sys.stderr.write(f"Making files: {done:,} of {total:,}{end}")
        sys.stderr.flush()


def _diff(args: argparse.Namespace) -> int:
    from statusgen.diff import diff_site
    from statusgen.effects import tell_markdown, tell_text
    from statusgen.report import render_text

    content = _content(args)
    look, live = _look(args)
    found = diff_site(content, args.before, look, live=live)
    wrong = render_text(found.problems, found.files, root=str(content))
    if args.format == "markdown":
        _say(tell_markdown(found.effects, wrong))
    else:
        sys.stderr.write(wrong)
        _say(tell_text(found.effects))
    return _code(found.problems)


def _serve(args: argparse.Namespace) -> int:
    from statusgen.serve import Sources, serve

    sources = Sources(_content(args), args.theme, lambda: args.now or clock(), secrets.token_urlsafe)
    try:
        serve(sources, args.host, args.port, _tell)
    except KeyboardInterrupt:
        _tell("The preview has ended.")
    except OSError as error:
        where = f"{args.host}, port {args.port}"
        mend = "choose another port with --port"
        raise DiskError(f"cannot listen on {where}: {error.strerror or error}; {mend}") from error
    return WELL


def _status(args: argparse.Namespace) -> int:
    from statusgen.compile import site_timeline
    from statusgen.status import describe

    content = _content(args)
    files = read_tree(content)
    timeline, problems = site_timeline(files, args.now or clock())
    if timeline is None:
        _report(problems, files, content, "text", sys.stderr)
        return CONTENT_ERRORS
    _say(describe(timeline, args.lang or timeline.site.settings.languages[0]))
    return _code(problems)


def _import(args: argparse.Namespace) -> int:
    from statusgen.importers.cstate import import_cstate
    from statusgen.report import plural

    if not args.source.is_dir():
        raise UsageError(f"there is no folder {args.source}")
    files = read_tree(args.source, hidden=(".",), strict=False)
    imported = import_cstate(files, zone=args.zone)
    _report(imported.diagnostics, files, args.source, "text", sys.stderr)
    if not imported.notes:
        raise UsageError(f"{args.source} holds no notes of {args.system}")
    _write_import(imported.files, args.to, force=args.force)
    notes, updates = plural(imported.notes, "note"), plural(imported.updates, "update")
    _say(f"Imported {notes} with {updates} to {args.to}.")
    _say(f"Look through them with: statusgen check --content {args.to}")
    return _code(imported.diagnostics)


def _write_import(files: Mapping[str, bytes], to: Path, *, force: bool) -> None:
    existing = [path for path in sorted(files) if (to / checked_path(path)).exists()]
    if existing and not force:
        raise UsageError(
            f"{to / existing[0]} is there already; choose an empty folder, or overwrite with --force"
        )
    for path, data in sorted(files.items()):
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        write_whole(to / path, data)


def _notify(args: argparse.Namespace) -> int:
    from statusgen.notify import Errand, describe, notify

    errand = Errand(
        out=args.out,
        since=args.since,
        sent=args.sent,
        environment=os.environ,
        language=args.lang,
        dry=args.dry_run,
    )
    report = notify(errand, time.sleep)
    _say(describe(report, dry=args.dry_run))
    return ENVIRONMENT_FAILED if any(attempt.failure for attempt in report.attempts) else WELL


def _write(args: argparse.Namespace) -> int:
    """`new`, `update`, `resolve` and `postmortem`."""
    from statusgen.author import (
        AuthoringError,
        Said,
        Talk,
        commit,
        compose_new,
        compose_update,
        open_desk,
        write_changes,
    )
    from statusgen.model import Kind, Stage

    content = _content(args)
    asks = sys.stdin.isatty() and args.text is None
    text = args.text
    if text == "-" or (text is None and not asks):
        text = sys.stdin.read() or None
    given = {name: getattr(args, name, None) for name in Said.__dataclass_fields__}
    services = tuple(given["services"]) if given["services"] else None
    said = Said(**{**given, "text": text, "services": services, "anyway": args.anyway})
    stages = {"resolve": Stage.RESOLVED, "postmortem": Stage.POSTMORTEM}
    try:
        desk = open_desk(
            content, read_tree(content), args.now or clock(), Talk(input if asks else None, _tell)
        )
        if args.command == "new":
            changes = compose_new(desk, Kind(args.kind), said)
        else:
            changes = compose_update(desk, args.note, said, stages.get(args.command))
        if not write_changes(desk, changes, anyway=args.anyway):
            _say("Nothing was written.")
            return WELL
        if args.commit:
            commit(desk, changes)
    except EOFError:
        raise UsageError("the answers ended early; nothing was written") from None
    except AuthoringError as error:
        raise UsageError(str(error)) from None
    _say("\n".join(f"wrote {content / one.path}" for one in changes))
    return WELL


def _form(args: argparse.Namespace) -> int:
    from statusgen.author import (
        AuthoringError,
        Said,
        Talk,
        commit,
        compose_new,
        compose_update,
        open_desk,
        write_changes,
    )
    from statusgen.authoring import parse_form

    content = _content(args)
    filled = parse_form(sys.stdin.read())
    if filled is None:
        raise UsageError("this is no form of ours; `statusgen init --github` writes them")
    own = {name: text for name, text in filled.answers.items() if name in Said.__dataclass_fields__}
    said = Said(**{**own, "services": filled.services or None})  # type: ignore[arg-type]
    try:
        desk = open_desk(content, read_tree(content), args.now or clock(), Talk(None, _tell))
        if filled.form.kind:
            changes = compose_new(desk, filled.form.kind, said)
        else:
            changes = compose_update(desk, filled.answers.get("note"), said)
        write_changes(desk, changes, anyway=args.anyway)
        if args.commit:
            commit(desk, changes)
    except AuthoringError as error:
        raise UsageError(str(error)) from None
    _say("\n".join(f"wrote {content / one.path}" for one in changes))
    return WELL


def _template(args: argparse.Namespace) -> int:
    from statusgen.note_templates import fill_times, read_templates, whole_note
    from statusgen.read import read_site
    from statusgen.read.vocabulary import STAGES_BY_NAME, normalise_name

    reading = read_site(read_tree(args.content)) if args.content.is_dir() else None
    settings = reading.settings if reading else None
    language = args.lang or (settings.languages[0] if settings else "en")
    templates = read_templates(read_tree(TEMPLATES), language)
    if args.kind is None:
        width = max(map(len, templates))
        _say("\n".join(f"{one.kind:<{width}}  {one.about}" for one in templates.values()))
        return WELL
    if args.kind not in templates:
        raise UsageError(f"there is no template {args.kind}; there are {', '.join(templates)}")
    chosen = templates[args.kind]
    if args.stage:
        stage = STAGES_BY_NAME.get(normalise_name(args.stage))
        if stage is None or stage not in chosen.updates:
            raise UsageError(f"{args.kind} has {', '.join(one.value for one in chosen.updates)}")
        text = chosen.updates[stage]
    else:
        text = whole_note(chosen, [one.id for one in reading.catalog.services] if reading else [])
    now = (args.now or clock()).astimezone(settings.zone if settings else None)
    _say(fill_times(text, now).strip())
    return WELL


def _quality(args: argparse.Namespace) -> int:
    import json

    from statusgen.judging import site_quality
    from statusgen.quality import as_record, last_months
    from statusgen.quality_text import describe_quality

    content, now = _content(args), args.now or clock()
    files = read_tree(content)
    quality, problems = site_quality(files, now)
    if quality is None:
        _report(problems, files, content, "text", sys.stderr)
        return CONTENT_ERRORS
    shown = last_months(quality, max(args.months, 0))
    if args.format == "json":
        _say(json.dumps(as_record(shown, now), indent=2))
    else:
        _say(describe_quality(shown))
    return WELL


_COMMANDS = {
    "init": _init,
    "new": _write,
    "update": _write,
    "resolve": _write,
    "postmortem": _write,
    "form": _form,
    "build": _build,
    "diff": _diff,
    "check": _check,
    "explain": _explain,
    "template": _template,
    "report": _quality,
    "serve": _serve,
    "status": _status,
    "import": _import,
    "notify": _notify,
}
