"""Drafts of commands: answers are saved as they are given, and offered again if they are not posted."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

from statusgen.authoring.saved_drafts import drafts_for, keep_draft
from statusgen.authoring.session import AgainError, Draft, Option, Prompt, Prompter
from statusgen.cli.console import UsageError, print_message
from statusgen.cli.options import now_of
from statusgen.cli.terminal import Ask
from statusgen.read import read_site
from statusgen.read.catalogues import Texts, msgid, texts_for
from statusgen.read.note_fields import NOTE, SERVICES
from statusgen.read.note_files import SITE
from statusgen.storage.disk import DiskError
from statusgen.storage.locks import held

_GO_ON, _KEEP, _DELETE = msgid("go on"), msgid("start again"), msgid("start again and delete it")


def texts_of(args: argparse.Namespace) -> Texts:
    """Return the texts in the language of the site, or in English if it cannot be read."""
    with suppress(OSError):
        settings = read_site({SITE: (args.content / SITE).read_bytes()}).settings  # without notes: quick
        return texts_for(settings.languages[0] if settings else "en")
    return texts_for("en")


def _hold(path: Path, stack: ExitStack) -> None:
    """Hold a saved draft for the time of a stack, so that no other terminal offers it.

    Raises `DiskError` if another one goes on with it.
    """
    busy = f"another terminal goes on with {path}; end that first, or leave out --draft"
    with suppress(FileNotFoundError, PermissionError):  # no draft, or not ours to write: reported later
        stack.enter_context(held(_lock_of(path), busy))


def _is_held(path: Path) -> bool:
    try:
        with held(_lock_of(path), ""):
            return False
    except (DiskError, OSError):
        return True


def _lock_of(path: Path) -> Path:
    return path.with_name(f".{path.name}.lock")  # a name that nobody else gives to a file


def offered_draft(args: argparse.Namespace, ask: Ask) -> Path | None:
    """Return the latest saved draft of a command if the writer wants to go on with it, else None.

    Drafts that another terminal goes on with are not offered. Raises `UsageError` at the end of the input.
    """
    path = next((one for one in drafts_for(args.content, _command(args)) if not _is_held(one)), None)
    if path is None:
        return None
    texts, choices = texts_of(args), (_GO_ON, _KEEP, _DELETE)
    found = msgid("Answers that were not posted are in {path}. What do you want to do?")
    question = texts.gettext(found).format(path=path)
    options = tuple(Option(one, texts.gettext(one)) for one in choices)
    names = {"": _GO_ON, **{str(number): one for number, one in enumerate(choices, 1)}}
    names |= {name: one.value for one in options for name in (one.value, one.label)}
    choice = None
    while choice is None:
        try:
            answer = ask(Prompt(question, options, texts=texts))
        except EOFError:
            raise UsageError("no answer came; nothing was changed") from None
        except AgainError:
            continue
        choice = names.get(answer.strip())
    if choice == _DELETE:
        path.unlink(missing_ok=True)
    return path if choice == _GO_ON else None


def saving_prompter(args: argparse.Namespace, draft: Draft, ask: Ask | None, stack: ExitStack) -> Prompter:
    """Return a prompter that saves the answers after each of them, in a draft that is held by a stack.

    Raises `DiskError` if another terminal goes on with the draft.
    """
    if ask and args.draft:
        _hold(args.draft, stack)
    prompter = Prompter(ask, print_message, lambda: _save(args, draft, prompter, stack) if ask else None)
    return prompter


def keep(args: argparse.Namespace, draft: Draft, prompter: Prompter, *, always: bool = False) -> None:
    """Keep options and answers in a draft if there is a terminal, or `always`, and print how to go on.

    Forms are not kept: their senders have them.
    """
    if not hasattr(args, "draft") or not (prompter.ask or always):
        return
    kept = _kept(draft, prompter)
    if not kept:
        return
    try:
        path = _write_draft(args, kept)
    except (DiskError, OSError) as error:
        print_message(f"Your answers could not be kept ({error}). They are:")
        print_message("\n".join(f"    {name}: {value}" for name, value in kept.items()))
        return
    kept_in = msgid("Your answers are kept in {path}. Change them there if you like, and go on with:")
    print_message((texts_of(args) if prompter.ask else texts_for("en")).gettext(kept_in).format(path=path))
    print_message(f"    {_going_on(args, kept)} --draft {path}")


def _save(args: argparse.Namespace, draft: Draft, prompter: Prompter, stack: ExitStack) -> None:
    """Save the answers so far in a draft, which is removed when they are posted."""
    if kept := _kept(draft, prompter):
        with suppress(DiskError, OSError):  # reported if the writer breaks off
            former, args.draft = args.draft, _write_draft(args, kept)
            if former is None:
                _hold(args.draft, stack)


def _write_draft(args: argparse.Namespace, kept: Mapping[str, str]) -> Path:
    return keep_draft(args.content, kept, _going_on(args, kept), now_of(args), args.draft)


def _kept(draft: Draft, prompter: Prompter) -> dict[str, str]:
    """Return all answers so far by name; none if there is only the name of a note."""
    services = {SERVICES.draft_name: ", ".join(draft.services)} if draft.services else {}
    whole = {**draft.answers, **services, **draft.begun, **prompter.former, **prompter.kept}
    for name in draft.begun.keys() - prompter.kept.keys():
        whole.setdefault("unfinished", name)
    given = {name for name, answer in whole.items() if answer}
    return whole if given - {NOTE.draft_name, "unfinished"} else {}


def _command(args: argparse.Namespace) -> str:
    return " ".join([args.command, *([args.kind] if args.command == "new" else [])])


def _going_on(args: argparse.Namespace, kept: Mapping[str, str]) -> str:
    """Return the command that goes on with a draft."""
    words = ["statusgen", _command(args)]
    if args.content != Path("content"):
        words += ["--content", str(args.content)]
    if args.text == "-" and "text" not in kept:
        words += ["--text", "-"]
    if args.commit:
        words.append("--commit")
    return " ".join(words)
