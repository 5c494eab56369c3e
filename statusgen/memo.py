"""What was worked out before, so that only what has changed is worked out anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Memo:
    """Notes and templates by a digest of all that they are made from.

    `known` are those of an earlier run, `used` those that this run needs: what a later one may want.
    """

    known: Mapping[bytes, Any] = field(default_factory=dict)
    used: dict[bytes, Any] = field(default_factory=dict)

    def find(self, digest: bytes) -> Any:
        """What has that digest; None if it is not known."""
        found = self.used.get(digest)
        if found is None and digest in self.known:
            found = self.used[digest] = self.known[digest]
        return found

    def recall(self, digest: bytes, make: Callable[[], T]) -> T:
        """What has that digest; it is made only if it is not known."""
        found: T | None = self.find(digest)
        if found is None:
            found = self.used[digest] = make()
        return found
