"""The metrics, as a real parser of Prometheus' format reads them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from prometheus_client.parser import text_string_to_metric_families

from statusgen.pipeline.compile import compile_site
from tests.sites import THEMES, content

NOW = datetime(2026, 5, 1, 8, 30, tzinfo=UTC)
INCIDENT = """\
---
title: Trams are late
services:
  trams: partial outage
started: 2026-05-01 09:00
---
## Investigating · 2026-05-01 09:10
We look for the cause.
"""
WORK = """\
---
title: New rails
services: {trams: under maintenance}
starts: 2026-05-01 09:30
ends: 2026-05-01 11:00
---
"""


def read(files: dict[str, bytes], name: str = "metrics", *, keep_going: bool = False) -> dict[str, float]:
    """The samples of a site by name and labels."""
    result = compile_site(files, THEMES, now=NOW, keep_going=keep_going)
    (output,) = (one for one in result.outputs if one.path == name)
    families = text_string_to_metric_families(output.make().decode())
    return {
        " ".join((one.name, *one.labels.values())): one.value for family in families for one in family.samples
    }


def test_states_incidents_work_and_the_time_of_the_build() -> None:
    """Each state of each service has a line, so that rules can name those that do not hold."""
    found = read(content({"incidents/trams.md": INCIDENT, "maintenance/rails.md": WORK}))

    assert found["statusgen_service_state trams partial-outage"] == 1
    assert found["statusgen_service_state trams operational"] == 0
    assert (found["statusgen_open_incidents major"], found["statusgen_open_incidents minor"]) == (1, 0)
    assert found["statusgen_active_maintenance"] == 1
    assert found["statusgen_incomplete"] == 0
    assert found["statusgen_build_timestamp_seconds"] == NOW.timestamp()


def test_nothing_is_hidden_when_a_note_cannot_be_read() -> None:
    """The site says that it is incomplete, and the service is not confirmed rather than well."""
    broken = INCIDENT.replace("trams: partial outage", "trams: [")
    found = read(content({"incidents/trams.md": broken}), keep_going=True)

    assert found["statusgen_incomplete"] == 1
    assert found["statusgen_service_state trams operational"] == 0


@pytest.mark.parametrize("over", ["", "\n## Resolved · 2026-05-01 10:00\nThey run.\n"])
def test_a_site_with_a_state_that_is_not_confirmed_is_incomplete(over: str) -> None:
    """Also when the incident is over: the uptime of its time is not confirmed."""
    broken = INCIDENT.replace("partial outage", "partial outrage") + over
    found = read(content({"incidents/trams.md": broken}), keep_going=True)

    assert found["statusgen_incomplete"] == 1


def test_both_addresses_have_the_same() -> None:
    """Hosts know the type of only one of them."""
    files = content({"incidents/trams.md": INCIDENT})
    assert read(files) == read(files, "metrics.txt")
