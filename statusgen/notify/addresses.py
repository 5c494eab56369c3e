"""Web addresses that may hold passwords: parse them, and show only what people may see."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import quote, unquote, unquote_to_bytes, urljoin, urlsplit

EXAMPLE = "https://hooks.example.com/path"


@dataclass(frozen=True, slots=True)
class Address:
    """A web address that is safe to send to."""

    url: str = field(repr=False)
    """Without user and password."""
    authorization: str = field(repr=False)
    """Value of the header of that name, from user and password; or empty."""
    shown: str
    """Scheme and host for people, such as `https://example.com`; empty if the host is uncertain."""
    secrets: frozenset[str] = field(repr=False)
    """Words of all other parts, in lower case."""


def parse_address(text: str) -> Address | None:
    """Parse an `https` or `http` address; None if the text is no such address."""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port  # raises `ValueError` for an invalid port
        ascii_host = f"[{host}]" if ":" in host else host.encode("idna").decode()
    except ValueError:
        return None
    user_and_password, _, host_and_port = parts.netloc.rpartition("@")
    web = parts.scheme in ("https", "http")
    if not web or not text.isprintable() or not _HOST_AND_PORT.fullmatch(host_and_port):
        return None
    rest = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    # With an `@` behind it, what looks like a host may be the start of a password that has a `/`, `?` or `#`.
    doubtful = "@" in parts.path + parts.query + parts.fragment or not _is_public_name(host)
    return Address(
        url=f"{parts.scheme}://{ascii_host}{'' if port is None else f':{port}'}{quote(rest, safe=_AS_IT_IS)}",
        authorization=_basic(user_and_password) if user_and_password else "",
        shown="" if doubtful else f"{parts.scheme}://{f'[{host}]' if ':' in host else host}",
        secrets=frozenset(re.findall(r"[\w-]{4,}", unquote(f"{user_and_password} {rest}").lower())),
    )


_HOST_AND_PORT = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[\w.-]+)(?::[0-9]*)?")
_NAME = re.compile(r"(?:[\w-]{1,63}\.)+(?:[^\W\d_]{2,63}|xn--[\w-]+)\.?")
_AS_IT_IS = "%/:=&?~+!$,;'@()*[]-._|"
"""Characters of paths and queries that are not encoded."""


def _is_public_name(host: str) -> bool:
    """Return whether this is certainly a host: with a misplaced scheme or `@`, a password parses as one."""
    if host == "localhost" or _NAME.fullmatch(host):
        return True
    try:
        return bool(ip_address(host))
    except ValueError:
        return False


def host_label(text: str) -> str:
    """Return scheme and host of an address; empty if they may not be shown or the text is no address."""
    address = parse_address(text)
    return address.shown if address else ""


def _basic(user_and_password: str) -> str:
    """Return the value of an `Authorization` header by RFC 7617, in UTF-8."""
    user, _, password = user_and_password.partition(":")
    return f"Basic {b64encode(unquote_to_bytes(user) + b':' + unquote_to_bytes(password)).decode()}"


def describe_redirect(address: Address, location: str) -> str:
    """Return where a redirect leads: scheme and host, unless the host repeats a part of the address."""
    try:
        target = parse_address(urljoin(address.url, location))
    except ValueError:
        target = None
    if target is None or not target.shown:
        return "and leads to another address"
    elsewhere = target.shown.partition("://")[2] != address.shown.partition("://")[2]
    if elsewhere and any(secret in target.shown for secret in address.secrets):
        return "and leads to another address"
    return f"and leads to another address at {target.shown}"
