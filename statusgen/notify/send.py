"""How each kind of target is spoken to. What goes wrong is told without a word of the address."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from statusgen.notify.news import Message
from statusgen.notify.targets import Means, Target
from statusgen.prose.text import html_to_text, with_written_numbers

_TIMEOUT = 20
_MAIL = ("mailto:", "mailtos:")
"""Apprise makes the text of a mail from its HTML, and leaves out the numbers of lists."""


def sender(out: Path) -> Mapping[Means, Any]:
    """By the means of a target, what sends a message to it: see `deliver.Send`. `out` is the site."""
    return {
        Means.SERVICE: _to_service,
        Means.WEBHOOK: lambda target, message: _to_webhook(target, message, out),
        Means.HUB: _to_hub,
    }


def _to_service(target: Target, message: Message) -> str:
    """By Apprise, in HTML where the service takes it and in plain text elsewhere."""
    try:
        from apprise import Apprise, NotifyFormat  # noqa: PLC0415 - optional, and slow to load
    except ImportError:
        return "Apprise is not installed: pip install 'statusgen[notify]'"
    logging.getLogger("apprise").disabled = True  # it would name the address
    service = Apprise()
    if not service.add(target.address):
        return "Apprise cannot read this address"
    means = [one.resolve_format(NotifyFormat.HTML) for one in service]
    if NotifyFormat.TEXT in means:
        body, body_format = html_to_text(message.html), NotifyFormat.TEXT
    elif target.address.startswith(_MAIL):
        body, body_format = with_written_numbers(message.html), NotifyFormat.HTML
    else:
        body, body_format = message.html, NotifyFormat.HTML
    arrived = service.notify(title=message.title, body=body, body_format=body_format)
    return "" if arrived else "the service did not take it"


def _to_webhook(target: Target, message: Message, out: Path) -> str:
    """In the form of Statuspage's webhooks, made of what the API of the published site says."""
    payload = webhook_payload(message, out)
    if payload is None:
        return ""  # a notice, which that API does not know
    data = json.dumps(payload, ensure_ascii=False).encode()
    return _post(target.address, data, "application/json")


def webhook_payload(message: Message, out: Path) -> dict[str, object] | None:
    """What a webhook gets for an entry, or None when the API has no incident or maintenance for it."""
    page_address = message.url.partition("#")[0]
    summary = _read(out / "api" / "v2" / "summary.json")
    told = (
        *_read(out / "api" / "v2" / "incidents.json").get("incidents", ()),
        *_read(out / "api" / "v2" / "scheduled-maintenances.json").get("scheduled_maintenances", ()),
    )
    found = next((one for one in told if one["shortlink"] == page_address), None)
    if found is None or not summary:
        return None
    page, status = summary["page"], summary["status"]
    return {
        "meta": {
            "unsubscribe": f"{page['url']}/subscribe/",
            "documentation": "https://support.atlassian.com/statuspage/docs/enable-webhook-notifications/",
            "generated_at": page["updated_at"],
        },
        "page": {
            "id": page["id"],
            "status_indicator": status["indicator"],
            "status_description": status["description"],
        },
        "incident": found,
    }


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}


def _to_hub(target: Target, message: Message) -> str:
    """A WebSub ping for each feed; the message's url holds their addresses, one a line."""
    form = urlencode([("hub.mode", "publish"), *(("hub.url", feed) for feed in message.url.split())])
    return _post(target.address, form.encode(), "application/x-www-form-urlencoded")


def _post(address: str, data: bytes, kind: str) -> str:
    try:
        request = Request(address, data, {"Content-Type": kind, "User-Agent": "statusgen"})  # noqa: S310
        if request.type not in ("https", "http"):
            return "only https and http are spoken here"
        with urlopen(request, timeout=_TIMEOUT):  # noqa: S310 - the schemes are checked above
            return ""
    except HTTPError as error:
        with error:
            return f"it answers {error.code} {HTTPStatus(error.code).phrase}"
    except (URLError, OSError, ValueError) as error:
        return f"it cannot be reached ({type(getattr(error, 'reason', error)).__name__})"
