"""Review composed files with the writer, then write them into the content folder and commit them."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from statusgen.authoring.compose import Change
from statusgen.authoring.prompts import ask_yes
from statusgen.authoring.session import EDIT, AgainError, AuthoringError, Session, say
from statusgen.model.diagnostics import Diagnostic, Level
from statusgen.pipeline.lint import lint_content_note
from statusgen.plain_language import NoteFindings
from statusgen.read import ReadNote, read_site
from statusgen.read.catalogues import msgid
from statusgen.reporting.diagnostics_text import render_findings, render_text
from statusgen.storage.disk import DiskError
from statusgen.storage.git import (
    commit_files,
    forget_files,
    in_words,
    publication_of,
    refuse_unready,
    unknown_files,
)
from statusgen.storage.transaction import write_together


class LeftError(DiskError):
    """Failed commit whose files could not be removed again: a second try would post twice."""


def review(
    session: Session, changes: Sequence[Change]
) -> tuple[tuple[Diagnostic, ...], tuple[NoteFindings, ...]]:
    """Return mistakes in the changed notes, and findings of plain language for their newest words.

    Without a new update, such as for an action that is done, only what the change brings, and errors.
    """
    files = {**session.files, **{one.path: one.data for one in changes}}
    own = changed_notes(session, changes)
    problems = tuple(problem for one in own for problem in one.problems)
    judged = _judged(session, files, own)
    before = [one for one in session.reading.notes if one.main in [note.main for note in own]]
    if not any(one.note and one.note.updates for one in before) or _count(before) != _count(own):
        return problems, judged
    known = {_words(one) for note in before for one in note.problems}
    known |= {_words(one) for each in _judged(session, session.files, before) for one in each.findings}
    problems = tuple(one for one in problems if one.level is Level.ERROR or _words(one) not in known)
    new = (
        replace(one, findings=tuple(each for each in one.findings if _words(each) not in known))
        for one in judged
    )
    return problems, tuple(one for one in new if one.findings)


def _judged(
    session: Session, files: Mapping[str, bytes], notes: Iterable[ReadNote]
) -> tuple[NoteFindings, ...]:
    found = (one for note in notes for one in lint_content_note(files, session.now, note.kind, note.id))
    judged = [one for one in found if one.findings]
    return tuple(one for one in judged if one.update is None or one.update is one.note.updates[-1])


def _count(notes: Iterable[ReadNote]) -> int:
    """Return the number of updates."""
    return sum(len(one.note.updates) for one in notes if one.note)


def _words(one: Diagnostic) -> tuple[str, str, str]:
    """Return what makes a finding the same before and after a change, which moves lines."""
    return one.code, one.message, one.help


def changed_notes(session: Session, changes: Sequence[Change]) -> tuple[ReadNote, ...]:
    """Return the notes that the changes belong to, read with the changes."""
    files = {**session.files, **{one.path: one.data for one in changes}}
    notes = read_site(files).notes
    return tuple(one for one in notes if any(_has_file(one.main, change.path) for change in changes))


def agreed(session: Session, changes: Sequence[Change], *, anyway: bool) -> bool:
    """Show the new lines and the findings; return whether the writer confirms, if there is a terminal.

    Raises `AgainError` if the writer wants to change an answer, and `AuthoringError` for what cannot be
    published.
    """
    problems, judged = review(session, changes)
    if not changed_notes(session, changes):
        raise AuthoringError(f"nothing was written: {changes[0].path} would not be read as a note")
    _show(session, changes, problems, judged)
    leaks = has_leaks(judged) and not anyway
    if has_errors(problems) and session.prompter.ask:
        question = say(session, msgid("Readers cannot get this. Edit an answer?"))
        if ask_yes(session, question, usual=True) == "y":
            raise AgainError(EDIT)
        return False
    if has_errors(problems) or (leaks and session.prompter.ask is None):
        otherwise = "" if has_errors(problems) else ", or write it all the same with --anyway"
        raise AuthoringError(f"nothing was written; correct the errors{otherwise}")
    if session.prompter.ask is None:
        return True
    leaking = msgid("Readers must not see the errors above. Write it all the same? (e: edit an answer)")
    question = leaking if leaks else msgid("Write this? (e: edit an answer)")
    answer = ask_yes(session, say(session, question), usual=not leaks, others="e")
    if answer == "e":
        raise AgainError(EDIT)
    return answer == "y"


def _show(
    session: Session,
    changes: Sequence[Change],
    problems: Sequence[Diagnostic],
    judged: Sequence[NoteFindings],
) -> None:
    """Show the new lines, the findings about them, and files that an earlier try may have left."""
    files = {**session.files, **{one.path: one.data for one in changes}}
    root = str(session.content)
    for one in changes:
        before = session.files.get(one.path, b"")
        session.prompter.show(f"{root}/{one.path}\n\n{_news(before, one.data)}\n")
    report = render_text(problems, files, root=root) + render_findings(judged, files, root=root)
    if report:
        session.prompter.show(report.rstrip())
    for path in _uncommitted_twins(session, changes):
        session.prompter.show(
            f"warning: {root}/{path} has this title, too, and is not committed. If a try that was broken off "
            "has left it, commit or remove one of the two: else both are published."
        )


def _uncommitted_twins(session: Session, changes: Sequence[Change]) -> tuple[str, ...]:
    """Return main files of other, uncommitted notes with the same title as a new one."""
    new = [one for one in changed_notes(session, changes) if one.main not in session.files]
    titles = {(one.kind, one.note.title) for one in new if one.note}
    twins = [one.main for one in session.reading.notes if one.note and (one.kind, one.note.title) in titles]
    if not twins:
        return ()
    changed = publication_of(session.content, [session.content / one for one in twins]).changed
    return tuple(one for one in twins if any(f"/{path}".endswith(f"/{one}") for path in changed))


def _news(before: bytes, after: bytes) -> str:
    """Return the lines that a change adds."""
    if after.startswith(before):
        return after[len(before) :].decode(errors="replace").strip()
    old, new = (data.decode(errors="replace").splitlines() for data in (before, after))
    return "\n".join(line[2:] for line in difflib.ndiff(old, new) if line.startswith("+ "))


def has_errors(problems: Sequence[Diagnostic]) -> bool:
    """Return whether there are mistakes that prevent publishing."""
    return any(one.level is Level.ERROR for one in problems)


def has_leaks(judged: Sequence[NoteFindings]) -> bool:
    """Return whether there are words that are posted only with `anyway`."""
    return any(has_errors(one.findings) for one in judged)


def write_changes(
    session: Session, changes: Sequence[Change], *, commits: bool = False, seconds: float | None = None
) -> str:
    """Write the files and, if wanted, commit them alone, under the note's title: all of it or nothing.

    The caller holds the lock of the content folder (`locks.locked`): between the check and the write
    nobody else may post. See `git.git` for `seconds`. Returns what git says if it has committed them and
    could not do the rest.

    Raises `GitError` with all that git says if it does not commit, else `DiskError` or `OSError`; the files
    and git's index are as they were then. Where that is impossible, a `DiskError` says which are not: a
    `LeftError` if files hold what was posted.
    """
    files = {one.path: one.data for one in changes}
    if not commits:
        write_together(session.content, files, session.files)
        return ""
    refuse_unready(session.content)
    paths = [session.content / path for path in files]
    new = unknown_files(session.content, paths)
    written = write_together(session.content, files, session.files)
    try:
        return commit_files(session.content, paths, _commit_message(session, changes), seconds)
    except BaseException as error:
        # The files first, for room on the disk. What a hook has made of a new file is no reason to keep it.
        left = _failure(lambda: written.undo(removes_changed=True))
        in_index = _failure(lambda: forget_files(session.content, new))
        message = f"it could not be committed:\n\n{in_words(error)}\n\n"
        if left:
            words = "; ".join(filter(None, (left, in_index)))
            message += f"The words are still in the content, so do not post it again. Look at this: {words}"
            raise LeftError(message) from error
        if in_index:
            raise DiskError(f"{message}Before you try again, look at this: {in_index}") from error
        raise


def _failure(undo: Callable[[], None]) -> str:
    """Undo something; return why that failed, or nothing."""
    try:
        undo()
    except DiskError as error:
        return str(error)
    return ""


def _commit_message(session: Session, changes: Sequence[Change]) -> str:
    """Return a message such as `Resolved: Trams stop at Harbour Street`."""
    notes = [one.note for one in changed_notes(session, changes) if one.note]
    if not notes:
        return f"Post {changes[0].path}"
    note = notes[0]
    what = note.updates[-1].status.value if note.updates else note.kind.value
    return f"{what.capitalize().replace('-', ' ')}: {note.title.variants[0][1]}"


def _has_file(main: str, path: str) -> bool:
    """Return whether a file is the main file of a note or in the note's own folder."""
    folder = main.rpartition("/")[0]
    return path == main or (folder.count("/") > 0 and path.startswith(f"{folder}/"))
