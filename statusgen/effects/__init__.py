"""Two publications → what the second one brings to readers, subscribers and calendars. Pure."""

from statusgen.effects.compare import Effects, Event, Page, compare
from statusgen.effects.tell import tell_markdown, tell_text

__all__ = ["Effects", "Event", "Page", "compare", "tell_markdown", "tell_text"]
