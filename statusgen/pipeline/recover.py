"""Recover what can be published of notes with mistakes, so that no mistake hides trouble.

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

from statusgen.model.cache import Lazy
from statusgen.model.diagnostics import Diagnostic, Level, Span
from statusgen.model.notes import (
    UNKNOWN_TIME,
    AffectedService,
    AnyNote,
    Incident,
    Maintenance,
    Note,
    Notice,
    Page,
    UnconfirmedPeriod,
    UnreadableNote,
    Update,
)
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Kind, Status
from statusgen.model.text import LocalText
from statusgen.pipeline.published import LastPublished
from statusgen.read import ReadNote
from statusgen.timeline.calendar import day_at, midnight

Owner = TypeVar("Owner", bound=Note | Update)

_NO_FIELDS = frozenset({"services", "?", "draft", "note", "at", "id", "lint_ok"})
"""Names of what is lost that are restored in another way, or need not be."""
_READ_IN_PART = ("status", "body", "intro")
"""What is not empty when it is lost: a status that changes nothing, words up to a mistake."""
_CHANGES_NOTHING = frozenset(f"update/{one}" for one in Status if one.ends or one is Status.POSTMORTEM)
"""Updates after which things are no worse than before, so that they may be missing."""
_UNREAD = {
    Kind.INCIDENT: ServiceState.UNCONFIRMED,
    Kind.MAINTENANCE: ServiceState.UNDER_MAINTENANCE,
    Kind.NOTICE: ServiceState.OPERATIONAL,
}
"""The state of a service that a note names with one that cannot be read."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def plain_name(name: str) -> str:
    """A name or an id of a service without what people write in different ways."""
    return re.sub(r"[\W_]+", "", name).casefold()


@dataclass(frozen=True, slots=True)
class Frame:
    """What notes are recovered with."""

    services: frozenset[str]
    """The ids of the services that the site shows."""
    restored: frozenset[str]
    """The ids of those among them that are no longer in the catalog."""
    names: Mapping[str, str]
    """Their ids by their names, as `plain_name` gives them."""
    languages: tuple[str, ...]
    titles: Mapping[Kind, LocalText]
    """What stands for a title that cannot be read."""
    zone: ZoneInfo
    today: date


@dataclass(frozen=True, slots=True)
class Recovered:
    """The notes that can be published, those that cannot, and what became of mistakes, for the writer."""

    notes: tuple[ReadNote, ...]
    unreadable: tuple[UnreadableNote, ...]
    problems: tuple[Diagnostic, ...]


def recover(notes: Sequence[ReadNote], last: LastPublished, frame: Frame) -> Recovered:
    """Sound notes as they are, others as far as they can be shown."""
    found, unreadable, problems = list[ReadNote](), list[UnreadableNote](), list[Diagnostic]()
    for one in notes:
        if one.sound:
            found.append(one)
            continue
        attempt = _Attempt(one, last.notes.get((one.kind, one.id)), frame)
        note = attempt.note()
        problems += _outcome(one, attempt, left_out=note is None)
        if note:
            found.append(replace(one, kept=Lazy[AnyNote](note), digest=b""))
        elif one.kind is not Kind.PAGE:
            unreadable.append(UnreadableNote(one.kind, one.id, _day_of(one.id, frame.zone)))
    return Recovered(tuple(found), tuple(unreadable), tuple(problems))


def _outcome(one: ReadNote, attempt: _Attempt, *, left_out: bool) -> Iterator[Diagnostic]:
    """What became of a note with mistakes; nothing is said where all of it could be shown."""
    code, message, help_ = "", "", "Correct the errors to publish all of it."
    if left_out:
        code = "left-out"
        message = "this note has errors and no last published version, so it is NOT on the site"
    elif attempt.whole:
        code = "kept-last-version"
        message = "this note has errors, so its last published version stays on the site"
    if code:
        yield Diagnostic(code, Span(one.main), message, help_)
        return
    if attempt.missing:
        message = f"published without what cannot be read: {_listed(attempt.missing)}"
        yield Diagnostic("left-out", Span(one.main), message, help_)
    if attempt.restored:
        message = f"of what cannot be read, the last published value stays: {_listed(attempt.restored)}"
        yield Diagnostic("kept-last-version", Span(one.main), message, help_)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name.replace('_', ' ')}`" for name in sorted(set(names)))


@dataclass(frozen=True, slots=True)
class _Unconfirmed:
    """From when on states may be other than they look; see `UnconfirmedPeriod`."""

    begin: datetime
    end: datetime | None = None
    until_over: bool = False
    """Whether the next update that ends the incident or the work ends it, if `end` does not …"""
    until_planned_end: bool = False
    """… or the planned end of the work."""
    everywhere: bool = False


@dataclass(slots=True)
class _Attempt:
    """One note on its way: what was read, what was published, and what became of the difference."""

    one: ReadNote
    last: AnyNote | None
    frame: Frame
    restored: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    doubts: list[_Unconfirmed] = field(default_factory=list)
    whole: bool = False

    def note(self) -> AnyNote | None:
        """What can be published; None for nothing."""
        if self.one.note is None:
            return self._last_version()
        note = self._with_updates(self._owner(_with_faults(self.one.note, self.one.problems), self.last))
        self._doubt_ignored(note)
        if isinstance(note, Incident):
            note = self._begun(note)
        if UNKNOWN_TIME in _needed(note):
            return self._last_version()
        note = self._translated(note)
        if not note.title:
            note = replace(note, title=self.frame.titles[self.one.kind])
        return self._with_doubts(note)

    def _doubt_ignored(self, note: AnyNote) -> None:
        """What an update says of services after the end counts for nothing, but may be meant."""
        ignored = {one.span for one in self.one.problems if one.code == "services-after-end"}
        for update in note.updates:
            if ignored & {one.span for one in update.services}:
                self.doubts.append(_Unconfirmed(update.effective, until_over=True))

    def _last_version(self) -> AnyNote | None:
        """The last published version. Nobody knows what the new one says, so all since then is in doubt."""
        if self.last is None:
            return None
        self.whole = True
        note = replace(self.last, path=self.one.main, pictures=self.one.pictures)
        note = self._with_updates(self._owner(note, None))
        self.doubts = [_Unconfirmed(max([UNKNOWN_TIME, *(one.at for one in note.updates)]))]
        return self._with_doubts(note)

    def _owner(self, owner: Owner, last: Owner | None) -> Owner:
        """A note or an update with the last published values of its fields at fault.

        Those that were never published are empty, and stay in `lost`: a guess is no published value.
        """
        values, missing = dict[str, Any](), list[str]()
        for name in (one for one in owner.lost if one not in _NO_FIELDS and not one.startswith("update/")):
            attribute = name
            if attribute not in _defaults(type(owner)):
                continue
            if last is not None and name not in last.lost:
                values[attribute] = getattr(last, attribute)
                self.restored.append(name)
            else:
                missing.append(name)
                if attribute not in _READ_IN_PART:
                    values[attribute] = _defaults(type(owner))[attribute]
        services, is_missing = self._services(owner, last)
        missing += ["services"] if is_missing else []
        if isinstance(owner, Update):
            self._doubt_time(owner, missing)
        self.missing += missing
        kept = (one for one in owner.lost if one.startswith("update/"))
        return _with(owner, **values, services=services, lost=tuple(sorted({*missing, *kept})))

    def _doubt_time(self, update: Update, missing: Sequence[str]) -> None:
        if "status" in missing:  # it counts as one that changes nothing, and may change much
            self.doubts.append(_Unconfirmed(update.effective, until_over=True))
        if "since" in missing and not update.status.ends:
            day = midnight(day_at(update.at, self.frame.zone), self.frame.zone)
            self.doubts.append(_Unconfirmed(day, update.at))
        if "ends" in missing or "starts" in missing:
            self.doubts.append(_Unconfirmed(update.at, until_over=True))

    def _services(
        self, owner: Note | Update, last: Note | Update | None
    ) -> tuple[tuple[AffectedService, ...], bool]:
        """The states named, as far as they are known, and whether some were never published.

        A state that cannot be read is at least as bad as the one that was published last.
        """
        if isinstance(owner, Page):
            return (), False
        effects = [self._meant(one) for one in owner.services]
        guessed = "?" in owner.lost and not owner.services and not isinstance(owner, Notice)
        is_lost = "services" in owner.lost or guessed
        # Where it is a state that cannot be read, its service is known to be in doubt.
        is_explained = any(one.state is ServiceState.UNCONFIRMED for one in effects)
        before = {one.service: one for one in last.services if self._knows(one)} if last else {}
        found = dict[str, AffectedService]()
        for one in filter(self._knows, effects):
            state = one.state
            if state is ServiceState.UNCONFIRMED:
                state = _UNREAD[self.one.kind]
                state = max(state, before[one.service].state) if one.service in before else state
            found[one.service] = replace(one, state=state)
        strangers = sum(not self._knows(one) and one.state is not ServiceState.OPERATIONAL for one in effects)
        back = {id_: one for id_, one in before.items() if id_ not in found} if is_lost or strangers else {}
        unknown = strangers - len(back)
        self._doubt_services(
            owner, is_lost=is_lost and not is_explained, nothing=not found and not back, strangers=unknown
        )
        is_restored = last is not None and "services" not in last.lost and strangers <= len(back)
        if ((is_lost or strangers) and is_restored) or found.keys() & self.frame.restored:
            self.restored.append("services")
        return (*back.values(), *found.values()), (is_lost or strangers > 0) and not is_restored

    def _meant(self, effect: AffectedService) -> AffectedService:
        """With the id of the service, where its name is written instead."""
        if self._knows(effect):
            return effect
        return replace(effect, service=self.frame.names.get(plain_name(effect.service), effect.service))

    def _knows(self, effect: AffectedService) -> bool:
        return effect.service in self.frame.services

    def _doubt_services(self, owner: Note | Update, *, is_lost: bool, nothing: bool, strangers: int) -> None:
        begin = owner.effective if isinstance(owner, Update) else UNKNOWN_TIME
        if is_lost or strangers > 0:
            everywhere = nothing or strangers > 0
            self.doubts.append(
                _Unconfirmed(begin, until_over=True, until_planned_end=True, everywhere=everywhere)
            )

    def _with_updates(self, note: AnyNote) -> AnyNote:
        before = {one.id: one for one in self.last.updates} if self.last else {}
        updates = [self._owner(one, before.get(one.id)) for one in note.updates]
        gone = [before[id_] for id_ in before if id_ not in {one.id for one in updates}]
        back, unmatched = list[Update](), list[str]()
        for name in (one for one in note.lost if one.startswith("update/")):
            same = next((one for one in gone if one not in back and name == f"update/{one.status}"), None)
            if same:
                back.append(same)
            else:
                unmatched.append(name)
        back = gone if "update/?" in unmatched else back
        if back:
            self.restored.append("updates")
        if unmatched:
            self.missing.append("updates")
        updates = sorted([*updates, *back], key=lambda one: (one.at, one.id))
        if any(name not in _CHANGES_NOTHING for name in unmatched):
            self.doubts.append(_Unconfirmed(max([UNKNOWN_TIME, *(one.effective for one in updates)])))
        others = (one for one in note.lost if not one.startswith("update/"))
        return replace(note, updates=tuple(updates), lost=tuple(sorted({*others, *unmatched})))

    def _begun(self, note: Incident) -> Incident:
        """With a start. Where it cannot be read, the outage may have begun with the day."""
        first = note.updates[0].effective if note.updates else None
        if note.started == UNKNOWN_TIME or "started" in note.lost:
            today = self.frame.today if first is None else day_at(first, self.frame.zone)
            day = _day_of(note.id, self.frame.zone) or midnight(today, self.frame.zone)
            started = min(day, first) if first else day
            if first and started < first:
                self.doubts.append(_Unconfirmed(started, first))
            note = replace(note, started=started)
        if "severity" in note.lost and not note.services:
            note = replace(note, severity=Severity.MINOR)
        return note

    def _translated(self, note: AnyNote) -> AnyNote:
        """With the last published words of a translation at fault, where what they translate is unchanged."""
        at_fault = [one.span.path for one in self.one.problems if one.level is Level.ERROR]
        for language in self.frame.languages[1:]:
            if self.last and any(path.lower().endswith(f".{language.lower()}.md") for path in at_fault):
                self.restored.append(language)
                before = {one.id: one for one in self.last.updates}
                note = replace(
                    _in_language(note, self.last, language),
                    updates=tuple(_in_language(one, before.get(one.id), language) for one in note.updates),
                )
        return note

    def _with_doubts(self, note: AnyNote) -> AnyNote:
        if not isinstance(note, Incident | Maintenance):
            return note
        begins = note.started if isinstance(note, Incident) else note.starts
        overs = sorted(one.effective for one in note.updates if one.status.ends)
        doubts = {*note.unconfirmed} if self.whole else set[UnconfirmedPeriod]()
        for one in self.doubts:
            start = max(one.begin, begins)
            end = one.end
            if one.until_over and end is None:
                planned = [note.ends] if one.until_planned_end and isinstance(note, Maintenance) else []
                end = next((at for at in sorted([*overs, *planned]) if at >= start), None)
            if end is None or start < end:
                doubts.add(UnconfirmedPeriod(start, end, one.everywhere))
        return replace(note, unconfirmed=tuple(sorted(doubts, key=_in_time)))


def _in_time(doubt: UnconfirmedPeriod) -> tuple[datetime, bool, datetime, bool]:
    return doubt.start, doubt.end is None, doubt.end or doubt.start, doubt.everywhere


def _with(owner: Owner, **values: Any) -> Owner:
    changed: Any = replace(owner, **values)
    return cast("Owner", changed)


def _with_faults(note: AnyNote, problems: Iterable[Diagnostic]) -> AnyNote:
    """With the fields among what is lost that were read, but are at fault with others."""
    spans = {one.span: one.code for one in problems if one.level is Level.ERROR}

    def of(owner: Owner) -> Owner:
        faults = {name for name, span in owner.places.items() if span in spans and name != "services"}
        if isinstance(owner, Update) and spans.get(owner.span) == "missing-key":
            faults.add("ends")  # work goes on, and nobody says until when
        return _with(owner, lost=tuple(sorted({*owner.lost, *faults}))) if faults else owner

    note = replace(of(note), updates=tuple(of(one) for one in note.updates))
    backwards = {span for span, code in spans.items() if code == "ends-before-start"}
    if isinstance(note, Incident) and backwards & {one.span for one in note.updates}:
        note = replace(note, lost=tuple(sorted({*note.lost, "started"})))  # an update comes before it
    return note


def _defaults(kind: type[Any]) -> dict[str, Any]:
    """What a field of the model is when nothing is written."""
    needed = {"title": LocalText(), "status": Status.UPDATE}
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


def _in_updates(note: AnyNote) -> Iterator[AffectedService]:
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
