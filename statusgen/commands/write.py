"""`new`, `update`, `resolve`, `postmortem`, `form` and `template`: posting, and what to start from."""
# ruff: noqa: PLC0415 - see `cli`

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from statusgen.commands.console import WELL, UsageError, clock, content_of, say, tell
from statusgen.disk import read_tree

if TYPE_CHECKING:
    from statusgen.authoring import Change
    from statusgen.desk import Desk

TEMPLATES = Path(__file__).parents[1] / "templates"


def write(args: argparse.Namespace) -> int:
    """`new`, `update`, `resolve` and `postmortem`."""
    from statusgen.author import compose_new, compose_update
    from statusgen.desk import Said
    from statusgen.model import Kind, Stage

    content_of(args)  # before anything is read
    asks = sys.stdin.isatty() and args.text is None
    text = args.text
    if text == "-" or (text is None and not asks):
        text = sys.stdin.read() or None
    given = {name: getattr(args, name, None) for name in Said.__dataclass_fields__}
    services = tuple(given["services"]) if given["services"] else None
    said = Said(**{**given, "text": text, "services": services, "anyway": args.anyway})
    ask = input if asks else None
    if args.command == "new":
        return _post(args, ask, lambda desk: compose_new(desk, Kind(args.kind), said))
    stage = {"resolve": Stage.RESOLVED, "postmortem": Stage.POSTMORTEM}.get(args.command)
    return _post(args, ask, lambda desk: compose_update(desk, args.note, said, stage))


def form(args: argparse.Namespace) -> int:
    """An update from a form of GitHub, on standard input."""
    from statusgen.author import compose_new, compose_update
    from statusgen.authoring import parse_form
    from statusgen.desk import Said

    content_of(args)  # before anything is read
    filled = parse_form(sys.stdin.read())
    if filled is None:
        raise UsageError("this is no form of ours; `statusgen init --github` writes them")
    kind, note = filled.form.kind, filled.answers.get("note")
    own = {name: text for name, text in filled.answers.items() if name in Said.__dataclass_fields__}
    said = Said(**{**own, "services": filled.services or None})  # type: ignore[arg-type]
    if kind:
        return _post(args, None, lambda desk: compose_new(desk, kind, said))
    return _post(args, None, lambda desk: compose_update(desk, note, said))


def _post(
    args: argparse.Namespace,
    ask: Callable[[str], str] | None,
    compose: Callable[[Desk], Sequence[Change]],
) -> int:
    """Compose changes, show them, write them and, if that is wanted, commit them."""
    from statusgen.desk import AuthoringError, Talk, open_desk
    from statusgen.posting import commit, write_changes

    content = content_of(args)
    try:
        desk = open_desk(content, read_tree(content), args.now or clock(), Talk(ask, tell))
        changes = compose(desk)
        if not write_changes(desk, changes, anyway=args.anyway):
            say("Nothing was written.")
            return WELL
        if args.commit:
            commit(desk, changes)
    except EOFError:
        raise UsageError("the answers ended early; nothing was written") from None
    except AuthoringError as error:
        raise UsageError(str(error)) from None
    say("\n".join(f"wrote {content / one.path}" for one in changes))
    return WELL


def template(args: argparse.Namespace) -> int:
    """A text to start from."""
    from statusgen.note_templates import fill_times, read_templates, whole_note
    from statusgen.read import read_site
    from statusgen.read.vocabulary import STAGES_BY_NAME, normalise_name

    reading = read_site(read_tree(args.content)) if args.content.is_dir() else None
    settings = reading.settings if reading else None
    language = args.lang or (settings.languages[0] if settings else "en")
    templates = read_templates(read_tree(TEMPLATES), language)
    if args.kind is None:
        width = max(map(len, templates))
        say("\n".join(f"{one.kind:<{width}}  {one.about}" for one in templates.values()))
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
    say(fill_times(text, now).strip())
    return WELL
