"""`report --month`: the figures of a month as text, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from statusgen.cli.main import main

SITE = """\
name: Larkmoor Trams
url: https://trams.example/
site id: trams
"""
SERVICES = """\
services:
  - {id: trams, name: Trams, since: 2026-01-01, slo: {target: 99.9, window: month}}
  - {id: website, name: Website, since: 2026-01-01}
"""
STOP = """\
---
title: Trams stop
services: {trams: major outage}
started: 2026-05-04 09:00
detected: 2026-05-04 09:05
---
## Investigating · 2026-05-04 09:20
next update: 09:50
We look for the cause.
## Resolved · 2026-05-04 10:30
since: 10:10
They run.
"""
RAILS = """\
---
title: New rails
services: {trams: under maintenance}
starts: 2026-05-10 01:00
ends: 2026-05-10 03:00
---
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with an incident and planned work in May."""
    files = {
        "site.yml": SITE,
        "services.yml": SERVICES,
        "incidents/stop.md": STOP,
        "maintenance/rails.md": RAILS,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def report(
    content: Path, capsys: pytest.CaptureFixture[str], *args: str, now: str = "2026-06-10"
) -> tuple[int, str, str]:
    """The return code of the command, and what it prints."""
    try:
        code = main(["report", "--content", str(content), "--now", f"{now}T12:00Z", *args])
    except SystemExit as stopped:  # by the parser of arguments
        code = int(str(stopped.code))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_the_text_has_what_can_be_steered_first(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """70 minutes were down, of 44 that 742 hours allow."""
    code, text, _ = report(content, capsys, "--month", "2026-05")
    assert code == 0
    assert text.startswith("2026-05: 1 incident, 1 maintenance\n")
    assert "  promised updates kept         ░░░░░░░░░░░░░░░░░░░░   0%  (0 of 1)" in text
    assert "  first update after the start  longest 20 min (1 of 1)" in text
    assert "99.9% (month): missed, 1 h 10 min of 44 min, over by 25 min" in text
    assert (
        "More downtime than the target allows:\n  trams\n    2026-05-04 09:00  1 h 10 min  Trams stop" in text
    )
    assert "  2026-05-10 01:00  as planned  New rails (rails)" in text
    assert text.index("promised updates kept") < text.index("Services (") < text.index("Incidents (")


def test_the_data_is_the_same(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In JSON, and in a table with a line for each value."""
    _, out, _ = report(content, capsys, "--month", "2026-05", "--format", "json")
    data: dict[str, Any] = json.loads(out)
    trams, website = data["services"]
    assert (trams["down_seconds"], trams["planned_seconds"]) == (4200, 7200)
    assert (trams["target"]["state"], trams["target"]["left_seconds"]) == ("missed", -1529)
    assert website["target"] is None
    (stop,) = data["incidents"]
    assert (stop["restored"], stop["end_posted"]) == (
        "2026-05-04T10:10:00+00:00",
        "2026-05-04T10:30:00+00:00",
    )
    assert data["measures"]["over_until_posted_seconds"] == {
        "count": 1, "of": 1, "median": None, "quartiles": None, "longest": 1200,
    }  # fmt: skip

    _, out, _ = report(content, capsys, "--month", "2026-05", "--format", "csv")
    rows = {(part, id_, name): value for part, id_, name, value in csv.reader(io.StringIO(out))}
    assert rows["services", "trams", "target_left_seconds"] == "-1529"
    assert rows["incidents", "stop", "seconds_in_month"] == "4200"
    assert rows["measures", "", "promises_made"] == "1"
    assert rows["is_over", "", ""] == "true"


@pytest.mark.parametrize(
    ("head", "words", "kind", "seconds"),
    [
        ("announced: 2026-05-07 01:00\n", "as planned, announced 3 days before", None, 259_200),
        ("announced: 2026-05-10 02:00\n", "as planned, not announced before", None, 0),
        ("change: normal\n", "as planned", None, None),
        ("change: emergency\n", "as planned, emergency", "emergency", None),
    ],
)
def test_planned_work_has_its_notice_and_type(
    head: str,
    words: str,
    kind: str | None,
    seconds: int | None,
    content: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The type as far as readers see it, the notice if it is known."""
    (content / "maintenance/rails.md").write_text(RAILS.replace("title:", f"{head}title:"), "utf-8")
    _, text, _ = report(content, capsys, "--month", "2026-05")
    assert f"  2026-05-10 01:00  {words}  New rails (rails)" in text
    _, out, _ = report(content, capsys, "--month", "2026-05", "--format", "json")
    (work,) = json.loads(out)["maintenance"]
    assert (kind, seconds) == (work["type"], work["notice_seconds"])


def test_a_month_that_is_not_over_says_so(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its target is missed already."""
    _, text, _ = report(content, capsys, "--month", "2026-05", now="2026-05-20")
    assert text.startswith("2026-05 so far: ")
    assert "missed already" in text


@pytest.mark.parametrize(
    ("args", "error"),
    [
        (["--month", "2026-13"], "2026-13 is not a month; write it as 2026-05"),
        (["--month", "2026-05", "--months", "12"], "argument --months: not allowed with argument --month"),
        (["--month", "May"], "May is not a month; write it as 2026-05"),
        (["--month", "2026-04"], "there is no report of 2026-04; there are those of 2026-05 to 2026-06"),
        (["--month", "2026-07"], "there is no report of 2026-07; there are those of 2026-05 to 2026-06"),
        (["--format", "csv"], "--format csv needs --month, such as --month 2026-05"),
    ],
)
def test_mistakes(args: list[str], error: str, content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each says what to write."""
    code, out, err = report(content, capsys, *args)
    assert (code, out) == (2, "")
    assert error in err


def test_withdrawn_incidents_are_counted_as_such_alone(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They use no target, and are in no list."""
    path = content / "incidents" / "stop.md"
    path.write_text(STOP.replace("---\n", "---\nwithdrawn: It was another line.\n", 1), "utf-8")
    _, text, _ = report(content, capsys, "--month", "2026-05")
    assert "0 incidents" in text
    assert "posted in error               1" in text
    assert "Trams stop" not in text


def test_mistakes_in_the_content_give_no_figures(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is left of it would be untrue: here the target would be gone in silence."""
    path = content / "services.yml"
    path.write_text(SERVICES.replace("target: 99.9", "target: '99,9'"), "utf-8")
    code, out, err = report(content, capsys, "--month", "2026-05")
    assert (code, out) == (1, "")
    assert "Write `99.9`, with a point." in err


def test_instants_are_those_of_every_incident_of_the_month(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also of one that began in the month before."""
    path = content / "incidents" / "stop.md"
    path.write_text(STOP.replace("started: 2026-05-04", "started: 2026-04-30"), "utf-8")
    _, out, _ = report(content, capsys, "--month", "2026-05", "--format", "json")
    (stop,) = json.loads(out)["incidents"]
    assert stop["end_posted"] == "2026-05-04T10:30:00+00:00"


def test_incidents_by_changes_are_no_share_of_them(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Several can have one cause, which can be of an earlier month."""
    for name in ("stop", "again"):
        text = STOP.replace("---\n", "---\ncaused by: rails\n", 1)
        (content / "incidents" / f"{name}.md").write_text(text, "utf-8")
    _, out, _ = report(content, capsys, "--month", "2026-05")
    assert "caused by announced changes   2 (1 such change began in the month)" in out
