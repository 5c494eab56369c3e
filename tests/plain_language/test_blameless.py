"""Postmortems find no fault with people; faults of others are no excuse without actions of our own."""

from __future__ import annotations

import pytest

from tests.plain_language.test_linter import CLEAN, CLEAN_ZH, SITE_EN, SITE_ZH, codes

POSTMORTEM = "\n## Postmortem · 2026-05-04 14:00\n{}\n"
POSTMORTEM_ZH = "\n## 复盘 · 2026-05-04 14:00\n{}\n"
RULES = {"blame", "person-blamed"}


def blamed(words: str, fields: str = "") -> list[str]:
    """The rules that find blame in the postmortem of a clean note."""
    return [one for one in codes(CLEAN + POSTMORTEM.format(f"{fields}\n{words}"), SITE_EN) if one in RULES]


@pytest.mark.parametrize(
    "words",
    [
        "An engineer forgot to close the valve.",
        "This was human error.",
        "We should have looked at the list.",
        "If only we had looked at the list.",
        "The outage could have been avoided.",
    ],
)
def test_fault_is_found_once(words: str) -> None:
    """By the rule that says what to write instead."""
    assert ["person-blamed"] == blamed(words)


@pytest.mark.parametrize(
    "words",
    [
        "One of us deleted the table, as the command did not ask.",
        "You should have received a letter from us.",
        "The check failed to see it.",
    ],
)
def test_a_plain_account_passes(words: str) -> None:
    """Who did what is no blame."""
    assert [] == blamed(words)


def test_fields_are_judged_too() -> None:
    """Factors have words as well."""
    assert ["person-blamed"] == blamed(
        "Words.", "factors:\n  - what: The operator failed to follow the list\n"
    )


def test_other_updates_have_other_rules() -> None:
    """While it lasts, nobody looks for faults."""
    note = CLEAN.replace("A cable in the street was cut by the road works.", "We should have seen it.", 1)
    assert note != CLEAN
    assert "person-blamed" not in codes(note)


def test_a_supplier_is_no_excuse_without_actions_of_our_own() -> None:
    """With them, its part can be told."""
    words = "The outage was caused by a fault at our provider."
    assert ["blame"] == blamed(words)
    assert [] == blamed(words, "actions:\n  - do: We order a second line\n")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("原因是值班人员操作不当。", ["person-blamed"]),
        ("工程师忘记关闭阀门。", ["person-blamed"]),
        ("个别人责任心不强。", ["person-blamed"]),
        ("我们中的一位删除了数据表，命令没有要求确认。", []),
    ],
)
def test_it_is_the_same_in_chinese(words: str, expected: list[str]) -> None:
    """With patterns of its own."""
    found = codes(CLEAN_ZH + POSTMORTEM_ZH.format(f"\n{words}"), SITE_ZH)
    assert expected == [one for one in found if one in RULES]
