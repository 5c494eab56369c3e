"""The home page fits the first round trip, however long the history is."""

from __future__ import annotations

import pytest

from tests.bench.home import FIRST_ROUND_TRIP, HOMES, compressed, home_pages


@pytest.mark.parametrize(
    "incidents", [10, *(pytest.param(many, marks=pytest.mark.slow) for many in (1_000, 10_000))]
)
def test_the_home_page_fits_the_first_round_trip(incidents: int) -> None:
    """With its style sheet, 50 services, three open incidents, in every language of the interface."""
    sizes = {path: compressed(page) for path, page in home_pages(incidents).items()}

    assert {*HOMES} == sizes.keys()
    assert max(sizes.values()) <= FIRST_ROUND_TRIP


def test_no_request_delays_the_first_look() -> None:
    """The home page asks for no style sheet, and for scripts only once it is shown."""
    home = home_pages(10)["index.html"].decode()

    assert '<link rel="stylesheet"' not in home
    assert home.count("<script") == home.count("<script defer")
