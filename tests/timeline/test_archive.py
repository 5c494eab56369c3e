"""Archived notes: their summary is what they would be summarized to at any later time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.model.notes import AnyNote, Incident, Maintenance, Notice
from statusgen.model.packed import Lazy
from statusgen.model.site import Site
from statusgen.model.status import Status
from statusgen.render.feeds.entries import (
    MOST_ENTRIES,
    FeedEntry,
    Source,
    newest_entries,
    newest_notes,
    note_sources,
)
from statusgen.timeline.archive import archive
from statusgen.timeline.derive import derive
from statusgen.timeline.note_summary import NoteSummary
from statusgen.timeline.site_state import Timeline
from tests.examples import examples
from tests.render_samples import context
from tests.strategies_timeline import FIRST, STEP, at, incident, instants, notice, sites, update

quick = settings(max_examples=examples(100), deadline=None)
spans = st.integers(0, 400).map(lambda steps: STEP * steps)


def notes_of(site: Site) -> list[Incident | Maintenance | Notice]:
    """All that have a place in the history."""
    return [*site.incidents, *site.maintenances, *site.notices]


def archived_of(site: Site, now: datetime) -> dict[str, NoteSummary]:
    """The notes that are over, by key."""
    found = {note.key: archive(Lazy[AnyNote](note), now) for note in notes_of(site)}
    return {key: one for key, one in found.items() if one}


def without(site: Site, keys: set[str]) -> Site:
    """The site without these notes."""
    return replace(
        site,
        incidents=tuple(one for one in site.incidents if one.key not in keys),
        maintenances=tuple(one for one in site.maintenances if one.key not in keys),
        notices=tuple(one for one in site.notices if one.key not in keys),
    )


def summaries(timeline: Timeline) -> list[object]:
    """All summaries, but for whether they are archived."""
    return [replace(summary, archived=None) for summary in timeline.notes]


@quick
@given(sites(), instants, spans)
def test_an_archived_note_is_as_if_summarized_again(site: Site, now: datetime, later: timedelta) -> None:
    """Summaries, services and uptime are the same, at once and at any later time."""
    archived = archived_of(site, now)
    for instant in (now, now + later):
        whole = derive(site, instant)
        rest = derive(without(site, {*archived}), instant, archived.values())
        assert summaries(whole) == summaries(rest)
        assert parts(whole) == parts(rest)


def parts(timeline: Timeline) -> list[object]:
    """What follows from all notes together."""
    of_services = [(replace(one, notes={}), [*one.notes]) for one in timeline.services]
    return [
        of_services,
        timeline.version,
        timeline.groups,
        timeline.uptimes,
        timeline.state,
        timeline.next_change,
    ]


def test_what_time_may_still_change_is_not_archived() -> None:
    """What is open, what names an instant to come, and what has more than a page."""
    over = incident(update(Status.INVESTIGATING, at(9)), update(Status.RESOLVED, at(10)))
    assert archive(Lazy[AnyNote](over), at(10))
    assert archive(Lazy[AnyNote](over), at(9, 30)) is None
    others = (
        incident(update(Status.INVESTIGATING, at(9))),
        replace(over, aliases=("/incidents/old/",)),
        notice(published=at(8)),
        notice(published=at(8), until=at(12)),
    )
    assert [None] * 4 == [archive(Lazy[AnyNote](note), at(11)) for note in others]
    assert archive(Lazy[AnyNote](others[-1]), at(12))


FAR = FIRST + timedelta(days=60)


@settings(max_examples=examples(25), deadline=None)
@given(sites(), instants, st.integers(0, 40), st.booleans())
def test_feeds_have_the_newest_entries_of_all(site: Site, now: datetime, more: int, with_plans: bool) -> None:
    """However many notes there are, and whichever of them are archived."""
    many = [replace(one, id=f"{one.id}-{n}") for n in range(more) for one in notes_of(site)]
    site = replace(site, incidents=tuple(one for one in many if isinstance(one, Incident)))
    archived = archived_of(site, now)
    shown = context()
    shown = replace(shown, settings=replace(shown.settings, feed_plans=with_plans))
    plain = derive(site, now)
    rest = derive(without(site, {*archived}), now, archived.values())
    entries = [one for note in plain.notes for one in note_sources(note, now, with_plans=with_plans)]
    ordered = sorted(told(entries), key=lambda entry: (entry.posted, entry.at), reverse=True)
    for timeline in (plain, rest):
        found = newest_entries(shown, sources(timeline, with_plans=with_plans))
        assert ordered[:MOST_ENTRIES] == told(found)


def sources(timeline: Timeline, *, with_plans: bool) -> list[Source]:
    """What a feed of the whole site is made from."""
    notes = newest_notes(timeline.notes)
    return [one for note in notes for one in note_sources(note, timeline.now, with_plans=with_plans)]


def told(entries: Iterable[Source]) -> list[FeedEntry]:
    """Entries but for whether their note is archived."""
    return [
        replace(one, note=replace(one.note, archived=None)) for one in entries if isinstance(one, FeedEntry)
    ]


def test_an_archived_note_stands_for_its_entries() -> None:
    """It is one source, with a fingerprint unlike those of entries; a note that may change is its entries."""
    over = incident(update(Status.INVESTIGATING, at(9)), update(Status.RESOLVED, at(10)))
    (note,) = derive(Site(settings=context().settings, incidents=(over,)), at(12)).notes
    archived = replace(note, archived=at(12))
    entries = note_sources(note, at(12), with_plans=True)
    assert [FeedEntry, FeedEntry] == [type(one) for one in entries]
    assert (archived,) == note_sources(archived, at(12), with_plans=True)
    assert repr(archived) not in map(repr, entries)
    assert UTC is told(entries)[0].at.tzinfo
