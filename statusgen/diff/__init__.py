"""Compare two publications: what the second changes for readers, subscribers and calendars."""

from statusgen.diff.compare import Changes, PageRef, PlannedWork, compare
from statusgen.diff.format import format_markdown, format_text

__all__ = ["Changes", "PageRef", "PlannedWork", "compare", "format_markdown", "format_text"]
