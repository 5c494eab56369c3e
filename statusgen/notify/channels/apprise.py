"""Services for e-mail, chat and telephone, through the optional library Apprise."""

from __future__ import annotations

import logging
from collections.abc import Collection
from contextvars import ContextVar
from typing import TYPE_CHECKING

from statusgen.markdown.text import html_to_text, with_written_numbers
from statusgen.notify.channel import Channel, Delivery, Failure
from statusgen.notify.http_client import idempotency_header

if TYPE_CHECKING:
    from apprise import Apprise

_MAIL = ("mailto:", "mailtos:")
"""Apprise makes the text of a mail from its HTML, without the numbers of lists."""


def _schemes() -> Collection[str]:
    """Return the schemes of the services that Apprise knows; none if it is not installed."""
    try:
        from apprise.manager_plugins import NotificationManager  # noqa: PLC0415 - optional, and slow to load
    except ImportError:
        return ()
    return frozenset(NotificationManager().schemas())  # type: ignore[no-untyped-call]


def _label(address: str) -> str:
    """Return the scheme if Apprise knows it. The rest may be secret, even the host, as in `slack://token`."""
    scheme, colon, _ = address.lower().partition(":")
    return scheme if colon and scheme in _schemes() else ""


def _send(delivery: Delivery) -> Failure | None:
    """Send HTML where the service takes it, and plain text elsewhere.

    Apprise itself tries again, as it knows who of several people behind one address has the message.
    """
    try:
        from apprise import Apprise, AppriseAsset  # noqa: PLC0415 - optional, and slow to load
    except ImportError:
        return Failure("Apprise is not installed: pip install 'apprise>=2.0'", retry=False)
    logging.getLogger("apprise").disabled = True  # it would name the address
    message, address = delivery.message, delivery.receiver.address
    html = with_written_numbers(message.html) if address.lower().startswith(_MAIL) else message.html
    text = html_to_text(message.html)
    asset = AppriseAsset(
        async_mode=False,  # with it, or with a time limit, Apprise has a few threads for all receivers, and
        service_timeout=0,  # those that do not answer keep the others waiting; `deliver` limits the time
        http_redirects=False,
        default_service_retry=2,
        default_service_wait=delivery.pause,
    )
    service = Apprise(asset=asset)
    try:
        if not service.add(address):
            why = "Apprise cannot read its address, which needs a form such as slack://…"
            return Failure(why, retry=False)
        _put_key(service, delivery.key)
        taken = _notify(service, message.title, html, text)
    except Exception as error:  # noqa: BLE001 - a library's, whose text may name the address
        return Failure(f"Apprise failed ({type(error).__name__})", retry=False)
    return None if taken else Failure("the service did not take it", retry=False)


def _notify(service: Apprise, title: str, html: str, text: str) -> bool:
    from apprise import NotifyFormat  # noqa: PLC0415 - as above

    formats = [one.resolve_format(NotifyFormat.HTML) for one in service]
    if NotifyFormat.TEXT in formats:
        return bool(service.notify(title=title, body=text, body_format=NotifyFormat.TEXT))
    return bool(service.notify(title=title, body=html, body_format=NotifyFormat.HTML))


_mail_id: ContextVar[str] = ContextVar("_mail_id")


def _put_key(service: Apprise, key: str) -> None:
    """Put the delivery's key into headers, and into the `Message-ID` of the mails that this thread sends.

    Many mail servers and programs drop a second copy with the same id. Apprise has no setting for it.
    """
    from apprise.plugins.email import base  # noqa: PLC0415 - as above

    for one in service:
        headers = getattr(one, "headers", None)  # of mails, and of services that speak plain HTTP
        if isinstance(headers, dict):
            headers |= idempotency_header(key)
    _mail_id.set(key)
    base.make_msgid = _message_id  # type: ignore[attr-defined]


def _message_id(idstring: str | None = None, domain: str | None = None) -> str:
    return f"<{idstring or _mail_id.get()}@{domain or 'localhost'}>"


APPRISE = Channel(
    name="service",
    send=_send,
    label=_label,
    variable="STATUSGEN_NOTIFY",
    summary="addresses as Apprise takes them, such as mailtos://… or slack://…",
    schemes=_schemes,
)
