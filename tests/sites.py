"""Small content folders for tests, as the bytes that the disk would give."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from textwrap import dedent

from statusgen.model.diagnostics import Diagnostic
from statusgen.model.notes import AnyNote
from statusgen.model.output import Output, fingerprint
from statusgen.pipeline.compile import compile_site
from statusgen.read import Reading, read_site
from statusgen.storage.disk import read_themes, read_tree

HERE = Path(__file__).parent
THEMES = read_themes(HERE)
"""The shipped themes."""
DEMO_NOW = datetime(2026, 11, 17, 14, 40, tzinfo=UTC)
"""The moment that the demo tells of."""

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010100000000376ef9240000000a49444154789c6368000000820081"
    "77cd72b60000000049454e44ae426082"
)
"""The smallest picture."""


def picture(grey: bytes) -> bytes:
    """A picture of one row, with a pixel for each byte."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", len(grey), 1, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" + grey, 0)
    return PNG[:8] + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


SITE = """\
name: {en: Larkmoor Trams, zh: 拉克莫尔有轨电车}
url: https://status.larkmoor.example/
site id: larkmoor-trams
time zone: Europe/Berlin
languages: [en, zh]
"""
SERVICES = """\
groups:
  - id: travel
    name: Travel
    services:
      - id: trams
        name: Trams
      - id: ticket-machines
        name: Ticket machines
services:
  - id: website
    name: Website
"""


def content(
    notes: dict[str, str] | None = None, *, site: str = SITE, services: str = SERVICES
) -> dict[str, bytes]:
    """The files of a small tram company's site, with notes by path; indented text is dedented."""
    texts = {"site.yml": site, "services.yml": services, **(notes or {})}
    return {path: dedent(text).encode() for path, text in texts.items()}


def tree(root: Path) -> dict[str, bytes]:
    """The files below a folder by path, without those that begin with `_`."""
    named = {path.relative_to(root): path for path in sorted(root.rglob("*")) if path.is_file()}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in named.items()
        if not any(part.startswith("_") for part in name.parts)
    }


def problems(reading: Reading) -> list[Diagnostic]:
    """All that is wrong with the site and its notes.

    That an incident names no service is left out: the small notes of tests are about other things.
    """
    found = [
        *reading.problems,
        *reading.strays,
        *(problem for note in reading.notes for problem in note.problems),
    ]
    return [one for one in found if one.code != "no-services"]


def found(notes: dict[str, str], **files: str) -> list[tuple[str, int, int]]:
    """What is wrong with these notes: code, line and column."""
    return [
        (one.code, one.span.line, one.span.column) for one in problems(read_site(content(notes, **files)))
    ]


def only_note(notes: dict[str, str], **files: str) -> AnyNote:
    """The one note that these files make, which must be without problems."""
    reading = read_site(content(notes, **files))
    assert problems(reading) == []
    (one,) = reading.notes
    assert one.note is not None
    return one.note


_MADE = dict[str, bytes]()
_MOST = 4_000


def make(output: Output) -> bytes:
    """Render a file, once for all sites that have it: those of tests differ in a few pages.

    This relies, as each build does, on equal fingerprints meaning equal bytes; see `tests/pipeline`.
    """
    key = fingerprint(output, "")
    data = _MADE.pop(key, None)
    _MADE[key] = output.make() if data is None else data
    if len(_MADE) > _MOST:
        del _MADE[next(iter(_MADE))]
    return _MADE[key]


class Rendered(Mapping[str, bytes]):
    """The files of a site by path. Each is rendered when it is first asked for: most tests look at a few."""

    def __init__(self, outputs: Iterable[Output]) -> None:
        self._outputs = {one.path: one for one in outputs}
        self._rendered = dict[str, bytes]()

    def __getitem__(self, path: str) -> bytes:
        if path not in self._rendered:
            self._rendered[path] = make(self._outputs[path])
        return self._rendered[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._outputs)

    def __len__(self) -> int:
        return len(self._outputs)


@cache
def demo() -> Mapping[str, bytes]:
    """The files of the demo, in which nothing is wrong."""
    result = compile_site(read_tree(HERE.parent / "content"), THEMES, now=DEMO_NOW)
    assert () == result.diagnostics
    return Rendered(result.outputs)


def update_id(at: datetime) -> str:
    """The id of an update whose time is written in UTC: `2026-05-01T08-20Z`."""
    utc = at.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H-%M-%SZ}" if utc.second else f"{utc:%Y-%m-%dT%H-%MZ}"
