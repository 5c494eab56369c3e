"""Two publications → what the second one brings to readers, subscribers and calendars. Pure."""

from statusgen.diff.compare import Effects, Event, Page, compare
from statusgen.diff.format import tell_markdown, tell_text

__all__ = ["Effects", "Event", "Page", "compare", "tell_markdown", "tell_text"]
