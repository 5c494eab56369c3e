"""From notes with mistakes to what of them can be published, so that no mistake hides trouble.

A mistake reaches a field, an update, a translation or the whole note. What it reaches keeps its last
published value; without one it is left out, and where it may have changed how things are, the states of that
time are unconfirmed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from statusgen.diagnostics import Diagnostic, Level, Span
from statusgen.memo import Later
from statusgen.model import (
    UNKNOWN_TIME,
    AnyNote,
    Effect,
    Incident,
    Kind,
    LocalText,
    Maintenance,
    Note,
    Notice,
    Page,
    ServiceState,
    Severity,
    Stage,
    Unreadable,
    Update,
)
from statusgen.published import LastPublished
from statusgen.read import ReadNote
from statusgen.timeline.calendar import midnight

Owner = TypeVar("Owner", bound=Note | Update)

_FIELDS = {"lint_ok": "accepted", "status": "stage"}
"""The fields of the model where keys have other names."""
_NO_FIELDS = frozenset({"services", "updates", "?", "draft", "note", "at", "id"})
"""Names of what is lost that are restored in another way, or cannot be."""
_KEEPS_STATUS = (Stage.UPDATE, Stage.POSTMORTEM)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Frame:
    """What notes are recovered with."""

    services: frozenset[str]
    """The ids of the services that the site shows …"""
    restored: frozenset[str]
    """… and of those among them that the catalog has no more."""
    languages: tuple[str, ...]
    titles: Mapping[Kind, LocalText]
    """What stands for a title that cannot be read."""
    zone: ZoneInfo
    today: date


@dataclass(frozen=True, slots=True)
class Recovered:
    """The notes that can be published, those that cannot, and what became of mistakes, for the writer."""

    notes: tuple[ReadNote, ...]
    unreadable: tuple[Unreadable, ...]
    problems: tuple[Diagnostic, ...]


def recover(notes: Sequence[ReadNote], last: LastPublished, frame: Frame) -> Recovered:
    """Sound notes as they are, others as far as they can be shown."""
    found, unreadable, problems = list[ReadNote](), list[Unreadable](), list[Diagnostic]()
    for one in notes:
        if one.sound:
            found.append(one)
            continue
        attempt = _Attempt(one, last.notes.get((one.kind, one.id)), frame)
        note = attempt.note()
        problems += _outcome(one, attempt, left_out=note is None)
        if note:
            found.append(replace(one, kept=Later[AnyNote](note), digest=b""))
        elif one.kind is not Kind.PAGE:
            unreadable.append(Unreadable(one.kind, one.id, _day_of(one.id, frame.zone)))
    return Recovered(tuple(found), tuple(unreadable), tuple(problems))


def _outcome(one: ReadNote, attempt: _Attempt, *, left_out: bool) -> Iterator[Diagnostic]:
    """What became of a note with mistakes; nothing is said where all of it could be shown."""
    code, message = "", ""
    if left_out:
        code = "left-out"
        message = "this note has errors and no last published version, so it is NOT on the site"
    elif attempt.whole:
        code = "kept-last-version"
        message = "this note has errors, so its last published version stays on the site"
    elif attempt.missing:
        code = "left-out"
        message = f"published without what cannot be read: {_listed(attempt.missing)}"
    elif attempt.restored:
        code = "kept-last-version"
        message = f"of what cannot be read, the last published value stays: {_listed(attempt.restored)}"
    if code:
        yield Diagnostic(code, Span(one.main), message, "Correct the errors to publish all of it.")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name.replace('_', ' ')}`" for name in sorted(set(names)))


@dataclass(slots=True)
class _Attempt:
    """One note on its way: what was read, what was published, and what became of the difference."""

    one: ReadNote
    last: AnyNote | None
    frame: Frame
    restored: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    doubts: list[tuple[datetime, bool]] = field(default_factory=list)
    """From when on states are unknown, and whether a resolution ends that."""
    whole: bool = False

    def note(self) -> AnyNote | None:
        """What can be published; None for nothing."""
        if self.one.note is None:
            self.whole = self.last is not None
            return self._last_version() if self.last else None
        faulty = _with_faults(self.one.note, self.one.problems)
        note = self._with_updates(self._restored(faulty))
        if UNKNOWN_TIME in _needed(note):
            self.whole = self.last is not None
            return self._last_version() if self.last else None
        note = self._translated(note)
        if not note.title:
            note = replace(note, title=self.frame.titles[self.one.kind])
        return self._with_doubts(self._with_services(note))

    def _last_version(self) -> AnyNote:
        """The last published version. The new one may have begun it again, so what was over is in doubt."""
        assert self.last is not None  # noqa: S101 - its callers have looked
        note = replace(self.last, path=self.one.main, pictures=self.one.pictures)
        stages = [update for update in note.updates if update.stage not in _KEEPS_STATUS]
        if isinstance(note, Incident) and stages and stages[-1].stage is Stage.RESOLVED:
            self.doubts.append((note.updates[-1].at, False))
        return self._with_doubts(self._with_services(note))

    def _restored(self, note: AnyNote) -> AnyNote:
        note = self._fields_of(note, self.last)
        if isinstance(note, Incident):
            return self._begun(note)
        return note

    def _begun(self, note: Incident) -> Incident:
        if note.started is UNKNOWN_TIME and note.updates:
            note = replace(note, started=note.updates[0].effective)
        elif note.started is UNKNOWN_TIME:
            day = _day_of(note.id, self.frame.zone) or midnight(self.frame.today, self.frame.zone)
            note = replace(note, started=day)
        if "severity" in self.missing and not note.services:
            note = replace(note, severity=Severity.MINOR)
        return note

    def _fields_of(self, owner: Owner, last: Owner | None) -> Owner:
        """With the last published values of its fields at fault; what was never published is empty."""
        values = dict[str, Any]()
        for name in sorted(owner.lost - _NO_FIELDS):
            attribute = _FIELDS.get(name, name)
            if attribute not in _defaults(type(owner)):
                continue
            if last is not None:
                values[attribute] = getattr(last, attribute)
                self.restored.append(name)
            else:
                values[attribute] = _defaults(type(owner))[attribute]
                self.missing.append(name)
        if isinstance(owner, Update) and "stage" in values and last is None:
            del values["stage"]  # it was read as one that changes nothing, and may change much
            self.doubts.append((owner.effective, True))
        return _with(owner, **values, services=self._services_of(owner, last))

    def _services_of(self, owner: Owner, last: Owner | None) -> tuple[Effect, ...]:
        """The states named, with the last published ones where a mistake hides them."""
        if isinstance(owner, Page):
            return ()
        guessed = "?" in owner.lost and not owner.services and not isinstance(owner, Notice)
        if "services" not in owner.lost and not guessed:
            return owner.services
        if last is None:
            self.missing.append("services")
            begin = owner.effective if isinstance(owner, Update) else None
            if begin is not None or isinstance(owner, Incident):
                self.doubts.append((begin or UNKNOWN_TIME, True))
            return owner.services
        self.restored.append("services")
        read = [one for one in owner.services if one.state is not ServiceState.UNCONFIRMED]
        named = {one.service for one in read}
        return (*(one for one in last.services if one.service not in named), *read)

    def _with_updates(self, note: AnyNote) -> AnyNote:
        before = {one.id: one for one in self.last.updates} if self.last else {}
        updates = [self._fields_of(one, before.get(one.id)) for one in note.updates]
        if "updates" in note.lost:
            gone = [before[id_] for id_ in before.keys() - {one.id for one in updates}]
            updates = sorted([*updates, *gone], key=lambda one: (one.at, one.id))
            (self.restored if gone else self.missing).append("updates")
            if not gone:
                begun = note.started if isinstance(note, Incident) else UNKNOWN_TIME
                self.doubts.append((max([begun, *(one.effective for one in updates)]), False))
        return replace(note, updates=tuple(updates))

    def _translated(self, note: AnyNote) -> AnyNote:
        """With the last published words of a translation at fault, where what they translate is unchanged."""
        at_fault = [one.span.path for one in self.one.problems if one.level is Level.ERROR]
        for language in self.frame.languages[1:]:
            if self.last and any(path.endswith(f".{language}.md") for path in at_fault):
                self.restored.append(language)
                before = {one.id: one for one in self.last.updates}
                note = replace(
                    _in_language(note, self.last, language),
                    updates=tuple(_in_language(one, before.get(one.id), language) for one in note.updates),
                )
        return note

    def _with_services(self, note: AnyNote) -> AnyNote:
        """With services that somebody knows alone; for others, with those of the last published version."""
        before = {one.id: one for one in self.last.updates} if self.last else {}
        named = services_named(note)
        note = replace(
            self._known(note, self.last),
            updates=tuple(self._known(one, before.get(one.id)) for one in note.updates),
        )
        shown = services_named(note)
        if shown & self.frame.restored:
            self.restored.append("services")
        if named - self.frame.services:
            (self.restored if self.last and shown else self.missing).append("services")
            if not shown:
                self.doubts.append((UNKNOWN_TIME, True))
        return note

    def _known(self, owner: Owner, last: Owner | None) -> Owner:
        """With states that fit the kind of note."""
        usual = {Kind.MAINTENANCE: ServiceState.UNDER_MAINTENANCE, Kind.NOTICE: ServiceState.OPERATIONAL}
        effects = [one for one in owner.services if one.service in self.frame.services]
        if last and len(effects) < len(owner.services):
            named = {one.service for one in effects}
            effects += [one for one in last.services if one.service in self.frame.services - named]
        states = (
            usual.get(self.one.kind, one.state) if one.state is ServiceState.UNCONFIRMED else one.state
            for one in effects
        )
        return _with(
            owner,
            services=tuple(replace(one, state=state) for one, state in zip(effects, states, strict=True)),
        )

    def _with_doubts(self, note: AnyNote) -> AnyNote:
        if not isinstance(note, Incident) or note.withdrawn:
            return note
        ends = sorted(one.effective for one in note.updates if one.stage is Stage.RESOLVED)
        spans = set[tuple[datetime, datetime | None]]()
        for begin, ends_it in self.doubts:
            start = max(begin, note.started)
            end = next((at for at in ends if at >= start), None) if ends_it else None
            if end != start:
                spans.add((start, end))
        in_order = sorted(
            spans, key=lambda span: (span[0], span[1] or datetime.max.replace(tzinfo=span[0].tzinfo))
        )
        return replace(note, unconfirmed=tuple(in_order))


def _with(owner: Owner, **values: Any) -> Owner:
    changed: Any = replace(owner, **values)
    return cast("Owner", changed)


def _with_faults(note: AnyNote, problems: Iterable[Diagnostic]) -> AnyNote:
    """With the fields among what is lost that were read, but are at fault with others."""
    spans = {one.span: one.code for one in problems if one.level is Level.ERROR}

    def of(owner: Owner) -> Owner:
        faults = {name for name, span in owner.places.items() if span in spans and name != "services"}
        return _with(owner, lost=owner.lost | faults) if faults else owner

    note = replace(of(note), updates=tuple(of(one) for one in note.updates))
    backwards = {span for span, code in spans.items() if code == "ends-before-start"}
    if isinstance(note, Incident) and backwards & {one.span for one in note.updates}:
        note = replace(note, lost=note.lost | {"started"})  # an update comes before it
    return note


def _defaults(kind: type[Any]) -> dict[str, Any]:
    """What a field of the model is when nothing is written."""
    needed = {"title": LocalText(), "stage": Stage.UPDATE}
    return {
        one.name: needed.get(one.name, UNKNOWN_TIME) if one.default is MISSING else one.default
        for one in fields(kind)
    }


def _needed(note: AnyNote) -> tuple[datetime, ...]:
    match note:
        case Incident():
            return (note.started,)
        case Maintenance():
            # Who hides its announcement may not want it known yet.
            hidden = "announced" in note.lost and note.announced is None and not note.updates
            return (note.starts, note.ends, *([UNKNOWN_TIME] if hidden else []))
        case Notice():
            return (note.published,)
        case Page():
            return ()


def services_named(note: AnyNote) -> frozenset[str]:
    """The ids of all services that a note names."""
    return frozenset(one.service for one in (*note.services, *_in_updates(note)))


def _in_updates(note: AnyNote) -> Iterator[Effect]:
    return (effect for update in note.updates for effect in update.services)


_TEXTS = ("title", "intro", "body", "impact", "workaround", "withdrawn", "summary")


def _in_language(owner: Owner, last: Owner | None, language: str) -> Owner:
    if last is None:
        return owner
    names = [name for name in _TEXTS if hasattr(owner, name)]
    texts = {name: _joined(getattr(owner, name), getattr(last, name), language) for name in names}
    return _with(owner, **texts)


def _joined(text: LocalText, last: LocalText, language: str) -> LocalText:
    """The text with its last published words in a language, unless it has some or says something else."""
    words, before = dict(text.variants), dict(last.variants)
    if not words or language in words or language not in before or text.variants[0] not in last.variants:
        return text
    return LocalText((*text.variants, (language, before[language])))


def _day_of(id_: str, zone: ZoneInfo) -> datetime | None:
    """The beginning of the day with which the names of notes begin."""
    match = _DAY.match(id_)
    try:
        return midnight(date.fromisoformat(match[0]), zone) if match else None
    except (ValueError, OverflowError):
        return None
