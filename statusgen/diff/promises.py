"""Find actions that readers have seen and that a publication takes away in silence. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from statusgen.model.learning import Action
from statusgen.model.notes import AnyNote, Page
from statusgen.model.text import pick
from statusgen.pipeline.published import read_published
from statusgen.timeline.learning import actions_of


@dataclass(frozen=True, slots=True)
class RemovedAction:
    """An action of a postmortem or a problem that readers no longer find as it was."""

    title: str
    """Heading of the page."""
    address: str
    words: str
    new_words: str = ""
    """Similar words in its place; empty if it is gone."""


def removed_actions(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[RemovedAction, ...]:
    """Return the actions that are gone or have other words, of the records of two publications."""
    names = {name for name in {**before, **after} if before.get(name) != after.get(name)}
    old = read_published({name: before[name] for name in before if name in names}).notes
    new = read_published({name: after[name] for name in after if name in names}).notes
    return tuple(one for key in sorted(old) for one in _removed(old[key], new.get(key)))


def _removed(before: AnyNote, after: AnyNote | None) -> Iterator[RemovedAction]:
    known, found = _words(before), _words(after)
    new = [words for words in found if words not in known]
    for words in known:
        if words not in found:
            similar = get_close_matches(words, new, 1)
            title, _ = pick(before.title, "")
            yield RemovedAction(title, f"{before.kind.folder}/{before.id}/", words, "".join(similar))


def _words(note: AnyNote | None) -> list[str]:
    """Return the words of the actions of a note, in its main language."""
    actions: tuple[Action, ...] = () if note is None or isinstance(note, Page) else actions_of(note)
    return [pick(one.do, "")[0] for one in actions]
