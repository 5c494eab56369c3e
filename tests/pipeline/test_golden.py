"""Whole sites, byte for byte: a small one in full, and the telling pages of the demo.

After a change, look at the difference that `pytest --update-expected` makes as you would at any other.
"""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statusgen.pipeline.compile import compile_site
from statusgen.storage.disk import read_themes, read_tree
from tests.sites import HERE, demo

GOLDEN = HERE / "golden"
TRAMS_NOW = datetime(2026, 5, 4, 16, 0, tzinfo=UTC)
DEMO_PAGES = (
    "index.html",
    "zh/index.html",
    "incidents/2026-11-17-loans-renewals/index.html",
    "zh/incidents/2026-11-17-loans-renewals/index.html",
    "services/loans/index.html",
    "history/2026/10/index.html",
    "uptime/index.html",
    "zh/uptime/index.html",
    "reports/index.html",
    "reports/2026-10/index.html",
    "reports/2026-10/index.md",
    "reports/2026-10/incidents.csv",
    "reports/2026-10/services.csv",
    "zh/reports/2026-10/index.html",
    "updates.rss",
)
_STYLE = re.compile(rb"(<style>).*?(</style>)", re.DOTALL)
_LEFT_OUT = re.compile(r"^assets/|(services|groups|severity)/.*\.(rss|atom|json)$")
_POLICY = re.compile(rb"sha256-[A-Za-z0-9+/]+=")
_HASH = re.compile(rb"(/assets/[a-z-]+)\.[0-9a-f]{8}(?=\.)")


def _made(content: Path, now: datetime) -> dict[str, bytes]:
    result = compile_site(read_tree(content), read_themes(content), now=now)
    assert result.diagnostics == ()
    return {output.path: _without_assets(output.make()) for output in result.outputs}


def _without_assets(page: bytes) -> bytes:
    """A page without the words of style sheets and what their addresses owe to them."""
    return _POLICY.sub(b"sha256-", _HASH.sub(rb"\1", _STYLE.sub(rb"\1\2", page)))


def _compare(made: dict[str, bytes], expected: Path, *, update: bool) -> None:
    if update:
        shutil.rmtree(expected, ignore_errors=True)
        for path, data in made.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_bytes(data)
    golden = {
        path.relative_to(expected).as_posix(): path.read_bytes()
        for path in expected.rglob("*")
        if path.is_file()
    }

    assert sorted(made) == sorted(golden)
    for path, data in made.items():
        assert data.decode("utf-8", "replace") == golden[path].decode("utf-8", "replace"), path


def test_a_small_site(request: pytest.FixtureRequest) -> None:
    """A small bilingual site, under a path, with each kind of note; without assets and feeds of its parts."""
    case = GOLDEN / "trams"

    made = _made(case / "content", TRAMS_NOW)

    _compare(
        {path: data for path, data in made.items() if not _LEFT_OUT.search(path)},
        case / "expected",
        update=request.config.getoption("--update-expected"),
    )


def test_the_demo(request: pytest.FixtureRequest) -> None:
    """The demo's home, an incident in both languages, a service, a month, its reports and the feed."""
    _compare(
        {path: _without_assets(demo()[path]) for path in DEMO_PAGES},
        GOLDEN / "demo",
        update=request.config.getoption("--update-expected"),
    )
