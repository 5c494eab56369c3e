"""Metrics of incident communication: by month and overall, from notes and findings. Pure.

Months are those in which an incident began, in the site's zone. An incident that was posted in error does not
count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from statistics import median_low

from statusgen.model.diagnostics import Level
from statusgen.model.lint_rules import Phase, lint_rules
from statusgen.model.notes import Incident, Update
from statusgen.model.settings import Settings
from statusgen.model.status import Status
from statusgen.model.text import pick
from statusgen.plain_language import NoteFindings
from statusgen.plain_language.languages import has_rules, language_of
from statusgen.plain_language.languages.chinese import CHINESE
from statusgen.plain_language.languages.english import ENGLISH
from statusgen.plain_language.linter import texts_of
from statusgen.plain_language.passages import make_passage
from statusgen.plain_language.phases import OPEN, phase_of
from statusgen.plain_language.readability import Count, count_words, grade
from statusgen.timeline.calendar import midnight
from statusgen.timeline.promises import promises

ANSWERS = {
    "impact": "impact-missing",
    "scope": "scope-missing",
    "action": "action-missing",
    "next": "next-update-missing",
}
"""The four questions of a reader, and for each the rule with a finding if it is not answered."""
MOST_FREQUENT = 10
_NO_MEASURE = ("next-update-overdue", "not-judged")
"""An overdue update depends on the clock, and a language without rules is no fault of the writer."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Updates that answer one of the four questions, of those that should."""

    question: str
    """A key of `ANSWERS`."""
    given: int
    owed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunicationMeasures:
    """Metrics of some incidents. Times are in minutes; None if nothing could be measured."""

    incidents: int
    updates: int
    """Without postmortems."""
    first_update: float | None
    """The median from the start of an incident to its first update: see `timeline/samples.py`."""
    slowest_first_update: float | None
    promises: int
    """Promised next updates of open incidents that were posted or are overdue."""
    kept: int
    """Promises followed by an update in time, or at most five minutes late."""
    answers: tuple[Answers, ...]
    """For each of the four questions whose rule is not switched off."""
    reading: float | None
    """English: years of school by Flesch–Kincaid, over all updates; None below 100 words."""
    clause: float | None
    """Chinese: characters between two marks of punctuation."""
    findings: float | None
    """Findings an update."""

    @property
    def all_answers(self) -> Answers:
        """The four questions taken together."""
        return Answers("", sum(one.given for one in self.answers), sum(one.owed for one in self.answers))


@dataclass(frozen=True, slots=True)
class Quality:
    """The communication quality report."""

    total: CommunicationMeasures
    months: tuple[tuple[str, CommunicationMeasures], ...]
    """By month, `2026-05`, the newest first."""
    frequent: tuple[tuple[str, int], ...]
    """The most frequent findings: code and count."""
    not_judged: tuple[str, ...] = ()
    """The languages of incidents that have no rules, sorted: their words are in no measure of wording."""


@dataclass(frozen=True, slots=True)
class _LintedIncident:
    """An incident with the findings of its updates."""

    note: Incident
    month: str
    findings: dict[str, tuple[str, ...]]
    """Codes by the id of the update; those of the title by an empty id."""


def measure_quality(found: Iterable[NoteFindings], settings: Settings, now: datetime) -> Quality:
    """Return the report of the incidents among the notes that count in reports, as of the instant `now`."""
    incidents = tuple(_incidents(found, settings))

    def measures(some: Sequence[_LintedIncident]) -> CommunicationMeasures:
        return _measures(some, settings, now)

    months = sorted({one.month for one in incidents}, reverse=True)
    texts = (text for one in incidents for text in texts_of(one.note))
    unknown = {code for text in texts for code, _ in text.variants if not has_rules(code)}
    counts = Counter(code for one in incidents for codes in one.findings.values() for code in codes)
    return Quality(
        measures(incidents),
        tuple((month, measures([one for one in incidents if one.month == month])) for month in months),
        tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_FREQUENT]),
        tuple(sorted(unknown)),
    )


def _incidents(found: Iterable[NoteFindings], settings: Settings) -> Iterator[_LintedIncident]:
    findings: dict[str, dict[str, tuple[str, ...]]] = {}
    notes: dict[str, Incident] = {}
    since = settings.reports.since
    begin = midnight(since, settings.zone) if since else datetime.min.replace(tzinfo=UTC)
    for one in found:
        if isinstance(one.note, Incident) and not one.note.withdrawn and begin <= one.note.started:
            notes[one.note.key] = one.note
            own = findings.setdefault(one.note.key, {})
            codes = (each.code for each in one.findings if each.code not in _NO_MEASURE)
            own[one.update.id if one.update else ""] = tuple(codes)
    for key, note in notes.items():
        month = f"{note.started.astimezone(settings.zone):%Y-%m}"
        yield _LintedIncident(note, month, findings[key])


def _measures(
    incidents: Sequence[_LintedIncident], settings: Settings, now: datetime
) -> CommunicationMeasures:
    posted = [one.note for one in incidents if one.note.updates and one.note.start_known]
    first = [_minutes(one.updates[0].at - one.started) for one in posted]
    promised = promises((one.note for one in incidents), now)
    updates = sum(update.status is not Status.POSTMORTEM for one in incidents for update in one.note.updates)
    found = sum(len(codes) for one in incidents for codes in one.findings.values())
    counts = _counts(incidents)
    chinese = counts[CHINESE.code]
    return CommunicationMeasures(
        incidents=len(incidents),
        updates=updates,
        first_update=median_low(first) if first else None,
        slowest_first_update=max(first, default=None),
        promises=promised.made,
        kept=promised.kept,
        answers=tuple(_answers(incidents, settings)),
        reading=grade(counts[ENGLISH.code]),
        clause=chinese.characters / chinese.clauses if chinese.clauses else None,
        findings=found / updates if updates else None,
    )


def _minutes(time: timedelta) -> float:
    return max(time.total_seconds(), 0) / 60


def _phases(note: Incident) -> list[tuple[Update, Phase]]:
    return [(one, phase_of(note, one, note.updates[:index])) for index, one in enumerate(note.updates)]


def _answers(incidents: Sequence[_LintedIncident], settings: Settings) -> Iterator[Answers]:
    """Yield the answers. An update should answer if the rule holds in its phase and was not accepted."""
    updates = [(one, update, phase) for one in incidents for update, phase in _open_updates(one.note)]
    for question, code in ANSWERS.items():
        if dict(settings.plain_language.levels).get(code, Level.INFO) is None:  # switched off
            continue
        owed = [
            code not in one.findings.get(update.id, ())
            for one, update, phase in updates
            if phase in lint_rules()[code].levels
            and code not in (accepted.rule for accepted in (*one.note.lint_ok, *update.lint_ok))
        ]
        yield Answers(question, sum(owed), len(owed))


def _open_updates(note: Incident) -> Iterator[tuple[Update, Phase]]:
    """Yield the updates in an open phase, in languages that have rules, with their phase."""
    for update, phase in _phases(note):
        _, code = pick(update.body or note.title, "")
        if phase in OPEN and has_rules(code):
            yield update, phase


def _counts(incidents: Iterable[_LintedIncident]) -> dict[str, Count]:
    """Return the counts of all updates, by the code of their language."""
    counts: dict[str, Count] = defaultdict(Count)
    for one in incidents:
        for text in (update.body for update in one.note.updates):
            for (code, words), origin in zip(text.variants, text.origins, strict=False):
                counts[language_of(code, words).code] += count_words(make_passage("body", words, origin))
    return counts


def last_months(quality: Quality, count: int) -> Quality:
    """Return the report with only the newest `count` months."""
    return replace(quality, months=quality.months[:count])


def as_record(quality: Quality, now: datetime) -> dict[str, object]:
    """Return the report as JSON data. docs/reports.md documents its fields."""
    return {
        "generated_at": now.isoformat(),
        "total": _record(quality.total),
        "months": [{"month": month, **_record(own)} for month, own in quality.months],
        "frequent_findings": [{"code": code, "count": count} for code, count in quality.frequent],
        "not_judged": list(quality.not_judged),
    }


def _record(own: CommunicationMeasures) -> dict[str, object]:
    return {
        "incidents": own.incidents,
        "updates": own.updates,
        "first_update_minutes": {
            "median": _rounded(own.first_update),
            "slowest": _rounded(own.slowest_first_update),
        },
        "promises": {"made": own.promises, "kept": own.kept},
        "answers": {one.question: {"given": one.given, "owed": one.owed} for one in own.answers},
        "reading_grade": _rounded(own.reading),
        "characters_a_clause": _rounded(own.clause),
        "findings_an_update": _rounded(own.findings),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
