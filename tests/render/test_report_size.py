"""The pages of monthly reports stay small, however long the history is."""

from __future__ import annotations

import pytest

from tests.bench.home import compressed
from tests.bench.reports import MOST, REPORTS, report_pages


@pytest.mark.parametrize(
    "incidents", [10, *(pytest.param(many, marks=pytest.mark.slow) for many in (1_000, 10_000))]
)
def test_the_pages_of_reports_stay_small(incidents: int) -> None:
    """With 50 services with targets, and all parts."""
    sizes = {path: compressed(page) for path, page in report_pages(incidents).items()}

    assert {*REPORTS} == sizes.keys()
    assert max(sizes.values()) <= MOST
