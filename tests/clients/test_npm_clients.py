"""Clients from npm: a library, and the widget that Statuspage itself offers, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect

from statusgen.model.notes import Maintenance
from statusgen.model.text import LocalText
from statusgen.read.recurrence import days_of
from tests.clients.node import MODULES, run_node
from tests.clients.scenarios import SCENARIOS, Scenario, serve_scenario
from tests.served import serve_folder
from tests.sites import content

pytestmark = [pytest.mark.slow, pytest.mark.clients]

LIBRARY = """
    const { Statuspage } = require("statuspage.io");
    const client = new Statuspage("x");
    client.setApiUrl(process.argv[1]);
    const [summary, status, components, unresolved] = await Promise.all([
        client.api.getSummary(),
        client.api.getStatus(),
        client.api.getComponents(),
        client.api.incidents.getUnresolved(),
    ]);
    return { summary, status, components, unresolved };
"""
CALENDAR = """
    const ICAL = require("ical.js");
    const text = await (await fetch(`${process.argv[1]}/calendar.ics`)).text();
    const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent");
    return events.map((one) => {
        const event = new ICAL.Event(one);
        return [event.summary, event.startDate.toJSDate().toISOString()];
    });
"""
RECURRING = """\
---
title: We grind the rails
starts: 2026-03-22 02:30
ends: 2026-03-22 03:15
announced: 2026-03-01 10:00
repeat: every sunday
until: 2026-05-10
services: [trams]
---
"""
OTHER_TIMES = "until: 2026-05-10\nexceptions: {2026-05-03: cancelled, 2026-05-10: {starts: 04:00}}"
EVENTS = """
    const ICAL = require("ical.js");
    const text = await (await fetch(`${process.argv[1]}/calendar.ics`)).text();
    const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent");
    return events.map((one) => {
        const event = new ICAL.Event(one);
        const times = [event.startDate, event.endDate].map((at) => at.toJSDate().toISOString());
        return [event.uid, ...times, one.getFirstPropertyValue("status"), event.sequence,
                event.isRecurring()];
    });
"""


RULES = (
    "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=SU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH",
    "FREQ=MONTHLY;BYDAY=1SU", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE,4WE",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
)  # fmt: skip
ZONES = (
    "Europe/Berlin", "Europe/Dublin", "America/St_Johns", "America/Santiago", "Australia/Lord_Howe",
    "Pacific/Apia", "Asia/Shanghai", "Asia/Tehran", "Africa/Casablanca", "UTC",
)  # fmt: skip
EXPANSION = """
    const ICAL = require("ical.js");
    const days = (rule) => {
        const start = ICAL.Time.fromString("2024-01-01T02:30:00");
        const found = [], each = ICAL.Recur.fromString(rule).iterator(start);
        for (let next = each.next(); next && next.year < 2029; next = each.next()) {
            found.push(next.toString().slice(0, 10));
        }
        return found;
    };
    return JSON.parse(process.argv[1]).map(days);
"""


@pytest.fixture(scope="module", params=SCENARIOS, ids=lambda scenario: scenario.name)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    """One of the four moments."""
    found: Scenario = request.param
    return found


@pytest.fixture(scope="module")
def address(scenario: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site of the scenario is served."""
    with serve_scenario(scenario, tmp_path_factory.mktemp("site")) as found:
        yield found


def test_the_library(scenario: Scenario, address: str) -> None:
    """`statuspage.io` sees the same state, services and incidents."""
    told = run_node(LIBRARY, address)

    assert {"indicator": scenario.indicator, "description": scenario.description} == told["status"]["status"]
    assert told["summary"]["status"] == told["status"]["status"]
    assert scenario.services == {
        one["name"]: one["status"] for one in told["components"]["components"] if not one["group"]
    }
    assert scenario.open == tuple(one["name"] for one in told["unresolved"]["incidents"])


def test_the_widget(scenario: Scenario, address: str, tmp_path: Path, browser: Browser) -> None:
    """`@statuspage/status-widget` shows the description in a page of another host."""
    script = next((MODULES / "@statuspage" / "status-widget" / "dist").glob("src.*.js"))
    page_file = tmp_path / "page.html"
    page_file.write_text(
        f'<script src="{script.as_uri()}"></script><statuspage-widget src="{address}"></statuspage-widget>'
    )
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(page_file.as_uri())
        expect(page.locator("statuspage-widget")).to_contain_text(scenario.description)


def test_the_calendar(scenario: Scenario, address: str) -> None:
    """`ical.js` reads the planned work that the page shows."""
    found = run_node(CALENDAR, address)

    assert list(scenario.active) == [title for title, _ in found]


def test_recurring_work_in_a_calendar(tmp_path: Path) -> None:
    """`ical.js` reads an event for each day, at the local time that was meant, and believes its changes."""
    note = "maintenance/rails.md"
    with serve_folder(tmp_path) as site:
        site.build(content({note: RECURRING}), datetime(2026, 5, 1, 12, tzinfo=UTC))
        before = {uid: rest for uid, *rest in run_node(EVENTS, site.address.rstrip("/"))}
        changed = RECURRING.replace("until: 2026-05-10", OTHER_TIMES)
        site.build(content({note: changed}), datetime(2026, 5, 1, 13, tzinfo=UTC))
        after = {uid: rest for uid, *rest in run_node(EVENTS, site.address.rstrip("/"))}

    def times(day: str) -> tuple[str, str]:
        start, end, *_ = before[f"maintenance/rails/{day}@larkmoor-trams"]
        return start[11:16], end[11:16]

    assert len(before) == len(after) == 8
    assert times("2026-03-22") == ("01:30", "02:15")
    assert times("2026-03-29") == ("01:30", "02:15")  # 03:30 in summer time: clocks skip 02:30
    assert times("2026-04-05") == ("00:30", "01:15")
    assert not any(recurs for *_, recurs in before.values())
    different = {uid[18:28] for uid in before if before[uid] != after[uid]}
    assert {"2026-05-03", "2026-05-10"} == different
    cancelled, moved = (
        after[f"maintenance/rails/{day}@larkmoor-trams"] for day in ("2026-05-03", "2026-05-10")
    )
    assert cancelled[2:4] == ["CANCELLED", 1]
    assert moved[0] == "2026-05-10T02:00:00.000Z"
    assert moved[2:4] == ["CONFIRMED", 1]


def test_rules_have_the_days_of_another_program() -> None:
    """`ical.js` counts the same days over five years, and in each of ten zones they are the local ones."""
    theirs = run_node(EXPANSION, json.dumps(RULES))
    title = LocalText((("en", "Work"),))
    for rule, days in zip(RULES, theirs, strict=True):
        for zone in map(ZoneInfo, ZONES):
            starts = datetime(2024, 1, 1, 2, 30, tzinfo=zone)
            series = Maintenance(id="work", title=title, starts=starts, ends=starts, repeat=rule)
            ours = [str(day) for day, _ in days_of(series, date(2028, 12, 31), zone)]
            assert ours == days, (rule, zone.key)
