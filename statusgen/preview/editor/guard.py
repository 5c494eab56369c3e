"""Protection against requests from other machines and other web pages; reading of forms."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import parse_qsl

MOST_BYTES = 1_000_000
"""Maximum size of a form: a Chinese character takes nine bytes in a request."""
_MOST_FIELDS = 2_000
_FORM = "application/x-www-form-urlencoded"
PAGE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
"""Headers of the editor's pages: they load only files of the preview, and cannot be framed."""
FRAME_HEADERS = {
    **PAGE_HEADERS,
    "Content-Security-Policy": "sandbox allow-same-origin; script-src 'none'; frame-ancestors 'self'",
    "X-Frame-Options": "SAMEORIGIN",
}
"""Headers of the previewed page in the editor's frame: its scripts do not run."""


def is_loopback(address: str) -> bool:
    """Return whether an IP address is a loopback address of this machine."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return (getattr(found, "ipv4_mapped", None) or found).is_loopback


def is_ours(headers: Mapping[str, str]) -> bool:
    """Return whether a page of the same host and port sends the form.

    `headers` has names in lower case. Browsers name the origin in `Origin`, in `Sec-Fetch-Site`, or in both.
    """
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if origin is None and site is None:
        return False
    return origin in (None, f"http://{headers.get('host')}") and site in (None, "same-origin")


def is_form(headers: Mapping[str, str]) -> bool:
    """Return whether the content type is that of a form."""
    return headers.get("content-type", "").partition(";")[0].strip().lower() == _FORM


def read_body(body: bytes) -> dict[str, str] | None:
    """Return the fields of a form, the last of each name; None if the body is no form."""
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="replace"
        )
    except ValueError:
        return None
    return dict(pairs)
