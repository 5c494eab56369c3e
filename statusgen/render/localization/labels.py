"""Interface texts: names of states, statuses, severities and kinds, and sentences about them.

The English text is the key of the theme's catalogues.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from statusgen.model.changes import ChangeType, Risk
from statusgen.model.learning import ActionKind, Detection, FactorKind
from statusgen.model.settings import Contact, Weights
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Kind, Status
from statusgen.model.text import N_
from statusgen.render.localization.formatter import Formatter, percent
from statusgen.render.views.words import Label
from statusgen.timeline.learning import ActionState

STATES = {
    ServiceState.OPERATIONAL: N_("Operational"),
    ServiceState.UNDER_MAINTENANCE: N_("Under maintenance"),
    ServiceState.UNCONFIRMED: N_("Not confirmed"),
    ServiceState.DEGRADED: N_("Degraded"),
    ServiceState.PARTIAL_OUTAGE: N_("Partial outage"),
    ServiceState.MAJOR_OUTAGE: N_("Major outage"),
}

SEVERITIES = {
    Severity.NONE: N_("No impact"),
    Severity.MINOR: N_("Minor"),
    Severity.MAJOR: N_("Major"),
    Severity.CRITICAL: N_("Critical"),
}


KINDS = {
    Kind.INCIDENT: N_("Incident"),
    Kind.MAINTENANCE: N_("Maintenance"),
    Kind.NOTICE: N_("Notice"),
    Kind.PROBLEM: N_("Problem"),
}


CHANGES = {
    ChangeType.STANDARD: N_("Routine work"),
    ChangeType.NORMAL: N_("Planned work"),
    ChangeType.EMERGENCY: N_("Urgent work"),
}

RISKS = {
    Risk.LOW: N_("Low"),
    Risk.MEDIUM: N_("Medium"),
    Risk.HIGH: N_("High"),
}

DETECTIONS = {
    Detection.MONITORING: N_("Our monitoring"),
    Detection.CUSTOMERS: N_("Customers"),
    Detection.STAFF: N_("Our staff"),
    Detection.SUPPLIER: N_("Supplier"),
    Detection.OTHER: N_("Others"),
}

FACTORS = {
    FactorKind.CHANGE: N_("Change"),
    FactorKind.SOFTWARE: N_("Software"),
    FactorKind.SETTINGS: N_("Settings"),
    FactorKind.CAPACITY: N_("Capacity"),
    FactorKind.HARDWARE: N_("Hardware"),
    FactorKind.NETWORK: N_("Network"),
    FactorKind.POWER_OR_PLACE: N_("Power or premises"),
    FactorKind.SUPPLIER: N_("Supplier"),
    FactorKind.PEOPLE_AND_PROCEDURE: N_("People and procedures"),
    FactorKind.ATTACK: N_("Attack"),
    FactorKind.UNKNOWN: N_("Cause unknown"),
}

ACTIONS = {
    ActionKind.PREVENT: N_("Prevention"),
    ActionKind.DETECT: N_("Detection"),
    ActionKind.LESSEN: N_("Mitigation"),
    ActionKind.REPAIR: N_("Repair"),
    ActionKind.RESPOND: N_("Response"),
}

ACTION_STATES = {
    ActionState.LATE: N_("Late"),
    ActionState.OPEN: N_("Open"),
    ActionState.DONE: N_("Done"),
    ActionState.DROPPED: N_("Dropped"),
}


WHY = N_("Why we do this")
"""The heading of the reason of planned work."""
IF_IT_FAILS = N_("If it does not work")
"""The heading of its fallback."""
AFFECTED_LATER = N_("Affected during the work")
"""The heading of affected services in planned work, valid before the work and during it."""


def incomplete_text(fmt: Formatter, contacts: Sequence[Contact] = ()) -> str:
    """Return the warning while a note could not be published completely; contacts are those of the site."""
    if not contacts:
        return fmt.texts.gettext("One of our updates cannot be shown completely.")
    return fmt.texts.gettext(
        "One of our updates cannot be shown completely."
        " If something does not work for you, please contact us."
    )


def kind_label(fmt: Formatter, kind: Kind) -> Label:
    """Return the label of a kind of notes."""
    return Label(kind.value, fmt.texts.gettext(KINDS[kind]))


def state_label(fmt: Formatter, state: ServiceState | None) -> Label:
    """Return the label of a state; `unknown` for None."""
    if state is None:
        return Label("unknown", fmt.texts.gettext("No data yet"))
    return Label(state.key, fmt.texts.gettext(STATES[state]))


def status_label(fmt: Formatter, status: Status) -> Label:
    """Return the label of a status."""
    return Label(status.value, fmt.texts.gettext(status.facts.label))


def severity_label(fmt: Formatter, severity: Severity) -> Label:
    """Return the label of a severity."""
    return Label(severity.key, fmt.texts.gettext(SEVERITIES[severity]))


def change_label(fmt: Formatter, change: ChangeType) -> Label:
    """Return the label of a type of changes."""
    return Label(change.value, fmt.texts.gettext(CHANGES[change]))


def risk_label(fmt: Formatter, risk: Risk) -> Label:
    """Return the label of a risk."""
    return Label(risk.value, fmt.texts.gettext(RISKS[risk]))


def detection_label(fmt: Formatter, detection: Detection) -> Label:
    """Return the label of a way of noticing."""
    return Label(detection.value, fmt.texts.gettext(DETECTIONS[detection]))


def factor_label(fmt: Formatter, kind: FactorKind) -> Label:
    """Return the label of a kind of factors."""
    return Label(kind.value, fmt.texts.gettext(FACTORS[kind]))


def action_label(fmt: Formatter, kind: ActionKind) -> Label:
    """Return the label of a kind of actions."""
    return Label(kind.value, fmt.texts.gettext(ACTIONS[kind]))


def action_state_label(fmt: Formatter, state: ActionState) -> Label:
    """Return the label of the state of an action."""
    return Label(state.value, fmt.texts.gettext(ACTION_STATES[state]))


def uptime_method(fmt: Formatter, weights: Weights) -> str:
    """Return a sentence about how uptime is computed."""
    text = fmt.texts.gettext(
        "Uptime is the share of time in which a service worked: a major outage counts as %(major)s down, "
        "a partial outage as %(partial)s, degraded as %(degraded)s. Planned maintenance does not count."
    )
    return text % {
        "major": share(fmt, weights.major_outage),
        "partial": share(fmt, weights.partial_outage),
        "degraded": share(fmt, weights.degraded),
    }


def share(fmt: Formatter, weight: float) -> str:
    """Return a weight as a percentage: `30%`."""
    return percent(fmt, float(Decimal(repr(weight)) * 100))
