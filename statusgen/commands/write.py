"""`new`, `update`, `resolve`, `postmortem`, `form` and `template`: posting, and what to start from."""
# ruff: noqa: PLC0415 - see `cli`

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from statusgen.commands.console import (
    WELL,
    WRONG_USAGE,
    UsageError,
    ask_person,
    clock,
    content_of,
    output,
    read_words,
    say,
    tell,
)
from statusgen.storage.disk import DiskError, read_tree

if TYPE_CHECKING:
    from statusgen.authoring import Change
    from statusgen.authoring.session import Desk, Said, Talk
    from statusgen.storage.git import GitError

TEMPLATES = Path(__file__).parents[1] / "authoring" / "templates"


def write(args: argparse.Namespace) -> int:
    """`new`, `update`, `resolve` and `postmortem`."""
    from statusgen.authoring.answers import compose_new, compose_update
    from statusgen.authoring.saved_drafts import read_draft, with_draft
    from statusgen.authoring.session import AuthoringError, Said
    from statusgen.model.notes import Kind, Status

    content_of(args)  # before anything is read
    _refuse_strangers(args)
    asks = sys.stdin.isatty() and args.text is None
    reads = args.text == "-" or (args.text is None and not asks and not args.draft)
    given = {name: getattr(args, name, None) for name in Said.__dataclass_fields__}
    services = tuple(given["services"]) if given["services"] else None
    said = Said(
        **{
            **given,
            "text": None if reads else args.text,
            "services": services,
            "anyway": args.anyway,
            "unfinished": False,
        }
    )
    try:
        draft = read_draft(args.draft) if args.draft else {}
    except AuthoringError as error:
        raise UsageError(str(error)) from None
    said = with_draft(said, draft)
    if reads:
        said = _with_input(args, said)
    ask = ask_person if asks else None
    if args.command == "new":
        return _post(args, said, ask, lambda desk: compose_new(desk, Kind(args.kind), said))
    status = {"resolve": Status.RESOLVED, "postmortem": Status.POSTMORTEM}.get(args.command)
    note = args.note or draft.get("note")
    return _post(args, said, ask, lambda desk: compose_update(desk, note, said, status))


def _with_input(args: argparse.Namespace, said: Said) -> Said:
    """Add the words on standard input. Raises `UsageError`, and keeps the rest, if they cannot be read."""
    from statusgen.authoring.session import Talk

    try:
        return replace(said, text=read_words() or said.text)
    except UsageError:
        args.text = "-"
        _keep(args, said, Talk(None, tell), always=True)
        raise


_FITS = {
    "incident": ("impact", "workaround", "started", "status", "next"),
    "maintenance": ("impact", "workaround", "starts", "ends", "status"),
    "notice": ("until",),
}
"""The options of `new` that only some kinds of notes have."""


def _refuse_strangers(args: argparse.Namespace) -> None:
    """Raise `UsageError` for an option that would be passed over in silence."""
    if args.command == "new":
        others = {name for names in _FITS.values() for name in names} - {*_FITS[args.kind]}
        strange = sorted(name for name in others if getattr(args, name, None) is not None)
        if strange:
            a = "an" if args.kind == "incident" else "a"
            raise UsageError(f"{a} {args.kind} has no --{strange[0]}")


def form(args: argparse.Namespace) -> int:
    """An update from a form of GitHub, on standard input."""
    from statusgen.authoring import parse_form
    from statusgen.authoring.answers import compose_new, compose_update
    from statusgen.authoring.session import Said

    content_of(args)  # before anything is read
    filled = parse_form(read_words())
    if filled is None:
        raise UsageError("this is no form of ours; `statusgen init --github` writes them")
    kind, note = filled.form.kind, filled.answers.get("note")
    own = {name: text for name, text in filled.answers.items() if name in Said.__dataclass_fields__}
    said = Said(**{**own, "services": filled.services or None})  # type: ignore[arg-type]
    if kind:
        return _post(args, said, None, lambda desk: compose_new(desk, kind, said))
    return _post(args, said, None, lambda desk: compose_update(desk, note, said))


def _post(
    args: argparse.Namespace,
    said: Said,
    ask: Callable[[str], str] | None,
    compose: Callable[[Desk], Sequence[Change]],
) -> int:
    """Post, and keep the answers in a draft for whoever breaks off or cannot post.

    Where nobody is asked, the content folder is locked from reading to committing. A person may take long to
    answer: then it is locked for the writing alone, and a note that has changed meanwhile is left as it is.
    """
    from statusgen.authoring.save import LeftError
    from statusgen.authoring.session import AuthoringError, Talk
    from statusgen.storage.content_lock import locked
    from statusgen.storage.git import GitError

    content, talk = content_of(args), Talk(ask, tell)
    try:
        with ExitStack() as lock:
            if args.commit:
                _refuse_unready(args, talk, compose)  # before anybody answers questions
            if ask is None:
                lock.enter_context(locked(content))
            posted = _post_locked(args, said, talk, compose, lock)
    except (EOFError, KeyboardInterrupt) as error:
        with suppress(DiskError):  # the terminal may be gone
            tell("\nNothing was written.")
        _keep(args, said, talk, always=True)
        if isinstance(error, KeyboardInterrupt):
            raise
        return WRONG_USAGE
    except AuthoringError as error:
        _keep(args, said, talk)
        raise UsageError(str(error)) from None
    except LeftError:
        raise  # to go on with a draft would post it twice
    except (DiskError, OSError) as error:
        _keep(args, said, talk, always=True)
        if isinstance(error, GitError):
            raise GitError(_not_committed(error)) from error
        raise
    if posted:
        with _heard_of(args):
            _say_posted(args, *posted)
    return WELL


@contextmanager
def _heard_of(args: argparse.Namespace) -> Iterator[None]:
    """Say that it is posted where the output of it cannot be written: nobody shall post it again."""
    try:
        yield
        with output():
            sys.stdout.flush()
    except (DiskError, OSError):
        done = "posted and committed" if args.commit else "posted"
        with suppress(DiskError, OSError):  # that may be lost as well
            tell(f"It is {done}; only the output could not be written. Do not post it again.")
        raise


def _refuse_unready(
    args: argparse.Namespace, talk: Talk, compose: Callable[[Desk], Sequence[Change]]
) -> None:
    """Raise `GitError` if git would not commit now; the times that were said are kept as they are meant."""
    from statusgen.authoring.session import AuthoringError, Talk, open_desk
    from statusgen.storage.git import GitError, refuse_unready

    try:
        refuse_unready(args.content)
    except GitError:
        nobody = Talk(None, lambda _: None, talk.kept)
        with suppress(AuthoringError, DiskError):
            compose(open_desk(args.content, read_tree(args.content), args.now or clock(), nobody))
        raise


def _not_committed(error: GitError) -> str:
    """What git says, and how to go on."""
    words = str(error).replace("\n", "\n    ")
    return (
        f"nothing was posted, because it could not be committed:\n\n    {words}\n\n"
        "Try again when that is done, or post without --commit."
    )


def _post_locked(
    args: argparse.Namespace,
    said: Said,
    talk: Talk,
    compose: Callable[[Desk], Sequence[Change]],
    lock: ExitStack,
) -> tuple[Sequence[Change], str] | None:
    """Compose changes, show them, write them and, if that is wanted, commit them.

    Returns them with what git says besides, or None if the writer does not want them.
    """
    from statusgen.authoring.save import agreed, post
    from statusgen.authoring.session import open_desk
    from statusgen.storage.content_lock import locked

    content = args.content
    desk = open_desk(content, read_tree(content), args.now or clock(), talk)
    if talk.ask:
        local = desk.now.astimezone(desk.settings.zone)
        tell(f"Times are in the zone of the site, {desk.settings.zone.key}; there it is {local:%H:%M} now.")
    changes = compose(desk)
    talk.kept["done"] = "yes"
    if not agreed(desk, changes, anyway=args.anyway):
        say("Nothing was written.")
        _keep(args, said, talk)
        return None
    if talk.ask:
        lock.enter_context(locked(content))
    return changes, post(desk, changes, commits=args.commit)


def _say_posted(args: argparse.Namespace, changes: Sequence[Change], warning: str) -> None:
    """Remove the draft that was used, and say what was written and how it comes to readers."""
    from statusgen.authoring.publication import way_to_readers
    from statusgen.storage.git import publication_of

    content = args.content
    if getattr(args, "draft", None):
        args.draft.unlink(missing_ok=True)
    say("\n".join(f"wrote {content / one.path}" for one in changes))
    if warning:
        tell(f"It is committed, but git says:\n{warning}")
    tell(way_to_readers(publication_of(content, [content / one.path for one in changes]), "en"))


def _keep(args: argparse.Namespace, said: Said, talk: Talk, *, always: bool = False) -> None:
    """Keep what was said, by options and in answers, if anybody was asked, or `always`.

    A form is not kept: whoever sends it has it.
    """
    from dataclasses import asdict

    from statusgen.authoring.saved_drafts import keep_draft

    if not hasattr(args, "draft") or not (talk.ask or always):
        return
    given = {
        name: value for name, value in asdict(said).items() if value and name not in ("anyway", "unfinished")
    }
    given |= {"services": ", ".join(said.services)} if said.services else {}
    note = getattr(args, "note", None)
    kept = {**given, **({"note": note} if note else {}), **talk.kept}
    is_whole = kept.pop("done", "")
    if not (kept.keys() - {"note"}):
        return
    if kept.get("text") and not is_whole and "text" in talk.kept:
        kept["unfinished"] = "yes"
    going_on = f"statusgen {args.command}" + (f" {args.kind}" if args.command == "new" else "")
    if args.content != Path("content"):
        going_on += f" --content {args.content}"
    going_on += " --text -" if args.text == "-" and "text" not in kept else ""
    going_on += " --commit" if args.commit else ""
    try:
        path = keep_draft(args.content, kept, going_on, args.now or clock(), args.draft)
    except (DiskError, OSError) as error:
        tell(f"Your answers could not be kept ({error}). They are:")
        tell("\n".join(f"    {name}: {value}" for name, value in kept.items()))
        return
    tell(f"Your answers are kept in {path}. Change them there if you like, and go on with:")
    tell(f"    {going_on} --draft {path}")


def template(args: argparse.Namespace) -> int:
    """A text to start from."""
    from statusgen.authoring.note_templates import fill_times, read_templates, whole_note
    from statusgen.read import read_site
    from statusgen.read.vocabulary import STATUSES_BY_NAME, normalise_name

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
    if args.status:
        status = STATUSES_BY_NAME.get(normalise_name(args.status))
        if status is None or status not in chosen.updates:
            raise UsageError(f"{args.kind} has {', '.join(one.value for one in chosen.updates)}")
        text = chosen.updates[status]
    else:
        text = whole_note(chosen, [one.id for one in reading.catalog.services] if reading else [])
    now = (args.now or clock()).astimezone(settings.zone if settings else None)
    say(fill_times(text, now).strip())
    return WELL
