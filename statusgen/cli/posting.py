"""Options and steps of all commands that post: write, commit, keep a draft."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from statusgen.authoring.compose import Change
from statusgen.authoring.conversation import Compose, converse
from statusgen.authoring.fields import ASKED_NAMES
from statusgen.authoring.publication import way_to_readers
from statusgen.authoring.save import LeftError, write_changes
from statusgen.authoring.saved_drafts import read_draft, with_draft
from statusgen.authoring.session import AuthoringError, Draft, Prompter, Session, open_session, say
from statusgen.cli.console import (
    OK,
    WRONG_USAGE,
    UsageError,
    output,
    print_message,
    print_result,
    read_input,
)
from statusgen.cli.drafts import keep, offered_draft, saving_prompter, texts_of
from statusgen.cli.field_options import utf8_text
from statusgen.cli.options import add_content, add_now, content_of, now_of
from statusgen.cli.terminal import Ask, help_on_keys, terminal
from statusgen.read.catalogues import msgid
from statusgen.read.note_fields import NOTE, SERVICES
from statusgen.storage.disk import DiskError, read_tree
from statusgen.storage.git import GitError, publication_of, refuse_unready
from statusgen.storage.locks import locked


def add_note(parser: argparse.ArgumentParser) -> None:
    """Add `NOTE`, the note to post to."""
    parser.add_argument("note", nargs="?", metavar="NOTE", help="its name (default: the only one, or asked)")


_NOTHING = msgid("Nothing was written.")


def add_posting(parser: argparse.ArgumentParser) -> None:
    """Add the options of every command that posts what is typed. All text must be UTF-8."""
    parser.register("type", None, utf8_text)  # of every option that names no type
    parser.add_argument("--text", help="the words; - reads standard input")
    parser.add_argument("--draft", type=Path, metavar="FILE", help="go on with what was kept in a draft")
    add_writing(parser)
    add_content(parser)
    add_now(parser)


def add_writing(parser: argparse.ArgumentParser) -> None:
    """Add how to write what is posted."""
    parser.add_argument("--commit", action="store_true", help="commit the files with git")
    parser.add_argument("--anyway", action="store_true", help="write in spite of gaps and leaks in the words")


def post_options(
    args: argparse.Namespace, compose: Callable[[Session, Draft, str | None], Sequence[Change]]
) -> int:
    """Post the options, a saved draft, standard input and answers at the terminal.

    `compose` gets the name of the note, or None.
    """
    content_of(args)  # before anything is read
    asks = sys.stdin.isatty() and args.text is None
    reads = args.text == "-" or (args.text is None and not asks and not args.draft)
    given = {name: getattr(args, name, None) for name in (*ASKED_NAMES, "name")}
    services = given.pop(SERVICES.draft_name)
    given["text"] = None if reads else args.text
    answers = {name: _answer(answer) for name, answer in given.items() if answer is not None}
    ask = terminal() if asks else None
    if ask and not (answers or services or args.draft or getattr(args, "like", None)):
        args.draft = offered_draft(args, ask)
    try:
        saved = read_draft(args.draft) if args.draft else {}
    except AuthoringError as error:
        raise UsageError(str(error)) from None
    draft = with_draft(Draft(answers, tuple(services) if services else None), saved)
    if reads:
        draft = _with_input(args, draft)
    return post(args, draft, ask, lambda session, whole: compose(session, whole, whole.get(NOTE) or None))


def _answer(given: str | list[str]) -> str:
    """Return an option as an answer: one that is repeated has a line for each."""
    return given if isinstance(given, str) else "\n".join(" ".join(one.split()) for one in given)


def _with_input(args: argparse.Namespace, draft: Draft) -> Draft:
    """Add the words on standard input. Raises `UsageError`, and keeps the rest, if they cannot be read."""
    try:
        words = read_input()
        return replace(draft, answers={**draft.answers, "text": words}) if words else draft
    except UsageError:
        args.text = "-"
        keep(args, draft, Prompter(None, print_message), always=True)
        raise


def post(args: argparse.Namespace, draft: Draft, ask: Ask | None, compose: Compose) -> int:
    """Post; keep the answers in a draft if the writer breaks off or posting fails.

    Where nobody is asked, the content folder is locked from reading to committing. A person may take long to
    answer: then it is locked for the writing alone, and a note that has changed meanwhile is left as it is.
    """
    content, lock = content_of(args), ExitStack()
    prompter = saving_prompter(args, draft, ask, lock)
    try:
        with lock:
            if args.commit:
                _refuse_unready(args, draft, prompter, compose)  # before anybody answers questions
            if ask is None:
                lock.enter_context(locked(content))
            posted = _post_locked(args, draft, prompter, compose, lock)
    except (EOFError, KeyboardInterrupt) as error:
        with suppress(DiskError):  # the terminal may be gone
            print_message("\n" + texts_of(args).gettext(_NOTHING))
        keep(args, draft, prompter, always=True)
        if isinstance(error, KeyboardInterrupt):
            raise
        return WRONG_USAGE
    except AuthoringError as error:
        keep(args, draft, prompter)
        raise UsageError(str(error)) from None
    except LeftError:
        _forget_draft(args)  # to go on with it would post it twice
        raise
    except (DiskError, OSError) as error:
        keep(args, draft, prompter, always=True)
        if isinstance(error, GitError):
            raise GitError(_not_committed(error)) from error
        raise
    if posted:
        with _posted_despite_errors(args):
            _print_posted(args, *posted)
    return OK


@contextmanager
def _posted_despite_errors(args: argparse.Namespace) -> Iterator[None]:
    """Print that the note is posted if the output cannot be written, so that nobody posts it again."""
    try:
        yield
        with output():
            sys.stdout.flush()
    except (DiskError, OSError):
        done = "posted and committed" if args.commit else "posted"
        with suppress(DiskError, OSError):  # that may be lost as well
            print_message(f"It is {done}; only the output could not be written. Do not post it again.")
        raise


def _refuse_unready(args: argparse.Namespace, draft: Draft, prompter: Prompter, compose: Compose) -> None:
    """Raise `GitError` if git would not commit now; times that are given are kept as instants."""
    try:
        refuse_unready(args.content)
    except GitError:
        nobody = Prompter(None, lambda _: None, kept=prompter.kept)
        with suppress(AuthoringError, DiskError):
            compose(open_session(args.content, read_tree(args.content), now_of(args), nobody), draft)
        raise


def _not_committed(error: GitError) -> str:
    """Return the message of git, and how to go on."""
    words = str(error).replace("\n", "\n    ")
    return (
        f"nothing was posted, because it could not be committed:\n\n    {words}\n\n"
        "Try again when that is done, or post without --commit."
    )


def _post_locked(
    args: argparse.Namespace, draft: Draft, prompter: Prompter, compose: Compose, lock: ExitStack
) -> tuple[Sequence[Change], str, str] | None:
    """Compose changes, show them, write them and, with `--commit`, commit them.

    Returns them with a warning of git, if any, and the language for what is said about them, or None if the
    writer does not want them.
    """
    content = args.content
    session = open_session(content, read_tree(content), now_of(args), prompter)
    if prompter.ask:
        local = session.now.astimezone(session.settings.zone)
        zone = session.settings.zone.key
        times = msgid("Times are in the zone of the site, {zone}; there it is {time} now.")
        print_message(say(session, times, zone=zone, time=f"{local:%H:%M}"))
        print_message(say(session, help_on_keys()))
    changes = converse(session, draft, compose, anyway=args.anyway)
    if changes is None:
        print_result(say(session, _NOTHING))
        keep(args, draft, prompter)
        return None
    if prompter.ask:
        lock.enter_context(locked(content))
    warning = write_changes(session, changes, commits=args.commit)
    _forget_draft(args)
    return changes, warning, session.settings.languages[0] if sys.stdin.isatty() else "en"


def _forget_draft(args: argparse.Namespace) -> None:
    """Remove the draft whose answers are posted."""
    if getattr(args, "draft", None):
        args.draft.unlink(missing_ok=True)


def _print_posted(args: argparse.Namespace, changes: Sequence[Change], warning: str, language: str) -> None:
    """Print which files were written and what publishes them."""
    paths = [args.content / one.path for one in changes]
    print_result("\n".join(f"wrote {path}" for path in paths))
    if warning:
        print_message(f"It is committed, but git says:\n{warning}")
    print_message(way_to_readers(publication_of(args.content, paths), language))
