"""Webhooks that get JSON in the form of Statuspage's, made from the API files of the published site."""

from __future__ import annotations

import json
import re

from statusgen.model.ids import note_code
from statusgen.notify.addresses import host_label
from statusgen.notify.channel import Channel, Delivery, Failure
from statusgen.notify.http_client import post_message
from statusgen.notify.new_entries import Message
from statusgen.render.urls import SUBSCRIBE, SUMMARY, note_file_address

_NOTE = re.compile(r":((incident|maintenance|notice)/[^/]+)")
"""The key of a note and its kind, in the id of a feed item."""
_DOCUMENTATION = "https://support.atlassian.com/statuspage/docs/enable-webhook-notifications/"


def _unsupported(message: Message) -> str:
    note = _NOTE.search(message.id)
    return "not for webhooks, which have no form for notices" if note and note[2] == "notice" else ""


def _send(delivery: Delivery) -> Failure | None:
    payload = _payload(delivery)
    if payload is None:
        why = "the API of the published site does not have it; build the site again"
        return Failure(why, retry=False)
    return post_message(delivery, json.dumps(payload, ensure_ascii=False).encode(), "application/json")


def _payload(delivery: Delivery) -> dict[str, object] | None:
    """Return the JSON for a message; None if the published API does not have its incident."""
    note = _NOTE.search(delivery.message.id)
    if note is None:
        return None
    pages = delivery.pages
    try:
        summary = json.loads((pages / SUMMARY).read_bytes())
        incident = json.loads((pages / note_file_address(note_code(note[1]))).read_bytes())
        page, status = summary["page"], summary["status"]
        return {
            "meta": {
                "unsubscribe": f"{page['url']}/{SUBSCRIBE}",
                "documentation": _DOCUMENTATION,
                "generated_at": page["updated_at"],
            },
            "page": {
                "id": page["id"],
                "status_indicator": status["indicator"],
                "status_description": status["description"],
            },
            "incident": dict(incident),
        }
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


STATUSPAGE_WEBHOOK = Channel(
    name="webhook",
    send=_send,
    label=host_label,
    variable="STATUSGEN_WEBHOOKS",
    summary="addresses that get JSON in the form of Statuspage's webhooks",
    unsupported=_unsupported,
)
