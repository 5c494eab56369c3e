"""Lists of a translation that do not repeat the list of the original entry by entry."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from statusgen.model.diagnostics import Diagnostic
from statusgen.pipeline.compile import compile_site
from tests.sites import THEMES, content

HEAD = """\
---
title: {}
{}---

## Investigating · 2026-05-01 09:20

{}

## Postmortem · 2026-05-04 15:00
factors:
{}actions:
{}
{}
"""
FACTORS = "  - what: The cable broke\n    why: [It was old., The list had no such cable.]\n"
ACTIONS = "  - do: A new cable\n    done: 2026-05-05\n  - do: A weekly test\n    due: 2026-05-06\n"
FACTS = "services: {trams: partial outage}\n"
INCIDENT = HEAD.format("Trams stop", FACTS, "We look.", FACTORS, ACTIONS, "A cable broke.")
WHY = "  - what: 电缆断了\n    why: [它太旧了, 清单里没有它]\n"
DO = "  - do: 新的电缆\n  - do: 每周测试\n"


def built(factors: str, actions: str) -> tuple[str, list[Diagnostic]]:
    """The Chinese page, and what the writer is told."""
    chinese = HEAD.format("电车停运", "", "正在调查。", factors, actions, "电缆断了。")
    files = content({"incidents/stop.md": INCIDENT, "incidents/stop.zh.md": chinese})
    result = compile_site(files, THEMES, now=datetime(2026, 5, 10, tzinfo=UTC))
    pages = {one.path: one.make().decode() for one in result.outputs if one.path.startswith("zh/incidents/")}
    wrong = [one for one in result.diagnostics if one.code == "unmatched-translation"]
    return pages["zh/incidents/stop/index.md"], wrong


def test_a_whole_list_is_translated() -> None:
    """Entry by entry; else the tests below prove nothing."""
    page, wrong = built(WHY, DO)
    assert [] == wrong
    for words in ("新的电缆", "每周测试", "它太旧了", "清单里没有它"):
        assert words in page
    assert "cable" not in page


@pytest.mark.parametrize("actions", ["  - do: 每周测试\n", "  - do: 一个钟\n" + DO])
def test_another_number_of_actions_translates_none(actions: str) -> None:
    """Else the words of one would have the days of another."""
    page, (wrong,) = built(WHY, actions)
    assert "A new cable" in page
    assert "A weekly test" in page
    assert "每周测试" not in page
    assert "新的电缆" not in page
    assert "它太旧了" in page
    assert "the original has 2 entries" in wrong.message


def test_another_number_of_reasons_translates_none_of_them() -> None:
    """The finding is at the factor, and names that of the original."""
    page, (wrong,) = built("  - what: 电缆断了\n    why: [它太旧了]\n", DO)
    assert "电缆断了" in page
    assert "它太旧了" not in page
    assert "It was old." in page
    assert "`why` has 1 entry here, the original has 2 entries" == wrong.message
    (original,) = wrong.related
    assert ["incidents/stop.zh.md", "incidents/stop.md"] == [wrong.span.path, original.span.path]


@pytest.mark.parametrize(
    ("old", "new", "kept", "original"),
    [
        ("", "", ["新的电缆", "每周测试", "电缆断了", "它太旧了", "清单里没有它"], []),
        ("A weekly test", "A daily test", ["电缆断了", "它太旧了"], ["A new cable", "A daily test"]),
        ("It was old.", "It was wet.", ["新的电缆", "每周测试"], ["The cable broke", "It was wet."]),
        (
            "  - do: A new",
            "  - do: A road\n  - do: A new",
            ["电缆断了", "它太旧了"],
            ["A road", "A new cable"],
        ),
    ],
)
def test_an_unreadable_translation_keeps_its_published_lists(
    old: str, new: str, kept: list[str], original: list[str]
) -> None:
    """Whole ones, as long as the original says the same; a changed list is in the main language."""
    chinese = HEAD.format("电车停运", "", "正在调查。", WHY, DO, "电缆断了。")
    files = content({"incidents/stop.md": INCIDENT, "incidents/stop.zh.md": chinese})
    now = datetime(2026, 5, 10, tzinfo=UTC)
    before = compile_site(files, THEMES, now=now).records()
    files["incidents/stop.md"] = INCIDENT.replace(old, new).encode()
    files["incidents/stop.zh.md"] = re.sub(r"(factors|actions):\n", r"\1: [\n", chinese).encode()
    made = compile_site(files, THEMES, now=now, previous=before, keep_going=True)
    (page,) = [one.make().decode() for one in made.outputs if one.path == "zh/incidents/stop/index.md"]

    assert [] == [words for words in (*kept, *original) if words not in page]
    for words in ("新的电缆", "它太旧了"):
        assert (words in page) == (words in kept)
