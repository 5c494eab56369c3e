"""The JSON Schema of `status.json`. Within a version, fields are only added."""

from __future__ import annotations

from collections.abc import Mapping

from statusgen.model.changes import ChangeType, Risk
from statusgen.model.learning import ActionKind, FactorKind
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Status
from statusgen.model.targets import Window
from statusgen.render import urls
from statusgen.timeline.learning import ActionState
from statusgen.timeline.values import LevelState

VERSION = 1
LINKS = {
    "home": "",
    "history": urls.HISTORY,
    "uptime": urls.UPTIME,
    "subscribe": urls.SUBSCRIBE,
    "rss": urls.RSS,
    "atom": urls.ATOM,
    "json_feed": urls.JSON_FEED,
    "calendar": urls.CALENDAR,
    "statuspage": urls.SUMMARY,
}
"""Addresses of the links in `status.json` by name."""

Node = Mapping[str, object]

_TEXT: Node = {"type": "string"}
_MAYBE_TEXT: Node = {"type": ["string", "null"]}
_URL: Node = {"type": "string", "format": "uri"}
_TIME: Node = {"type": "string", "format": "date-time"}
_MAYBE_TIME: Node = {"type": ["string", "null"], "format": "date-time"}
_DAY: Node = {"type": "string", "format": "date"}
_MAYBE_DAY: Node = {"type": ["string", "null"], "format": "date"}
_FLAG: Node = {"type": "boolean"}
_PERCENT: Node = {
    "type": "string",
    "pattern": r"^[0-9]+(\.[0-9]+)?$",
    "description": "A decimal number from 0 to 100, with all its digits: many programs would round a number.",
}
_WINDOW: Node = {"enum": [one.value for one in Window]}


def _object(**properties: Node) -> Node:
    """Return a schema that requires these properties and allows those that later changes add."""
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(item: Node) -> Node:
    return {"type": "array", "items": item}


def _ref(name: str) -> Node:
    return {"$ref": f"#/$defs/{name}"}


def _label(*keys: str) -> Node:
    return _object(key={"enum": list(keys)}, text=_TEXT)


def _maybe(node: Node) -> Node:
    return {"oneOf": [node, {"type": "null"}]}


_UPTIME = _object(
    percent={"type": ["number", "null"], "minimum": 0, "maximum": 100},
    text=_TEXT,
    since=_DAY,
)

_NOTE: dict[str, Node] = {
    "id": _TEXT,
    "kind": {"enum": ["incident", "maintenance", "notice"]},
    "url": _URL,
    "title": _TEXT,
    "status": _maybe(_ref("status")),
    "severity": _maybe(_ref("severity")),
    "starts": _TIME,
    "ends": _MAYBE_TIME,
    "updated": _TIME,
    "summary": _TEXT,
    "intro": _TEXT,
    "impact": _TEXT,
    "affected": _list(
        _object(id=_TEXT, name=_TEXT, url=_URL, state=_ref("state"), planned_state=_maybe(_ref("state")))
    ),
    "latest": _maybe(_ref("update")),
    "workaround": _TEXT,
    "next_update": _MAYBE_TIME,
    "overdue": _FLAG,
    "change": _maybe(_ref("change")),
    "learning": _maybe(_ref("learning")),
}

_DEFINITIONS: Node = {
    "factor": _object(what=_TEXT, kind=_maybe(_label(*FactorKind)), supplier=_MAYBE_TEXT, why=_list(_TEXT)),
    "action": _object(
        do=_TEXT,
        kind=_maybe(_label(*ActionKind)),
        state=_label(*ActionState),
        due=_MAYBE_DAY,
        closed=_MAYBE_DAY,
        reason=_TEXT,
        owner=_MAYBE_TEXT,
        link=_MAYBE_TEXT,
        problem=_maybe(_ref("link")),
        source=_maybe(_ref("link")),
    ),
    "change": _object(
        emergency=_FLAG,
        reason=_TEXT,
        fallback=_TEXT,
        type=_maybe(_label(*ChangeType)),
        risk=_maybe(_label(*Risk)),
        tested=_TEXT,
        approvals=_list(_object(by=_TEXT, on={"type": "string", "format": "date"})),
        series=_maybe(_ref("link")),
        replaces=_maybe(_ref("link")),
        replaced_by=_list(_ref("link")),
    ),
    "link": _object(title=_TEXT, url=_URL),
    "freeze": _object(**{"from": _DAY}, until=_DAY, services=_list(_TEXT), reason=_TEXT),
    "learning": _object(
        figures=_list(_TEXT),
        factors=_list(_ref("factor")),
        actions=_list(_ref("action")),
        report_by=_MAYBE_DAY,
        report_overdue=_FLAG,
    ),
    "state": _label(*(state.key for state in ServiceState)),
    "overall_state": _label("info", *(state.key for state in ServiceState)),
    "status": _label(*(status.value for status in Status)),
    "severity": _label(*(severity.key for severity in Severity)),
    "target": _object(
        percent=_PERCENT,
        window=_WINDOW,
        start=_TIME,
        end=_TIME,
        state={"enum": [*(one.value for one in LevelState), None]},
        counted_seconds={"type": "integer", "minimum": 0},
        allowed_seconds={"type": ["integer", "null"], "minimum": 0},
        used_seconds={"type": ["integer", "null"], "minimum": 0},
        left_seconds={"type": ["integer", "null"]},
    ),
    "service": _object(
        id=_TEXT,
        name=_TEXT,
        description=_TEXT,
        group=_MAYBE_TEXT,
        url=_URL,
        state=_ref("state"),
        uptimes={
            "type": "object",
            "required": ["30_days", "90_days", "365_days", "all"],
            "additionalProperties": _UPTIME,
        },
        target={"anyOf": [_ref("target"), {"type": "null"}]},
        targets=_list(_object(percent=_PERCENT, window=_WINDOW, **{"from": _MAYBE_DAY}, until=_MAYBE_DAY)),
        sla=_maybe(_object(says=_TEXT, link=_MAYBE_TEXT)),
        depends_on=_list(_TEXT),
        causes=_list(_object(id=_TEXT, kind={"enum": ["incident", "maintenance"]}, title=_TEXT, url=_URL)),
    ),
    "update": _object(
        id=_TEXT, url=_URL, status=_ref("status"), at=_TIME, since=_MAYBE_TIME, edited=_MAYBE_TIME, text=_TEXT
    ),
    "note": _object(**_NOTE),
    "problem": _object(**{**_NOTE, "kind": {"const": "problem"}, "incidents": _list(_TEXT)}),
}

SCHEMA: Node = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "The state of a status site made by statusgen",
    **_object(
        version={"const": VERSION},
        site=_object(
            name=_TEXT,
            description=_TEXT,
            url=_URL,
            language=_TEXT,
            time_zone=_TEXT,
            home_page=_MAYBE_TEXT,
            contacts=_list(_object(label=_TEXT, url=_TEXT)),
        ),
        as_of=_TIME,
        next_change=_TIME,
        overall=_object(state=_ref("overall_state"), sentence=_TEXT, detail=_TEXT),
        groups=_list(_object(name=_TEXT, state=_ref("state"), services=_list(_TEXT))),
        services=_list(_ref("service")),
        incidents=_list(_ref("note")),
        maintenance=_object(active=_list(_ref("note")), planned=_list(_ref("note"))),
        freezes=_list(_ref("freeze")),
        notices=_list(_ref("note")),
        problems=_list(_ref("problem")),
        learned=_list(_ref("note")),
        languages=_list(_object(code=_TEXT, name=_TEXT, url=_URL)),
        links=_object(**dict.fromkeys(LINKS, _URL)),
    ),
    "$defs": _DEFINITIONS,
}
