"""Feeds: one entry an update, for the site and each of its parts, in three formats and every language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from statusgen.model import Site
from statusgen.outputs import Output
from statusgen.render.edition import Edition, output_path
from statusgen.render.feeds.entries import all_entries
from statusgen.render.feeds.history import (
    HISTORY_ATOM,
    HISTORY_RSS,
    history_of,
    make_history_atom,
    make_history_rss,
)
from statusgen.render.feeds.json_feed import make_json
from statusgen.render.feeds.opml import OPML, make_opml
from statusgen.render.feeds.scopes import by_scope, scopes
from statusgen.render.feeds.xml_feeds import make_atom, make_rss
from statusgen.render.present_frame import ATOM, JSON_FEED, RSS
from statusgen.render.stories import Stories

_FORMATS = ((RSS, make_rss), (ATOM, make_atom), (JSON_FEED, make_json))


def feeds(editions: Sequence[Edition], site: Site, stories: Stories) -> Iterator[Output]:
    """All feeds of all editions, and the list of them."""
    subjects = tuple(scopes(site))
    told = by_scope(subjects, all_entries(stories, with_plans=site.settings.feed_plans))
    for edition in editions:
        for scope, entries in told:
            for name, make in _FORMATS:
                path = output_path(edition, scope.address + name)
                yield Output(path, make, (edition, scope, entries), late=True)
        history = history_of(stories)
        yield Output(output_path(edition, HISTORY_RSS), make_history_rss, (edition, history), late=True)
        yield Output(output_path(edition, HISTORY_ATOM), make_history_atom, (edition, history), late=True)
    yield Output(OPML, make_opml, (tuple(editions), subjects))
