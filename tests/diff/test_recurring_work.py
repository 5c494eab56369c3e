"""`check` compares recurring work with what was committed if nothing is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from statusgen.cli.main import main
from tests.diff.test_compare import git, save
from tests.pipeline.test_series import NOTE, PATH
from tests.sites import content

FILE = f"content/{PATH}"
EDITED = NOTE.replace("every first", "every second").replace("2026-06-07", "2026-06-14")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with recurring work."""
    monkeypatch.chdir(tmp_path)
    for path, data in content({PATH: NOTE}).items():
        save(tmp_path / "content" / path, data.decode())
    return tmp_path


def checked(capsys: pytest.CaptureFixture[str]) -> str:
    """What `check` says on a day in July."""
    main(["check", "--now", "2026-07-10T12:00Z"])
    return capsys.readouterr().out


def test_an_edit_is_compared_with_the_last_commit(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before it is committed, and in the commit itself."""
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "Plan")
    save(site / FILE, EDITED)
    assert "error[past-occurrence-lost]" in checked(capsys)
    git("commit", "-qam", "Another rule")
    assert "error[past-occurrence-lost]" in checked(capsys)
    save(site / FILE, NOTE)
    git("commit", "-qam", "The rule again")
    save(site / "content/pages/about.md", "---\ntitle: About\n---\nUs.\n")
    assert "past-occurrence" not in checked(capsys)


@pytest.mark.usefixtures("site")
def test_without_anything_to_compare_with_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """As a hint, which fails nothing."""
    assert "info[past-occurrences-unknown]" in checked(capsys)
    assert 0 == main(["check", "--strict", "--now", "2026-07-10T12:00Z"])


def test_a_published_site_counts_before_commits(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It knows what readers were shown."""
    main(["build", "--now", "2026-07-10T12:00Z"])
    save(site / FILE, EDITED)
    out = checked(capsys)
    assert "error[past-occurrence-lost]" in out
    assert "past-occurrences-unknown" not in out
