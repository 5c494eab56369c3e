"""Find the receivers. Addresses hold passwords, so they come from the environment and are never shown."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from statusgen.notify.channel import Channel, Receiver
from statusgen.notify.channels import CHANNELS
from statusgen.notify.new_entries import Feed

VARIABLES = tuple(channel.variable for channel in CHANNELS if channel.variable)
_PREFIX = "STATUSGEN_"
_SIMILARITY = 0.7
"""Ratio of `difflib` above which a name is a typing mistake: `NOTIFIES` has 0.71, `CACHE` has less."""


def find_receivers(environment: Mapping[str, str], feed: Feed) -> tuple[Receiver, ...]:
    """Return the receivers named in the environment and in the site's feed.

    Spaces and lines separate addresses; so do commas and semicolons before a known scheme, as in Apprise. An
    address that is there twice is one receiver. The number of a receiver is its place in the variable.
    """
    return tuple(
        receiver
        for channel in CHANNELS
        for text in (environment.get(channel.variable, ""), channel.addresses_in_feed(feed))
        if text
        for receiver in _receivers(channel, text)
    )


def _receivers(channel: Channel, text: str) -> Iterator[Receiver]:
    addresses = _split(text, channel.schemes())
    for place, address in enumerate(addresses):
        if address not in addresses[:place]:
            label = channel.label(address)
            yield Receiver(channel, address, f"{channel.name} {place + 1}" + (f" ({label})" if label else ""))


def _split(text: str, schemes: Collection[str]) -> list[str]:
    known = "|".join(map(re.escape, schemes))
    pieces = re.split(rf"[,;]+(?=(?:{known})://)" if known else r"\s", text, flags=re.IGNORECASE)
    return [address for piece in pieces for word in piece.split() if (address := word.strip(",;"))]


def mistyped_variable(environment: Mapping[str, str]) -> tuple[str, str] | None:
    """Return a variable whose name is nearly one of `VARIABLES`, and that one; None if there is none."""
    names = [name.removeprefix(_PREFIX) for name in VARIABLES]
    for name in sorted(environment):
        upper = name.upper()
        if name not in VARIABLES and upper.startswith(_PREFIX):
            for meant in get_close_matches(upper.removeprefix(_PREFIX), names, 1, _SIMILARITY):
                return name, _PREFIX + meant
    return None
