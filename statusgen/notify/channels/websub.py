"""The site's WebSub hub, which gets a ping for the feeds that have changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from statusgen.model.status import Kind
from statusgen.notify.addresses import host_label
from statusgen.notify.channel import Channel, Delivery, Failure
from statusgen.notify.feeds import read_folder
from statusgen.notify.http_client import post_message
from statusgen.notify.new_entries import Feed, Message, ids_of
from statusgen.render.urls import ATOM, JSON_FEED, RSS
from statusgen.storage.disk import DiskError


def _hub(feed: Feed) -> str:
    hubs = feed.get("hubs") or [{}]
    return str(hubs[0].get("url", ""))


def _ping(out: Path, messages: Sequence[Message]) -> tuple[Message, ...]:
    """Return one message for all entries: its `url` holds the addresses of the changed feeds, one a line."""
    new = {message.id for message in messages}
    changed = [feed for path in sorted(out.rglob(JSON_FEED)) if (feed := _feed(path)) and new & ids_of(feed)]
    addresses = [str(feed["feed_url"]).removesuffix(JSON_FEED) for feed in changed]
    names = (JSON_FEED, RSS, ATOM)
    items = (item for feed in changed for item in feed["items"] if item["id"] in new)
    pages = dict.fromkeys(str(item["url"]).partition("#")[0] for item in items)
    urls = [
        *(address + name for address in addresses for name in names),
        *(page + RSS for page in pages if any(f"/{one.folder}/" in page for one in Kind if one.is_event)),
    ]
    return (Message(f"feeds:{messages[-1].id}", "Feeds have changed", "\n".join(urls), ""),)


def _feed(path: Path) -> Feed:
    """Read a published feed; empty if another program made the file."""
    try:
        feed = read_folder(path.parent) or {}
    except DiskError:
        return {}
    return feed if "feed_url" in feed else {}


def _send(delivery: Delivery) -> Failure | None:
    feeds = delivery.message.url.split()
    form = urlencode([("hub.mode", "publish"), *(("hub.url", feed) for feed in feeds)])
    return post_message(delivery, form.encode(), "application/x-www-form-urlencoded")


WEBSUB = Channel(
    name="hub",
    send=_send,
    label=host_label,
    summary="the WebSub hub that site.yml names under `feeds`",
    addresses_in_feed=_hub,
    combine=_ping,
)
