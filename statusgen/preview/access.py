"""Access to the preview: only for the browser that opened the address with the key from the terminal.

All users of a machine can reach its loopback address; only the one who started the preview sees the terminal.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode, urlsplit

from statusgen.preview.snapshot import Response

_FIELD = "key"
_PAGE = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url={place}">
<title>statusgen</title>
<p><a href="{place}">Preview</a></p>
</html>
"""


@dataclass(frozen=True, slots=True)
class Key:
    """The secret of one run of the preview: in the first address, then in a cookie."""

    secret: str
    port: int

    def address(self, url: str) -> str:
        """Return the address to open first; `url` is that of the preview."""
        return f"{url}?{urlencode({_FIELD: self.secret})}"

    @property
    def cookie(self) -> str:
        """Name of the cookie, with the port: a browser sends cookies to all ports of a host."""
        return f"statusgen-{self.port}"

    def admit(self, address: str, query: str) -> Response | None:
        """Answer a request with the secret in its query; None for others.

        The response sets the cookie and leads to the address without the secret, which then is neither in
        the browser's history nor in a `Referer`. It is a page and not a redirect: after a click on another
        site, such as a terminal in the browser, a redirect would not send a `SameSite=Strict` cookie.
        """
        fields = parse_qsl(query, keep_blank_values=True)
        if not any(name == _FIELD and self._fits(value) for name, value in fields):
            return None
        rest = urlencode([(name, value) for name, value in fields if name != _FIELD])
        place = f"{own_path(address)}{'?' if rest else ''}{rest}"
        headers = {
            "Set-Cookie": f"{self.cookie}={self.secret}; HttpOnly; SameSite=Strict; Path=/",
            "Referrer-Policy": "no-referrer",
            "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
        }
        page = _PAGE.format(place=escape(place))
        return Response(HTTPStatus.OK, "text/html; charset=utf-8", page.encode(), "", headers)

    def is_in(self, cookies: Iterable[str]) -> bool:
        """Return whether the request has the cookie; `cookies` are the values of its `Cookie` headers."""
        pairs = (pair.strip().partition("=") for line in cookies for pair in line.split(";"))
        return any(name == self.cookie and self._fits(value) for name, _, value in pairs)

    def _fits(self, given: str) -> bool:
        """Compare in constant time."""
        return hmac.compare_digest(given.encode(errors="replace"), self.secret.encode())


def may_ask(header: str, host: str) -> bool:
    """Return whether the `Host` header of a request names a preview on `host`.

    Other names are refused: through DNS rebinding, pages of other sites could read the preview. An IP address
    cannot be rebound.
    """
    try:
        name = urlsplit(f"//{header}").hostname or ""
        return name in ("localhost", host.lower()) or bool(ipaddress.ip_address(name))
    except ValueError:
        return False


def own_path(address: str) -> str:
    """Return the address as a path of this host, even if it begins with `//` as for another host."""
    return f"/{address.lstrip('/')}"
