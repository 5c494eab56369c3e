"""`subscribe` in `site.yml`: the mailing list, and the organisation's own channels."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from statusgen.model.settings import EmailList, Subscribe
from statusgen.read.contacts import CONTACT
from statusgen.read.primitives import link, matching
from statusgen.read.yaml.decode import Context, Decoder, Field, Schema, Values, listing, wrong_shape
from statusgen.read.yaml.mappings import record
from statusgen.read.yaml.source import List, Node, Scalar, Table

_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?")
_VALUE: Schema = {"type": ["string", "number", "null"]}
_link = link("https", "mailto")
_https = link("https")


def _form_address(node: Node, context: Context) -> str | None:
    """Return the address of a form; its host becomes part of the policy of the page with the form."""
    found = _https.decode(node, context)
    if found and not _HOST.fullmatch(urlsplit(found).netloc):
        message = f"`{urlsplit(found).netloc}` cannot be the host of a form"
        help = "Write it in ASCII (`xn--…`), without a user name."
        context.report("bad-value", node.span, message, help)
        return None
    return found


def _hidden(node: Node, context: Context) -> tuple[tuple[str, str], ...] | None:
    """Return the fields of a form with their values; a list is a field that occurs several times."""
    if not isinstance(node, Table):
        wrong_shape(node, "a value for each name", context, "Write `hidden:`, and below it `  name: value`.")
        return None
    found = list[tuple[str, str]]()
    for key, value in node.entries:
        for one in value.items if isinstance(value, List) else (value,):
            if isinstance(one, Scalar):
                found.append((key.value, one.value))
            else:
                wrong_shape(
                    one, "the value of a field", context, "Write `name: value`, or `name: [value, value]`."
                )
    return tuple(found)


FORM = Field("form", Decoder(_form_address, _https.schema), "Where the form is sent.", required=True)
INPUT = Field(
    "field",
    matching(r"[^\s\"'<>]+", "a name", "cannot be the name of a field", "Write it as in the service's form."),
    "The name of the field for the reader's address; `email` without it.",
)
HIDDEN = Field(
    "hidden",
    Decoder(
        _hidden,
        {
            "type": "object",
            "additionalProperties": {"oneOf": [_VALUE, {"type": "array", "items": _VALUE}]},
        },
    ),
    "Further fields that the service's form has, with their values.",
)
FORM_FIELDS = (FORM, INPUT, HIDDEN)


def _list(values: Values, _: Context) -> EmailList | None:
    address = values.get(FORM)
    if not address:
        return None
    return EmailList(address=address, field=values.get(INPUT) or "email", hidden=values.get(HIDDEN) or ())


_form = record(FORM_FIELDS, _list, "`form`, `field` and `hidden`")


def _email(node: Node, context: Context) -> EmailList | None:
    if isinstance(node, Scalar):
        address = _link.decode(node, context)
        return EmailList(address=address) if address else None
    return _form.decode(node, context)


EMAIL = Field(
    "email",
    Decoder(_email, {"oneOf": [_link.schema, _form.schema]}),
    "The mailing list: its page or address, or its form.",
)
LINKS = Field("links", listing(CONTACT, "a list"), "Accounts and channels in which you post updates.")
SUBSCRIBE_FIELDS = (EMAIL, LINKS)


def build_subscribe(values: Values, _: Context) -> Subscribe:
    """Return the decoded value of `subscribe`."""
    return Subscribe(**values.given(SUBSCRIBE_FIELDS))
