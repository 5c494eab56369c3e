"""What postmortems and problems hold besides words: figures, factors, the course of events, actions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from statusgen.model.learning import PARTS, Action, ActionKind, CourseEntry, Detection, Factor, FactorKind
from statusgen.model.recurrence import occurrence_id
from statusgen.model.text import EMPTY, LocalText, Origin
from statusgen.read.body import Words
from statusgen.read.days import day_begin, day_end
from statusgen.read.note_field import NoteField
from statusgen.read.primitives import (
    FALSE,
    ID_PATTERN,
    boolean,
    choice,
    identifier,
    instant,
    link,
    read_identifier,
)
from statusgen.read.texts import in_default_language, located, text, text_in_list
from statusgen.read.times import Sense, Toward, parse_day, parse_instant
from statusgen.read.vocabulary import (
    ACTION_NAMES,
    ACTIONS_BY_NAME,
    DETECTION_NAMES,
    DETECTIONS_BY_NAME,
    FACTOR_NAMES,
    FACTORS_BY_NAME,
)
from statusgen.read.yaml.decode import Context, Decoder, Values, did_you_mean, listing, one_of, scalar
from statusgen.read.yaml.mappings import record
from statusgen.read.yaml.source import List, Node, Scalar, Table

detections: Decoder[tuple[Detection, ...]] = listing(
    choice(DETECTIONS_BY_NAME, DETECTION_NAMES, "way of noticing"), "a list"
)
name: Decoder[str] = Decoder(text.decode, text.schema)
"""Name, which is the same in all languages."""
figures: Decoder[tuple[LocalText, ...]] = listing(text_in_list, "a list of texts")

WHAT = NoteField(
    "what", text, "What made the incident possible.", required=True, label="What made it possible",
    question="What made it possible?",
)  # fmt: skip
FACTOR_KIND: NoteField[FactorKind] = NoteField(
    "kind", choice(FACTORS_BY_NAME, FACTOR_NAMES, "kind of factor"), "What it is about.",
    label="What it is about", question="What is it about?",
)  # fmt: skip
SUPPLIER = NoteField(
    "supplier", name, "The supplier in whose service it lay.", label="Supplier", question="Which supplier?"
)
WHY = NoteField(
    "why", figures, "Why it was so; each further line says why the one before was so.",
    label="Why was that?", question="Why was that?",
    hint="One reason in each line; each further line says why the one before was so.",
)  # fmt: skip
FACTOR_FIELDS: tuple[NoteField[Any], ...] = (WHAT, FACTOR_KIND, SUPPLIER, WHY)

DO = NoteField(
    "do", text, "What will change.", required=True, label="What you will change",
    question="What will you change?",
)  # fmt: skip
ACTION_KIND: NoteField[ActionKind] = NoteField(
    "kind", choice(ACTIONS_BY_NAME, ACTION_NAMES, "kind of action"), "What it is for.",
    label="What it is for", question="What is it for?",
)  # fmt: skip
FOR = NoteField(
    "for", identifier, "The id of the problem that it is for.", label="Problem that it is for",
    question="Which problem is it for?", hint="Its id.",
)  # fmt: skip
OWNER = NoteField(
    "owner", name, "The team or role that does it; readers do not see it.",
    label="Team or role, not a person", question="Which team or role does it, not which person?",
)  # fmt: skip
DUE = NoteField(
    "due", day_end, "The last day on which it is in time.", label="By when", question="By which day?",
    example="2026-06-30",
)  # fmt: skip
DONE = NoteField("done", day_begin, "The day on which it was done.", label="Done on")
DROPPED_ON = NoteField(
    "on", day_begin, "The day on which it was given up.", required=True, label="Given up on"
)
DROPPED_WHY = NoteField("why", text, "Why it was given up.", required=True, label="Why it was given up")
LINK = NoteField(
    "link", link("https", "http"), "The address of a ticket; readers do not see it.", label="Ticket",
    question="Which ticket?", example="https://…",
)  # fmt: skip


def _dropped(values: Values, context: Context) -> tuple[datetime, LocalText] | None:
    on, why = values.get(DROPPED_ON), located(values, DROPPED_WHY)
    return (on, in_default_language(why, context)) if on and why else None


DROPPED_FIELDS: tuple[NoteField[Any], ...] = (DROPPED_ON, DROPPED_WHY)
_given_up = record(DROPPED_FIELDS, _dropped, "`on` and `why`")


def _given_up_or_empty(node: Node, context: Context) -> tuple[datetime, LocalText] | None:
    """Read `on` and `why`; None if both are empty, as editors write them."""
    values = [value for _, value in node.entries] if isinstance(node, Table) else [node]
    is_empty = all(isinstance(one, Scalar) and one.absent for one in values)
    return None if is_empty else _given_up.decode(node, context)


DROPPED = NoteField(
    "dropped", Decoder(_given_up_or_empty, _given_up.schema), "When and why it was given up.",
    label="Given up",
)  # fmt: skip
ACTION_FIELDS: tuple[NoteField[Any], ...] = (DO, ACTION_KIND, FOR, OWNER, DUE, DONE, DROPPED, LINK)


def _factor(values: Values, context: Context) -> Factor | None:
    what = located(values, WHAT)
    if what is None:
        return None
    given = values.given((FACTOR_KIND, SUPPLIER, WHY))
    return Factor(what=in_default_language(what, context), **given, span=values.place(WHAT))


def _action(values: Values, context: Context) -> Action | None:
    do = located(values, DO)
    if do is None:
        return None
    given = values.given((ACTION_KIND, FOR, OWNER, DUE, DONE, LINK), {FOR.name: "problem"})
    dropped, reason = values.get(DROPPED) or (None, EMPTY)
    if dropped and "done" in given:
        help = "Keep the one that is true."
        context.report("bad-value", values.place(DROPPED), "this action is both done and dropped", help)
    words = in_default_language(do, context)
    return Action(
        do=words, **given, dropped=dropped, reason=reason, span=values.place(DO), places=values.spans
    )


factors: Decoder[tuple[Factor, ...]] = listing(record(FACTOR_FIELDS, _factor, "`what: …` lines"), "a list")
actions: Decoder[tuple[Action, ...]] = listing(
    record(ACTION_FIELDS, _action, "`do: …` lines", (OWNER.name, LINK.name)), "a list"
)

_ENTRY = re.compile(
    r"(?P<time>(?:\d{4}-\d{1,2}-\d{1,2}[ T]+)?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?\S*(?:\s+[+−-]\d{2}:?\d{2})?)"
    r"\s+(?P<words>.+)"
)


def _course(node: Node, context: Context) -> tuple[CourseEntry, ...]:
    """Return the entries in the order written.

    A clock time alone is the nearest one to the entry before it; for the first, to the incident's start.
    """
    found = list[CourseEntry]()
    near = context.begins
    for one in node.items if isinstance(node, List) else (node,):
        entry = _entry(one, near, context)
        if entry:
            found.append(entry)
            near = entry.at
    return tuple(found)


def _entry(node: Node, near: datetime | None, context: Context) -> CourseEntry | None:
    words = text.decode(node, context)
    match = _ENTRY.fullmatch(words) if words else None
    if words and match is None:
        help = "Begin with the time: `09:14 monitoring reports an error`."
        context.report("bad-value", node.span, "this does not say when it happened", help)
    if match is None:
        return None
    sense = Sense(Toward.NEAREST, near, near) if near else None
    at = parse_instant(match["time"], node.span, replace(context, anchor=None), sense)
    event = Words(match["words"], Origin(node.span))
    return CourseEntry(at, in_default_language(event, context)) if at else None


course: Decoder[tuple[CourseEntry, ...]] = Decoder(_course, {"type": "array", "items": text.schema})


def shown_parts(known: Sequence[str]) -> Decoder[tuple[str, ...]]:
    """Return a decoder for the parts that readers see: those named, or none for `no`."""

    def decode(node: Node, context: Context) -> tuple[str, ...] | None:
        items = node.items if isinstance(node, List) else (node,)
        if all(isinstance(one, Scalar) and one.value.strip().lower() in FALSE for one in items):
            return ()
        found = list[str]()
        for one in items:
            name = one.value.strip().lower() if isinstance(one, Scalar) else ""
            if name in known:
                found.append(name)
            else:
                help = did_you_mean(name, known, f"It can be `no`, or some of {one_of(known, 'and')}.")
                context.report("bad-value", one.span, f"readers cannot be shown `{name}`", help)
        return tuple(dict.fromkeys(found))

    names = [*known]
    several = {"type": "array", "items": {"enum": names}}
    return Decoder(decode, {"oneOf": [{"enum": [False, *FALSE]}, {"enum": names}, several]})


parts = shown_parts(PARTS)


def _maintenance_id(text: str, node: Scalar, context: Context) -> str | None:
    help = (
        "Write the name of the maintenance's file, without `.md`; if a company caused it, write "
        f"`supplier: {text}`."
    )
    name, slash, day = text.partition("/")
    series = read_identifier(name, node, context, help)
    if not series or not slash:
        return series
    on = parse_day(day, node.span, context)
    return occurrence_id(series, on) if on else None


_OCCURRENCE = rf"^{ID_PATTERN}(/\d{{4}}-\d{{2}}-\d{{2}})?$"
maintenance_id = scalar(_maintenance_id, "an id", {"type": "string", "pattern": _OCCURRENCE})
"""Id of maintenance; of recurring work, with the day: `catalogue/2026-06-07`."""

DETECTED = NoteField(
    "detected", instant, "When you noticed it.", label="Noticed at", question="When did you notice it?",
    example="09:14", hint="Leave empty if you do not know.",
)  # fmt: skip
DETECTED_BY = NoteField(
    "detected_by", detections, "Who noticed it first.", label="Noticed first by",
    question="Who noticed it first?",
)  # fmt: skip
CAUSED_BY = NoteField(
    "caused_by", listing(maintenance_id, "a list"), "The maintenance that caused it, by id.",
    label="Maintenance that caused it", question="Which maintenance caused it?", hint="Its id.",
)  # fmt: skip
PROBLEM = NoteField(
    "problem", identifier, "The problem behind it, by its id.", label="Problem behind it",
    question="Which problem is behind it?", hint="Its id.",
)  # fmt: skip
INCIDENT_SUPPLIER = NoteField(
    "supplier", name, "The supplier in whose service the cause lay.", label="Supplier with the cause",
    question="In which supplier's service was the cause?",
)  # fmt: skip

OPENED = NoteField(
    "opened", day_begin, "The day since which you know of it.", required=True, label="Known since",
    question="Since which day do you know of it?", example="2026-05-01",
    hint="Leave empty if it is today.",
)  # fmt: skip
IS_PUBLIC = NoteField(
    "public", boolean, "`true`: readers see it.", label="Readers see it", question="Do readers see it?"
)

FIGURES = NoteField(
    "figures", figures, "The impact in numbers, one in each line.", has_texts=True,
    label="Figures", question="How many people, how long, what was lost?",
    hint="One figure in each line, such as: 2,100 people could not sign in for 2 h 30 min",
)  # fmt: skip
COST = NoteField(
    "cost", text, "What it cost; readers do not see it.", label="Cost", question="What did it cost?",
    hint="Readers do not see it, unless your settings say so.",
)  # fmt: skip
FACTORS = NoteField(
    "factors", factors, "What made it possible, as many factors as there are, each with its `why`.",
    has_texts=True, mistaken=("root cause", "root causes", "contributing factors"),
    label="Factors", question="What made it possible?",
    hint="As many factors as there are. Write about what made a step possible, not about who took it.",
)  # fmt: skip
COURSE = NoteField(
    "course", course, "What happened when, as far as no update told it.", has_texts=True,
    label="Course of events", question="What happened when, as far as no update says it?",
    hint="One event in each line, with its time: 09:14 monitoring reports that nobody can sign in",
)  # fmt: skip
ACTIONS = NoteField(
    "actions", actions, "What you will change.", has_texts=True, label="Actions",
    question="What will you change?",
    hint="Readers do not see the team, unless your settings say so.",
)  # fmt: skip
PUBLIC_PARTS = NoteField(
    "public", parts, "What readers see of this postmortem, if not what the site says.", may_be_empty=False,
    label="What of it readers see", question="What of this do readers see?", answer="public_parts",
    example=f"no, or some of {', '.join(PARTS)}",
    hint="Leave empty to show what your settings say.",
)  # fmt: skip
REPORT_BY = NoteField(
    "report_by", day_end, "The day by which you publish what you learned.",
    label="Report by", question="By which day will you publish what you learned?", example="2026-05-08",
    hint="Leave empty to promise nothing.",
)  # fmt: skip

POSTMORTEM_FIELDS: tuple[NoteField[Any], ...] = (FIGURES, COST, FACTORS, COURSE, ACTIONS, PUBLIC_PARTS)
"""Fields that only postmortems have, besides the summary."""
