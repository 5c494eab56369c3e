"""Real feed readers: a new update arrives as exactly one new item, an edit as none."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.clients.node import run_node
from tests.served import ServedSite, serve_folder
from tests.sites import content

pytestmark = [pytest.mark.slow, pytest.mark.clients]

NOW = datetime.fromisoformat("2026-05-04T10:00+02:00")
INCIDENT = """\
---
title: Trams wait at the <bridge> & behind
services: {trams: partial outage}
impact: Trams of line 3 are up to 20 minutes late.
---

## Investigating · 2026-05-04 09:30
next update: 10:30

We look for the cause.

## Identified · 2026-05-04 09:45

A signal is broken.
"""
EDITED = INCIDENT.replace("We look for the cause.", "We are looking for the cause.").replace(
    "bridge", "long bridge"
)
RESOLVED = EDITED + "\n## Resolved · 2026-05-04 10:05\n\nAll trams run again.\n"

Unread = Callable[[], int]
"""Asks the feed anew, and tells how many items have come in all."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[ServedSite]:
    """The site at `NOW`."""
    with serve_folder(tmp_path / "site") as made:
        _publish(made, INCIDENT, 0)
        yield made


def _publish(site: ServedSite, incident: str, minutes: int) -> None:
    files = content({"incidents/2026-05-04-bridge.md": incident})
    site.build(files, NOW + timedelta(minutes=minutes))


def _newsboat(folder: Path, feed: str) -> Unread:
    (folder / "urls").write_text(feed)
    (folder / "config").write_text("")
    files = ["-u", "urls", "-c", "cache.db", "-C", "config"]

    def unread() -> int:
        _run(folder, "newsboat", *files, "-x", "reload")
        return int(_run(folder, "newsboat", *files, "-x", "print-unread").split()[0])

    return unread


def _rss2email(folder: Path, feed: str) -> Unread:
    (folder / "mail").mkdir()
    files = ["r2e", "-c", "r2e.cfg", "-d", "r2e.json"]
    _run(folder, *files, "new", "reader@example.com")
    config = folder / "r2e.cfg"
    text = re.sub(r"(?m)^email-protocol = .*", "email-protocol = maildir", config.read_text())
    config.write_text(re.sub(r"(?m)^maildir-path = .*", f"maildir-path = {folder / 'mail'}", text))
    _run(folder, *files, "add", "site", feed)

    def mails() -> int:
        _run(folder, *files, "run")
        return sum(path.is_file() for path in (folder / "mail").rglob("new/*"))

    return mails


def _run(folder: Path, *command: str) -> str:
    home = {"HOME": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    return subprocess.run(command, cwd=folder, env=home, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("reader", [_newsboat, _rss2email])
@pytest.mark.parametrize("feed", ["updates.rss", "updates.atom", "zh/services/trams/updates.atom"])
def test_news_arrive_once(
    site: ServedSite, tmp_path: Path, reader: Callable[[Path, str], Unread], feed: str
) -> None:
    """Also in the feed of a service in another language; an edit, and a build without news, bring nothing."""
    folder = tmp_path / "reader"
    folder.mkdir()
    unread = reader(folder, site.address + feed)

    assert 2 == unread()
    _publish(site, EDITED, 3)
    assert 2 == unread()
    _publish(site, RESOLVED, 6)
    assert 3 == unread()
    _publish(site, RESOLVED, 9)
    assert 3 == unread()


def test_feedsmith_reads_every_format(site: ServedSite) -> None:
    """A strict parser finds the same entries in all of them, with their words and threads."""
    program = """
        const { parseFeed } = require("feedsmith");
        const read = async (name) => parseFeed(await (await fetch(process.argv[1] + name)).text());
        const names = ["updates.rss", "updates.atom", "feed.json", "history.rss", "history.atom"];
        return Promise.all(names.map(read));
    """
    rss, atom, of_json, history_rss, history_atom = run_node(program, site.address)

    assert ["rss", "atom", "json", "rss", "atom"] == [
        one["format"] for one in (rss, atom, of_json, history_rss, history_atom)
    ]
    titles = [
        "[Identified] Trams wait at the <bridge> & behind",
        "[Investigating] Trams wait at the <bridge> & behind",
    ]
    assert titles == [one["title"] for one in rss["feed"]["items"]]
    assert titles == [one["title"]["value"] for one in atom["feed"]["entries"]]
    assert titles == [one["title"] for one in of_json["feed"]["items"]]
    newest, first = atom["feed"]["entries"]
    assert first["id"] == newest["thr"]["inReplyTos"][0]["ref"]
    assert 1 == len(history_rss["feed"]["items"]) == len(history_atom["feed"]["entries"])
