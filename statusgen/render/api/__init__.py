"""The site for machines: the files that clients of Atlassian Statuspage read, and our own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from statusgen.model.output import Output
from statusgen.render.api.files import Facts, gather, statuspage_files
from statusgen.render.api.status import schema_file, status_file
from statusgen.render.context import Edition
from statusgen.timeline.site_state import Scene
from statusgen.timeline.values import Timeline

__all__ = ["Facts", "api_files", "gather"]


def api_files(
    editions: Sequence[Edition], facts: Facts, timeline: Timeline, scene: Scene
) -> Iterator[Output]:
    """All of them, for every edition, but those of settled notes. They are late: they link to pages."""
    for edition in editions:
        yield from statuspage_files(edition, facts)
        yield status_file(edition, timeline, scene)
    yield schema_file(editions[0])
