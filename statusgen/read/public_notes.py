"""What readers may see of notes: without what is internal. Nothing else may leave the reading of content.

Site and postmortem name the parts that readers see. Names of people are never among them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from statusgen.model.diagnostics import Span
from statusgen.model.learning import PARTS, Action
from statusgen.model.notes import AnyNote, Incident, Problem, Update
from statusgen.model.status import Kind
from statusgen.model.text import EMPTY


@dataclass(frozen=True, slots=True)
class Link:
    """Another note that a note names."""

    kind: Kind
    id: str
    span: Span


def links_of(note: AnyNote) -> Iterator[Link]:
    """Yield the problems and maintenances that a note names."""
    if isinstance(note, Incident):
        place = note.places.get("problem", note.span)
        yield from (Link(Kind.PROBLEM, id_, place) for id_ in (note.problem,) if id_)
        place = note.places.get("caused_by", note.span)
        yield from (Link(Kind.MAINTENANCE, id_, place) for id_ in note.caused_by)
    actions = note.actions if isinstance(note, Problem) else ()
    for one in (*actions, *(action for update in note.updates for action in update.actions)):
        if one.problem:
            yield Link(Kind.PROBLEM, one.problem, one.span)


_PERSON = re.compile(
    r"\S+@\S+|(?:^|\s)@\w"  # an address, a handle
    r"|^(?:(?:Dr|Mr|Mrs|Ms|Mx|Prof|Herr|Frau|M|Mme|Sr|Sra)\.?\s+)?[A-Z][a-zà-ÿ'’-]+\s+(?:[A-Z]\.\s*)?[A-Z][a-zà-ÿ'’-]+$"
    r"|^[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈]"
    r"[一-龥]{0,1}[^\W组部队室处科班团]$|(?:先生|女士)$"
)
_TEAM = re.compile(
    r"\b(?i:team|desk|group|squad|office|department|support|operations|ops|services?|unit|board|lead|manager"
    r"|engineering|engineers|staff|network|platform|security|development|management|call|house|shift|care|duty"
    r"|payments?|billing|finance|infrastructure|hosting|systems?|data|web|software|hardware)\b"
)


def names_person(owner: str) -> bool:
    """Return whether an owner looks like a person: an address, a handle, or a first name with a last name."""
    return bool(_PERSON.search(owner.strip())) and not _TEAM.search(owner.split("@", maxsplit=1)[0])


_PERSON_INSIDE = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+|(?<![\w@/.])@\w[\w-]*|\b(?:Mr|Mrs|Ms|Mx)\.? [A-Z][\w'’-]+"
)


def names_person_inside(words: str) -> str:
    """Return the first address, handle or form of address with a name in words; empty if there is none."""
    found = _PERSON_INSIDE.search(words)
    return found[0] if found else ""


def public_note(note: AnyNote, parts: Collection[str], problems: Collection[str]) -> AnyNote | None:
    """Return the note as readers may see it; None for an internal problem.

    `parts` are those that the site makes public, `problems` the ids of public problems.
    """
    if isinstance(note, Problem):
        if not note.public:
            return None
        return replace(
            note,
            factors=note.factors if "factors" in parts else (),
            actions=public_actions(note.actions, parts, problems),
            lost=_public_lost(note.lost, parts),
        )
    updates = tuple(_public_update(one, parts, problems) for one in note.updates)
    note = note if updates == note.updates else replace(note, updates=updates)
    if isinstance(note, Incident) and note.problem and note.problem not in problems:
        return replace(note, problem="")
    return note


def _public_update(update: Update, site_parts: Collection[str], problems: Collection[str]) -> Update:
    parts = site_parts if update.public is None else update.public
    if "public" in update.lost:
        parts = ()  # nobody knows what was meant to be hidden
    return replace(
        update,
        figures=update.figures if "figures" in parts else (),
        cost=update.cost if "cost" in parts else EMPTY,
        factors=update.factors if "factors" in parts else (),
        course=update.course if "course" in parts else (),
        actions=public_actions(update.actions, parts, problems),
        public=None,
        lost=_public_lost(update.lost, parts),
    )


def _public_lost(lost: tuple[str, ...], parts: Collection[str]) -> tuple[str, ...]:
    """Return the names of unreadable fields but the hidden ones, whose published values must not stay."""
    return tuple(name for name in lost if name in parts or name not in PARTS)


def public_actions(
    actions: tuple[Action, ...], parts: Collection[str], problems: Collection[str]
) -> tuple[Action, ...]:
    """Return the actions as readers may see them; none if they are no part of what is public."""
    if "actions" not in parts:
        return ()
    return tuple(
        replace(
            one,
            owner=one.owner if "owner" in parts and not names_person(one.owner) else "",
            link=one.link if "link" in parts else "",
            problem=one.problem if one.problem in problems else "",
        )
        for one in actions
    )
