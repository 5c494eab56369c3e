"""The site for machines: the files that clients of Atlassian Statuspage read, and our own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from statusgen.model.output import Output
from statusgen.render.api.files import StatuspageData, gather, statuspage_files
from statusgen.render.api.status import schema_file, status_file
from statusgen.render.context import RenderContext
from statusgen.timeline.site_state import Timeline

__all__ = ["StatuspageData", "api_files", "gather"]


def api_files(
    contexts: Sequence[RenderContext], facts: StatuspageData, timeline: Timeline
) -> Iterator[Output]:
    """Return the files of all languages but those of archived notes. They are late, as they link to pages."""
    for context in contexts:
        yield from statuspage_files(context, facts)
        yield status_file(context, timeline)
    yield schema_file(contexts[0])
