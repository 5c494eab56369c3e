"""`diff`: what a publication changes for readers, subscribers and calendars."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from statusgen.cli.main import main
from statusgen.diff import Changes, PageRef, compare, format_markdown, format_text
from statusgen.diff.removed import AddressKind, RemovedAddress
from statusgen.pipeline.compile import compile_site
from tests.sites import THEMES, content, make

NOW = datetime(2026, 5, 1, 10, 0, tzinfo=UTC)
TRAMS = """\
---
title: Trams stop at Harbour Street
services: {trams: partial outage}
---

## Investigating · 2026-05-01 11:40
next update: 12:30

We look for **the cause**.
"""
FOUND = "\n## Identified · 2026-05-01 11:50\n\nA wire is <broken>.\n"
NIGHT = """\
---
title: New rails at the harbour
services: [trams]
starts: 2026-05-06 02:00
ends: 2026-05-06 04:00
---
"""


def published(notes: dict[str, str]) -> dict[str, bytes]:
    """The files of a site in two languages with these notes."""
    return _published(frozenset(notes.items()))


@cache
def _published(notes: frozenset[tuple[str, str]]) -> dict[str, bytes]:
    files = content(dict(notes))
    result = compile_site(files, THEMES, now=NOW)
    assert not result.failed
    return {one.path: make(one) for one in result.outputs if not one.path.startswith(".")}


def changes(before: dict[str, str], after: dict[str, str]) -> Changes:
    """Of publishing `after` where `before` stands."""
    return compare(published(before), published(after))


ONE = {"incidents/trams.md": TRAMS}
TWO = {"incidents/trams.md": TRAMS + FOUND}


def test_the_same_site_brings_nothing() -> None:
    """Neither to readers nor to subscribers."""
    found = changes(ONE, ONE)
    assert found.none
    assert "Nothing changes for readers." == format_text(found) == format_markdown(found)


def test_a_new_incident_is_a_page_and_a_message() -> None:
    """And changes the pages that tell of it."""
    found = changes({}, ONE)
    assert PageRef("incidents/trams/", "Trams stop at Harbour Street") in found.new
    assert {"", "services/trams/"} <= {page.address for page in found.changed}
    assert ["[Investigating] Trams stop at Harbour Street"] == [one.title for one in found.messages]
    assert () == found.removed


def test_an_update_is_a_message_and_no_page_of_its_own() -> None:
    """Only what is new is told."""
    found = changes(ONE, TWO)
    assert () == found.new
    assert ["[Identified] Trams stop at Harbour Street"] == [one.title for one in found.messages]


def test_the_first_publication_sends_nothing() -> None:
    """As `notify` does."""
    found = compare({}, published(ONE))
    assert found.first
    assert "nobody is sent a message" in format_text(found)


def test_changed_words_of_what_was_told_are_no_message() -> None:
    """They are named, since nobody hears of them again."""
    found = changes(TWO, {"incidents/trams.md": TRAMS.replace("the cause", "the fault") + FOUND})
    assert () == found.messages
    assert ["[Investigating] Trams stop at Harbour Street"] == [one.title for one in found.edited]
    assert "Subscribers get no second message" in format_text(found)


def test_calendars_get_new_moved_and_cancelled_work() -> None:
    """With the times in UTC."""
    night = {"maintenance/rails.md": NIGHT}
    moved = {"maintenance/rails.md": NIGHT.replace("06 04:00", "06 05:00")}
    off = {"maintenance/rails.md": NIGHT + "\n## Cancelled · 2026-05-01 11:00\n\nNot now.\n"}
    assert "- new: New rails at the harbour, 2026-05-06 00:00–02:00 UTC" in format_text(changes({}, night))
    assert "- changed: New rails at the harbour, 2026-05-06 00:00–03:00 UTC" in format_text(
        changes(night, moved)
    )
    assert "- cancelled: New rails at the harbour" in format_text(changes(night, off))


def test_an_address_that_dies_is_named_first() -> None:
    """Unless it leads to the new one."""
    renamed = {"incidents/rails.md": TRAMS}
    lasting = {"incidents/rails.md": TRAMS.replace("---\n", "---\naliases: [/incidents/trams/]\n", 1)}
    assert RemovedAddress("incidents/trams/", AddressKind.NOTE) in changes(ONE, renamed).removed
    # Its feed and calendar go with it: one entry is enough.
    assert not any(one.address.endswith((".rss", ".ics")) for one in changes(ONE, renamed).removed)
    assert format_text(changes(ONE, renamed)).startswith("Addresses that will not answer any more")
    assert "Name" not in format_text(changes(ONE, lasting))
    assert "incidents/trams/" not in {one.address for one in changes(ONE, lasting).removed}


def test_pages_of_other_languages_are_counted() -> None:
    """Their words are those of the first, or a translation of them."""
    found = changes(ONE, TWO)
    assert not any(page.address.startswith("zh/") for page in (*found.new, *found.changed))
    assert len(found.changed) == found.translated


def test_a_new_look_is_no_new_page() -> None:
    """Pages that say the same are only counted."""
    before = published(ONE)
    after = {path: data.replace(b"<body>", b"<body >") for path, data in before.items()}
    found = compare(before, after)
    assert ((), ()) == (found.new, found.changed)
    assert f"Also: {found.restyled} pages in look alone." == format_text(found)


def test_markdown_shows_the_words_as_they_will_be_read() -> None:
    """Titles stay plain words; the HTML is the feed's, which is sanitised."""
    hostile = TRAMS.replace("Trams stop at", "<img src=x> [a](b) `c`")
    text = format_markdown(changes({}, {"incidents/trams.md": hostile}))
    assert "- \\[Investigating\\] \\<img src=x\\> \\[a\\]\\(b\\) \\`c\\` Harbour Street" in text
    assert "<summary>[Investigating] &lt;img src=x&gt; [a](b) `c` Harbour Street</summary>" in text
    assert "<p>We look for <strong>the cause</strong>.</p>" in text
    assert "<img" not in text.replace("\\<img", "")


@pytest.mark.parametrize("title", ["[a] *b* <c> | d~~e~~ & &lt; `f` \\_g", "1. h", "- i", "&copy j"])
def test_headings_are_shown_as_readers_see_them(title: str) -> None:
    """The text versions of pages escape them for Markdown; a summary in Markdown escapes them once."""
    found = changes({}, {"incidents/trams.md": TRAMS.replace("Trams stop at Harbour Street", f"'{title}'")})
    assert PageRef("incidents/trams/", title) in found.new
    assert f"- {title} (/incidents/trams/)" in format_text(found)
    escaped = re.sub(r"([\\`*_\[\]<>|~&])", r"\\\1", title)
    assert f"- {escaped} (/incidents/trams/)" in format_markdown(found)


@pytest.mark.parametrize("junk", [b"", b"[]", b"{", b"\xff\xfe"])
def test_a_publication_that_is_none_counts_as_empty(junk: bytes) -> None:
    """Whatever lies there, the comparison ends."""
    site = published(ONE)
    found = compare({"feed.json": junk, "calendar.ics": junk, "index.md": junk}, site)
    assert 1 == len(found.messages)


def test_long_lists_end() -> None:
    """Nobody reads two hundred lines."""
    many = {f"incidents/trams-{number}.md": TRAMS for number in range(30)}
    assert "- … and 10 more" in format_text(changes({}, many))


@pytest.fixture
def site(once_published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: a repository with a README alone, then one incident, published in `public`."""
    shutil.copytree(once_published, tmp_path, symlinks=True, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def once_published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `site` is a copy of."""
    folder = tmp_path_factory.mktemp("published")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        _publish(folder)
    return folder


def _publish(folder: Path) -> None:
    git("init", "-q", "-b", "main")
    save(folder / "README.md", "Ours.")
    git("add", ".")
    git("commit", "-qm", "README")
    for path, data in content(ONE).items():
        save(folder / "content" / path, data.decode())
    git("add", ".")
    git("commit", "-qm", "Trams")
    assert 0 == main(["build", "--now", f"{NOW:%Y-%m-%dT%H:%MZ}"])


def git(*arguments: str) -> None:
    """Run git here, as somebody."""
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], check=True)


def save(path: Path, text: str) -> None:
    """Write a file, and the folders it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def diff(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """What the command says."""
    capsys.readouterr()
    assert code == main(["diff", *arguments, "--now", f"{NOW:%Y-%m-%dT%H:%MZ}"])
    return capsys.readouterr().out


@pytest.mark.parametrize("before", [[], ["HEAD"], ["HEAD~0"], ["public"]])
def test_the_command_compares_with_a_revision_or_a_published_folder(
    site: Path, capsys: pytest.CaptureFixture[str], before: list[str]
) -> None:
    """Without a name, with the last commit; the answer is the same."""
    assert "Nothing changes for readers.\n" == diff(capsys, *before)
    save(site / "content/incidents/trams.md", TRAMS + FOUND)
    out = diff(capsys, *before)
    assert "- [Identified] Trams stop at Harbour Street" in out
    assert "New pages" not in out


def test_before_the_content_was_there_nothing_was_published(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All of it is new, and nobody is told."""
    assert "nobody is sent a message" in diff(capsys, "HEAD^")


def test_a_note_with_errors_keeps_its_last_version(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As it would when it is published with `--keep-going`; the summary holds the mistakes."""
    save(site / "content/incidents/trams.md", TRAMS.replace("partial", "rather"))
    out = diff(capsys, "--format", "markdown", code=1)
    assert out.startswith("### Mistakes\n\n~~~~~~text\n")
    assert "rather outage" in out
    assert out.endswith("Nothing changes for readers.\n")


def test_a_site_that_cannot_be_published_says_so(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its settings are wrong."""
    save(site / "content/site.yml", "name: [")
    assert "the site stays as it is" in diff(capsys, "--format", "markdown", code=1)


@pytest.mark.parametrize("name", ["nowhere", "--output=x", "HEAD~99", "content"])
def test_what_is_no_revision_is_refused(site: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """In words, and without writing anything."""
    capsys.readouterr()
    assert 3 == main(["diff", "--now", "2026-05-01T10:00Z", "--", name])
    assert capsys.readouterr().err.startswith("statusgen: ")
    assert [".git", "README.md", "content", "public"] == sorted(path.name for path in site.iterdir())
