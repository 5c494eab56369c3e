"""Send each message to each receiver once, in parallel and in limited time; a failure stops no other."""

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

from statusgen.notify.channel import Failure, Receiver
from statusgen.notify.new_entries import Message
from statusgen.storage.disk import DiskError
from statusgen.storage.signals import postponed_signals

TRIES = 3
PARALLEL = 16
"""Receivers that are sent to at the same time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Time limits in seconds."""

    receiver: float = 60.0
    """For all messages of one receiver."""
    run: float = 300.0
    """For all receivers."""
    pause: float = 2.0
    """Wait before the second try; twice as long before the third."""


Send = Callable[[Receiver, Message], Failure | None]
"""Send a message once; return None if it was accepted. Runs in a thread of its own."""

Record = Callable[[Receiver, Message], object]
"""Record that a message was delivered. Runs in the main thread; may raise `DiskError`."""

_NO_TIME = "no time was left for it; the next run sends it"
_NO_ANSWER = "it did not answer in time and may have got it; the next run sends it again"
_NOT_KEPT = "sent, but that could not be recorded; the next run sends it again"
_IN_FLIGHT = "the run ended before it answered, and it may have got it; the next run sends it again"
_NOT_STARTED = "the run ended before it was sent; the next run sends it"


@dataclass(frozen=True, slots=True)
class Attempt:
    """Result of a message for a receiver."""

    receiver: Receiver
    message: Message
    failure: str = ""
    """Why it was not delivered; empty if it was."""
    tried: bool = True
    """Whether it was sent at least once."""
    skipped: str = ""
    """Why the receiver's channel never sends it; empty if it does."""


class StoppedError(Exception):
    """The disk or a signal, the cause, ended the run; `attempts` are the results so far."""

    def __init__(self, attempts: tuple[Attempt, ...]) -> None:
        super().__init__()
        self.attempts = attempts


@dataclass(eq=False, slots=True)
class _Queue:
    """Messages that a receiver does not have yet, oldest first, and the results so far."""

    receiver: Receiver
    messages: Sequence[Message]
    deadline: float = 0.0
    sending: bool = False
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def next(self) -> Message | None:
        """Next message to send; None after a failure, since later messages must not overtake earlier ones."""
        done = len(self.attempts)
        failed = bool(done and self.attempts[-1].failure)
        return None if failed or done == len(self.messages) else self.messages[done]

    def add(self, message: Message, failure: str, *, tried: bool = True) -> None:
        """Add the result of a message."""
        self.attempts.append(Attempt(self.receiver, message, failure, tried))

    def stop(self) -> None:
        """Add the result of the next message when the run ends early."""
        if self.next:
            self.add(self.next, _IN_FLIGHT if self.sending else _NOT_STARTED, tried=self.sending)


def deliver(
    missing: Iterable[tuple[Receiver, Sequence[Message]]],
    send: Send,
    record: Record,
    limits: Limits,
) -> tuple[Attempt, ...]:
    """Send to each receiver the messages that it is missing; return the results by receiver.

    `record` is called for each delivered message before the next one goes to the same receiver. Raises
    `StoppedError` if `record` fails or a signal asks the run to end.
    """
    run = _Run(send, record, limits)
    queues = [_Queue(receiver, messages) for receiver, messages in missing]
    try:
        run.deliver_all(deque(queues))
    except (DiskError, KeyboardInterrupt) as error:
        run.take_answers()
        for one in queues:
            one.stop()
        raise StoppedError(_attempts(queues)) from error
    return _attempts(queues)


def _attempts(queues: Iterable[_Queue]) -> tuple[Attempt, ...]:
    return tuple(attempt for one in queues for attempt in one.attempts)


class _Run:
    """The receivers that are being sent to.

    Each message has a thread of its own, which is abandoned when the time of its receiver is over: time-outs
    of sockets do not stop a server that sends a byte now and then, and most libraries have no others. The
    threads share only the queue of results.
    """

    def __init__(self, send: Send, record: Record, limits: Limits) -> None:
        self._active = set[_Queue]()
        self._send = send
        self._record = record
        self._limits = limits
        self._end = monotonic() + limits.run
        self._results = SimpleQueue[tuple[_Queue, Message, str]]()

    def deliver_all(self, waiting: deque[_Queue]) -> None:
        """Send all messages, to at most `PARALLEL` receivers at a time."""
        while waiting or self._active:
            while waiting and len(self._active) < PARALLEL:
                self._start(waiting.popleft())
            if self._active:
                self._wait()

    def _start(self, one: _Queue) -> None:
        """Send the first message of a receiver, whose time limit begins."""
        one.deadline = min(monotonic() + self._limits.receiver, self._end)
        self._active.add(one)
        self._go_on(one)

    def _wait(self) -> None:
        """Wait for the next result, or until a receiver's time is over."""
        try:
            seconds = min(one.deadline for one in self._active) - monotonic()
            one, message, failure = self._results.get(timeout=max(0.0, seconds))
        except Empty:
            self._give_up()
            return
        self._take(one, message, failure)
        self._go_on(one)

    def take_answers(self) -> None:
        """Add the results that have already arrived when the run ends early."""
        while not self._results.empty():
            with suppress(DiskError):
                self._take(*self._results.get_nowait())

    def _take(self, one: _Queue, message: Message, failure: str) -> None:
        with postponed_signals():  # else a delivered message might not be recorded
            one.sending = False
            if one not in self._active:  # its time was over, but now it has answered
                one.attempts.pop()
            one.add(message, failure)
            if failure:
                return
            try:
                self._record(one.receiver, message)
            except DiskError:
                one.attempts.pop()
                one.add(message, _NOT_KEPT)
                raise

    def _go_on(self, one: _Queue) -> None:
        message = one.next
        if message and monotonic() < one.deadline:
            one.sending = True
            Thread(target=self._work, args=(one, message), daemon=True).start()
            return
        self._active.discard(one)
        if message:
            one.add(message, _NO_TIME, tried=False)

    def _work(self, one: _Queue, message: Message) -> None:
        self._results.put((one, message, _try(self._send, one, message, self._limits.pause)))

    def _give_up(self) -> None:
        for one in [each for each in self._active if each.deadline <= monotonic()]:
            self._active.remove(one)
            if one.next:
                one.add(one.next, _NO_ANSWER)


def _try(send: Send, one: _Queue, message: Message, pause: float) -> str:
    """Send a message, again if that may help and there is time; return why it failed, empty if it did not."""
    for turn in range(1, TRIES + 1):
        failure = _once(send, one.receiver, message)
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


def _once(send: Send, receiver: Receiver, message: Message) -> Failure | None:
    """Send a message. A bug of statusgen is a failure of this receiver alone, and its place is reported."""
    try:
        return send(receiver, message)
    except BaseException as error:  # noqa: BLE001 - its text may name the address
        place = extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"
        return Failure(f"statusgen has a mistake ({where}); please report it", retry=False)
