"""What was composed, judged and shown, then written into the content folder and committed."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence

from statusgen.authoring import Change
from statusgen.authoring.prompts import ask_yes
from statusgen.authoring.session import AuthoringError, Desk
from statusgen.model.diagnostics import Diagnostic, Level
from statusgen.pipeline.lint import lint_content_note
from statusgen.plain_language import NoteFindings
from statusgen.read import ReadNote, read_site
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
    """What could not be committed could not be taken back either: a second try would post it twice."""


def verdict(desk: Desk, changes: Sequence[Change]) -> tuple[tuple[Diagnostic, ...], tuple[NoteFindings, ...]]:
    """What would be wrong with the changed notes, and what there is to say about the newest words in them."""
    files = {**desk.files, **{one.path: one.data for one in changes}}
    own = changed_notes(desk, changes)
    problems = tuple(problem for one in own for problem in one.problems)
    found = (one for note in own for one in lint_content_note(files, desk.now, note.kind, note.id))
    judged = [one for one in found if one.findings]
    return problems, tuple(one for one in judged if one.update is None or one.update is one.note.updates[-1])


def changed_notes(desk: Desk, changes: Sequence[Change]) -> tuple[ReadNote, ...]:
    """The notes that the changes belong to, read with them."""
    files = {**desk.files, **{one.path: one.data for one in changes}}
    notes = read_site(files).notes
    return tuple(one for one in notes if any(_holds(one.main, change.path) for change in changes))


def agreed(desk: Desk, changes: Sequence[Change], *, anyway: bool) -> bool:
    """Show what will be written and the findings for it; whether the writer, if one is asked, wants it.

    Raises `AuthoringError` for what cannot be published.
    """
    problems, judged = verdict(desk, changes)
    if not changed_notes(desk, changes):
        raise AuthoringError(f"nothing was written: {changes[0].path} would not be read as a note")
    files = {**desk.files, **{one.path: one.data for one in changes}}
    root = str(desk.content)
    for one in changes:
        before = desk.files.get(one.path, b"")
        desk.talk.tell(f"{root}/{one.path}\n\n{_news(before, one.data)}\n")
    said = render_text(problems, files, root=root) + render_findings(judged, files, root=root)
    if said:
        desk.talk.tell(said.rstrip())
    for path in _uncommitted_twins(desk, changes):
        desk.talk.tell(
            f"warning: {root}/{path} has this title, too, and is not committed. If a try that was broken off "
            "has left it, commit or remove one of the two: else both are published."
        )
    leaks = has_leaks(judged) and not anyway
    if has_errors(problems) or (leaks and desk.talk.ask is None):
        errors = has_errors(problems)
        message = "nothing was written; correct the errors" + (
            "" if errors else ", or write it all the same with --anyway"
        )
        raise AuthoringError(message)
    question = "Readers must not see the errors above. Write it all the same?" if leaks else "Write this?"
    return not desk.talk.ask or ask_yes(desk, question, usual=not leaks)


def _uncommitted_twins(desk: Desk, changes: Sequence[Change]) -> tuple[str, ...]:
    """The main files of other notes with the title of a new one that git has not committed."""
    new = [one for one in changed_notes(desk, changes) if one.main not in desk.files]
    titles = {(one.kind, one.note.title) for one in new if one.note}
    twins = [one.main for one in desk.reading.notes if one.note and (one.kind, one.note.title) in titles]
    if not twins:
        return ()
    changed = publication_of(desk.content, [desk.content / one for one in twins]).changed
    return tuple(one for one in twins if any(f"/{path}".endswith(f"/{one}") for path in changed))


def _news(before: bytes, after: bytes) -> str:
    """What a change adds: the end of the file, or else the lines that are new."""
    if after.startswith(before):
        return after[len(before) :].decode(errors="replace").strip()
    old, new = (data.decode(errors="replace").splitlines() for data in (before, after))
    return "\n".join(line[2:] for line in difflib.ndiff(old, new) if line.startswith("+ "))


def has_errors(problems: Sequence[Diagnostic]) -> bool:
    """Whether there are mistakes that can never be published."""
    return any(one.level is Level.ERROR for one in problems)


def has_leaks(judged: Sequence[NoteFindings]) -> bool:
    """Whether there are words that are published only if the writer insists."""
    return any(has_errors(one.findings) for one in judged)


def post(
    desk: Desk, changes: Sequence[Change], *, commits: bool = False, seconds: float | None = None
) -> str:
    """Write the files and, if wanted, commit them alone, under the note's title: all of it or nothing.

    The caller holds the lock of the content folder (`content_lock.locked`): between the check and the write
    nobody else may post. See `git.git` for `seconds`. Returns what git says if it has committed them and
    could not do the rest.

    Raises `GitError` with all that git says if it does not commit, else `DiskError` or `OSError`; the files
    and git's index are as they were then. Where that is impossible, a `DiskError` says which are not: a
    `LeftError` if files hold what was posted.
    """
    files = {one.path: one.data for one in changes}
    if not commits:
        write_together(desk.content, files, desk.files)
        return ""
    refuse_unready(desk.content)
    paths = [desk.content / path for path in files]
    new = unknown_files(desk.content, paths)
    written = write_together(desk.content, files, desk.files)
    try:
        return commit_files(desk.content, paths, _commit_message(desk, changes), seconds)
    except BaseException as error:
        # The files first, for room on the disk. What a hook has made of a new file is no reason to keep it.
        left = _failure(lambda: written.undo(removes_changed=True))
        in_index = _failure(lambda: forget_files(desk.content, new))
        message = f"it could not be committed:\n\n{in_words(error)}\n\n"
        if left:
            words = "; ".join(filter(None, (left, in_index)))
            message += f"The words are still in the content, so do not post it again. Look at this: {words}"
            raise LeftError(message) from error
        if in_index:
            raise DiskError(f"{message}Before you try again, look at this: {in_index}") from error
        raise


def _failure(undo: Callable[[], None]) -> str:
    """Undo something; why that failed, or nothing."""
    try:
        undo()
    except DiskError as error:
        return str(error)
    return ""


def _commit_message(desk: Desk, changes: Sequence[Change]) -> str:
    """`Resolved: Trams stop at Harbour Street`."""
    notes = [one.note for one in changed_notes(desk, changes) if one.note]
    if not notes:
        return f"Post {changes[0].path}"
    note = notes[0]
    what = note.updates[-1].status.value if note.updates else note.kind.value
    return f"{what.capitalize().replace('-', ' ')}: {note.title.variants[0][1]}"


def _holds(main: str, path: str) -> bool:
    """Whether a file belongs to the note with this main file."""
    folder = main.rpartition("/")[0]
    return main == path or (folder.count("/") > 0 and path.startswith(f"{folder}/"))
