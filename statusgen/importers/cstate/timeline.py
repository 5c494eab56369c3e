"""Make updates of a cState note's text; report each printed time that is not taken as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from statusgen.importers.cstate.arrange import DatedUpdate, date_updates, fill_times, oldest_first
from statusgen.importers.cstate.body import lower_headings
from statusgen.importers.cstate.plausible_times import (
    Doubt,
    NotePeriod,
    TimedSection,
    plausible_times,
    shifted,
    zone_shift,
)
from statusgen.importers.cstate.sections import Section, lookalikes, printed_times, split_sections
from statusgen.importers.cstate.source_note import SourceNote, end_of, start_of
from statusgen.importers.cstate.status_words import languages_of, vocabulary
from statusgen.importers.cstate.time_reader import PrintedTime, TimeReader
from statusgen.importers.cstate.times import read_time
from statusgen.model.notes import Status, Update
from statusgen.model.printable import plural
from statusgen.model.text import localise
from statusgen.read.near_updates import kept_as_words


@dataclass(frozen=True, slots=True)
class NoteTimeline:
    """Start, end (None: open), introduction and updates of a note."""

    start: datetime
    end: datetime | None
    intro: str
    updates: tuple[Update, ...]
    is_announcement: bool
    """Whether the note is a notice: it was announced, and no marker names a status."""
    times: int
    """Number of times that the note prints for updates."""
    used: int
    """Number of these times that begin an update."""


def read_timeline(note: SourceNote, text: str, first_line: int) -> NoteTimeline:
    """Return the timeline of a note; its published `text` begins in line `first_line` of the file."""
    start = start_of(note)
    languages = languages_of(PurePosixPath(note.source.path).stem, note.site.languages)
    given = read_time(note.front_matter.text("resolvedwhen"), note.site.zone, start.date())
    reader = TimeReader(note.site.zone, start, given.at if given else None, vocabulary(languages))
    sections = split_sections(text, reader)
    end = end_of(note, start, _last_time(sections, NotePeriod(start, None, note.site.now)))
    is_announcement = note.is_announced and all(section.status is None for section in sections)
    period = NotePeriod(start, None if is_announcement else end, note.site.now)
    sections = _in_zone(note, sections, period, first_line)
    intro, ordered = oldest_first(sections, period)
    timed = plausible_times(ordered, period)
    if is_announcement:
        intro, dated = _announcement(intro, timed, period)
    else:
        dated = date_updates(timed, period, reader.vocabulary)
        _report_guesses(note, dated)
    _report_doubts(note, dated, first_line)
    printed = printed_times(text, reader)
    unused = _unused(printed, timed)
    _report_unused(note, unused, first_line, len(printed))
    _report_lookalikes(note, lookalikes(text, reader), {one.line for one in unused}, first_line)
    updates = tuple(_update(one, note.site.language) for one in dated)
    return NoteTimeline(start, end, intro, updates, is_announcement, len(printed), len(printed) - len(unused))


def _last_time(sections: Sequence[Section], period: NotePeriod) -> datetime | None:
    """Return the latest plausible time."""
    times = (one.at for one in plausible_times(oldest_first(sections, period)[1], period))
    return max(filter(None, times), default=None)


def _in_zone(
    note: SourceNote, sections: tuple[Section, ...], period: NotePeriod, first_line: int
) -> tuple[Section, ...]:
    """Shift all printed times if they only fit between start and end in another time zone; report it."""
    shift = zone_shift(sections, period)
    if not shift:
        return sections
    late = next(one.time for one in sections if one.time and one.time.at and one.time.at > period.limit)
    hours = plural(shift // timedelta(hours=1), "hour")
    message = f"`{late.text}` is after the end, `resolvedWhen`; all times printed here fit {hours} earlier"
    zone = note.site.zone.key
    help = f"They are taken as {hours} ahead of {zone}; if they are not, correct the imported note."
    note.report_line("import-zone", first_line + late.line, message, help)
    return tuple(shifted(section, shift) for section in sections)


def _announcement(
    intro: str, timed: Sequence[TimedSection], period: NotePeriod
) -> tuple[str, tuple[DatedUpdate, ...]]:
    """Return the text of a notice and its updates: the sections after the first that print a time."""
    first, others = timed[:1], timed[1:]
    untimed = [one for one in others if not one.section.printed]
    later = [one for one in others if one.section.printed]
    times = fill_times([period.start, *(one.at for one in later)], period.start, None)[1:]
    parts = (one.section.text for one in (*first, *untimed))
    text = "\n\n".join(filter(None, [intro, *parts])).strip("\n")
    return text, tuple(DatedUpdate(one, Status.UPDATE, at) for one, at in zip(later, times, strict=True))


def _update(dated: DatedUpdate, language: str) -> Update:
    """Make an update. A status or time that is not used stays in its text, as does a label of its marker."""
    at = dated.at.replace(microsecond=0)
    if dated.timed is None:
        return Update(status=dated.status, at=at, since=dated.since)
    section = dated.timed.section
    is_demoted = section.status in (Status.RESOLVED, Status.POSTMORTEM) and dated.status is Status.UPDATE
    label = section.marker.strip(":") if is_demoted else section.label
    parts = [kept_as_words(f"**{label}**") if label else "", lower_headings(section.text)]
    is_unread = dated.timed.doubt is not None and dated.timed.at is None
    if is_unread and section.time and section.time.text not in label:
        parts.append(kept_as_words("`" + section.time.text.replace("`", "'") + "`"))
    body = "\n\n".join(filter(None, parts)).strip()
    return Update(status=dated.status, at=at, since=dated.since, body=localise([(language, body)]))


def _report_guesses(note: SourceNote, dated: Sequence[DatedUpdate]) -> None:
    """Report the number of updates without a printed time; the first is at the start of the note."""
    sections = [(one.timed.section, one.status) for one in dated if one.timed]
    guessed = [one for one, status in sections[1:] if not one.printed and status is not Status.RESOLVED]
    if guessed:
        message = f"{len(guessed)} of {len(sections)} posts have no time of their own"
        help = "Their times lie evenly between their neighbours'; correct them where you know better."
        note.report("import-time", "date", message, help)


def _report_doubts(note: SourceNote, dated: Sequence[DatedUpdate], first_line: int) -> None:
    """Report each printed time that is implausible, with the time that was taken."""
    for one in dated:
        timed = one.timed
        if timed is None or timed.doubt is None or timed.section.time is None:
            continue
        printed, when = timed.section.time, f"{one.at:%Y-%m-%d %H:%M} UTC"
        if timed.at:
            help = (
                f"It is taken as {when}, which fits its neighbours; if it is not, correct the imported note."
            )
        else:
            help = f"The update keeps its place, at {when}, with this time in its words.{_advice(timed)}"
        message = f"`{printed.text}` {timed.doubt.value}"
        note.report_line("import-time", first_line + printed.line, message, help)


def _advice(timed: TimedSection) -> str:
    """Return what to do if an implausible time is right."""
    if timed.doubt not in (Doubt.AFTER_END, Doubt.FUTURE):
        return ""
    posted = " If it was posted then, give it that time." if timed.doubt is Doubt.AFTER_END else ""
    is_zoned = timed.section.time is not None and timed.section.time.zoned
    return posted + ("" if is_zoned else " If it is in another zone, import again with `--zone`.")


def _unused(printed: Sequence[PrintedTime], timed: Iterable[TimedSection]) -> list[PrintedTime]:
    """Return the printed times that begin no update, by the number of times and updates in each line."""
    used = Counter(one.section.time.line for one in timed if one.section.time)
    unused = []
    for one in printed:
        if used[one.line]:
            used[one.line] -= 1
        else:
            unused.append(one)
    return unused


def _report_unused(note: SourceNote, unused: Sequence[PrintedTime], first_line: int, printed: int) -> None:
    for one in unused:
        message = (
            f"`{one.text}` begins no update: this note prints {plural(printed, 'time')} for updates, "
            f"{printed - len(unused)} of which began one"
        )
        help = "If words belong to it, give them a heading of their own in the imported note."
        note.report_line("import-update", first_line + one.line, message, help)


def _report_lookalikes(
    note: SourceNote, found: Iterable[tuple[str, int]], reported: Collection[int], first_line: int
) -> None:
    for text, line in found:
        if line not in reported:
            message = f"`{text}` looks like the beginning of an update, but was taken as words"
            help = "If an update begins here, give it a heading of its own in the imported note."
            note.report_line("import-update", first_line + line, message, help)
