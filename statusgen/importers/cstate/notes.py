"""A cState note to one of ours. The rules are told in docs/import.md."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from statusgen.diagnostics import Diagnostic
from statusgen.importers.cstate.config import OTHERS, Catalog, Entry
from statusgen.importers.cstate.header import Header, read_header
from statusgen.importers.cstate.markers import Piece, cut
from statusgen.importers.cstate.times import UNKNOWN, day_of, read_time, spread
from statusgen.importers.cstate.words import lowered, published_words
from statusgen.model import (
    Effect,
    Incident,
    Notice,
    ServiceState,
    Severity,
    Stage,
    Update,
    localise,
)
from statusgen.read.near_updates import kept_as_words
from statusgen.read.source import Source

_STATES = {
    "down": ServiceState.MAJOR_OUTAGE,
    "disrupted": ServiceState.PARTIAL_OUTAGE,
    "notice": ServiceState.OPERATIONAL,
}
_YES = ("true", "yes", "on", "1")


@dataclass(frozen=True, slots=True)
class Old:
    """A note of the old site, and where to report."""

    source: Source
    header: Header
    catalog: Catalog
    zone: ZoneInfo
    day: date
    """The day in its file's name, else that of its date, else `UNKNOWN`."""
    problems: list[Diagnostic]

    def report(self, code: str, key: str, message: str, mend: str) -> None:
        """Report what was decided about a key."""
        span = self.header.span(key, self.source.line_span(1))
        self.problems.append(Diagnostic(code, span, message, mend))


@dataclass(frozen=True, slots=True)
class Taken:
    """A note taken over."""

    note: Incident | Notice
    draft: bool


def take_over(
    source: Source, language: str, catalog: Catalog, zone: ZoneInfo, problems: list[Diagnostic]
) -> Taken:
    """The note of a file; whatever is odd about it is reported, and nothing is lost."""
    header, body = read_header(source, problems)
    name = PurePosixPath(source.path).stem
    old = Old(source, header, catalog, zone, day_of(name) or UNKNOWN, problems)
    words = published_words(source, body, problems)
    start = _instant(old, "date") or datetime.combine(old.day, time(), zone).astimezone(UTC)
    end = _end(old, start)
    preamble, pieces = cut(words, zone, start.astimezone(zone).date())
    build = _notice if _is_announcement(old, pieces) else _incident
    note = build(old, name, _Course(start, end, preamble, pieces), language)
    return Taken(note, header.text("draft").lower() in _YES)


@dataclass(frozen=True, slots=True)
class _Course:
    """How it went: from when to when (None: still), the words before all posts, the posts, oldest first."""

    start: datetime
    end: datetime | None
    preamble: str
    pieces: Sequence[Piece]


def _is_announcement(old: Old, pieces: Sequence[Piece]) -> bool:
    """Informational, and with nothing that says how a problem went on."""
    return old.header.text("informational").lower() in _YES and all(piece.stage is None for piece in pieces)


def _instant(old: Old, key: str) -> datetime | None:
    text = old.header.text(key)
    if not text:
        if key == "date":
            mend = f"It is taken as the beginning of {old.day}."
            old.report("import-time", key, "nothing says when this began", mend)
        return None
    reading = read_time(text, old.zone, old.day)
    if reading is None:
        old.report(
            "import-time", key, f"`{text}` is not a time", f"It is taken as the beginning of {old.day}."
        )
        return None
    if not reading.exact:
        mend = f"It is taken as {reading.at:%Y-%m-%d %H:%M} UTC."
        old.report("import-time", key, f"`{text}` is not a time as it stands", mend)
    elif not reading.zoned:
        mend = f"It is taken to be in {old.zone.key}; if it is not, import again with `--zone`."
        old.report("import-zone", key, f"`{text}` names no time zone", mend)
    return reading.at


def _end(old: Old, start: datetime) -> datetime | None:
    """When it was over; None if it goes on."""
    resolved = old.header.text("resolved").lower() in _YES
    given = _instant(old, "resolvedwhen") if old.header.text("resolvedwhen") else None
    if given and given >= start:
        if not resolved:
            mend = "It is taken as over since then; remove the resolved update if it is not."
            old.report("import-state", "resolved", "this note has an end but is not marked as resolved", mend)
        return given
    if given and resolved:
        old.report(
            "import-state", "resolvedwhen", "this end lies before the start", "It is taken as over at once."
        )
    elif given:
        old.report(
            "import-state", "resolvedwhen", "this end lies before the start", "It is taken as still open."
        )
    elif resolved:
        old.report(
            "import-state", "resolved", "nothing says when this was over", "It is taken as over at once."
        )
    elif not old.header.text("informational"):
        mend = "It is taken as still open; add a resolved update if it is not."
        old.report("import-state", "resolved", "this note is not marked as resolved", mend)
    return start if resolved else None


def _incident(old: Old, name: str, course: _Course, language: str) -> Incident:
    state = _state(old)
    updates = _updates(old, course, language)
    return Incident(
        id=name,
        title=localise([(language, _title(old, name))]),
        intro=localise([(language, lowered(course.preamble))]),
        services=_services(old, state),
        updates=updates,
        aliases=(_old_address(name),),
        path=old.source.path,
        started=min([course.start, *(update.at for update in updates)]),
        severity=Severity.NONE if state is ServiceState.OPERATIONAL else None,
    )


def _notice(old: Old, name: str, course: _Course, language: str) -> Notice:
    words = "\n\n".join([course.preamble, *(piece.words for piece in course.pieces)]).strip("\n")
    return Notice(
        id=name,
        title=localise([(language, _title(old, name))]),
        intro=localise([(language, lowered(words))]),
        services=_services(old, ServiceState.OPERATIONAL),
        aliases=(_old_address(name),),
        path=old.source.path,
        published=course.start,
        until=max(course.end or course.start, course.start + timedelta(days=1)),
    )


def _title(old: Old, name: str) -> str:
    title = old.header.text("title")
    if not title:
        old.report("import-text", "title", "this note has no title", "Its file's name is taken instead.")
    return title or name


def _old_address(name: str) -> str:
    """Where Hugo published a file of this name."""
    kept = re.sub(r"[^\w.+ -]", "", unicodedata.normalize("NFC", name.lower()))
    return f"/issues/{'-'.join(kept.split())}/"


def _state(old: Old) -> ServiceState:
    text = old.header.text("severity").lower()
    if text in _STATES:
        return _STATES[text]
    close = difflib.get_close_matches(text, _STATES, 1, 0.6)
    taken = close[0] if close else "notice"
    message = f"there is no severity `{text}`" if text else "this note has no severity"
    old.report("import-state", "severity", message, f"It is taken as `{taken}`.")
    return _STATES[taken]


def _services(old: Old, state: ServiceState) -> tuple[Effect, ...]:
    found: dict[str, Effect] = {}
    for name in old.header.texts("affected"):
        id_ = old.catalog.find(name)
        if id_ is None:
            if not any(group.id == OTHERS for group in old.catalog.groups):
                old.catalog.groups.append(Entry(OTHERS, "Others"))
            id_ = old.catalog.add(name, group=OTHERS)
            mend = "It was added to the group “Others” of services.yml; merge it if it is another's old name."
            old.report("import-service", "affected", f"the configuration has no service `{name}`", mend)
        found.setdefault(id_, Effect(id_, state))
    return tuple(found.values())


def _updates(old: Old, course: _Course, language: str) -> tuple[Update, ...]:
    """The posts with times and stages; a resolution without a post of its own is added without words."""
    pieces, end = course.pieces, course.end
    own = [piece.at for piece in pieces]
    last_resolves = end is not None and len(pieces) > 1 and pieces[-1].stage is Stage.RESOLVED
    if last_resolves and own[-1] is None:
        own[-1] = end
    guessed = sum(at is None for at in own[1:])
    if guessed:
        message = f"{guessed} of {len(pieces)} posts have no time of their own"
        mend = "Their times lie evenly between their neighbours'; correct them where you know better."
        old.report("import-time", "date", message, mend)
    times = spread(own, course.start, end)
    updates = [
        _update(
            piece, at, language, first=piece is pieces[0], resolving=last_resolves and piece is pieces[-1]
        )
        for piece, at in zip(pieces, times, strict=True)
        if piece.words.strip() or piece.mark
    ]
    if end is not None and not last_resolves:
        at = max(end, times[-1] + timedelta(minutes=1)) if updates else end
        since = end if end < at else None
        updates.append(Update(stage=Stage.RESOLVED, at=at, since=since))
    return tuple(updates)


def _update(piece: Piece, at: datetime, language: str, *, first: bool, resolving: bool) -> Update:
    """A post. A resolution is believed only of the last post of a note that is over; else its mark stays."""
    at = at.replace(microsecond=0)
    stage = piece.stage or (Stage.INVESTIGATING if first else Stage.UPDATE)
    words = lowered(piece.words)
    if stage is Stage.RESOLVED and not resolving:
        mark = kept_as_words(f"**{piece.mark.strip(':')}**")
        stage, words = Stage.UPDATE, f"{mark}\n\n{words}".strip()
    return Update(stage=stage, at=at, body=localise([(language, words)]))
