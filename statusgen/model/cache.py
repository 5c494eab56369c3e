"""Values that were computed before, by part and key, so that only what changed is computed again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")

Parts = Mapping[str, Mapping[Any, Any]]
"""Values by part and key."""

PARTS: Mapping[str, int | None] = {
    # As many as the content and the themes have: only what a run used is left for the next one.
    "settings": None,  # site.yml, catalog and glossary
    "notes": None,
    "public_notes": None,  # notes without what is internal
    "checks": None,  # what is wrong with a note as a whole
    "archived": None,  # summaries that time does not change any more
    "translations": None,  # interface texts as gettext reads them
    "templates": None,  # Jinja's templates as Python
    # In memory alone:
    "rendered": 50_000,  # what several files of a site show, such as the line of a note in lists
    "pages": 10,  # views of pages, for the page and then its Markdown version
}
"""The parts of a `Cache`, and the most values that each holds; None where the site's size is the limit."""


@dataclass(frozen=True, slots=True)
class Cache:
    """Values by the name of a part, one of `PARTS`, and by a key.

    The key is a digest of everything that the value follows from, or consists of it.

    `previous` are the values of an earlier run, `current` those that this run used. `digests` are the SHA-256
    of content files that need not be read for it, by path, in hexadecimal.
    """

    previous: Parts = field(default_factory=dict)
    current: dict[str, dict[Any, Any]] = field(default_factory=lambda: {part: {} for part in PARTS})
    digests: Mapping[str, str] = field(default_factory=dict)

    def get(self, part: str, key: Hashable) -> Any:
        """Return the value; None if it is not known."""
        current, previous = self.current[part], self.previous.get(part, {})
        if key not in current and key in previous:
            self.put(part, key, previous[key])
        return current.get(key)

    def get_or_compute(self, part: str, key: Hashable, compute: Callable[[], T]) -> T:
        """Return the value, which may be None; it is computed only if it is not known."""
        current = self.current[part]
        if key in current:
            known: T = current[key]
            return known
        previous = self.previous.get(part, {})
        value: T = previous[key] if key in previous else compute()
        self.put(part, key, value)
        return value

    def put(self, part: str, key: Hashable, value: object) -> None:
        """Keep a value; the oldest one of a full part makes room."""
        current, most = self.current[part], PARTS[part]
        current[key] = value
        if most is not None and len(current) > most:
            current.pop(next(iter(current)), None)
