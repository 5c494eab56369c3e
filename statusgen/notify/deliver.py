"""Send each message to each receiver once, side by side and in limited time; a failure stops nobody else."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic, sleep
from traceback import extract_tb

from statusgen.disk import DiskError
from statusgen.notify.new_entries import Message
from statusgen.notify.receivers import Target
from statusgen.signals import postponed_signals

TRIES = 3
SIDE_BY_SIDE = 16
"""The most receivers that are sent to at the same time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Times in seconds."""

    receiver: float = 60.0
    """For all messages of one receiver."""
    run: float = 300.0
    """For all receivers."""
    pause: float = 2.0
    """Before the second try; twice as long before the third."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a message was not taken."""

    reason: str
    """For people, without a part of the address."""
    retry: bool = True
    """Whether another try may help."""
    wait: float = 0.0
    """Seconds that the receiver asks to wait before it."""


Send = Callable[[Target, Message], Failure | None]
"""Sends a message once; returns why it was not taken, or None. Runs in a thread of its own."""

Keep = Callable[[Target, Message], object]
"""Remembers that a message was delivered; runs in the main thread. May raise `DiskError`."""

_NO_TIME = "no time was left for it; the next run sends it"
_NO_ANSWER = "it did not answer in time and may have got it; the next run sends it again"
_NOT_KEPT = "sent, but that could not be recorded; the next run sends it again"
_IN_FLIGHT = "the run ended before it answered, and it may have got it; the next run sends it again"
_NOT_STARTED = "the run ended before it was sent; the next run sends it"


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of a message and a target."""

    target: Target
    message: Message
    failure: str = ""
    """Why it was not delivered; empty if it was."""
    tried: bool = True
    """Whether the target was asked to take it."""
    needless: str = ""
    """Why it is not sent to such targets at all."""


class StoppedError(Exception):
    """The disk or a signal ended the run, which is the cause; `attempts` is what came of it until then."""

    def __init__(self, attempts: tuple[Attempt, ...]) -> None:
        super().__init__()
        self.attempts = attempts


@dataclass(eq=False, slots=True)
class _Receiver:
    """A target with what it does not have yet, oldest first, and what came of it so far."""

    target: Target
    messages: Sequence[Message]
    deadline: float = 0.0
    sending: bool = False
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def next(self) -> Message | None:
        """The next message to send; none after a failure, as later news must not come before earlier ones."""
        done = len(self.attempts)
        failed = bool(done and self.attempts[-1].failure)
        return None if failed or done == len(self.messages) else self.messages[done]

    def add(self, message: Message, failure: str, *, tried: bool = True) -> None:
        """Record what came of a message."""
        self.attempts.append(Attempt(self.target, message, failure, tried))

    def stop(self) -> None:
        """Record what comes of the next message, as the run ends."""
        if self.next:
            self.add(self.next, _IN_FLIGHT if self.sending else _NOT_STARTED, tried=self.sending)


def deliver(
    missing: Iterable[tuple[Target, Sequence[Message]]],
    send: Send,
    keep: Keep,
    limits: Limits,
) -> tuple[Attempt, ...]:
    """Send to each target the messages that it is missing; return what came of them, target by target.

    `keep` is called for each delivered message before the next one goes to the same target. Raises
    `StoppedError` if `keep` fails or a signal asks the run to end.
    """
    run = _Run(send, keep, limits)
    receivers = [_Receiver(target, messages) for target, messages in missing]
    try:
        _deliver_all(run, deque(receivers))
    except (DiskError, KeyboardInterrupt) as error:
        run.take_answers()
        for one in receivers:
            one.stop()
        raise StoppedError(_attempts(receivers)) from error
    return _attempts(receivers)


def _deliver_all(run: _Run, waiting: deque[_Receiver]) -> None:
    while waiting or run.active:
        while waiting and len(run.active) < SIDE_BY_SIDE:
            run.start(waiting.popleft())
        if run.active:
            run.wait()


def _attempts(receivers: Iterable[_Receiver]) -> tuple[Attempt, ...]:
    return tuple(attempt for one in receivers for attempt in one.attempts)


class _Run:
    """The receivers that are sent to at present.

    Each message has a thread of its own, which is abandoned when the time of its receiver is over: time-outs
    of sockets do not end a server that sends a byte now and then, and most libraries have no others. The
    threads share nothing but the queue of results.
    """

    def __init__(self, send: Send, keep: Keep, limits: Limits) -> None:
        self.active = set[_Receiver]()
        self._send = send
        self._keep = keep
        self._limits = limits
        self._end = monotonic() + limits.run
        self._results = SimpleQueue[tuple[_Receiver, Message, str]]()

    def start(self, one: _Receiver) -> None:
        """Send the first message of a receiver; its time begins."""
        one.deadline = min(monotonic() + self._limits.receiver, self._end)
        self.active.add(one)
        self._go_on(one)

    def wait(self) -> None:
        """Wait for the next result, or until the time of a receiver is over."""
        try:
            seconds = min(one.deadline for one in self.active) - monotonic()
            one, message, failure = self._results.get(timeout=max(0.0, seconds))
        except Empty:
            self._give_up()
            return
        self._take(one, message, failure)
        self._go_on(one)

    def take_answers(self) -> None:
        """Take those that have come already, as the run ends."""
        while not self._results.empty():
            with suppress(DiskError):
                self._take(*self._results.get_nowait())

    def _take(self, one: _Receiver, message: Message, failure: str) -> None:
        with postponed_signals():  # else a message that was sent might not be recorded
            one.sending = False
            if one not in self.active:  # it was given up, and has answered after all
                one.attempts.pop()
            one.add(message, failure)
            if failure:
                return
            try:
                self._keep(one.target, message)
            except DiskError:
                one.attempts.pop()
                one.add(message, _NOT_KEPT)
                raise

    def _go_on(self, one: _Receiver) -> None:
        message = one.next
        if message and monotonic() < one.deadline:
            one.sending = True
            Thread(target=self._work, args=(one, message), daemon=True).start()
            return
        self.active.discard(one)
        if message:
            one.add(message, _NO_TIME, tried=False)

    def _work(self, one: _Receiver, message: Message) -> None:
        self._results.put((one, message, _try(self._send, one, message, self._limits.pause)))

    def _give_up(self) -> None:
        for one in [each for each in self.active if each.deadline <= monotonic()]:
            self.active.remove(one)
            if one.next:
                one.add(one.next, _NO_ANSWER)


def _try(send: Send, one: _Receiver, message: Message, pause: float) -> str:
    """Send a message, several times if that may help and there is time; return why it failed, or nothing."""
    for turn in range(1, TRIES + 1):
        failure = _once(send, one.target, message)
        if failure is None:
            return ""
        wait = max(failure.wait, pause * 2 ** (turn - 1))
        in_time = monotonic() + wait < one.deadline
        if failure.wait and not in_time:
            until = datetime.now(UTC) + timedelta(seconds=failure.wait)
            return f"{failure.reason} and asks to wait until {until:%Y-%m-%d %H:%M} UTC"
        if turn == TRIES or not failure.retry or not in_time:
            return failure.reason
        sleep(wait)
    raise AssertionError


def _once(send: Send, target: Target, message: Message) -> Failure | None:
    """Send a message. A mistake of ours is the failure of this receiver alone, and says where it is."""
    try:
        return send(target, message)
    except BaseException as error:  # noqa: BLE001 - its text may name the address
        place = extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"
        return Failure(f"statusgen has a mistake ({where}); please report it", retry=False)
