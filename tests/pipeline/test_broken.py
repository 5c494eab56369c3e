"""Every diagnostic code has a folder of broken content and the text that a writer sees for it.

A folder lies over `_base`. `_previous/` holds last published notes, `_themes/` themes, `_without` the names
of files to take away. Folders of `import-…` codes are sites of another system. After a change, look at the
texts that `pytest --update-expected` writes as you would at any other change.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from statusgen.importers.cstate import import_cstate
from statusgen.model.diagnostics import CODES, Diagnostic
from statusgen.model.themes import Themes, add_own
from statusgen.pipeline.check import check_site
from statusgen.pipeline.compile import compile_site
from statusgen.reporting.diagnostics_text import render_text
from statusgen.storage.disk import read_themes
from tests.sites import HERE, tree

BROKEN = HERE / "broken"
NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)
BY_CHECK = (
    "site-id-missing", "action-overdue", "action-without-date", "action-without-owner",
    "no-preventing-action", "one-factor", "postmortem-due", "postmortem-overdue",
    "problem-without-incident", "comes-again", "report-after-rule", "why-ends-at-a-person",
    "past-occurrences-unknown", "endless-repeat",
    "short-notice", "not-approved", "approved-after-start", "no-fallback", "in-freeze", "outside-window",
    "collides", "collides-with-incident", "ends-late",
)  # fmt: skip
"""Codes that `check` alone looks for."""


def _content(case: Path) -> dict[str, bytes]:
    files = {**tree(BROKEN / "_base"), **tree(case)}
    files.pop("expected.txt", None)
    without = case / "_without"
    for name in without.read_text(encoding="utf-8").split() if without.exists() else ():
        del files[name]
    return files


def _diagnose(case: Path) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    if case.name.startswith("import-"):
        files = tree(case)
        files.pop("expected.txt", None)
        return files, import_cstate(files, now=NOW).diagnostics
    files = _content(case)
    own = {path.name: tree(path) for path in (case / "_themes").glob("*")}
    themes = add_own(read_themes(case), own, trust=False)
    if case.name in BY_CHECK:
        return files, check_site(files, themes, now=NOW)
    keep_going = case.name in ("kept-last-version", "left-out")
    previous = _published(case, themes) if keep_going or (case / "_previous").is_dir() else None
    return files, compile_site(files, themes, now=NOW, previous=previous, keep_going=keep_going).diagnostics


def _published(case: Path, themes: Themes) -> dict[str, bytes]:
    """What a publication of the good notes in `_previous/` left for later runs."""
    return compile_site({**tree(BROKEN / "_base"), **tree(case / "_previous")}, themes, now=NOW).records()


@pytest.mark.parametrize("code", CODES)
def test_each_code_has_its_text(code: str, request: pytest.FixtureRequest) -> None:
    """The broken folder gives its code, in the words that were agreed on."""
    case = BROKEN / code
    files, diagnostics = _diagnose(case)
    text = render_text(diagnostics, files, root="content")
    expected = case / "expected.txt"
    if request.config.getoption("--update-expected"):
        expected.write_text(text, encoding="utf-8")

    assert code in {one.code for one in diagnostics}
    assert text == expected.read_text(encoding="utf-8")


def test_no_folder_is_without_a_code() -> None:
    """A code that was removed takes its folder along."""
    folders = {path.name for path in BROKEN.iterdir() if not path.name.startswith("_")}

    assert folders == set(CODES)


def test_every_code_is_documented() -> None:
    """docs/diagnostics.md has a line for each code, with its level and meaning."""
    text = (HERE.parent / "docs" / "diagnostics.md").read_text(encoding="utf-8")

    for code, (level, meaning) in CODES.items():
        assert f"| `{code}` | {level.value} | {meaning} |" in text
