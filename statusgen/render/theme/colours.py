"""Colours as numbers: the contrast of two, and the nearest shade with enough contrast.

After WCAG 2.2: relative luminance and contrast ratio, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_STEPS = 256
_THRESHOLD, _LINEAR = 0.04045, 12.92

Rgb = tuple[int, int, int]

BLACK, WHITE = (0, 0, 0), (255, 255, 255)


def parse_colour(text: str) -> Rgb | None:
    """Parse `#05b` or `#0055bb` as red, green and blue from 0 to 255; None for all else."""
    if not _HEX.fullmatch(text):
        return None
    digits = text[1:] if len(text) == 7 else "".join(2 * digit for digit in text[1:])
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return red, green, blue


def hex_colour(colour: Rgb) -> str:
    """Return `#0055bb`."""
    return "#" + "".join(f"{part:02x}" for part in colour)


def mixed(one: Rgb, other: Rgb, share: float) -> Rgb:
    """Mix two colours in sRGB as CSS does; `share`, from 0 to 1, is that of the first."""
    red, green, blue = (round(share * a + (1 - share) * b) for a, b in zip(one, other, strict=True))
    return red, green, blue


@lru_cache(maxsize=1024)
def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast ratio, from 1 (the same) to 21 (black on white), in any order."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / _LINEAR if part <= _THRESHOLD else float(((part + 0.055) / 1.055) ** 2.4)


def nearest(colour: Rgb, passes: Callable[[Rgb], bool]) -> Rgb | None:
    """Return the colour darkened or lightened as little as needed; None if no shade has enough contrast."""
    for step in range(_STEPS + 1):
        for end in (BLACK, WHITE):
            shade = mixed(end, colour, step / _STEPS)
            if passes(shade):
                return shade
    return None
