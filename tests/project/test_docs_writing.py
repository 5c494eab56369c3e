"""Both guides for writers have the same parts, and name every status."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from statusgen.model.status import Kind, Status, statuses_of
from statusgen.read.vocabulary import STATUSES_BY_NAME, normalise_name

DOCS = Path(__file__).parents[2] / "docs"
GUIDES = {"en": DOCS / "writing.md", "zh": DOCS / "writing.zh.md"}

each_guide = pytest.mark.parametrize("language", GUIDES)


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
