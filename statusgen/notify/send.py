"""How each kind of target is spoken to. What goes wrong is described without a part of the address."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from statusgen.notify.addresses import EXAMPLE, describe_redirect, parse_address
from statusgen.notify.deliver import Failure, Send
from statusgen.notify.news import Message
from statusgen.notify.services import send_to_service
from statusgen.notify.targets import Means, Target
from statusgen.notify.web import NoAnswerError, describe_status, idempotency_header, post, retry_after

_BUSY = (
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.CONFLICT,  # the first request with the same key is still being worked on
    HTTPStatus.TOO_EARLY,
    HTTPStatus.TOO_MANY_REQUESTS,
)
"""What servers answer besides 5xx when the same request may succeed a little later."""


def sender(out: Path, pause: float) -> Send:
    """Return what sends a message to any target. `out` is the site, `pause` the seconds between tries."""
    payload = cache(lambda message: webhook_payload(message, out))  # one for all webhooks

    def send(target: Target, message: Message) -> Failure | None:
        match target.means:
            case Means.SERVICE:
                return send_to_service(target, message, message_key(message), pause)
            case Means.WEBHOOK:
                return _to_webhook(target, message, payload)
            case Means.HUB:
                return _to_hub(target, message)

    return send


def message_key(message: Message) -> str:
    """Return what is the same each time a message is sent, so that receivers know what they have."""
    return sha256(message.id.encode()).hexdigest()[:32]


def _to_webhook(
    target: Target, message: Message, payload: Callable[[Message], dict[str, object] | None]
) -> Failure | None:
    """In the form of Statuspage's webhooks, made of what the API of the published site says."""
    content = payload(message)
    if content is None:
        return None  # a notice, which that API does not know
    data = json.dumps(content, ensure_ascii=False).encode()
    return _post(target, message, data, "application/json")


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


def _to_hub(target: Target, message: Message) -> Failure | None:
    """A WebSub ping for each feed; the message's url holds their addresses, one a line."""
    form = urlencode([("hub.mode", "publish"), *(("hub.url", feed) for feed in message.url.split())])
    return _post(target, message, form.encode(), "application/x-www-form-urlencoded")


def _post(target: Target, message: Message, data: bytes, kind: str) -> Failure | None:
    address = parse_address(target.address)
    if address is None:
        return Failure(f"its address is not of the form {EXAMPLE}", retry=False)
    try:
        answer = post(address, data, {"Content-Type": kind, **idempotency_header(message_key(message))})
    except NoAnswerError as error:
        return Failure(str(error), retry=error.retry)
    status, reason = answer.status, describe_status(answer.status)
    if 200 <= status < 300:
        return None
    location = str(answer.headers.get("Location", ""))
    if 300 <= status < 400 and location:
        return Failure(f"{reason} {describe_redirect(address, location)}", retry=False)
    if 300 <= status < 500 and status not in _BUSY:
        return Failure(reason, retry=False)
    return Failure(reason, wait=retry_after(answer.headers) or 0.0)
