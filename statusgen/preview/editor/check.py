"""Check a form: missing or wrong answers, findings of plain language with their fields, the files it makes.

The files are composed and judged by the very functions of the commands. While something is still missing,
another value replaces it, so that the rest can be checked and shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from statusgen.authoring.answers import compose_new, compose_update
from statusgen.authoring.compose import Change
from statusgen.authoring.fields import MOST_LETTERS
from statusgen.authoring.fixes import fixed
from statusgen.authoring.save import changed_notes, has_leaks, review
from statusgen.authoring.session import AuthoringError, Session
from statusgen.authoring.times import parse_when
from statusgen.model.diagnostics import Diagnostic, Level, Span
from statusgen.model.notes import AnyNote
from statusgen.model.printable import harmless
from statusgen.model.status import Status
from statusgen.preview.editor.form_specs import (
    NONE_AFFECTED,
    SERVICE,
    TICKED,
    TICKS,
    FormInput,
    answers,
    to_draft,
    words_of,
)
from statusgen.read.catalogues import msgid, texts_for
from statusgen.read.note_fields import SERVICES
from statusgen.read.note_files import is_of_note
from statusgen.render.urls import note_address

_GAP = "…"


@dataclass(frozen=True, slots=True)
class Mistake:
    """What prevents posting, and the field to correct; empty for the whole form."""

    field: str
    message: str
    in_english: bool = False
    """Whether the message is English; else it is in the language of the site."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding about the words."""

    id: str
    level: Level
    message: str
    help: str
    field: str
    of: str = ""
    instead: str = ""
    """The safe replacement of `of`; empty if there is none."""
    in_english: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """Result of checking a form, with the files that it would write."""

    mistakes: tuple[Mistake, ...]
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]
    """For the preview; they are written only if there is no mistake."""
    address: str
    """Address of the note's page without its first slash; empty if nothing could be composed."""
    anchor: str
    """Anchor of the update within the page; empty for a notice."""
    at: datetime
    """When the update is posted: now, to the minute or the second."""
    leaks: bool
    """Whether the words have errors, so that they are posted only with `anyway`."""


def version_of(files: Mapping[str, bytes], note: str) -> str:
    """Return a digest of the files of a note, by its key; empty for a new one."""
    if not note:
        return ""
    mark = hashlib.sha256()
    for path, data in sorted(files.items()):
        if is_of_note(path, note):
            mark.update(f"{path} {len(data)} ".encode() + data)
    return mark.hexdigest()[:16]


def check(session: Session, entered: FormInput) -> Checked:
    """Check answers; compose and lint the note that they make."""
    mistakes = _mistakes(session, entered)
    blamed = {one.field for one in mistakes}
    try:
        changes = _compose(session, entered, blamed)
    except AuthoringError as error:
        said = Mistake("", str(error), in_english=True)
        return Checked((*mistakes, said), (), (), "", "", session.now, leaks=False)
    problems, judged = review(session, changes)
    note = next((one.note for one in changed_notes(session, changes) if one.note), None)
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
        and not (entered.spec.asks_none and one.id.startswith("no-services:"))  # a mistake of the form
    ]
    address = note_address(entered.spec.kind, note.id) if note else ""
    newest = note.updates[-1] if note and note.updates else None
    anchor, at = (newest.id, newest.at) if newest else ("", session.now)
    leaks = has_leaks(judged) and any(one.level is Level.ERROR and not one.in_english for one in shown)
    return Checked(tuple(mistakes), tuple(shown), changes, address, anchor, at, leaks)


def fix(session: Session, entered: FormInput, wanted: str) -> FormInput:
    """Return the form with the fix of a finding, by its id; unchanged if there is no such finding."""
    blamed = {one.field for one in _mistakes(session, entered)}
    try:
        changes = _compose(session, entered, blamed)
    except AuthoringError:
        return entered
    _, judged = review(session, changes)
    findings = [one for each in judged for one in each.findings if _id(one) == wanted]
    files_after = fixed({one.path: one.data for one in changes}, findings)
    after = tuple(replace(one, data=files_after.get(one.path, one.data)) for one in changes)
    before_words, after_words = _words(session, entered, changes), _words(session, entered, after)
    moved = {name: words for name, words in after_words.items() if words != before_words[name]}
    return replace(entered, values={**entered.values, **moved})


# Missing and wrong answers


def _mistakes(session: Session, entered: FormInput) -> list[Mistake]:
    found = answers(entered)
    translate = texts_for(session.settings.languages[0]).gettext
    mistakes = []
    for question in entered.spec.questions:
        value = found.get(question.field, "")
        if question.field == SERVICES.name:
            wrong = _wrong_services(session, entered)
        elif question.required and not value:
            wrong = msgid("This is needed.")
        elif len(value) > MOST_LETTERS:
            wrong = msgid("This is too long: 20,000 characters at most.")
        else:
            wrong = _wrong_answer(session, entered, found, question.field) if value else ""
        if wrong:
            mistakes.append(Mistake(question.field, translate(wrong)))
    unknown = (name for name in TICKS if not _is_tick(entered, name))
    return [*mistakes, *(Mistake(name, translate(_NO_CHOICE)) for name in unknown)]


_NO_CHOICE = msgid("This cannot be chosen here.")


def _is_tick(entered: FormInput, name: str) -> bool:
    """Whether a checkbox has a valid value: ticked or not."""
    return entered.values.get(name, "") in ("", TICKED)


def _wrong_services(session: Session, entered: FormInput) -> str:
    """Return what is wrong with the services (msgid), or nothing. None is dropped silently."""
    known = [one.id for one in session.reading.catalog.services]
    chosen = {
        name.removeprefix(SERVICE): value
        for name, value in entered.values.items()
        if value and name.startswith(SERVICE)
    }
    if chosen.keys() - {*known}:
        return msgid(
            "A chosen service is not in services.yml any more, or that cannot be read. It would be lost."
        )
    if not {*chosen.values()} <= {*entered.spec.choices} or not _is_tick(entered, NONE_AFFECTED):
        return msgid("What was sent for a service is none of the choices. Choose again.")
    if not entered.spec.asks_none or not known:
        return ""
    if chosen and entered.values.get(NONE_AFFECTED):
        return msgid("A service is chosen, and it is ticked that none is affected. Only one can be true.")
    if chosen or entered.values.get(NONE_AFFECTED):
        return ""
    return msgid(
        "Say how the affected services are, or tick that none is: else the page shows all as operational."
    )


_PAST, _FUTURE = ("since", "started"), ("next", "until")
_TIMES = (*_PAST, *_FUTURE, "starts", "ends")


def _wrong_answer(session: Session, entered: FormInput, found: Mapping[str, str], name: str) -> str:
    value = found[name]
    if name == "status":
        return "" if value in [one.value for one in entered.spec.statuses] else _NO_CHOICE
    if name not in _TIMES or (name == "next" and value.lower() in ("no", "none")):
        return ""
    at = _instant(session, found, name)
    begin = _instant(session, found, "starts")
    if at is None:
        return msgid("This is no time. Write 30, 2h, 09:50 or 2026-05-01 09:50.")
    if name in _PAST and at > session.instant:
        return msgid("This time has not come yet.")
    if name in _FUTURE and at <= session.now:
        return msgid("This time has passed.")
    return msgid("The end must be after the start.") if name == "ends" and begin and at <= begin else ""


def _instant(session: Session, found: Mapping[str, str], name: str) -> datetime | None:
    """Return the time in a field; a length in `ends` counts from the start."""
    if not (value := found.get(name, "")):
        return None
    base = _instant(session, found, "starts") if name == "ends" else None
    return parse_when(value, base or session.now, session.settings.zone, past=name in _PAST)


def _filled(
    session: Session, entered: FormInput, found: Mapping[str, str], blamed: set[str]
) -> dict[str, str]:
    """Return the answers with placeholders for missing or wrong ones."""
    local = session.now.astimezone(session.settings.zone)
    begin = local + timedelta(days=7)
    if "ends" in blamed and "starts" not in blamed and (chosen := _instant(session, found, "starts")):
        begin = chosen.astimezone(session.settings.zone)
    stand_ins = {
        "title": _GAP,
        "text": _GAP,
        "status": Status.UPDATE.value,
        "starts": f"{begin:%Y-%m-%d %H:%M}",
        "ends": f"{begin + timedelta(hours=2):%Y-%m-%d %H:%M}",
    }
    required = {one.field for one in entered.spec.questions if one.required}
    return {
        name: (stand_ins.get(name, _GAP) if name in required else "") if name in blamed else value
        for name, value in found.items()
    }


def _compose(session: Session, entered: FormInput, blamed: set[str]) -> tuple[Change, ...]:
    """Compose the files, with placeholders for answers that are to blame."""
    found = _filled(session, entered, answers(entered), blamed)
    draft = to_draft(entered, found, [one.id for one in session.reading.catalog.services])
    spec = entered.spec
    if spec.is_new:
        return compose_new(session, spec.kind, draft)
    return compose_update(session, entered.note, draft, spec.status)


# Places


@dataclass(frozen=True, slots=True)
class _Places:
    """Maps places in a note to the fields of a form."""

    entered: FormInput
    note: AnyNote | None

    def field(self, span: Span) -> str:
        """Return the field that the words at a place come from; empty if none."""
        note = self.note
        if note is None:
            return ""
        newest = note.updates[-1] if note.updates else None
        spans = dict(newest.places) if newest else {}
        if self.entered.spec.is_new:
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
        return field if field in [one.field for one in self.entered.spec.questions] else ""


def _words(session: Session, entered: FormInput, changes: Sequence[Change]) -> dict[str, str]:
    """Return the texts of a form's fields as the files have them."""
    note = next((one.note for one in changed_notes(session, changes) if one.note), None)
    return words_of(note, entered.spec, session.settings.languages[0]) if note else {}


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
