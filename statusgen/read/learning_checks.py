"""Checks of what a note says for learning: when it was noticed, actions, problems and names of people."""

from __future__ import annotations

from collections.abc import Iterator

from statusgen.model.diagnostics import Diagnostic, Level, Span
from statusgen.model.learning import Action
from statusgen.model.notes import UNKNOWN_TIME, AnyNote, Incident, Maintenance, Problem, Update, listed_texts
from statusgen.model.status import Status
from statusgen.model.text import LocalText
from statusgen.read.catalog import Catalog
from statusgen.read.people import names_person, person_in
from statusgen.read.time_checks import place_of, show_time


def detected_in_order(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Find incidents that were noticed before they began, or posted before they were noticed."""
    if not isinstance(note, Incident) or note.detected is None:
        return
    place = place_of(note, "detected")
    first = min((one.at for one in note.updates), default=note.detected)
    if note.detected > first:
        message = f"`detected` is later than the first update, {show_time(first, catalog)}"
        help = "Write when you first noticed the incident, before you told anybody."
        yield Diagnostic("detected-after-first-update", place, message, help)
    if note.started != UNKNOWN_TIME and note.detected < note.started:
        message = f"`detected` is earlier than the start, {show_time(note.started, catalog)}"
        help = "Correct `detected` or `started`, unless you knew that it would happen."
        yield Diagnostic("detected-before-start", place, message, help)


def done_before_start(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Find actions that were done on a day before the incident or the problem began."""
    if isinstance(note, Incident | Problem) and note.begins != UNKNOWN_TIME:
        begins = note.begins.astimezone(catalog.zone).date()
        for action in (one for owner in (note, *note.updates) for one in _actions(owner)):
            day = action.done and action.done.astimezone(catalog.zone).date()
            if day and day < begins:
                message = f"this action was done on {day}, before it began on {begins}"
                help = "Correct the year or the day; what was there already belongs in the text."
                yield Diagnostic("done-before-start", place_of(action, "done"), message, help)


def due_before_update(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Find open actions that are due before they were promised: late from the first moment."""
    promised = [(one.actions, one.at, "its postmortem") for one in note.updates]
    if isinstance(note, Problem) and note.opened != UNKNOWN_TIME:
        promised.append((note.actions, note.opened, "the problem was known"))
    for actions, begin, what in promised:
        for action in actions:
            if action.due and action.due <= begin and not (action.done or action.dropped):
                message = f"this action is due before {what}, {show_time(begin, catalog)}"
                help = "Correct the year or the day of `due`, or add the day on which it was `done`."
                yield Diagnostic("due-before-update", place_of(action, "due"), message, help)


def problem_in_order(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Find problems that are known only after their first update, or that go on after they were fixed."""
    if not isinstance(note, Problem):
        return
    first = min((one.at for one in note.updates), default=note.opened)
    if note.opened != UNKNOWN_TIME and first < note.opened:
        message = f"`opened` is later than the first update, {show_time(first, catalog)}"
        help = "Correct the day in `opened`, or the time of that update."
        yield Diagnostic("opened-after-update", place_of(note, "opened"), message, help)
    fixed: Update | None = None
    for update in note.updates:
        if update.status is Status.FIXED:
            fixed = update
        elif fixed and update.status in (Status.INVESTIGATING, Status.CAUSE_KNOWN):
            when = show_time(fixed.at, catalog)
            message = f"“{update.status.spelling}” opens this problem again, which was fixed at {when}"
            help = "If that is not meant, correct the time of one of the two, or use the status `update`."
            yield Diagnostic("reopened", update.span, message, help)
            fixed = None


def lists_replaced(note: AnyNote, catalog: Catalog) -> Iterator[Diagnostic]:
    """Find lists of a postmortem that a later one leaves out: pages show the newest alone."""
    earlier: Update | None = None
    for update in (one for one in note.updates if one.status is Status.POSTMORTEM):
        names = [name for name in ("factors", "actions") if earlier and getattr(earlier, name)]
        gone = [name for name in names if not getattr(update, name)]
        if earlier and gone:
            at = show_time(earlier.at, catalog)
            message = (
                f"readers do not see the {' and '.join(gone)} of {at} any more: the newest postmortem counts"
            )
            help = "Copy them below this heading, or add these words to the earlier postmortem."
            yield Diagnostic("lists-replaced", update.span, message, help)
        earlier = update


def person_named(note: AnyNote, _: Catalog) -> Iterator[Diagnostic]:
    """Find people among owners, in the words for learning, and among those who approved work."""
    for approval in note.approved if isinstance(note, Maintenance) else ():
        if names_person(approval.by):
            message = f"“{approval.by}”, who approved it, looks like a person"
            help = "Name a board, a team or a role; the record behind `link` may name the person."
            yield Diagnostic("person-named", approval.span, message, help)
    for owner in (note, *note.updates):
        for action in _actions(owner):
            if names_person(action.owner):
                message = f"the owner “{action.owner}” looks like a person"
                help = "Name a team or a role; keep the name of the person in your ticket."
                yield Diagnostic("person-named", place_of(action, "owner"), message, help)
        texts = [text for _, text in listed_texts(owner)]
        for text in [owner.summary, *texts] if isinstance(owner, Update) else texts:
            yield from _named_in(text, owner.span)


def _named_in(text: LocalText, otherwise: Span) -> Iterator[Diagnostic]:
    """Yield a finding for the first language of a text that names a person, at its place."""
    found = ((index, *person_in(words)) for index, (_, words) in enumerate(text.variants))
    index, named, is_certain = next((one for one in found if one[1]), (0, "", False))
    if named:
        place = text.origins[index].span if index < len(text.origins) else otherwise
        help = "Write what happened without names: “a colleague”, “the team on duty”."
        weight = None if is_certain else Level.INFO
        yield Diagnostic("person-named", place, f"“{named}” looks like a person", help, weight=weight)


def _actions(owner: AnyNote | Update) -> tuple[Action, ...]:
    return owner.actions if isinstance(owner, Update | Problem) else ()
