"""Where messages go. Addresses hold passwords, so they come from the environment and are never shown."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

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
    """What people may see: `service 2 (mailtos)`."""

    @property
    def key(self) -> str:
        """By which what was sent is remembered, wherever the site is; tells nothing about the address."""
        return hmac.new(b"statusgen", self.address.encode(), hashlib.sha256).hexdigest()[:16]


def targets(environment: Mapping[str, str], hub: str = "") -> tuple[Target, ...]:
    """The receivers named in the environment, separated by spaces or lines, and the site's hub."""
    return (
        *_named(Means.SERVICE, environment.get(SERVICES, "")),
        *_named(Means.WEBHOOK, environment.get(WEBHOOKS, "")),
        *_named(Means.HUB, hub),
    )


def _named(means: Means, addresses: str) -> tuple[Target, ...]:
    return tuple(
        Target(means, address, f"{means.value} {number} ({address.partition(':')[0]})")
        for number, address in enumerate(addresses.split(), start=1)
    )
