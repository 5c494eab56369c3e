"""The figures and the example in the documentation of targets are what statusgen calculates."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from statusgen.model.settings import Weights
from statusgen.model.targets import Target, Window
from statusgen.pipeline.check import site_timeline
from statusgen.pipeline.compile import compile_site
from statusgen.reporting.month import describe_month
from statusgen.timeline.levels import Measured, level_on
from statusgen.timeline.month_figures import month_figures
from tests.sites import THEMES, Rendered, content

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [DOCS / "levels.md", DOCS / "levels.zh.md"]
_ROW = re.compile(r"^\| ([\d.]+)% \| (.+?) \| (\d+) h \| (\d+) h (\d+) min ([\d.]+) s \|$", re.MULTILINE)
_MONTHS = {743: date(2026, 3, 31), 745: date(2026, 10, 31)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_allowed_downtime_is_as_documented(page: Path) -> None:
    """Each row of the table, exactly."""
    rows = _ROW.findall(page.read_text("utf-8"))
    assert len(rows) == 7
    for percent, _, counted, hours, minutes, seconds in rows:
        length = int(counted)
        window = Window.MONTH if length in _MONTHS else Window(f"{length // 24} days")
        first = _MONTHS.get(length, date(2026, 1, 1))
        found = level_on(
            first,
            Measured(
                targets=[Target(percent=percent, window=window)],
                since=date(2026, 1, 1),
                periods=(),
                intervals=(),
                now=datetime(2026, 1, 1, 9, tzinfo=UTC),
                zone=ZoneInfo("Europe/Berlin" if window is Window.MONTH else "UTC"),
                weights=Weights(),
            ),
        )
        assert found
        documented = int(hours) * 3600 + int(minutes) * 60 + Fraction(seconds)
        assert (timedelta(hours=length), documented * 1_000_000) == (found.counted, found.allowed)


def _blocks(page: str) -> dict[str, str]:
    """The last block of code of each language on a page."""
    text = (DOCS / page).read_text("utf-8")
    return dict(re.findall(r"^```(\w+)\n(.*?)^```", text, re.MULTILINE | re.DOTALL))


def _example() -> dict[str, bytes]:
    """The site of the example: the service, and its incident."""
    blocks = _blocks("levels.md")
    site = "name: Shop\nurl: https://status.example.org/\nsite id: shop\ntime zone: UTC\n"
    return content({"incidents/checkout.md": blocks["markdown"]}, site=site, services=blocks["yaml"])


def test_the_example_is_what_readers_see() -> None:
    """The line on the page of the service."""
    result = compile_site(_example(), THEMES, now=datetime(2026, 4, 20, 12, tzinfo=UTC))
    page = Rendered(result.outputs)["services/checkout/index.md"].decode()
    assert _blocks("levels.md")["text"] in page


def test_the_measures_of_the_example_are_as_documented() -> None:
    """What `report --month` prints of its month."""
    timeline, _ = site_timeline(_example(), datetime(2026, 5, 2, 12, tzinfo=UTC))
    assert timeline
    figures = month_figures(timeline, (2026, 4))
    assert figures
    printed = describe_month(figures, timeline.site.settings.zone)
    assert _blocks("reports.md")["text"] == f"{printed}\n"
