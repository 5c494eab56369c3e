"""The interface's names for states, stages and severities, and the sentences made of them.

The English text is the key of the theme's catalogues. `N_` marks a text that is translated where it is used.
"""

from __future__ import annotations

from decimal import Decimal

from statusgen.model import Kind, ServiceState, Severity, Stage, Weights
from statusgen.render.wording import Wording, percent
from statusgen.views import Label


def N_(text: str) -> str:  # noqa: N802 - what extractors of interface texts look for
    """Mark a text for translation; it stays as it is."""
    return text


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

STAGES = {
    Stage.INVESTIGATING: N_("Investigating"),
    Stage.IDENTIFIED: N_("Identified"),
    Stage.MONITORING: N_("Monitoring"),
    Stage.RESOLVED: N_("Resolved"),
    Stage.UPDATE: N_("Update"),
    Stage.POSTMORTEM: N_("Postmortem"),
    Stage.SCHEDULED: N_("Scheduled"),
    Stage.IN_PROGRESS: N_("In progress"),
    Stage.VERIFYING: N_("Verifying"),
    Stage.COMPLETED: N_("Completed"),
    Stage.CANCELLED: N_("Cancelled"),
    Stage.EXTENDED: N_("Extended"),
}


KINDS = {
    Kind.INCIDENT: N_("Incident"),
    Kind.MAINTENANCE: N_("Maintenance"),
    Kind.NOTICE: N_("Notice"),
}


AFFECTED_LATER = N_("Affected during the work")
"""What comes before services with their states in planned work: true before the work, and during it."""


def incomplete_text(words: Wording) -> str:
    """What readers must know while a message could not be shown, or not completely."""
    return words.texts.gettext(
        "One of our messages could not be shown completely."
        " If something does not work for you, please contact us."
    )


def kind_label(words: Wording, kind: Kind) -> Label:
    """The label of a kind of notes."""
    return Label(kind.value, words.texts.gettext(KINDS[kind]))


def state_label(words: Wording, state: ServiceState | None) -> Label:
    """A state's label; `unknown` for None."""
    if state is None:
        return Label("unknown", words.texts.gettext("No data yet"))
    return Label(state.key, words.texts.gettext(STATES[state]))


def stage_label(words: Wording, stage: Stage) -> Label:
    """A stage's label."""
    return Label(stage.value, words.texts.gettext(STAGES[stage]))


def severity_label(words: Wording, severity: Severity) -> Label:
    """A severity's label."""
    return Label(severity.key, words.texts.gettext(SEVERITIES[severity]))


def uptime_method(words: Wording, weights: Weights) -> str:
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


def share(words: Wording, weight: float) -> str:
    """A weight as readers see it: `30%`."""
    return percent(words, float(Decimal(repr(weight)) * 100))
