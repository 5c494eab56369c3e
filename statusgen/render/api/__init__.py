"""JSON files for programs: those that clients of Atlassian Statuspage read, and statusgen's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from statusgen.model.output import Output
from statusgen.render.api.files import StatuspageData, gather, statuspage_files
from statusgen.render.api.status import schema_file, status_file
from statusgen.render.context import RenderContext
from statusgen.timeline.site_state import Timeline

__all__ = ["StatuspageData", "api_files", "gather"]


def api_files(
    contexts: Sequence[RenderContext], data: StatuspageData, timeline: Timeline
) -> Iterator[Output]:
    """Yield the files of all languages without archived notes. They are late, as they link to pages."""
    for context in contexts:
        yield from statuspage_files(context, data)
        yield status_file(context, timeline)
    yield schema_file(contexts[0])
