"""What pictures carry besides what they show, and what of it is published."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps
from PIL.PngImagePlugin import PngInfo

from statusgen.model.diagnostics import Diagnostic
from statusgen.pipeline.compile import compile_site
from statusgen.read.pictures.files import kind_of
from statusgen.read.pictures.metadata import DamagedError, MetadataError, without_metadata
from tests.examples import examples
from tests.growth import TWICE, growth
from tests.sites import PNG, THEMES, content

NOW = datetime(2026, 5, 1, 10, 0, tzinfo=UTC)
SECRET = b"Elm Street 4"
KINDS = {"JPEG": ".jpg", "PNG": ".png", "WebP": ".webp", "GIF": ".gif", "AVIF": ".avif"}
NOTE = """\
---
title: Trams stop
services: {{trams: degraded}}
started: 2026-05-01 09:00
---

![A tram on its side]({})

## Investigating · 2026-05-01 09:20

We look.
"""


def exif(up: int = 1) -> Image.Exif:
    """What a telephone writes: the place, whose it is, and which way is up."""
    made = Image.Exif()
    made[0x0112] = up
    made[0x010E] = SECRET.decode()
    made.get_ifd(0x8825).update({1: "N", 2: (54.0, 58.0, 42.0), 29: "2026:05:01"})
    return made


@cache
def photo(kind: str, up: int = 1, *, seed: int = 3, frames: int = 1) -> bytes:
    """A picture of a kind with all the metadata that Pillow can write."""
    images = [Image.effect_noise((9 + seed % 7, 14), 50 + seed + one).convert("RGB") for one in range(frames)]
    named = PngInfo()
    named.add_text("Author", SECRET.decode())
    named.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"
    options: dict[str, dict[str, object]] = {
        "JPEG": {"exif": exif(up), "xmp": xmp, "comment": SECRET, "progressive": seed % 2 == 0},
        "PNG": {"exif": exif(up), "pnginfo": named, "dpi": (72, 72)},
        "WebP": {"exif": exif(up), "xmp": xmp, "lossless": seed % 2 == 0},
        "GIF": {"comment": SECRET},
        "AVIF": {"exif": exif(up), "xmp": xmp},
    }
    if frames > 1:
        options[kind] |= {"save_all": True, "append_images": images[1:], "duration": 100, "loop": 3}
    data = BytesIO()
    images[0].save(data, kind, **options[kind])
    return data.getvalue()


def shown(data: bytes) -> list[bytes]:
    """The pixels of all frames as a viewer shows them, the right way up."""
    image = Image.open(BytesIO(data))
    found = []
    for frame in range(getattr(image, "n_frames", 1)):
        image.seek(frame)
        found.append(ImageOps.exif_transpose(image.copy()).convert("RGBA").tobytes())
    return found


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WebP", "GIF"])
@settings(max_examples=examples(20))
@given(up=st.integers(1, 8), seed=st.integers(0, 20), frames=st.integers(1, 3))
def test_only_the_picture_is_left(kind: str, up: int, seed: int, frames: int) -> None:
    """Pixel for pixel and the right way up, without the place; what has nothing to lose stays as it is."""
    data = photo(kind, up, seed=seed, frames=1 if kind == "JPEG" else frames)
    made = without_metadata(data, kind)
    assert SECRET in data
    assert SECRET not in made
    image = Image.open(BytesIO(made))
    assert set(image.getexif()) <= {0x0112}
    assert not image.getexif().get_ifd(0x8825)
    assert shown(data) == shown(made)
    assert made == without_metadata(made, kind)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WebP", "GIF"])
def test_what_follows_the_picture_goes(kind: str) -> None:
    """Telephones put a film there, or the picture as it was before it was cut."""
    data = photo(kind)
    assert without_metadata(data, kind) == without_metadata(data + photo(kind, seed=9) + SECRET, kind)


@pytest.mark.parametrize("marker", [0x02, 0xE5, 0xF0, 0xFD, 0xFE])
def test_unknown_segments_of_a_photo_go(marker: int) -> None:
    """Only what pictures are drawn from stays, whatever a program calls its own."""
    data = photo("JPEG")
    segment = bytes((0xFF, marker)) + (len(SECRET) + 2).to_bytes(2, "big") + SECRET
    assert without_metadata(data, "JPEG") == without_metadata(data[:2] + segment + data[2:], "JPEG")


@pytest.mark.parametrize("profile", [b"colours" * 99])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WebP"])
def test_colours_keep_their_meaning(kind: str, profile: bytes) -> None:
    """A profile of colours is no metadata."""
    data = BytesIO()
    Image.new("RGB", (4, 4), "teal").save(data, kind, icc_profile=profile, exif=exif())
    assert Image.open(BytesIO(without_metadata(data.getvalue(), kind))).info["icc_profile"] == profile


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
def test_pictures_for_print_keep_their_colours(mode: str) -> None:
    """Some need a segment of the program that wrote them to be read rightly."""
    data = BytesIO()
    Image.effect_noise((20, 20), 90).convert(mode).save(data, "JPEG", exif=exif(6))
    assert shown(data.getvalue()) == shown(without_metadata(data.getvalue(), "JPEG"))


@given(kind=st.sampled_from(sorted(KINDS)), data=st.data())
def test_whatever_is_damaged_has_an_answer(kind: str, data: st.DataObject) -> None:
    """Cut off, or with other bytes in it: never another exception, and never more than before."""
    whole = bytearray(photo(kind))
    for _ in range(data.draw(st.integers(0, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(0, len(whole)))])
    try:
        made = without_metadata(cut, kind) if kind_of(cut) == kind else b""
    except (DamagedError, MetadataError):
        return
    assert len(made) <= len(cut) + 50


HOSTILE: dict[str, tuple[str, bytes, bytes, bytes]] = {
    "fill bytes": ("JPEG", b"\xff\xd8", b"\xff", b""),
    "fill bytes in the picture": ("JPEG", b"\xff\xd8\xff\xda\0\2", b"\xff", b"\0"),
    "zeros in the picture": ("JPEG", b"\xff\xd8\xff\xda\0\2", b"\xff\0", b""),
    "segments": ("JPEG", b"\xff\xd8", b"\xff\xe1\0\2", b"\xff\xda\0\2"),
    "scans": ("JPEG", b"\xff\xd8", b"\xff\xda\0\2", b""),
    "chunks of PNG": ("PNG", PNG[:8], b"\0\0\0\0eXIf\0\0\0\0", PNG[8:]),
    "chunks of WebP": ("WebP", b"RIFF\xff\xff\xff\0WEBP", b"VP8 \0\0\0\0", b""),
    "extensions of GIF": ("GIF", b"GIF89a" + bytes(7), b"\x21\xfe\0", b";"),
    "boxes of AVIF": ("AVIF", b"\0\0\0\x0cftypavif", b"\0\0\0\x08free", b""),
}
"""A kind, and a pattern for `growth`."""


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_bytes_are_twice_the_work(name: str) -> None:
    """Whatever they repeat."""
    kind, *pattern = HOSTILE[name]

    def read(data: bytes) -> None:
        with suppress(DamagedError):
            without_metadata(data, kind)

    assert growth(read, pattern) <= TWICE


def test_of_a_kind_that_cannot_be_cleaned_only_the_clean_pass() -> None:
    """Its parts refer to each other by place."""
    clean = BytesIO()
    Image.new("RGB", (4, 4), "teal").save(clean, "AVIF")
    assert without_metadata(clean.getvalue(), "AVIF") == clean.getvalue()
    with pytest.raises(MetadataError):
        without_metadata(photo("AVIF"), "AVIF")


def built(name: str, data: bytes, site: str = "") -> tuple[dict[str, bytes], list[Diagnostic]]:
    """What is published of a note with a picture, and what is said about it."""
    files = content({"incidents/2026-05-01-trams/incident.md": NOTE.format(name)})
    files |= {f"incidents/2026-05-01-trams/{name}": data, "logo.png": data}
    files["site.yml"] += site.encode()
    result = compile_site(files, THEMES, now=NOW, keep_going=True)
    said = [one for one in result.diagnostics if one.code in ("wrong-picture", "missing-picture")]
    return {one.path: one.make() for one in result.outputs}, said


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WebP", "GIF"])
def test_no_page_says_where_a_photo_was_taken(kind: str) -> None:
    """Neither a note's nor the one that is the site's logo."""
    name = f"tram{KINDS[kind]}"
    site = "appearance: {logo: logo.png}\n" if kind == "PNG" else ""
    data = photo(kind, 6)
    files, said = built(name, data, site)
    assert [] == said
    pictures = [path for path in files if path.endswith((name, ".png"))]
    assert len(pictures) == (3 if site else 2)
    assert all(SECRET not in files[one] for one in pictures)
    assert shown(data) == shown(files[f"incidents/2026-05-01-trams/{name}"])


TIFF = BytesIO()
Image.new("L", (4, 4)).save(TIFF, "TIFF")
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.mark.parametrize(
    ("name", "data", "message", "help"),
    [
        ("a.png", lambda: photo("JPEG"), "another kind: JPEG", "Rename it to `a.jpg`"),
        ("a.JPG", lambda: PNG, "another kind: PNG", "Rename it to `a.png`"),
        ("a.webp", lambda: photo("GIF"), "another kind: GIF", "Rename it to `a.gif`"),
        ("a.png", lambda: HTML, "is not a picture", "Save it as JPEG or PNG"),
        ("a.png", lambda: b"", "is not a picture", "Save it as JPEG or PNG"),
        ("a.jpeg", lambda: b"\0\0\0\x18ftypheic", "another kind: HEIC", "Save it as JPEG or PNG"),
        ("a.jpg", TIFF.getvalue, "another kind: TIFF", "Save it as JPEG or PNG"),
        ("a.png", lambda: SVG, "another kind: SVG", "Save it as JPEG or PNG"),
        ("a.png", lambda: PNG[:-3], "is damaged", "Save it again"),
        ("a.gif", lambda: photo("GIF")[:-9], "is damaged", "Save it again"),
        ("a.avif", lambda: photo("AVIF"), "has data about itself", "Save it as JPEG or PNG"),
    ],
)
def test_pictures_are_what_their_name_says(
    name: str, data: Callable[[], bytes], message: str, help: str
) -> None:
    """Others are not published, and the writer learns what to do; the incident itself can be published."""
    files, (said,) = built(name, data())
    assert (said.code, said.span.path) == ("wrong-picture", f"incidents/2026-05-01-trams/{name}")
    assert message in said.message
    assert help in said.help
    assert not [path for path in files if path.endswith(name)]
    assert b"We look." in files["incidents/2026-05-01-trams/index.html"]


def test_avif_may_name_the_wider_format_first() -> None:
    """As some programs do; HEIC begins alike."""
    assert kind_of(b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf") == "AVIF"
    assert kind_of(b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic") == "HEIC"


@pytest.mark.parametrize(
    "before",
    [b"", b"\xef\xbb\xbf\n", b"<?xml version='1.0'?>", b"<!-- a --><!-- b > -->",
     b'<!DOCTYPE svg PUBLIC "x" "y" [ <!ENTITY a "b"> ]>\n'],
)  # fmt: skip
def test_svg_is_known_whatever_stands_before_it(before: bytes) -> None:
    """Programs put much before the first tag."""
    assert kind_of(before + b'<svg:svg xmlns:svg="x"/>') == "SVG"
    assert kind_of(before + b"<html><svg>") == ""
    assert kind_of(before + b"<!-- x -->" * 9999) == ""
