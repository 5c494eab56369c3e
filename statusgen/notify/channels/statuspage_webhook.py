"""How each kind of target is spoken to. What goes wrong is described without a part of the address."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

from statusgen.notify.addresses import EXAMPLE, describe_redirect, parse_address
from statusgen.notify.channels.apprise import send_to_service
from statusgen.notify.deliver import Failure, Send
from statusgen.notify.http_client import NoAnswerError, describe_status, idempotency_header, post, retry_after
from statusgen.notify.new_entries import Message
from statusgen.notify.receivers import Means, Target
from statusgen.render.api.ids import note_code

_BUSY = (
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.CONFLICT,  # the first request with the same key is still being worked on
    HTTPStatus.TOO_EARLY,
    HTTPStatus.TOO_MANY_REQUESTS,
)
"""What servers answer besides 5xx when the same request may succeed a little later."""


_NOTE = re.compile(r":((incident|maintenance|notice)/[^/]+)")
"""The key of a note and its kind, in the id of an entry."""
_DOCUMENTATION = "https://support.atlassian.com/statuspage/docs/enable-webhook-notifications/"


def sender(pages: Path, pause: float) -> Send:
    """Return what sends a message to any target.

    `pages` is the folder of the site in the language of the messages, `pause` the seconds between tries.
    """
    payload = cache(lambda message: webhook_payload(message, pages))  # one for all webhooks

    def send(target: Target, message: Message) -> Failure | None:
        match target.means:
            case Means.SERVICE:
                return send_to_service(target, message, message_key(target, message), pause)
            case Means.WEBHOOK:
                return _to_webhook(target, message, payload)
            case Means.HUB:
                return _to_hub(target, message)

    return send


def message_key(target: Target, message: Message) -> str:
    """Return what is the same each time a message is sent to a target, so that it knows what it has.

    Another target has another key: a gateway that both lie behind must not take one for a repetition.
    """
    return sha256(f"{target.key}\0{message.id}".encode()).hexdigest()[:32]


def _to_webhook(
    target: Target, message: Message, payload: Callable[[Message], dict[str, object] | None]
) -> Failure | None:
    """In the form of Statuspage's webhooks, made of what the API of the published site says."""
    content = payload(message)
    if content is None:
        return Failure("the API of the published site does not have it; build the site again", retry=False)
    data = json.dumps(content, ensure_ascii=False).encode()
    return _post(target, message, data, "application/json")


def why_needless(target: Target, message: Message) -> str:
    """Say why such targets never get such a message; empty if they do."""
    note = _NOTE.search(message.id)
    notice = note is not None and note[2] == "notice"
    return (
        "not for webhooks, which have no form for notices" if notice and target.means is Means.WEBHOOK else ""
    )


def webhook_payload(message: Message, pages: Path) -> dict[str, object] | None:
    """Return what a webhook gets for an entry; None when the API does not have its note."""
    note = _NOTE.search(message.id)
    if note is None:
        return None
    try:
        summary = json.loads((pages / "api" / "v2" / "summary.json").read_bytes())
        incident = json.loads((pages / "incidents" / f"{note_code(note[1])}.json").read_bytes())
        page, status = summary["page"], summary["status"]
        return {
            "meta": {
                "unsubscribe": f"{page['url']}/subscribe/",
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


def _to_hub(target: Target, message: Message) -> Failure | None:
    """A WebSub ping for each feed; the message's url holds their addresses, one a line."""
    form = urlencode([("hub.mode", "publish"), *(("hub.url", feed) for feed in message.url.split())])
    return _post(target, message, form.encode(), "application/x-www-form-urlencoded")


def _post(target: Target, message: Message, data: bytes, kind: str) -> Failure | None:
    address = parse_address(target.address)
    if address is None:
        return Failure(f"its address is not of the form {EXAMPLE}", retry=False)
    try:
        answer = post(
            address, data, {"Content-Type": kind, **idempotency_header(message_key(target, message))}
        )
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
