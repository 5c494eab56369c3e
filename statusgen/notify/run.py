"""Run `notify`: find what is new and who gets it, send it, and return the results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

from statusgen.notify.channel import Delivery, Failure, Receiver
from statusgen.notify.deliver import Attempt, Limits, StoppedError, deliver
from statusgen.notify.delivery_log import FAILED, DeliveryLog, locked_log, read_log, write_log
from statusgen.notify.feeds import read_feed, read_site, shown
from statusgen.notify.new_entries import Feed, Message, ids_of, new_entries, newest
from statusgen.notify.receivers import find_receivers
from statusgen.storage.disk import DiskError

MAX_OLD = 5
"""New entries that may be old, as when past incidents are added."""

MAX_AGE = timedelta(days=7)
"""Age from which an entry is old, whatever was delivered since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyOptions:
    """Options of a run: publications to compare and ways to send; `environment` holds the addresses."""

    out: Path
    """Folder of the site as it is now."""
    since: str
    """The earlier site: an address, a folder or a file."""
    sent: Path
    """File of the delivery log."""
    now: datetime
    environment: Mapping[str, str] = field(repr=False)
    language: str = ""
    """Code of the language of messages; empty for the site's first one."""
    dry: bool = False
    """Send nothing."""
    anyway: bool = False
    """Send even what seems to have been sent before."""
    first: bool = False
    """Accept that nothing is at `since`: nothing was published before, and nothing is new."""
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Reason why nothing was sent: too many messages are old."""

    older: int
    """Number of old messages."""
    newest: str = ""
    """ISO time of the newest delivered entry if they are older than that one; else empty."""


@dataclass(frozen=True, slots=True)
class Report:
    """Result of a notify run. On the first publication nothing is sent."""

    first: bool
    """Whether nothing was published before."""
    messages: tuple[Message, ...]
    receivers: tuple[Receiver, ...]
    attempts: tuple[Attempt, ...] = ()
    refusal: Refusal | None = None
    stopped: BaseException | None = None
    """The disk error or signal that ended the run early."""


_NOTHING_THERE = (
    "no feed is at {place}, so nobody can know what is new, and nothing was sent. Give --since the feed that "
    "readers had last; if there was none, add --first: then all that is published now counts as known"
)


def notify(options: NotifyOptions) -> Report:
    """Send what is new. Raises `DiskError`."""
    now, pages = read_site(options.out, options.language)
    before = read_feed(options.since, options.limits.receiver)  # entries have the same ids in all languages
    with _silence():
        receivers = find_receivers(options.environment, now)
    if before is None and not options.first:
        if not receivers and not options.dry:
            return Report(first=False, messages=(), receivers=())
        raise DiskError(_NOTHING_THERE.format(place=shown(options.since)))
    messages = new_entries(before, now) if before is not None else ()
    report = Report(before is None, messages, receivers)
    feeds = (before or {}, now)
    if options.dry or not messages or not receivers:
        return _checked(report, options, feeds, read_log(options.sent))
    with locked_log(options.sent, options.limits.run):
        log = read_log(options.sent)
        report = _checked(report, options, feeds, log)
        return report if report.refusal else _deliver(options, report, pages, log)


@contextmanager
def _silence() -> Iterator[None]:
    """Drop what libraries write to the terminal: warnings, logs and tracebacks contain addresses."""
    sink = StringIO()
    with redirect_stdout(sink), redirect_stderr(sink):
        yield


def _checked(report: Report, options: NotifyOptions, feeds: tuple[Feed, Feed], log: DeliveryLog) -> Report:
    """Refuse the messages if many are old.

    Nobody posts several old entries at once: their ids have changed, or the delivery log is lost.
    """
    if options.anyway:
        return report
    oldest = (options.now - MAX_AGE).astimezone(UTC).isoformat(timespec="seconds")
    for key in [one.key for one in report.receivers if not one.channel.combine] or [""]:
        delivered = log.get(key, ())
        last = newest(feeds, delivered) or newest(feeds[:1], ids_of(feeds[0]))
        posted = [one.posted for one in report.messages if one.posted and one.id not in delivered]
        older = sum(time < last for time in posted)
        if older > MAX_OLD:
            return replace(report, refusal=Refusal(older, last))
        older = sum(time < oldest for time in posted)
        if older > MAX_OLD and key not in log.get(FAILED, ()):  # else the failure explains what is missing
            return replace(report, refusal=Refusal(older))
    return report


def _deliver(options: NotifyOptions, report: Report, pages: Path, log: DeliveryLog) -> Report:
    ids = {key: list(ids) for key, ids in log.items()}
    write_log(options.sent, ids)  # nothing is sent that cannot be recorded

    def record(receiver: Receiver, message: Message) -> None:
        ids.setdefault(receiver.key, []).append(message.id)
        write_log(options.sent, ids)  # at once, so that a killed run repeats at most the message in flight

    def send(receiver: Receiver, message: Message) -> Failure | None:
        return receiver.channel.send(Delivery(receiver, message, pages, options.limits.pause))

    missing = {
        one: _missing(one, options.out, report.messages, ids) for one in _in_turn(report.receivers, ids)
    }
    skipped = _skipped(missing)
    for one in skipped:
        record(one.receiver, one.message)
        missing[one.receiver].remove(one.message)
    stopped = None
    try:
        with _silence():
            attempts = deliver(missing.items(), send, record, options.limits)
    except StoppedError as error:
        attempts, stopped = error.attempts, error.__cause__
    ids[FAILED] = _failed(ids.get(FAILED, ()), attempts)
    with suppress(DiskError):  # it only affects the order of the next run
        write_log(options.sent, ids)
    ordered = sorted((*skipped, *attempts), key=lambda one: report.receivers.index(one.receiver))
    return replace(report, attempts=tuple(ordered), stopped=stopped)


def _missing(receiver: Receiver, out: Path, messages: Sequence[Message], log: DeliveryLog) -> list[Message]:
    combine = receiver.channel.combine
    wanted = combine(out, messages) if combine else messages
    return [message for message in wanted if message.id not in log.get(receiver.key, ())]


def _skipped(missing: Mapping[Receiver, Sequence[Message]]) -> list[Attempt]:
    """Return the messages that the channels of their receivers never send."""
    return [
        Attempt(receiver, message, skipped=why)
        for receiver, messages in missing.items()
        for message in messages
        if (why := receiver.channel.unsupported(message))
    ]


def _in_turn(receivers: Sequence[Receiver], log: DeliveryLog) -> list[Receiver]:
    """Sort receivers: those that failed come last, longest ago first, so that they do not starve others."""
    failed = {key: place for place, key in enumerate(log.get(FAILED, ()))}
    return sorted(receivers, key=lambda one: failed.get(one.key, -1))


def _failed(before: Sequence[str], attempts: Sequence[Attempt]) -> list[str]:
    """Return the keys of receivers whose last try failed, longest ago first."""
    tried = {one.receiver.key: bool(one.failure) for one in attempts if one.tried}
    return [*(key for key in before if key not in tried), *(key for key, failed in tried.items() if failed)]
