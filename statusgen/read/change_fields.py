"""What planned work has as a change: why it must be, what if it fails, its risk, and its approvals."""

from __future__ import annotations

from typing import Any

from statusgen.model.changes import Approval, ChangeType, Risk
from statusgen.read.answers import answer
from statusgen.read.catalogues import msgid
from statusgen.read.days import day_begin
from statusgen.read.learning_fields import maintenance_id, name
from statusgen.read.note_field import NoteField
from statusgen.read.primitives import choice, link
from statusgen.read.texts import text
from statusgen.read.vocabulary import CHANGE_NAMES, CHANGES_BY_NAME, RISK_NAMES, RISKS_BY_NAME
from statusgen.read.yaml.decode import Context, Decoder, Values, listing
from statusgen.read.yaml.mappings import record

_NOT_SHOWN = "Readers do not see it, unless your settings say so."

CHANGE: NoteField[ChangeType] = NoteField(
    "change", choice(CHANGES_BY_NAME, CHANGE_NAMES, "type of change"), "Its type; `normal` without it.",
    label="Type of change", question="What type of change is it?",
    hint="Leave empty for a normal change. Readers see emergencies as urgent work.",
)  # fmt: skip
REASON = NoteField(
    "reason", answer("is no reason", "Say what gets better or safer; or remove the line."),
    "Why the work must be done.", label="Why this must be done",
    question="Why must this be done?", shown=(msgid("Why we do this"),),
)  # fmt: skip
FALLBACK = NoteField(
    "fallback",
    answer("does not say what happens if it fails", "Say when you decide, and what you do then."),
    "What happens if it does not work.", label="What if it does not work",
    question="What will you do if it does not work, and by when do you decide?",
    shown=(msgid("If it does not work"),),
)  # fmt: skip
RISK: NoteField[Risk] = NoteField(
    "risk", choice(RISKS_BY_NAME, RISK_NAMES, "risk"), "How risky it is; readers do not see it.",
    label="Risk", question="How risky is it?", hint=_NOT_SHOWN,
)  # fmt: skip
TESTED = NoteField(
    "tested", text, "How it was tried before; readers do not see it.", label="How it was tested",
    question="How was it tested?", hint=_NOT_SHOWN,
)  # fmt: skip
SUPERSEDES = NoteField(
    "supersedes", maintenance_id, "The id of earlier work that was called off, and is tried again.",
    label="Earlier work that this replaces", question="Which work that was called off does this replace?",
    hint="Its id.",
)  # fmt: skip
FREEZE_EXCEPTION = NoteField(
    "freeze_exception", text, "Why it may be done in a freeze; readers do not see it.",
    label="Why it may be done in a freeze", question="Why may it be done in a freeze?",
    hint="Only for days in a freeze of your settings. Readers do not see it.",
)  # fmt: skip

APPROVED_BY = NoteField(
    "by", name, "The board, team or role that approved it.", required=True,
    label="Board, team or role, not a person",
    question="Which board, team or role approved it, not which person?",
)  # fmt: skip
APPROVED_ON = NoteField(
    "on", day_begin, "The day of the approval.", required=True, label="Approved on",
    question="On which day did they approve it?", example="2026-05-01",
)  # fmt: skip
APPROVAL_LINK = NoteField(
    "link", link("https", "http"), "The address of the record; readers do not see it.", label="Record",
    question="Where is the record?", example="https://…",
)  # fmt: skip
APPROVAL_FIELDS: tuple[NoteField[Any], ...] = (APPROVED_BY, APPROVED_ON, APPROVAL_LINK)


def _approval(values: Values, _: Context) -> Approval | None:
    by, on = values.get(APPROVED_BY), values.get(APPROVED_ON)
    if by is None or on is None:
        return None
    return Approval(by=by, on=on, link=values.get(APPROVAL_LINK) or "", span=values.place(APPROVED_BY))


approvals: Decoder[tuple[Approval, ...]] = listing(
    record(APPROVAL_FIELDS, _approval, "`by` and `on`", (APPROVAL_LINK.name,)), "a list"
)
APPROVED = NoteField(
    "approved", approvals, "Who approved it, and when; readers do not see it.", label="Approvals",
    question="Who approved it?",
    hint="A board, a team or a role, not a person. Readers do not see it, unless your settings say so.",
)  # fmt: skip

CHANGE_FIELDS: tuple[NoteField[Any], ...] = (
    REASON, FALLBACK, CHANGE, RISK, TESTED, APPROVED, SUPERSEDES, FREEZE_EXCEPTION,
)  # fmt: skip
"""Fields of the front matter of maintenance."""
