"""What is to be said about a form: what is missing or wrong, hard words with their places, the note it makes.

The files are composed and judged by the very functions of the commands. While something is still missing,
something else stands in its place, so that the rest can be judged and shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from statusgen.authoring import Change, parse_when
from statusgen.authoring.answers import compose_new, compose_update
from statusgen.authoring.fixes import fixed
from statusgen.authoring.github_forms import SERVICES
from statusgen.authoring.save import changed_notes, has_leaks, verdict
from statusgen.authoring.session import AuthoringError, Desk
from statusgen.model.diagnostics import Diagnostic, Level, Span
from statusgen.model.notes import AnyNote, Status, Update
from statusgen.model.printable import harmless
from statusgen.preview.editor.form_specs import (
    MOST_LETTERS,
    NONE_AFFECTED,
    SERVICE,
    TICKED,
    Entered,
    answers,
    to_said,
)
from statusgen.preview.editor.site import is_of_note
from statusgen.preview.editor.texts import texts
from statusgen.render.urls import note_address

_GAP = "…"


@dataclass(frozen=True, slots=True)
class Mistake:
    """What keeps a form from being posted, and the field to correct; empty where it is none of the fields."""

    field: str
    message: str
    in_english: bool = False
    """As what readers of files say is; else it is in the language of the site."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark about the words."""

    id: str
    level: Level
    message: str
    help: str
    field: str
    of: str = ""
    instead: str = ""
    """What can safely stand in place of `of`; empty where there is nothing."""
    in_english: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """All that is to be said about a form, and what it would write."""

    mistakes: tuple[Mistake, ...]
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]
    """To look at; to write only where there is no mistake."""
    address: str
    """Of the note's page, without a slash before it; empty if nothing could be composed."""
    anchor: str
    """Of the update within the page; empty for a notice."""
    at: datetime
    """When the update is posted: now, to the minute or to the second."""
    leaks: bool
    """Whether it is posted only if the writer insists."""

    @property
    def held(self) -> bool:
        """Whether there is something to correct, or to insist on, before it can be posted."""
        return bool(self.mistakes) or self.leaks


def version_of(files: Mapping[str, bytes], note: str) -> str:
    """A mark that changes with the files of a note (its key); empty for a new one."""
    if not note:
        return ""
    mark = hashlib.sha256()
    for path, data in sorted(files.items()):
        if is_of_note(path, note):
            mark.update(f"{path} {len(data)} ".encode() + data)
    return mark.hexdigest()[:16]


def check(desk: Desk, entered: Entered) -> Checked:
    """All that is to be said about what is entered."""
    found = answers(entered)
    mistakes = _mistakes(desk, entered, found)
    blamed = {one.field for one in mistakes}
    try:
        changes = _compose(desk, entered, _filled(desk, entered, found, blamed))
    except AuthoringError as error:
        said = Mistake("", str(error), in_english=True)
        return Checked((*mistakes, said), (), (), "", "", desk.now, leaks=False)
    problems, judged = verdict(desk, changes)
    note = next((one.note for one in changed_notes(desk, changes) if one.note), None)
    places = _Places(entered, note)
    mistakes += [
        Mistake(places.field(one.span), f"{one.message}. {one.help}".strip(), in_english=True)
        for one in problems
        if one.level is Level.ERROR
    ]
    wording = [one for each in judged for one in each.findings]
    levels = list(Level)
    findings = [
        _finding(one, places.field(one.span), in_english=one not in wording)
        for one in sorted([*problems, *wording], key=lambda one: levels.index(one.level))
    ]
    shown = [
        one
        for one in findings
        if one.field not in blamed
        and (one.field or "text" not in blamed)
        and not (entered.sheet.asks_none and one.id.startswith("no-services:"))  # a mistake of the form
    ]
    address = note_address(entered.sheet.kind, note.id) if note else ""
    newest = note.updates[-1] if note and note.updates else None
    anchor, at = (newest.id, newest.at) if newest else ("", desk.now)
    leaks = has_leaks(judged) and any(one.level is Level.ERROR and not one.in_english for one in shown)
    return Checked(tuple(mistakes), tuple(shown), changes, address, anchor, at, leaks)


def fix(desk: Desk, entered: Entered, wanted: str) -> Entered:
    """The form with the fix of one of its findings (by its id); unchanged if there is no such finding."""
    found = answers(entered)
    blamed = {one.field for one in _mistakes(desk, entered, found)}
    try:
        changes = _compose(desk, entered, _filled(desk, entered, found, blamed))
    except AuthoringError:
        return entered
    _, judged = verdict(desk, changes)
    findings = [one for each in judged for one in each.findings if _id(one) == wanted]
    files_after = fixed({one.path: one.data for one in changes}, findings)
    after = tuple(replace(one, data=files_after.get(one.path, one.data)) for one in changes)
    before_words, after_words = _words(desk, entered, changes), _words(desk, entered, after)
    moved = {name: words for name, words in after_words.items() if words != before_words[name]}
    return replace(entered, values={**entered.values, **moved})


# What stands in for what is missing


def _mistakes(desk: Desk, entered: Entered, found: Mapping[str, str]) -> list[Mistake]:
    said = texts(desk.settings.languages[0])
    mistakes = []
    for question in entered.sheet.questions:
        value = found.get(question.field, "")
        if question.field == SERVICES.field:
            wrong = _wrong_services(desk, entered)
        elif question.required and not value:
            wrong = "needed"
        elif len(value) > MOST_LETTERS:
            wrong = "too-long"
        else:
            wrong = _wrong_answer(desk, entered, found, question.field) if value else ""
        if wrong:
            mistakes.append(Mistake(question.field, said[wrong]))
    unknown = (name for name in _TICKS if not _is_tick(entered, name))
    return [*mistakes, *(Mistake(name, said["no-choice"]) for name in unknown)]


_TICKS = ("anyway", "commit")


def _is_tick(entered: Entered, name: str) -> bool:
    """Whether a checkbox is ticked or not; any other value is none that a form of ours sends."""
    return entered.values.get(name, "") in ("", TICKED)


def _wrong_services(desk: Desk, entered: Entered) -> str:
    """Services are never dropped in silence: an incident says which, or that none is affected."""
    known = [one.id for one in desk.reading.catalog.services]
    chosen = {
        name.removeprefix(SERVICE): value
        for name, value in entered.values.items()
        if value and name.startswith(SERVICE)
    }
    if chosen.keys() - {*known}:
        return "services-gone"
    if not {*chosen.values()} <= {*entered.sheet.choices} or not _is_tick(entered, NONE_AFFECTED):
        return "services-unknown"
    if not entered.sheet.asks_none or not known:
        return ""
    if chosen and entered.values.get(NONE_AFFECTED):
        return "services-both"
    return "" if chosen or entered.values.get(NONE_AFFECTED) else "services-needed"


_PAST, _FUTURE = ("since", "started"), ("next", "until")
_TIMES = (*_PAST, *_FUTURE, "starts", "ends")


def _wrong_answer(desk: Desk, entered: Entered, found: Mapping[str, str], name: str) -> str:
    value = found[name]
    if name == "status":
        return "" if value in [one.value for one in entered.sheet.statuses] else "no-choice"
    if name not in _TIMES or (name == "next" and value.lower() in ("no", "none")):
        return ""
    at = _instant(desk, found, name)
    begin = _instant(desk, found, "starts")
    if at is None:
        return "no-time"
    if name in _PAST and at > desk.instant:
        return "not-yet"
    if name in _FUTURE and at <= desk.now:
        return "has-passed"
    return "ends-first" if name == "ends" and begin and at <= begin else ""


def _instant(desk: Desk, found: Mapping[str, str], name: str) -> datetime | None:
    """The time in a field; an end counts from the start."""
    if not (value := found.get(name, "")):
        return None
    base = _instant(desk, found, "starts") if name == "ends" else None
    return parse_when(value, base or desk.now, desk.settings.zone, past=name in _PAST)


def _filled(desk: Desk, entered: Entered, found: Mapping[str, str], blamed: set[str]) -> dict[str, str]:
    """The answers, with something harmless in place of those that are missing or wrong."""
    local = desk.now.astimezone(desk.settings.zone)
    begin = local + timedelta(days=7)
    if "ends" in blamed and "starts" not in blamed and (chosen := _instant(desk, found, "starts")):
        begin = chosen.astimezone(desk.settings.zone)
    stand_ins = {
        "title": _GAP,
        "text": _GAP,
        "status": Status.UPDATE.value,
        "starts": f"{begin:%Y-%m-%d %H:%M}",
        "ends": f"{begin + timedelta(hours=2):%Y-%m-%d %H:%M}",
    }
    required = {one.field for one in entered.sheet.questions if one.required}
    return {
        name: (stand_ins.get(name, _GAP) if name in required else "") if name in blamed else value
        for name, value in found.items()
    }


def _compose(desk: Desk, entered: Entered, found: Mapping[str, str]) -> tuple[Change, ...]:
    said = to_said(entered, found, [one.id for one in desk.reading.catalog.services])
    sheet = entered.sheet
    if sheet.is_new:
        return compose_new(desk, sheet.kind, said)
    return compose_update(desk, entered.note, said, sheet.status)


# Where things stand


@dataclass(frozen=True, slots=True)
class _Places:
    """Which words of a note come from which field."""

    entered: Entered
    note: AnyNote | None

    def field(self, span: Span) -> str:
        """The field that these words come from; empty if from none."""
        note = self.note
        if note is None:
            return ""
        newest = note.updates[-1] if note.updates else None
        spans = dict(newest.places) if newest else {}
        if self.entered.sheet.is_new:
            spans |= note.places
        lines = newest.body if newest else note.intro
        for origin in lines.origins:
            if origin.span.path == span.path and span.line in origin.lines:
                return "text"
        for name, place in spans.items():
            if (place.path, place.line) == (span.path, span.line):
                return self._asked(name)
        return ""

    def _asked(self, name: str) -> str:
        field = {"next_update": "next"}.get(name, name)
        return field if field in [one.field for one in self.entered.sheet.questions] else ""


def _words(desk: Desk, entered: Entered, changes: Sequence[Change]) -> dict[str, str]:
    """The words of a form's fields, as they stand in the files."""
    note = next((one.note for one in changed_notes(desk, changes) if one.note), None)
    if note is None:
        return {}
    newest: Update | None = note.updates[-1] if note.updates else None
    facts: AnyNote | Update | None = note if entered.sheet.is_new else newest
    found = {"title": note.title, "text": newest.body if newest else note.intro}
    if facts:
        found |= {"impact": facts.impact, "workaround": facts.workaround}
    if newest:
        found["summary"] = newest.summary
    language = desk.settings.languages[0]
    asked = {one.field for one in entered.sheet.questions}
    return {name: dict(text.variants).get(language, "") for name, text in found.items() if name in asked}


def _id(one: Diagnostic) -> str:
    return f"{one.code}:{one.span.line}:{one.span.column}"


def _finding(one: Diagnostic, field: str, *, in_english: bool) -> Finding:
    safe = one.replacement if one.replacement and one.replacement.safe and field else None
    return Finding(
        _id(one),
        one.level,
        harmless(one.message),
        harmless(one.help),
        field,
        safe.of if safe else "",
        safe.text if safe else "",
        in_english,
    )
