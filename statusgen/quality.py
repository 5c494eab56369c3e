"""How well a site told of its incidents: by month and in all, from its notes and the findings. Pure.

Months are those in which an incident began, in the site's zone. An incident that was posted in error does not
count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import zip_longest
from statistics import median

from statusgen.diagnostics import Level
from statusgen.model import Incident, LocalText, Settings, Status, Update, pick
from statusgen.prose.plain import RULES, Judged
from statusgen.prose.plain.judge import NOT_JUDGED, texts_of
from statusgen.prose.plain.languages import has_rules, language_of
from statusgen.prose.plain.passages import is_chinese, make_passage
from statusgen.prose.plain.phases import OPEN, Phase, phase_of
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
_NO_MEASURE = ("next-update-overdue", NOT_JUDGED)
"""What is overdue depends on the clock, and a language without rules is no fault of the writer."""


@dataclass(frozen=True, slots=True)
class Answers:
    """How often one of the four questions was answered, of the updates that owe an answer."""

    question: str
    """A key of `ANSWERS`."""
    given: int
    owed: int


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
    """Next updates that were promised while an incident was open, and came or are overdue."""
    kept: int
    """Of those, the ones followed by an update in time, with five minutes of grace."""
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

    total: Measures
    months: tuple[tuple[str, Measures], ...]
    """By month, `2026-05`, the newest first."""
    frequent: tuple[tuple[str, int], ...]
    """The most frequent findings: code and count."""
    not_judged: tuple[str, ...] = ()
    """The languages of incidents that have no rules, sorted: their words are in no measure of wording."""


@dataclass(frozen=True, slots=True)
class _Told:
    """An incident with the findings about each of its updates."""

    note: Incident
    month: str
    findings: dict[str, tuple[str, ...]]
    """The codes by the id of the update; those of the title under an empty one."""


def measure_quality(judged: Iterable[Judged], settings: Settings, now: datetime) -> Quality:
    """The report over all incidents among the judged notes, as of `now`."""
    told = tuple(_told(judged, settings))

    def measures(some: Sequence[_Told]) -> Measures:
        return _measures(some, settings, now)

    months = sorted({one.month for one in told}, reverse=True)
    texts = (text for one in told for text in texts_of(one.note))
    unknown = {code for text in texts for code, _ in text.variants if not has_rules(code)}
    counts = Counter(code for one in told for codes in one.findings.values() for code in codes)
    return Quality(
        measures(told),
        tuple((month, measures([one for one in told if one.month == month])) for month in months),
        tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_FREQUENT]),
        tuple(sorted(unknown)),
    )


def _told(judged: Iterable[Judged], settings: Settings) -> Iterator[_Told]:
    findings: dict[str, dict[str, tuple[str, ...]]] = {}
    notes: dict[str, Incident] = {}
    for one in judged:
        if isinstance(one.note, Incident) and not one.note.withdrawn:
            notes[one.note.key] = one.note
            own = findings.setdefault(one.note.key, {})
            codes = (each.code for each in one.findings if each.code not in _NO_MEASURE)
            own[one.update.id if one.update else ""] = tuple(codes)
    for key, note in notes.items():
        month = f"{note.started.astimezone(settings.zone):%Y-%m}"
        yield _Told(note, month, findings[key])


def _measures(told: Sequence[_Told], settings: Settings, now: datetime) -> Measures:
    first = [_minutes(one.note.updates[0].at - one.note.started) for one in told if one.note.updates]
    kept = [made_good for one in told for made_good in _promises(one.note, now)]
    updates = sum(update.status is not Status.POSTMORTEM for one in told for update in one.note.updates)
    found = sum(len(codes) for one in told for codes in one.findings.values())
    count, clause = _counts(told)
    return Measures(
        incidents=len(told),
        updates=updates,
        first_update=median(first) if first else None,
        slowest_first_update=max(first, default=None),
        promises=len(kept),
        kept=sum(kept),
        answers=tuple(_answers(told, settings)),
        reading=grade(count),
        clause=clause,
        findings=found / updates if updates else None,
    )


def _minutes(time: timedelta) -> float:
    return max(time.total_seconds(), 0) / 60


def _promises(note: Incident, now: datetime) -> Iterator[bool]:
    """Whether each promise was kept. One that is still due and that nothing followed is neither."""
    for (update, phase), following in zip_longest(_phases(note), note.updates[1:]):
        if update.next_update and phase in OPEN:
            due = update.next_update + GRACE
            if following or due < now:
                yield following is not None and following.at <= due


def _phases(note: Incident) -> list[tuple[Update, Phase]]:
    return [(one, phase_of(note, one, note.updates[:index])) for index, one in enumerate(note.updates)]


def _answers(told: Sequence[_Told], settings: Settings) -> Iterator[Answers]:
    """An update owes an answer if the rule about it holds in its phase, and nobody wrote `lint ok`."""
    judged = [(one, update, phase) for one in told for update, phase in _open_updates(one.note)]
    for question, code in ANSWERS.items():
        if dict(settings.plain_language.levels).get(code, Level.INFO) is None:  # nobody looked
            continue
        owed = [
            code not in one.findings.get(update.id, ())
            for one, update, phase in judged
            if phase in RULES[code].levels
            and code not in (accepted.rule for accepted in (*one.note.accepted, *update.accepted))
        ]
        yield Answers(question, sum(owed), len(owed))


def _open_updates(note: Incident) -> Iterator[tuple[Update, Phase]]:
    """Those of its open phases that the rules could judge, by their language."""
    for update, phase in _phases(note):
        code, words = pick(update.body or note.title, "")[::-1]
        if phase in OPEN and language_of(code, words):
            yield update, phase


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
    return replace(quality, months=quality.months[:count])


def as_record(quality: Quality, now: datetime) -> dict[str, object]:
    """The report for machines: its shape is told in docs/reports.md and stays."""
    return {
        "generated_at": now.isoformat(),
        "total": _record(quality.total),
        "months": [{"month": month, **_record(own)} for month, own in quality.months],
        "frequent_findings": [{"code": code, "count": count} for code, count in quality.frequent],
        "not_judged": list(quality.not_judged),
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
        "answers": {one.question: {"given": one.given, "owed": one.owed} for one in own.answers},
        "reading_grade": _rounded(own.reading),
        "characters_a_clause": _rounded(own.clause),
        "findings_an_update": _rounded(own.findings),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
