"""Sites of real organisations: every note arrives, and every word of it stands on its built page."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from statusgen.importers.cstate import Imported, import_cstate
from statusgen.pipeline.compile import compile_site
from statusgen.storage.disk import read_themes, read_tree
from tests.conftest import NO_REAL_NOTES, REAL_NOTES
from tests.sites import HERE

NOW = datetime(2026, 11, 17, 14, 40, tzinfo=UTC)
SITES = ("jenkins", "packit", "x4b")
MARKS = (
    "update updates updated edit edited initial opening open final closing close message issue incident "
    "outage maintenance end of on at complete fixed resolved investigating identified monitoring under "
    "observation utc gmt january february march april may june july august september october november "
    "december friday monday th h tue wed oct"
)
MARK_WORDS = frozenset(MARKS.split())
"""What may stand in a mark between updates; on the page, statuses and times say the same."""


class Words(HTMLParser):
    """The words of a page, with those in addresses and descriptions of pictures."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: Counter[str] = Counter()
        self.feed(page)

    def handle_data(self, data: str) -> None:
        """Count the words of a text."""
        self.words.update(_words(data))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count the words in the attributes that a note can set."""
        for name, value in attrs:
            if name in ("href", "src", "alt"):
                self.words.update(_words(value or ""))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


@cache
def _imported(site: str) -> tuple[dict[str, bytes], Imported]:
    if not REAL_NOTES.is_dir():
        pytest.skip(NO_REAL_NOTES)
    files = read_tree(REAL_NOTES / f"cstate-{site}", hidden=(".",))
    return files, import_cstate(files, now=NOW)


@cache
def _built(site: str) -> dict[str, bytes]:
    _, imported = _imported(site)
    result = compile_site(imported.files, read_themes(HERE), now=NOW)
    assert [one for one in result.diagnostics if one.level == "error"] == []
    return {output.path: output.make() for output in result.outputs}


def _body(text: str) -> str:
    """The published words of a note, cut out in the simplest way."""
    text = text.lstrip("\ufeff \n")
    parts = re.split(r"^---[ \t]*$", text, maxsplit=2 if text.startswith("---") else 1, flags=re.MULTILINE)
    body = re.sub(r"<!--.*?(-->|\Z)", " ", parts[-1], flags=re.DOTALL)
    body = re.sub(r"^ *```\w+|</?strike>", " ", body, flags=re.MULTILINE)
    return re.sub(r"[\ufeff\u200b]", "", re.sub(r"\{\{[<%].*?[>%]\}\}", " ", body))


def _notes(files: dict[str, bytes]) -> dict[str, str]:
    """The published notes of the old site by path."""
    paths = [one for one in files if one.startswith("content/issues/") and not Path(one).name.startswith("_")]
    return {path: files[path].decode("utf-8").replace("\r\n", "\n") for path in paths if path.endswith(".md")}


@pytest.mark.slow
@pytest.mark.parametrize("site", SITES)
def test_no_note_is_lost(site: str) -> None:
    """As many notes as files, each with a page of its own."""
    files, imported = _imported(site)
    pages = [path for path in _built(site) if re.fullmatch(r"(incidents|notices)/[^/]+/index\.html", path)]

    assert imported.notes == len(_notes(files))
    assert len(pages) == imported.notes


@pytest.mark.slow
@pytest.mark.parametrize("site", SITES)
def test_no_word_is_lost(site: str) -> None:
    """Each word of each note is on the note's page as often as in the note, but for marks and their times."""
    files, _ = _imported(site)
    pages = _built(site)
    lost = {}
    for path, text in _notes(files).items():
        slug = re.sub(r"[\W_]+", "-", Path(path).stem.lower()).strip("-")
        page = pages.get(f"incidents/{slug}/index.html") or pages[f"notices/{slug}/index.html"]
        source = Counter(word for word in _words(_body(text)) if word not in MARK_WORDS)
        missing = source - Words(page.decode()).words
        kept = {word for word in missing if not re.fullmatch(r"\d+|\d+h\d*|\d+t\d+z?|\d+(st|nd|rd|th)", word)}
        if kept:
            lost[path] = kept

    assert lost == {}


@pytest.mark.slow
@pytest.mark.parametrize("site", SITES)
def test_no_comment_is_published(site: str) -> None:
    """What stands only in comments of a note stands nowhere on its page."""
    files, _ = _imported(site)
    pages = _built(site)
    for path, text in _notes(files).items():
        hidden = set(_words(" ".join(re.findall(r"<!--(.*?)-->", text, flags=re.DOTALL))))
        slug = re.sub(r"[\W_]+", "-", Path(path).stem.lower()).strip("-")
        page = pages.get(f"incidents/{slug}/index.html") or pages[f"notices/{slug}/index.html"]
        elsewhere = set(_words(re.sub(r"<!--.*?-->", " ", text, flags=re.DOTALL))) | MARK_WORDS
        rare = {word for word in hidden - elsewhere if len(word) > 9 and not word.isdigit()}

        assert {word for word in rare if word in Words(page.decode()).words} == set(), path
