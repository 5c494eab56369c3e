"""How near the rules come to an editor on real updates; the halves that they were not tuned on count most."""

from __future__ import annotations

import pytest

from statusgen.model.diagnostics import Level
from tests.evidence.measure import Score, labelled, measure


@pytest.fixture(scope="module", params=["tuning", "test"])
def half(request: pytest.FixtureRequest) -> str:
    """One half of the evidence."""
    return str(request.param)


@pytest.fixture(scope="module")
def english(half: str) -> Score:
    """The scores of English updates."""
    return measure(labelled(half, "en"))


@pytest.fixture(scope="module")
def chinese(half: str) -> Score:
    """The scores of Chinese updates."""
    return measure(labelled(half, "zh"))


def test_findings_are_right(english: Score, chinese: Score) -> None:
    """An editor demands them or would let them pass; the more serious, the surer."""
    assert english.precision >= 0.85
    assert english.precision_of(Level.ERROR, Level.WARNING) >= 0.9
    assert english.precision_of(Level.ERROR) >= 0.95
    assert chinese.precision >= english.precision - 0.1
    assert chinese.precision_of(Level.ERROR) >= 0.95


def test_what_an_editor_demands_is_found(english: Score, chinese: Score) -> None:
    """Over all, and for the rules that matter most."""
    assert english.recall >= 0.75
    assert english.recall_of("jargon") >= 0.7
    assert english.recall_of("title-vague") >= 0.8
    for rule in ("next-update-missing", "placeholder", "tz-missing"):
        assert (rule, english.recall_of(rule) >= 0.9) == (rule, True)
    assert chinese.recall >= english.recall - 0.1


def test_there_is_enough_evidence() -> None:
    """More than 120 updates, in halves of the same size."""
    counts = {
        (half, language): len(labelled(half, language))
        for half in ("tuning", "test")
        for language in ("en", "zh")
    }
    assert sum(counts.values()) >= 120
    assert all(abs(counts["tuning", one] - counts["test", one]) <= 1 for one in ("en", "zh"))
