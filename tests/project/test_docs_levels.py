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
from statusgen.pipeline.compile import compile_site
from statusgen.timeline.levels import Measured, level_on
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


def test_the_example_is_what_readers_see() -> None:
    """The service, its incident, and the line on its page."""
    blocks = dict(
        re.findall(r"^```(\w+)\n(.*?)^```", (DOCS / "levels.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    )
    site = "name: Shop\nurl: https://status.example.org/\nsite id: shop\ntime zone: UTC\n"
    files = content({"incidents/a.md": blocks["markdown"]}, site=site, services=blocks["yaml"])
    result = compile_site(files, THEMES, now=datetime(2026, 4, 20, 12, tzinfo=UTC))
    page = Rendered(result.outputs)["services/checkout/index.md"].decode()
    assert blocks["text"] in page
