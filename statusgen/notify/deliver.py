"""Sends each message to each target once: a failure is tried again within bounds and stops nobody else."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from statusgen.notify.news import Message
from statusgen.notify.targets import Target

TRIES = 3
_PAUSE = 2.0
"""Seconds before the second try; twice as long before the third."""

Send = Callable[[Target, Message], str]
"""Sends a message; returns why it could not, without a word of the address, or nothing."""

Sent = Mapping[str, Sequence[str]]
"""By the key of a target, the ids of what it got."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A message and a target, and why it did not arrive; empty if it did."""

    target: Target
    message: Message
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of all."""

    attempts: tuple[Attempt, ...]
    sent: dict[str, list[str]]
    """What every target has now, to be remembered for a later run."""


def deliver(
    messages: Sequence[Message],
    receivers: Iterable[Target],
    send: Send,
    *,
    sent: Sent,
    pause: Callable[[float], object] = time.sleep,
) -> Outcome:
    """Send every message, oldest first, to every target that does not have it yet."""
    attempts, had = list[Attempt](), {key: list(ids) for key, ids in sent.items()}
    for target in receivers:
        got = had.setdefault(target.key, [])
        for message in messages:
            if message.id in got:
                continue
            failure = _tried(target, message, send, pause)
            attempts.append(Attempt(target, message, failure))
            if failure:
                break  # later news must not arrive before earlier ones
            got.append(message.id)
    return Outcome(tuple(attempts), had)


def _tried(target: Target, message: Message, send: Send, pause: Callable[[float], object]) -> str:
    failure = ""
    for turn in range(TRIES):
        if turn:
            pause(_PAUSE * 2 ** (turn - 1))
        failure = send(target, message)
        if not failure:
            return ""
    return failure
