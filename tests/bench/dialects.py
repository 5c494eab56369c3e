"""The same incidents in the words of each generator: what a file of it is called, and what stands in it."""

from __future__ import annotations

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from tests.bench.corpus import GROUPS
from tests.bench.history import Incident, Update

BERLIN = ZoneInfo("Europe/Berlin")
SEVERITIES = {"degraded": "minor", "partial outage": "major", "major outage": "critical"}
BETWEEN = "\n\n<!--update-->\n\n"
"""What Hugo's theme splits the words of updates at, so that it renders Markdown once a page."""


def as_statusgen(incident: Incident) -> tuple[str, str]:
    """A note."""
    header = (
        f"title: '{incident.title}'\nservices: {{{incident.service}: {incident.state}}}\n"
        f"impact: {incident.impact}\nstarted: {incident.started:%Y-%m-%d %H:%MZ}\n"
    )
    last = incident.updates[-1]
    body = "\n".join(
        f"## {update.status} · {update.at:%Y-%m-%d %H:%MZ}\n"
        f"{_promise(incident, update, last)}\n{update.words}\n"
        for update in incident.updates
    )
    return f"incidents/{incident.id}.md", f"---\n{header}---\n\n{body}"


def _promise(incident: Incident, update: Update, last: Update) -> str:
    promised = incident.next_update if update is last else None
    return f"next update: {promised:%Y-%m-%d %H:%MZ}\n" if promised else ""


def as_hugo(incident: Incident) -> tuple[str, str]:
    """A page whose header holds all that templates sort, group and count by, and whose body is the words.

    The header is JSON, which Hugo reads fastest; lists of terms are what it groups pages by natively.
    """
    severity = SEVERITIES[incident.state]
    month = f"{incident.started.astimezone(BERLIN):%Y-%m}"
    group = int(incident.service.rpartition("-")[2]) % len(GROUPS)
    header = {
        "title": incident.title,
        "date": _iso(incident.started),
        "lastmod": _iso(incident.updates[-1].at),
        "services": [incident.service],
        "groups": [f"group-{group}"],
        "severities": list(SEVERITIES.values())[: list(SEVERITIES.values()).index(severity) + 1],
        "months": [month],
        "years": [month[:4]],
        "serviceyears": [f"{incident.service}-{month[:4]}"],
        "params": {
            "service": incident.service,
            "state": incident.state.replace(" ", "-"),
            "severity": severity,
            "impact": incident.impact,
            "ended": _iso(_ended(incident)),
            "next_update": _iso(incident.next_update),
            "updates": [
                {"status": update.status.lower(), "at": _iso(update.at), "id": f"{update.at:%Y-%m-%dT%H-%MZ}"}
                for update in incident.updates
            ],
        },
    }
    words = BETWEEN.join(update.words for update in incident.updates)
    return f"incidents/{incident.id}.md", f"{json.dumps(header)}\n\n{words}\n"


def _iso(at: datetime | None) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}" if at else ""


def _ended(incident: Incident) -> datetime | None:
    return next((update.at for update in incident.updates if update.status == "Resolved"), None)


def as_pelican(incident: Incident) -> tuple[str, str]:
    """An article."""
    header = (
        f"Title: {incident.title}\nDate: {incident.started:%Y-%m-%d %H:%M}\nSlug: {incident.id}\n"
        f"Category: {incident.service}\nSummary: {incident.impact}\n"
    )
    return f"{incident.id}.md", f"{header}\n{_as_one(incident)}"


def as_eleventy(incident: Incident) -> tuple[str, str]:
    """A page."""
    header = {
        "title": incident.title,
        "date": _iso(incident.started),
        "service": incident.service,
        "impact": incident.impact,
    }
    return f"{incident.id}.md", f"---json\n{json.dumps(header)}\n---\n{_as_one(incident)}"


def _as_one(incident: Incident) -> str:
    return "\n".join(
        f"## {update.status} · {update.at:%Y-%m-%d %H:%M} UTC\n\n{update.words}\n"
        for update in incident.updates
    )
