"""Feeds: one entry an update, for the site and each of its parts, in three formats and every language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from statusgen.model.output import Output
from statusgen.model.site import Site
from statusgen.model.states import Severity
from statusgen.render.context import RenderContext, output_path
from statusgen.render.feeds.entries import Thread, newest_entries, tell_threads, threads_of
from statusgen.render.feeds.json_feed import make_json
from statusgen.render.feeds.opml import make_opml
from statusgen.render.feeds.scopes import Scope, scopes
from statusgen.render.feeds.statuspage import history_of, make_history_atom, make_history_rss
from statusgen.render.feeds.xml_feeds import make_atom, make_rss
from statusgen.render.urls import ATOM, HISTORY_ATOM, HISTORY_RSS, JSON_FEED, OPML, RSS
from statusgen.timeline.site_state import NoteIndex


def feeds(contexts: Sequence[RenderContext], site: Site, stories: NoteIndex) -> Iterator[Output]:
    """All feeds of all editions, and the list of them."""
    subjects = tuple(scopes(site))
    threads = tell_threads(stories, with_plans=site.settings.feed_plans)
    told = [(scope, threads_of(own)) for scope, own in _by_scope(subjects, threads)]
    history = history_of(stories)
    for context in contexts:
        for scope, chosen in told:
            for name, make in ((RSS, _make_rss), (ATOM, _make_atom), (JSON_FEED, _make_json)):
                yield Output(
                    output_path(context, scope.address + name), make, (context, scope, chosen), late=True
                )
        yield Output(output_path(context, HISTORY_RSS), make_history_rss, (context, history), late=True)
        yield Output(output_path(context, HISTORY_ATOM), make_history_atom, (context, history), late=True)
    yield Output(OPML, make_opml, (tuple(contexts), subjects))


def _by_scope(
    subjects: Sequence[Scope], threads: Iterable[Thread]
) -> Iterable[tuple[Scope, Sequence[Thread]]]:
    """Each scope with what is told about it."""
    found: list[list[Thread]] = [[] for _ in subjects]
    about = dict[str | Severity | None, list[int]]()
    for number, scope in enumerate(subjects):
        for key in scope.services or [scope.severity]:
            about.setdefault(key, []).append(number)
    for thread in threads:
        story = thread.story
        keys = (None, *story.states, *(Severity(level) for level in range((story.severity or 0) + 1)))
        for number in {number for key in keys for number in about.get(key, ())}:
            found[number].append(thread)
    return zip(subjects, found, strict=True)


def _make_rss(context: RenderContext, scope: Scope, threads: Sequence[Thread]) -> bytes:
    return make_rss(context, scope, newest_entries(context, threads))


def _make_atom(context: RenderContext, scope: Scope, threads: Sequence[Thread]) -> bytes:
    return make_atom(context, scope, newest_entries(context, threads))


def _make_json(context: RenderContext, scope: Scope, threads: Sequence[Thread]) -> bytes:
    return make_json(context, scope, newest_entries(context, threads))
