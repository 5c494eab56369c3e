"""`slo` and `sla` of a service, as a number or in full."""

from __future__ import annotations

from datetime import date
from textwrap import indent

import pytest

from statusgen.model.catalog import Service
from statusgen.model.targets import Agreement, Target, Window
from statusgen.model.text import LocalText
from statusgen.read import read_site
from tests.sites import content, problems


def read(fields: str) -> Service:
    """The only service of a site, with these fields."""
    services = "services:\n  - id: trams\n    name: Trams\n" + indent(fields, "    ")
    reading = read_site(content(services=services))
    assert problems(reading) == []
    (service,) = reading.catalog.services
    return service


@pytest.mark.parametrize(
    ("written", "percent"), [("99.5", "99.5"), ("99.90", "99.90"), ("100", "100"), ("99.95 %", "99.95")]
)
def test_a_number_is_a_target_of_90_days(written: str, percent: str) -> None:
    """With the digits that were written."""
    assert read(f"slo: {written}\n").targets == (Target(percent=percent, window=Window.DAYS_90),)


def test_a_target_in_full() -> None:
    """Earlier ones in any order; each begins on the day after the one before it."""
    found = read(
        "slo:\n"
        "  target: 99.9\n"
        "  window: month\n"
        "  before:\n"
        "    - {target: 99.5, until: 2026-03-31, window: quarter}\n"
        "    - {target: 99, until: 2025-12-31}\n"
    )
    assert found.targets == (
        Target(percent="99", until=date(2025, 12, 31)),
        Target(percent="99.5", window=Window.QUARTER, since=date(2026, 1, 1), until=date(2026, 3, 31)),
        Target(percent="99.9", window=Window.MONTH, since=date(2026, 4, 1)),
    )


def test_a_target_from_a_day() -> None:
    """Nothing is judged before it."""
    assert read("slo: {target: 99, from: 2026-04-01}\n").targets == (
        Target(percent="99", since=date(2026, 4, 1)),
    )


def test_what_a_contract_says() -> None:
    """In words, with a link."""
    service = read("sla: {says: {en: In every month 99 %.}, link: https://example.org/terms}\n")
    words = LocalText((("en", "In every month 99 %."),))
    assert service.agreement == Agreement(words, "https://example.org/terms")
