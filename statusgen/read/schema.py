"""JSON Schemas of all content files, generated from the tables that read them, for use in editors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from statusgen.read.catalog import CATALOG_FIELDS, GLOSSARY_FIELDS
from statusgen.read.note_fields import NOTE_FIELDS, TRANSLATED_FIELDS, update_file_fields
from statusgen.read.settings import SITE_FIELDS
from statusgen.read.yaml.decode import Field, Schema
from statusgen.read.yaml.mappings import object_schema

_DIALECT = "http://json-schema.org/draft-07/schema#"  # the newest that editors' YAML servers fully support


def schemas() -> dict[str, Schema]:
    """Return the JSON Schemas by file name: `site.json`, `services.json`, `incident.json` and so on."""
    found = {
        "site": _schema("site.yml", SITE_FIELDS),
        "services": _schema("services.yml", CATALOG_FIELDS),
        "glossary": _schema("glossary.yml", GLOSSARY_FIELDS),
        "translation": _schema("front matter of a translated note", TRANSLATED_FIELDS),
    }
    for kind, fields in NOTE_FIELDS.items():
        found[kind.value] = _schema(f"front matter: {kind.value}", fields)
        if kind.is_dated:
            found[f"{kind.value}-update"] = _schema(
                f"front matter: update of {kind.value}", update_file_fields(kind)
            )
    return {f"{name}.json": schema for name, schema in found.items()}


def _schema(title: str, fields: Sequence[Field[Any]]) -> Schema:
    return {"$schema": _DIALECT, "title": f"statusgen: {title}", **object_schema(fields)}
