"""One run of `notify`: what is new, to whom it goes, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

from statusgen.disk import DiskError
from statusgen.notify.channels.apprise import service_schemes
from statusgen.notify.channels.statuspage_webhook import sender, why_needless
from statusgen.notify.deliver import Attempt, Limits, StoppedError, deliver
from statusgen.notify.delivery_log import FAILED, Sent, locked_ledger, read_ledger, write_ledger
from statusgen.notify.feeds import FEED, read_feed, read_folder, read_site, shown
from statusgen.notify.new_entries import Feed, Message, ids_of, newest, news
from statusgen.notify.receivers import SERVICES, Means, Target, targets

FEW = 5
"""So many entries of the past may be new at once, as when old incidents are added."""

OLD = timedelta(days=7)
"""So long ago were entries of the past posted, whatever was delivered since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What to tell of, and to whom; `environment` holds the addresses."""

    out: Path
    """The site as it is now."""
    since: str
    """The site as it was: an address, a folder or a file."""
    sent: Path
    now: datetime
    environment: Mapping[str, str] = field(repr=False)
    language: str = ""
    dry: bool = False
    anyway: bool = False
    """Send also what looks as if it had been sent before."""
    first: bool = False
    """Nothing has to be at `since`: nothing was published before, and nothing is news."""
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Report:
    """What came of an errand."""

    first: bool
    """Nothing was published before, so nothing is news."""
    messages: tuple[Message, ...]
    receivers: tuple[Target, ...]
    attempts: tuple[Attempt, ...] = ()
    refusal: Refusal | None = None
    stopped: BaseException | None = None
    """What ended the run before all was sent: the disk or a signal."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was sent: so many messages are of the past."""

    older: int
    newest: str = ""
    """When the newest that was delivered was posted, if they are older than that: ISO, in UTC."""


def notify(errand: Errand) -> Report:
    """Send what is new. Raises `DiskError`."""
    now, pages = read_site(errand.out, errand.language)
    before = read_feed(errand.since, errand.limits.receiver)  # entries have the same ids in all languages
    receivers = _receivers(errand.environment, _hub(now))
    if before is None and not errand.first:
        if not receivers and not errand.dry:
            return Report(first=False, messages=(), receivers=())
        raise DiskError(_NOTHING_THERE.format(place=shown(errand.since)))
    messages = news(before, now) if before is not None else ()
    report = Report(before is None, messages, receivers)
    feeds = (before or {}, now)
    if errand.dry or not messages or not report.receivers:
        return _checked(report, errand, feeds, read_ledger(errand.sent))
    with locked_ledger(errand.sent, errand.limits.run):
        sent = read_ledger(errand.sent)
        report = _checked(report, errand, feeds, sent)
        return report if report.refusal else _deliver(errand, report, pages, sent)


def _receivers(environment: Mapping[str, str], hub: str) -> tuple[Target, ...]:
    with _silence():
        schemes = service_schemes() if environment.get(SERVICES) else ()
    return targets(environment, hub, schemes)


_NOTHING_THERE = (
    "no feed is at {place}, so nobody can know what is new, and nothing was sent. Give --since the feed that "
    "readers had last; if there was none, add --first: then all that is published now counts as known"
)


@contextmanager
def _silence() -> Iterator[None]:
    """Drop what libraries write to the terminal: warnings, logs and tracebacks name addresses."""
    sink = StringIO()
    with redirect_stdout(sink), redirect_stderr(sink):
        yield


def _checked(report: Report, errand: Errand, feeds: tuple[Feed, Feed], sent: Sent) -> Report:
    """Refuse messages of the past.

    Nobody posts several at once: their ids have changed, or what was sent is lost.
    """
    if errand.anyway:
        return report
    week_ago = (errand.now - OLD).astimezone(UTC).isoformat(timespec="seconds")
    for key in [one.key for one in report.receivers if one.means is not Means.HUB] or [""]:
        got = sent.get(key, ())
        last = newest(feeds, got) or newest(feeds[:1], ids_of(feeds[0]))
        posted = [one.posted for one in report.messages if one.posted and one.id not in got]
        old = sum(time < last for time in posted)
        if old > FEW:
            return replace(report, refusal=Refusal(old, last))
        old = sum(time < week_ago for time in posted)
        if old > FEW and key not in sent.get(FAILED, ()):  # else it is known why it does not have them
            return replace(report, refusal=Refusal(old))
    return report


def _deliver(errand: Errand, report: Report, pages: Path, sent: Sent) -> Report:
    ids = {key: list(ids) for key, ids in sent.items()}
    write_ledger(errand.sent, ids)  # what cannot be remembered is not sent

    def keep(target: Target, message: Message) -> None:
        ids.setdefault(target.key, []).append(message.id)
        write_ledger(errand.sent, ids)  # whatever happens later, nobody gets it twice

    missing = {
        one: _missing(one, errand.out, report.messages, ids) for one in _in_turn(report.receivers, ids)
    }
    needless = _needless(missing)
    for one in needless:
        keep(one.target, one.message)
        missing[one.target].remove(one.message)
    stopped = None
    try:
        with _silence():
            attempts = deliver(missing.items(), sender(pages, errand.limits.pause), keep, errand.limits)
    except StoppedError as error:
        attempts, stopped = error.attempts, error.__cause__
    ids[FAILED] = _failed(ids.get(FAILED, ()), attempts)
    with suppress(DiskError):  # only the order of the next run follows from it
        write_ledger(errand.sent, ids)
    ordered = sorted((*needless, *attempts), key=lambda one: report.receivers.index(one.target))
    return replace(report, attempts=tuple(ordered), stopped=stopped)


def _needless(missing: Mapping[Target, Sequence[Message]]) -> list[Attempt]:
    """What is not sent to targets of some kinds, by target and message."""
    return [
        Attempt(target, message, needless=why)
        for target, messages in missing.items()
        for message in messages
        if (why := why_needless(target, message))
    ]


def _in_turn(receivers: Sequence[Target], sent: Sent) -> list[Target]:
    """Those that failed come last, longest ago first: where time is short, no one waits for them for ever."""
    failed = {key: place for place, key in enumerate(sent.get(FAILED, ()))}
    return sorted(receivers, key=lambda one: failed.get(one.key, -1))


def _failed(before: Sequence[str], attempts: Sequence[Attempt]) -> list[str]:
    """The keys of targets whose last try failed, longest ago first."""
    tried = {one.target.key: bool(one.failure) for one in attempts if one.tried}
    return [*(key for key in before if key not in tried), *(key for key, failed in tried.items() if failed)]


def _missing(target: Target, out: Path, messages: Sequence[Message], sent: Sent) -> list[Message]:
    wanted = _pings(out, messages) if target.means is Means.HUB else messages
    return [message for message in wanted if message.id not in sent.get(target.key, ())]


def _hub(feed: Feed) -> str:
    hubs = feed.get("hubs") or [{}]
    return str(hubs[0].get("url", ""))


def _pings(out: Path, messages: Sequence[Message]) -> tuple[Message, ...]:
    """For a hub, one message: the feeds that have something new, after the newest of it."""
    new = {message.id for message in messages}
    changed = [feed for path in sorted(out.rglob(FEED)) if (feed := _feed(path)) and new & ids_of(feed)]
    addresses = [str(feed["feed_url"]).removesuffix(FEED) for feed in changed]
    names = (FEED, "updates.rss", "updates.atom")
    urls = "\n".join(address + name for address in addresses for name in names)
    return (Message(f"feeds:{messages[-1].id}", "Feeds have changed", urls, ""),)


def _feed(path: Path) -> Feed:
    """The feed of ours in a file; empty if it is somebody else's."""
    try:
        feed = read_folder(path.parent) or {}
    except DiskError:
        return {}
    return feed if "feed_url" in feed else {}
