"""The state of the site in the terminal."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent
from zoneinfo import ZoneInfo

import pytest

from statusgen.cli.main import main
from statusgen.model.catalog import Service
from statusgen.model.notes import AffectedService, Incident, Maintenance, Update
from statusgen.model.settings import Settings
from statusgen.model.site import Site
from statusgen.model.states import ServiceState
from statusgen.model.status import Status
from statusgen.model.text import LocalText
from statusgen.reporting.status import describe
from statusgen.timeline.derive import derive
from tests.sites import content

DOCS = Path(__file__).parents[2] / "docs" / "reports.md"

TRAMS = Service(id="trams", name=LocalText((("en", "Trams"), ("zh", "电车"))))
TICKETS = Service(id="tickets", name=LocalText((("en", "Tickets"),)))
SETTINGS = Settings(
    name=LocalText((("en", "Larkmoor Trams"), ("zh", "拉克莫尔电车"))),
    url="https://status.example/",
    zone=ZoneInfo("Europe/Berlin"),
    languages=("en", "zh"),
)


def at(hour: int, minute: int = 0, day: int = 1) -> datetime:
    """An instant in May 2026, in UTC."""
    return datetime(2026, 5, day, hour, minute, tzinfo=UTC)


STORM = Incident(
    id="storm",
    title=LocalText((("en", "Trams are late"), ("zh", "电车晚点"))),
    services=(AffectedService("trams", ServiceState.PARTIAL_OUTAGE),),
    started=at(8),
    updates=(
        Update(status=Status.INVESTIGATING, at=at(8, 10), id="a", next_update=at(9)),
        Update(status=Status.RESOLVED, at=at(11), id="b"),
    ),
)
WORK = Maintenance(
    id="work",
    title=LocalText((("en", "New \x1b[31mticket machines"),)),
    starts=at(20),
    ends=at(22),
    services=(AffectedService("tickets", ServiceState.UNDER_MAINTENANCE),),
)


def shown(now: datetime, language: str = "en") -> str:
    """The description of a site with an incident in the morning and work in the evening."""
    site = Site(settings=SETTINGS, services=(TRAMS, TICKETS), incidents=(STORM,), maintenances=(WORK,))
    return describe(derive(site, now), language) + "\n"


def test_open_incidents_and_plans_are_told() -> None:
    """What is broken, what is being done, when the next update is due, what is planned; in local time."""
    expected = """\
        Larkmoor Trams, 2026-05-01 10:30 CEST
        1 of 2 services is not operational:
          partial outage: Trams

        Incident, investigating: Trams are late
          major since 2026-05-01 10:00 CEST; next update by 2026-05-01 11:00 CEST

        Planned maintenance: New ␛[31mticket machines
          2026-05-01 22:00 CEST to 2026-05-02 00:00 CEST
        """
    assert dedent(expected) == shown(at(8, 30))


def test_broken_promises_are_told() -> None:
    """Whoever is on duty sees that an update is overdue."""
    assert "UPDATE OVERDUE since 2026-05-01 11:00 CEST" in shown(at(9, 30))


def test_a_quiet_site_is_told_in_one_line() -> None:
    """When nothing is wrong or planned, nothing else is said."""
    expected = "Larkmoor Trams, 2026-05-03 10:00 CEST\nAll services are operational.\n"
    assert expected == shown(at(8, day=3))


def test_work_going_on_is_told_with_its_end() -> None:
    """Maintenance that has begun says until when."""
    text = shown(at(21))
    assert "  under maintenance: Tickets\n" in text
    assert "Maintenance, in progress: New" in text
    assert "  until 2026-05-02 00:00 CEST; no next update promised\n" in text


def test_content_is_told_in_the_language_asked_for() -> None:
    """What is not translated stays in the site's language."""
    text = shown(at(8, 30), "zh")
    assert "电车晚点" in text
    assert "  partial outage: 电车\n" in text


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a site that has one incident."""
    monkeypatch.chdir(tmp_path)
    note = "---\ntitle: Trams are late\n---\n\n## Investigating · 2026-05-01 09:00\n\nWe look.\n"
    for path, data in content({"incidents/2026-05-01-late.md": note}).items():
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_bytes(data)
    return tmp_path


def test_an_unknown_language_is_wrong_usage(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the languages that there are."""
    assert 0 == main(["status", "--lang", "zh"])
    assert 2 == main(["status", "--lang", "xx"])
    assert "the site has no language xx; it has en, zh" in capsys.readouterr().err


def test_one_is_no_plural(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the report about communication."""
    assert 0 == main(["report"])
    assert capsys.readouterr().out.startswith("1 incident, 1 update\n")


OLD = """\
---
title: Old wires
opened: 2026-05-01
actions:
  - do: New wires
    kind: prevent
    due: 2026-05-31
  - do: A list of wires
    owner: wire team
  - do: A wire alarm
    owner: wire team
    due: 2026-07-01
---
"""
STOPPED = """\
---
title: Stop
services: {{trams: partial outage}}
started: {day} 09:00
detected: {day} 09:04
detected by: monitoring
problem: old
---

## Investigating · {day} 09:10

We look.

## Resolved · {day} 10:00
report by: 2026-06-01

Trams run.
"""
LEARNING = {
    "problems/old.md": OLD,
    "incidents/2026-05-02-stop.md": STOPPED.format(day="2026-05-02"),
    "incidents/2026-06-02-stop.md": STOPPED.format(day="2026-06-02").replace("report by: 2026-06-01\n", ""),
}
NOW = ["--now", "2026-06-10T12:00Z"]


@pytest.fixture
def learning(folder: Path) -> None:
    """Two incidents with a problem behind them in the current folder."""
    for path, data in content(LEARNING).items():
        (folder / "content" / path).parent.mkdir(exist_ok=True)
        (folder / "content" / path).write_bytes(data)
    (folder / "content/incidents/2026-05-01-late.md").unlink()


@pytest.mark.usefixtures("learning")
def test_what_is_outstanding_is_reported_first(capsys: pytest.CaptureFixture[str]) -> None:
    """Late ones on top, then what nobody can chase, what comes again, and how trouble was found."""
    assert 0 == main(["report", *NOW])
    expected = """\
        Outstanding:
          LATE, due 2026-05-31  action (no owner): New wires (problems/old)
          LATE, due 2026-06-01  postmortem (major, promised to readers): Stop (incidents/2026-05-02-stop)
          due 2026-07-01        action (wire team): A wire alarm (problems/old)

        Actions without an owner or a day:
          no owner: New wires (problems/old)
          no day: A list of wires (problems/old)

        Repeats:
          2 incidents in 12 months come from the problem old: is it time to fix it?
            2026-05-02  Stop (incidents/2026-05-02-stop)
            2026-06-02  Stop (incidents/2026-06-02-stop)

        How trouble was found in 12 months (2 incidents):
          monitoring   ████████████████████ 100%  (2 of 2)
          noticed after the start  4 min (median of 2), 4 min (slowest)
          first update after that  6 min (median of 2), 6 min (slowest)

        2 incidents, 4 updates
        """
    assert capsys.readouterr().out.startswith(dedent(expected))


@pytest.mark.usefixtures("learning")
def test_programs_read_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    """As documented in docs/reports.md."""
    assert 0 == main(["report", "--format", "json", *NOW])
    learned = json.loads(capsys.readouterr().out)["learning"]
    example = re.search(r'"learning": (\{.*?\n  \})', DOCS.read_text("utf-8"), re.DOTALL)
    assert example
    documented = json.loads(example[1])
    assert learned.keys() == documented.keys()
    for name in ("postmortems", "actions", "repeats"):
        assert learned[name][0].keys() == documented[name][0].keys()
    assert {"incidents": 2, "known": 2, "by": {"monitoring": 2}} == learned["found_by"]
    assert [("2026-06-01", True, True)] == [
        (one["due"], one["promised"], one["late"]) for one in learned["postmortems"]
    ]
    assert [None, "wire team", "wire team"] == [one["owner"] for one in learned["actions"]]


@pytest.mark.usefixtures("learning")
def test_status_counts_what_is_late(capsys: pytest.CaptureFixture[str]) -> None:
    """Only if something is."""
    assert 0 == main(["status", *NOW])
    assert "\nLate: 1 postmortem and 1 action; see `statusgen report`.\n" in capsys.readouterr().out
    assert 0 == main(["status", "--now", "2026-05-03T12:00Z"])
    assert "Late" not in capsys.readouterr().out
