"""Where `notify` finds the earlier publication, and what it says when it cannot be read."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from statusgen.cli.main import main
from statusgen.notify.feeds import read_feed
from statusgen.storage.disk import DiskError
from tests.broken_servers import CHUNKED, Behaviour, closes, never, repeats, says, serving, status


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (status(599), "it answers 599"),
        (status(999), "it answers 999"),
        (says("HELLO\n\n"), "its answer is not valid HTTP"),
        (says(CHUNKED.format(200)), "its answer is not valid HTTP"),
        (status(302, "Location: http://127.0.0.1:s3cret/"), "it leads to an address that cannot be used"),
        (status(302, "Location: ftp://127.0.0.1/s3cret"), "it leads to an address that cannot be used"),
        (closes, "it closed the connection without an answer"),
        (never, "it did not answer within 1 seconds"),
        (repeats("HTTP/1.1 200 OK\n\n", b"[", 0.001), "it did not answer within 1 seconds"),
    ],
)
def test_an_earlier_feed_that_cannot_be_read_is_said_plainly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], behaviour: Behaviour, words: str
) -> None:
    """And without what may be a password."""
    (tmp_path / "feed.json").write_text('{"items": []}')
    with serving(behaviour) as port:
        since = f"http://me:s3cret@127.0.0.1:{port}/feed.json?token=s3cret"

        assert main(["notify", "--since", since, "--out", str(tmp_path), "--timeout", "1"]) == 3

    assert f"statusgen: cannot read http://127.0.0.1: {words}\n" == capsys.readouterr().err


def test_feeds_of_others_are_refused_and_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A JSON Feed need not have titles, and others may have put feeds into the folder of a site."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STATUSGEN_WEBHOOKS", "http://127.0.0.1:9/")
    for name in ("before", "out", "out/other"):
        Path(name).mkdir()
    Path("before/feed.json").write_text('{"items": []}')
    Path("out/feed.json").write_text('{"items": [{"id": "a"}]}')
    Path("out/other/feed.json").write_text('{"feed_url": "other"}')
    notify = ["notify", "--since", "before", "--out", "out", "--timeout", "1"]

    assert main(notify) == 3
    assert "statusgen: out holds no feed of statusgen (feed.json)\n" == capsys.readouterr().err

    item = '{"id": "a", "url": "b", "title": "c", "content_html": "d"}'
    Path("out/feed.json").write_text(f'{{"items": [{item}], "hubs": [{{"url": "http://127.0.0.1:9/"}}]}}')
    assert main(notify) == 3
    assert "hub 1 (http://127.0.0.1): Feeds have changed: it refuses connections" in capsys.readouterr().out


@pytest.mark.parametrize(
    "place",
    [
        *(
            "HTTP://",
            "htps://host.example/feed.json",
            "https:/host.example/feed.json",
            "HTTPS:host.example/s3cret",
        ),
        *("host.example/feed.json?token=s3cret", "://s3cret", "folder/http://host.example/s3cret"),
    ],
)
def test_a_mistyped_address_is_no_first_publication(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    """Nor is it shown: it may hold a password."""
    (tmp_path / "feed.json").write_text('{"items": []}')

    assert 3 == main(["notify", "--first", "--since", place, "--out", str(tmp_path)])

    err = capsys.readouterr().err
    assert "s3cret" not in err
    assert "address such as https://hooks.example.com/path" in err


def test_schemes_of_addresses_may_have_capitals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """RFC 3986, 3.1."""
    (tmp_path / "feed.json").write_text('{"items": []}')
    with serving(says('HTTP/1.1 200 OK\n\n{"items": []}')) as port:
        assert 0 == main(["notify", "--since", f"HTTP://127.0.0.1:{port}/", "--out", str(tmp_path)])


ITEM = '"id": "a", "url": "b", "title": "c", "content_html": "d"'


@pytest.mark.parametrize(
    "feed",
    [
        "[]",
        '{"items": [{"id": "x"}]}',
        '{"items": [], "hubs": "x"}',
        '{"items": [], "hubs": [5]}',
        "[" * 100_000,
    ]
    + [f'{{"items": [{{{ITEM}, "date_published": {time}}}]}}' for time in ("5", '"yesterday"', "null")],
)
@pytest.mark.parametrize("damaged", ["before", "now"])
def test_a_damaged_feed_is_said_plainly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], feed: str, damaged: str
) -> None:
    """Whatever is wrong with it."""
    for name in ("before", "now"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "feed.json").write_text(feed if name == damaged else '{"items": []}')
    arguments = ["--since", str(tmp_path / "before"), "--out", str(tmp_path / "now")]

    assert 3 == main(["notify", *arguments])

    assert f"{damaged} holds no feed of statusgen (feed.json)\n" in capsys.readouterr().err


@pytest.mark.parametrize("start", ["HTTP/1.1 200 OK\n\n", "HTTP/1.1 200 OK\nA: "])
def test_nothing_goes_on_reading_from_a_server_that_drips(start: str) -> None:
    """Its headers or its body: after the time limit, the connection and its thread end."""
    with serving(repeats(start, b"[", 0.001)) as port:
        before = set(threading.enumerate())

        with pytest.raises(DiskError, match="did not answer within"):
            read_feed(f"http://127.0.0.1:{port}/feed.json", 0.2)

        left = [one for one in threading.enumerate() if one not in before and one.name.endswith("(work)")]
        for one in left:
            one.join(5)
        assert [] == [one for one in left if one.is_alive()]


def test_a_redirect_to_another_host_is_followed_on_request() -> None:
    """Where the content names the address, it must not lead the preview to other machines."""
    feed = json.dumps({"items": []})
    with serving(says(f"HTTP/1.1 200 OK\nContent-Length: {len(feed)}\n\n{feed}")) as port:
        there = f"http://127.0.0.1:{port}/feed.json"
        with serving(status(302, f"Location: {there}")) as first:
            here = f"http://127.0.0.1:{first}/feed.json"

            assert {"items": []} == read_feed(here)
            with pytest.raises(DiskError, match="it answers 302 Found"):
                read_feed(here, elsewhere=False)
