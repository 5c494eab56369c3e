"""The names of statuses, states and severities in every language, as writers may type them.

The first name of each language is the one to recommend. Reading ignores case, hyphens and underscores.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

from statusgen.model.notes import Status
from statusgen.model.states import ServiceState, Severity

E = TypeVar("E", bound=Enum)

STATE_NAMES: dict[ServiceState, tuple[str, ...]] = {
    ServiceState.OPERATIONAL: ("operational", "正常", "正常运行"),
    ServiceState.UNDER_MAINTENANCE: ("under maintenance", "maintenance", "维护中"),
    ServiceState.DEGRADED: ("degraded", "degraded performance", "不太正常", "性能下降", "运行缓慢"),
    ServiceState.PARTIAL_OUTAGE: ("partial outage", "部分中断"),
    ServiceState.MAJOR_OUTAGE: ("major outage", "全面中断", "严重中断"),
}

TROUBLE = (ServiceState.DEGRADED, ServiceState.PARTIAL_OUTAGE, ServiceState.MAJOR_OUTAGE)
"""The states that an incident can give to a service, from the mildest on."""

SEVERITY_NAMES: dict[Severity, tuple[str, ...]] = {
    Severity.NONE: ("none", "无"),
    Severity.MINOR: ("minor", "轻微"),
    Severity.MAJOR: ("major", "严重"),
    Severity.CRITICAL: ("critical", "非常严重", "危急"),
}


def normalise_name(name: str) -> str:
    """`In-Progress` is `in progress`."""
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())


def lookup(names: Mapping[E, tuple[str, ...]]) -> dict[str, E]:
    """Each name, normalised, to what it names."""
    return {normalise_name(name): value for value, spellings in names.items() for name in spellings}


STATUSES_BY_NAME = lookup({status: status.names for status in Status})
STATES_BY_NAME = lookup(STATE_NAMES)
SEVERITIES_BY_NAME = lookup(SEVERITY_NAMES)

STATUS_PATTERN = "|".join(
    re.escape(name).replace(r"\ ", r"[\s_-]+") for name in sorted(STATUSES_BY_NAME, key=len, reverse=True)
)
"""A regular expression of all names of statuses, for use with `re.IGNORECASE`; longer names come first."""
