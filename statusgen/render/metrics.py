"""Metrics in the text format of Prometheus: states of services, open incidents, and the time of the build.

Its description: https://prometheus.io/docs/instrumenting/exposition_formats/. Ids need no escapes.
"""

from __future__ import annotations

from collections.abc import Iterator

from statusgen.model.output import Output
from statusgen.model.states import ServiceState, Severity
from statusgen.render.context import RenderContext, output_path
from statusgen.render.urls import METRICS
from statusgen.timeline.site_state import Timeline, active_maintenances, offered, ongoing_incidents

_Samples = Iterator[tuple[str, int]]
"""Labels, such as `{service="trams"}`, and the value."""


def metrics(context: RenderContext, timeline: Timeline) -> Iterator[Output]:
    """Yield the metrics twice: hosts know the type of a file that ends in `.txt`, monitoring asks without."""
    for address in METRICS:
        yield Output(output_path(context, address), _make_metrics, (timeline,), late=True)


def _make_metrics(timeline: Timeline) -> bytes:
    families = (
        ("service_state", "Whether a service is in a state.", _states(timeline)),
        ("open_incidents", "Number of open incidents by severity.", _incidents(timeline)),
        (
            "active_maintenance",
            "Number of maintenances in progress.",
            _one(len(active_maintenances(timeline))),
        ),
        ("incomplete", "Whether a note could not be shown, or not completely.", _one(timeline.incomplete)),
        (
            "build_timestamp_seconds",
            "Instant as of which the site was built.",
            _one(timeline.now.timestamp()),
        ),
    )
    lines = (line for name, help, samples in families for line in _family(f"statusgen_{name}", help, samples))
    return "".join(f"{line}\n" for line in lines).encode()


def _family(name: str, help: str, samples: _Samples) -> Iterator[str]:
    yield f"# HELP {name} {help}"
    yield f"# TYPE {name} gauge"
    yield from (f"{name}{labels} {value}" for labels, value in samples)


def _one(value: float) -> _Samples:
    yield "", int(value)


def _states(timeline: Timeline) -> _Samples:
    for one in offered(timeline.services):
        for state in ServiceState:
            yield f'{{service="{one.service.id}",state="{state.key}"}}', int(one.state is state)


def _incidents(timeline: Timeline) -> _Samples:
    found = [one.severity for one in ongoing_incidents(timeline)]
    for severity in Severity:
        yield f'{{severity="{severity.key}"}}', found.count(severity)
