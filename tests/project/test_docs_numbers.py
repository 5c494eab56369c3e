"""Numbers that docs and texts for readers name are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from statusgen.authoring.fields import USUAL_WAIT
from statusgen.notify.deliver import Limits
from statusgen.notify.run import MAX_AGE, MAX_OLD
from statusgen.read.appearance import MAX_LOGO_BYTES
from statusgen.render.api import files as api
from statusgen.render.calendars import KEPT
from statusgen.render.pages import measures, month_report, reports
from statusgen.render.pages.note import FOLLOWED
from statusgen.reporting.diagnostics_text import MOST_FINDINGS
from statusgen.timeline import lengths
from statusgen.timeline.calendar import DAYS
from statusgen.timeline.uptime import WINDOWS

ROOT = Path(__file__).parents[2]
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
SENTENCES = [
    ("api.md", f"| the newest {api.MOST} incidents |"),
    ("api.md", f"| the newest {api.MOST} maintenances |"),
    ("calendars.md", f"for {FOLLOWED.days} days after its end"),
    ("subscribe.md", f"for {FOLLOWED.days} days after its end"),
    ("calendars.md", f"that of the last {KEPT.days} days"),
    ("commands.md", f"promised in {USUAL_WAIT} minutes"),
    ("commands.md", f"receiver, {Limits().receiver:g} seconds without it"),
    ("notify.md", f"one receiver, {Limits().receiver:g} without it"),
    ("commands.md", f"More than {MAX_OLD} entries"),
    ("notify.md", f"more than {MAX_OLD} new entries"),
    ("notify.md", f"more than {MAX_AGE.days} days ago"),
    ("plain-language.md", f"At most {NUMBERS[MOST_FINDINGS]} findings"),
    ("reports.md", f"the last {reports.MONTHS} months"),
    ("reports.md", f"With more than {month_report.ALL_SHOWN} services"),
    ("reports.md", f"the newest {measures.MOST_LISTED} incidents"),
    ("reports.md", f"the last {NUMBERS[lengths.QUARTERS - 1]} whole quarters"),
    ("themes.md", f"at most {MAX_LOGO_BYTES // 1000} kB"),
    ("uptime.md", f"the last {WINDOWS[0]}, {WINDOWS[1]} and {WINDOWS[2]} days"),
    ("uptime.md", f"the last {WINDOWS[0]}, {WINDOWS[1]} or {WINDOWS[2]}"),
    ("uptime.md", f"\n{DAYS} calendar days"),
]


@pytest.mark.parametrize(("page", "sentence"), SENTENCES)
def test_the_documentation_has_the_numbers_of_the_code(page: str, sentence: str) -> None:
    """Whoever changes a number finds the sentence."""
    assert sentence in (ROOT / "docs" / page).read_text(encoding="utf-8")


def test_texts_of_the_theme_have_the_days_of_the_bars() -> None:
    """Bars and promises are about the same days, which is one of the windows of uptime."""
    files = [
        path for path in (ROOT / "themes/default").rglob("*.*") if path.suffix in (".html", ".md", ".po")
    ]
    wrong = {
        f"{path.relative_to(ROOT)}: {days}"
        for path in files
        for days in re.findall(r"the last (\d+) days", path.read_text(encoding="utf-8"))
        if int(days) != DAYS
    }

    assert set() == wrong
    assert DAYS in WINDOWS
