"""Numbers in text from right to left, where groups of digits would change places."""

from __future__ import annotations

import re

_KEPT = r"<(script|style|svg|title|option|textarea|code|pre)\b.*?</\2>|<[^<>]*>"
_GROUP = r"[0-9A-Za-z]*[0-9][0-9A-Za-z]*"
_PIECE = re.compile(
    rf"({_KEPT})|(?<![0-9A-Za-z.:-])(\+?{_GROUP}(?:[ .:-]{_GROUP})*)(?![0-9A-Za-z])", re.DOTALL | re.ASCII
)
_FEWEST_DIGITS = 7


def isolate_numbers(html: str) -> str:
    """Return a page with numbers of several groups, such as `+966 800 123` or `2026-05-01`, in a `<bdi>`.

    Shorter ones are left as they are: of a range, the smaller number is read first in any direction.
    """
    return _PIECE.sub(_isolated, html)


def _isolated(match: re.Match[str]) -> str:
    number: str = match[0]
    grouped = not match[1] and any(sign in number for sign in "+ .:-")
    long = grouped and sum(sign.isdigit() for sign in number) >= _FEWEST_DIGITS
    return f'<bdi dir="ltr">{number}</bdi>' if long else number
