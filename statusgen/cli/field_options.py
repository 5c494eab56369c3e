"""Options for the fields of notes and updates, by the tables of fields."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from statusgen.authoring.fields import LISTS, USUAL_WAIT
from statusgen.authoring.line_form import WHY_MARK
from statusgen.cli.console import is_utf8
from statusgen.model.status import Kind
from statusgen.read.change_fields import APPROVED, CHANGE, RISK, SUPERSEDES
from statusgen.read.learning_fields import (
    ACTIONS,
    CAUSED_BY,
    COURSE,
    DETECTED_BY,
    FACTORS,
    FIGURES,
    INCIDENT_SUPPLIER,
    IS_PUBLIC,
    PROBLEM,
    PUBLIC_PARTS,
)
from statusgen.read.note_field import NoteField
from statusgen.read.note_fields import NEXT_UPDATE, SERVICES, Fields

_OPTIONS = {
    SERVICES.draft_name: "service",
    FIGURES.draft_name: "figure",
    FACTORS.draft_name: "factor",
    ACTIONS.draft_name: "action",
    PUBLIC_PARTS.draft_name: "public",
}
"""Names of options that differ from those of the answers."""
_METAVARS = {
    DETECTED_BY.draft_name: "WHO",
    CAUSED_BY.draft_name: "ID",
    PROBLEM.draft_name: "ID",
    SUPERSEDES.draft_name: "ID",
    CHANGE.draft_name: "TYPE",
    RISK.draft_name: "low|medium|high",
    INCIDENT_SUPPLIER.draft_name: "NAME",
    IS_PUBLIC.draft_name: "yes|no",
    PUBLIC_PARTS.draft_name: "PARTS",
}
_HELP = {
    SERVICES.draft_name: "a service (its id or name) and its state, such as checkout=degraded; "
    "again for each; none: no service is affected",
    NEXT_UPDATE.draft_name: f"the next update: {NEXT_UPDATE.example}, or none (default: {USUAL_WAIT})",
    FIGURES.draft_name: "a figure of the impact; again for each",
    FACTORS.draft_name: "what made it possible, as WHAT; KIND; SUPPLIER; again for each, "
    "each followed by its --why",
    COURSE.draft_name: "what happened when, as 09:14 WORDS; again for each",
    IS_PUBLIC.draft_name: "yes: readers see it (default: no)",
    CHANGE.draft_name: "its type: standard, normal or emergency (default: normal)",
    APPROVED.draft_name: "who approved it, as BOARD; DAY; LINK; again for each",
    ACTIONS.draft_name: "what you will change, as DO; KIND; TEAM; DAY; LINK; for: PROBLEM; again for each",
}
"""Help of options that need more than a field says about itself."""


def add_fields(parser: argparse.ArgumentParser, by_kind: Mapping[Kind, Fields]) -> None:
    """Add an option for each field, given by the kinds of notes that the command is for."""
    names = dict.fromkeys(one.draft_name for fields in by_kind.values() for one in fields)
    for name in names:
        of_kinds = {kind: one for kind, fields in by_kind.items() for one in fields if one.draft_name == name}
        field, *_ = of_kinds.values()
        about = f"{field.about[0].lower()}{field.about[1:].removesuffix('.')}"
        example = f" ({field.example})" if field.example else ""
        kinds = f"{' or '.join(of_kinds)}: " if len(of_kinds) < len(by_kind) else ""
        parser.add_argument(
            option_of(name),
            dest=name,
            action="append" if name in (SERVICES.draft_name, *LISTS) else "store",
            metavar=_metavar(field),
            help=f"{kinds}{_HELP.get(name) or about + example}",
        )
        if name == FACTORS.draft_name:
            parser.add_argument(
                "--why", dest=name, action="append", type=_reason, metavar="TEXT",
                help="why that was so, of the --factor or --why before; again for each",
            )  # fmt: skip


def option_of(name: str) -> str:
    """Return the option for an answer by its name, such as `--next`."""
    return f"--{_OPTIONS.get(name, name).replace('_', '-')}"


def _metavar(field: NoteField[Any]) -> str:
    if field.name == SERVICES.name:
        return "ID[=STATE]"
    kinds = {"DAY": field.is_day, "TIME": field.is_time, "TEXT": field.is_text or field.draft_name in LISTS}
    named = _METAVARS.get(field.draft_name) or field.draft_name.upper()
    return next((name for name, fits in kinds.items() if fits), named)


def utf8_text(text: str) -> str:
    """Return the text of an option. Raises `ArgumentTypeError` if it is not UTF-8."""
    if not is_utf8(text):
        raise argparse.ArgumentTypeError(f"this is not text in UTF-8: {text}")
    return text


def _reason(text: str) -> str:
    return f"{WHY_MARK} {utf8_text(text)}"
