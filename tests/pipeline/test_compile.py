"""Content in, site out: what holds for every output of the whole program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from statusgen.model.cache import Cache
from statusgen.model.output import Result, fingerprint
from statusgen.model.themes import Themes
from statusgen.pipeline.compile import compile_site
from statusgen.storage.disk import read_themes, read_tree
from tests.sites import HERE, SERVICES, SITE, content

DEMO = HERE.parent / "content"
NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
OPEN = """\
    ---
    title: Ticket machines do not take cards
    services: {ticket-machines: partial outage}
    impact: One machine in three.
    ---
    <!-- hidden-words -->

    ## Investigating · 2026-05-01 09:20
    next update: 10:30

    First-words. <!-- hidden-words

    ## Resolved · 2026-05-01 09:40

    hidden-words -->

    ## Update · 2026-05-01 11:00

    Later-words.
    """


@pytest.fixture(scope="module")
def themes() -> Themes:
    """The shipped theme."""
    return read_themes(DEMO)


def made(result: Result) -> dict[str, bytes]:
    """Every output by path."""
    return {output.path: output.make() for output in result.outputs}


def texts(files: Mapping[str, bytes]) -> str:
    """All that is published, as one text."""
    return "\n".join(data.decode("utf-8", "replace") for _, data in sorted(files.items()))


def test_an_update_appears_at_its_time_in_every_output(themes: Themes) -> None:
    """Before it, no page, feed or machine file holds a word of it."""
    files = content({"incidents/cards.md": OPEN})

    before = texts(made(compile_site(files, themes, now=NOW)))
    after = made(compile_site(files, themes, now=NOW + timedelta(hours=1)))

    assert "First-words" in before
    assert "Later-words" not in before
    assert [
        path
        for path in ("index.html", "updates.rss", "incidents/cards/index.html")
        if b"Later-words" in after[path]
    ] == [
        "index.html",
        "updates.rss",
        "incidents/cards/index.html",
    ]


def test_the_cache_of_another_compile_changes_no_byte(themes: Themes) -> None:
    """What an earlier site rendered serves a later one only where words, settings, theme and time agree."""
    note, later = {"incidents/cards.md": OPEN}, NOW + timedelta(hours=4)
    moved = Themes(
        {**themes, "default": {**themes["default"], "templates/note.html": b"{{ note.title.text }}"}}
    )
    versions: list[tuple[dict[str, bytes], Themes, datetime]] = [
        (content(note), themes, NOW),
        (content(note), themes, later),
        (content({"incidents/cards.md": OPEN.replace("take cards", "take coins")}), themes, later),
        (content(note, site=SITE.replace("/Berlin", "/London")), themes, later),
        (content(note, services=SERVICES.replace("Travel", "Journeys")), themes, later),
        (content(note), moved, later),
    ]

    cache = Cache()
    for files, given, now in versions:
        cache = Cache(cache.current)
        assert made(compile_site(files, given, now=now, cache=cache)) == made(
            compile_site(files, given, now=now)
        )


def test_comments_and_drafts_are_in_no_output(themes: Themes) -> None:
    """Not in pages, feeds, nor in what is kept for later runs."""
    draft = "---\ntitle: draft-words\ndraft: true\n---\ndraft-words\n"
    files = content({"incidents/cards.md": OPEN, "incidents/draft.md": draft})

    published = texts(made(compile_site(files, themes, now=NOW + timedelta(days=1))))

    assert "hidden-words" not in published
    assert "draft-words" not in published


def test_one_mistake_stops_publication(themes: Themes) -> None:
    """Without keep-going there is no output at all."""
    result = compile_site(content({"incidents/cards.md": OPEN, "incidents/x.md": "oops"}), themes, now=NOW)

    assert (result.failed, result.outputs) == (True, ())


def test_keep_going_keeps_the_last_version_of_a_broken_note(themes: Themes) -> None:
    """The words, the state and the address of the last publication stay; the rest moves on."""
    good = {
        "incidents/cards.md": OPEN,
        "notices/n.md": "---\ntitle: N\npublished: 2026-04-01 08:00\n---\nOne.\n",
    }
    first = compile_site(content(good), themes, now=NOW)
    broken = {
        "incidents/cards.md": OPEN.replace("partial outage", "partly"),
        "notices/n.md": good["notices/n.md"].replace("One.", "Two."),
        "incidents/new.md": "oops",
    }

    result = compile_site(content(broken), themes, now=NOW, previous=first.records(), keep_going=True)

    pages = made(result)
    assert result.failed
    assert pages["incidents/cards/index.html"] == made(first)["incidents/cards/index.html"]
    assert b"Ticket machines do not take cards" in pages["index.html"]
    assert b"Two." in pages["notices/n/index.html"]
    assert "incidents/new/index.html" not in pages
    assert {"kept-last-version", "left-out"} <= {one.code for one in result.diagnostics}


def test_records_with_another_key_are_skipped(themes: Themes) -> None:
    """As those of a program in which a field had another name: its value would be missing in silence."""
    records = compile_site(content({"incidents/cards.md": OPEN}), themes, now=NOW).records()
    renamed = {path: data.replace(b'"impact"', b'"effect"') for path, data in records.items()}
    broken = content({"incidents/cards.md": "oops"})

    kept, left_out = (
        {
            one.code
            for one in compile_site(broken, themes, now=NOW, previous=previous, keep_going=True).diagnostics
        }
        for previous in (records, renamed)
    )

    assert renamed != records
    assert ("kept-last-version" in kept, "left-out" in kept) == (True, False)
    assert ("kept-last-version" in left_out, "left-out" in left_out) == (False, True)


def test_an_incident_that_another_version_recorded_is_never_an_all_clear(themes: Themes) -> None:
    """It was published, and is dated ahead now; one note of the record can be read, the other cannot."""
    files = content({"incidents/cards.md": OPEN, "incidents/app.md": OPEN.replace("cards", "app")})
    records = compile_site(files, themes, now=NOW).records()
    others = {
        path: data.replace(b'"id":"cards"', b'"id":"cards","later":1') for path, data in records.items()
    }
    assert others != records

    results = [
        compile_site(files, themes, now=NOW - timedelta(days=2), previous=previous, keep_going=True)
        for previous in (records, others)
    ]
    pages = [next(one for one in result.outputs if one.path == "index.html").make() for result in results]
    assert [False, True] == [b"We cannot confirm" in page for page in pages]
    assert [False, True] == [result.incomplete for result in results]
    assert b"All services are working" not in pages[1]


def test_the_page_of_a_note_with_a_mistake_says_that_it_is_incomplete(themes: Themes) -> None:
    """As the home page does: feeds and messages lead to the note."""
    texts = (OPEN.replace("ticket-machines:", "nosuch:"), OPEN)
    pages = [
        made(compile_site(content({"incidents/cards.md": text}), themes, now=NOW, keep_going=True))
        for text in texts
    ]
    assert [True, False] == [
        b"cannot be shown completely" in page["incidents/cards/index.html"] for page in pages
    ]


def test_keep_going_survives_foreign_files(themes: Themes) -> None:
    """Whatever lies where last published notes should be, the build goes on."""
    previous = {
        "a.json": b"\xff",
        "b.json": b"[1]",
        "c.json": json.dumps({"incidents/x.md": 3, "../y": "z"}).encode(),
    }

    result = compile_site(
        content({"incidents/x.md": "oops"}), themes, now=NOW, previous=previous, keep_going=True
    )

    assert "index.html" in made(result)
    assert "left-out" in {one.code for one in result.diagnostics}


@pytest.mark.parametrize(
    "files",
    [
        {"pages/history.md": "---\ntitle: H\n---\nx\n"},
        {"pages/a.md": "---\ntitle: A\n---\nx\n", "pages/A.md": "---\ntitle: A\n---\nx\n"},
        {"pages/a.md": "---\ntitle: A\naliases: [/subscribe/]\n---\nx\n"},
        {"pages/zh.md": "---\ntitle: A\n---\nx\n"},
    ],
)
def test_two_files_at_one_address_are_refused(files: dict[str, str], themes: Themes) -> None:
    """Also where only the case differs, and through aliases."""
    result = compile_site(content(files), themes, now=NOW)

    assert result.outputs == ()
    assert {one.code for one in result.diagnostics} == {"address-clash"}
    assert {one.span.path for one in result.diagnostics} <= set(files)


def test_old_addresses_lead_to_the_new_one(themes: Themes) -> None:
    """An alias is a page that forwards."""
    files = content({"pages/a.md": "---\ntitle: A\naliases: [/old/place/]\n---\nx\n"})

    page = made(compile_site(files, themes, now=NOW))["old/place/index.html"].decode()

    assert 'content="0; url=/a/"' in page or "0;url=/a/" in page


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    """Whatever the machine's time zone, locale, hash seed and file order."""
    trees = []
    for index, (zone, locale, seed) in enumerate([("UTC", "C", "1"), ("Asia/Kathmandu", "zh_CN.UTF-8", "2")]):
        out = tmp_path / str(index)
        command = [sys.executable, "-m", "statusgen", "build", "--content", str(DEMO), "--out", str(out)]
        environment = {**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed}
        subprocess.run(
            [*command, "--now", "2026-11-17T14:40Z"],
            env=environment,
            check=True,
            cwd=HERE.parent,
            capture_output=True,
        )
        trees.append({path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()})

    assert trees[0] == trees[1]


@pytest.mark.slow
def test_equal_fingerprints_mean_equal_bytes(themes: Themes) -> None:
    """Over an hour, a day and a change of the catalog, no output changes behind an equal fingerprint."""
    files = read_tree(DEMO)
    now = datetime(2026, 11, 17, 14, 40, tzinfo=UTC)
    renamed = {**files, "services.yml": files["services.yml"].replace(b"Wi-Fi", b"Wireless")}
    results = [
        compile_site(files, themes, now=now),
        compile_site(files, themes, now=now + timedelta(hours=1)),
        compile_site(files, themes, now=now + timedelta(days=1)),
        compile_site(renamed, themes, now=now),
    ]
    seen: dict[tuple[str, str], bytes] = {}

    for result in results:
        for output in result.outputs:
            data = output.make()
            assert seen.setdefault((output.path, fingerprint(output, "1")), data) == data


@pytest.mark.slow
def test_time_alone_changes_few_files(themes: Themes) -> None:
    """An hour in which nothing happens rewrites no page of a finished incident."""
    files = read_tree(DEMO)
    now = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
    first, second = (made(compile_site(files, themes, now=one)) for one in (now, now + timedelta(hours=1)))

    changed = {path for path in first if first[path] != second[path]}

    assert {path for path in changed if path.startswith(("incidents/", "zh/incidents/"))} == set()


def test_a_site_may_lie_below_a_path(themes: Themes) -> None:
    """All links begin with the path of the site's address."""
    site = SITE.replace("larkmoor.example/", "larkmoor.example/tram/status/")
    pages = made(compile_site(content({"incidents/cards.md": OPEN}, site=site), themes, now=NOW))

    for path, data in pages.items():
        if path.endswith(".html"):
            links = [part.split('"')[0] for part in data.decode().split('href="')[1:]]
            inner = [link for link in links if link.startswith("/")]
            assert inner
            assert [link for link in inner if not link.startswith("/tram/status/")] == []


def test_a_chinese_file_name_is_an_address(themes: Themes) -> None:
    """Its file has the name as written; links and feeds have it percent-encoded, as addresses must be."""
    pages = made(compile_site(content({"incidents/刷卡.md": OPEN}), themes, now=NOW))

    assert "incidents/刷卡/index.html" in pages
    assert b'href="/incidents/%E5%88%B7%E5%8D%A1/"' in pages["index.html"]
    assert b"<link>https://status.larkmoor.example/incidents/%E5%88%B7%E5%8D%A1/#" in pages["updates.rss"]
