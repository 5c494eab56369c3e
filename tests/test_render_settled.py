"""Notes that are over: what is told of them once is what would be told at any later time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.memo import Later
from statusgen.model import AnyNote, Incident, Maintenance, Notice, Site, Status
from statusgen.render.feeds.entries import (
    MOST_ENTRIES,
    Entry,
    Thread,
    newest_entries,
    tell_threads,
    threads_of,
)
from statusgen.render.settled import Settled, bygone, settle
from statusgen.render.stories import Stories, tell_stories
from statusgen.timeline import derive
from statusgen.timeline.values import Timeline
from tests.render_samples import edition
from tests.strategies_timeline import FIRST, STEP, at, incident, instants, notice, sites, update

quick = settings(max_examples=100, deadline=None)
spans = st.integers(0, 400).map(lambda steps: STEP * steps)


def notes_of(site: Site) -> list[Incident | Maintenance | Notice]:
    """All that have a place in the history."""
    return [*site.incidents, *site.maintenances, *site.notices]


def settled_of(site: Site, now: datetime) -> dict[str, Settled]:
    """The notes that are over, by key."""
    found = {note.key: settle(Later[AnyNote](note), now) for note in notes_of(site)}
    return {key: one for key, one in found.items() if one}


def without(site: Site, keys: set[str]) -> Site:
    """The site without these notes."""
    return replace(
        site,
        incidents=tuple(one for one in site.incidents if one.key not in keys),
        maintenances=tuple(one for one in site.maintenances if one.key not in keys),
        notices=tuple(one for one in site.notices if one.key not in keys),
    )


def facts(stories: Stories) -> list[object]:
    """All that is told, story by story."""
    return [replace(story, settled=False) for story in stories.all]


@quick
@given(sites(), instants, spans)
def test_a_settled_note_is_as_if_it_were_told_anew(site: Site, now: datetime, later: timedelta) -> None:
    """Stories, services and uptime are the same, at once and at any later time."""
    settled = settled_of(site, now)
    for instant in (now, now + later):
        whole = derive(site, instant)
        rest = derive(without(site, {*settled}), instant, bygone(settled.values()))
        assert facts(tell_stories(whole)) == facts(
            tell_stories(rest, [one.story for one in settled.values()])
        )
        assert parts(whole) == parts(rest)


def parts(timeline: Timeline) -> list[object]:
    """What follows from all notes together."""
    of_services = [(life, life.intervals) for life in timeline.services]
    return [of_services, timeline.groups, timeline.uptimes, timeline.state, timeline.next_change]


def test_what_time_may_still_change_is_not_settled() -> None:
    """What is open, what names an instant to come, and what has more than a page."""
    over = incident(update(Status.INVESTIGATING, at(9)), update(Status.RESOLVED, at(10)))
    assert settle(Later[AnyNote](over), at(10))
    assert settle(Later[AnyNote](over), at(9, 30)) is None
    others = (
        incident(update(Status.INVESTIGATING, at(9))),
        replace(over, aliases=("/incidents/old/",)),
        notice(published=at(8)),
        notice(published=at(8), until=at(12)),
    )
    assert [None] * 4 == [settle(Later[AnyNote](note), at(11)) for note in others]
    assert settle(Later[AnyNote](others[-1]), at(12))


FAR = FIRST + timedelta(days=60)


@settings(max_examples=25, deadline=None)
@given(sites(), instants, st.integers(0, 40), st.booleans())
def test_feeds_have_the_newest_entries_of_all(site: Site, now: datetime, more: int, with_plans: bool) -> None:
    """However many stories there are, and whichever of them are settled."""
    many = [replace(one, id=f"{one.id}-{n}") for n in range(more) for one in notes_of(site)]
    site = replace(site, incidents=tuple(one for one in many if isinstance(one, Incident)))
    settled = settled_of(site, now)
    shown = edition()
    shown = replace(shown, settings=replace(shown.settings, feed_plans=with_plans))
    plain = tell_threads(tell_stories(derive(site, now)), with_plans=with_plans)
    rest = tell_stories(derive(without(site, {*settled}), now), [one.story for one in settled.values()])
    entries = [entry for thread in plain for entry in thread.entries]
    ordered = sorted(entries, key=lambda entry: (entry.known, entry.at), reverse=True)
    chosen = threads_of(tell_threads(rest, with_plans=with_plans))
    assert told(ordered[:MOST_ENTRIES]) == told(newest_entries(shown, chosen))
    assert told(ordered[:MOST_ENTRIES]) == told(newest_entries(shown, threads_of(plain)))


def told(entries: object) -> list[object]:
    """Entries but for whether their story is settled."""
    assert isinstance(entries, (list, tuple))
    return [
        replace(one, story=replace(one.story, settled=False)) for one in entries if isinstance(one, Entry)
    ]


def test_a_thread_says_all_by_its_story_or_by_its_entries() -> None:
    """So that a feed is made anew whenever one of them is another."""
    over = incident(update(Status.INVESTIGATING, at(9)), update(Status.RESOLVED, at(10)))
    stories = tell_stories(derive(Site(settings=edition().settings, incidents=(over,)), at(12)))
    (thread,) = tell_threads(stories, with_plans=True)
    assert 2 == len(thread.entries)
    assert repr(Thread(thread.story)) != repr(thread)
    assert UTC is thread.entries[0].at.tzinfo
