"""`services.yml` and `glossary.yml`: their keys, and decoding to the service catalog and the glossary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from statusgen.model.catalog import FormerName, Group, Service, chains
from statusgen.model.diagnostics import Related, Span
from statusgen.model.settings import Term
from statusgen.read.days import day
from statusgen.read.primitives import identifier, link
from statusgen.read.target_fields import SLA, SLO, report_early_targets
from statusgen.read.texts import text, words
from statusgen.read.yaml.decode import Context, Field, Values, did_you_mean, listing, scalar
from statusgen.read.yaml.mappings import decode_fields, record
from statusgen.read.yaml.source import Node, Scalar


@dataclass(frozen=True, slots=True)
class _Dependency:
    service: str
    span: Span


def _dependency(name: str, node: Scalar, _: Context) -> _Dependency:
    return _Dependency(name, node.span)


ID = Field("id", identifier, "Its permanent id: lower-case letters, digits and hyphens.", required=True)
NAME = Field("name", words, "Its name for customers.", required=True)
DESCRIPTION = Field("description", words, "What it is, in a sentence.")
SINCE = Field("since", day, "The day from which uptime counts.")
RETIRED = Field("retired", day, "The day from which it is no longer offered; old notes may still name it.")
DEPENDS_ON = Field(
    "depends_on",
    listing(scalar(_dependency, "the id of a service", {"type": "string"}), "a list"),
    "Ids of the services it needs.",
)
URL = Field("url", link("https", "http"), "Where customers use it.")
UNTIL = Field("until", day, "The day on which it got another name.", required=True)


def _former_name(values: Values, _: Context) -> FormerName | None:
    given = values.given((NAME, UNTIL))
    return FormerName(**given) if len(given) == 2 else None


FORMERLY = Field(
    "formerly",
    listing(record([NAME, UNTIL], _former_name, "`name` and `until`"), "a list"),
    "Its former names; what was posted under them keeps them.",
)
SERVICE_FIELDS: tuple[Field[Any], ...] = (
    ID, NAME, DESCRIPTION, SINCE, RETIRED, SLO, SLA, DEPENDS_ON, URL, FORMERLY,
)  # fmt: skip

_ATTRIBUTES = {"slo": "targets", "sla": "agreement"}
"""Attributes of `Service` by key, where the names differ."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """Service and the places of its dependencies, which are checked once all services are known."""

    service: Service
    needs: tuple[_Dependency, ...]


def _service(values: Values, context: Context) -> _Listed | None:
    given = values.given(SERVICE_FIELDS, _ATTRIBUTES)
    if not given.get("id") or not given.get("name"):
        return None
    report_early_targets(given.get("targets", ()), values.get(SINCE), values.place(SLO), context)
    needs: tuple[_Dependency, ...] = given.get("depends_on", ())
    given["depends_on"] = tuple(one.service for one in needs)
    given["formerly"] = tuple(sorted(given.get("formerly", ()), key=lambda one: one.until))
    return _Listed(Service(**given, span=values.place(ID)), needs)


SERVICES: Field[tuple[_Listed, ...]] = Field(
    "services", listing(record(SERVICE_FIELDS, _service, "`id` and `name`"), "a list"), "Services."
)
GROUP_FIELDS: tuple[Field[Any], ...] = (ID, NAME, DESCRIPTION, SERVICES)


def _group(values: Values, _: Context) -> tuple[Group, tuple[_Listed, ...]] | None:
    given = values.given(GROUP_FIELDS)
    if not given.get("id") or not given.get("name"):
        return None
    services = given.pop("services", ())
    return Group(**given, span=values.place(ID)), services


GROUPS = Field(
    "groups", listing(record(GROUP_FIELDS, _group, "`id` and `name`"), "a list"), "Groups of services."
)
CATALOG_FIELDS: tuple[Field[Any], ...] = (GROUPS, SERVICES)


@dataclass(frozen=True, slots=True)
class Catalog:
    """Groups and services of a site, in order; `zone` is the site's, for times in messages."""

    groups: tuple[Group, ...] = ()
    services: tuple[Service, ...] = ()
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))


def decode_catalog(node: Node | None, span: Span, context: Context) -> Catalog:
    """Return the catalog from `services.yml`; the first of several entries with one id counts."""
    values = decode_fields(node, CATALOG_FIELDS, context, span)
    groups = values.get(GROUPS) or ()
    listed = [
        _Listed(replace(one.service, group=group.id), one.needs)
        for group, members in groups
        for one in members
    ]
    listed += values.given((SERVICES,)).get("services", ())
    _check_unique([group for group, _ in groups], "group", context)
    _check_unique([one.service for one in listed], "service", context)
    _check_dependencies(listed, context)
    # The first of several entries with one id counts.
    unique_groups = {group.id: group for group, _ in reversed(groups)}
    unique = {one.service.id: one.service for one in reversed(listed)}
    services = tuple(reversed(unique.values()))
    return Catalog(tuple(reversed(unique_groups.values())), services, context.zone)


def _check_unique(entries: Iterable[Group | Service], what: str, context: Context) -> None:
    first: dict[str, Span] = {}
    for entry in entries:
        if entry.id in first:
            related = Related(first[entry.id], "it is given here first")
            message = f"two {what}s have the id `{entry.id}`"
            context.report("duplicate-id", entry.span, message, "Give one of them another id.", related)
        first.setdefault(entry.id, entry.span)


def _check_dependencies(listed: Iterable[_Listed], context: Context) -> None:
    needs = {one.service.id: one.needs for one in listed}
    edges = {id_: [need.service for need in wanted] for id_, wanted in needs.items()}
    for one, wanted in needs.items():
        for need in wanted:
            if need.service not in needs:
                help = did_you_mean(need.service, list(needs), "Services are listed in services.yml.")
                context.report("unknown-service", need.span, f"no service has the id `{need.service}`", help)
            elif one in chains(need.service, edges):
                message = f"`{one}` depends on `{need.service}`, which depends on `{one}`"
                context.report("dependency-cycle", need.span, message, "Remove one of the dependencies.")


TERM = Field("term", words, "The word as you use it.", required=True)
MEANING = Field("meaning", words, "What it means, in words anyone understands.", required=True)
ALSO = Field("also", listing(text, "a list"), "Other spellings.")
TERM_FIELDS: tuple[Field[Any], ...] = (TERM, MEANING, ALSO)


def _term(values: Values, _: Context) -> Term | None:
    given = values.given(TERM_FIELDS)
    return Term(**given) if given.get("term") and given.get("meaning") else None


TERMS = Field("terms", listing(record(TERM_FIELDS, _term, "`term` and `meaning`"), "a list"), "The terms.")
GLOSSARY_FIELDS: tuple[Field[Any], ...] = (TERMS,)


def decode_glossary(node: Node | None, span: Span, context: Context) -> tuple[Term, ...]:
    """Return the terms from `glossary.yml`."""
    return decode_fields(node, GLOSSARY_FIELDS, context, span).get(TERMS) or ()
