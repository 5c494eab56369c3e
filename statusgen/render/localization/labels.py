"""Interface texts: names of states, statuses, severities and kinds, and sentences about them.

The English text is the key of the theme's catalogues.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from statusgen.model.settings import Contact, Weights
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Kind, Status
from statusgen.model.text import N_
from statusgen.render.localization.formatter import Formatter, percent
from statusgen.render.views.words import Label

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


AFFECTED_LATER = N_("Affected during the work")
"""The heading of affected services in planned work, valid before the work and during it."""


def incomplete_text(fmt: Formatter, contacts: Sequence[Contact]) -> str:
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
