"""Names of statuses, states, severities and kinds, as writers may type them in every language.

The English name is first; the others are those of `typed_names`. Case, hyphens and underscores do not count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

from statusgen.model.changes import ChangeType, Risk
from statusgen.model.learning import ActionKind, Detection, FactorKind
from statusgen.model.states import ServiceState, Severity
from statusgen.model.status import Status
from statusgen.read.catalogues import typed_names

E = TypeVar("E", bound=Enum)

TROUBLE = (ServiceState.DEGRADED, ServiceState.PARTIAL_OUTAGE, ServiceState.MAJOR_OUTAGE)
"""The states that an incident can give to a service, from the mildest on."""


def names_of(key: str) -> tuple[str, ...]:
    """Return the names of a status, state or severity, or the words for `true` and `false`, by its key."""
    return key.replace("-", " "), *typed_names().get(key, ())


STATUS_NAMES = {one: names_of(one.value) for one in Status}
STATE_NAMES: dict[ServiceState, tuple[str, ...]] = {
    one: names_of(one.key) for one in ServiceState if one is not ServiceState.UNCONFIRMED
}
SEVERITY_NAMES = {one: names_of(one.key) for one in Severity}
DETECTION_NAMES = {one: names_of(one.value) for one in Detection}
FACTOR_NAMES = {one: names_of(one.value) for one in FactorKind}
ACTION_NAMES = {one: names_of(one.value) for one in ActionKind}
CHANGE_NAMES = {one: names_of(one.value) for one in ChangeType}
RISK_NAMES = {one: names_of(one.value) for one in Risk}


_MARKS = "[\u0640\u064b-\u0652]"
"""Arabic vowel signs, doubling and the stroke that lengthens a word: writing them is optional."""


def normalise_name(name: str) -> str:
    """Return a name in lower case, single-spaced, without Arabic marks: `in progress` for `In-Progress`."""
    plain = re.sub(_MARKS, "", name)
    return " ".join(plain.casefold().replace("-", " ").replace("_", " ").split())


def lookup(names: Mapping[E, tuple[str, ...]]) -> dict[str, E]:
    """Return the values by each of their names, normalised."""
    return {normalise_name(name): value for value, spellings in names.items() for name in spellings}


STATUSES_BY_NAME = lookup(STATUS_NAMES)
STATES_BY_NAME = lookup(STATE_NAMES)
SEVERITIES_BY_NAME = lookup(SEVERITY_NAMES)
DETECTIONS_BY_NAME = lookup(DETECTION_NAMES)
FACTORS_BY_NAME = lookup(FACTOR_NAMES)
ACTIONS_BY_NAME = lookup(ACTION_NAMES)
CHANGES_BY_NAME = lookup(CHANGE_NAMES)
RISKS_BY_NAME = lookup(RISK_NAMES)

STATUS_PATTERN = "|".join(
    re.sub("([\u0621-\u064a])", rf"\1{_MARKS}*", re.escape(name)).replace(r"\ ", r"[\s_-]+")
    for name in sorted(STATUSES_BY_NAME, key=len, reverse=True)
)
"""Regular expression of all names of statuses, for use with `re.IGNORECASE`; longer names come first."""
