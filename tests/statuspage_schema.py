"""What clients of the Statuspage API v2 rely on, as a strict schema: every key there, and no other."""

from __future__ import annotations

from collections.abc import Mapping

from jsonschema import Draft202012Validator

Node = Mapping[str, object]

TEXT: Node = {"type": "string"}
FLAG: Node = {"type": "boolean"}
NULL: Node = {"type": "null"}
CODE: Node = {"type": "string", "pattern": "^[0-9bcdfghjklmnpqrstvwxyz]{12}$"}
TIME: Node = {
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z$",
}
DATE: Node = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def exactly(**properties: Node) -> Node:
    """An object with these keys."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def either(*nodes: Node) -> Node:
    """One of several."""
    return {"anyOf": list(nodes)}


def one_of(*values: str) -> Node:
    """A word of a list."""
    return {"enum": list(values)}


def listed(item: Node, most: int | None = None) -> Node:
    """A list, of at most so many."""
    return {"type": "array", "items": item} | ({"maxItems": most} if most else {})


STATE = one_of("operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance")
INCIDENT_STATUS = ("investigating", "identified", "monitoring", "resolved", "postmortem")
WORK_STATUS = ("scheduled", "in_progress", "verifying", "completed")

PAGE = exactly(
    id=CODE,
    name=TEXT,
    url={"type": "string", "pattern": "^https?://.*[^/]$"},
    time_zone={"type": "string", "pattern": "/"},
    updated_at=TIME,
)
STATUS = {
    "enum": [
        {"indicator": "none", "description": "All Systems Operational"},
        {"indicator": "maintenance", "description": "Service Under Maintenance"},
        {"indicator": "minor", "description": "Partially Degraded Service"},
        {"indicator": "minor", "description": "Degraded System Service"},
        {"indicator": "minor", "description": "Minor Service Outage"},
        {"indicator": "major", "description": "Partial System Outage"},
        {"indicator": "critical", "description": "Major System Outage"},
    ]
}


def _component(*, group: bool) -> Node:
    return exactly(
        id=CODE,
        name=TEXT,
        status=STATE,
        created_at=TIME,
        updated_at=TIME,
        position={"type": "integer", "minimum": 1},
        description=either({"type": "string", "minLength": 1}, NULL),
        showcase=FLAG,
        start_date=NULL if group else either(DATE, NULL),
        group_id=NULL if group else either(CODE, NULL),
        page_id=CODE,
        group={"const": group},
        only_show_if_degraded={"const": False},
        **({"components": {**listed(CODE), "minItems": 1}} if group else {}),
    )


LEAF, GROUP = _component(group=False), _component(group=True)
COMPONENT = either(LEAF, GROUP)


def _note(statuses: tuple[str, ...], impacts: tuple[str, ...], **more: Node) -> Node:
    affected = exactly(code=CODE, name=TEXT, old_status=STATE, new_status=STATE)
    update = exactly(
        id=CODE,
        status=one_of(*statuses),
        body={"type": "string", "minLength": 1},
        incident_id=CODE,
        created_at=TIME,
        updated_at=TIME,
        display_at=TIME,
        affected_components=listed(affected),
        deliver_notifications=FLAG,
        custom_tweet=NULL,
        tweet_id=NULL,
    )
    return exactly(
        id=CODE,
        name={"type": "string", "minLength": 1},
        status=one_of(*statuses),
        created_at=TIME,
        updated_at=TIME,
        monitoring_at=either(TIME, NULL),
        resolved_at=either(TIME, NULL),
        impact=one_of(*impacts),
        shortlink={"type": "string", "pattern": "^https?://"},
        started_at=TIME,
        page_id=CODE,
        incident_updates={**listed(update), "minItems": 1},
        components=listed(LEAF),
        reminder_intervals=NULL,
        **more,
    )


INCIDENT = _note(INCIDENT_STATUS, ("none", "minor", "major", "critical"))
WORK = _note(WORK_STATUS, ("maintenance",), scheduled_for=TIME, scheduled_until=TIME)
INCIDENTS, WORKS, COMPONENTS = listed(INCIDENT, 50), listed(WORK, 50), listed(COMPONENT)

HISTORY = exactly(
    months={
        **listed(
            exactly(
                year={"type": "integer"},
                name=TEXT,
                incidents=listed(
                    exactly(
                        code=CODE,
                        name=TEXT,
                        impact=one_of("none", "minor", "major", "critical", "maintenance"),
                        message=TEXT,
                        timestamp={
                            "type": "string",
                            "pattern": "^[A-Z][a-z]{2} <var data-var='date'>[0-9]{1,2}</var>, "
                            "<var data-var='time'>[0-9]{2}:[0-9]{2}</var> .+$",
                        },
                    )
                ),
            )
        ),
        "minItems": 3,
        "maxItems": 3,
    }
)

FILES: Mapping[str, Node] = {
    "api/v2/summary.json": exactly(
        page=PAGE,
        components=COMPONENTS,
        incidents=INCIDENTS,
        scheduled_maintenances=WORKS,
        status=STATUS,
    ),
    "api/v2/status.json": exactly(page=PAGE, status=STATUS),
    "api/v2/components.json": exactly(page=PAGE, components=COMPONENTS),
    "api/v2/incidents.json": exactly(page=PAGE, incidents=INCIDENTS),
    "api/v2/incidents/unresolved.json": exactly(page=PAGE, incidents=INCIDENTS),
    "api/v2/scheduled-maintenances.json": exactly(page=PAGE, scheduled_maintenances=WORKS),
    "api/v2/scheduled-maintenances/upcoming.json": exactly(page=PAGE, scheduled_maintenances=WORKS),
    "api/v2/scheduled-maintenances/active.json": exactly(page=PAGE, scheduled_maintenances=WORKS),
    "history.json": HISTORY,
}
"""By path within an edition."""


def faults(value: object, node: Node) -> list[str]:
    """What is wrong with a value, also with the order of its keys."""
    errors = Draft202012Validator(node).iter_errors(value)
    return [f"{'/'.join(map(str, one.absolute_path))}: {one.message[:200]}" for one in errors] or (
        _disorder(value, node)
    )


def _disorder(value: object, node: Node) -> list[str]:
    """Objects whose keys stand in another order than the schema's."""
    properties, item = node.get("properties"), node.get("items")
    if isinstance(value, dict) and isinstance(properties, dict):
        found = [] if list(value) == list(properties) else [f"order: {list(value)}"]
        return found + [fault for key in value for fault in _disorder(value[key], properties[key])]
    if isinstance(value, list) and isinstance(item, dict):
        return [fault for one in value for fault in _disorder(one, _fitting(one, item))]
    return []


def _fitting(value: object, node: Node) -> Node:
    choices = node.get("anyOf")
    if not isinstance(choices, list):
        return node
    fitting: Node = next(one for one in choices if Draft202012Validator(one).is_valid(value))
    return fitting
