"""Files of pictures: their real format, whatever their name, and the bytes to publish."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from statusgen.model.diagnostics import Span
from statusgen.read.pictures.metadata import DamagedError, MetadataError, without_metadata
from statusgen.read.pictures.svg import find_danger
from statusgen.read.yaml.decode import Context

_KINDS = {
    ".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".gif": "GIF", ".webp": "WebP", ".avif": "AVIF",
    ".svg": "SVG", ".ico": "ICO",
}  # fmt: skip
"""Formats by ending."""

_BEFORE_SVG = rb"(?:\xef\xbb\xbf)?(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*+"
_BEGINNINGS = (
    ("JPEG", re.compile(rb"\xff\xd8\xff")),
    ("PNG", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("GIF", re.compile(rb"GIF8[79]a")),
    ("WebP", re.compile(rb"RIFF....WEBP", re.DOTALL)),
    ("AVIF", re.compile(rb"....ftyp(?:avi[fs]|(?:mif1|msf1)....(?:....){0,9}?avi[fs])", re.DOTALL)),
    ("HEIC", re.compile(rb"....ftyp(?:hei[cfmsx]|hev[cmsx]|mif1|msf1)", re.DOTALL)),
    ("TIFF", re.compile(rb"II\*\0|MM\0\*")),
    ("ICO", re.compile(rb"\x00\x00\x01\x00")),
    ("SVG", re.compile(_BEFORE_SVG + rb"<(?:\w+:)?svg[\s/>]", re.DOTALL)),
)


def kind_of(data: bytes) -> str:
    """Return the format of a picture by its first bytes, such as `JPEG`; empty if it is unknown."""
    return next((kind for kind, begins in _BEGINNINGS if begins.match(data)), "")


def published_picture(
    name: str, data: bytes, allowed: Iterable[str], span: Span, context: Context
) -> bytes | None:
    """Return the bytes to publish, without metadata; None, with a report, if name and format differ.

    `allowed` are the endings that its name may have.
    """
    kind = kind_of(data)
    path = PurePosixPath(name)
    if kind == _KINDS[path.suffix.lower()]:
        try:
            danger = find_danger(data) if kind == "SVG" else None
            if danger is None:
                return without_metadata(data, kind)
            message = f"line {danger.line} of `{name}` has `{danger.what}`: {danger.why}"
            help = f"Remove `{danger.what}`, or save the picture as PNG. It may only draw."
        except DamagedError:
            message, help = f"`{name}` is damaged", "Save it again with a program for pictures."
        except MetadataError:
            message = f"`{name}` has data about itself, maybe the place where it was taken"
            help = "Save it as JPEG or PNG: from these, such data are taken out when the site is built."
    else:
        message = f"`{name}` is a picture of another kind: {kind}" if kind else f"`{name}` is not a picture"
        help = "Save it as JPEG or PNG; a new name does not change what it is."
        if ending := next((one for one in allowed if _KINDS[one] == kind), ""):
            help = f"Rename it to `{path.stem}{ending}`, also where the words or settings name it."
    context.report("wrong-picture", span, message, help)
    return None
