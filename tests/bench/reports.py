"""How large the pages of monthly reports are, whatever the length of the history: what crosses the wire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from statusgen.pipeline.compile import compile_site
from statusgen.storage.disk import read_themes
from tests.bench.corpus import NOW, corpus

REPORTS = ("reports/index.html", "zh/reports/index.html", "reports/2026-05/index.html")
MOST = 20 * 1024
"""Bytes, compressed, up to 10,000 incidents."""


def report_pages(incidents: int) -> Mapping[str, bytes]:
    """The page of all reports, in both languages, and that of a month, of a site with so many incidents."""
    files = dict(corpus(incidents))
    files["site.yml"] += b"reports: public\n"
    result = compile_site(files, read_themes(Path("content")), now=datetime.fromisoformat(NOW))
    return {output.path: output.make() for output in result.outputs if output.path in REPORTS}
