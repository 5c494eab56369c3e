"""Notes that are over: what is told of them once is what would be told at any later time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.model.cache import Lazy
from statusgen.model.notes import AnyNote, Incident, Maintenance, Notice, Status
from statusgen.model.site import Site
from statusgen.render.archived_notes import ArchivedNote, archive, archived_downtime
from statusgen.render.feeds.entries import (
    MOST_ENTRIES,
    FeedEntry,
    Source,
    newest_entries,
    newest_notes,
    note_sources,
)
from statusgen.timeline.derive import derive
from statusgen.timeline.site_state import NoteIndex, index_notes
from statusgen.timeline.values import Timeline
from tests.render_samples import context
from tests.strategies_timeline import FIRST, STEP, at, incident, instants, notice, sites, update

quick = settings(max_examples=100, deadline=None)
spans = st.integers(0, 400).map(lambda steps: STEP * steps)


def notes_of(site: Site) -> list[Incident | Maintenance | Notice]:
    """All that have a place in the history."""
    return [*site.incidents, *site.maintenances, *site.notices]


def settled_of(site: Site, now: datetime) -> dict[str, ArchivedNote]:
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


def facts(stories: NoteIndex) -> list[object]:
    """All that is told, story by story."""
    return [replace(story, settled=False) for story in stories.all]


@quick
@given(sites(), instants, spans)
def test_a_settled_note_is_as_if_it_were_told_anew(site: Site, now: datetime, later: timedelta) -> None:
    """Stories, services and uptime are the same, at once and at any later time."""
    settled = settled_of(site, now)
    for instant in (now, now + later):
        whole = derive(site, instant)
        rest = derive(without(site, {*settled}), instant, archived_downtime(settled.values()))
        assert facts(index_notes(whole)) == facts(index_notes(rest, [one.story for one in settled.values()]))
        assert parts(whole) == parts(rest)


def parts(timeline: Timeline) -> list[object]:
    """What follows from all notes together."""
    of_services = [(life, life.intervals) for life in timeline.services]
    return [of_services, timeline.groups, timeline.uptimes, timeline.state, timeline.next_change]


def test_what_time_may_still_change_is_not_settled() -> None:
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


@settings(max_examples=25, deadline=None)
@given(sites(), instants, st.integers(0, 40), st.booleans())
def test_feeds_have_the_newest_entries_of_all(site: Site, now: datetime, more: int, with_plans: bool) -> None:
    """However many stories there are, and whichever of them are settled."""
    many = [replace(one, id=f"{one.id}-{n}") for n in range(more) for one in notes_of(site)]
    site = replace(site, incidents=tuple(one for one in many if isinstance(one, Incident)))
    settled = settled_of(site, now)
    shown = context()
    shown = replace(shown, settings=replace(shown.settings, feed_plans=with_plans))
    plain = index_notes(derive(site, now))
    rest = index_notes(derive(without(site, {*settled}), now), [one.story for one in settled.values()])
    entries = [one for note in plain.all for one in note_sources(note, now, with_plans=with_plans)]
    ordered = sorted(told(entries), key=lambda entry: (entry.posted, entry.at), reverse=True)
    for index in (plain, rest):
        assert ordered[:MOST_ENTRIES] == told(newest_entries(shown, sources(index, with_plans=with_plans)))


def sources(index: NoteIndex, *, with_plans: bool) -> list[Source]:
    """What a feed of the whole site is made from."""
    notes = newest_notes(index.all)
    return [one for note in notes for one in note_sources(note, index.now, with_plans=with_plans)]


def told(entries: Iterable[Source]) -> list[FeedEntry]:
    """Entries but for whether their note is archived."""
    return [
        replace(one, note=replace(one.note, settled=False)) for one in entries if isinstance(one, FeedEntry)
    ]


def test_an_archived_note_stands_for_its_entries() -> None:
    """It is one source, with a fingerprint unlike those of entries; a note that may change is its entries."""
    over = incident(update(Status.INVESTIGATING, at(9)), update(Status.RESOLVED, at(10)))
    (note,) = index_notes(derive(Site(settings=context().settings, incidents=(over,)), at(12))).all
    archived = replace(note, settled=True)
    entries = note_sources(note, at(12), with_plans=True)
    assert [FeedEntry, FeedEntry] == [type(one) for one in entries]
    assert (archived,) == note_sources(archived, at(12), with_plans=True)
    assert repr(archived) not in map(repr, entries)
    assert UTC is told(entries)[0].at.tzinfo
