"""Addresses in the web that hold passwords: what of them is sent where, and what people may see."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import quote, unquote, unquote_to_bytes, urljoin, urlsplit

EXAMPLE = "https://hooks.example.com/path"


@dataclass(frozen=True, slots=True)
class Address:
    """An address in the web that is safe to send to."""

    url: str = field(repr=False)
    """Without user and password."""
    authorization: str = field(repr=False)
    """Value of the header of that name, from user and password; or empty."""
    shown: str
    """What people may see: scheme and host, such as `https://example.com`; empty if the host is doubtful."""
    secrets: frozenset[str] = field(repr=False)
    """The words of all other parts, in lower case."""


def parse_address(text: str) -> Address | None:
    """Parse an `https` or `http` address; None if it is none."""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port  # raises `ValueError` for what is no port
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
"""Signs of paths and queries that are not encoded."""


def _is_public_name(host: str) -> bool:
    """Whether this is sure to be a host: where a scheme or an `@` is misplaced, a password is read as one."""
    if host == "localhost" or _NAME.fullmatch(host):
        return True
    try:
        return bool(ip_address(host))
    except ValueError:
        return False


def _basic(user_and_password: str) -> str:
    """RFC 7617, in UTF-8."""
    user, _, password = user_and_password.partition(":")
    return f"Basic {b64encode(unquote_to_bytes(user) + b':' + unquote_to_bytes(password)).decode()}"


def describe_redirect(address: Address, location: str) -> str:
    """Say where a redirect leads: scheme and host, unless the host repeats a part of our own address."""
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
