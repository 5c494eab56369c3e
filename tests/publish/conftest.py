"""Sites that several tests of publishing replace, damage or kill the builds of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import NOTE, Two, two_sites, write
from tests.sites import content


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Two:
    """Two sites with so many files that several processes make them."""
    return two_sites(tmp_path_factory.mktemp("large"), pictures=520)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Two:
    """Two sites of some files each."""
    return two_sites(tmp_path_factory.mktemp("small"))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The content of a site with one note."""
    return write(tmp_path / "content", content({"incidents/cards.md": NOTE}))
