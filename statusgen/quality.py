"""How well a site told of its incidents: by month and in all, from its notes and the findings. Pure.

Months are those in which an incident began, in the site's zone. An incident that was posted in error does not
count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from statusgen.diagnostics import Level
from statusgen.model import Incident, LocalText, Settings, Stage, Update, pick
from statusgen.prose.plain import Judged
from statusgen.prose.plain.languages import language_of
from statusgen.prose.plain.passages import is_chinese, make_passage
from statusgen.prose.plain.phases import OPEN, phase_of
from statusgen.prose.plain.promises import GRACE
from statusgen.prose.plain.readability import Count, count_words, grade

ANSWERS = {
    "impact": "impact-missing",
    "scope": "scope-missing",
    "action": "action-missing",
    "next": "next-update-missing",
}
"""The four questions of a reader, and the finding that says that one is not answered."""
MOST_FREQUENT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What is measured of some incidents. Times are in minutes; None where nothing could be measured."""

    incidents: int
    updates: int
    """Without postmortems."""
    first_update: float | None
    """The median from the start of an incident to its first update."""
    slowest_first_update: float | None
    promises: int
    """Next updates that were promised, and are due or made good."""
    kept: int
    """Of those, the ones followed by an update in time, with five minutes of grace."""
    answered: tuple[tuple[str, int], ...]
    """Of the updates of open incidents, how many answer each of the four questions; by its key."""
    open_updates: int
    reading: float | None
    """English: years of school by Flesch–Kincaid, over all updates; None below 100 words."""
    clause: float | None
    """Chinese: characters between two marks of punctuation."""
    findings: float | None
    """Findings an update."""


@dataclass(frozen=True, slots=True)
class Quality:
    """The communication quality report."""

    total: Measures
    months: tuple[tuple[str, Measures], ...]
    """By month, `2026-05`, the newest first."""
    frequent: tuple[tuple[str, int], ...]
    """The most frequent findings: code and count."""


@dataclass(frozen=True, slots=True)
class _Told:
    """An incident with the findings about each of its updates."""

    note: Incident
    month: str
    findings: dict[str, tuple[str, ...]]
    """The codes by the id of the update; those of the title under an empty one."""


def measure_quality(judged: Iterable[Judged], settings: Settings) -> Quality:
    """The report over all incidents among the judged notes."""
    told = tuple(_told(judged, settings))
    months = sorted({one.month for one in told}, reverse=True)
    counts = Counter(code for one in told for codes in one.findings.values() for code in codes)
    return Quality(
        _measures(told, settings),
        tuple((month, _measures([one for one in told if one.month == month], settings)) for month in months),
        tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_FREQUENT]),
    )


def _told(judged: Iterable[Judged], settings: Settings) -> Iterator[_Told]:
    findings: dict[str, dict[str, tuple[str, ...]]] = {}
    notes: dict[str, Incident] = {}
    for one in judged:
        if isinstance(one.note, Incident) and not one.note.withdrawn:
            notes[one.note.key] = one.note
            own = findings.setdefault(one.note.key, {})
            codes = (each.code for each in one.findings if each.code != "next-update-overdue")
            own[one.update.id if one.update else ""] = tuple(codes)  # what is overdue depends on the clock
    for key, note in notes.items():
        month = f"{note.started.astimezone(settings.zone):%Y-%m}"
        yield _Told(note, month, findings[key])


def _measures(told: Sequence[_Told], settings: Settings) -> Measures:
    first = [_minutes(one.note.updates[0].at - one.note.started) for one in told if one.note.updates]
    kept = [made_good for one in told for made_good in _promises(one.note)]
    open_ = [(one, update) for one in told for update in _open_updates(one.note)]
    answered = tuple(
        (key, sum(code not in one.findings.get(update.id, ()) for one, update in open_))
        for key, code in ANSWERS.items()
        if dict(settings.plain_language.levels).get(code, Level.INFO) is not None  # else nobody looked
    )
    updates = sum(update.stage is not Stage.POSTMORTEM for one in told for update in one.note.updates)
    found = sum(len(codes) for one in told for codes in one.findings.values())
    count, clause = _counts(told)
    return Measures(
        incidents=len(told),
        updates=updates,
        first_update=median(first) if first else None,
        slowest_first_update=max(first, default=None),
        promises=len(kept),
        kept=sum(kept),
        answered=answered,
        open_updates=len(open_),
        reading=grade(count),
        clause=clause,
        findings=found / updates if updates else None,
    )


def _minutes(time: timedelta) -> float:
    return max(time.total_seconds(), 0) / 60


def _promises(note: Incident) -> Iterator[bool]:
    """Whether each promise was kept. One that no update followed yet is neither kept nor broken."""
    for update, following in zip(note.updates, note.updates[1:], strict=False):
        if update.next_update:
            yield following.at <= update.next_update + GRACE


def _open_updates(note: Incident) -> Iterator[Update]:
    """Those of its open phases that the rules could judge, by their language."""
    for index, update in enumerate(note.updates):
        code, words = pick(update.body or note.title, "")[::-1]
        if phase_of(note, update, note.updates[:index]) in OPEN and language_of(code, words):
            yield update


def _counts(told: Iterable[_Told]) -> tuple[Count, float | None]:
    english, chinese = Count(), Count()
    for one in told:
        for text in (update.body for update in one.note.updates):
            for words, own in _counted(text):
                chinese, english = (chinese + own, english) if is_chinese(words) else (chinese, english + own)
    return english, chinese.characters / chinese.clauses if chinese.clauses else None


def _counted(text: LocalText) -> Iterator[tuple[str, Count]]:
    for (_, words), origin in zip(text.variants, text.origins, strict=False):
        yield words, count_words(make_passage("body", words, origin))


def last_months(quality: Quality, count: int) -> Quality:
    """The report with so many of its months, the newest."""
    return Quality(quality.total, quality.months[:count], quality.frequent)


def as_record(quality: Quality, now: datetime) -> dict[str, object]:
    """The report for machines: its shape is told in docs/reports.md and stays."""
    return {
        "generated_at": now.isoformat(),
        "total": _record(quality.total),
        "months": [{"month": month, **_record(own)} for month, own in quality.months],
        "frequent_findings": [{"code": code, "count": count} for code, count in quality.frequent],
    }


def _record(own: Measures) -> dict[str, object]:
    return {
        "incidents": own.incidents,
        "updates": own.updates,
        "first_update_minutes": {
            "median": _rounded(own.first_update),
            "slowest": _rounded(own.slowest_first_update),
        },
        "promises": {"made": own.promises, "kept": own.kept},
        "answers": {"updates": own.open_updates, **dict(own.answered)},
        "reading_grade": _rounded(own.reading),
        "characters_a_clause": _rounded(own.clause),
        "findings_an_update": _rounded(own.findings),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
