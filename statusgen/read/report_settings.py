"""`reports` in `site.yml`: what the published monthly reports have, and since when their figures count."""

from __future__ import annotations

from typing import Any

from statusgen.model.settings import REPORT_PARTS, Reports
from statusgen.read.days import day
from statusgen.read.learning_fields import shown_parts
from statusgen.read.primitives import word
from statusgen.read.yaml.decode import Context, Decoder, Field, Schema, Values, one_of
from statusgen.read.yaml.mappings import record
from statusgen.read.yaml.source import Node, Scalar

PUBLIC = Field(
    "public",
    shown_parts(REPORT_PARTS),
    f"The parts to publish: {one_of(REPORT_PARTS, 'and')}.",
    may_be_empty=False,
)
FROM = Field("from", day, "The first day that counts in reports.")
REPORT_FIELDS: tuple[Field[Any], ...] = (PUBLIC, FROM)


def _build(values: Values, _: Context) -> Reports:
    """Return the decoded mapping. With a mistake in it, nothing is published."""
    return Reports() if values.lost else Reports(public=values.get(PUBLIC) or (), since=values.get(FROM))


_words = word({"public": Reports(public=REPORT_PARTS), "private": Reports()}, "reports cannot be")
_mapping = record(REPORT_FIELDS, _build, "`public` and `from`")
_SCHEMA: Schema = {"anyOf": [_words.schema, _mapping.schema]}


def _reports(node: Node, context: Context) -> Reports | None:
    return (_words if isinstance(node, Scalar) else _mapping).decode(node, context)


REPORTS = Field(
    "reports",
    Decoder(_reports, _SCHEMA),
    "`public`: the site publishes monthly reports; or which parts of them, and from which day.",
)
