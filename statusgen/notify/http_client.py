"""HTTP with addresses that hold passwords: no error says more of one than what people may see."""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from errno import errorcode
from http import HTTPStatus
from http.client import HTTPException, InvalidURL
from socket import gaierror
from threading import Thread
from typing import Any, TypeVar
from urllib.error import HTTPError, URLError
from urllib.request import (
    BaseHandler,
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from statusgen.notify.addresses import Address

T = TypeVar("T")

_TIMEOUT = 15
"""Seconds without a byte from the server; three tries fit into the time of a receiver."""
_MOST_BYTES = 20_000_000
_LONGEST = 1e10
"""Seconds, some 300 years: no server means more."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    status: int
    headers: Message
    body: bytes = b""


class NoAnswerError(Exception):
    """Why there was no answer, in our own words; `retry`: whether a second try may help."""

    def __init__(self, reason: str, *, retry: bool = True) -> None:
        super().__init__(reason)
        self.retry = retry


def idempotency_header(key: str) -> dict[str, str]:
    """Return a key as draft-ietf-httpapi-idempotency-key-header asks: a string in the sense of RFC 8941."""
    return {"Idempotency-Key": f'"{key}"'}


def post(address: Address, data: bytes, headers: Mapping[str, str]) -> Answer:
    """Send `data` and return the answer, whatever it is, without its body. Raises `NoAnswerError`.

    Redirects are not followed: most of them turn a POST into a GET, and what was sent is lost.
    """
    return _open(_request(address, headers, data), _AnyAnswer(), read=False)


def fetch(address: Address, headers: Mapping[str, str], seconds: float) -> Answer:
    """Return what is at the address, following redirects, within so many seconds. Raises `NoAnswerError`."""
    handlers = (HTTPRedirectHandler(), HTTPErrorProcessor(), HTTPDefaultErrorHandler())
    return within(seconds, lambda: _open(_request(address, headers), *handlers, read=True))


def within(seconds: float, call: Callable[[], T]) -> T:
    """Return what `call` returns or raise what it raises. Raises `NoAnswerError` if it takes too long.

    No time-out of a socket holds against a server that sends a byte now and then.
    """
    result = Future[T]()

    def work() -> None:
        try:
            result.set_result(call())
        except BaseException as error:  # noqa: BLE001 - raised again by `result`
            result.set_exception(error)

    Thread(target=work, daemon=True).start()
    try:
        return result.result(seconds)
    except TimeoutError:
        raise NoAnswerError(f"it did not answer within {seconds:g} seconds") from None


class _AnyAnswer(HTTPErrorProcessor):
    """Takes each answer as it is: no redirect is followed and no status is an exception."""

    def http_response(self, request: Request, response: Any) -> Any:
        """Return the response."""
        del request
        return response

    https_response = http_response


def _request(address: Address, headers: Mapping[str, str], data: bytes | None = None) -> Request:
    request = Request(address.url, data, {"User-Agent": "statusgen", **headers})  # noqa: S310 - see parse_address
    if address.authorization:
        request.add_unredirected_header("Authorization", address.authorization)
    return request


def _open(request: Request, *handlers: BaseHandler, read: bool) -> Answer:
    opener = OpenerDirector()  # the usual one speaks ftp, too, and reads files
    for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler(), UnknownHandler(), *handlers):
        opener.add_handler(handler)
    try:
        with opener.open(request, timeout=_TIMEOUT) as response:
            body = response.read(_MOST_BYTES) if read else b""
            return Answer(response.status, response.headers, body)
    except HTTPError as error:
        with error:
            return Answer(error.code, error.headers)
    except (OSError, HTTPException, ValueError) as error:
        reason = error.reason if isinstance(error, URLError) else error
        raise _no_answer(reason) from None


def _no_answer(error: object) -> NoAnswerError:
    """Say what happened in our own words: texts of libraries name addresses."""
    if isinstance(error, ssl.SSLCertVerificationError):
        why = _CERTIFICATE.get(error.verify_code, "is not valid")
        return NoAnswerError(f"its TLS certificate {why}", retry=False)
    for kind, reason in _REASONS:
        if isinstance(error, kind):
            return NoAnswerError(reason)
    name = errorcode.get(getattr(error, "errno", None) or 0, type(error).__name__)
    return NoAnswerError(f"it cannot be reached ({name})")


_REASONS = (
    (ssl.SSLError, "no TLS connection can be made with it"),
    (gaierror, "the name of its host cannot be found"),
    (TimeoutError, f"it did not answer within {_TIMEOUT} seconds"),
    (ConnectionRefusedError, "it refuses connections"),
    (ConnectionError, "it closed the connection without an answer"),
    ((InvalidURL, ValueError, str), "it leads to an address that cannot be used"),
    (HTTPException, "its answer is not valid HTTP"),
)
"""The first that fits counts."""
_CERTIFICATE = {
    9: "is not valid yet",
    10: "has expired",
    18: "is signed by itself alone",
    19: "is signed by an authority that is not trusted here",
    20: "is signed by an authority that is not trusted here",
    62: "is for another host",
    64: "is for another host",
}
"""By the codes of OpenSSL: what is wrong with a certificate."""


def describe_status(status: int) -> str:
    """Describe an answer by its number and the standard's name for it; the server's text may be anything."""
    name = f" {HTTPStatus(status).phrase}" if status in set(HTTPStatus) else ""
    return f"it answers {status}{name}"


def retry_after(headers: Message) -> float | None:
    """Return the seconds that a server asks to wait (RFC 9110, 10.2.3); None if it does not say."""
    text = str(headers.get("Retry-After", "")).strip()
    if re.fullmatch(r"[0-9]{1,8}", text):
        return float(text)
    try:
        instant = parsedate_to_datetime(text)
        instant = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
        return min(max(0.0, (instant - datetime.now(UTC)).total_seconds()), _LONGEST)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
