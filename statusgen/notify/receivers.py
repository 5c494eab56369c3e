"""Where messages go. Addresses hold passwords, so they come from the environment and are never shown."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import Enum

from statusgen.notify.addresses import parse_address

SERVICES = "STATUSGEN_NOTIFY"
WEBHOOKS = "STATUSGEN_WEBHOOKS"
_PREFIX = "STATUSGEN_"
_LIKE = 0.7
"""How much of a name is as in ours, as `difflib` counts: of `NOTIFIES` 0.71, and of `CACHE` less."""


class Means(Enum):
    """How a target is spoken to."""

    SERVICE = "service"
    """Whatever Apprise speaks: e-mail, chat, telephone."""
    WEBHOOK = "webhook"
    """A POST of JSON in the form of Statuspage's webhooks."""
    HUB = "hub"
    """A WebSub hub, told that feeds have changed."""


@dataclass(frozen=True, slots=True)
class Target:
    """One receiver. Its address shows nowhere."""

    means: Means
    address: str = field(repr=False)
    name: str
    """What people may see: `service 2 (mailtos)`, `webhook 1 (https://example.com)` or `webhook 1` alone."""

    @property
    def key(self) -> str:
        """By which what was sent is remembered, wherever the site is; tells nothing about the address."""
        address = self.address.encode("utf-8", "surrogateescape")
        return hmac.new(b"statusgen", address, hashlib.sha256).hexdigest()[:16]


def targets(
    environment: Mapping[str, str], hub: str = "", schemes: Collection[str] = ()
) -> tuple[Target, ...]:
    """Return the receivers named in the environment, and the site's hub.

    `schemes` are those that Apprise knows. Spaces and lines separate addresses, and as in Apprise, commas and
    semicolons before a known scheme. An address that is there twice is one receiver. The number of a receiver
    is its place in that variable.
    """
    return (
        *_named(Means.SERVICE, environment.get(SERVICES, ""), schemes),
        *_named(Means.WEBHOOK, environment.get(WEBHOOKS, ""), schemes),
        *_named(Means.HUB, hub, schemes),
    )


def _named(means: Means, text: str, schemes: Collection[str]) -> Iterator[Target]:
    addresses = _split(text, schemes if means is Means.SERVICE else _WEB)
    for place, address in enumerate(addresses):
        if address not in addresses[:place]:
            shown = _scheme(address, schemes) if means is Means.SERVICE else _host(address)
            yield Target(means, address, f"{means.value} {place + 1}" + (f" ({shown})" if shown else ""))


_WEB = ("https", "http")


def _split(text: str, schemes: Collection[str]) -> list[str]:
    known = "|".join(map(re.escape, schemes))
    pieces = re.split(rf"[,;]+(?=(?:{known})://)" if known else r"\s", text, flags=re.IGNORECASE)
    return [address for piece in pieces for word in piece.split() if (address := word.strip(",;"))]


def mistyped(environment: Mapping[str, str]) -> tuple[str, str] | None:
    """Return a variable whose name is nearly one of ours, and ours; None if there is none."""
    for name in sorted(environment):
        upper = name.upper()
        if name not in (SERVICES, WEBHOOKS) and upper.startswith(_PREFIX):
            names = [one.removeprefix(_PREFIX) for one in (SERVICES, WEBHOOKS)]
            for meant in get_close_matches(upper.removeprefix(_PREFIX), names, 1, _LIKE):
                return name, _PREFIX + meant
    return None


def _scheme(address: str, schemes: Collection[str]) -> str:
    """The kind of service. All else may be secret, the host as well, as in `slack://token`."""
    scheme, colon, _ = address.lower().partition(":")
    return scheme if colon and scheme in schemes else ""


def _host(address: str) -> str:
    """Scheme and host, if the address is one."""
    parsed = parse_address(address)
    return parsed.shown if parsed else ""
