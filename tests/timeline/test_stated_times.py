"""Times to repair of real incidents: those computed are those stated, or it is known why not."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from statusgen.pipeline.content import sound_site
from statusgen.read import read_site
from statusgen.timeline.derive import derive
from statusgen.timeline.note_summary import NoteSummary
from tests.sites import content

TABLE = Path(__file__).parents[1] / "evidence/times-to-repair.csv"
REPORTS = [*csv.DictReader(TABLE.read_text("utf-8").splitlines())]
SITE = """\
name: Platform
url: https://status.platform.example/
site id: platform
time zone: Europe/London
"""


def _incident(report: dict[str, str]) -> str:
    """An incident with the times of a report: it is over when all is repaired, and said so when resolved."""
    began, repaired = report["fault"] or report["detected"], report["repaired"]
    since = f"since: {repaired}\n" if repaired else ""
    return (
        f"---\ntitle: Trouble\nservices: {{website: major outage}}\nstarted: {began}\n---\n\n"
        f"## Resolved · {report['resolved']}\n{since}\nDone.\n"
    )


@cache
def _summaries() -> dict[str, NoteSummary]:
    notes = {f"incidents/{one['report']}.md": _incident(one) for one in REPORTS}
    read = read_site(content(notes, site=SITE))
    timeline = derive(sound_site(read), datetime(2026, 1, 1, tzinfo=UTC))
    return {one.id: one for one in timeline.incidents}


def _stated(text: str) -> timedelta:
    hours, minutes = text.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes))


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["report"])
def test_the_computed_times_are_the_stated_ones(report: dict[str, str]) -> None:
    """Unless the report counts otherwise, or its sum is wrong; then the reason is in the table."""
    incident = _summaries()[report["report"]]
    assert incident.ends
    to_repair, to_resolve = incident.ends - incident.starts, incident.posted[-1] - incident.starts

    assert (to_repair == _stated(report["to_repair"])) == (not report["repair_differs"])
    assert (to_resolve == _stated(report["to_resolve"])) == (not report["resolve_differs"])


def test_all_reports_are_compared() -> None:
    """Those that state both times. Half of the times to repair agree; seven count from the declaration."""
    differ = [one["repair_differs"] for one in REPORTS if one["repair_differs"]]
    assert (36, 18) == (len(REPORTS), len(differ))
    assert 7 == differ.count("counted from the declaration")
