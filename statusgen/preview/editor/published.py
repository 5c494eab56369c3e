"""Follow saved updates until the published site has them: threads that read its feed now and then."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime

from statusgen.notify.feeds import read_feed
from statusgen.notify.new_entries import ids_of
from statusgen.storage.disk import DiskError

_PAUSE = 10.0
"""Seconds between two readings."""
_READINGS = 60
_PATIENCE = 10.0
"""Seconds for the site to answer."""


def is_published(site: str, entry: str) -> bool:
    """Return whether the feed of the site at an address has the entry of this id; no answer counts as no.

    The address comes from the content, so redirects are followed on its host alone.
    """
    try:
        feed = read_feed(site, _PATIENCE, elsewhere=False)
    except DiskError:
        return False
    return feed is not None and entry in ids_of(feed)


class Followed:
    """Entries of feeds that are followed, and since when the site has them; several threads may call."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        ask: Callable[[str, str], bool] = is_published,
        pause: float = _PAUSE,
    ) -> None:
        self._clock = clock
        self._ask = ask
        self._pause = pause
        self._lock = threading.Lock()
        self._followed: set[str] = set()
        self._since: dict[str, datetime] = {}

    def since(self, entry: str) -> datetime | None:
        """Return when the site was first seen to have an entry; None until then."""
        return self._since.get(entry)

    def follow(self, site: str, entry: str) -> None:
        """Read the feed of a site for ten minutes, in a thread, until it has an entry. Return at once.

        An entry is followed once, so that a site that is not rebuilt is not asked without end.
        """
        with self._lock:
            if not entry or entry in self._followed:
                return
            self._followed.add(entry)
        threading.Thread(target=self._wait, args=(site, entry), daemon=True).start()

    def _wait(self, site: str, entry: str) -> None:
        for _ in range(_READINGS):
            if self._ask(site, entry):
                self._since[entry] = self._clock()
                return
            time.sleep(self._pause)
