"""Recover what can be published of notes with mistakes, so that no mistake hides trouble.

A mistake reaches a field, an update, a translation or the whole note. There the last published value stays;
without one the value is left out, and states that it may have changed are unconfirmed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from statusgen.model.diagnostics import Diagnostic, Span
from statusgen.model.notes import AnyNote
from statusgen.model.packed import Lazy
from statusgen.model.site import UnreadableNote
from statusgen.model.status import Kind
from statusgen.pipeline.published import LastPublished
from statusgen.pipeline.recovery.attempt import Attempt, RecoveryContext
from statusgen.pipeline.recovery.note import day_of, recover_note
from statusgen.read import ReadNote
from statusgen.read.public_notes import recovered_note


@dataclass(frozen=True, slots=True)
class Recovered:
    """The notes that can be published, those that cannot, and what the writer should know about both."""

    notes: tuple[ReadNote, ...]
    unreadable: tuple[UnreadableNote, ...]
    problems: tuple[Diagnostic, ...]


def recover(notes: Sequence[ReadNote], last: LastPublished, context: RecoveryContext) -> Recovered:
    """Return notes without errors as they are, and the others as far as they can be published."""
    found, unreadable, problems = list[ReadNote](), list[UnreadableNote](), list[Diagnostic]()
    for one in notes:
        if one.sound or one.is_internal:
            found.append(one)
            continue
        attempt = Attempt(one, last.notes.get((one.kind, one.id)), context)
        note, is_last_version = recover_note(attempt)
        note = recovered_note(note, one.whole, context.public, context.problems) if note else None
        if note is None:
            message = _MAY_BE_INTERNAL if attempt.last else _LEFT_OUT
            problems.append(_diagnostic("left-out", one, message))
        elif is_last_version:
            problems.append(_diagnostic("kept-last-version", one, _KEPT))
        else:
            problems += _partly(attempt)
        if note:
            found.append(replace(one, kept=Lazy[AnyNote](note), digest=b""))
        elif one.kind.is_dated and one.kind is not Kind.PROBLEM:  # the others have no effect on states
            unreadable.append(UnreadableNote(one.kind, one.id, day_of(one.id, context.zone)))
    return Recovered(tuple(found), tuple(unreadable), tuple(problems))


_LEFT_OUT = "this note has errors and no last published version, so it is NOT on the site"
_MAY_BE_INTERNAL = "this problem has errors, and may be meant to be internal, so it is NOT on the site"
_KEPT = "this note has errors, so its last published version stays on the site"


def _partly(attempt: Attempt) -> Iterator[Diagnostic]:
    """Yield what was left out of a note and what keeps its last published value; nothing if all is shown."""
    if attempt.missing:
        message = f"published without what cannot be read: {_listed(attempt.missing)}"
        yield _diagnostic("left-out", attempt.read, message)
    if attempt.restored:
        message = f"of what cannot be read, the last published value stays: {_listed(attempt.restored)}"
        yield _diagnostic("kept-last-version", attempt.read, message)


def _diagnostic(code: str, note: ReadNote, message: str) -> Diagnostic:
    return Diagnostic(code, Span(note.main), message, "Correct the errors to publish all of it.")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name.replace('_', ' ')}`" for name in sorted(set(names)))
