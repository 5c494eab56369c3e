"""Nothing that readers see or hear is left out of translation: a language made of marks shows what is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from statusgen.model.themes import Themes
from statusgen.pipeline.compile import compile_site
from statusgen.storage.disk import read_themes, shipped_themes
from tests.sites import HERE, tree

LANGUAGE = "qps"
NOW = datetime.fromisoformat("2026-05-04T18:00+02:00")
CONTENT = HERE / "golden" / "trams" / "content"
"""A site with every kind of note, whose own words are marked below."""

SPOKEN = ("alt", "aria-label", "title", "placeholder", "summary")
SILENT = {"script", "style", "code", "time", "svg"}
NAMES = {
    "RSS",
    "Atom",
    "JSON Feed",
    "OPML",
    "English",
    "简体中文",
    "CEST",
    "CET",
    "Europe/Berlin",
    "Markdown",
    "Google Calendar",
    "Outlook.com",
}
"""What is the same in every language."""

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_SHORT = (
    "Q[1-4]|Mo|Tu|We|Th|Fr|Sa|Su|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec"
)
_TEXTS = "title|impact|workaround|withdrawn|summary|what|do|supplier|owner|cost"
_FIELDS = (
    "(?:next update|services|since|edited|report by|summary|cost|figures|factors|course|actions|public):"
)
_MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
_ALLOWED = re.compile(rf"\b({_MONTHS}|{_DAYS}|{_SHORT}|qps)\b|[\W\d_]", re.IGNORECASE)


def _catalogue() -> bytes:
    """Every text of the interface between marks."""
    source = read_po(BytesIO((shipped_themes() / "default" / "translations" / "zh.po").read_bytes()))
    made = Catalog(locale="en")
    for message in source:
        if message.id:
            texts = message.id if isinstance(message.id, tuple | list) else (message.id,)
            marked = tuple(f"⟦{text}⟧" for text in texts)
            made.add(message.id, marked if len(marked) > 1 else marked[0], flags=message.flags)
    written = BytesIO()
    write_po(written, made)
    return written.getvalue()


def _marked_words(path: str, data: bytes) -> bytes:
    """The organisation's words between marks: titles, texts and lines of notes."""
    text = data.decode()
    if path.endswith(".yml"):
        text = re.sub(r"(name|description|footer|label|text): (?![{&*\[])(.+)", r"\1: ⟦\2⟧", text)
        return re.sub(r"\ben: (\"?)([^,}\"]+)\1", r"en: \1⟦\2⟧\1", text).encode()
    text = re.sub(r"(?m)^(##|###+) ([^·\n]+)$", r"\1 ⟦\2⟧", text)
    text = re.sub(r"(?m)(?<=\|) ([^|\n]+) (?=\|)", r" ⟦\1⟧ ", text)
    text = re.sub(rf"(?m)^( *(?:- )?(?:{_TEXTS}): )(.+)$", r"\1⟦\2⟧", text)
    text = re.sub(r"(?m)^( +- (?:[\d-]{10} [\d:]{5} )?)(?!\w+: )(.+)$", r"\1⟦\2⟧", text)
    text = re.sub(r"(why: )([^}\n]+)(?=})", r"\1⟦\2⟧", text)
    head, _, body = text.partition("\n---\n")
    lines = (
        line if not line.strip() or re.match(rf"#|{_FIELDS}|[ -]|\|", line) else f"⟦{line}⟧"
        for line in body.split("\n")
    )
    return f"{head}\n---\n{chr(10).join(lines)}".encode()


@cache
def _pages() -> dict[str, str]:
    """The pages in the language of marks, by path."""
    files = {
        path: _marked_words(path, data)
        for path, data in tree(CONTENT).items()
        if path.endswith((".yml", ".md")) and not path.endswith(".zh.md")
    }
    files["site.yml"] = re.sub(rb"languages: .*", b"languages: [en, zh, qps]", files["site.yml"])
    themes = read_themes(Path("content"))
    default = {**themes["default"], f"translations/{LANGUAGE}.po": _catalogue()}
    result = compile_site(files, Themes({**themes, "default": default}), now=NOW)
    assert result.outputs, result.diagnostics
    return {
        output.path: output.make().decode()
        for output in result.outputs
        if output.path.startswith(f"{LANGUAGE}/") and output.path.endswith(".html")
    }


class _Reader(HTMLParser):
    """Collects what is seen and spoken."""

    def __init__(self) -> None:
        super().__init__()
        self.found = list[str]()
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.found += [given[name] for name in SPOKEN if given.get(name)]
        if tag == "meta" and given.get("name") == "description":
            self.found.append(given["content"])
        self.found += [value for name, value in given.items() if name.startswith("data-") and " " in value]
        self._silent += tag in SILENT

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)


def _unmarked(text: str) -> str:
    """What is left of a text without what stands between marks, and without names, numbers and dates."""
    while _MARKED.search(text):
        text = _MARKED.sub(" ", text)
    for name in NAMES:
        text = text.replace(name, " ")
    return _ALLOWED.sub("", text)


def _left(page: str) -> Iterator[str]:
    reader = _Reader()
    reader.feed(re.sub(r'(?s)<section class="lost" lang="(?!qps).*?</section>', "", page))
    # Sentences may be interrupted by links and times, so marks are matched over the whole page.
    told = re.sub(r"https?://\S+", "", "\n".join(reader.found))
    while _MARKED.search(told):
        told = _MARKED.sub(" ", told)
    yield from (line.strip() for line in told.split("\n") if _unmarked(line))


def test_every_word_is_translated() -> None:
    """Whatever is outside of the marks was never offered to translators."""
    pages = _pages()

    assert len(pages) > 15
    assert [] == [(path, words) for path, page in sorted(pages.items()) for words in _left(page)]
