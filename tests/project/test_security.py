"""What SECURITY.md says is shown by tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAID = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def test_the_threat_model_names_tests_that_exist() -> None:
    """Each link leads to the file that has the test of that name."""
    named = re.findall(r"\[`(test_\w+)`\]\((tests/[\w/]+\.py)\)", SAID)
    gone = [
        f"{file}: {test}"
        for test, file in named
        if not (ROOT / file).exists() or f"def {test}(" not in (ROOT / file).read_text(encoding="utf-8")
    ]

    assert len(named) > 20
    assert [] == gone


def test_the_threat_model_leads_to_files_that_exist() -> None:
    """Tests and pages of the documentation."""
    links = set(re.findall(r"\]\(([\w/.]+\.(?:py|md))\)", SAID))

    assert [] == sorted(link for link in links if not (ROOT / link).exists())
