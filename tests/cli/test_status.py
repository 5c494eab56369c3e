"""The state of the site in the terminal."""

from __future__ import annotations

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
