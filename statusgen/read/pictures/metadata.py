"""Removal of metadata from pictures, without changing what they show.

A photo contains the place where it was taken, the device and often its owner. Only the parts of a format that
browsers draw from are kept, so unknown parts are removed too, and everything after the end, where telephones
add a second picture or a film. Pixels are not compressed again. The orientation is kept.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

_ORIENTATION = 0x0112
_UPRIGHT = 1
_EXIF = b"Exif\0\0"
"""Prefix of Exif in JPEG files, and in some WebP files."""


class DamagedError(Exception):
    """The picture is incomplete, or violates its format."""


class MetadataError(Exception):
    """The picture has metadata that can only be removed by encoding it again."""


def orientation(exif: bytes) -> int:
    """Return the orientation of the TIFF structure of Exif (1 to 8); 1, upright, where it has none."""
    orders: Mapping[bytes, Literal["little", "big"]] = {b"II": "little", b"MM": "big"}
    order = orders.get(exif[:2])
    if order is None:
        return _UPRIGHT
    first = int.from_bytes(exif[4:8], order)
    count = int.from_bytes(exif[first : first + 2], order)
    for at in range(first + 2, min(first + 2 + 12 * count, len(exif)), 12):
        if int.from_bytes(exif[at : at + 2], order) == _ORIENTATION:
            value = int.from_bytes(exif[at + 8 : at + 10], order)
            return value if 1 <= value <= 8 else _UPRIGHT
    return _UPRIGHT


def _exif_of(value: int) -> bytes:
    """Return Exif that contains the orientation and nothing else."""
    tag = _ORIENTATION.to_bytes(2, "big") + b"\0\3\0\0\0\1" + bytes((0, value, 0, 0))
    return b"MM\0*\0\0\0\x08\0\1" + tag + b"\0\0\0\0"


# JPEG: a list of segments, of which some are followed by the compressed picture (ITU-T T.81, B.1).

_MARKER = re.compile(rb"\xff([\x01-\xfe])")
_AFTER_SCAN = re.compile(rb"\xff([\x01-\xcf\xd8-\xfe])")
_SCAN, _END, _EXIF_SEGMENT = 0xDA, 0xD9, 0xE1
_ALONE = {0x01, *range(0xD0, 0xD9)}
_DRAWN = range(0xC0, 0xE0)
"""Markers of frames, tables and scans."""
_KEPT_SEGMENTS = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""Application segments that define pixels and colours."""


def _jpeg(data: bytes) -> bytes:
    kept, up, seen = [data[:2]], _UPRIGHT, False
    for kind, whole in _segments(data):
        body = whole[4:]
        if kind == _EXIF_SEGMENT and body.startswith(_EXIF):
            up = orientation(body.removeprefix(_EXIF))
        if _is_kept(kind, body):
            kept.append(whole)
        seen = seen or kind == _SCAN
    if not seen:
        raise DamagedError
    if up != _UPRIGHT:
        exif = _EXIF + _exif_of(up)
        first = 2 if kept[1].startswith(b"\xff\xe0") else 1  # JFIF has to be the first segment
        kept.insert(first, bytes((0xFF, _EXIF_SEGMENT)) + (len(exif) + 2).to_bytes(2, "big") + exif)
    return b"".join([*kept, bytes((0xFF, _END))])


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each segment: its marker's code, and its bytes with the compressed data behind it."""
    at, marker = 2, _MARKER
    while (found := marker.search(data, at)) and found[1][0] != _END:
        kind, start, at, marker = found[1][0], found.end() - 2, found.end(), _MARKER
        if kind in _ALONE:
            continue
        length = int.from_bytes(data[at : at + 2], "big")
        at += length
        if length < 2 or at > len(data):
            raise DamagedError
        if kind == _SCAN:
            marker = _AFTER_SCAN
            after = marker.search(data, at)
            at = after.start() if after else len(data)
        yield kind, data[start:at]


def _is_kept(kind: int, body: bytes) -> bool:
    return kind in _DRAWN or (kind in _KEPT_SEGMENTS and body.startswith(_KEPT_SEGMENTS[kind]))


# PNG: a list of chunks (W3C PNG, third edition).

_PNG = b"\x89PNG\r\n\x1a\n"
_KEPT_CHUNKS = frozenset(
    (*(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP"),
     *(b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT"))
)  # fmt: skip


def _png(data: bytes) -> bytes:
    kept, at, kind = [_PNG], len(_PNG), b""
    while kind != b"IEND":
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        if len(kind) < 4 or end > len(data):
            raise DamagedError
        if kind in _KEPT_CHUNKS:
            kept.append(data[at:end])
        elif kind == b"eXIf" and (up := orientation(data[at + 8 : end - 4])) != _UPRIGHT:
            exif = _exif_of(up)
            check = zlib.crc32(kind + exif).to_bytes(4, "big")
            kept.append(len(exif).to_bytes(4, "big") + kind + exif + check)
        at = end
    return b"".join(kept)


# WebP: chunks in a RIFF container (RFC 9649).

_KEPT_WEBP = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_XMP_FLAG, _EXIF_FLAG = 0x04, 0x08


def _webp(data: bytes) -> bytes:
    kept, up = list[tuple[bytes, bytes]](), _UPRIGHT
    for kind, body in _riff(data):
        if kind == b"EXIF":
            up = orientation(body.removeprefix(_EXIF))
        elif kind in _KEPT_WEBP:
            kept.append((kind, body))
    if not kept:
        raise DamagedError
    chunks = [(kind, _without_flags(body, up) if kind == b"VP8X" else body) for kind, body in kept]
    if up != _UPRIGHT:
        chunks.append((b"EXIF", _exif_of(up)))
    made = b"".join(
        kind + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2) for kind, body in chunks
    )
    return b"RIFF" + (len(made) + 4).to_bytes(4, "little") + b"WEBP" + made


def _riff(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the name and the content of each chunk."""
    at, whole = 12, 8 + int.from_bytes(data[4:8], "little")
    while at + 8 <= min(whole, len(data)):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        body = data[at + 8 : at + 8 + size]
        if len(body) < size:
            raise DamagedError
        yield data[at : at + 4], body
        at += 8 + size + size % 2


def _without_flags(header: bytes, up: int) -> bytes:
    exif = _EXIF_FLAG if up != _UPRIGHT else 0
    return bytes((header[0] & ~(_XMP_FLAG | _EXIF_FLAG) | exif,)) + header[1:]


# GIF: a screen, then pictures and extensions in blocks of up to 255 bytes (GIF89a).

_KEPT_PROGRAMS = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
"""Application blocks that define repetition and colours."""


def _gif(data: bytes) -> bytes:
    at = 13 + _palette(data[10])
    kept = [data[:at]]
    while data[at] != 0x3B:
        start = at
        if data[at] == 0x2C:  # a picture
            at = _end_of_blocks(data, at + 11 + _palette(data[at + 9]))
            kept.append(data[start:at])
        elif data[at] == 0x21:  # an extension
            at = _end_of_blocks(data, at + 2)
            if data[start + 1] == 0xF9 or data[start + 3 : start + 14] in _KEPT_PROGRAMS:
                kept.append(data[start:at])
        else:
            raise DamagedError
    return b"".join([*kept, b"\x3b"])


def _palette(flags: int) -> int:
    return 3 * 2 ** (flags % 8 + 1) if flags & 0x80 else 0


def _end_of_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1


# AVIF: boxes that refer to others by their position in the file (ISO/IEC 14496-12).

_METADATA = re.compile(rb"Exif|mime|uuid|udta|xml ")


def _avif(data: bytes) -> bytes:
    """Return the picture unchanged, if it has no metadata: removing it would need another file layout."""
    at = 0
    while at < len(data):
        size, head = int.from_bytes(data[at : at + 4], "big"), 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        size = size or len(data) - at
        if size < head or at + size > len(data):
            raise DamagedError
        is_picture = data[at + 4 : at + 8] == b"mdat"
        if _METADATA.search(data, at, at + (head if is_picture else size)):
            raise MetadataError
        at += size
    return data


_FORMATS: Mapping[str, Callable[[bytes], bytes]] = {
    "JPEG": _jpeg, "PNG": _png, "WebP": _webp, "GIF": _gif, "AVIF": _avif
}  # fmt: skip


def without_metadata(data: bytes, kind: str) -> bytes:
    """Return a picture without metadata; SVG and ICO stay as they are. `kind` is a result of `files.kind_of`.

    Raises `DamagedError`, or `MetadataError` if metadata cannot be removed.
    """
    strip = _FORMATS.get(kind)
    try:
        return strip(data) if strip else data
    except IndexError as error:
        raise DamagedError from error
