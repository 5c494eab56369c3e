"""The names of statuses, states and severities in every language, as writers may type them.

The first name of each language is the one to recommend. Reading ignores case, hyphens and underscores.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

from statusgen.model import ServiceState, Severity, Status

E = TypeVar("E", bound=Enum)

STATUS_NAMES: dict[Status, tuple[str, ...]] = {
    Status.INVESTIGATING: ("investigating", "调查中", "正在调查"),
    Status.IDENTIFIED: ("identified", "已确认原因", "已确认", "原因已查明"),
    Status.MONITORING: ("monitoring", "观察中", "监测中", "监控中"),
    Status.RESOLVED: ("resolved", "已解决", "已恢复"),
    Status.UPDATE: ("update", "更新"),
    Status.POSTMORTEM: ("postmortem", "post mortem", "复盘", "事后分析", "事后总结"),
    Status.SCHEDULED: ("scheduled", "已计划", "计划中", "已安排"),
    Status.IN_PROGRESS: ("in progress", "进行中", "正在进行"),
    Status.VERIFYING: ("verifying", "验证中", "正在验证"),
    Status.COMPLETED: ("completed", "已完成"),
    Status.CANCELLED: ("cancelled", "canceled", "已取消"),
    Status.EXTENDED: ("extended", "已延长", "延长"),
}

STATE_NAMES: dict[ServiceState, tuple[str, ...]] = {
    ServiceState.OPERATIONAL: ("operational", "正常", "正常运行"),
    ServiceState.UNDER_MAINTENANCE: ("under maintenance", "maintenance", "维护中"),
    ServiceState.DEGRADED: ("degraded", "degraded performance", "不太正常", "性能下降", "运行缓慢"),
    ServiceState.PARTIAL_OUTAGE: ("partial outage", "部分中断"),
    ServiceState.MAJOR_OUTAGE: ("major outage", "全面中断", "严重中断"),
}

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


STATUSES_BY_NAME = lookup(STATUS_NAMES)
STATES_BY_NAME = lookup(STATE_NAMES)
SEVERITIES_BY_NAME = lookup(SEVERITY_NAMES)
