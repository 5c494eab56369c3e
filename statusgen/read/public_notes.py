"""What readers may see of notes: without what is internal. Nothing else may leave the reading of content.

Site and postmortem name the parts that readers see. Names of people are never among them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from statusgen.model.changes import CHANGE_PARTS, ChangeType
from statusgen.model.diagnostics import Span
from statusgen.model.learning import PARTS, Action
from statusgen.model.notes import AnyNote, Incident, Maintenance, Problem, Update
from statusgen.model.status import Kind
from statusgen.model.text import EMPTY
from statusgen.read.people import names_person


@dataclass(frozen=True, slots=True)
class Link:
    """Another note that a note names."""

    kind: Kind
    id: str
    span: Span
    replaces: bool = False
    """Whether the note takes the place of the other, which may then be recurring work with all its dates."""


def links_of(note: AnyNote) -> Iterator[Link]:
    """Yield the problems and maintenances that a note names."""
    if isinstance(note, Maintenance) and note.supersedes:
        place = note.places.get("supersedes", note.span)
        yield Link(Kind.MAINTENANCE, note.supersedes, place, replaces=True)
    if isinstance(note, Incident):
        place = note.places.get("problem", note.span)
        yield from (Link(Kind.PROBLEM, id_, place) for id_ in (note.problem,) if id_)
        place = note.places.get("caused_by", note.span)
        yield from (Link(Kind.MAINTENANCE, id_, place) for id_ in note.caused_by)
    actions = note.actions if isinstance(note, Problem) else ()
    for one in (*actions, *(action for update in note.updates for action in update.actions)):
        if one.problem:
            yield Link(Kind.PROBLEM, one.problem, one.places.get("for", one.span))


def with_links(note: AnyNote, is_known: Callable[[Kind, str], bool]) -> AnyNote:
    """Return the note with the names of known notes alone; `is_known` takes kind and id."""

    def known(actions: tuple[Action, ...]) -> tuple[Action, ...]:
        return tuple(
            replace(one, problem="") if one.problem and not is_known(Kind.PROBLEM, one.problem) else one
            for one in actions
        )

    updates = tuple(replace(one, actions=known(one.actions)) if one.actions else one for one in note.updates)
    note = note if updates == note.updates else replace(note, updates=updates)
    if isinstance(note, Problem):
        return replace(note, actions=known(note.actions))
    if isinstance(note, Incident):
        problem = note.problem if is_known(Kind.PROBLEM, note.problem) else ""
        causes = tuple(one for one in note.caused_by if is_known(Kind.MAINTENANCE, one))
        return replace(note, problem=problem, caused_by=causes)
    if isinstance(note, Maintenance) and not is_known(Kind.MAINTENANCE, note.supersedes):
        return replace(note, supersedes="")
    return note


def public_work(note: Maintenance, parts: Collection[str]) -> Maintenance:
    """Return planned work as readers may see it; `parts` are those of changes that the site makes public.

    Readers always see that work is an emergency: they ask why nobody announced it earlier.
    """
    is_type_public = "change" in parts or note.change is ChangeType.EMERGENCY
    approvals = (one for one in note.approved if "approved" in parts and not names_person(one.by))
    return replace(
        note,
        change=note.change if is_type_public else None,
        risk=note.risk if "risk" in parts else None,
        tested=note.tested if "tested" in parts else EMPTY,
        approved=tuple(replace(one, link="") for one in approvals),
        freeze_exception=EMPTY,
        lost=_public_lost(note.lost, parts),
    )


def public_note(note: AnyNote, parts: Collection[str], problems: Collection[str]) -> AnyNote | None:
    """Return the note as readers may see it; None for an internal problem.

    `parts` are those that the site makes public, `problems` the ids of public problems. A problem of which a
    key that may hide something is unreadable is internal.
    """
    note = with_links(note, lambda kind, id_: kind is not Kind.PROBLEM or id_ in problems)
    if isinstance(note, Problem):
        if not is_public(note):
            return None
        return replace(
            note,
            factors=note.factors if "factors" in parts else (),
            actions=_actions(note.actions, parts),
            lost=_public_lost(note.lost, parts),
        )
    if isinstance(note, Maintenance):
        note = public_work(note, parts)
    updates = tuple(_public_update(one, parts) for one in note.updates)
    return note if updates == note.updates else replace(note, updates=updates)


def is_public(problem: Problem) -> bool:
    """Return whether readers may see a problem."""
    return problem.public and not _HIDING.intersection(problem.lost)


def recovered_note(
    note: AnyNote, whole: AnyNote | None, parts: Collection[str], problems: Collection[str]
) -> AnyNote | None:
    """Return a note with published values in place of lost ones, as readers may see it by what counts now.

    `whole` is the note as its files have it, with what is internal; None if they cannot be read. A problem
    stays only as long as its files say that it is public, and so do the parts of an update.
    """
    if isinstance(note, Problem) and not (isinstance(whole, Problem) and is_public(whole)):
        return None
    written = {one.id: one for one in whole.updates} if whole else {}
    updates = (
        replace(one, public=_named(written[one.id]) if one.id in written else ()) for one in note.updates
    )
    return public_note(replace(note, updates=tuple(updates)), parts, problems)


def _named(update: Update) -> tuple[str, ...] | None:
    """Return the parts that an update makes public: none if a key that may hide something is unreadable."""
    return () if _HIDING.intersection(update.lost) else update.public


_HIDING = frozenset({"public", "draft", "?"})
"""Names in `lost` of keys that may have been meant to hide something."""


_INTERNAL = frozenset({*PARTS, *CHANGE_PARTS, "freeze_exception", "public"} - {"change"})
"""Names of fields of which readers see nothing unless the site makes them public."""


def _public_update(update: Update, site_parts: Collection[str]) -> Update:
    named = _named(update)
    parts = site_parts if named is None else named
    return replace(
        update,
        figures=update.figures if "figures" in parts else (),
        cost=update.cost if "cost" in parts else EMPTY,
        factors=update.factors if "factors" in parts else (),
        course=update.course if "course" in parts else (),
        actions=_actions(update.actions, parts),
        public=None,
        lost=_public_lost(update.lost, parts),
    )


def _public_lost(lost: tuple[str, ...], parts: Collection[str]) -> tuple[str, ...]:
    """Return the names of unreadable fields but those that readers do not see.

    So no published value of theirs stays, and no record names them.
    """
    return tuple(name for name in lost if name in parts or name not in _INTERNAL)


def _actions(actions: tuple[Action, ...], parts: Collection[str]) -> tuple[Action, ...]:
    if "actions" not in parts:
        return ()
    return tuple(
        replace(
            one,
            owner=one.owner if "owner" in parts and not names_person(one.owner) else "",
            link=one.link if "link" in parts else "",
        )
        for one in actions
    )
