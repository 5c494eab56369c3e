"""Where messages go. Addresses hold passwords, so they come from the environment and are never shown."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from statusgen.notify.addresses import parse_address

SERVICES = "STATUSGEN_NOTIFY"
WEBHOOKS = "STATUSGEN_WEBHOOKS"


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
    environment: Mapping[str, str], hub: str = "", schemes: Container[str] = ()
) -> tuple[Target, ...]:
    """Return the receivers named in the environment, separated by spaces or lines, and the site's hub.

    `schemes` are those that Apprise knows. An address that is there twice is one receiver. The number of a
    receiver is its place in that variable.
    """
    return (
        *_named(Means.SERVICE, environment.get(SERVICES, ""), schemes),
        *_named(Means.WEBHOOK, environment.get(WEBHOOKS, ""), schemes),
        *_named(Means.HUB, hub, schemes),
    )


def _named(means: Means, text: str, schemes: Container[str]) -> Iterator[Target]:
    addresses = text.split()
    for place, address in enumerate(addresses):
        if address not in addresses[:place]:
            shown = _scheme(address, schemes) if means is Means.SERVICE else _host(address)
            yield Target(means, address, f"{means.value} {place + 1}" + (f" ({shown})" if shown else ""))


def _scheme(address: str, schemes: Container[str]) -> str:
    """The kind of service. All else may be secret, the host as well, as in `slack://token`."""
    scheme, colon, _ = address.lower().partition(":")
    return scheme if colon and scheme in schemes else ""


def _host(address: str) -> str:
    """Scheme and host, if the address is one."""
    parsed = parse_address(address)
    return parsed.shown if parsed else ""
