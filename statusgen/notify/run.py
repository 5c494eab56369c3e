"""One run of `notify`: what is new, to whom it goes, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from statusgen.disk import DiskError
from statusgen.notify.deliver import Attempt, deliver
from statusgen.notify.ledger import read_ledger, write_ledger
from statusgen.notify.news import Feed, Message, news
from statusgen.notify.send import sender
from statusgen.notify.sources import FEED, read_feed
from statusgen.notify.targets import Means, Target, targets


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


@dataclass(frozen=True, slots=True)
class Report:
    """What came of an errand. With nothing published before, nothing is news."""

    first: bool
    messages: tuple[Message, ...]
    receivers: tuple[Target, ...]
    attempts: tuple[Attempt, ...] = ()


def notify(errand: Errand, pause: Callable[[float], object]) -> Report:
    """Tell what is new. Raises `DiskError`."""
    now = read_feed(str(errand.out), errand.language)
    if now is None:
        raise DiskError(f"{errand.out} holds no site of statusgen; build it first")
    before = read_feed(errand.since, errand.language)
    messages = news(before, now) if before is not None else ()
    receivers = targets(errand.environment, _hub(now))
    report = Report(before is None, messages, receivers)
    if errand.dry or not messages or not receivers:
        return report
    return Report(report.first, messages, receivers, _deliver(errand, report, now, pause))


def _deliver(
    errand: Errand, report: Report, now: Feed, pause: Callable[[float], object]
) -> tuple[Attempt, ...]:
    send, site = sender(errand.out), str(now.get("home_page_url", ""))
    sent, attempts = read_ledger(errand.sent), list[Attempt]()
    for target in report.receivers:
        told = _pings(errand.out, report.messages) if target.means is Means.HUB else report.messages
        outcome = deliver(told, [target], send[target.means], site=site, sent=sent, pause=pause)
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
