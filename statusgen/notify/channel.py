"""A channel is one kind of receiver. This module defines the values that every channel works with."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from statusgen.notify.new_entries import Feed, Message


@dataclass(frozen=True, slots=True)
class Failure:
    """Reason why a receiver did not accept a message."""

    reason: str
    """For people; contains no part of the address."""
    retry: bool = True
    """Whether another try may succeed."""
    wait: float = 0.0
    """Seconds that the receiver asks to wait before the next try."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A kind of receiver: where its addresses come from, and how to send to them."""

    name: str
    """Shown before the number of a receiver, as in `webhook 2`."""
    send: Callable[[Delivery], Failure | None]
    """Send one message once; return None if it was accepted. Runs in a thread of its own."""
    label: Callable[[str], str]
    """Return the part of an address that people may see; empty if there is none."""
    summary: str
    """Contents of the variable, or what the addresses are without one, for `notify --help`."""
    variable: str = ""
    """Environment variable with addresses; empty if there is none."""
    addresses_in_feed: Callable[[Feed], str] = lambda _: ""
    """Return addresses that the published feed names, separated by spaces."""
    schemes: Callable[[], Collection[str]] = lambda: ("https", "http")
    """Return the schemes of addresses: a comma before one of them separates two addresses."""
    unsupported: Callable[[Message], str] = lambda _: ""
    """Return why the channel never sends a message; empty if it does."""
    combine: Callable[[Path, Sequence[Message]], Sequence[Message]] | None = None
    """Return what to send in place of new entries; the path is the published site. None: the entries."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """One receiver. No output may show its address, which can hold a password."""

    channel: Channel
    address: str = field(repr=False)
    name: str
    """For people: `service 2 (mailtos)`, `webhook 1 (https://example.com)` or `webhook 1`."""

    @property
    def key(self) -> str:
        """Key of the receiver in the delivery log; does not reveal the address."""
        address = self.address.encode("utf-8", "surrogateescape")
        return hmac.new(b"statusgen", address, hashlib.sha256).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message on its way to one receiver."""

    receiver: Receiver
    message: Message
    pages: Path
    """Folder of the published pages in the language of the message."""
    pause: float
    """Seconds to wait before a second try."""

    @property
    def key(self) -> str:
        """Key by which a receiver recognises a repeated message.

        It differs between receivers: a gateway in front of two must not take one message for a repetition.
        """
        return hashlib.sha256(f"{self.receiver.key}\0{self.message.id}".encode()).hexdigest()[:32]
