"""Contacts in `site.yml`: a label and where it leads."""

from __future__ import annotations

from statusgen.model.settings import Contact
from statusgen.read.primitives import link
from statusgen.read.texts import words
from statusgen.read.yaml.decode import Context, Field, Values
from statusgen.read.yaml.mappings import record

LABEL = Field("label", words, "What the link says.", required=True)
URL = Field("url", link("https", "http", "mailto", "tel"), "Where it leads.", required=True)


def _contact(values: Values, _: Context) -> Contact | None:
    given = values.given((LABEL, URL))
    return Contact(**given) if len(given) == 2 else None


CONTACT = record([LABEL, URL], _contact, "`label` and `url`")
