"""How large the home page is, whatever the length of the history: what crosses the wire at first.

A server's first answer holds ten packets, some 14 KB; a page within it needs one round trip (RFC 6928).
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from statusgen.model.output import Output
from statusgen.pipeline.compile import compile_site
from statusgen.storage.disk import read_themes, shipped_themes
from tests.bench.corpus import NOW, corpus

FIRST_ROUND_TRIP = 14 * 1024
"""Bytes, compressed."""

LANGUAGES = ("en", *sorted(path.stem for path in shipped_themes().glob("default/translations/*.po")))
HOMES = ("index.html", *(f"{code}/index.html" for code in LANGUAGES[1:]))


def home_pages(incidents: int) -> Mapping[str, bytes]:
    """The home pages, with their style sheets inside, of a site with so many incidents, in all languages.

    What is written is English, and Chinese as well.
    """
    files = dict(corpus(incidents))
    files["site.yml"] = files["site.yml"].replace(b"[en, zh]", f"[{', '.join(LANGUAGES)}]".encode())
    result = compile_site(files, read_themes(Path("content")), now=datetime.fromisoformat(NOW))
    alone = (part for part in result.parts if isinstance(part, Output))
    return {output.path: output.make() for output in alone if output.path in HOMES}


def compressed(page: bytes) -> int:
    """Bytes on the wire."""
    return len(gzip.compress(page, compresslevel=6, mtime=0))
