"""`statusgen explain`: every rule has its reasons, and its examples are true."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import pytest

from statusgen.authoring.fixes import proofread_update
from statusgen.cli.main import main
from statusgen.model.diagnostics import CODES, Span
from statusgen.model.lint_rules import LintRule, lint_rules, parse_rules
from statusgen.plain_language.rules import WORDING_RULES
from tests.sites import SITE, content

NOW = datetime(2026, 5, 1, 8, 30, tzinfo=UTC)
SMALL = content(
    site=SITE.replace("[en, zh]", "[en]").replace("{en: Larkmoor Trams, zh: 拉克莫尔有轨电车}", "Trams")
)
RULES = lint_rules()
PAIRS = ("translation-mismatch", "not-judged")
"""Their examples are texts in two languages, which no single update shows."""


def found(text: str) -> set[str]:
    """The codes of all findings, in a maintenance or an incident."""
    problems, judged = proofread_update(text, "identified", SMALL, NOW)
    return {one.code for one in problems} | {one.code for each in judged for one in each.findings}


ENTRY = """\
[jargon]
summary = "A technical term."
levels = "warning"
en = { message = "a term", help = "" }
why = "People do not know it."
source = "House rule"
bad = "latency"
good = "slow"
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"A technical term."', "A technical term.", r"^rules\.toml: .*line 2"),
        ('why = "People do not know it."\n', "", r"^rules\.toml: \[jargon\]: 'why'"),
        ('"warning"', '"loud"', r"^rules\.toml: \[jargon\]: 'loud' is not a valid Level"),
        ('"warning"', '{ info = ["now"] }', r"^rules\.toml: \[jargon\]: 'now' is not a valid Phase"),
        ("message", "words", r"^rules\.toml: \[jargon\]: .*words"),
    ],
)
def test_a_wrong_entry_is_named(old: str, new: str, message: str) -> None:
    """By its line, or by its rule."""
    assert ["jargon"] == list(parse_rules(ENTRY))
    with pytest.raises(ValueError, match=message):
        parse_rules(ENTRY.replace(old, new))


def test_a_code_is_a_rule_or_another_mistake() -> None:
    """Else `levels` would silence only one of two findings with the same code."""
    assert set() == RULES.keys() & CODES.keys()


@pytest.mark.parametrize("code", [code for code in RULES if code not in PAIRS])
def test_the_bad_example_is_found_and_the_good_one_passes(code: str) -> None:
    """What the explanation says is what the rule does."""
    assert code in found(RULES[code].bad)
    assert code not in found(RULES[code].good)


TWO_POINTS = {frozenset({"officialese-zh", "vague-time"})}
"""Rules with different advice about the same words."""


@pytest.mark.parametrize("code", RULES)
def test_no_two_rules_find_the_same_words(code: str) -> None:
    """In an example; one of the two must be in `ABOUT_WORDS`, and both in `BY_PRECISION`."""
    for text in (RULES[code].bad, RULES[code].good):
        _, judged = proofread_update(text, "identified", SMALL, NOW)
        findings = [one for each in judged for one in each.findings if one.code in WORDING_RULES]
        both = {frozenset({a.code, b.code}) for a, b in combinations(findings, 2) if _overlap(a.span, b.span)}
        assert set() == {codes for codes in both if len(codes) == 2} - TWO_POINTS


def _overlap(one: Span, other: Span) -> bool:
    is_same_line = (one.path, one.line) == (other.path, other.line)
    return is_same_line and one.column < other.end and other.column < one.end


@pytest.mark.parametrize("code", RULES)
def test_a_rule_is_explained(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Why it exists, how it weighs, a bad and a good example, and the source."""
    assert 0 == main(["explain", code])
    out = capsys.readouterr().out
    assert [] == [word for word in (code, "Weight:", "Not so:", "Better:", "Source:") if word not in out]


def test_other_codes_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    """With their level."""
    assert 0 == main(["explain", "unknown-key"])
    assert capsys.readouterr().out.startswith("unknown-key (error): An unknown key.")


def test_all_codes_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """A line each."""
    assert 0 == main(["explain"])
    assert len({**CODES, **RULES}) == len(capsys.readouterr().out.splitlines())


def test_an_unknown_code_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """And says where to look."""
    assert 2 == main(["explain", "nothing"])
    assert "statusgen explain" in capsys.readouterr().err


def test_the_documentation_tells_every_rule() -> None:
    """In the order of the table, with the same levels and words."""
    text = (Path(__file__).parents[2] / "docs/plain-language.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in text.splitlines() if line.startswith("| `")]
    expected = [[f"| `{rule.code}`", _levels(rule), f"{rule.summary} |"] for rule in RULES.values()]
    assert expected == rows


def _levels(rule: LintRule) -> str:
    return "; ".join(
        f"{level}: {', '.join(phases)}" if phases else level for level, phases in rule.phases.items()
    )
