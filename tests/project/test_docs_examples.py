"""What the documentation shows as content, and as good words, passes `check --prose`."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from statusgen.pipeline.check import check_site
from statusgen.pipeline.lint import lint_content
from statusgen.storage.disk import read_themes
from tests.sites import content

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
THEMES = read_themes(ROOT / "content")
FOR_OTHER_PROGRAMS = ("[![", "![status]", "on:\n", "image: ", "      - uses: ")
"""How examples begin that are for READMEs and for CI."""

SITE = {
    "name": "{en: Shop, zh: 商店}",
    "url": "https://status.example.org/",
    "site id": "shop",
    "time zone": "Europe/Berlin",
    "languages": "[en, zh, fr]",
}
SERVICES = """\
services:
  - {id: card-payments, name: {en: Card payments, zh: 银行卡付款}}
  - {id: checkout, name: {en: Checkout, zh: 结账}}
  - {id: website, name: {en: Website, zh: 网站}}
  - {id: phone, name: {en: Phone line, zh: 咨询电话}}
  - {id: wifi, name: {en: Wi-Fi, zh: 无线网络}}
"""
_ALONE = {"missing-interface", "problem-without-incident", "past-occurrences-unknown"}
"""Findings about an example that stands alone."""
_FOLDERS = {"starts": "maintenance", "published": "notices", "opened": "problems"}
NOTE = """\
---
title: One in five card payments fails
services: {card-payments: partial outage}
impact: The payment is declined at checkout. Nobody is charged for a declined payment.
workaround: Pay by bank transfer, or try your card again after a minute.
---
"""
UPDATE = """
## Investigating · 2026-05-01 09:20
next update: 09:50

We are looking for the cause.
"""
_FENCE = re.compile(r"^```(markdown|yaml)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_TIME = re.compile(r"2\d{3}-\d\d-\d\d \d\d:\d\d")


def _site(example: str, language: str) -> dict[str, str]:
    """The settings of a shop, with those of the example in place of its own."""
    defaults = SITE | ({"languages": "[zh, en, fr]"} if language == "zh" else {})
    kept = {key: value for key, value in defaults.items() if f"\n{key}:" not in f"\n{example}"}
    return {"site.yml": "".join(f"{key}: {value}\n" for key, value in kept.items()) + example}


def _markdown(example: str, before: str) -> dict[str, str]:
    """A note, an update or words in their place; `before` is the note that the page showed last."""
    if example.startswith("---\nstatus:"):
        return {"incidents/a/incident.md": before.partition("\n## ")[0] + "\n", "incidents/a/b.md": example}
    if example.startswith("---\n"):
        key = re.search(r"^(starts|published|opened):", example, re.MULTILINE)
        folder = _FOLDERS[key[1]] if key else "incidents"
        return {f"{folder}/a.md": example}
    return {"incidents/a.md": f"{before if example.startswith('## ') else NOTE + UPDATE}\n{example}"}


def _yaml(example: str, language: str) -> dict[str, str]:
    """A catalog, a glossary, or settings of a site or a note in their place."""
    key = re.sub(r"^#.*\n", "", example).partition(":")[0]
    if key == "lint ok":
        return {"incidents/a.md": NOTE.replace("---\n", f"---\n{example}", 1) + UPDATE}
    files = {"groups": "services.yml", "services": "services.yml", "terms": "glossary.yml"}
    return {files[key]: example} if key in files else _site(example, language)


def _findings(files: dict[str, str]) -> list[str]:
    """What `check --prose` says a minute after the last time in the files."""
    last = max(_TIME.findall("".join(files.values())), default="2026-05-01 09:20")
    now = datetime.fromisoformat(last).replace(tzinfo=UTC) - timedelta(hours=2, minutes=-1)
    pictures = dict.fromkeys(("logo.svg", "logo-dark.svg", "favicon.svg"), b"<svg/>")
    read = content({"services.yml": SERVICES} | files, site=files["site.yml"]) | pictures
    judged = [finding for note in lint_content(read, now) for finding in note.findings]
    found = [*check_site(read, THEMES, now=now), *judged]
    return [f"{one.code}: {one.message}" for one in found if one.code not in _ALONE]


def _examples(page: Path) -> list[dict[str, str]]:
    """The examples of a page that are content: the files of a site with each of them."""
    found, before = list[dict[str, str]](), NOTE
    language = "zh" if page.name.endswith(".zh.md") else "en"
    for kind, example in _FENCE.findall(page.read_text("utf-8")):
        if not example.startswith(FOR_OTHER_PROGRAMS):
            files = _yaml(example, language) if kind == "yaml" else _markdown(example, before)
            found.append(_site("", language) | files)
        before = example if example.startswith("---\ntitle:") else before
    return found


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(files, id=f"{page.name}-{number}")
        for page in PAGES
        for number, files in enumerate(_examples(page), 1)
    ],
)
def test_examples_pass_the_checks(files: dict[str, str]) -> None:
    """In its place in a site, each has no mistake, and nothing to say about its words."""
    assert [] == _findings(files)


GUIDES = {"en": ROOT / "docs/writing.md", "zh": ROOT / "docs/writing.zh.md"}
_ROW = re.compile(r"^\| \*\*(.+?)\*\* \|.*\| “(.+?)” \|$", re.MULTILINE)
_GOOD = re.compile(r"(?<!not )(?<!不写)“(.+?)”", re.DOTALL)
_BAD = re.compile(r"(?:not |不写)“(.+?)”", re.DOTALL)

each_guide = pytest.mark.parametrize("language", GUIDES)


def _guide(language: str) -> tuple[str, str]:
    """The text of a guide, and the front matter of its example."""
    text = GUIDES[language].read_text("utf-8")
    ((_, note),) = _FENCE.findall(text)
    return text, note.partition("\n## ")[0] + "\n"


@each_guide
def test_the_examples_of_the_guide_make_a_good_incident(language: str) -> None:
    """Those of its table as updates an hour apart: nothing is missing, and no word is hard."""
    text, note = _guide(language)
    rows = _ROW.findall(text)
    for hour, (status, words) in enumerate(rows, 10):
        promise = f"next update: {hour}:50\n" * (hour - 9 < len(rows))
        note += f"\n## {status} · 2026-05-01 {hour}:20\n{promise}\n{words}\n"

    assert 5 == len(rows)
    assert [] == _findings(_site("", language) | {"incidents/a.md": note})


@each_guide
def test_the_guide_recommends_what_the_rules_accept(language: str) -> None:
    """Words in quotation marks have no finding as an impact, and those after “not” have one."""
    text, note = _guide(language)

    def found(words: str) -> list[str]:
        impact = f"impact: {json.dumps(' '.join(words.split()))}"
        told = re.sub("impact: .*", lambda _: impact, note, count=1)
        return _findings(_site("", language) | {"incidents/a.md": told + UPDATE})

    assert {} == {words: codes for words in _GOOD.findall(text) if (codes := found(words))}
    assert [] == [words for words in _BAD.findall(text) if not found(words)]
    assert 5 <= len(_BAD.findall(text))
