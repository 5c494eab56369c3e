"""Clients from npm: a library, and the widget that Statuspage itself offers, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.clients.node import MODULES, run_node
from tests.clients.scenarios import SCENARIOS, Scenario, serve_scenario

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
