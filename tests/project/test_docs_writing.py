"""The guide for writers practises what it preaches, in both languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statusgen.model.diagnostics import Level
from statusgen.model.status import Kind, Status, statuses_of
from statusgen.pipeline.check import check_site
from statusgen.pipeline.lint import lint_content
from statusgen.read.vocabulary import STATUSES_BY_NAME, normalise_name
from statusgen.storage.disk import read_themes
from tests.sites import content

DOCS = Path(__file__).parents[2] / "docs"
NOW = datetime(2026, 5, 1, 7, 30, tzinfo=UTC)
SERVICES = "services:\n  - {id: card-payments, name: {en: Card payments, zh: 银行卡付款}}\n"
SITE = (
    "name: Shop\nurl: https://status.example.org/\nsite id: example\n"
    "time zone: Europe/Berlin\nlanguages: [%s, %s]\n"
)
GUIDES = {"en": DOCS / "writing.md", "zh": DOCS / "writing.zh.md"}

each_guide = pytest.mark.parametrize("language", GUIDES)


def _site(language: str, note: str) -> dict[str, bytes]:
    languages = sorted(GUIDES, reverse=language == "zh")
    return content({"incidents/cards.md": note}, site=SITE % tuple(languages), services=SERVICES)


@each_guide
def test_the_example_is_as_it_should_be(language: str) -> None:
    """Without a mistake, and without anything to say about its words."""
    (note,) = re.findall(r"```markdown\n(.*?)```", GUIDES[language].read_text("utf-8"), re.DOTALL)
    files = _site(language, note)
    assert () == check_site(files, read_themes(Path("content")), now=NOW)
    assert [] == [finding for one in lint_content(files, NOW) for finding in one.findings]


@each_guide
def test_the_words_for_each_status_are_plain(language: str) -> None:
    """What the table shows as examples has no warning; what such a note leaves out is another matter."""
    rows = re.findall(
        r"^\| \*\*(.+?)\*\* \|.*\| “(.+?)” \|$", GUIDES[language].read_text("utf-8"), re.MULTILINE
    )
    assert 5 == len(rows)
    for status, words in rows:
        note = (
            f"---\ntitle: Cards fail\nimpact: Cards fail.\n---\n\n## {status} · 2026-05-01 09:20\n\n{words}\n"
        )
        found = [one for judged in lint_content(_site(language, note), NOW) for one in judged.findings]
        told = [
            one.message for one in found if one.level is not Level.INFO and not one.code.endswith("-missing")
        ]
        assert [] == told


def test_both_guides_say_the_same() -> None:
    """Section by section, with the same pictures."""
    shapes = [
        [
            line.split(" ")[0]
            for line in guide.read_text("utf-8").splitlines()
            if re.match(r"#|\d\.|- |<img", line)
        ]
        for guide in GUIDES.values()
    ]
    assert shapes[0] == shapes[1]


@each_guide
def test_pictures_are_there_and_told(language: str) -> None:
    """Every picture of the guide exists, and says what it shows."""
    pictures = re.findall(r'<img src="(.+?)" .*alt="(.+?)">', GUIDES[language].read_text("utf-8"))
    assert 2 == len(pictures)
    assert all((DOCS / path).is_file() for path, _ in pictures)


@each_guide
def test_the_table_has_every_status_of_incidents(language: str) -> None:
    """By a name that writers may type."""
    names = re.findall(r"^\| \*\*(.+?)\*\* \|", GUIDES[language].read_text("utf-8"), re.MULTILINE)
    assert set(statuses_of(Kind.INCIDENT)) == {STATUSES_BY_NAME[normalise_name(name)] for name in names}


@pytest.mark.parametrize("status", Status)
def test_the_content_format_names_every_status(status: Status) -> None:
    """As writers type it."""
    assert f"`{status.spelling}`" in (DOCS / "content-format.md").read_text("utf-8")
