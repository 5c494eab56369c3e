"""The keys of notes and updates: one table for each kind, read by people in `docs/content-format.md`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, TypeVar

from statusgen.model.status import Kind, Status
from statusgen.read.lint_settings import accepted
from statusgen.read.primitives import (
    FALSE,
    TRUE,
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
from statusgen.read.texts import text
from statusgen.read.vocabulary import STATUSES_BY_NAME, normalise_name
from statusgen.read.yaml.decode import Context, Field, did_you_mean, listing, one_of, same_key, scalar
from statusgen.read.yaml.source import Node, Scalar, Table

T = TypeVar("T")


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
        names = [status.names[0] for status in Status]
        help = did_you_mean(name, names, f"It can be {one_of(names)}.")
        context.report("unknown-status", node.span, f"there is no status `{name}`", help)
    return status


TITLE = Field("title", text, "What is wrong or planned, in words a customer would use.", required=True)
IMPACT = Field("impact", text, "Who notices what.")
WORKAROUND = Field("workaround", text, "What people can do meanwhile.")
_NO_REASONS = (*TRUE, *FALSE, "n/a", "na", "-", "--", "none", "no reason", "tbd", "无")


def _reason(words: str, node: Scalar, context: Context) -> str | None:
    """The reason for which a note is withdrawn; a word that gives none withdraws nothing."""
    if words.casefold() in _NO_REASONS:
        help = "Write the reason in words for your readers, or remove the line."
        context.report("bad-value", node.span, f"`{words}` is no reason to withdraw this", help)
        return None
    return text.decode(node, context)


WITHDRAWN = Field(
    "withdrawn",
    scalar(_reason, "text", text.schema, is_text=True),
    "The reason, if this was posted in error.",
)
DRAFT = Field("draft", boolean, "`true`: never published.")
ALIASES = Field(
    "aliases",
    listing(scalar(_address, "an address", {"type": "string", "pattern": "^/"}), "a list"),
    "Old addresses that lead here.",
)
LINT_OK = Field(
    "lint_ok", accepted, "Rules of plain language that you accept a finding of, each with the reason."
)
SERVICES = Field("services", effects, "Services and their states.")
AFFECTED_SERVICES = Field(
    "services", effects_or_none, "Affected services and their states; `none` if none of them is."
)
PLANNED_SERVICES = Field("services", effects_of_maintenance, "Services that the work touches.")
CONCERNED_SERVICES = Field("services", concerned, "Services that this is about.")

STARTED = Field("started", instant, "When it began; without it, the time of the first update.")
SEVERITY = Field("severity", severity, "Without it, it follows from the worst state.")
STARTS = Field("starts", instant, "When the work starts.", required=True)
ENDS = Field("ends", instant, "When the work ends.", required=True, after="starts")
ANNOUNCED = Field("announced", instant, "When readers may first see it.")
PUBLISHED = Field("published", instant, "When readers may first see it.", required=True)
UNTIL = Field("until", instant, "When it leaves the home page.", after="published")
MENU = Field("menu", boolean, "`false`: not in the menu.")
ORDER = Field("order", whole(0, 10_000), "Its place in the menu; 100 without it.")

NEXT_UPDATE = Field("next_update", instant_promised, "When readers hear more.")
SINCE = Field("since", instant_before, "When this really became true, if earlier than the update.")
SUMMARY = Field("summary", text, "Postmortem: what happened, in two sentences for everybody.")
EDITED = Field("edited", instant, "When the words were changed after publication.")
NEW_STARTS = Field("starts", new_start, "Maintenance: the new start.")
NEW_ENDS = Field("ends", new_end, "Maintenance: the new end.", after="starts")
ANCHOR = Field(
    "id",
    scalar(_anchor, "an id", {"type": "string"}),
    "Keeps the update's address if its time is corrected.",
)

STATUS = Field(
    "status",
    scalar(_status, "a status", {"enum": [name for status in Status for name in status.names]}),
    "The status.",
    required=True,
)
AT = Field("at", instant, "When it is posted.", required=True)
NOTE = Field("note", text, "The name of the note that it belongs to, which is that of its folder.")

Fields = tuple[Field[Any], ...]

_COMMON: Fields = (WITHDRAWN, DRAFT, ALIASES, LINT_OK)
NOTE_FIELDS: dict[Kind, Fields] = {
    Kind.INCIDENT: (TITLE, AFFECTED_SERVICES, IMPACT, WORKAROUND, STARTED, SEVERITY, *_COMMON),
    Kind.MAINTENANCE: (TITLE, PLANNED_SERVICES, IMPACT, WORKAROUND, STARTS, ENDS, ANNOUNCED, *_COMMON),
    Kind.NOTICE: (TITLE, CONCERNED_SERVICES, PUBLISHED, UNTIL, *_COMMON),
    Kind.PAGE: (TITLE, MENU, ORDER, DRAFT, ALIASES),
}
"""The front matter of each kind of note."""

UPDATE_FIELDS: Fields = (
    NEXT_UPDATE, SERVICES, IMPACT, WORKAROUND, SINCE, NEW_STARTS, NEW_ENDS, SUMMARY, EDITED, ANCHOR,
    LINT_OK,
)  # fmt: skip
"""The fields below an update's heading."""


def update_file_fields(kind: Kind) -> Fields:
    """The front matter of an update with a file of its own."""
    return (STATUS, AT, NOTE, DRAFT, *update_fields(kind))


def peek(header: Node | None, wanted: Field[T], context: Context) -> T | None:
    """The value of one key, before all others are decoded; mistakes in it are reported then."""
    unheard = replace(context, problems=[])
    for key, value in header.entries if isinstance(header, Table) else ():
        if same_key(key.value, wanted.name):
            return wanted.decoder.decode(value, unheard)
    return None


def written(header: Node | None, wanted: Field[Any]) -> str:
    """The text of the value of one key, as it is written; empty without one."""
    for key, value in header.entries if isinstance(header, Table) else ():
        if same_key(key.value, wanted.name) and isinstance(value, Scalar):
            return value.value
    return ""


def update_fields(kind: Kind) -> Fields:
    """The fields of an update of this kind of note."""
    if kind is Kind.NOTICE:
        return (EDITED, ANCHOR, LINT_OK)
    left_out = () if kind is Kind.MAINTENANCE else (NEW_STARTS, NEW_ENDS)
    services = PLANNED_SERVICES if kind is Kind.MAINTENANCE else SERVICES
    return tuple(services if one is SERVICES else one for one in UPDATE_FIELDS if one not in left_out)


TRANSLATED_FIELDS: Fields = (
    Field("title", text, "The title."), IMPACT, WORKAROUND, SUMMARY, WITHDRAWN,
)  # fmt: skip
"""The texts in the front matter of a translation."""
