"""One run of `notify`: what is new, to whom it goes, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from statusgen.disk import DiskError
from statusgen.notify.deliver import Attempt, Sent, deliver
from statusgen.notify.ledger import read_ledger, write_ledger
from statusgen.notify.news import Feed, Message, ids_of, newest, news
from statusgen.notify.send import sender
from statusgen.notify.sources import FEED, read_feed
from statusgen.notify.targets import Means, Target, targets

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
    environment: Mapping[str, str]
    language: str = ""
    dry: bool = False
    anyway: bool = False
    """Send also what looks as if it had been sent before."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of an errand. With nothing published before, nothing is news."""

    first: bool
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


def notify(errand: Errand, pause: Callable[[float], object]) -> Report:
    """Tell what is new. Raises `DiskError`."""
    now = read_feed(str(errand.out), errand.language)
    if now is None:
        raise DiskError(f"{errand.out} holds no site of statusgen; build it first")
    before = read_feed(errand.since, errand.language)
    messages = news(before, now) if before is not None else ()
    receivers = targets(errand.environment, _hub(now))
    report = Report(before is None, messages, receivers)
    if before is not None and not errand.anyway:
        report = replace(report, refusal=_refusal(report, (before, now), read_ledger(errand.sent)))
    if errand.dry or report.refusal or not messages or not receivers:
        return report
    return replace(report, attempts=_deliver(errand, report, pause))


def _refusal(report: Report, feeds: tuple[Feed, Feed], sent: Sent) -> Refusal | None:
    """Nobody posts several updates of the past at once: their ids have changed, or what was sent is lost."""
    keys = [target.key for target in report.receivers if target.means is not Means.HUB]
    for got in [set(sent.get(key, ())) for key in keys] or [set[str]()]:
        last = newest(feeds, got) or newest(feeds[:1], ids_of(feeds[0]))
        older = [one for one in report.messages if one.id not in got and one.posted and one.posted < last]
        if len(older) > FEW:
            return Refusal(len(older), last)
    return None


def _deliver(errand: Errand, report: Report, pause: Callable[[float], object]) -> tuple[Attempt, ...]:
    send = sender(errand.out)
    sent, attempts = read_ledger(errand.sent), list[Attempt]()
    for target in report.receivers:
        told = _pings(errand.out, report.messages) if target.means is Means.HUB else report.messages
        outcome = deliver(told, [target], send[target.means], sent=sent, pause=pause)
        attempts += outcome.attempts
        sent = outcome.sent
        write_ledger(errand.sent, sent)  # whatever happens later, nobody is told twice
    return tuple(attempts)


def _hub(feed: Feed) -> str:
    hubs = feed.get("hubs") or [{}]
    return str(hubs[0].get("url", ""))


def _pings(out: Path, messages: Sequence[Message]) -> tuple[Message, ...]:
    """For a hub, one message: the feeds that have something new, after the newest of it."""
    new = {message.id for message in messages}
    changed = [feed for path in sorted(out.rglob(FEED)) if (feed := _feed(path)) and new & _ids(feed)]
    addresses = [str(feed["feed_url"]).removesuffix(FEED) for feed in changed]
    names = (FEED, "updates.rss", "updates.atom")
    urls = "\n".join(address + name for address in addresses for name in names)
    return (Message(f"feeds:{messages[-1].id}", "Feeds have changed", urls, ""),)


def _feed(path: Path) -> Feed:
    try:
        feed = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return feed if isinstance(feed, dict) and "feed_url" in feed else {}


def _ids(feed: Feed) -> set[str]:
    return {str(item["id"]) for item in feed["items"]}
