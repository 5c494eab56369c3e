"""Fields of notes and updates: one declaration each, with the texts that ask writers for it.

From these tables follow the reader, the JSON Schemas, GitHub's issue forms, forms of the preview's editor,
the collections of the editor for the browser, and the questions of commands.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from statusgen.model.status import Kind, Status
from statusgen.read.answers import answer
from statusgen.read.catalogues import msgid
from statusgen.read.change_fields import CHANGE_FIELDS
from statusgen.read.learning_fields import (
    ACTIONS,
    CAUSED_BY,
    DETECTED,
    DETECTED_BY,
    FACTORS,
    INCIDENT_SUPPLIER,
    IS_PUBLIC,
    OPENED,
    POSTMORTEM_FIELDS,
    PROBLEM,
    REPORT_BY,
)
from statusgen.read.lint_settings import accepted
from statusgen.read.note_field import NoteField
from statusgen.read.primitives import (
    boolean,
    concerned,
    effects,
    effects_of_maintenance,
    effects_or_none,
    instant,
    instant_before,
    instant_promised,
    new_end,
    new_start,
    severity,
    whole,
)
from statusgen.read.recurrence_fields import ON, RECURRENCE_FIELDS
from statusgen.read.texts import text
from statusgen.read.vocabulary import STATUS_NAMES, STATUSES_BY_NAME, normalise_name
from statusgen.read.yaml.decode import Context, did_you_mean, listing, one_of, scalar
from statusgen.read.yaml.source import Scalar


def _address(path: str, node: Scalar, context: Context) -> str | None:
    if re.fullmatch(r"(/(?!\.)[^/\s<>\"'\\?#%:]+)+/?", path):
        return path
    help = "Write the part after the site's address, as `/incidents/old-name/`."
    context.report("bad-value", node.span, f"`{path}` is not an address on this site", help)
    return None


def _anchor(name: str, node: Scalar, context: Context) -> str | None:
    if re.fullmatch(r"\d[A-Za-z0-9_.:-]*", name):
        return name
    help = "Write the part after the `#` in the update's address, as `2026-05-01T09-20`."
    context.report("bad-value", node.span, f"`{name}` cannot be the id of an update", help)
    return None


def _status(name: str, node: Scalar, context: Context) -> Status | None:
    status = STATUSES_BY_NAME.get(normalise_name(name))
    if status is None:
        names = [status.spelling for status in Status]
        help = did_you_mean(name, names, f"It can be {one_of(names)}.")
        context.report("unknown-status", node.span, f"there is no status `{name}`", help)
    return status


TITLE = NoteField(
    "title", text, "What is wrong or planned, in words a customer would use.", required=True, label="Title"
)
INCIDENT_TITLE = replace(
    TITLE, label="What is wrong, in words a customer would use",
    question="What is wrong, in words a customer would use?",
)  # fmt: skip
MAINTENANCE_TITLE = replace(
    TITLE, label="What you will do, in words a customer would use",
    question="What will you do, in words a customer would use?",
)  # fmt: skip
NOTICE_TITLE = replace(TITLE, question="What is new, in words a customer would use?")
PROBLEM_TITLE = replace(TITLE, question="What can fail, in words a customer would use?")
IMPACT = NoteField(
    "impact", text, "Who notices what.", label="Who is affected, and how",
    question="Who is affected, and how?", shown=(msgid("Impact"), msgid("Who is affected")),
)  # fmt: skip
WORKAROUND = NoteField(
    "workaround", text, "What people can do meanwhile.", label="What people can do in the meantime",
    shown=(msgid("What you can do"),), question="What can people do in the meantime?",
)  # fmt: skip
WITHDRAWN = NoteField(
    "withdrawn",
    answer(
        "is no reason to withdraw this", "Write the reason in words for your readers, or remove the line."
    ),
    "The reason, if this was posted in error.",
)  # fmt: skip
DRAFT = NoteField("draft", boolean, "`true`: never published.")
ALIASES = NoteField(
    "aliases", listing(scalar(_address, "an address", {"type": "string", "pattern": "^/"}), "a list"),
    "Old addresses that lead here.",
)  # fmt: skip
LINT_OK = NoteField(
    "lint_ok", accepted, "Rules of plain language that you accept a finding of, each with the reason."
)
AFFECTED_SERVICES = NoteField(
    "services", effects_or_none, "Affected services and their states; `none` if none of them is.",
    label="Affected services and their states", question="Which services?", shown=(msgid("Services"),),
)  # fmt: skip
SERVICES = NoteField(
    "services", effects, "Services and their states.", label="Services whose state has changed",
    question="Which services have changed state?", shown=AFFECTED_SERVICES.shown,
)  # fmt: skip
PLANNED_SERVICES = NoteField(
    "services", effects_of_maintenance, "Services that the work touches.",
    label="Services affected by the work", question="Which services does the work affect?",
    shown=AFFECTED_SERVICES.shown,
)  # fmt: skip
CHANGED_PLANNED_SERVICES = replace(PLANNED_SERVICES, label=SERVICES.label, question=SERVICES.question)
CONCERNED_SERVICES = NoteField(
    "services", concerned, "Services that this is about.", label="Related services",
    question="Which services is this about?", shown=AFFECTED_SERVICES.shown,
)  # fmt: skip

STARTED = NoteField(
    "started", instant, "When it began; without it, the time of the first update.", label="Started",
    question="Since when, if earlier than now?", example="10:40",
    hint="Leave empty if it starts now.",
)  # fmt: skip
SEVERITY = NoteField("severity", severity, "Without it, it follows from the worst state.")
STARTS = NoteField(
    "starts", instant, "When the work starts.", required=True, label="Start", question="When does it start?",
    example="2026-05-06 02:00",
)  # fmt: skip
ENDS = NoteField(
    "ends", instant, "When the work ends.", required=True, after="starts", label="End",
    question="When should it end?", example="04:00, or 2h from the start",
)  # fmt: skip
ANNOUNCED = NoteField("announced", instant, "When readers may first see it.")
PUBLISHED = NoteField(
    "published", instant, "When readers may first see it.", required=True, label="Visible from"
)
UNTIL = NoteField(
    "until", instant, "When it leaves the home page.", after="published",
    label="On the home page until", question="How long should it be on the home page?",
    example="3d or 2026-05-06 18:00", hint="Leave empty to end it yourself.",
)  # fmt: skip
MENU = NoteField("menu", boolean, "`false`: not in the menu.", label="In the menu")
ORDER = NoteField("order", whole(0, 10_000), "Its place in the menu; 100 without it.")

NEXT_UPDATE = NoteField(
    "next_update", instant_promised, "When readers hear more.", label="Next update",
    question="When is the next update?", example="30, 2h or 09:50",
    hint="Minutes from now, or a clock time. Leave empty to promise nothing.", answer="next",
)  # fmt: skip
SINCE = NoteField(
    "since", instant_before, "When this really became true, if earlier than the update.",
    label="Time of the change, if earlier", question="Since when, if earlier than now?", example="10:40",
    hint="Leave empty if it starts now.",
)  # fmt: skip
SUMMARY = NoteField(
    "summary", text, "Postmortem: what happened, in two sentences for everybody.",
    label="Postmortem: summary in two sentences",
    question="What happened, in two sentences that anyone understands?",
)  # fmt: skip
EDITED = NoteField("edited", instant, "When the words were changed after publication.")
NEW_STARTS = NoteField(
    "starts", new_start, "The new start.", question="New start, if it changes?",
    example="2026-05-06 02:00",
)  # fmt: skip
NEW_ENDS = NoteField(
    "ends", new_end, "The new end.", after="starts", question="New end, if it changes?",
    example="2026-05-06 04:00",
)  # fmt: skip
ANCHOR = NoteField(
    "id", scalar(_anchor, "an id", {"type": "string"}), "Keeps the update's address if its time is corrected."
)

STATUS = NoteField(
    "status",
    scalar(_status, "a status", {"enum": [name for names in STATUS_NAMES.values() for name in names]}),
    "The status.", required=True, label="Status", question="What is the status?",
)  # fmt: skip
AT = NoteField("at", instant, "When it is posted.", required=True, label="Time of this update")
NOTE = NoteField(
    "note", text, "The name of the note that it belongs to, which is that of its folder.", label="Which one?",
    question="Which incident or maintenance?", example="empty: the only open one",
)  # fmt: skip
MONTH = NoteField("month", text, "The month of the report, which is the name of its file.", label="Month")
Fields = tuple[NoteField[Any], ...]

NOT_STORED = frozenset({DRAFT.name, NOTE.name, MONTH.name})
"""Fields that only the reader uses. Each other one is an attribute of the note or update, by its name."""

_COMMON: Fields = (WITHDRAWN, DRAFT, ALIASES, LINT_OK)
NOTE_FIELDS: dict[Kind, Fields] = {
    Kind.INCIDENT: (
        INCIDENT_TITLE,
        AFFECTED_SERVICES,
        IMPACT,
        WORKAROUND,
        STARTED,
        SEVERITY,
        DETECTED,
        DETECTED_BY,
        CAUSED_BY,
        PROBLEM,
        INCIDENT_SUPPLIER,
        *_COMMON,
    ),
    Kind.MAINTENANCE: (
        MAINTENANCE_TITLE, PLANNED_SERVICES, IMPACT, WORKAROUND, STARTS, ENDS, ANNOUNCED,
        *RECURRENCE_FIELDS, *CHANGE_FIELDS, *_COMMON,
    ),
    Kind.NOTICE: (NOTICE_TITLE, CONCERNED_SERVICES, PUBLISHED, UNTIL, *_COMMON),
    Kind.PROBLEM: (
        PROBLEM_TITLE,
        CONCERNED_SERVICES,
        WORKAROUND,
        OPENED,
        IS_PUBLIC,
        FACTORS,
        ACTIONS,
        *_COMMON,
    ),
    Kind.PAGE: (TITLE, MENU, ORDER, DRAFT, ALIASES),
    Kind.REPORT: (MONTH, DRAFT, LINT_OK),
}  # fmt: skip
"""The front matter of each kind of note."""

UPDATE_FIELDS: Fields = (
    NEXT_UPDATE, SERVICES, IMPACT, WORKAROUND, SINCE, ON, NEW_STARTS, NEW_ENDS, REPORT_BY, SUMMARY,
    *POSTMORTEM_FIELDS, EDITED, ANCHOR, LINT_OK,
)  # fmt: skip
"""The fields below an update's heading."""


def update_file_fields(kind: Kind) -> Fields:
    """Return the front matter of an update with a file of its own."""
    return (STATUS, AT, NOTE, DRAFT, *update_fields(kind))


def guess_kind(front_matter: str) -> Kind:
    """Return the kind of a note that is in no folder, by the keys that only this kind must have."""
    for kind in (Kind.MAINTENANCE, Kind.NOTICE, Kind.PROBLEM):
        own = "|".join(one.name for one in NOTE_FIELDS[kind] if one.required and one.name != TITLE.name)
        if re.search(rf"^(?:{own})\s*:", front_matter, re.MULTILINE):
            return kind
    return Kind.INCIDENT


def update_fields(kind: Kind) -> Fields:
    """Return the fields of an update of a kind of note."""
    if kind is Kind.NOTICE:
        return (EDITED, ANCHOR, LINT_OK)
    if kind is Kind.PROBLEM:
        return (NEXT_UPDATE, WORKAROUND, EDITED, ANCHOR, LINT_OK)
    left_out = () if kind is Kind.MAINTENANCE else (ON, NEW_STARTS, NEW_ENDS)
    services = CHANGED_PLANNED_SERVICES if kind is Kind.MAINTENANCE else SERVICES
    return tuple(services if one is SERVICES else one for one in UPDATE_FIELDS if one not in left_out)


TEXT_FIELDS: Fields = tuple(
    {
        one.name: one
        for own in (
            NOTE_FIELDS[Kind.INCIDENT],
            UPDATE_FIELDS,
            NOTE_FIELDS[Kind.MAINTENANCE],
            NOTE_FIELDS[Kind.PROBLEM],
        )
        for one in own
        if (one.is_text or one.has_texts)
    }.values()
)
"""Texts of notes and updates, and lists with texts, which translations have too."""
TRANSLATED_FIELDS: Fields = (
    replace(TITLE, about="The title.", required=False),
    *(one for one in TEXT_FIELDS if one.name != TITLE.name),
)
"""The front matter of a translation."""
