"""Check a form: its mistakes, its findings of plain language by field, and the files that it makes.

The functions of the commands compose and judge the files. Placeholders replace missing and wrong answers, so
that the rest can be checked and shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from statusgen.authoring.answers import compose_new, compose_update
from statusgen.authoring.compose import Change
from statusgen.authoring.fields import LISTS
from statusgen.authoring.fixes import fixed
from statusgen.authoring.save import changed_notes, has_leaks, review
from statusgen.authoring.session import AuthoringError, Session
from statusgen.model.diagnostics import Diagnostic, Level, Span
from statusgen.model.notes import AnyNote, Problem
from statusgen.model.printable import harmless
from statusgen.preview.editor.form_specs import FormInput, to_draft
from statusgen.preview.editor.mistakes import Mistake, find_doubts, find_mistakes, with_placeholders
from statusgen.preview.editor.starts import words_of
from statusgen.read.note_fields import IMPACT, NEXT_UPDATE, SERVICES, WORKAROUND
from statusgen.render.feeds.items import item_id
from statusgen.render.urls import note_address


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

    @property
    def code(self) -> str:
        """The code of the diagnostic."""
        return self.id.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Checked:
    """Result of checking a form, with the files that a post would write."""

    mistakes: tuple[Mistake, ...]
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]
    """Files for the preview; they are written only if there is no mistake."""
    address: str
    """Address of the note's page without its first slash; empty if nothing could be composed."""
    anchor: str
    """Anchor of the update within the page; empty for a notice."""
    entry: str
    """Id of the update in the feed of the published site; empty for the end of a notice, which is in none."""
    at: datetime
    """Time of the update: now, to the minute or the second."""
    leaks: bool
    """Whether the words have errors; then they are posted only with `anyway`."""


def holds_back(finding: Finding) -> bool:
    """Return whether the words must be corrected, or posted with `anyway`."""
    return finding.level is Level.ERROR and not finding.in_english


def check(session: Session, entered: FormInput) -> Checked:
    """Check answers; compose and lint the note that they make."""
    mistakes = find_mistakes(session, entered)
    blamed = {one.field for one in mistakes}
    try:
        changes = _compose(session, entered, mistakes)
    except AuthoringError as error:
        mistakes.append(Mistake("", str(error), in_english=True))
        return Checked(tuple(mistakes), (), (), "", "", "", session.now, leaks=False)
    problems, judged = review(session, changes)
    note = _note(session, changes)
    mistakes += [
        Mistake(_field_of(one, entered, note), ". ".join(filter(None, _without_markup(one))), in_english=True)
        for one in problems
        if one.level is Level.ERROR
    ]
    wording = [one for each in judged for one in each.findings if one.code != "not-judged"]  # no news here
    levels = list(Level)
    findings = [
        _finding(one, _field_of(one, entered, note), in_english=one not in wording)
        for one in sorted([*problems, *wording], key=lambda one: levels.index(one.level))
    ]
    findings = [
        *(
            Finding(f"time:{name}", Level.WARNING, why.removesuffix("."), "", name, in_english=True)
            for name, why in find_doubts(session, entered)
        ),
        *findings,
    ]
    shown = [
        one
        for one in findings
        if one.field not in blamed and ("text" not in blamed or (one.field and one.code not in _MISSING))
    ]
    is_internal = isinstance(note, Problem) and not note.public
    address = note_address(entered.spec.kind, note.id) if note and not is_internal else ""
    newest = note.updates[-1] if note and note.updates else None
    anchor, at = (newest.id, newest.at) if newest else ("", session.now)
    leaks = has_leaks(judged) and any(map(holds_back, shown))
    entry = ""
    if note and not is_internal and (anchor or entered.spec.is_new):
        entry = item_id(session.settings, entered.spec.kind, note.id, anchor)
    return Checked(tuple(mistakes), tuple(shown), changes, address, anchor, entry, at, leaks)


def fix(session: Session, entered: FormInput, wanted: str) -> FormInput:
    """Return the form with the fix of a finding, by its id; unchanged if there is no such finding."""
    try:
        changes = _compose(session, entered, find_mistakes(session, entered))
    except AuthoringError:
        return entered
    _, judged = review(session, changes)
    findings = [one for each in judged for one in each.findings if _id(one) == wanted]
    files_after = fixed({one.path: one.data for one in changes}, findings)
    after = tuple(replace(one, data=files_after.get(one.path, one.data)) for one in changes)
    before_words, after_words = _words(session, entered, changes), _words(session, entered, after)
    moved = {name: words for name, words in after_words.items() if words != before_words[name]}
    return replace(entered, values={**entered.values, **moved})


def _compose(session: Session, entered: FormInput, mistakes: Sequence[Mistake]) -> tuple[Change, ...]:
    """Compose the files, with placeholders in place of mistakes. Raises `AuthoringError`."""
    found = with_placeholders(session, entered, mistakes)
    draft = to_draft(entered, found, [one.id for one in session.reading.catalog.services])
    spec = entered.spec
    if spec.is_new:
        return compose_new(session, spec.kind, draft)
    return compose_update(session, entered.note, draft, spec.status)


def _note(session: Session, changes: Sequence[Change]) -> AnyNote | None:
    """Return the note as it is with the changes; None if it cannot be read."""
    return next((one.whole for one in changed_notes(session, changes) if one.whole), None)


_MISSING = {
    "impact-missing": IMPACT.draft_name,
    "scope-missing": IMPACT.draft_name,
    "workaround-missing": WORKAROUND.draft_name,
    "next-update-missing": NEXT_UPDATE.draft_name,
    "no-services": SERVICES.draft_name,
}
"""The fields that answer what a note does not say, by the codes of findings; else it is the text."""


def _field_of(one: Diagnostic, entered: FormInput, note: AnyNote | None) -> str:
    """Return the field of a form to correct for a finding; empty if there is none."""
    asked = [one.field for one in entered.spec.questions]
    newest = note.updates[-1] if note and note.updates else None
    whole = newest is not None and (newest.span.path, newest.span.line) == (one.span.path, one.span.line)
    missing = _MISSING.get(one.code, "text" if whole else "")
    return missing if missing in asked else _field_at(one.span, entered, note)


def _field_at(span: Span, entered: FormInput, note: AnyNote | None) -> str:
    """Return the field that the words at a place of the note come from; empty if there is none."""
    if note is None:
        return ""
    newest = note.updates[-1] if note.updates else None
    words = newest.body if newest else note.intro
    if any(one.span.path == span.path and span.line in one.lines for one in words.origins):
        return "text"
    places = dict(newest.places) if newest else {}
    if entered.spec.is_new:
        places |= note.places
    above = [place.line for place in places.values() if place.path == span.path and place.line <= span.line]
    here = [
        name
        for name, place in places.items()
        if (place.path, place.line) == (span.path, span.line if name not in LISTS else max(above, default=0))
    ]
    fields = [NEXT_UPDATE.draft_name if name == NEXT_UPDATE.name else name for name in here]
    asked = [one.field for one in entered.spec.questions]
    return next((field for field in fields if field in asked), "")


def _words(session: Session, entered: FormInput, changes: Sequence[Change]) -> dict[str, str]:
    """Return the texts of a form's fields as the files have them."""
    note = _note(session, changes)
    return words_of(note, entered.spec, session.settings.languages[0]) if note else {}


def _id(one: Diagnostic) -> str:
    return f"{one.code}:{one.span.line}:{one.span.column}"


def _without_markup(one: Diagnostic) -> tuple[str, str]:
    """Return message and help for people who fill in a form: without sentences about lines of a file."""
    sentences = re.split(r"(?<=[.!?])\s+", one.help)
    return re.sub(r"`([^`]*)`", r"“\1”", one.message), " ".join(each for each in sentences if "`" not in each)


def _finding(one: Diagnostic, field: str, *, in_english: bool) -> Finding:
    safe = one.replacement if one.replacement and one.replacement.safe and field else None
    message, help = _without_markup(one) if in_english else (one.message, one.help)
    return Finding(
        _id(one),
        one.level,
        harmless(message),
        harmless(help),
        field,
        safe.of if safe else "",
        safe.text if safe else "",
        in_english,
    )
