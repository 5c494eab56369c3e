"""The interface's names for states, statuses and severities, and the sentences made of them.

The English text is the key of the theme's catalogues.
"""

from __future__ import annotations

from decimal import Decimal

from statusgen.model.settings import Weights
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
}


AFFECTED_LATER = N_("Affected during the work")
"""What comes before services with their states in planned work: true before the work, and during it."""


def incomplete_text(words: Formatter) -> str:
    """What readers must know while a message could not be shown, or not completely."""
    return words.texts.gettext(
        "One of our messages could not be shown completely."
        " If something does not work for you, please contact us."
    )


def kind_label(words: Formatter, kind: Kind) -> Label:
    """The label of a kind of notes."""
    return Label(kind.value, words.texts.gettext(KINDS[kind]))


def state_label(words: Formatter, state: ServiceState | None) -> Label:
    """A state's label; `unknown` for None."""
    if state is None:
        return Label("unknown", words.texts.gettext("No data yet"))
    return Label(state.key, words.texts.gettext(STATES[state]))


def status_label(words: Formatter, status: Status) -> Label:
    """A status's label."""
    return Label(status.value, words.texts.gettext(status.facts.label))


def severity_label(words: Formatter, severity: Severity) -> Label:
    """A severity's label."""
    return Label(severity.key, words.texts.gettext(SEVERITIES[severity]))


def uptime_method(words: Formatter, weights: Weights) -> str:
    """One sentence about what the uptime figures count."""
    text = words.texts.gettext(
        "Uptime is the share of time in which a service worked: a major outage counts as %(major)s down, "
        "a partial outage as %(partial)s, degraded as %(degraded)s. Planned maintenance does not count."
    )
    return text % {
        "major": share(words, weights.major_outage),
        "partial": share(words, weights.partial_outage),
        "degraded": share(words, weights.degraded),
    }


def share(words: Formatter, weight: float) -> str:
    """A weight as readers see it: `30%`."""
    return percent(words, float(Decimal(repr(weight)) * 100))
