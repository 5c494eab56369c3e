"""Programs that watch a Statuspage see what the page says, without knowing that it is one of ours."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from discordstatus import DiscordStatus

from tests.clients.scenarios import SCENARIOS, Scenario, serve_scenario

pytestmark = [pytest.mark.slow, pytest.mark.clients]

EXPORTER = "from statuspage_prometheus_exporter.status_monitoring import main; main()"
METRIC = re.compile(r"^statuspage_(?P<name>\w+)\{(?P<labels>.*)\} (?P<value>[\d.e+]+)$", re.MULTILINE)


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


def test_the_page(scenario: Scenario, address: str) -> None:
    """What every client below should see is what our own API and the page itself say."""
    with urlopen(f"{address}/api/status.json") as answer:
        told = json.load(answer)

    assert scenario.state == told["overall"]["state"]["key"]
    assert scenario.open == tuple(one["title"] for one in told["incidents"])
    assert scenario.active == tuple(one["title"] for one in told["maintenance"]["active"])


def test_discord_status(scenario: Scenario, address: str) -> None:
    """A small client that asks for each of the eight files."""
    client = DiscordStatus()
    client.base_target = f"{address}/api/v2"

    assert {"indicator": scenario.indicator, "description": scenario.description} == client.status["status"]
    assert client.summary["status"] == client.status["status"]
    assert scenario.services == {
        one["name"]: one["status"] for one in client.components["components"] if not one["group"]
    }
    assert scenario.open == tuple(one["name"] for one in client.unresolved_incidents["incidents"])
    assert scenario.incidents == len(client.all_incidents["incidents"])
    works = (client.active_maintenances, client.all_maintenances)
    for found in works:
        assert scenario.active == tuple(one["name"] for one in found["scheduled_maintenances"])
    assert [] == client.upcoming_maintenances["scheduled_maintenances"]


def test_prometheus_exporter(scenario: Scenario, address: str, tmp_path: Path) -> None:
    """An exporter that turns a summary into metrics, as people run it once."""
    services = {"trams": {"name": "Larkmoor Trams", "url": f"{address}/api/v2/summary.json"}}
    (tmp_path / "services.json").write_text(json.dumps(services))
    told = {
        "RUN_MODE": "once",
        "SERVICES_JSON_PATH": str(tmp_path / "services.json"),
        "METRICS_TEXTFILE_PATH": str(tmp_path / "metrics.prom"),
    }

    subprocess.run(
        [sys.executable, "-c", EXPORTER], cwd=tmp_path, env=os.environ | told, check=True, timeout=60
    )

    metrics = (tmp_path / "metrics.prom").read_text()
    well = scenario.indicator == "none"
    assert [1.0 if well else 0.0] == _values(metrics, "service_status")
    assert [1.0] == _values(metrics, "probe_check")
    assert {name: float(state == "operational") for name, state in scenario.services.items()} == {
        name: value
        for name in scenario.services
        for value in _values(metrics, "component_status", f'component_name="{name}"')
    }
    for title in scenario.open:
        assert [1.0] == _values(metrics, "incident_info", f'incident_name="{title}"')
    for title in scenario.active:
        assert [1.0] == _values(metrics, "maintenance_info", f'maintenance_name="{title}"')
    if not scenario.open:
        assert [0.0] == _values(metrics, "incident_info")


def _values(metrics: str, name: str, label: str = "") -> list[float]:
    return [
        float(found["value"])
        for found in METRIC.finditer(metrics)
        if found["name"] == name and label in found["labels"]
    ]
