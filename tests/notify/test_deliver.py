"""How messages are delivered: in order, side by side, in limited time, and whatever goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest

from statusgen.notify import Limits
from statusgen.notify.channel import Failure, Receiver
from statusgen.notify.channels.statuspage_webhook import STATUSPAGE_WEBHOOK
from statusgen.notify.deliver import Attempt, deliver
from statusgen.notify.new_entries import Message

MESSAGES = tuple(Message(f"tag:{number}", f"Message {number}", "", "") for number in range(3))


def _receivers(count: int) -> list[Receiver]:
    return [
        Receiver(STATUSPAGE_WEBHOOK, f"https://{number}.example", f"webhook {number}")
        for number in range(count)
    ]


def _deliver(
    count: int, send: Callable[[Receiver, Message], Failure | None], limits: Limits
) -> tuple[Attempt, ...]:
    return deliver([(one, MESSAGES) for one in _receivers(count)], send, lambda *_: None, limits)


def test_a_mistake_of_ours_is_shown_and_stops_nobody() -> None:
    """With its kind and place, without its text."""

    def send(receiver: Receiver, _: Message) -> Failure | None:
        if receiver.name == "webhook 0":
            raise KeyError("s3cret")
        return None

    failed, *others = _deliver(2, send, Limits())

    assert failed.failure.startswith("statusgen has a mistake (KeyError in test_deliver.py, line ")
    assert ["", "", ""] == [attempt.failure for attempt in others]


@pytest.mark.parametrize(("failure", "times"), [(Failure("no"), 3), (Failure("no", retry=False), 1)])
def test_only_what_may_succeed_is_tried_again(failure: Failure, times: int) -> None:
    """And later messages are not sent before earlier ones."""
    asked = list[str]()

    def send(_: Receiver, message: Message) -> Failure:
        asked.append(message.id)
        return failure

    (attempt,) = _deliver(1, send, Limits(pause=0))

    assert ("no", [MESSAGES[0].id] * times) == (attempt.failure, asked)


def test_a_run_ends_in_time_whatever_receivers_do() -> None:
    """Those whose turn did not come are named, too."""
    over = Event()

    def send(_: Receiver, __: Message) -> None:
        over.wait()

    attempts = _deliver(40, send, Limits(receiver=0.2, run=0.3))
    over.set()

    assert [one.name for one in _receivers(40)] == [attempt.receiver.name for attempt in attempts]
    assert all(attempt.failure for attempt in attempts)
    assert "no time was left for it; the next run sends it" == attempts[-1].failure


def test_who_answers_late_has_the_message() -> None:
    """As long as the run goes on; what follows waits for the next run, and is no success."""
    late, all_kept, kept = Event(), Event(), list[str]()

    def send(receiver: Receiver, _: Message) -> None:
        if receiver.name == "webhook 16":  # the first that has to wait for its turn
            late.set()
            all_kept.wait()
        late.wait()

    def keep(receiver: Receiver, message: Message) -> None:
        kept.append(message.id)
        if kept.count(MESSAGES[0].id) == 16:
            all_kept.set()

    attempts = deliver([(one, MESSAGES) for one in _receivers(17)], send, keep, Limits(receiver=1))

    left = "no time was left for it; the next run sends it"
    for receiver in _receivers(16):
        said = [attempt.failure for attempt in attempts if attempt.receiver.name == receiver.name]
        assert said in (["", left], ["", "", left], ["", "", ""])
    assert 17 == kept.count(MESSAGES[0].id)
