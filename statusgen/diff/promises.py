"""Find promises that readers have seen and that a publication takes back in silence. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from statusgen.model.learning import Action
from statusgen.model.notes import AnyNote, UndatedNote
from statusgen.model.text import pick
from statusgen.pipeline.published import read_published
from statusgen.timeline.learning import actions_of


class Break(StrEnum):
    """What became of an action."""

    GONE = "gone"
    HIDDEN = "hidden"
    """Its page is there and has no action any more, as where `public` hides them."""
    WITHDRAWN = "withdrawn"
    """Its note was withdrawn, so no list has it any more."""
    REWORDED = "reworded"
    UNDONE = "undone"
    """It was done, and is not any more."""
    POSTPONED = "postponed"
    """It is to do, and due on a later day or on none."""


@dataclass(frozen=True, slots=True)
class BrokenPromise:
    """An action of a postmortem or a problem that readers no longer find as it was."""

    title: str
    """Heading of the page."""
    address: str
    words: str
    kind: Break
    new_words: str = ""
    """Similar words in its place, if it is `REWORDED`."""


def broken_promises(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[BrokenPromise, ...]:
    """Return the actions that are not as promised any more, of the records of two publications."""
    names = {name for name in {**before, **after} if before.get(name) != after.get(name)}
    old = read_published({name: before[name] for name in before if name in names}).notes
    new = read_published({name: after[name] for name in after if name in names}).notes
    moved = {alias: note for note in new.values() for alias in note.aliases}
    found = ((old[key], new.get(key) or moved.get(f"/{_address(old[key])}")) for key in sorted(old))
    return tuple(one for note, later in found for one in _broken(note, later))


def _broken(before: AnyNote, after: AnyNote | None) -> Iterator[BrokenPromise]:
    known, found = _actions(before), _actions(after)
    new = [words for words in found if words not in known]
    title, _ = pick(before.title, "")
    is_withdrawn = after is not None and bool(after.withdrawn) and not before.withdrawn
    for words, action in known.items():
        kind, similar = _break(action, found.get(words)), ""
        if is_withdrawn:
            kind = Break.WITHDRAWN
        elif kind is Break.GONE and after and not found:
            kind = Break.HIDDEN
        if kind is Break.GONE and (close := get_close_matches(words, new, 1)):
            kind, similar = Break.REWORDED, close[0]
        if kind:
            yield BrokenPromise(title, _address(before), words, kind, similar)


def _break(before: Action, after: Action | None) -> Break | None:
    if after is None:
        return Break.GONE
    if after.done or after.dropped:
        return None
    if before.done:
        return Break.UNDONE
    return Break.POSTPONED if before.due and (after.due is None or after.due > before.due) else None


def _address(note: AnyNote) -> str:
    return f"{note.kind.folder}/{note.id}/"


def _actions(note: AnyNote | None) -> dict[str, Action]:
    """Return the actions of a note by their words in its main language."""
    actions: tuple[Action, ...] = () if note is None or isinstance(note, UndatedNote) else actions_of(note)
    return {pick(one.do, "")[0]: one for one in actions}
