"""One run of `notify`: what is new, to whom it goes, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path

from statusgen.disk import DiskError, explain
from statusgen.locks import BusyError, held
from statusgen.notify.deliver import Attempt, Limits, deliver
from statusgen.notify.ledger import Sent, read_ledger, write_ledger
from statusgen.notify.news import Feed, Message, ids_of, newest, news
from statusgen.notify.send import sender
from statusgen.notify.services import service_schemes
from statusgen.notify.sources import FEED, read_feed, shown
from statusgen.notify.targets import SERVICES, Means, Target, targets

FEW = 5
"""So many entries of the past may be new at once, as when old incidents are added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What to tell of, and to whom; `environment` holds the addresses."""

    out: Path
    """The site as it is now."""
    since: str
    """The site as it was: an address, a folder or a file."""
    sent: Path
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


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was sent: so many messages are older than the newest that was delivered."""

    older: int
    newest: str
    """When that one was posted: ISO, in UTC."""


def notify(errand: Errand) -> Report:
    """Send what is new. Raises `DiskError`."""
    now = read_feed(str(errand.out), errand.language)
    if now is None:
        raise DiskError(f"{errand.out} holds no site of statusgen; build it first")
    before = read_feed(errand.since, errand.language, errand.limits.receiver)
    if before is None and not errand.first:
        raise DiskError(_NOTHING_THERE.format(place=shown(errand.since)))
    messages = news(before, now) if before is not None else ()
    report = Report(before is None, messages, _receivers(errand.environment, _hub(now)))
    sent = read_ledger(errand.sent)
    if before is not None and not errand.anyway:
        report = replace(report, refusal=_refusal(report, (before, now), sent))
    if errand.dry or report.refusal or not messages or not report.receivers:
        return report
    with _silence():
        return replace(report, attempts=_deliver(errand, report))


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


def _refusal(report: Report, feeds: tuple[Feed, Feed], sent: Sent) -> Refusal | None:
    """Nobody posts several updates of the past at once: their ids have changed, or what was sent is lost."""
    keys = [target.key for target in report.receivers if target.means is not Means.HUB]
    for got in [set(sent.get(key, ())) for key in keys] or [set[str]()]:
        last = newest(feeds, got) or newest(feeds[:1], ids_of(feeds[0]))
        older = [one for one in report.messages if one.id not in got and one.posted and one.posted < last]
        if len(older) > FEW:
            return Refusal(len(older), last)
    return None


def _deliver(errand: Errand, report: Report) -> tuple[Attempt, ...]:
    with _alone(errand):
        ids = read_ledger(errand.sent)
        write_ledger(errand.sent, ids)  # what cannot be remembered is not sent

        def keep(target: Target, message: Message) -> None:
            ids.setdefault(target.key, []).append(message.id)
            write_ledger(errand.sent, ids)  # whatever happens later, nobody gets it twice

        missing = [(one, _missing(one, errand.out, report.messages, ids)) for one in report.receivers]
        return deliver(missing, sender(errand.out, errand.limits.pause), keep, errand.limits)


@contextmanager
def _alone(errand: Errand) -> Iterator[None]:
    """Wait until no other run sends by the same ledger, or the two would send the same messages."""
    with ExitStack() as stack:
        try:
            errand.sent.parent.mkdir(parents=True, exist_ok=True)
            stack.enter_context(held(errand.sent.parent, errand.limits.run))
        except BusyError:
            message = f"another `notify` is sending by {errand.sent}; nothing was sent, try again"
            raise DiskError(message) from None
        except OSError as error:
            raise explain(error, "write") from error
        yield


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
        feed = read_feed(str(path)) or {}
    except DiskError:
        return {}
    return feed if "feed_url" in feed else {}
