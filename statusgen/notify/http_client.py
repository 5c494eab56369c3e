"""HTTP client for addresses that hold passwords: no error shows more of an address than people may see."""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from errno import errorcode
from http import HTTPStatus
from http.client import HTTPException, InvalidURL
from socket import SHUT_RDWR, gaierror, socket
from threading import Thread
from typing import Any, TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    AbstractHTTPHandler,
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

from statusgen.notify.addresses import EXAMPLE, Address, describe_redirect, parse_address
from statusgen.notify.channel import Delivery, Failure

T = TypeVar("T")

_TIMEOUT = 15
"""Seconds without a byte from the server; three tries fit into a receiver's time limit."""
_MAX_BYTES = 20_000_000
_MAX_WAIT = 1e10
"""Seconds, some 300 years: keeps later sums finite."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer of a server; the body is read by `fetch` alone."""

    status: int
    headers: Message
    body: bytes = b""


class NoAnswerError(Exception):
    """Reason why there was no answer, without a part of the address; `retry`: whether to try again."""

    def __init__(self, reason: str, *, retry: bool = True) -> None:
        super().__init__(reason)
        self.retry = retry


def idempotency_header(key: str) -> dict[str, str]:
    """Return the header of draft-ietf-httpapi-idempotency-key-header: its value is a string of RFC 8941."""
    return {"Idempotency-Key": f'"{key}"'}


_BUSY = (
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.CONFLICT,  # the first request with the same key is still being processed
    HTTPStatus.TOO_EARLY,
    HTTPStatus.TOO_MANY_REQUESTS,
)
"""Statuses besides 5xx after which the same request may succeed a little later."""


def post_message(delivery: Delivery, data: bytes, content_type: str) -> Failure | None:
    """Send data to the receiver of a delivery; only a 2xx answer counts as delivered.

    Redirects are not followed: most of them turn a POST into a GET, which loses the data.
    """
    address = parse_address(delivery.receiver.address)
    if address is None:
        return Failure(f"its address is not of the form {EXAMPLE}", retry=False)
    headers = {"Content-Type": content_type, **idempotency_header(delivery.key)}
    try:
        answer = _open(_request(address, headers, data), _AnyAnswer(), read=False)
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
    return Failure(reason, wait=_retry_after(answer.headers))


def fetch(address: Address, headers: Mapping[str, str], seconds: float, *, elsewhere: bool = True) -> Answer:
    """Read an address, following redirects. Raises `NoAnswerError`, also after `seconds`.

    Unless `elsewhere`, redirects to other hosts are not followed; they are the answer.
    """
    redirects = HTTPRedirectHandler() if elsewhere else _SameHost()
    handlers = (redirects, HTTPErrorProcessor(), HTTPDefaultErrorHandler())
    sockets = _Sockets()
    return _within(
        seconds, lambda: _open(_request(address, headers), *handlers, read=True, sockets=sockets), sockets
    )


def _within(seconds: float, call: Callable[[], T], sockets: _Sockets) -> T:
    """Run a function and return its result. Raises `NoAnswerError` after `seconds`, and ends its connections.

    A time-out of a socket does not stop a server that sends a byte now and then.
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
        sockets.end()
        raise NoAnswerError(f"it did not answer within {seconds:g} seconds") from None


class _Sockets:
    """Sockets of a request, to be ended by another thread than the one that waits for their data."""

    def __init__(self) -> None:
        self._open = list[socket]()
        self._over = False

    def add(self, one: socket) -> None:
        """Add a socket; it is ended at once if the others are."""
        self._open.append(one)
        if self._over:
            self.end()

    def end(self) -> None:
        """End all connections, now and to come."""
        self._over = True
        for one in self._open:
            with suppress(OSError):
                socket.shutdown(one, SHUT_RDWR)


class _Recorded(AbstractHTTPHandler):
    """Handler that adds the socket of each connection to a list."""

    def __init__(self, sockets: _Sockets) -> None:
        super().__init__()
        self._sockets = sockets

    def do_open(self, http_class: Any, req: Request, **http_conn_args: Any) -> Any:
        """Open a connection."""
        sockets = self._sockets

        class Recorded(http_class):  # type: ignore[misc]
            def connect(self) -> None:
                super().connect()
                sockets.add(self.sock)

        return super().do_open(Recorded, req, **http_conn_args)


class _Http(_Recorded, HTTPHandler):
    """Handler of `http:`."""


class _Https(_Recorded, HTTPSHandler):
    """Handler of `https:`."""


class _SameHost(HTTPRedirectHandler):
    """Handler of redirects that follows none to another host or port."""

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        """Return the request to follow a redirect; None for one that is not followed."""
        places = [(one.hostname, one.port) for one in map(urlsplit, (req.full_url, newurl))]
        if places[0] != places[1]:
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _AnyAnswer(HTTPErrorProcessor):
    """Handler that returns every answer: no redirect is followed, and no status is an exception."""

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


def _open(request: Request, *handlers: BaseHandler, read: bool, sockets: _Sockets | None = None) -> Answer:
    opener = OpenerDirector()  # the default one also handles ftp: and file: addresses
    kept = sockets or _Sockets()
    for handler in (ProxyHandler(), _Http(kept), _Https(kept), UnknownHandler(), *handlers):
        opener.add_handler(handler)
    try:
        with opener.open(request, timeout=_TIMEOUT) as response:
            body = response.read(_MAX_BYTES) if read else b""
            return Answer(response.status, response.headers, body)
    except HTTPError as error:
        with error:
            return Answer(error.code, error.headers)
    except (OSError, HTTPException, ValueError) as error:
        reason = error.reason if isinstance(error, URLError) else error
        raise _no_answer(reason) from None


def _no_answer(error: object) -> NoAnswerError:
    """Return the reason in our own words: the texts of libraries contain addresses."""
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
"""Reasons by type; the first match counts."""
_CERTIFICATE = {
    9: "is not valid yet",
    10: "has expired",
    18: "is signed by itself alone",
    19: "is signed by an authority that is not trusted here",
    20: "is signed by an authority that is not trusted here",
    62: "is for another host",
    64: "is for another host",
}
"""What is wrong with a certificate, by OpenSSL's codes."""


def describe_status(status: int) -> str:
    """Describe a status by its number and its standard name; the server's own text is not trusted."""
    name = f" {HTTPStatus(status).phrase}" if status in set(HTTPStatus) else ""
    return f"it answers {status}{name}"


def _retry_after(headers: Message) -> float:
    """Return the seconds that a server asks to wait (RFC 9110, 10.2.3); 0 if it does not ask."""
    text = str(headers.get("Retry-After", "")).strip()
    if re.fullmatch(r"[0-9]{1,8}", text):
        return float(text)
    try:
        instant = parsedate_to_datetime(text)
        instant = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
        return min(max(0.0, (instant - datetime.now(UTC)).total_seconds()), _MAX_WAIT)
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0
